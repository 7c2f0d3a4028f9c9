//! A question that is asked, as parts: before its answer is revealed, and after.

use crate::app::icon::Icon;
use crate::app::interview::known::{Arrived, Asked, InterviewMsg, InterviewState, Mock};
use crate::app::interview::skim::skimmed;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::route::{Route, Seat};
use crate::app::share::Sight;
use crate::lesson::{INTERVIEW, Interview, Lesson, compose, seed_of_turn};
use crate::sim::SimTime;

pub(super) fn question(interview: &InterviewState, asked: &Asked, at: &mut Parts) {
    let mock = interview.mock.as_ref();
    match &asked.arrived {
        Arrived::NotYet => {
            at.line("h1", "A question").id("headline").focusable();
            at.line("p quiet", "It is on its way…");
        }
        Arrived::Failed(why) => {
            at.line("h1", "This question cannot be asked")
                .id("headline")
                .focusable();
            at.line("p", why.clone());
            to_list(at);
        }
        Arrived::Here(lesson) => here(interview, asked, lesson, mock, at),
    }
}

fn to_list(at: &mut Parts) {
    at.link("a", &Route::Interview(Seat::List), |at| {
        at.words("All questions")
    });
}

fn here(
    interview: &InterviewState,
    asked: &Asked,
    lesson: &Lesson,
    mock: Option<&Mock>,
    at: &mut Parts,
) {
    let Some(about) = lesson.interview() else {
        return;
    };
    let guides = mock.is_some_and(|mock| mock.guides);
    let is_live = !lesson.steps.is_empty();
    at.within("header setup__top", |at| {
        at.within("p quiet interview__where", |at| {
            at.when(mock.is_none(), |at| {
                to_list(at);
                at.words(" · ");
            });
            let place = mock.map_or_else(String::new, |mock| {
                let what = if mock.is_marked() {
                    "Answer"
                } else {
                    "Question"
                };
                format!("{what} {} of {} · ", mock.place + 1, mock.ids.len())
            });
            let level = lesson.front.level.name();
            at.words(format!("{place}{} · {level}", about.area.title()));
        });
        at.told("h1", &lesson.front.title)
            .in_language(lesson.language())
            .id("headline")
            .focusable();
        let begins = mock.is_some_and(|mock| mock.is_marked() && mock.place == 0);
        at.when(begins, |at| {
            at.line("p", "That was the last question. Now the answers, one by one: hold each against what you said.");
        });
    });
    at.html(&lesson.introduction).in_language(lesson.language());
    if is_live {
        live(asked, lesson, guides, at);
    }
    match (guides, asked.sure) {
        (true, _) => guide(asked, lesson, about, mock, at),
        (false, None) => think(interview, asked, is_live, mock.is_some(), at),
        (false, Some(sure)) => revealed((asked, mock), lesson, about, sure, at),
    }
}

/// A live question is worked on at the stage.
fn live(asked: &Asked, lesson: &Lesson, guides: bool, at: &mut Parts) {
    at.within("section interview__live", |at| {
        at.when(guides, |at| {
            for step in &lesson.steps {
                at.html(&step.html).in_language(lesson.language());
            }
        });
        let route = Route::Lesson(format!("{INTERVIEW}{}", asked.id));
        at.link("a button button--main", &route, |at| {
            at.marked(Icon::Zap, match asked.staged {
                false => "To the stage: work on it",
                true => "Back to the stage",
            });
        });
        at.when(asked.staged && asked.shown.is_empty(), |at| {
            at.line("p", "Your run is kept: come back from the stage, so that it marks what it shows.");
        });
        at.line("p quiet", "Say aloud what you do. When it is over, or when you have had enough, come back: your run marks what it shows.");
    });
}

fn think(interview: &InterviewState, asked: &Asked, is_live: bool, in_mock: bool, at: &mut Parts) {
    at.within("section interview__think", |at| {
        let seconds = match asked.since {
            0 => 0,
            since => interview.now.saturating_sub(since),
        };
        at.line("p interview__clock", clock(seconds))
            .says(Attribute::Label, "Time so far");
        at.line(
            "p",
            match is_live {
                false => "Answer aloud: a minute or two. How sure are you of it?",
                true => {
                    "When you have worked on it: how sure are you that you did the right thing?"
                }
            },
        );
        at.within("div doors doors--row", |at| {
            let reveal = |sure| Msg::Interview(InterviewMsg::Reveal(sure));
            let [yes, no] = match in_mock {
                false => ["Sure: show the answer", "Not sure: show the answer"],
                true => ["Sure: go on", "Not sure: go on"],
            };
            at.button("button button button--main", yes, reveal(true))
                .id("sure");
            at.button("button button", no, reveal(false)).id("not-sure");
        });
    });
}

