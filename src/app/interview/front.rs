//! The interview's first page, as parts: practice, a mock interview, and all questions.

use crate::app::course::Listed;
use crate::app::icon::Icon;
use crate::app::interview::answers::{Known, known};
use crate::app::interview::known::{InterviewMsg, InterviewState, Mock, is_due};
use crate::app::interview::{sheet, shown};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::progress::Progress;
use crate::app::route::{Route, Seat};
use crate::app::words::capital;
use crate::language::words::counted;
use crate::lesson::{Area, Entry, Index, Level};

pub fn front(interview: &InterviewState, progress: &Progress, at: &mut Parts) {
    at.within("div interview", |at| {
        match (&interview.asked, &interview.mock) {
            (Some(asked), _) => shown::question(interview, asked, at),
            (None, Some(mock)) if mock.is_over() => sheet::sheet(mock, at),
            (None, _) => all(interview, progress, at),
        }
    });
}

fn all(interview: &InterviewState, progress: &Progress, at: &mut Parts) {
    at.within("header setup__top", |at| {
        at.line("h1", "Interview").id("headline").focusable();
        at.line("p", "Questions as they are really asked. Answer aloud, say whether you are sure, hold it against a strong answer, and mark yourself. Each has a run that shows it. What you missed comes again: soon, and then with other figures.");
    });
    match &interview.index {
        Listed::Here(index) => {
            practice(interview, index, progress, at);
            mock(interview, at);
            confident_misses(index, progress, at);
            areas(index, progress, interview.now, at);
        }
        Listed::Missing(reason) => {
            at.line(
                "p",
                format!("The list of questions, lessons/interview.json, did not come: {reason}."),
            );
            let again = Msg::Interview(InterviewMsg::Retry);
            at.button("button button", "Try again", again);
        }
        Listed::Unasked | Listed::Asked => {
            at.line("p quiet", "The questions are on their way…");
        }
    }
}

fn practice(interview: &InterviewState, index: &Index, progress: &Progress, at: &mut Parts) {
    let level = interview.practised;
    let entries = || {
        let entries = index.lessons.iter();
        entries.filter(move |entry| level.is_none_or(|level| entry.level == level))
    };
    let due = entries().filter(|entry| is_due(progress, entry, interview.now));
    let new = entries().filter(|entry| known(&progress.answers, &entry.id).is_none());
    let (due, new) = (due.count(), new.count());
    at.within("section setup__part", |at| {
        at.line("h2", "Practise");
        at.within("div interview__levels", |at| {
            let all = [None].into_iter();
            for one in all.chain(Level::ASKED.map(Some)) {
                let words = one.map_or("Every level", Level::name);
                let msg = Msg::Interview(InterviewMsg::Practise(one));
                at.button("button button", capital(words), msg).says(
                    Attribute::Pressed,
                    if one == level { "true" } else { "false" },
                );
            }
        })
        .says(Attribute::Role, "group")
        .says(Attribute::Label, "Level");
        let next = Msg::Interview(InterviewMsg::Next);
        at.icon_button("button button button--main", Icon::Play, "Ask me", next)
            .id("practise");
        let told = match (due, new) {
            (0, 0) => {
                "Nothing is due, and nothing is new: the next one would be asked early.".to_owned()
            }
            (0, new) => format!("{new} are new."),
            (due, new) => format!("{due} to be asked again, {new} new."),
        };
        at.line("p quiet", told);
    });
}

