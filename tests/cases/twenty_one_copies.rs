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

#[test]
fn the_report_tells_how_often_a_real_waiter_would_have_given_up() {
    let run = case!("twenty-one-copies");
    let waits = run.replies("aws rds wait");
    assert!(!waits.is_empty());
    let last = run.report.commands.last().expect("it waited");
    let waited = last.ended_at_ms.expect("it was copied") - last.at_ms;
    // It asks 40 times, every 15 seconds: 9 min 45 s from the first time to the last.
    let times = (waited.unsigned_abs() - 1) / 585_000;
    assert_eq!(last.gave_up, times);
    assert!(times >= 1, "a tebibyte takes longer than ten minutes");
    assert!(run.report.to_text().contains("would have given up"));
    let quick = run.report.commands.first().expect("it copied");
    assert_eq!(quick.gave_up, 0);
}
