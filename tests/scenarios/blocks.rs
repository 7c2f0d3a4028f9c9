//! Bytes that are spoiled beneath the engine: what is made block by block bears them, what is sent statements does not.

use crate::bands::{Expected, UNNOTICED, check_bands};
use crate::common::{M, R, S, X, database, run};

const SPOILED: &str = "2h fault inject block-corruption orders";
const LATEST: &str = "+10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                          --target-db-instance-identifier orders-2 --use-latest-restorable-time";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-2";
const POINT: &str = "+5s app point shop --to orders-2";

#[test]
fn a_standby_bears_it_and_a_replica_does_not() {
    let marks = |start: &str, id: &str| {
        let view = run(&[start, SPOILED, "3h end"]).view();
        let db = database(&view, id);
        let standby = db.standbys().first().map(|copy| copy.tape.marks.len());
        (db.primary().tape.marks.len(), standby)
    };
    assert_eq!(marks(M, "orders"), (1, Some(1)));
    assert_eq!(marks(R, "orders"), (1, None));
    assert_eq!(marks(R, "orders-r"), (0, None));
    assert_eq!(marks(X, "orders-west"), (0, None));
}

#[test]
fn it_is_served_until_somebody_turns_elsewhere() {
    let expected = Expected {
        recovery_s: None,
        wrong_data_s: 21_600..=21_600,
        damaged_rows: 200,
        phases: &["noticing"],
        stands: "orders available us-east-1a",
        ..UNNOTICED
    };
    check_bands(&[M, SPOILED, "8h end"], &expected);
    let run = run(&[
        M,
        "2h fault inject block-corruption orders --rows 70",
        "3h aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
        "8h end",
    ]);
    assert_eq!(run.report.incidents[0].corrupt_writes_remaining, 70);
}

#[test]
fn an_older_backup_restores_to_any_moment_after_it_without_it() {
    // The log holds statements: replayed on blocks of this morning, it makes a database that is whole, up to five minutes ago.
    let restored = run(&[S, SPOILED, LATEST, AWAIT, POINT, "20h end"]);
    let incident = restored.incident();
    assert!(incident.recovery_ms.is_some(), "{incident:?}");
    assert_eq!(incident.corrupt_writes_remaining, 0);
    assert!(
        database(&restored.view(), "orders-2")
            .primary()
            .tape
            .marks
            .is_empty()
    );
}

#[test]
fn a_backup_that_was_taken_since_brings_it_along() {
    // A night later the newest backup bears it, and with it all that is restored to a moment after that.
    let lines = [
        S,
        SPOILED,
        "1d aws rds describe-db-instances",
        LATEST,
        AWAIT,
        POINT,
        "3d end",
    ];
    let later = run(&lines);
    assert_eq!(later.incident().recovery_ms, None);
    assert_eq!(
        database(&later.view(), "orders-2")
            .primary()
            .tape
            .marks
            .len(),
        1
    );
    // To the evening before that backup it is restored without.
    let evening = LATEST.replace(
        "--use-latest-restorable-time",
        "--restore-time 2026-01-12T20:00:00Z",
    );
    let evening = run(&[
        S,
        SPOILED,
        "1d aws rds describe-db-instances",
        &evening,
        AWAIT,
        POINT,
        "3d end",
    ]);
    assert!(evening.incident().recovery_ms.is_some());
}

#[test]
fn a_snapshot_bears_what_was_wrong_when_it_was_taken_and_so_do_its_copy_and_a_replica_made_of_it() {
    let run = run(&[
        S,
        "1h  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier before",
        SPOILED,
        "3h  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier after",
        "+0s aws rds wait db-snapshot-available --db-snapshot-identifier after",
        "+0s aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier after-west \
             --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:after",
        "+0s aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders",
        "8h  end",
    ]);
    let view = run.view();
    let marks = |id: &str| {
        let mut snapshots = view.snapshots.iter();
        let found = snapshots.find(|snapshot| snapshot.id == id);
        found.expect("it was taken").tape.marks.len()
    };
    assert_eq!(
        [marks("before"), marks("after"), marks("after-west")],
        [0, 1, 1]
    );
    assert_eq!(database(&view, "orders-r").primary().tape.marks.len(), 1);
}

#[test]
fn rows_are_copied_back_from_a_replica_that_never_had_it() {
    let run = run(&[
        R,
        SPOILED,
        "+5m app copy-back shop --from orders-r",
        "8h end",
    ]);
    let incident = run.incident();
    assert!(incident.recovery_ms.is_some(), "{incident:?}");
    assert_eq!(
        (incident.lost_writes, incident.corrupt_writes_remaining),
        (0, 0)
    );
    assert!(
        database(&run.view(), "orders")
            .primary()
            .tape
            .marks
            .is_empty()
    );
}
