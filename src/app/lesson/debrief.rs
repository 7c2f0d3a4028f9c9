//! What the result of a lesson begins with, as parts: what was missed for sure, what was seen of the run, its figures, and the
//! solution's beside them.

use crate::app::icon::Icon;
use crate::app::lesson::best::{NAMES, sums};
use crate::app::lesson::guided::Guided;
use crate::app::lesson::judge::{Judged, SURE_AND_MISSED, confident_misses};
use crate::app::lesson::play::{LessonMsg, LessonPlay};
use crate::app::lesson::recall::{Best, Recall};
use crate::app::lesson::said::Recalled;
use crate::app::lesson::shown::judged_shown;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::app::share::Sight;
use crate::app::window::Tab;
use crate::sim::SimTime;
use crate::world::View;

#[inline(never)]
pub(super) fn opening(shown: &Guided, at: &mut Parts) {
    let (play, view) = (shown.play, &*shown.calm.view);
    at.some(|at| {
        let missed = confident_misses(play);
        at.when(!missed.is_empty(), |at| {
            at.within("section done done--missed", |at| {
                at.line("h3", SURE_AND_MISSED);
                for one in missed {
                    // The heading has said so.
                    let sure_and_missed = false;
                    let one = Judged {
                        sure_and_missed,
                        ..one
                    };
                    judged_shown(&one, play.lesson.language(), at);
                }
            });
        });
    });
    at.some(|at| match play.debrief.asks() {
        Some(recall) => ask(recall, at),
        None => ledger(play, view, at),
    });
}

/// What was seen, asked for by one tap.
fn ask(recall: &Recall, at: &mut Parts) {
    let say = |choice| Msg::Lesson(LessonMsg::Recall(choice));
    at.within("section recall", |at| {
        at.within("p", |at| {
            at.line("span question__mark", "From memory");
            at.line("b", recall.question.clone());
        });
        at.within("div doors doors--row", |at| {
            for (place, figure) in recall.choices.iter().enumerate() {
                at.button("button button", figure.words.clone(), say(Some(place)));
            }
            at.button("button link", "Skip: show me", say(None));
        });
    })
    .says(Attribute::Role, "group")
    .says(Attribute::Label, recall.question.clone());
}

/// What the run came to.
fn ledger(play: &LessonPlay, view: &View, at: &mut Parts) {
    at.within("section recall", |at| {
        at.within("h3", |at| at.words("What it came to"))
            .id("recalled")
            .focusable();
        if let Some(recall) = &play.debrief.asked {
            told(recall, play.debrief.recalled, at);
        }
        let own = play.debrief.own.as_deref();
        let own = own.cloned().unwrap_or_else(|| sums(view));
        match &play.debrief.best {
            Some(best) => beside(best, own, at),
            None => at.facts("dl facts", NAMES.into_iter().zip(own).collect()),
        };
        at.within("div doors doors--row", |at| {
            at.when(!view.incidents.is_empty(), |at| {
                at.button("button button", "Open the verdict", Msg::Open(Tab::Verdict));
            });
            match &play.debrief.best {
                None => {
                    let msg = Msg::Lesson(LessonMsg::Beside);
                    at.button("button button", "Beside a good run", msg);
                }
                Some(best) => {
                    let begun = Sight {
                        at: Some(SimTime::START),
                        ..Sight::default()
                    };
                    let run = Route::Run(best.run.clone(), Box::new(begun));
                    at.link("a button", &run, |at| at.words("Watch the good run"));
                }
            }
        });
    });
}

/// What was said beside what it was.
fn told(recall: &Recall, recalled: Recalled, at: &mut Parts) {
    let right = recall.choices.iter().find(|one| one.right);
    let was = right.map_or("", |one| &one.words);
    let chosen = match recalled {
        Recalled::Chosen(place) => recall.choices.get(place),
        Recalled::Nothing | Recalled::Skipped => None,
    };
    let (right, text) = match chosen {
        Some(one) if one.right => (Some(true), format!("You said {was}. Right.")),
        Some(one) => {
            let said = &one.words;
            let is = match one.is.is_empty() {
                true => String::new(),
                false => format!(" {said} {}.", one.is),
            };
            (Some(false), format!("You said {said}. It was {was}.{is}"))
        }
        None => (None, format!("It was {was}.")),
    };
    let picture = match right {
        Some(true) => Icon::Check,
        Some(false) => Icon::Cross,
        None => Icon::Help,
    };
    at.within("div judged", |at| {
        at.line("p judged__question", recall.question.clone());
        at.within("p judged__said", |at| {
            at.icon(picture);
            at.line("span", text);
        });
    })
    .class_if(right == Some(true), "judged--right");
}

/// Both runs, figure by figure.
fn beside(best: &Best, own: Vec<String>, at: &mut Parts) {
    at.within("table recall__runs", |at| {
        at.within("thead", |at| {
            at.within("tr", |at| {
                at.empty("td");
                for name in ["Your run", "A good run"] {
                    at.line("th", name).says(Attribute::Scope, "col");
                }
            });
        });
        at.within("tbody", |at| {
            let runs = own.into_iter().zip(&best.figures);
            for (name, (own, best)) in NAMES.into_iter().zip(runs) {
                at.within("tr", |at| {
                    at.line("th", name).says(Attribute::Scope, "row");
                    at.line("td number", own);
                    at.line("td number", best.clone());
                });
            }
        });
    })
    .id("best")
    .focusable();
}
