//! Three clients that keep a DNS answer for seconds, minutes and ever meet a forced failover.

use crate::common::seeds;

#[test]
fn the_drill_is_an_incident_that_ends_with_its_last_application() {
    for seed in seeds() {
        let run = case!("forced-failover-three-caches", &seed);
        let incident = run.incident();
        assert_eq!(incident.fault, None, "{seed}");
        assert_eq!(incident.action, Some("aws rds reboot-db-instance"));
        assert_eq!(
            (incident.target.as_str(), incident.line, incident.at_ms),
            ("orders", Some(7), 60_000)
        );
        assert_eq!(incident.apps, ["fast", "slow", "jvm"], "{seed}");
        assert_eq!(incident.lost_writes, 0, "{seed}");
        // The one that keeps its answer for ever is never served again: nobody restarts it.
        assert_eq!(incident.recovered_at_ms, None, "{seed}");
        let phases: u64 = incident.phases.iter().map(|phase| phase.ms).sum();
        assert_eq!(phases, 7_140_000, "{seed}: they sum to the time since");
        let outage = |name: &str| {
            let app = run.report.applications.iter().find(|app| app.name == name);
            app.expect("it is reported").write_outage_ms
        };
        assert!((20_000..=130_000).contains(&outage("fast")), "{seed}");
        assert!((20_000..=720_000).contains(&outage("slow")), "{seed}");
        assert!(outage("jvm") > 7_100_000, "{seed}");
        assert_eq!(incident.write_outage_ms, outage("jvm"), "{seed}");
    }
}
