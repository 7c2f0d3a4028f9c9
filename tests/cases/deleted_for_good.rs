//! The same with the default: automated backups go with the instance, and nothing is left.

use crate::common::seeds;

#[test]
fn the_outage_lasts_to_the_end_and_nothing_is_left() {
    for seed in seeds() {
        let run = case!("deleted-for-good", &seed);
        let incident = run.incident();
        assert_eq!(incident.cause(), "aws rds delete-db-instance", "{seed}");
        assert_eq!(incident.recovery_ms, None, "{seed}");
        assert!(run.report.missed_a_goal(), "{seed}");
        let writes = &run.report.writes;
        assert_eq!((writes.present, writes.stranded), (0, 0), "{seed}");
        assert_eq!(incident.lost_writes, writes.acknowledged, "{seed}");
        let end = run.report.ended_at_ms;
        let outage = incident.write_outage_ms.cast_signed();
        assert!((end - incident.at_ms - outage).abs() < 1000, "{seed}");
        assert_eq!(run.report.applications[0].uses, None, "{seed}");
    }
}
