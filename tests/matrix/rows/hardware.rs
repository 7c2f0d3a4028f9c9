//! Hosts, volumes, zones, Regions.

use crate::cell::{Row, by_hand, cell, no_help, open, yes};
use crate::common::{M, R, Run, S, database};
use crate::design::{
    A_DAY, A_DELAYED_PROMOTION, A_FAILOVER, A_PROMOTION, A_RESTORE, A_SNAPSHOTS_RESTORE, AFAR,
    CLUSTER, FIVE_MINUTES, ITS_LAG, ITS_LAG_AFAR, PROMOTE, PROMOTE_AFAR, PROXY, REPLICATED_BACKUPS,
    RESTORE, RESTORE_AFAR, delayed, delayed_afar, with_copy,
};

pub fn host_failure() -> Row {
    const HOST: &str = "60s fault inject host-failure orders";
    // A new host is there within half an hour as a rule: where people are to be quicker, it is not.
    const STUCK: &str = "given number host-recovery 6h\n60s fault inject host-failure orders";
    Row {
        failure: "DB host failure",
        cells: [
            cell(
                "Y slow: a new host within half an hour as a rule",
                [yes(S, HOST, 60..=4000)],
            ),
            cell("Y 60-120 s", [yes(M, HOST, A_FAILOVER)]),
            open("Y < 35 s", CLUSTER),
            cell(
                "m promote",
                [by_hand(R, STUCK, &PROMOTE, "promoting", A_PROMOTION).losing(ITS_LAG)],
            ),
            cell(
                "m promote",
                [
                    by_hand(AFAR, STUCK, &PROMOTE_AFAR, "promoting", A_PROMOTION)
                        .losing(ITS_LAG_AFAR),
                ],
            ),
            cell(
                "m",
                [by_hand(S, STUCK, &RESTORE, "restoring", A_RESTORE).losing(FIVE_MINUTES)],
            ),
            cell(
                "m",
                [by_hand(
                    &with_copy(),
                    STUCK,
                    &RESTORE_AFAR,
                    "restoring",
                    A_SNAPSHOTS_RESTORE,
                )
                .losing(A_DAY)],
            )
            .lacking(REPLICATED_BACKUPS),
            open("Y speeds up", PROXY),
            cell(
                "m",
                [by_hand(
                    &delayed(),
                    STUCK,
                    &PROMOTE,
                    "promoting",
                    A_DELAYED_PROMOTION,
                )
                .losing(ITS_LAG)],
            ),
        ],
    }
}

pub fn volume_failure() -> Row {
    const VOLUME: &str = "60s fault inject volume-failure orders";
    let restored = || by_hand(S, VOLUME, &RESTORE, "restoring", A_RESTORE).losing(FIVE_MINUTES);
    Row {
        failure: "Storage volume failure",
        cells: [
            cell("m PITR", [restored()]),
            cell("Y", [yes(M, VOLUME, A_FAILOVER)]),
            open("Y", CLUSTER),
            cell(
                "m",
                [by_hand(R, VOLUME, &PROMOTE, "promoting", A_PROMOTION).losing(ITS_LAG)],
            ),
            cell(
                "m",
                [
                    by_hand(AFAR, VOLUME, &PROMOTE_AFAR, "promoting", A_PROMOTION)
                        .losing(ITS_LAG_AFAR),
                ],
            ),
            cell("m", [restored()]),
            cell(
                "m",
                [by_hand(
                    &with_copy(),
                    VOLUME,
                    &RESTORE_AFAR,
                    "restoring",
                    A_SNAPSHOTS_RESTORE,
                )
                .losing(A_DAY)],
            )
            .lacking(REPLICATED_BACKUPS),
            open("Y speeds up", PROXY),
            cell(
                "m",
                [by_hand(
                    &delayed(),
                    VOLUME,
                    &PROMOTE,
                    "promoting",
                    A_DELAYED_PROMOTION,
                )
                .losing(ITS_LAG)],
            ),
        ],
    }
}

