//! What nobody notices at once: damage that was done on a Monday and is found the week after.

use crate::bands::{Expected, UNNOTICED, check_bands};
use crate::common::{M, S, run, usage_error};

const LATE: &str = "1h fault inject bad-write orders --noticed-after 5d";
const RESTORE: &str = "5d2h aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
                            --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:59:59Z";
const AWAIT: &str = "+0s aws rds wait db-instance-available --db-instance-identifier orders-2";

#[test]
fn until_it_is_noticed_nobody_can_be_said_to_be_noticing() {
    let expected = Expected {
        recovery_s: None,
        wrong_data_s: 601_200..=601_200,
        damaged_rows: 1000,
        phases: &["unnoticed", "noticing"],
        stands: "orders available us-east-1a",
        ..UNNOTICED
    };
    check_bands(&[M, LATE, "7d end"], &expected);
    let healed = run(&[
        S,
        LATE,
        RESTORE,
        AWAIT,
        "+5s app copy-back shop --from orders-2",
        "7d end",
    ]);
    assert_eq!(
        healed.phases()[..3],
        ["unnoticed", "noticing", "restoring"],
        "{:?}",
        healed.incident()
    );
    assert_eq!(healed.phase_ms("unnoticed"), 5 * 86_400_000);
    assert_eq!(healed.phase_ms("noticing"), 3_600_000);
    assert_eq!(healed.report.writes.lost, 0);
}

#[test]
fn an_observer_knows_of_it_when_it_is_noticed() {
    let run = run(&[M, LATE, "7d end"]);
    assert_eq!(run.at("2d").noticed_incidents(), 0);
    assert_eq!(run.at("2d").incidents.len(), 1);
    assert_eq!(run.at("121h").noticed_incidents(), 1);
}

#[test]
fn a_dropped_table_and_a_spoiled_block_may_go_unseen_as_well() {
    for fault in ["drop-table", "block-corruption"] {
        let late = format!("1h fault inject {fault} orders --noticed-after 2d --rows 50");
        let run = run(&[M, &late, "7d end"]);
        assert_eq!(run.phases(), ["unnoticed", "noticing"], "{fault}");
        assert_eq!(run.incident().corrupt_writes_remaining, 50);
    }
    let error = usage_error(&[M, "1h fault inject host-failure orders --noticed-after 2d"]);
    assert!(
        error.contains("host-failure has no option --noticed-after"),
        "{error}"
    );
}