fn revealed(
    (asked, mock): (&Asked, Option<&Mock>),
    lesson: &Lesson,
    about: &Interview,
    sure: bool,
    at: &mut Parts,
) {
    let seconds = asked
        .until
        .unwrap_or(asked.since)
        .saturating_sub(asked.since);
    at.within("section interview__answer", |at| {
        let said = if sure {
            "You were sure"
        } else {
            "You were not sure"
        };
        at.line("p quiet", format!("{said}, after {}.", clock(seconds)))
            .id("answer")
            .focusable();
        at.html(&skimmed(&lesson.debrief))
            .in_language(lesson.language());
    });
    at.within("fieldset interview__rubric", |at| {
        at.line("legend", "What did you say or do?");
        at.when(asked.shown.iter().any(Option::is_some), |at| {
            at.line(
                "p quiet",
                "Your run has marked what it shows. The rest only you have heard.",
            );
        });
        for (place, point) in about.rubric.iter().enumerate() {
            let had = asked.marks.get(place).copied().unwrap_or(false);
            at.within("label interview__point", |at| {
                let msg = Msg::Interview(InterviewMsg::Mark(place));
                at.choice("checkbox", had, msg);
                at.told("span", &point.point).in_language(lesson.language());
                if let Some(shown) = asked.shown.get(place).copied().flatten() {
                    let told = if shown {
                        "your run shows it"
                    } else {
                        "not in your run"
                    };
                    at.line("span tag", told);
                }
            });
        }
    });
    proof((asked, mock), lesson, about, at);
    at.within("div interview__judge", |at| {
        let had = asked.marks.iter().filter(|mark| **mark).count();
        at.line(
            "p",
            format!("{had} of {} points. Did you have it?", about.rubric.len()),
        );
        at.within("div doors doors--row", |at| {
            let judge = |had| Msg::Interview(InterviewMsg::Judge(had));
            at.button("button button", "I missed it", judge(false))
                .id("missed");
            at.button("button button", "I had it", judge(true))
                .id("had");
        });
    });
}

/// From the run that shows the answer back to the question, whose answer stays revealed.
#[inline(never)]
pub fn way_back(fragment: &str, at: &mut Parts) {
    at.within("div banner", |at| {
        at.link("a link", &Route::parse(fragment), |at| {
            at.marked(Icon::Back, "Back to the question");
        });
    });
}

/// What shows that it is so, and what teaches it.
fn proof(
    (asked, mock): (&Asked, Option<&Mock>),
    lesson: &Lesson,
    about: &Interview,
    at: &mut Parts,
) {
    at.within("div doors doors--row", |at| {
        let own = || Route::Interview(Seat::One(asked.id.clone()));
        let back = mock.map_or_else(own, |mock| mock.route(mock.guides));
        let seed = seed_of_turn(&lesson.front.seed, asked.times);
        let what = "What a good operator would do, in the sandbox: press Play. A link above the stage leads back here.";
        watch(lesson, &seed, Some(back), what, at);
        let lesson = Route::Lesson(about.lesson.clone());
        at.way(&lesson, "The lesson", "Where it is taught.");
    });
    at.within("details", |at| {
        at.line("summary", "Further reading");
        at.html(&lesson.further_reading)
            .in_language(lesson.language());
    });
}

/// The way to the run that shows it, at its beginning, from where a link leads back to `within`.
pub fn watch(
    lesson: &Lesson,
    seed: &str,
    within: Option<Route>,
    what: &'static str,
    at: &mut Parts,
) {
    let begun = Sight {
        at: Some(SimTime::START),
        within: within.map(|route| (route.fragment(), String::new())),
        ..Sight::default()
    };
    let (run, _) = compose(&lesson.front, &lesson.front.solution, seed);
    let run = Route::Run(run, Box::new(begun));
    at.way(&run, "Watch the run", what);
}

/// What whoever interviews sees: all of it, and the way on.
fn guide(asked: &Asked, lesson: &Lesson, about: &Interview, mock: Option<&Mock>, at: &mut Parts) {
    at.within("section", |at| {
        at.line("h2", "What it tests");
        for text in &lesson.front.teaches {
            at.told("p", text).in_language(lesson.language());
        }
        at.line("h2", "Rubric");
        at.within("ul teaches", |at| {
            for point in &about.rubric {
                at.told("li", &point.point).in_language(lesson.language());
            }
        });
    });
    at.some(|at| {
        if let Some(mock) = mock {
            room_for_notes(mock, &asked.id, at);
        }
    });
    at.html(&skimmed(&lesson.debrief))
        .in_language(lesson.language());
    proof((asked, mock), lesson, about, at);
    let Some(mock) = mock else { return };
    at.within("div doors doors--row", |at| {
        let step = |way| Msg::Interview(InterviewMsg::Step(way));
        at.when(mock.place > 0, |at| {
            at.button("button button", "The question before", step(-1));
        });
        let words = match mock.place + 1 < mock.ids.len() {
            true => "The next question",
            false => "The sheet with your notes",
        };
        at.button("button button button--main", words, step(1));
    });
    at.within("p quiet", |at| {
        at.words("Your candidate opens ");
        at.link("a", &mock.route(false), |at| at.words("this link"));
        at.words(": the same questions, and none of the answers. ");
        at.button(
            "button link",
            "Copy it",
            Msg::Interview(InterviewMsg::CopyLink),
        );
    });
}

/// What the candidate says, written down while they speak.
fn room_for_notes(mock: &Mock, id: &str, at: &mut Parts) {
    at.within("label interview__notes", |at| {
        at.line("b", "Your notes");
        let text = mock.note(id).map_or_else(String::new, |note| note.text.clone());
        at.field("textarea field", Does::Write(Field::InterviewNote), text)
            .id("interview-note")
            .says(Attribute::Key, id.to_owned());
        at.line("span quiet", "Kept in this browser, and printed on your sheet at the end. Your candidate sees none of it.");
    });
}

/// Minutes and seconds: `1:05`.
pub(super) fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
