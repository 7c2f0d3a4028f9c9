//! Every way to ask for a deletion; what is left is restored from the retained backup.

use crate::common::seeds;

#[test]
fn the_deletion_is_an_incident_that_is_held_against_the_goals() {
    for seed in seeds() {
        let run = case!("every-way-to-delete", &seed);
        let refusals: Vec<_> = run.outcomes();
        assert_eq!(refusals[..3].iter().filter(|one| **one == "ok").count(), 0);
        let incident = run.incident();
        assert_eq!(incident.cause(), "aws rds delete-db-instance", "{seed}");
        assert_eq!(incident.line, Some(15), "{seed}");
        assert_eq!(incident.apps, ["web"], "{seed}");
        let recovery = incident.recovery_ms.expect("it was restored");
        assert_eq!(incident.met_rto, Some(recovery <= 7_200_000), "{seed}");
        // What was not uploaded yet is gone, and the drill's.
        assert_eq!(incident.lost_writes, run.report.writes.lost, "{seed}");
        assert!(incident.lost_writes <= 20 * 360, "{seed}");
        assert_eq!(run.report.own_actions_met_rpo, Some(true), "{seed}");
        let web = &run.report.applications[0];
        assert_eq!(web.uses.as_deref(), Some("again"), "{seed}");
        assert_eq!(web.write_outage_ms, incident.write_outage_ms, "{seed}");
    }
}
