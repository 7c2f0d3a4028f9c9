//! The orders that tick by name: slowly enough to be read, however fast they are written.

use crate::app::run::Run;
use crate::world::{AppView, View, WriteView};
use std::rc::Rc;

/// How many orders are shown of an application.
const SHOWN: usize = 5;
/// Real milliseconds between two orders, at least.
const READABLE_MS: f64 = 420.0;
/// An order is held back no longer than this, so that it comes also where every frame is dear.
const LONGEST_MS: f64 = 2.0 * READABLE_MS;

/// The orders shown of every application, newest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticker {
    shown: Vec<(String, Rc<Vec<WriteView>>)>,
    age_ms: f64,
}

impl Ticker {
    /// The orders of one application.
    pub fn of(&self, app: &str) -> &[WriteView] {
        self.shown
            .iter()
            .find(|(name, _)| name == app)
            .map_or(&[], |(_, writes)| writes)
    }

    /// Whether another one shows the same orders.
    pub fn tells_as(&self, other: &Ticker) -> bool {
        self.shown == other.shown
    }

    /// Whether it shows the orders of just these applications, in their order.
    pub fn is_of(&self, apps: &[AppView]) -> bool {
        let names = self.shown.iter().map(|(name, _)| name);
        names.eq(apps.iter().map(|app| &app.name))
    }

    /// So much real time has passed: perhaps it is time for the newest order. In a frame that is `dear` already it waits for the next,
    /// unless it has waited long.
    pub fn pass(&mut self, ms: f64, view: &View, dear: bool) {
        self.age_ms += ms;
        let due = if dear { LONGEST_MS } else { READABLE_MS };
        if self.age_ms < due {
            return;
        }
        self.age_ms = 0.0;
        for (app, shown) in &mut self.shown {
            let newest = view
                .apps
                .iter()
                .find(|other| other.name == *app)
                .and_then(|app| app.recent.last());
            if let Some(newest) = newest.filter(|newest| is_new(shown, newest)) {
                let shown = Rc::make_mut(shown);
                shown.push(newest.clone());
                if shown.len() > SHOWN {
                    shown.remove(0);
                }
            }
        }
    }

    /// The same orders with what became of them. After a leap in time the newest are shown instead.
    pub fn again(&self, run: &Run, view: &View, leapt: bool) -> Ticker {
        let of_app = |app: &AppView| {
            let old = if leapt { &[] } else { self.of(&app.name) };
            (app.name.clone(), Rc::new(fates(run, app, old)))
        };
        Ticker {
            shown: view.apps.iter().map(of_app).collect(),
            age_ms: self.age_ms,
        }
    }
}

fn is_new(shown: &[WriteView], newest: &WriteView) -> bool {
    shown.last().is_none_or(|last| last.number < newest.number)
}

fn fates(run: &Run, app: &AppView, old: &[WriteView]) -> Vec<WriteView> {
    if old.len() < SHOWN {
        let first = app.recent.len().saturating_sub(SHOWN);
        return app.recent[first..].to_vec();
    }
    let numbers = old.iter().map(|write| (write.number, write.number));
    run.writes_named(&app.name, &numbers.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::cards::Cards;
    use crate::app::fixture;
    use crate::app::part::read::{groups, spoken};
    use crate::app::part::{Attribute, Part, Parts};
    use crate::app::window::Menu;

    /// The orders and the traffic of the first application, as they are drawn.
    fn drawn(view: &View) -> Vec<Part> {
        let app = &view.apps[0];
        let ticker = Ticker {
            shown: vec![(app.name.clone(), Rc::new(app.recent.clone()))],
            age_ms: 0.0,
        };
        let cards = Cards {
            view,
            selected: None,
            menu: &Menu::Closed,
            pointed: "",
            breaks: true,
            ticker: &ticker,
            lesson: None,
        };
        Parts::of(|at| cards.orders(app, at))
    }

    #[test]
    fn only_the_newest_order_is_another_element_than_before() {
        let view = fixture::single();
        let parts = drawn(&view);
        let says = groups(&parts).into_iter().flat_map(|group| &group.says);
        let keys = says.filter(|(what, _)| *what == Attribute::Key);
        assert_eq!(keys.count(), 1);
        assert!(view.apps[0].recent.len() > 1);
    }

    #[test]
    fn orders_that_move_on_change_words_alone() {
        let mut view = fixture::single();
        let of_places = |view: &View| {
            let parts = drawn(view);
            let says = groups(&parts).into_iter().map(|group| {
                let says = group.says.iter();
                let says = says.filter(|(what, _)| *what != Attribute::Key);
                says.cloned().collect::<Vec<_>>()
            });
            says.collect::<Vec<_>>()
        };
        let before = of_places(&view);
        for write in &mut view.apps[0].recent {
            write.number += 1;
        }
        assert_eq!(before, of_places(&view));
    }

    #[test]
    fn how_many_orders_were_refused_stands_below_them_and_changes_none() {
        let mut view = fixture::single();
        let before = drawn(&view);
        view.apps[0].totals.refused += 1200;
        let after = drawn(&view);
        assert_eq!(before[0], after[0]);
        let below = spoken(&after[1..]);
        assert!(below.contains("1,200 not accepted"), "{below}");
    }

    #[test]
    fn orders_of_other_applications_are_told_from_those_that_are_drawn() {
        let mut view = fixture::single();
        let drawn = ticker(&view);
        assert!(drawn.is_of(&view.apps));
        let mut till = view.apps[0].clone();
        till.name = "till".to_owned();
        view.apps.insert(0, till);
        assert!(!drawn.is_of(&view.apps));
        view.apps.pop();
        assert!(!drawn.is_of(&view.apps), "as many, and another");
    }

    fn ticker(view: &View) -> Ticker {
        let app = &view.apps[0];
        let shown = app.recent[..1].to_vec();
        Ticker {
            shown: vec![(app.name.clone(), Rc::new(shown))],
            age_ms: 0.0,
        }
    }

    #[test]
    fn an_order_waits_while_the_panels_are_drawn_and_not_for_ever() {
        let view = fixture::single();
        let newest = view.apps[0].recent.last().expect("there are orders").number;
        let last = |ticker: &Ticker| ticker.of("shop").last().map(|write| write.number);
        let mut one = ticker(&view);
        one.pass(READABLE_MS, &view, true);
        assert_ne!(last(&one), Some(newest), "the frame is dear");
        one.pass(50.0, &view, false);
        assert_eq!(last(&one), Some(newest));
        let mut slow = ticker(&view);
        for _ in 0..3 {
            slow.pass(300.0, &view, true);
        }
        assert_eq!(last(&slow), Some(newest), "every frame is dear");
    }
}
