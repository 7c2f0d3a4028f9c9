//! However long backups were missed, a restore replays from the newest kept one before its target.

use crate::common::ms;

#[test]
fn replay_from_the_newest_snapshot() {
    for seed in ["KYIV", "OSLO", "LIMA", "QUITO"] {
        let run = case!("replay-from-the-newest-snapshot", seed);
        assert_eq!(run.outcomes()[1..3], ["ok", "ok"], "{seed}");
        for id in ["o2", "o3"] {
            let born = run.event_ms(id, 19).expect("it is restored");
            let takes = born - ms("3d20m");
            assert!(takes < ms("2h"), "{seed}: {id} takes {takes} ms");
        }
    }
}
