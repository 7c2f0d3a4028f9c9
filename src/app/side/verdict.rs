//! The verdict: goals beside what is measured, the waterfall, the torn-off writes, why, and the ways out.

use crate::app::drawn::{Calm, Wait};
use crate::app::icon::Icon;
use crate::app::lost::{self, LostRow, Together};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Group, Parts};
use crate::app::route::Route;
use crate::app::side::cost::{alarms, badge, cost};
use crate::app::style::span;
use crate::app::verdict::{self, Figure};
use crate::app::ways::WayOut;
use crate::app::{downtime, say, words};
use crate::sim::{Calendar, SimDuration, SimTime};
use crate::world::{IncidentView, WriteFate, WriteView};

/// `fixed` says whether the goals stand, as a lesson has set them. `budget` is what everything may cost a month, in dollars.
pub fn verdict(calm: &Calm, fixed: bool, budget: Option<u32>, at: &mut Parts) {
    let view = &*calm.view;
    let incident = calm.incident.map(|place| &view.incidents[place]);
    at.within("section verdict", |at| {
        at.within("div figures", |at| {
            let recovery = incident.map(|incident| verdict::recovery(view, incident));
            figure("Recovery", recovery, "rto", view.goals.rto, fixed, at);
            let loss = incident.map(|incident| verdict::loss(view, incident));
            let name = verdict::loss_name(view);
            figure(name, loss, "rpo", view.goals.rpo, fixed, at);
            cost(view, budget, at);
        });
        at.some(|at| {
            if let Some((text, met)) = verdict::own_loss(view) {
                own_loss(text, met, at);
            }
        });
        match incident {
            Some(incident) => judgement(calm, incident, at),
            None => nothing_yet(at),
        }
        // What can be done about it comes before the whole run's account.
        let tells = !view.incidents.is_empty() || view.writes.lost > 0;
        at.when(tells, |at| {
            at.facts("dl facts facts--wide", verdict::lines(view, incident));
        });
    })
    .says(Attribute::Label, "Verdict");
}

fn nothing_yet(at: &mut Parts) {
    at.within("p quiet verdict__empty", |at| {
        at.words("No incident yet. Each thing on the stage can be broken: press its ");
        at.icon(Icon::Zap);
        at.line("span hidden", "Break button");
        at.words(", and read here what it cost.");
    });
}

fn figure(
    name: &'static str,
    figure: Option<Figure>,
    goal_name: &'static str,
    goal: Option<SimDuration>,
    fixed: bool,
    at: &mut Parts,
) {
    let Figure { value, note, met } = figure.unwrap_or_else(Figure::unknown);
    let lost = goal_name == "rpo" && alarms(&value, met);
    // So large a number leaves the others less room.
    let is_long = goal_name == "rpo" && value.len() > "999,999".len();
    at.within("div figure", |at| {
        at.line("p figure__name", name);
        at.line("p figure__value number", value);
        at.within("p figure__note number", |at| {
            at.line("span", note.unwrap_or_default());
            badge(met, at);
        });
        at.within("div figure__goal", |at| match fixed {
            true => goal_stands(goal_name, goal, at),
            false => goal_field(goal_name, goal, at),
        });
    })
    .class_if(lost, "figure--lost")
    .class_if(is_long, "figure--long");
}

/// A goal, shown and changed in place: what is entered becomes a `goal` line.
fn goal_field(name: &'static str, goal: Option<SimDuration>, at: &mut Parts) {
    at.within("label goal", |at| {
        at.within("span", |at| {
            at.words(name.to_ascii_uppercase());
            at.line("span hidden", " goal");
        });
        let value = goal.map_or_else(String::new, words::span);
        let size = value.len().clamp(4, 12).to_string();
        at.field("input", Does::Enter(Field::Goal(name)), value)
            .says(Attribute::Size, size)
            .says(Attribute::Placeholder, "none");
    })
    .says(
        Attribute::Title,
        "What was promised; write 90 s, 15 min or 2 h",
    );
}

/// A goal that is not to be changed.
fn goal_stands(name: &'static str, goal: Option<SimDuration>, at: &mut Parts) {
    let words = goal.map_or_else(|| "none".to_owned(), words::span);
    at.line(
        "span goal",
        format!("{} {words}", name.to_ascii_uppercase()),
    );
}

fn own_loss(text: String, met: Option<bool>, at: &mut Parts) {
    at.within("p own", |at| {
        at.icon(Icon::Warning);
        at.within("span", |at| {
            at.words(text);
            at.when(met.is_some(), |at| at.words(" RPO "));
            badge(met, at);
        });
    });
}

