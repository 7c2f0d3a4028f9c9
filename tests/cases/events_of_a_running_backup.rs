//! A backup is reported when it begins, and one that an outage cuts short was begun and is never finished.

use crate::common::{Run, ms};

/// Ids and dates of the events that the nth question told.
fn told(run: &Run, nth: usize) -> Vec<(String, String)> {
    let events = run.replies("describe-events")[nth]["Events"].clone();
    let events = events.as_array().expect("a list").clone();
    let field = |event: &serde_json::Value, name: &str| {
        event[name].as_str().expect("it is told").to_owned()
    };
    events
        .iter()
        .map(|event| (field(event, "EventID"), field(event, "Date")))
        .collect()
}

#[test]
fn events_of_a_running_backup() {
    let run = case!("events-of-a-running-backup");
    let status = |nth: usize| {
        let reply = run.replies("describe-db-instances")[nth];
        reply["DBInstances"][0]["DBInstanceStatus"].clone()
    };
    assert_eq!(status(0), "backing-up");
    let ids = |nth: usize| -> Vec<String> { told(&run, nth).into_iter().map(|e| e.0).collect() };
    assert_eq!(ids(0), ["RDS-EVENT-0001"]);
    assert_eq!(ids(1), ["RDS-EVENT-0001", "RDS-EVENT-0002"]);
    // The one that the outage interrupted: begun, and no end of it.
    assert_eq!(status(1), "backing-up");
    assert_eq!(ids(2).first().map(String::as_str), Some("RDS-EVENT-0001"));
    assert!(!ids(2).contains(&"RDS-EVENT-0002".to_owned()));
    let kept = run.view().snapshots;
    assert!(
        kept.iter()
            .all(|shot| shot.created_at.ms() < ms("1d19h36m").cast_signed())
    );
    // Nothing is dated before what was reported earlier.
    for nth in 0..3 {
        assert!(told(&run, nth).is_sorted_by(|a, b| a.1 <= b.1));
    }
}
