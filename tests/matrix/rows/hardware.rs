//! Hosts, volumes, zones, Regions.

use crate::cell::{Row, by_hand, cell, no_help, yes};
use crate::common::{C, M, R, Run, S, database, proxied};
use crate::design::{
    A_CLUSTERS_FAILOVER, A_DELAYED_PROMOTION, A_FAILOVER, A_FAILOVER_BY_PROXY, AFAR, ITS_LAG_AFAR,
    PROMOTE, PROMOTE_AFAR, REPLICATED_BACKUPS, RESTORE, UNTOUCHED, delayed, delayed_afar,
    with_copy,
};
use crate::rows::ways::{promoted, promoted_afar, promoted_late, restored, restored_afar};
use std::ops::RangeInclusive;

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
            cell("Y < 35 s", [yes(C, HOST, A_CLUSTERS_FAILOVER)]),
            cell("m promote", [promoted(STUCK)]),
            cell("m promote", [promoted_afar(STUCK)]),
            cell("m", [restored(STUCK)]),
            cell("m", [restored_afar(STUCK)]).lacking(REPLICATED_BACKUPS),
            cell("Y speeds up", [yes(&proxied(M), HOST, A_FAILOVER_BY_PROXY)]),
            cell("m", [promoted_late(STUCK)]),
        ],
    }
}

pub fn volume_failure() -> Row {
    const VOLUME: &str = "60s fault inject volume-failure orders";
    Row {
        failure: "Storage volume failure",
        cells: [
            cell("m PITR", [restored(VOLUME)]),
            cell("Y", [yes(M, VOLUME, A_FAILOVER)]),
            cell("Y", [yes(C, VOLUME, A_CLUSTERS_FAILOVER)]),
            cell("m", [promoted(VOLUME)]),
            cell("m", [promoted_afar(VOLUME)]),
            cell("m", [restored(VOLUME)]),
            cell("m", [restored_afar(VOLUME)]).lacking(REPLICATED_BACKUPS),
            cell(
                "Y speeds up",
                [yes(&proxied(M), VOLUME, A_FAILOVER_BY_PROXY)],
            ),
            cell("m", [promoted_late(VOLUME)]),
        ],
    }
}

pub fn az_outage() -> Row {
    const ZONE: &str = "60s fault inject az-outage us-east-1a --for 5h";
    Row {
        failure: "AZ outage",
        cells: [
            cell(
                "- wait, or m PITR elsewhere",
                [no_help(S, ZONE, 18_000..=18_100), restored(ZONE)],
            ),
            cell("Y", [yes(M, ZONE, A_FAILOVER)]),
            cell("Y", [yes(C, ZONE, A_CLUSTERS_FAILOVER)]),
            cell("m if in another AZ", [promoted(ZONE)]),
            cell("m", [promoted_afar(ZONE)]),
            cell("m the backups are in S3, which survives", [restored(ZONE)]),
            cell("m", [restored_afar(ZONE)]).lacking(REPLICATED_BACKUPS),
            cell("Y", [yes(&proxied(M), ZONE, A_FAILOVER_BY_PROXY)]),
            cell("m", [promoted_late(ZONE)]),
        ],
    }
}

pub fn standbys_zone() -> Row {
    const ZONE: &str = "60s fault inject az-outage us-east-1b --for 1h";
    let unprotected_until_rebuilt = |run: &Run| {
        assert!(!database(&run.at("59m"), "orders").protected);
        assert!(database(&run.view(), "orders").protected);
    };
    let one_acknowledges = |run: &Run| assert!(database(&run.at("59m"), "orders").protected);
    Row {
        failure: "AZ holding only the standby or reader",
        cells: [
            cell("- nothing stands there", [no_help(S, ZONE, UNTOUCHED)]),
            cell(
                "Y running unprotected until rebuilt",
                [yes(M, ZONE, UNTOUCHED).and(unprotected_until_rebuilt)],
            ),
            cell(
                "Y one acknowledgement left",
                [yes(C, ZONE, UNTOUCHED).and(one_acknowledges)],
            ),
            cell("- its replica is away", [no_help(R, ZONE, UNTOUCHED)]),
            cell("-", [no_help(AFAR, ZONE, UNTOUCHED)]),
            cell("-", [no_help(S, ZONE, UNTOUCHED)]),
            cell("-", [no_help(&with_copy(), ZONE, UNTOUCHED)]),
            cell("-", [no_help(&proxied(S), ZONE, UNTOUCHED)]),
            cell(
                "- its replica is away",
                [no_help(&delayed(), ZONE, UNTOUCHED)],
            ),
        ],
    }
}

pub fn region_outage() -> Row {
    const REGION: &str = "60s fault inject region-outage us-east-1 --for 5h";
    const ITS_RETURN: RangeInclusive<u64> = 18_000..=18_200;
    let in_vain = |run: &Run| {
        let refused = run.outcomes();
        assert!(refused.contains(&"EndpointConnectionError"), "{refused:?}");
    };
    Row {
        failure: "Region outage",
        cells: [
            cell("-", [no_help(S, REGION, ITS_RETURN)]),
            cell("-", [no_help(M, REGION, ITS_RETURN)]),
            cell("-", [no_help(C, REGION, ITS_RETURN)]),
            cell(
                "-",
                [no_help(R, REGION, ITS_RETURN)
                    .after(&PROMOTE[..1])
                    .and(in_vain)],
            ),
            cell("m RPO its lag, RTO minutes", [promoted_afar(REGION)]),
            cell(
                "-",
                [no_help(S, REGION, ITS_RETURN)
                    .after(&RESTORE[..1])
                    .and(in_vain)],
            ),
            cell("m RPO the last copy", [restored_afar(REGION)]).lacking(REPLICATED_BACKUPS),
            cell("-", [no_help(&proxied(M), REGION, ITS_RETURN)]),
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
