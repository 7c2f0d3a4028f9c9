//! A replica has no backups before its promotion, and no restorable time until the first one after it has ended.

use crate::common::ms;

#[test]
fn replica_has_no_backups() {
    for seed in [
        "KYIV", "OSLO", "LIMA", "QUITO", "DELHI", "CUSCO", "ACCRA", "HANOI",
    ] {
        let run = case!("replica-has-no-backups", seed);
        assert_eq!(
            run.outcomes(),
            [
                "InvalidDBInstanceState",
                "ok",
                "ok",
                "InvalidDBInstanceState",
                "ok",
                "ok",
                "InvalidDBInstanceState",
                "ok",
            ],
            "{seed}"
        );
        let begun = run.event_ms("second", 1).expect("a backup begins");
        let ended = run.event_ms("second", 2).expect("it ends");
        assert!(ended - begun >= ms("1m"), "{seed}");
        let middle = format!("{}s", (begun + ended) / 2000);
        let view = run.at(&middle);
        let second = view.databases.iter().find(|db| db.id == "second");
        let second = second.expect("it exists");
        assert_eq!(second.status, "backing-up", "{seed}");
        assert_eq!(second.latest_restorable, None, "{seed}");
    }
}