pub fn az_outage() -> Row {
    const ZONE: &str = "60s fault inject az-outage us-east-1a --for 5h";
    let restored = || by_hand(S, ZONE, &RESTORE, "restoring", A_RESTORE).losing(FIVE_MINUTES);
    Row {
        failure: "AZ outage",
        cells: [
            cell(
                "- wait, or m PITR elsewhere",
                [no_help(S, ZONE, 18_000..=18_100), restored()],
            ),
            cell("Y", [yes(M, ZONE, A_FAILOVER)]),
            open("Y", CLUSTER),
            cell(
                "m if in another AZ",
                [by_hand(R, ZONE, &PROMOTE, "promoting", A_PROMOTION).losing(ITS_LAG)],
            ),
            cell(
                "m",
                [
                    by_hand(AFAR, ZONE, &PROMOTE_AFAR, "promoting", A_PROMOTION)
                        .losing(ITS_LAG_AFAR),
                ],
            ),
            cell("m the backups are in S3, which survives", [restored()]),
            cell(
                "m",
                [by_hand(
                    &with_copy(),
                    ZONE,
                    &RESTORE_AFAR,
                    "restoring",
                    A_SNAPSHOTS_RESTORE,
                )
                .losing(A_DAY)],
            )
            .lacking(REPLICATED_BACKUPS),
            open("Y", PROXY),
            cell(
                "m",
                [
                    by_hand(&delayed(), ZONE, &PROMOTE, "promoting", A_DELAYED_PROMOTION)
                        .losing(ITS_LAG),
                ],
            ),
        ],
    }
}

pub fn standbys_zone() -> Row {
    const ZONE: &str = "60s fault inject az-outage us-east-1b --for 1h";
    const UNTOUCHED: std::ops::RangeInclusive<u64> = 0..=0;
    let unprotected_until_rebuilt = |run: &Run| {
        assert!(!database(&run.at("59m"), "orders").protected);
        assert!(database(&run.view(), "orders").protected);
    };
    Row {
        failure: "AZ holding only the standby or reader",
        cells: [
            cell("- nothing stands there", [no_help(S, ZONE, UNTOUCHED)]),
            cell(
                "Y running unprotected until rebuilt",
                [yes(M, ZONE, UNTOUCHED).and(unprotected_until_rebuilt)],
            ),
            open("Y one acknowledgement left", CLUSTER),
            cell("- its replica is away", [no_help(R, ZONE, UNTOUCHED)]),
            cell("-", [no_help(AFAR, ZONE, UNTOUCHED)]),
            cell("-", [no_help(S, ZONE, UNTOUCHED)]),
            cell("-", [no_help(&with_copy(), ZONE, UNTOUCHED)]),
            open("-", PROXY),
            cell(
                "- its replica is away",
                [no_help(&delayed(), ZONE, UNTOUCHED)],
            ),
        ],
    }
}

pub fn region_outage() -> Row {
    const REGION: &str = "60s fault inject region-outage us-east-1 --for 5h";
    const ITS_RETURN: std::ops::RangeInclusive<u64> = 18_000..=18_200;
    let in_vain = |run: &Run| {
        let refused = run.outcomes();
        assert!(refused.contains(&"EndpointConnectionError"), "{refused:?}");
    };
    Row {
        failure: "Region outage",
        cells: [
            cell("-", [no_help(S, REGION, ITS_RETURN)]),
            cell("-", [no_help(M, REGION, ITS_RETURN)]),
            open("-", CLUSTER),
            cell(
                "-",
                [no_help(R, REGION, ITS_RETURN)
                    .after(&PROMOTE[..1])
                    .and(in_vain)],
            ),
            cell(
                "m RPO its lag, RTO minutes",
                [
                    by_hand(AFAR, REGION, &PROMOTE_AFAR, "promoting", A_PROMOTION)
                        .losing(ITS_LAG_AFAR),
                ],
            ),
            cell(
                "-",
                [no_help(S, REGION, ITS_RETURN)
                    .after(&RESTORE[..1])
                    .and(in_vain)],
            ),
            cell(
                "m RPO the last copy",
                [by_hand(
                    &with_copy(),
                    REGION,
                    &RESTORE_AFAR,
                    "restoring",
                    A_SNAPSHOTS_RESTORE,
                )
                .losing(A_DAY)],
            )
            .lacking(REPLICATED_BACKUPS),
            open("-", PROXY),
            cell(
                "- in the Region, m only if cross-Region",
                [
                    no_help(&delayed(), REGION, ITS_RETURN)
                        .after(&PROMOTE[..1])
                        .and(in_vain),
                    by_hand(
                        &delayed_afar(),
                        REGION,
                        &PROMOTE_AFAR,
                        "promoting",
                        A_DELAYED_PROMOTION,
                    )
                    .losing(ITS_LAG_AFAR),
                ],
            ),
        ],
    }
}
