//! The interview's first page, as parts: practice, a mock interview, and all questions.

use crate::app::course::Listed;
use crate::app::icon::Icon;
use crate::app::interview::answers::{Known, known};
use crate::app::interview::known::{InterviewMsg, InterviewState, Mock};
use crate::app::interview::{mock, sheet, shown};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::progress::Progress;
use crate::app::route::{Route, Seat};
use crate::app::words::capital;
use crate::language::words::counted;
use crate::lesson::{Area, Entry, Level};

pub fn front(interview: &InterviewState, progress: &Progress, at: &mut Parts) {
    at.within("div interview", |at| {
        match (&interview.asked, &interview.mock) {
            (Some(asked), _) => shown::question(interview, asked, at),
            (None, Some(mock)) if mock.is_over() && mock.guides => {
                sheet::notes(mock, interview.list(), at);
            }
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
            let entries = index.lessons.iter();
            let known = |entry: &Entry| known(&progress.answers, &entry.id);
            let all: Vec<Standing> = entries.map(|entry| (entry, known(entry))).collect();
            practice(interview, &all, at);
            of_mock(interview, progress, at);
            confident_misses(&all, at);
            areas(&all, interview.now, at);
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

/// A question, and what is known of it.
type Standing<'i> = (&'i Entry, Option<Known>);

/// Levels to choose from, of which one is chosen.
fn levels<L: PartialEq>(
    label: &'static str,
    chosen: L,
    all: impl IntoIterator<Item = (L, &'static str, InterviewMsg)>,
    at: &mut Parts,
) {
    at.within("div interview__levels", |at| {
        for (one, words, msg) in all {
            let pressed = if one == chosen { "true" } else { "false" };
            at.button("button button", capital(words), Msg::Interview(msg))
                .says(Attribute::Pressed, pressed);
        }
    })
    .says(Attribute::Role, "group")
    .says(Attribute::Label, label);
}

fn practice(interview: &InterviewState, all: &[Standing], at: &mut Parts) {
    let level = interview.practised;
    let entries = all.iter();
    let of_level = entries.filter(|(entry, _)| level.is_none_or(|level| entry.level == level));
    let (mut due, mut new) = (0, 0);
    for (_, known) in of_level {
        match known {
            Some(known) => due += u32::from(known.memory.due <= interview.now),
            None => new += 1,
        }
    }
    at.within("section setup__part", |at| {
        at.line("h2", "Practise");
        let every = [None].into_iter().chain(Level::ASKED.map(Some));
        let every = every.map(|one| {
            let words = one.map_or("Every level", Level::name);
            (one, words, InterviewMsg::Practise(one))
        });
        levels("Level", level, every, at);
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

fn of_mock(interview: &InterviewState, progress: &Progress, at: &mut Parts) {
    let seed = interview.seed();
    at.within("section setup__part", |at| {
        at.line("h2", "Mock interview");
        at.line("p", "Six questions of a level, one of them live: an incident strikes, and you work while the clock runs. At the end there is a sheet to print or send. Or a whiteboard: a promise, and a design for it that every failure strikes.");
        let every = Level::ASKED.map(|one| (one, one.name(), InterviewMsg::Level(one)));
        levels("Level of the mock interview", interview.level, every, at);
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
            None => "This cannot be a name: it has letters from a to z, digits, hyphens and underscores, and spaces between them.",
            Some(_) => "The same name asks the same questions, so an interviewer can read along. Each has its time from the moment when it is shown; no answer is shown before all were asked.",
        };
        let class = if seed.is_none() { "p interview__refused" } else { "p quiet" };
        at.line(class, help).id("interview-name-help");
        at.when(!mock::is_fresh(interview, &progress.answers), |at| {
            at.line("p", "You answered its first question within the last day: another name begins with another one.");
        });
        at.within("div doors doors--row", |at| {
            let Some(seed) = seed else {
                for words in DOORS {
                    let unpressed = Msg::Interview(InterviewMsg::Name(interview.name.clone()));
                    at.button("button button", words, unpressed).disabled_if(true);
                }
                return;
            };
            let mock = Mock::new(interview.level, &seed, false);
            let [begin, guide, board] = DOORS;
            at.link("a button button--main", &mock.route(false), |at| at.words(begin));
            at.link("a button", &mock.route(true), |at| at.words(guide));
            at.link("a button", &Route::Map(Some(seed)), |at| at.words(board));
        });
    });
}

const DOORS: [&str; 3] = [
    "Begin the interview",
    "For the interviewer: all answers",
    "Whiteboard",
];

/// Whoever was sure and wrong learns the most there.
fn confident_misses(all: &[Standing], at: &mut Parts) {
    let is_missed = |known: &Known| known.last.sure && !known.last.had;
    let missed = all.iter();
    let missed: Vec<&Standing> = missed
        .filter(|(_, known)| known.as_ref().is_some_and(is_missed))
        .collect();
    at.when(!missed.is_empty(), |at| {
        at.within("section setup__part", |at| {
            at.line("h2", "Sure, and missed");
            at.line(
                "p quiet",
                "Begin with these: what one is sure of is looked up by nobody.",
            );
            list(&missed, 0, at);
        });
    });
}

fn areas(all: &[Standing], now: u64, at: &mut Parts) {
    at.within("section setup__part", |at| {
        let count = counted(all.len() as u64, "question", "questions");
        at.line("h2", format!("All {count}"));
        for area in Area::ALL {
            let of_area = all.iter().filter(|(entry, _)| entry.area == Some(area));
            let of_area: Vec<&Standing> = of_area.collect();
            if !of_area.is_empty() {
                at.within("details interview__area", |at| {
                    at.within("summary", |at| {
                        at.line("b", area.title());
                        let is_had = |known: &Known| known.last.had;
                        let had = of_area.iter();
                        let had = had.filter(|(_, known)| known.as_ref().is_some_and(is_had));
                        let (had, all) = (had.count(), of_area.len());
                        at.line("span quiet", format!("{had} of {all} known"));
                    });
                    list(&of_area, now, at);
                });
            }
        }
    });
}

fn list(entries: &[&Standing], now: u64, at: &mut Parts) {
    at.within("ul interview__list", |at| {
        for (entry, known) in entries {
            at.within("li", |at| {
                let route = Route::Interview(Seat::One(entry.id.clone()));
                at.link("a", &route, |at| at.words(entry.title.clone()))
                    .in_language(entry.language.as_deref());
                let live = if entry.live { " · live" } else { "" };
                let known = known.as_ref();
                let state = known.map_or_else(String::new, |known| standing(known, now));
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