fn mock(interview: &InterviewState, at: &mut Parts) {
    let seed = interview.seed();
    at.within("section setup__part", |at| {
        at.line("h2", "Mock interview");
        at.line("p", "Six questions of a level, one of them live: an incident strikes, and you work while the clock runs. At the end there is a sheet to print or send.");
        at.within("div interview__levels", |at| {
            for level in Level::ASKED {
                let is_chosen = interview.level == level;
                let msg = Msg::Interview(InterviewMsg::Level(level));
                at.button("button button", capital(level.name()), msg)
                    .says(Attribute::Pressed, if is_chosen { "true" } else { "false" });
            }
        })
        .says(Attribute::Role, "group")
        .says(Attribute::Label, "Level of the mock interview");
        at.line("label setup__label", "Name of this interview")
            .says(Attribute::For, "interview-name");
        at.within("div name", |at| {
            at.field("input field", Does::Write(Field::InterviewName), interview.name.clone())
                .id("interview-name")
                .says(Attribute::MaxLength, "40")
                .says(Attribute::AutoComplete, "off")
                .says(Attribute::SpellCheck, "false")
                .says(Attribute::Invalid, if seed.is_none() { "true" } else { "false" })
                .says(Attribute::DescribedBy, "interview-name-help");
            let dice = Msg::Interview(InterviewMsg::Dice);
            at.tool(Icon::Dice, "Another name", "Another name", dice);
        });
        let help = match &seed {
            None => "A name has letters from a to z, digits, hyphens and underscores.",
            Some(_) => "The same name asks the same questions, so an interviewer can read along.",
        };
        at.line("p quiet", help).id("interview-name-help");
        if let Some(seed) = seed {
            let mock = Mock::new(interview.level, &seed, false);
            at.within("div doors doors--row", |at| {
                at.link("a button button--main", &mock.route(false), |at| {
                    at.words("Begin the interview");
                });
                at.link("a button", &mock.route(true), |at| {
                    at.words("For the interviewer");
                });
            });
        }
    });
}

/// Whoever was sure and wrong learns the most there.
fn confident_misses(index: &Index, progress: &Progress, at: &mut Parts) {
    let missed = |entry: &&Entry| {
        let known = known(&progress.answers, &entry.id);
        known.is_some_and(|known| known.last.sure && !known.last.had)
    };
    let missed: Vec<&Entry> = index.lessons.iter().filter(missed).collect();
    at.when(!missed.is_empty(), |at| {
        at.within("section setup__part", |at| {
            at.line("h2", "Sure, and missed");
            at.line(
                "p quiet",
                "Begin with these: what one is sure of is looked up by nobody.",
            );
            list(&missed, progress, 0, at);
        });
    });
}

fn areas(index: &Index, progress: &Progress, now: u64, at: &mut Parts) {
    at.within("section setup__part", |at| {
        let count = index.lessons.len() as u64;
        at.line(
            "h2",
            format!("All {}", counted(count, "question", "questions")),
        );
        for area in Area::ALL {
            let of_area = |entry: &&Entry| entry.area == Some(area);
            let entries: Vec<&Entry> = index.lessons.iter().filter(of_area).collect();
            if !entries.is_empty() {
                at.within("details interview__area", |at| {
                    at.within("summary", |at| {
                        at.line("b", area.title());
                        let known = |entry: &&&Entry| {
                            known(&progress.answers, &entry.id).is_some_and(|one| one.last.had)
                        };
                        let had = entries.iter().filter(known).count();
                        at.line("span quiet", format!("{had} of {} known", entries.len()));
                    });
                    list(&entries, progress, now, at);
                });
            }
        }
    });
}

fn list(entries: &[&Entry], progress: &Progress, now: u64, at: &mut Parts) {
    at.within("ul interview__list", |at| {
        for entry in entries {
            at.within("li", |at| {
                let route = Route::Interview(Seat::One(entry.id.clone()));
                at.link("a", &route, |at| at.words(entry.title.clone()));
                let live = if entry.live { " · live" } else { "" };
                let state = known(&progress.answers, &entry.id);
                let state = state.map_or_else(String::new, |known| standing(&known, now));
                at.line("span quiet", format!("{}{live}{state}", entry.level.name()));
            });
        }
    });
}

fn standing(known: &Known, now: u64) -> String {
    let days = known.memory.due.saturating_sub(now).div_ceil(86_400);
    match (known.last.had, known.memory.due <= now) {
        (true, true) => " · to be asked again".to_owned(),
        (true, false) => format!(" · known, again in {}", counted(days, "day", "days")),
        (false, _) => " · missed".to_owned(),
    }
}
