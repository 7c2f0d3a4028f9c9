//! Waiters that a real shell would have had to start anew.

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