pub fn judgement(calm: &Calm, incident: &IncidentView, at: &mut Parts) {
    let view = &*calm.view;
    at.within("div verdict__body", |at| {
        pager(view.incidents.len(), calm.incident.unwrap_or(0), at);
        at.within("h2", |at| {
            let cause = words::capital(&words::cause(incident));
            at.words(format!("{cause}, {}", incident.target));
            let state = say::standing(incident).words();
            let when = words::stopwatch(incident.at);
            at.line("span quiet", format!(" at {when}, {state}"));
        });
        let is_over = incident.recovered_at.is_some();
        at.when(!calm.ways.is_empty(), |at| {
            at.within("div ways", |at| {
                at.when(is_over, |at| {
                    at.line("h3", "What each way out would have cost");
                });
                for (way, refusal) in &calm.ways {
                    let wait = way.line.as_deref().and_then(|line| calm.wait_for(line));
                    way_out(way, refusal.as_deref(), wait, at);
                }
                at.when(is_over, what_next);
            })
            .id("ways");
        });
        waterfall(incident, at);
        let kind = match incident.apps.len() {
            0 | 1 => "dl facts",
            _ => "dl facts facts--wide",
        };
        at.facts(kind, downtime::facts(view, incident));
        at.when(incident.lost_writes > 0, |at| {
            torn_off(incident, &calm.lost, view.calendar, at);
        });
        at.explains("p verdict__why", &verdict::why(view, incident));
    });
}

/// Where to go from a wrong statement that was put right.
fn what_next(at: &mut Parts) {
    at.within("p quiet", |at| {
        at.words("What next? Go back to before your choice and take another way, break something else, or go on with ");
        at.link("a link", &Route::Home, |at| at.words("the course"));
        at.words(".");
    });
}

/// The phases, each beginning where the one before ends.
pub fn waterfall(incident: &IncidentView, at: &mut Parts) {
    at.within("ol waterfall", |at| {
        for (nth, bar) in verdict::waterfall(incident).into_iter().enumerate() {
            let key = format!("{} {nth}", bar.name);
            at.within("li phase", |at| {
                let of = bar.of.map_or_else(String::new, |app| format!(", {app}"));
                at.line("span phase__name", format!("{}{of}", bar.name));
                at.within("span phase__track", |at| {
                    let place = span(bar.from, bar.from + bar.width);
                    at.empty("span").says(Attribute::Style, place);
                });
                at.line("span phase__span number", bar.span);
            })
            .class_if(bar.open, "phase--open")
            .says(Attribute::Key, key);
        }
    });
}

/// Where there were several incidents: which one is read.
fn pager(count: usize, place: usize, at: &mut Parts) {
    at.when(count > 1, |at| {
        at.within("p pager", |at| {
            let earlier = Msg::Incident(place.saturating_sub(1));
            at.button("button link", "earlier", earlier)
                .disabled_if(place == 0);
            at.line("span", format!("incident {} of {count}", place + 1));
            at.button("button link", "later", Msg::Incident(place + 1))
                .disabled_if(place + 1 == count);
        });
    });
}

fn way_out(way: &WayOut, refusal: Option<&str>, wait: Option<Wait>, at: &mut Parts) {
    at.within("div way", |at| {
        at.line("p way__title", way.title.clone());
        at.line("p way__cost number", way.cost.clone());
        at.line("p way__what", way.what);
        at.some(|at| match (&way.line, &way.under_way) {
            (Some(line), _) => {
                take_way(&way.step, line, refusal, wait, at);
            }
            (None, Some(told)) => {
                at.line("p way__goes number", words::capital(told));
            }
            (None, None) => {}
        });
    })
    .class_if(way.loses, "way--loses");
}

fn take_way<'a>(
    step: &str,
    line: &str,
    refusal: Option<&str>,
    wait: Option<Wait>,
    at: &'a mut Parts,
) -> &'a mut Group {
    match (refusal, wait) {
        (None, _) => at
            .button("button button", step.to_owned(), Msg::Act(line.to_owned()))
            .says(Attribute::Title, line.to_owned()),
        (Some(reason), Some(wait)) => {
            let words = format!("{step}: go on {} first", words::joined(wait.takes));
            at.button("button button", words, Msg::SeekTo(wait.until))
                .says(Attribute::Title, reason.to_owned())
        }
        (Some(reason), None) => at
            .button(
                "button button button--refused",
                format!("{step}: not now. Why?"),
                Msg::WhyNot(reason.to_owned()),
            )
            .says(Attribute::Refused, "true")
            .says(Attribute::Title, reason.to_owned()),
    }
}

/// A button that lets time pass until something can be done that cannot be done yet.
pub(super) fn go_on(wait: Wait, at: &mut Parts) -> &mut Group {
    let words = format!("Go on until it can be done: {}", words::joined(wait.takes));
    at.icon_button("button button", Icon::Skip, words, Msg::SeekTo(wait.until))
}

