//! The palette of all faults, and those in force.

use crate::app::faults::{self, Strike};
use crate::app::icon::Icon;
use crate::app::lesson::refusal;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts, Words};
use crate::app::route::Route;
use crate::app::say;
use crate::lesson::Lesson;
use crate::world::View;

/// `lesson` is what does not offer everything.
pub fn faults(view: &View, lesson: Option<&Lesson>, at: &mut Parts) {
    let strikes = faults::all(view);
    if strikes.is_empty() {
        at.line("p quiet", "There is nothing to break yet.");
        return;
    }
    at.within("div palette", |at| {
        at.when(lesson.is_none(), |at| {
            at.within("p quiet", |at| {
                at.words("What would each of them do? Read it off ");
                at.link("a", &Route::Map(None), |at| at.words("the protection map"));
                at.words(".");
            });
        });
        at.when(!view.faults.is_empty(), |at| in_force(view, at));
        for kind in view.kinds.iter().map(|of| of.kind) {
            let of_kind = |strike: &&Strike| strike.kind == kind;
            let mut own = strikes.iter().filter(of_kind).peekable();
            at.when(own.peek().is_some(), |at| {
                at.within("section kind", |at| {
                    at.line("h3", kind.title);
                    at.line("p quiet", kind.meaning);
                    for one in own {
                        strike(lesson, None, one.place.clone().into(), one, at);
                    }
                });
            });
        }
    });
}

fn in_force(view: &View, at: &mut Parts) {
    at.line("h3", "In force");
    for fault in &view.faults {
        at.within("div inforce", |at| {
            at.icon(Icon::Zap);
            at.within("span", |at| {
                at.line("b", fault.fault.kind.name);
                let target = say::goes_on(&fault.fault.target(), fault.until, view.now);
                at.words(format!(" {target}"));
            });
            if let Some(line) = faults::mend(fault) {
                at.button("button button", "Mend", Msg::Act(line.clone()))
                    .says(Attribute::Title, line);
            }
        });
    }
}

/// A button that strikes; where the lesson does not offer it, it says so.
pub(super) fn strike(
    lesson: Option<&Lesson>,
    icon: Option<Icon>,
    words: Words,
    strike: &Strike,
    at: &mut Parts,
) {
    let refused = lesson.and_then(|lesson| refusal(lesson, &strike.line));
    let msg = Msg::Act(strike.line.clone());
    let name = |at: &mut Parts| {
        icon.into_iter().for_each(|icon| at.icon(icon));
        at.words(words);
    };
    match refused {
        None => {
            at.press("button line", msg, |at| {
                at.within("span", name);
                at.command(&strike.line);
            })
            .says(Attribute::Title, strike.kind.meaning);
        }
        Some(refused) => at.refused(&strike.line, &refused.reason, msg, name),
    }
}
