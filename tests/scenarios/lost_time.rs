//! Two losses are two: what was kept between them is no lost time.

use crate::common::{S, run};
use failover_lab::sim::{SimDuration, SimTime};

#[test]
fn what_was_kept_between_two_losses_is_no_lost_time() {
    let run = run(&[
        S,
        "1m  app stop shop",
        "2m  app start shop",
        "1h  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:50:00Z",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s app point shop --to orders-2",
        "6h  fault inject volume-failure orders-2",
        "+1m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders-2 \
             --target-db-instance-identifier orders-3 --use-latest-restorable-time",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-3",
        "+0s app point shop --to orders-3",
        "12h end",
    ]);
    let view = run.view();
    assert_eq!(view.incidents.len(), 1, "{:?}", view.incidents);
    let by_failure = &view.incidents[0];
    assert!(by_failure.lost_writes < view.writes.lost);
    assert!(
        view.own_lost_span > SimDuration::from_mins(10),
        "{:?}",
        view.own_lost_span
    );
    assert!(
        by_failure.lost_span < SimDuration::from_mins(10),
        "{:?}",
        by_failure.lost_span
    );
    let app = &view.apps[0];
    assert_eq!(app.lost_span, view.own_lost_span + by_failure.lost_span);
    assert_eq!(view.lost_span(), app.lost_span);
    assert_eq!(app.writes.asked.len(), 2, "it was stopped for a minute");
    assert_eq!(app.writes.asked[0].1, Some(SimTime::from_ms(60_000)));
}

#[test]
fn five_hours_that_were_kept_between_two_rewinds_are_no_lost_time() {
    let run = run(&[
        S,
        "1h  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+0s app point shop --to orders-2",
        "6h  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders-2 \
             --target-db-instance-identifier orders-3 --use-latest-restorable-time",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-3",
        "+0s app point shop --to orders-3",
        "12h end",
    ]);
    let view = run.view();
    assert!(view.writes.lost > 0);
    let lost = SimDuration::from_ms(view.writes.lost * 1000 / 50);
    let rounded = SimDuration::from_secs(2);
    assert!(
        view.own_lost_span <= lost + rounded && lost <= view.own_lost_span + rounded,
        "{:?} for {} writes",
        view.own_lost_span,
        view.writes.lost
    );
    assert_eq!(view.apps[0].lost_span, view.own_lost_span);
}