/// The torn-off writes: how many, from when to when, and the first and last of them by name.
fn torn_off(incident: &IncidentView, rows: &[LostRow], calendar: Calendar, at: &mut Parts) {
    let dated = lost::is_dated(calendar, &incident.lost);
    let time = |moment| words::wall_time(calendar.date(moment), dated);
    let mut all = incident.lost.iter();
    let several = all.any(|one| one.app != incident.lost[0].app);
    at.within("div lost", |at| {
        at.some(|at| {
            for (lost, count) in lost::together(&incident.lost) {
                stretch(&lost, count, time, at);
            }
        });
        at.within("table", |at| {
            at.within("thead", |at| {
                at.heads(&["Order", "Time, UTC", "Customer", "Amount", "Fate"]);
            });
            at.within("tbody", |at| {
                for row in rows {
                    match row {
                        LostRow::Order { app, write } => {
                            let app = several.then_some(app.as_str());
                            order(app, write, calendar, at);
                        }
                        LostRow::More(count) => {
                            across(format!("and {} more", words::count(*count)), at);
                        }
                        LostRow::Day(day) => across(day.clone(), at),
                    }
                }
            });
        });
    });
}

fn across(text: String, at: &mut Parts) {
    at.within("tr", |at| {
        at.line("td quiet", text).says(Attribute::ColSpan, "5");
    });
}

fn order(app: Option<&str>, write: &WriteView, calendar: Calendar, at: &mut Parts) {
    let fate = match write.fate {
        WriteFate::Stranded => "stranded",
        WriteFate::Gone => "gone",
        WriteFate::Present | WriteFate::Damaged => "back",
        WriteFate::Pending | WriteFate::Refused | WriteFate::InDoubt => "in doubt",
    };
    let number = words::count(write.number);
    let number = app.map_or(number.clone(), |app| format!("{app} {number}"));
    at.within("tr", |at| {
        at.line("td number", number);
        at.line("td number", words::wall_clock(calendar.date(write.at)));
        at.line("td", write.customer.clone());
        at.line("td number", words::money(write.amount_cents));
        at.explains("td", fate);
    });
}

fn stretch(lost: &Together, count: usize, time: impl Fn(SimTime) -> String, at: &mut Parts) {
    let fate = match lost.stranded {
        true => "stranded on a copy that is not in use",
        false => "gone",
    };
    let (first, last) = (time(lost.first_at), time(lost.last_at));
    let written = match count {
        1 => format!("written {first} to {last} UTC"),
        several => format!("in {several} stretches from {first} to {last} UTC"),
    };
    let orders = words::counted(lost.orders, "order", "orders");
    let text = format!("{orders} of {}, {written}: {fate}", lost.app);
    at.within("p", |at| {
        at.marked(Icon::Warning, text);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::part::read::{groups, pressed, spoken};
    use std::rc::Rc;

    #[test]
    fn a_goal_is_entered_in_the_sandbox_and_stands_in_a_lesson() {
        let calm = Calm::new(Rc::new(fixture::cross_region()));
        let shown = |fixed| Parts::of(|at| verdict(&calm, fixed, None, at));
        let entered = |fixed| {
            let parts = shown(fixed);
            let all = groups(&parts).into_iter();
            let fields = all.filter_map(|group| match group.does.as_deref()? {
                Does::Enter(field) => Some(*field),
                Does::Press(_) | Does::Choose(_) | Does::Write(_) => None,
            });
            fields.collect::<Vec<Field>>()
        };
        assert_eq!(entered(false), [Field::Goal("rto"), Field::Goal("rpo")]);
        assert_eq!(entered(true), []);
        let words = spoken(&shown(true));
        assert!(words.contains("RTO 2 min"), "{words}");
        assert!(words.contains("No incident yet"), "{words}");
    }

    #[test]
    fn several_incidents_are_read_one_after_the_other() {
        let mut view = fixture::bad_write();
        view.incidents.push(view.incidents[0].clone());
        let mut calm = Calm::new(Rc::new(view));
        calm.incident = Some(1);
        let parts = Parts::of(|at| verdict(&calm, true, None, at));
        let told = |words: &str, place| (words.to_owned(), Msg::Incident(place));
        assert_eq!(pressed(&parts), [told("earlier", 0), told("later", 2)]);
        let later = groups(&parts)
            .into_iter()
            .rfind(|one| one.kind == "button link");
        let says = &later.expect("it is a button").says;
        assert_eq!(says[..], [(Attribute::Disabled, "disabled".into())]);
    }

    #[test]
    fn a_way_out_runs_its_line_and_one_that_is_shut_says_why() {
        let line = "aws rds reboot-db-instance";
        let parts = Parts::of(|at| {
            take_way("Go back", line, None, None, at);
            take_way("Go back", line, Some("It is down."), None, at);
            let wait = Wait {
                until: SimTime::from_ms(90_000),
                takes: SimDuration::from_secs(80),
            };
            take_way("Go back", line, Some("Too early."), Some(wait), at);
        });
        let told = |words: &str, msg| (words.to_owned(), msg);
        let why = Msg::WhyNot("It is down.".to_owned());
        assert_eq!(
            pressed(&parts),
            [
                told("Go back", Msg::Act(line.to_owned())),
                told("Go back: not now. Why?", why),
                told(
                    "Go back: go on 80\u{a0}s first",
                    Msg::SeekTo(SimTime::from_ms(90_000))
                )
            ]
        );
    }
}
