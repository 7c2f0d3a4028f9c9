//! 7 days, 1, 7 again: what was deleted stays deleted.

use crate::common::Run;
use serde_json::Value;

fn earliest(run: &Run, nth: usize) -> String {
    let reply = run.replies("describe-db-instance-automated-backups")[nth];
    let window = &reply["DBInstanceAutomatedBackups"][0]["RestoreWindow"];
    window["EarliestTime"].as_str().expect("a time").to_owned()
}

fn automated(run: &Run, nth: usize) -> Vec<String> {
    let reply = run.replies("describe-db-snapshots")[nth];
    let shots = reply["DBSnapshots"].as_array().expect("a list");
    let time = |shot: &Value| shot["SnapshotCreateTime"].as_str().map(str::to_owned);
    shots.iter().filter_map(time).collect()
}

#[test]
fn retention_lowered_and_raised() {
    let run = case!("retention-lowered-and-raised");
    let (before, lowered, raised) = (automated(&run, 0), automated(&run, 1), automated(&run, 2));
    assert!(before.len() >= 6, "{before:?}");
    // A day before 12:10 on 12 January.
    assert!(!lowered.is_empty() && lowered.iter().all(|at| at.as_str() > "2026-01-11T12:00"));
    assert_eq!(raised, lowered, "raising brings nothing back");
    assert!(earliest(&run, 0) < earliest(&run, 1));
    assert_eq!(
        earliest(&run, 1),
        earliest(&run, 2),
        "it stays where it was"
    );
    let outcomes = run.outcomes();
    assert_eq!(outcomes.last(), Some(&"InvalidParameterValue"));
    assert!(
        outcomes[..outcomes.len() - 1]
            .iter()
            .all(|code| *code == "ok")
    );
}
