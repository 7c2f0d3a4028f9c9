//! An unhealed bad write, then the Region is lost and another one takes over: whose loss is it?

use crate::common::seeds;

#[test]
fn the_loss_belongs_to_what_its_way_out_answered() {
    for seed in seeds() {
        let run = case!("two-incidents-one-loss", &seed);
        let [bad, region] = &run.report.incidents[..] else {
            panic!("{seed}: {:?}", run.report.incidents);
        };
        assert_eq!(
            (bad.cause(), region.cause()),
            ("bad-write", "region-outage")
        );
        assert_eq!(bad.lost_writes, 0, "{seed}");
        assert_eq!(region.lost_writes, run.report.writes.lost, "{seed}");
        assert!((25..=300).contains(&region.lost_writes), "{seed}");
        // The minutes of outage are the Region's; the damage came along to the other Region.
        assert_eq!(bad.write_outage_ms, 0, "{seed}");
        assert!(region.write_outage_ms > 300_000, "{seed}");
        assert_eq!(bad.recovered_at_ms, None, "{seed}");
        assert_eq!(bad.corrupt_writes_remaining, 100, "{seed}");
        assert!(bad.wrong_data_ms > 5_000_000, "{seed}");
        assert!(region.recovered_at_ms.is_some(), "{seed}");
        let names: Vec<_> = region.phases.iter().map(|phase| phase.name).collect();
        assert!(names.contains(&"noticing") && names.contains(&"promoting"));
        assert!(!names.contains(&"waiting for the Region"), "{names:?}");
    }
}
