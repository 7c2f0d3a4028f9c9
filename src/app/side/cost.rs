//! What everything costs a month, as a figure that opens into its bill.

use crate::app::icon::Icon;
use crate::app::part::Parts;
use crate::app::verdict::{self, Figure};
use crate::app::words;
use crate::world::View;

/// What all that stands costs a month; opened, item by item.
pub fn cost(view: &View, budget: Option<u32>, at: &mut Parts) {
    let Figure { value, note, met } = verdict::cost(view, budget);
    at.within("details figure", |at| {
        at.within("summary", |at| {
            at.line("span figure__name", "Cost");
            at.line("span figure__value number", value);
            at.within("span figure__note", |at| {
                at.line("span", note.unwrap_or("a month".to_owned()));
                badge(met, at);
            });
            if let Some(usd) = budget {
                at.line("span figure__goal", format!("Budget ${usd}"));
            }
        });
        bill(view, at);
    });
}

/// The month's bill for all that stands, line by line.
fn bill(view: &View, at: &mut Parts) {
    at.within("dl bill", |at| {
        for item in &view.cost {
            at.within("div", |at| {
                at.within("dt", |at| {
                    at.words(item.what.clone());
                    at.line("span", item.how.clone());
                });
                at.line("dd number", words::price(item.usd_per_month));
            });
        }
    });
}

/// Whether a loss is shown in the colour of loss: there is one, and it is not within what was promised.
pub fn alarms(value: &str, met: Option<bool>) -> bool {
    value != "0" && value != "–" && met != Some(true)
}

/// Whether a goal was met, by shape and in a word; nothing while that is open.
pub fn badge(met: Option<bool>, at: &mut Parts) {
    at.some(|at| {
        let (kind, icon, words) = match met {
            Some(true) => ("span badge", Icon::Check, "met"),
            Some(false) => ("span badge badge--missed", Icon::Cross, "missed"),
            None => return,
        };
        at.within(kind, |at| {
            at.icon(icon);
            at.words(words);
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::drawn::Calm;
    use crate::app::fixture;
    use crate::app::part::read::spoken;
    use crate::app::side::verdict;
    use crate::sim::SimDuration;
    use std::rc::Rc;

    #[test]
    fn a_loss_has_the_colour_of_loss_unless_it_is_within_what_was_promised() {
        let lost = [None, Some(false), Some(true)].map(|met| alarms("803", met));
        assert_eq!(lost, [true, true, false]);
        assert!(!alarms("0", None) && !alarms("–", None));
    }

    #[test]
    fn cost_stands_beside_the_goals_and_is_judged_by_a_budget() {
        let mut view = fixture::zone_dark();
        view.goals.rto = Some(SimDuration::from_mins(15));
        let shown = |view: &View, budget| {
            let mut calm = Calm::new(Rc::new(view.clone()));
            calm.incident = Some(0);
            spoken(&Parts::of(|at| verdict(&calm, true, budget, at)))
        };
        let told = shown(&view, None);
        assert!(told.contains("Cost$116.07a month"), "{told}");
        assert!(
            told.contains("orders: instance730 h × $0.159$116.07"),
            "{told}"
        );
        assert!(told.contains("14 min 40 s left"), "{told}");
        assert!(shown(&view, Some(300)).contains("Cost$116.07a monthmetBudget $300"));
        assert!(shown(&view, Some(100)).contains("a monthmissed"));
        view.cost[0].usd_per_month = None;
        let told = shown(&view, None);
        assert!(told.contains("and what has no price here"), "{told}");
        view.incidents[0].lost_writes = 23_384;
        view.incidents[0].lost_span = SimDuration::from_ms(9_240);
        let told = shown(&view, None);
        assert!(told.contains("23,3849.2 s back"), "{told}");
    }
}
