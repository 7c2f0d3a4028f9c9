//! The inspector: what the selected thing is, what can be done with it, where its numbers come from.

use crate::app::drawn::Calm;
use crate::app::faults::{self, Strike};
use crate::app::icon::Icon;
use crate::app::lesson::refusal;
use crate::app::msg::{Msg, TerminalMsg};
use crate::app::part::{Attribute, Parts};
use crate::app::side::faults::strike;
use crate::app::side::restore::restore;
use crate::app::side::verdict::go_on;
use crate::app::thing::Thing;
use crate::app::{describe, say};
use crate::cloud::Button;
use crate::lesson::Lesson;
use crate::world::View;

/// What the inspector shows.
pub struct Inspected<'a> {
    pub calm: &'a Calm,
    /// What does not offer everything.
    pub lesson: Option<&'a Lesson>,
    pub selected: Option<&'a Thing>,
    /// Whether things can be broken, and mended, by hand.
    pub breaks: bool,
}

impl Inspected<'_> {
    /// Whether a line is offered here: all is, but in a lesson.
    fn offers(&self, line: &str) -> bool {
        self.lesson
            .is_none_or(|lesson| refusal(lesson, line).is_none())
    }
}

/// The way back to the stage, where the inspector lies over it.
pub fn closing(at: &mut Parts) {
    at.tool(Icon::Cross, "Close", "Close", Msg::CloseSheet)
        .id("sheet-close")
        .class_if(true, "sheet__close");
}

pub fn inspector(shown: &Inspected, at: &mut Parts) {
    let view = &*shown.calm.view;
    let Some(thing) = shown.selected else {
        at.line(
            "p quiet",
            "Select something on the stage to see what it is and what it can do.",
        );
        return;
    };
    if let Some(gone) = say::gone(view, &shown.calm.journal, thing) {
        at.line("p", gone);
        return;
    }
    at.within("div inspector", |at| {
        at.within("h2", |at| {
            at.words(thing.name());
            at.line("span quiet", format!(" {}", describe::kind(view, thing)));
        })
        .id("inspected")
        .focusable();
        let facts = describe::facts(view, thing).into_iter();
        let (lag, facts): (Vec<_>, Vec<_>) =
            facts.partition(|(name, _)| describe::LAG.contains(name));
        at.when(!lag.is_empty(), |at| {
            at.facts("dl facts facts--wide facts--now", lag);
        });
        at.facts("dl facts facts--wide", facts);
        at.some(|at| contents(view, thing, at));
        at.when(shown.breaks, |at| mends(view, thing, at));
        at.some(|at| moments(shown.calm, thing, at));
        let all = shown.calm.operations.iter();
        let (offered, others) = all.partition(|(operation, _)| shown.offers(&operation.line));
        operations(shown.calm, offered, at);
        let strikes = match shown.breaks {
            true => faults::against(view, thing),
            false => Vec::new(),
        };
        let (strikes, secret): (Vec<_>, Vec<_>) =
            strikes.into_iter().partition(|one| shown.offers(&one.line));
        at.when(shown.breaks, |at| breaks(shown, &strikes, at));
        at.some(|at| not_offered(shown, &others, &secret, at));
        at.some(|at| sources(view, thing, at));
    });
}

/// What stands inside: the snapshots of a Region's storage.
fn contents(view: &View, thing: &Thing, at: &mut Parts) {
    let Thing::Storage(region) = thing else {
        return;
    };
    let shots = view.snapshots.iter().filter(|shot| shot.region == *region);
    at.within("div operations", |at| {
        for shot in shots {
            at.press("button line", Msg::Select(Thing::snapshot(shot)), |at| {
                at.within("span", |at| {
                    at.icon(Icon::Camera);
                    at.words(shot.id.clone());
                });
                at.line("code", describe::snapshot_line(view, shot));
            });
        }
    });
}

fn mends(view: &View, thing: &Thing, at: &mut Parts) {
    for fault in faults::in_force(view, thing) {
        let Some(line) = faults::mend(fault) else {
            continue;
        };
        at.press("button line line--mend", Msg::Act(line.clone()), |at| {
            at.within("span", |at| {
                at.icon(Icon::Restarting);
                at.words(format!("Mend: {}", fault.fault.kind.noun));
            });
            at.command(&line);
        });
    }
}

