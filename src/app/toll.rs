//! What a run has cost: lost orders as orders and as time, and what is left of an RTO. Each is said here and nowhere
//! else, as all that [`crate::app::say`] says.

use crate::app::say::{Standing, recovery, standing};
use crate::app::words;
use crate::sim::SimDuration;
use crate::world::{IncidentView, TornView, View, WriteTotals};

/// Accepted orders that are lost, and how much time they are: `780 orders, 6 min 30 s of them`.
pub fn lost(orders: u64, span: SimDuration) -> String {
    and_time(words::counted(orders, "order", "orders"), span)
}

/// What a tape still holds of them, where there is little room.
pub fn torn(torn: TornView) -> String {
    let orders = words::counted(torn.writes, "order", "orders");
    match torn.span.is_zero() {
        true => orders,
        false => format!("{orders} ({})", words::span(torn.span)),
    }
}

/// How much time lost writes are, where that can be said: it is what an RPO bounds.
pub fn time_of(span: SimDuration) -> Option<String> {
    (!span.is_zero()).then(|| format!("{} of them", words::span(span)))
}

/// What is lost, in whatever it is counted, and how much time it is.
pub fn and_time(lost: String, span: SimDuration) -> String {
    match time_of(span) {
        Some(time) => format!("{lost}, {time}"),
        None => lost,
    }
}

/// What is left of the RTO while an incident is open, or by how much it is over: it adds up with the clock.
pub fn countdown(view: &View, incident: &IncidentView) -> Option<String> {
    let rto = view
        .goals
        .rto
        .filter(|_| standing(incident) == Standing::Open)?;
    let elapsed = recovery(incident, view.now);
    Some(match elapsed <= rto {
        true => format!("{} left", words::part(elapsed, rto, rto)),
        false => format!("over by {}", words::part(rto, elapsed, elapsed)),
    })
}

/// Which of several incidents the figures are of, and what the whole run lost.
pub fn one_of_several(view: &View, incident: Option<&IncidentView>) -> Option<String> {
    let incident = incident.filter(|_| view.incidents.len() > 1)?;
    Some(format!(
        "{}, {}. Whole run: lost {}.",
        words::capital(&words::cause(incident)),
        words::stopwatch(incident.at),
        fates(&view.writes, view.lost_span())
    ))
}

/// Of the accepted orders that are lost those that some copy still has, and those that none has; and how much time they are.
pub fn fates(totals: &WriteTotals, span: SimDuration) -> String {
    let gone = totals.lost - totals.stranded;
    let orders = match (totals.stranded, gone) {
        (0, 0) => "0".to_owned(),
        (0, gone) => format!("{} (gone)", words::count(gone)),
        (stranded, 0) => format!("{} (stranded)", words::count(stranded)),
        (stranded, gone) => format!(
            "{} ({} stranded, {} gone)",
            words::count(totals.lost),
            words::count(stranded),
            words::count(gone)
        ),
    };
    and_time(orders, span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn a_loss_is_told_as_orders_and_as_the_time_that_an_rpo_bounds() {
        let span = SimDuration::from_ms;
        assert_eq!(lost(23_384, span(9_240)), "23,384 orders, 9.2 s of them");
        assert_eq!(lost(1, SimDuration::ZERO), "1 order");
        let totals = WriteTotals {
            lost: 780,
            stranded: 80,
            ..WriteTotals::default()
        };
        assert_eq!(
            fates(&totals, span(390_000)),
            "780 (80 stranded, 700 gone), 6 min 30 s of them"
        );
        assert_eq!(fates(&WriteTotals::default(), span(0)), "0");
    }

    #[test]
    fn the_rto_counts_down_while_the_incident_is_open_and_adds_up_with_the_clock() {
        let mut view = fixture::zone_dark();
        view.goals.rto = Some(SimDuration::from_mins(15));
        for (ms, told) in [
            (20_000, "15 min left"),
            (40_700, "14 min 40 s left"),
            (919_900, "1 s left"),
            (920_000, "0 s left"),
            (925_400, "over by 5 s"),
        ] {
            view.now = crate::sim::SimTime::from_ms(ms);
            let counted = countdown(&view, &view.incidents[0]);
            assert_eq!(counted.as_deref(), Some(told));
        }
        view.incidents[0].recovered_at = Some(view.now);
        assert_eq!(countdown(&view, &view.incidents[0]), None);
        view.incidents[0].recovered_at = None;
        view.goals.rto = None;
        assert_eq!(countdown(&view, &view.incidents[0]), None);
    }
}
