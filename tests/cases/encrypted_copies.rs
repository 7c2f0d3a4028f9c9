//! An encrypted copy or replica needs a key of its own Region, and what is under way needs its source.

const KEY: &str = "KMSKeyNotAccessibleFault";

#[test]
fn encrypted_copies() {
    let run = case!("encrypted-copies");
    let state = "InvalidDBSnapshotState";
    assert_eq!(
        run.outcomes(),
        [
            KEY,
            KEY,
            "ok",
            KEY,
            "ok",
            "ok",
            state,
            "InvalidDBInstanceState"
        ]
    );
    // Eight hours after the outage began, when the Region is back, both go on and end.
    assert!(run.event_ms("far-3", 60) > Some(8 * 3_600_000));
    assert!(run.event_ms("far", 5) > Some(8 * 3_600_000));
}
