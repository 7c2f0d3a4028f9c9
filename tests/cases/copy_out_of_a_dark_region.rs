//! A copy reads from its source to the end: in the dark it waits, and without its source it fails.

use crate::common::{Run, ms};
use serde_json::Value;

fn shot<'a>(run: &'a Run, nth: usize, id: &str) -> &'a Value {
    let reply = run.replies("describe-db-snapshots")[nth];
    let mut shots = reply["DBSnapshots"].as_array().expect("a list").iter();
    shots
        .find(|shot| shot["DBSnapshotIdentifier"] == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn copy_out_of_a_dark_region() {
    let run = case!("copy-out-of-a-dark-region");
    assert_eq!(
        run.outcomes(),
        [
            "ok",
            // Its source is still being taken.
            "InvalidDBSnapshotState",
            "ok",
            // A name is of its own Region; another Region's snapshot is named by its ARN.
            "DBSnapshotNotFound",
            "ok",
            "ok",
            "ok",
            "ok",
            "EndpointConnectionError",
            "ok",
            "InvalidDBSnapshotState",
            "DBInstanceNotFound",
            "DBInstanceNotFound",
        ]
    );
    assert_eq!(shot(&run, 1, "s1-west")["Status"], "failed");
    assert_eq!(run.event_ms("s1-west", 61), Some(ms("6m")));
    let before = &shot(&run, 0, "auto-west")["PercentProgress"];
    let after = &shot(&run, 1, "auto-west")["PercentProgress"];
    assert_eq!(shot(&run, 1, "auto-west")["Status"], "copying");
    assert!(after.as_u64() > before.as_u64() || after == before);
    assert!(after.as_u64() <= Some(30), "{after} % at the outage");
    // Once the Region is back it goes on where it stood.
    let done = run.event_ms("auto-west", 60).expect("it ends");
    assert!(done > ms("3h10m") + ms("20m") && done < ms("4h"), "{done}");
}