/// Restores to a moment: of a database, or of all whose backups a Region keeps.
fn moments(calm: &Calm, thing: &Thing, at: &mut Parts) {
    for archive in &calm.view.archives {
        if thing.has_backups(&calm.view, archive.region, &archive.resource_id) {
            at.within("div", |at| restore(calm, archive, at))
                .says(Attribute::Key, archive.resource_id.clone());
        }
    }
}

/// A button, and why not now.
type Operation = (Button, Option<String>);

/// What can be done comes first.
fn operations(calm: &Calm, all: Vec<&Operation>, at: &mut Parts) {
    for (title, can) in [
        ("What it can do now", true),
        ("What it cannot do now", false),
    ] {
        let some = all.iter().copied();
        let some = some.filter(|(_, refusal)| refusal.is_none() == can);
        // What cannot be taken back stands last, whatever else can be done.
        let deletes = |one: &&Operation| one.0.line.contains(" delete-");
        let (last, first): (Vec<_>, Vec<_>) = some.partition(deletes);
        let some: Vec<_> = first.into_iter().chain(last).collect();
        at.when(!some.is_empty(), |at| {
            at.line("h3", title);
            at.within("div operations", |at| {
                for (operation, refusal) in some {
                    let line = operation.line.clone();
                    at.within("div", |at| match refusal {
                        None => operate(operation, at),
                        Some(reason) => refuse(calm, operation, reason, at),
                    })
                    .says(Attribute::Key, line);
                }
            });
        });
    }
}

fn operate(operation: &Button, at: &mut Parts) {
    let Button { title, line, .. } = operation;
    at.within("div operation", |at| {
        at.press("button line", Msg::Act(line.clone()), |at| {
            at.line("span", title.clone());
            at.short_command(line);
        })
        .says(Attribute::Title, line.clone());
        at.tool(
            Icon::Edit,
            "Change this line in the terminal",
            format!("Change this line in the terminal: {title}"),
            Msg::Terminal(TerminalMsg::Edit(line.clone())),
        );
    });
}

fn refuse(calm: &Calm, operation: &Button, reason: &str, at: &mut Parts) {
    let Button { title, line, .. } = operation;
    at.refused(line, reason, Msg::Hear(reason.to_owned()), |at| {
        at.words(title.clone());
    });
    if let Some(wait) = calm.wait_for(line) {
        go_on(wait, at);
    }
}

fn breaks(shown: &Inspected, strikes: &[Strike], at: &mut Parts) {
    if strikes.is_empty() {
        return;
    }
    at.line("h3", "Break it");
    at.within("div operations", |at| {
        faults::offer("details operations__more", strikes, at, |one, at| {
            struck(shown, one, at);
        });
    });
}

fn struck(shown: &Inspected, one: &Strike, at: &mut Parts) {
    strike(
        shown.lesson,
        Some(Icon::Zap),
        one.kind.title.into(),
        one,
        at,
    );
}

/// What a lesson does not offer is folded up: it would stand between what it does and what is known.
fn not_offered(shown: &Inspected, operations: &[&Operation], strikes: &[Strike], at: &mut Parts) {
    let count = operations.len() + strikes.len();
    if count == 0 {
        return;
    }
    at.within("details operations__more", |at| {
        at.line(
            "summary",
            format!("{count} more, which this lesson does not offer"),
        );
        at.within("div operations", |at| {
            for (operation, refusal) in operations {
                let reason = refusal.as_deref().unwrap_or_default();
                refuse(shown.calm, operation, reason, at);
            }
            for one in strikes {
                struck(shown, one, at);
            }
        });
    });
}

