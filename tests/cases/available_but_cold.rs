//! A restored volume arrives block by block: recovered is not yet normal.

use crate::common::{ms, seeds};

#[test]
fn the_report_tells_for_how_long_and_how_slow_reads_were() {
    for seed in seeds() {
        let run = case!("available-but-cold", &seed);
        let incident = run.incident();
        let slow = incident.degraded_ms;
        // An hour to four for a tebibyte, of which the first minutes pass before the application arrives.
        assert!((ms("50m")..=ms("4h")).contains(&slow), "{seed}: {slow}");
        let recovered = incident.recovered_at_ms.expect("it was restored");
        assert_eq!(
            incident.normal_at_ms,
            Some(recovered + slow.cast_signed()),
            "{seed}"
        );
        assert!(incident.degraded_times > 2.0, "{seed}");
        assert!(run.report.to_text().contains("normal again"), "{seed}");
        let view = run.at_ms(recovered.unsigned_abs() + 60_000);
        let meanwhile = &view.incidents[0];
        assert_eq!(meanwhile.normal_at, None, "{seed}: recovered, not normal");
        assert_eq!(meanwhile.degraded.ms(), 60_000, "{seed}");
    }
}
