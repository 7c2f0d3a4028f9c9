//! Three clients that differ only in how long they wait for an answer meet a reboot, a forced failover and a dead host.

use crate::common::{Run, ms, seeds};
use failover_lab::language::ReportIncident;

fn hanging(incident: &ReportIncident, seed: &str) {
    assert_eq!(incident.apps, ["brisk", "keepalive", "patient"], "{seed}");
    let outage = incident.write_outage_ms;
    assert!((890_000..=910_000).contains(&outage), "{seed}: {outage}");
    assert_eq!(incident.met_rto, Some(false), "{seed}");
    let recovery = incident.recovery_ms.expect("all are served in the end");
    assert!((890_000..=910_000).contains(&recovery), "{seed}");
    let hung = incident
        .phases
        .iter()
        .find(|phase| phase.name == "client time-out");
    assert!(hung.is_some_and(|phase| phase.ms > 600_000), "{seed}");
}

fn outage_at(run: &Run, app: &str, moment: &str) -> u64 {
    let view = run.at(moment);
    let app = view.apps.iter().find(|one| one.name == app);
    app.expect("it is there").writes.outage_total.ms()
}

#[test]
fn a_patient_client_hangs_for_all_of_its_time_out() {
    let mut silent = 0;
    for seed in seeds() {
        let run = case!("three-time-outs", &seed);
        let incidents = &run.report.incidents;
        let causes: Vec<_> = incidents.iter().map(ReportIncident::cause).collect();
        let reboot = "aws rds reboot-db-instance";
        assert_eq!(causes, [reboot, reboot, "host-failure"], "{seed}");
        // A plain reboot closes its connections: nobody hangs.
        assert!(incidents[0].write_outage_ms < 180_000, "{seed}");
        assert_eq!(incidents[0].line, Some(8), "{seed}");
        hanging(&incidents[2], &seed);
        if incidents[1].write_outage_ms > 600_000 {
            silent += 1;
            hanging(&incidents[1], &seed);
        } else {
            assert!(incidents[1].write_outage_ms < 180_000, "{seed}");
        }
        let brisk = outage_at(&run, "brisk", "5h");
        assert!(brisk < ms("10m"), "{seed}: {brisk}");
    }
    // Three of four forced failovers fall silent.
    assert!((10..=19).contains(&silent), "{silent} of 20");
}

#[test]
fn it_is_touched_from_its_first_unanswered_request() {
    let run = case!("three-time-outs");
    let view = run.at("4h2s");
    let incident = view.incidents.last().expect("the host is dead");
    assert_eq!(incident.apps, ["brisk", "keepalive", "patient"]);
}
