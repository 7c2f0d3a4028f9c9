//! What people do, or leave undone: deletions, keys, storage.

use crate::cell::{Proof, Row, by_hand, cell, never, shared};
use crate::common::{C, M, R, Run, S, database, keyed, on_engine, proxied};
use crate::design::{
    A_DAY, A_PROMOTION, A_RESTORE, A_SNAPSHOTS_RESTORE, AFAR, FAIL_CLUSTER_OVER, FIVE_MINUTES,
    ITS_LAG, ITS_LAG_AFAR, PROMOTE, PROMOTE_AFAR, REPLICATED_BACKUPS, RESTORE, RESTORE_AFAR,
    delayed, with_copy, with_snapshot,
};
use crate::rows::ways::{promoted_afar, restored_afar};
use failover_lab::world::{RoleView, View};

const KEY: &str = "60s fault inject kms-key-disabled alias/orders";
const MISTAKE: &str = "60s fault inject operator-delete orders";

/// An operator deletes it with a last snapshot, and restores that; or keeps its backups, and restores from them.
fn deleted_with_care(design: &str) -> [Proof; 2] {
    const LAST: &str = "60s aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last";
    const KEPT: &str = "60s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot \
         --no-delete-automated-backups";
    const RESTORE_LAST: [&str; 4] = [
        "+0s aws rds wait db-instance-deleted --db-instance-identifier orders",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier last",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5s app point shop --to orders-2",
    ];
    const RESTORE_KEPT: [&str; 4] = [
        RESTORE_LAST[0],
        "+0s aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        RESTORE_LAST[2],
        RESTORE_LAST[3],
    ];
    [
        by_hand(design, LAST, &RESTORE_LAST, "restoring", 400..=2_000),
        by_hand(design, KEPT, &RESTORE_KEPT, "restoring", A_RESTORE).losing(0..=15_000),
    ]
}

/// Its automated backups go with a cluster, whatever is asked; a last snapshot stays.
fn cluster_deleted_with_care() -> Proof {
    const LAST: &str = "60s aws rds delete-db-cluster --db-cluster-identifier orders --final-db-snapshot-identifier last";
    const RESTORE_LAST: [&str; 5] = [
        "+0s aws rds wait db-cluster-deleted --db-cluster-identifier orders",
        "+0s aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier orders-2 \
             --source-db-cluster-identifier orders --use-latest-restorable-time",
        "+0s aws rds restore-db-cluster-from-snapshot --db-cluster-identifier orders-2 --snapshot-identifier last --engine postgres",
        "+0s aws rds wait db-cluster-available --db-cluster-identifier orders-2",
        "+5s app point shop --to orders-2",
    ];
    by_hand(C, LAST, &RESTORE_LAST, "restoring", 400..=2_000)
        .and(|run| assert_eq!(run.outcomes()[2], "DBClusterNotFoundFault"))
}

pub fn deletion() -> Row {
    const POINT: [&str; 1] = ["+20m app point shop --to orders-r"];
    const POINT_AFAR: [&str; 1] = ["+20m app point shop --to us-west-2/orders-west"];
    const RESTORE_DAILY: [&str; 4] = [
        "+5m aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders \
             --target-db-instance-identifier orders-2 --use-latest-restorable-time",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier daily",
        "+0s aws rds wait db-instance-available --db-instance-identifier orders-2",
        "+5s app point shop --to orders-2",
    ];
    /// What it led to is gone.
    fn has_no_target(run: &Run) {
        assert!(run.event_ms("front", 214).is_some());
    }
    Row {
        failure: "Accidental instance deletion",
        cells: [
            cell("m final snapshot or retained backups", deleted_with_care(S)),
            cell("m the same", deleted_with_care(M)),
            cell("m snapshot only", [cluster_deleted_with_care()]),
            cell(
                "m becomes standalone",
                [by_hand(R, MISTAKE, &POINT, "re-pointing", 1_200..=1_200)
                    .losing(ITS_LAG)
                    .and(|run| assert_eq!(database(&run.view(), "orders-r").status, "available"))],
            ),
            cell(
                "m promoted, PostgreSQL by hand",
                [
                    by_hand(
                        &on_engine(AFAR, "mysql"),
                        MISTAKE,
                        &POINT_AFAR,
                        "re-pointing",
                        1_200..=1_200,
                    )
                    .losing(ITS_LAG_AFAR),
                    promoted_afar(MISTAKE),
                ],
            ),
            cell(
                "- deleted with it by default; m manual snapshots stay",
                [
                    never(S, MISTAKE)
                        .after(&RESTORE_DAILY[..1])
                        .losing(8_000_000..=9_000_000)
                        .and(|run| {
                            assert_eq!(run.outcomes()[1], "DBInstanceAutomatedBackupNotFound")
                        }),
                    by_hand(
                        &with_snapshot(),
                        MISTAKE,
                        &RESTORE_DAILY,
                        "restoring",
                        600..=1_400,
                    )
                    .losing(A_DAY),
                ],
            ),
            cell("m copies stay", [restored_afar(MISTAKE)]).lacking(REPLICATED_BACKUPS),
            cell(
                "-",
                [never(&proxied(S), MISTAKE)
                    .losing(8_000_000..=9_000_000)
                    .and(has_no_target)],
            ),
            cell(
                "m becomes standalone",
                [
                    by_hand(&delayed(), MISTAKE, &POINT, "re-pointing", 1_200..=1_200)
                        .losing(FIVE_MINUTES),
                ],
            ),
        ],
    }
}

