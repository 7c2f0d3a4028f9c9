//! Twenty copies at a time to one Region; those of one database queue, and the second builds on the first.

use crate::common::ms;

#[test]
fn twenty_one_copies() {
    let run = case!("twenty-one-copies");
    let outcomes = run.outcomes();
    assert!(
        outcomes[..20].iter().all(|code| *code == "ok"),
        "{outcomes:?}"
    );
    assert_eq!(outcomes[20], "SnapshotQuotaExceeded");
    // The waiter for a completed copy takes a name that is not there for a success; the other one does not.
    assert_eq!(outcomes[21..], ["ok", "DBSnapshotNotFound", "ok"]);
    let ends: Vec<u64> = (1..=20)
        .map(|number| {
            run.event_ms(&format!("copy-{number}"), 60)
                .expect("it ends")
        })
        .collect();
    assert!(ends.is_sorted());
    let first = ends[0] - ms("1m");
    assert!(
        first >= ms("1h"),
        "a full copy of 1000 GiB takes {first} ms"
    );
    for pair in ends.windows(2) {
        let takes = pair[1] - pair[0];
        assert!(takes < first / 2, "an incremental one {takes} ms");
    }
}
