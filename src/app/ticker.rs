//! The orders that tick by name: slowly enough to be read, however fast they are written.

use crate::app::run::Run;
use crate::world::{AppView, View, WriteView};
use std::rc::Rc;

/// How many orders are shown of an application.
const SHOWN: usize = 5;
/// Real milliseconds between two orders, at least.
const READABLE_MS: f64 = 420.0;

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

    /// So much real time has passed: perhaps it is time for the newest order.
    pub fn pass(&mut self, ms: f64, view: &View) {
        self.age_ms += ms;
        if self.age_ms < READABLE_MS {
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
    old.iter()
        .flat_map(|write| run.writes_named(&app.name, write.number, write.number))
        .collect()
}