/// What protects is encrypted with the same key: it is as unreadable, what is done about it is refused so, and after seven
/// days all is lost.
fn encrypted_alike(design: &str, deed: &str, refused: fn(&Run)) -> Proof {
    shared(&keyed(design), KEY, &[deed])
        .losing(8_000_000..=9_000_000)
        .and(refused)
}

pub fn key_disabled() -> Row {
    const START: &str = "+2m aws rds start-db-instance --db-instance-identifier orders";
    const FAIL_OVER: &str =
        "+2m aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    fn wants_the_key(run: &Run) {
        assert_eq!(run.outcomes(), ["ok", "KMSKeyNotAccessibleFault"]);
        assert_gone(run, "orders");
    }
    fn is_down_too(run: &Run) {
        assert_eq!(run.outcomes(), ["ok", "InvalidDBInstanceState"]);
        assert_gone(run, "orders");
    }
    fn replica_is_down_too(run: &Run) {
        is_down_too(run);
        assert_gone(run, "orders-r");
    }
    fn cluster_is_down_too(run: &Run) {
        assert_eq!(run.outcomes(), ["ok", "InvalidDBClusterStateFault"]);
        assert_gone(run, "orders");
    }
    let afar = by_hand(&keyed(AFAR), KEY, &PROMOTE_AFAR, "promoting", A_PROMOTION);
    let copied = by_hand(
        &keyed(&with_copy()),
        KEY,
        &RESTORE_AFAR,
        "restoring",
        A_SNAPSHOTS_RESTORE,
    );
    Row {
        failure: "KMS key disabled or deleted",
        cells: [
            cell("! outage", [encrypted_alike(S, START, wants_the_key)]),
            cell("!", [encrypted_alike(M, FAIL_OVER, is_down_too)]),
            cell(
                "!",
                [encrypted_alike(
                    C,
                    FAIL_CLUSTER_OVER[0],
                    cluster_is_down_too,
                )],
            ),
            cell(
                "! the same key",
                [encrypted_alike(R, PROMOTE[0], replica_is_down_too)],
            ),
            cell("m it has a key of its own", [afar.losing(ITS_LAG_AFAR)]),
            cell(
                "! needs the key",
                [encrypted_alike(S, RESTORE[0], wants_the_key)],
            ),
            cell("m needs the destination's key", [copied.losing(A_DAY)])
                .lacking(REPLICATED_BACKUPS),
            cell(
                "-",
                [never(&keyed(&proxied(S)), KEY).losing(8_000_000..=9_000_000)],
            ),
            cell(
                "!",
                [encrypted_alike(&delayed(), PROMOTE[0], replica_is_down_too)],
            ),
        ],
    }
}

/// It waited for its key for seven days, and is lost.
fn assert_gone(run: &Run, id: &str) {
    let waits = run.at("6d");
    let (waits, end) = (database(&waits, id).status, run.database(id).status);
    assert_eq!(waits, "inaccessible-encryption-credentials-recoverable");
    assert_eq!(end, "inaccessible-encryption-credentials");
}

pub fn storage_full() -> Row {
    const FULL: &str = "60s fault inject storage-full orders";
    const REBOOT: &str = "+2m aws rds reboot-db-instance --db-instance-identifier orders";
    const FAIL_OVER: &str =
        "+2m aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    const SNAPSHOT: &str = "+2m aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier now";
    fn stays_full(run: &Run) {
        assert_eq!(run.outcomes(), ["ok", "InvalidDBInstanceState"]);
        assert_eq!(run.database("orders").status, "storage-full");
    }
    fn cluster_stays_full(run: &Run) {
        assert_eq!(run.outcomes(), ["ok", "InvalidDBClusterStateFault"]);
        assert_eq!(run.database("orders").status, "storage-full");
    }
    /// No log is uploaded, and no backup is taken.
    fn backups_stop(run: &Run) {
        let (then, now) = (run.at("10m"), run.view());
        let window = |view| database(view, "orders").latest_restorable;
        assert_eq!(window(&then), window(&now));
        let newest = |view: &View| view.snapshots.iter().map(|shot| shot.created_at).max();
        assert_eq!(newest(&then), newest(&now));
    }
    fn keeps_what_it_received(run: &Run) {
        let replica = run.view();
        let role = &database(&replica, "orders-r").role;
        assert!(
            matches!(role, RoleView::ReadReplica { not_applied, .. } if *not_applied == 0),
            "an hour later all is applied, and nothing more comes: {role:?}"
        );
    }
    let promoted = by_hand(R, FULL, &PROMOTE, "promoting", A_PROMOTION);
    let afar = by_hand(AFAR, FULL, &PROMOTE_AFAR, "promoting", A_PROMOTION);
    Row {
        failure: "Storage full",
        cells: [
            cell(
                "! storage-full",
                [shared(S, FULL, &[REBOOT]).and(stays_full)],
            ),
            cell("! both", [shared(M, FULL, &[FAIL_OVER]).and(stays_full)]),
            cell(
                "!",
                [shared(C, FULL, &FAIL_CLUSTER_OVER).and(cluster_stays_full)],
            ),
            cell("m the replica may fill too", [promoted.losing(ITS_LAG)]),
            cell("m the same", [afar.losing(ITS_LAG_AFAR)]),
            cell("- backups stop", [never(S, FULL).and(backups_stop)]),
            cell(
                "- they stop",
                [never(&with_copy(), FULL).after(&[SNAPSHOT]).and(stays_full)],
            )
            .lacking(REPLICATED_BACKUPS),
            cell("-", [never(&proxied(S), FULL)]),
            cell(
                "- more log is kept",
                [never(&delayed(), FULL).and(keeps_what_it_received)],
            ),
        ],
    }
}
