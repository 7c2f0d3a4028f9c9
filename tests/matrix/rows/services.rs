//! What AWS's own operations come to: restores that break, a control plane that finishes nothing.

use crate::cell::{Row, by_hand, cell, never, yes};
use crate::common::{C, M, R, Run, S, database, proxied};
use crate::design::{
    A_CLUSTERS_FAILOVER, A_DAY, A_FAILOVER, A_FAILOVER_BY_PROXY, A_PROMOTION, A_SNAPSHOTS_RESTORE,
    AFAR, FIVE_MINUTES, ITS_LAG, ITS_LAG_AFAR, PROMOTE, PROMOTE_AFAR, REPLICATED_BACKUPS, RESTORE,
    RESTORE_AFAR, delayed, with_copy, with_snapshot,
};
use std::ops::RangeInclusive;

/// A restore that breaks, and then what is tried next.
const TRIED: [&str; 2] = [
    "+2m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier first --use-latest-restorable-time",
    "+0s aws rds wait db-instance-available --db-instance-identifier first",
];

/// The same of a cluster.
const TRIED_OF_CLUSTER: [&str; 2] = [
    "+2m aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier orders --db-cluster-identifier first \
         --use-latest-restorable-time",
    "+0s aws rds wait db-cluster-available --db-cluster-identifier first",
];

fn then(deed: &[&'static str]) -> Vec<&'static str> {
    [&TRIED, deed].concat()
}

/// It was found out when it was needed.
fn broke(run: &Run) {
    assert!(
        run.outcomes().contains(&"WaiterError"),
        "{:?}",
        run.outcomes()
    );
    let status = database(&run.view(), "first").status;
    assert!(
        ["incompatible-restore", "restore-error"].contains(&status),
        "{status}"
    );
}

pub fn failed_restore() -> Row {
    const FAILS: &str =
        "30s fault inject restore-fails orders\n60s fault inject volume-failure orders";
    const NO_COPY: &str =
        "30s fault inject restore-fails orders\n60s fault inject bad-write orders";
    const DAMAGED: &str =
        "30s fault inject snapshot-damaged daily\n60s fault inject volume-failure orders";
    const FROM_SNAPSHOT: [&str; 2] = [
        "+2m aws rds restore-db-instance-from-db-snapshot --db-instance-identifier first --db-snapshot-identifier daily",
        TRIED[1],
    ];
    // The first restore takes its 5 to 15 minutes.
    const TWO_RESTORES: RangeInclusive<u64> = 800..=16_000;
    const THEN_PROMOTED: RangeInclusive<u64> = 600..=1_900;
    let after_snapshot =
        |deed: &[&'static str]| -> Vec<&'static str> { [&FROM_SNAPSHOT, deed].concat() };
    Row {
        failure: "Failed restore",
        cells: [
            cell(
                "m retry; another snapshot or target time",
                [
                    by_hand(S, FAILS, &then(&RESTORE), "restoring", TWO_RESTORES)
                        .losing(FIVE_MINUTES)
                        .and(broke),
                ],
            ),
            cell("-", [never(M, NO_COPY).after(&TRIED).and(broke)]),
            cell("-", [never(C, NO_COPY).after(&TRIED_OF_CLUSTER).and(broke)]),
            cell(
                "m promote instead",
                [
                    by_hand(R, FAILS, &then(&PROMOTE), "promoting", THEN_PROMOTED)
                        .losing(ITS_LAG)
                        .and(broke),
                ],
            ),
            cell(
                "m promote instead",
                [by_hand(
                    AFAR,
                    FAILS,
                    &then(&PROMOTE_AFAR),
                    "promoting",
                    THEN_PROMOTED,
                )
                .losing(ITS_LAG_AFAR)
                .and(broke)],
            ),
            cell(
                "m keep several restore points",
                [by_hand(
                    &with_snapshot(),
                    DAMAGED,
                    &after_snapshot(&RESTORE),
                    "restoring",
                    TWO_RESTORES,
                )
                .losing(FIVE_MINUTES)
                .and(broke)],
            ),
            cell(
                "m alternative path",
                [by_hand(
                    &with_copy(),
                    DAMAGED,
                    &after_snapshot(&RESTORE_AFAR),
                    "restoring",
                    800..=2_500,
                )
                .losing(A_DAY)
                .and(broke)],
            )
            .lacking(REPLICATED_BACKUPS),
            cell("-", [never(&proxied(S), NO_COPY).after(&TRIED).and(broke)]),
            cell(
                "m alternative",
                [
                    by_hand(&delayed(), FAILS, &then(&PROMOTE), "promoting", 900..=2_300)
                        .losing(ITS_LAG)
                        .and(broke),
                ],
            ),
        ],
    }
}

pub fn control_plane() -> Row {
    const DEGRADED: &str = "60s fault inject control-plane-degraded us-east-1 --for 8h";
    const AND_HOST: &str = "60s fault inject control-plane-degraded us-east-1 --for 8h\n2m fault inject host-failure orders";
    const AND_VOLUME: &str = "60s fault inject control-plane-degraded us-east-1 --for 8h\n2m fault inject volume-failure orders";
    // Eight hours until it is well, less the minute; then what it always takes.
    const STALLED_PROMOTION: RangeInclusive<u64> = 28_740 + 180..=28_740 + 1_300;
    const STALLED_RESTORE: RangeInclusive<u64> = 28_740 + 300..=28_740 + 15_000;
    let unprotected_all_the_while =
        |run: &Run| assert!(!database(&run.at("8h"), "orders").protected);
    Row {
        failure: "AWS control plane degraded",
        cells: [
            cell("Y no effect on a running DB", [yes(S, DEGRADED, 0..=0)]),
            cell(
                "Y automatic failover works; no new standby meanwhile",
                [yes(M, AND_HOST, A_FAILOVER).and(unprotected_all_the_while)],
            ),
            cell(
                "Y the same, and a reader acknowledges all the while",
                [yes(C, AND_HOST, A_CLUSTERS_FAILOVER)
                    .and(|run| assert!(database(&run.at("8h"), "orders").protected))],
            ),
            cell(
                "m promotion stalls until it is well",
                [
                    by_hand(R, AND_VOLUME, &PROMOTE, "promoting", STALLED_PROMOTION)
                        .losing(ITS_LAG),
                ],
            ),
            cell(
                "m the other Region's API is not affected",
                [
                    by_hand(AFAR, AND_VOLUME, &PROMOTE_AFAR, "promoting", A_PROMOTION)
                        .losing(ITS_LAG_AFAR),
                ],
            ),
            cell(
                "m restores stall until it is well",
                [
                    by_hand(S, AND_VOLUME, &RESTORE, "restoring", STALLED_RESTORE)
                        .losing(FIVE_MINUTES),
                ],
            ),
            cell(
                "m use the other Region",
                [by_hand(
                    &with_copy(),
                    AND_VOLUME,
                    &RESTORE_AFAR,
                    "restoring",
                    A_SNAPSHOTS_RESTORE,
                )
                .losing(A_DAY)],
            )
            .lacking(REPLICATED_BACKUPS),
            cell("Y", [yes(&proxied(M), AND_HOST, A_FAILOVER_BY_PROXY)]),
            cell(
                "m promotion stalls until it is well",
                [by_hand(
                    &delayed(),
                    AND_VOLUME,
                    &PROMOTE,
                    "promoting",
                    STALLED_PROMOTION,
                )
                .losing(ITS_LAG)],
            ),
        ],
    }
}
