//! A host that answers nobody and seems to be well: the clock runs until somebody forces the failover.

use crate::common::{database, ms, seeds};

#[test]
fn the_operator_forces_the_failover_that_rds_sees_no_reason_for() {
    for seed in seeds() {
        let run = case!("host-that-stalls-unseen", &seed);
        let incident = run.incident();
        assert_eq!(incident.fault, Some("host-stall"), "{seed}");
        let phases = run.phases();
        assert_eq!(phases[..2], ["host stalled", "failover"], "{seed}");
        assert_eq!(run.phase_ms("host stalled"), ms("17m"), "{seed}");
        let recovery = run.recovery_ms();
        assert!(
            (ms("17m20s")..=ms("19m16s")).contains(&recovery),
            "{seed}: {recovery}"
        );
        assert_eq!(incident.lost_writes, 0, "{seed}");
        assert_eq!(incident.met_rto, Some(false), "{seed}");
        // All the while AWS shows nothing.
        let view = run.at("17m");
        assert_eq!(database(&view, "main").status, "available", "{seed}");
        assert_eq!(run.event_ms("main", 13), Some(ms("18m")), "{seed}");
        // The stalled host is no standby before it has been replaced.
        let rebuilding = run.event_ms("main", 361).expect("it is rebuilt");
        assert_eq!(rebuilding, ms("35m"), "{seed}");
        assert!(database(&run.view(), "main").protected, "{seed}");
    }
}
