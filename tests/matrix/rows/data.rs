//! What is wrong with the data: wrong statements, noticed soon or late, and wrong bytes.

use crate::cell::{Row, by_hand, cell, never, worse};
use crate::common::{C, M, R, S, proxied};
use crate::design::{
    A_DELAYED_PROMOTION, A_PROMOTION, A_RESTORE, AFAR, FAIL_CLUSTER_OVER, PROMOTE, PROMOTE_AFAR,
    REPLICATED_BACKUPS, RESTORE, delayed, with_copy, with_snapshot,
};
use std::ops::RangeInclusive;

const BAD: &str = "2h fault inject bad-write orders";
/// Everything that was written since, until the application is where it is not.
const ITS_WRITES: RangeInclusive<u64> = 20_000..=750_000;
/// The day since the snapshot, nine days until it was noticed, and what was written in them.
const NINE_DAYS: RangeInclusive<u64> = 43_000_000..=44_000_000;

const FAIL_OVER: [&str; 1] =
    ["+2m aws rds reboot-db-instance --db-instance-identifier orders --force-failover"];

/// A new instance is restored to the second before, and what was damaged is copied back from it; or it takes the other's place.
const REWIND: [&str; 3] = [
    "+10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
          --target-db-instance-identifier orders-2 --restore-time 2026-01-12T13:59:59Z",
    "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
    "+5s app point shop --to orders-2",
];
const COPY_BACK: [&str; 3] = [
    REWIND[0],
    REWIND[1],
    "+5s app copy-back shop --from orders-2",
];

const REWIND_AFAR: [&str; 3] = [
    "+10m aws rds restore-db-instance-from-db-snapshot --region us-west-2 --db-instance-identifier orders-2 \
          --db-snapshot-identifier daily-west",
    "+0s aws rds wait db-instance-available --region us-west-2 --db-instance-identifier orders-2",
    "+5s app point shop --to us-west-2/orders-2",
];
const COPY_BACK_AFAR: [&str; 3] = [
    REWIND_AFAR[0],
    REWIND_AFAR[1],
    "+5s app copy-back shop --from us-west-2/orders-2",
];

/// Stopped in time, the replica is promoted as it was an hour before the statement would have reached it.
const STOP_AND_PROMOTE: [&str; 4] = [
    "+10m sql orders-r \"CALL mysql.rds_stop_replication\"",
    "+1m aws rds promote-read-replica --db-instance-identifier orders-r",
    "+0s aws rds wait db-instance-available --db-instance-identifier orders-r",
    "+5s app point shop --to orders-r",
];

pub fn bad_write() -> Row {
    Row {
        failure: "Bad DELETE, DROP or migration",
        cells: [
            cell("-", [never(S, BAD)]),
            cell("!", [worse(M, BAD, &FAIL_OVER)]),
            cell("!", [worse(C, BAD, &FAIL_CLUSTER_OVER)]),
            cell("!", [worse(R, BAD, &PROMOTE)]),
            cell("!", [worse(AFAR, BAD, &PROMOTE_AFAR)]),
            cell(
                "m PITR to just before; the good writes since are lost unless rows are copied back instead",
                [
                    by_hand(S, BAD, &REWIND, "restoring", 900..=15_000).losing(ITS_WRITES),
                    by_hand(S, BAD, &COPY_BACK, "copying back", 900..=15_000),
                ],
            ),
            cell(
                "m",
                [
                    by_hand(&with_copy(), BAD, &REWIND_AFAR, "restoring", 900..=1_600)
                        .losing(4_680_000..=4_770_000),
                    by_hand(
                        &with_copy(),
                        BAD,
                        &COPY_BACK_AFAR,
                        "copying back",
                        900..=2_000,
                    ),
                ],
            )
            .lacking(REPLICATED_BACKUPS),
            cell("-", [never(&proxied(S), BAD).after(&REWIND[..2])]),
            cell(
                "m if caught within the delay",
                [
                    by_hand(&delayed(), BAD, &STOP_AND_PROMOTE, "promoting", 800..=1_500)
                        .losing(190_000..=260_000),
                ],
            ),
        ],
    }
}

