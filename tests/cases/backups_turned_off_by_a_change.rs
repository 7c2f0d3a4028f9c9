//! A queued "no backups" goes along with a change of deletion protection, and restarts the engine.

use crate::common::seeds;

#[test]
fn the_restart_is_an_incident_of_the_change_that_began_it() {
    for seed in seeds() {
        let run = case!("backups-turned-off-by-a-change", &seed);
        let refused = |line: u32| {
            let commands = run.report.commands.iter();
            let mut of_line = commands.filter(|command| command.line == line);
            of_line.next().expect("it ran").error
        };
        assert_eq!(refused(9), Some("PointInTimeRestoreNotEnabled"), "{seed}");
        assert!(run.event_ms("main", 28).is_some(), "{seed}");
        let incident = run.incident();
        assert_eq!(incident.cause(), "aws rds modify-db-instance", "{seed}");
        assert_eq!(incident.line, Some(8), "{seed}");
        assert_eq!(incident.apps, ["site"], "{seed}");
        assert!(incident.write_outage_ms > 0, "{seed}");
        assert_eq!(
            incident.met_rto,
            Some(incident.recovery_ms.expect("it came back") <= 60_000),
            "{seed}"
        );
    }
}
