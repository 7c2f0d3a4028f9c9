//! The torn-off orders of an incident by name, and when they were written.

use crate::app::words;
use crate::sim::{Calendar, SimTime};
use crate::world::{LostView, WriteView};

/// So many orders are named at each end of a stretch, of so many stretches.
const EACH: u64 = 3;
const STRETCHES: usize = 2;

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum LostRow {
    Order {
        app: String,
        write: WriteView,
    },
    /// So many are left out here.
    More(u64),
    /// What follows was written on another day than what came before, or than the run's first.
    Day(String),
}

/// The first and the last orders of the first stretches, and how many are left out where. `named` looks orders up.
pub fn rows(
    calendar: Calendar,
    lost: &[LostView],
    named: impl Fn(&str, u64, u64) -> Vec<WriteView>,
) -> Vec<LostRow> {
    let mut rows = Vec::new();
    let mut day = words::day(calendar.date(SimTime::START));
    for stretch in lost.iter().take(STRETCHES) {
        let (first, last) = (stretch.first_number, stretch.last_number);
        let until = last.min(first + EACH - 1);
        let from = (until + 1).max((last + 1).saturating_sub(EACH));
        for (first, last) in [(first, until), (from, last)] {
            if first == from && from > until + 1 {
                rows.push(LostRow::More(from - until - 1));
            }
            for write in named(&stretch.app, first, last) {
                let written = words::day(calendar.date(write.at));
                if written != day {
                    rows.push(LostRow::Day(written.clone()));
                    day = written;
                }
                let app = stretch.app.clone();
                rows.push(LostRow::Order { app, write });
            }
        }
    }
    let rest = lost.iter().skip(STRETCHES).map(count).sum();
    if rest > 0 {
        rows.push(LostRow::More(rest));
    }
    rows
}

pub fn count(lost: &LostView) -> u64 {
    lost.last_number - lost.first_number + 1
}

/// Whether some of it was written on another day than the run's first: then times bear their dates.
pub fn is_dated(calendar: Calendar, lost: &[LostView]) -> bool {
    let day = |at| words::day(calendar.date(at));
    let ends = |one: &LostView| [day(one.first_at), day(one.last_at)];
    let first = day(SimTime::START);
    lost.iter().flat_map(ends).any(|day| day != first)
}

/// Stretches of one application that share a fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    pub app: String,
    pub stranded: bool,
    pub orders: u64,
    pub first_at: SimTime,
    pub last_at: SimTime,
}

/// What would be said in equal lines is said in one: what was lost by application and fate, and in how many stretches.
pub fn together(lost: &[LostView]) -> Vec<(Together, usize)> {
    let mut all: Vec<(Together, usize)> = Vec::new();
    for one in lost {
        let of = |known: &&mut (Together, usize)| {
            known.0.app == one.app && known.0.stranded == one.stranded
        };
        match all.iter_mut().find(of) {
            Some((known, stretches)) => {
                known.orders += count(one);
                known.first_at = known.first_at.min(one.first_at);
                known.last_at = known.last_at.max(one.last_at);
                *stretches += 1;
            }
            None => all.push((
                Together {
                    app: one.app.clone(),
                    stranded: one.stranded,
                    orders: count(one),
                    first_at: one.first_at,
                    last_at: one.last_at,
                },
                1,
            )),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::world::WriteFate;

    fn stretch(app: &str, first_number: u64, last_number: u64, at: (i64, i64)) -> LostView {
        LostView {
            app: app.to_owned(),
            first_number,
            last_number,
            first_at: fixture::secs(at.0),
            last_at: fixture::secs(at.1),
            stranded: false,
        }
    }

    fn told(lost: &[LostView]) -> String {
        let named = |_: &str, first, last| {
            let write = |number: u64| WriteView {
                number,
                // An order an hour, and midnight is after twelve of them.
                at: fixture::secs(number as i64 * 3600),
                customer: String::new(),
                amount_cents: 1,
                fate: WriteFate::Gone,
            };
            (first..=last).map(write).collect()
        };
        let rows = rows(Calendar::default(), lost, named)
            .into_iter()
            .map(|row| match row {
                LostRow::Order { app, write } => format!("{app} {}", write.number),
                LostRow::More(count) => format!("+{count}"),
                LostRow::Day(day) => day,
            });
        rows.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_left_out_is_told_where_it_is_left_out() {
        let at = (0, 10);
        let shop = stretch("shop", 1, 10, at);
        let till = stretch("till", 4, 7, at);
        assert_eq!(
            told(&[shop.clone(), till.clone()]),
            "shop 1, shop 2, shop 3, +4, shop 8, shop 9, shop 10, till 4, till 5, till 6, till 7"
        );
        assert_eq!(
            told(&[till, shop.clone(), shop]).split(", ").last(),
            Some("+10")
        );
        assert_eq!(
            told(&[stretch("shop", 11, 13, at)]),
            "shop 11, 2026-01-13, shop 12, shop 13",
            "across midnight"
        );
        for last in 1..=20 {
            let rows = told(&[stretch("shop", 1, last, at)]);
            let shown = rows.matches("shop").count() as u64;
            let more = rows
                .split('+')
                .nth(1)
                .and_then(|rest| rest.split(',').next());
            let more: u64 = more.map_or(0, |more| more.parse().expect("a number"));
            assert_eq!(shown + more, last, "{rows}");
        }
    }

    #[test]
    fn stretches_that_share_a_fate_are_told_in_one_line_with_their_count() {
        let mut held = stretch("shop", 1, 10, (0, 5));
        held.stranded = true;
        let mut later = stretch("shop", 21, 30, (20, 25));
        later.stranded = true;
        let gone = stretch("shop", 11, 20, (6, 15));
        let till = stretch("till", 1, 2, (3, 4));
        let told = together(&[held, gone, later, till]);
        let told: Vec<_> = told
            .iter()
            .map(|(one, count)| (one.app.as_str(), one.stranded, one.orders, *count))
            .collect();
        assert_eq!(
            told,
            [
                ("shop", true, 20, 2),
                ("shop", false, 10, 1),
                ("till", false, 2, 1)
            ]
        );
    }

    #[test]
    fn times_bear_their_dates_once_one_is_of_another_day() {
        let calendar = Calendar::default();
        let dated = |from, to| is_dated(calendar, &[stretch("shop", 1, 2, (from, to))]);
        assert!(!dated(0, 3600));
        assert!(dated(-86_400, -80_000), "wholly on another day");
        assert!(dated(43_000, 43_300), "across midnight");
    }
}
