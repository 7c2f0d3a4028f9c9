//! Two databases that have nothing to do with each other, and something the matter with each: what an incident's time went into
//! is what was waited for there, not what was under way with the other.

use crate::common::{Run, ms, run, run_under};

/// What befalls a database and what is done about it: minutes after it begins, and lines in which `DB` is its name and `APP`
/// that of its application.
type Story = &'static [(u64, &'static str)];

const STORIES: &[Story] = &[
    &[
        (0, "fault inject storage-full DB"),
        (
            5,
            "aws rds modify-db-instance --db-instance-identifier DB --allocated-storage 400 --apply-immediately",
        ),
    ],
    &[
        (0, "fault inject bad-write DB --rows 3000"),
        (7, RESTORE),
        (90, "app copy-back APP --from DB-2"),
    ],
    &[
        (0, "fault inject bad-write DB"),
        (4, RESTORE),
        (95, "app point APP --to DB-2"),
    ],
    &[
        (0, "fault inject volume-failure DB"),
        (6, RESTORE),
        (97, "app point APP --to DB-2"),
    ],
    &[(0, "fault inject host-failure DB")],
    &[(
        3,
        "aws rds reboot-db-instance --db-instance-identifier DB --force-failover",
    )],
    &[
        (
            2,
            "aws rds modify-db-instance --db-instance-identifier DB --new-db-instance-identifier DB-old --apply-immediately",
        ),
        (9, "app point APP --to DB-old"),
    ],
    &[(0, "fault inject instance-crash DB")],
];

const RESTORE: &str = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier DB \
                       --target-db-instance-identifier DB-2 --restore-time 2026-01-12T12:29:00Z";

fn starts() -> String {
    [("orders", "shop"), ("stock", "depot")]
        .map(|(db, app)| {
            format!(
                "given aws rds create-db-instance --db-instance-identifier {db} --engine postgres \
                 --db-instance-class db.m6g.large --allocated-storage 200 --multi-az --backup-retention-period 7\n\
                 given app create {app} --connect {db} --writes 50/s --reads 200/s\n"
            )
        })
        .concat()
}

/// The lines of a story that begins so many minutes after the start, for one of the databases.
fn lines(story: Story, minute: u64, db: &str, app: &str) -> Vec<(u64, String)> {
    let named = |line: &str| line.replace("DB", db).replace("APP", app);
    let lines = story.iter();
    lines
        .map(|(after, line)| (minute + after, named(line)))
        .collect()
}

fn told(seed: &str, mut lines: Vec<(u64, String)>) -> Run {
    lines.sort();
    let lines = lines
        .iter()
        .map(|(minute, line)| format!("{minute}m {line}"));
    let text: Vec<String> = lines.collect();
    run_under(seed, &[&starts(), &text.join("\n"), "6h end"])
}

/// Each incident of a database, and where its time went.
fn told_of(run: &Run, db: &str) -> Vec<String> {
    let incidents = run.report.incidents.iter();
    incidents
        .filter(|one| one.target.starts_with(db))
        .map(|one| format!("{:?} {}: {:?}", one.fault, one.at_ms, one.phases))
        .collect()
}

#[test]
fn each_incident_says_what_it_says_when_it_is_alone() {
    for (nth, seed) in ["BREMEN", "LISBON"].into_iter().enumerate() {
        for (place, first) in STORIES.iter().enumerate() {
            for (other, second) in STORIES.iter().enumerate() {
                if (place + other) % 2 != nth {
                    continue;
                }
                let ours = lines(first, 30, "orders", "shop");
                let theirs = lines(second, 32, "stock", "depot");
                let both = told(seed, [ours.clone(), theirs.clone()].concat());
                let pair = format!("{seed}: {first:?} beside {second:?}");
                let (ours, theirs) = (told(seed, ours), told(seed, theirs));
                assert_eq!(told_of(&both, "orders"), told_of(&ours, "orders"), "{pair}");
                assert_eq!(told_of(&both, "stock"), told_of(&theirs, "stock"), "{pair}");
                assert!(!told_of(&both, "orders").is_empty(), "{pair}");
            }
        }
    }
}

#[test]
fn growing_one_volume_and_restoring_another_database_are_not_taken_for_each_other() {
    let run = run(&[
        &starts(),
        "30m   fault inject bad-write stock --rows 3000",
        "+4m   fault inject storage-full orders",
        "+5m   aws rds modify-db-instance --db-instance-identifier orders --allocated-storage 400 --apply-immediately",
        "+30s  aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier stock \
               --target-db-instance-identifier stock-clean --restore-time 2026-01-12T12:29:59Z",
        "+0s   aws rds wait db-instance-available --db-instance-identifier stock-clean",
        "+1m   app copy-back depot --from stock-clean",
        "6h    end",
    ]);
    let phases = |fault: &str| -> Vec<&str> {
        let mut incidents = run.report.incidents.iter();
        let incident = incidents.find(|one| one.fault == Some(fault));
        let incident = incident.unwrap_or_else(|| panic!("there is no {fault}"));
        incident.phases.iter().map(|phase| phase.name).collect()
    };
    assert_eq!(
        phases("storage-full"),
        [
            "noticing",
            "allocating storage",
            "crash recovery",
            "reconnect"
        ]
    );
    assert_eq!(
        phases("bad-write"),
        [
            "noticing",
            "restoring",
            "replaying",
            "re-pointing",
            "copying back"
        ]
    );
    // Nobody had acted on the stock while the shop's disk was seen to.
    let noticing = run.report.incidents[0].phases[0].ms;
    assert_eq!(noticing, ms("9m30s"));
}