fn sources(view: &View, thing: &Thing, at: &mut Parts) {
    let numbers = describe::numbers(view, thing);
    if numbers.is_empty() {
        return;
    }
    at.within("details sources", |at| {
        at.line("summary", "Where its numbers come from");
        at.within("dl", |at| {
            for number in numbers {
                at.within("div", |at| {
                    at.line("dt", number.meaning);
                    at.within("dd", |at| {
                        at.line("b", describe::band(number));
                        at.words(format!(", {}. ", number.confidence.meaning()));
                        match number.url {
                            "" => at.words(number.source),
                            url => at.source(url, number.source),
                        }
                    });
                });
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::Part;
    use crate::app::part::read::{groups, pressed, spoken};
    use crate::app::restore::{RestoreMsg, Source};
    use crate::app::{fixture, operations};
    use crate::lesson::read;
    use crate::world::{DatabaseView, RoleView};
    use std::rc::Rc;

    fn inspected(shown: &Inspected) -> Vec<Part> {
        Parts::of(|at| inspector(shown, at))
    }

    #[test]
    fn what_can_be_done_is_a_button_and_what_cannot_says_why() {
        let mut calm = Calm::new(Rc::new(fixture::cross_region()));
        let orders = Thing::database(&calm.view.databases[0]);
        let operations = operations::of(&calm.view, &orders);
        let reason = "It is `rebooting`.";
        calm.operations = vec![
            (operations[0].clone(), None),
            (operations[1].clone(), Some(reason.to_owned())),
        ];
        let shown = |breaks| {
            inspected(&Inspected {
                calm: &calm,
                lesson: None,
                selected: Some(&orders),
                breaks,
            })
        };
        let offered = pressed(&shown(false));
        let sent: Vec<&Msg> = offered.iter().map(|(_, msg)| msg).collect();
        let edit = TerminalMsg::Edit(operations[0].line.clone());
        let source = Source::of(&calm.view.archives[0]);
        assert_eq!(
            sent,
            [
                &Msg::Restore(RestoreMsg::Open(source)),
                &Msg::Act(operations[0].line.clone()),
                &Msg::Terminal(edit),
                &Msg::Hear(reason.to_owned())
            ]
        );
        assert!(offered[3].0.ends_with("It is rebooting."), "{offered:?}");
        let cut = Msg::Act("fault inject instance-crash orders".to_owned());
        assert!(!offered.iter().any(|(_, msg)| *msg == cut));
        assert!(pressed(&shown(true)).iter().any(|(_, msg)| *msg == cut));
    }

    #[test]
    fn what_a_lesson_does_not_offer_is_folded_up_behind_what_it_does() {
        let mut calm = Calm::new(Rc::new(fixture::cross_region()));
        let orders = Thing::database(&calm.view.databases[0]);
        let operations = operations::of(&calm.view, &orders).into_iter();
        calm.operations = operations.map(|operation| (operation, None)).collect();
        let text = include_str!("../../../lessons/en/01-multi-az.md");
        let lesson = read(text).expect("it can be read");
        let parts = inspected(&Inspected {
            calm: &calm,
            lesson: Some(&lesson),
            selected: Some(&orders),
            breaks: true,
        });
        let folded = groups(&parts).into_iter().filter(|one| {
            one.kind.starts_with("details") && spoken(&one.parts).contains("does not offer")
        });
        let folded: Vec<String> = folded.map(|one| spoken(&one.parts)).collect();
        let [folded] = &folded[..] else {
            panic!("they stand together: {folded:?}");
        };
        let words = spoken(&parts);
        let refused = |words: &str| words.matches("This lesson does not offer").count();
        assert_eq!(refused(&words), refused(folded));
        assert!(refused(folded) > 5 && folded.contains("more, which this lesson does not offer"));
        assert!(!folded.contains("Reboot with failover") && words.contains("Reboot with failover"));
    }

    #[test]
    fn what_a_replica_lacks_comes_before_what_can_be_done() {
        let calm = Calm::new(Rc::new(fixture::cross_region()));
        let replica = |entry: &&DatabaseView| entry.role != RoleView::Standalone;
        let replica = calm.view.databases.iter().find(replica);
        let replica = Thing::database(replica.expect("there is one"));
        let parts = inspected(&Inspected {
            calm: &calm,
            lesson: None,
            selected: Some(&replica),
            breaks: true,
        });
        let words = spoken(&parts);
        let place = |what: &str| {
            words
                .find(what)
                .unwrap_or_else(|| panic!("{what}: {words}"))
        };
        assert!(place("ReplicaLag") < place("Engine"));
        let lists = groups(&parts).into_iter();
        let now = lists.filter(|one| one.kind.contains("facts--now"));
        assert_eq!(now.count(), 1, "it stays at the head where room is scarce");
    }

    #[test]
    fn without_a_selection_it_asks_for_one() {
        let calm = Calm::new(Rc::new(fixture::cross_region()));
        let shown = inspected(&Inspected {
            calm: &calm,
            lesson: None,
            selected: None,
            breaks: true,
        });
        assert!(spoken(&shown).starts_with("Select something"));
        assert_eq!(pressed(&shown), []);
    }
}