pub fn silent_corruption() -> Row {
    const LATE: &str = "9d aws rds describe-db-instances";
    const FIVE_DAYS: &str = "5d aws rds describe-db-instances";
    fn later(day: &'static str, deed: &[&'static str]) -> Vec<&'static str> {
        [&[day], deed].concat()
    }
    // The oldest automated backup is of a week ago: the moment before it lies too far back.
    const FROM_SNAPSHOT: [&str; 3] = [
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier daily",
        REWIND[1],
        REWIND[2],
    ];
    let too_late = [
        LATE,
        REWIND[0],
        FROM_SNAPSHOT[0],
        FROM_SNAPSHOT[1],
        FROM_SNAPSHOT[2],
    ];
    Row {
        failure: "Silent corruption found after N days",
        cells: [
            cell("-", [never(S, BAD)]),
            cell("!", [worse(M, BAD, &later(LATE, &FAIL_OVER))]),
            cell("!", [worse(C, BAD, &later(LATE, &FAIL_CLUSTER_OVER))]),
            cell("!", [worse(R, BAD, &later(LATE, &PROMOTE))]),
            cell("!", [worse(AFAR, BAD, &later(LATE, &PROMOTE_AFAR))]),
            cell(
                "m if N < retention, else manual snapshot",
                [
                    by_hand(
                        S,
                        BAD,
                        &later(FIVE_DAYS, &REWIND),
                        "restoring",
                        424_000..=440_000,
                    )
                    .losing(21_000_000..=22_000_000),
                    by_hand(
                        &with_snapshot(),
                        BAD,
                        &too_late,
                        "restoring",
                        770_000..=775_000,
                    )
                    .losing(NINE_DAYS)
                    .and(|run| assert_eq!(run.outcomes()[2], "InvalidParameterValue")),
                ],
            ),
            cell(
                "m",
                [by_hand(
                    &with_copy(),
                    BAD,
                    &later(LATE, &REWIND_AFAR),
                    "restoring",
                    770_000..=775_000,
                )
                .losing(NINE_DAYS)],
            )
            .lacking(REPLICATED_BACKUPS),
            cell(
                "-",
                [never(&proxied(S), BAD).after(&later(FIVE_DAYS, &REWIND[..2]))],
            ),
            cell(
                "- the delay is at most a day",
                [never(&delayed(), BAD).after(&later(LATE, &STOP_AND_PROMOTE))],
            ),
        ],
    }
}

pub fn block_corruption() -> Row {
    const SPOILED: &str = "2h fault inject block-corruption orders";
    // It is not down: what it takes until the application is somewhere else is lost with it.
    const MEANWHILE: RangeInclusive<u64> = 9_000..=50_000;
    let promoted = |design: &str, deed: &[&str]| {
        by_hand(design, SPOILED, deed, "promoting", A_PROMOTION).losing(MEANWHILE)
    };
    Row {
        failure: "Physical block corruption",
        cells: [
            cell("-", [never(S, SPOILED)]),
            cell("! block copy", [worse(M, SPOILED, &FAIL_OVER)]),
            cell(
                "m fail over: a logical copy is not affected",
                [by_hand(
                    C,
                    SPOILED,
                    &FAIL_CLUSTER_OVER,
                    "deciding",
                    120..=180,
                )],
            ),
            cell("m", [promoted(R, &PROMOTE)]),
            cell("m", [promoted(AFAR, &PROMOTE_AFAR)]),
            cell(
                "m from a backup that is older, to any moment since",
                [
                    by_hand(S, SPOILED, &RESTORE, "restoring", A_RESTORE).losing(ITS_WRITES),
                    by_hand(S, SPOILED, &COPY_BACK, "copying back", 900..=15_000),
                ],
            ),
            cell(
                "m",
                [by_hand(
                    &with_copy(),
                    SPOILED,
                    &COPY_BACK_AFAR,
                    "copying back",
                    900..=2_000,
                )],
            )
            .lacking(REPLICATED_BACKUPS),
            cell("-", [never(&proxied(S), SPOILED).after(&RESTORE[..2])]),
            cell(
                "m",
                [by_hand(
                    &delayed(),
                    SPOILED,
                    &PROMOTE,
                    "promoting",
                    A_DELAYED_PROMOTION,
                )
                .losing(18_000..=80_000)],
            ),
        ],
    }
}
