//! What is under way stands on something: while that is out of reach it makes no progress, and goes on where it stood.

use crate::common::{M, Run, S, X, run};
use failover_lab::cloud::JournalKind;
use proptest::prelude::*;

/// Work that takes its time, and what tells of its end.
#[derive(Clone, Copy, Debug)]
struct Work {
    start: &'static str,
    line: &'static str,
    /// What tells of its beginning, if it begins later than its line.
    begin: Option<Mark>,
    end: Mark,
    /// Faults that take away what it reads from, all the time that it takes.
    hinder: &'static [&'static str],
    /// Faults that strike something else.
    elsewhere: &'static [&'static str],
}

/// An entry of the journal.
#[derive(Clone, Copy, Debug)]
enum Mark {
    /// The first event of this id that RDS reported of a source.
    First(&'static str, u16),
    /// The last one.
    Last(&'static str, u16),
    /// What was written down of an application.
    Told(&'static str, &'static str),
}

impl Mark {
    fn found_in(self, run: &Run) -> Option<u64> {
        let journal = run.journal();
        let mut found = journal.iter().filter(|entry| match (self, &entry.kind) {
            (Mark::First(source, id) | Mark::Last(source, id), JournalKind::Service(event)) => {
                entry.source == source && event.id == id
            }
            (Mark::Told(source, message), _) => entry.source == source && entry.message == message,
            _ => false,
        });
        // What was reported of the quiet history is not this work's.
        let mut found = found.by_ref().filter(|entry| entry.at.ms() > 0);
        let entry = match self {
            Mark::First(..) | Mark::Told(..) => found.next(),
            Mark::Last(..) => found.last(),
        };
        entry.map(|entry| entry.at.ms().unsigned_abs())
    }
}

const ZONE: &str = "az-outage us-east-1a";
const REGION: &str = "region-outage us-east-1";
const OTHER_ZONE: &str = "az-outage us-east-1d";
const FAR: &str = "region-outage us-west-2";
const FARTHEST: &str = "region-outage eu-west-1";

const WORKS: &[Work] = &[
    Work {
        start: S,
        line: "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
        begin: None,
        end: Mark::First("s", 42),
        hinder: &[ZONE, REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
               --target-db-instance-identifier o2 --use-latest-restorable-time --availability-zone us-east-1b",
        begin: None,
        end: Mark::First("o2", 19),
        hinder: &["az-outage us-east-1b", REGION],
        elsewhere: &[ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders \
               --availability-zone us-east-1b",
        begin: None,
        end: Mark::First("r", 5),
        hinder: &[REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier far \
               --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders",
        begin: None,
        end: Mark::First("far", 5),
        hinder: &[FAR],
        elsewhere: &[OTHER_ZONE, FARTHEST],
    },
    Work {
        start: S,
        line: "aws rds modify-db-instance --db-instance-identifier orders --multi-az --apply-immediately",
        begin: None,
        end: Mark::First("orders", 25),
        hinder: &[ZONE, REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: M,
        line: "aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last",
        begin: None,
        end: Mark::First("orders", 3),
        hinder: &[REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: COPIED,
        line: "aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier far \
               --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:s",
        begin: None,
        end: Mark::First("far", 60),
        hinder: &[REGION, FAR, "network-partition us-east-1 us-west-2"],
        elsewhere: &[ZONE, FARTHEST],
    },
    Work {
        start: S,
        line: "aws rds create-db-instance --db-instance-identifier new --engine postgres \
               --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7",
        begin: Some(Mark::First("new", 1)),
        end: Mark::First("new", 2),
        hinder: &[ZONE, REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: X,
        line: "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west",
        begin: None,
        end: Mark::Last("orders-west", 6),
        hinder: &["az-outage us-west-2a", FAR],
        elsewhere: &[ZONE, REGION],
    },
    Work {
        start: M,
        line: "fault inject host-failure orders",
        begin: Some(Mark::First("orders", 361)),
        end: Mark::First("orders", 362),
        hinder: &[ZONE, "network-partition us-east-1a us-east-1b"],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: DAMAGED,
        line: "app copy-back shop --from orders-2",
        begin: Some(Mark::Told("shop", "copying 90000 damaged rows back")),
        end: Mark::Told("shop", "damaged rows copied back"),
        hinder: &[
            "network-partition shop orders",
            "network-partition shop orders-2",
        ],
        elsewhere: &[OTHER_ZONE, FAR, "network-partition orders orders-2"],
    },
];

const DAMAGED: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
0s  fault inject bad-write orders --rows 90000
30s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
    --target-db-instance-identifier orders-2 --restore-time 2026-01-12T11:00:00Z
";

const COPIED: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given -20h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s
";

/// When the work begins and ends, with a fault or without.
fn spans(work: &Work, fault: &str) -> (u64, u64) {
    let at = if work.start == DAMAGED { "3h" } else { "60s" };
    let line = format!("{at} {}", work.line);
    let run: Run = run(&[work.start, &line, fault, "40h end"]);
    assert!(
        run.outcomes().iter().all(|outcome| *outcome == "ok"),
        "{line}: {:?}",
        run.outcomes()
    );
    let begin = work.begin.map(|mark| mark.found_in(&run));
    let end = work.end.found_in(&run);
    let end = end.unwrap_or_else(|| panic!("{} never ends under {fault}", work.line));
    (begin.map_or(60_000, |at| at.expect("it begins")), end)
}

/// A moment, in seconds, at which a part of the work is done.
fn strikes_s((begins, ends): (u64, u64), share: u64) -> u64 {
    (begins + (ends - begins) * share / 100).div_ceil(1000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// A fault that takes away what the work reads from holds it up for exactly as long as it lasts.
    #[test]
    fn what_is_out_of_reach_holds_it_up_exactly(
        work in prop::sample::select(WORKS),
        which in any::<prop::sample::Index>(),
        share in 1u64..99,
        // A standby whose zone stays dark for four hours is built elsewhere.
        lasts_s in 1u64..14_000,
    ) {
        let alone = spans(&work, "# nothing strikes");
        let kind = which.get(work.hinder);
        let strikes = strikes_s(alone, share);
        let fault = format!("{strikes}s fault inject {kind} --for {lasts_s}s");
        let late = spans(&work, &fault).1;
        prop_assert_eq!(late, alone.1 + lasts_s * 1000, "{} under {}", work.line, fault);
    }

    /// A fault elsewhere does not.
    #[test]
    fn what_it_does_not_stand_on_holds_nothing_up(
        work in prop::sample::select(WORKS),
        which in any::<prop::sample::Index>(),
        share in 1u64..99,
    ) {
        let alone = spans(&work, "# nothing strikes");
        let kind = which.get(work.elsewhere);
        let fault = format!("{}s fault inject {kind} --for 1h", strikes_s(alone, share));
        prop_assert_eq!(spans(&work, &fault), alone, "{} under {}", work.line, fault);
    }
}
