//! What is under way stands on something: while that is out of reach it makes no progress, and goes on where it stood.

use crate::common::{M, Run, S, run};
use proptest::prelude::*;

/// Work that takes its time, and what tells of its end.
#[derive(Clone, Copy, Debug)]
struct Work {
    start: &'static str,
    line: &'static str,
    /// Source and id of the event that ends it.
    end: (&'static str, u16),
    /// Faults that take away what it reads from, all the time that it takes.
    hinder: &'static [&'static str],
    /// Faults that strike something else.
    elsewhere: &'static [&'static str],
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
        end: ("s", 42),
        hinder: &[ZONE, REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
               --target-db-instance-identifier o2 --use-latest-restorable-time --availability-zone us-east-1b",
        end: ("o2", 19),
        hinder: &["az-outage us-east-1b", REGION],
        elsewhere: &[ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders \
               --availability-zone us-east-1b",
        end: ("r", 5),
        hinder: &[REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: S,
        line: "aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier far \
               --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders",
        end: ("far", 5),
        hinder: &[FAR],
        elsewhere: &[OTHER_ZONE, FARTHEST],
    },
    Work {
        start: S,
        line: "aws rds modify-db-instance --db-instance-identifier orders --multi-az --apply-immediately",
        end: ("orders", 25),
        hinder: &[ZONE, REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: M,
        line: "aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier last",
        end: ("orders", 3),
        hinder: &[REGION],
        elsewhere: &[OTHER_ZONE, FAR],
    },
    Work {
        start: COPIED,
        line: "aws rds copy-db-snapshot --region us-west-2 --target-db-snapshot-identifier far \
               --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:s",
        end: ("far", 60),
        hinder: &[REGION, FAR, "network-partition us-east-1 us-west-2"],
        elsewhere: &[ZONE, FARTHEST],
    },
];

const COPIED: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given -20h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s
";

const BEGINS_MS: u64 = 60_000;

/// When the work ends, with a fault or without.
fn ends(work: &Work, fault: &str) -> u64 {
    let run: Run = run(&[work.start, &format!("60s {}", work.line), fault, "40h end"]);
    assert_eq!(run.outcomes()[0], "ok", "{work:?}");
    let (source, event) = work.end;
    run.event_ms(source, event)
        .unwrap_or_else(|| panic!("{} never ends under {fault}", work.line))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A fault that takes away what the work reads from holds it up for exactly as long as it lasts.
    #[test]
    fn what_is_out_of_reach_holds_it_up_exactly(
        work in prop::sample::select(WORKS),
        which in any::<prop::sample::Index>(),
        share in 1u64..99,
        lasts_s in 1u64..20_000,
    ) {
        let alone = ends(&work, "# nothing strikes");
        let strikes = BEGINS_MS + (alone - BEGINS_MS) * share / 100;
        let kind = which.get(work.hinder);
        let fault = format!("{}s fault inject {kind} --for {lasts_s}s", strikes.div_ceil(1000));
        let late = ends(&work, &fault);
        prop_assert_eq!(late, alone + lasts_s * 1000, "{} under {}", work.line, fault);
    }

    /// A fault elsewhere does not.
    #[test]
    fn what_it_does_not_stand_on_holds_nothing_up(
        work in prop::sample::select(WORKS),
        which in any::<prop::sample::Index>(),
        share in 1u64..99,
    ) {
        let alone = ends(&work, "# nothing strikes");
        let strikes = BEGINS_MS + (alone - BEGINS_MS) * share / 100;
        let kind = which.get(work.elsewhere);
        let fault = format!("{}s fault inject {kind} --for 1h", strikes.div_ceil(1000));
        prop_assert_eq!(ends(&work, &fault), alone, "{} under {}", work.line, fault);
    }
}
