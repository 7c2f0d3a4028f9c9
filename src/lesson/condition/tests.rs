//! What conditions say of a run.

use super::*;
use crate::language::{Session, Transcript};
use crate::sim::SimTime;

const START: &str = "given aws rds create-db-instance --db-instance-identifier orders --engine postgres \
    --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7\n\
    given app create shop --connect orders\n";

/// Whether a condition holds at a second of a run with these lines.
fn holds(condition: &Condition, lines: &str, second: i64) -> bool {
    let text = format!("seed OSLO\n{START}{lines}");
    let transcript = Transcript::parse(&text).expect("it can be read");
    let mut session = Session::new(transcript).expect("it can be run");
    session.advance_to(SimTime::from_ms(second * 1000));
    condition.holds(&Moment {
        view: &session.world().view(),
        outcomes: session.outcomes(),
        score: None,
    })
}

fn served(name: &str, served: bool) -> Condition {
    Condition::App(AppIs {
        name: name.to_owned(),
        served,
    })
}

#[test]
fn an_application_is_served_while_it_runs_and_all_that_it_asks_is_answered() {
    let (stop, dark) = (
        "60s app stop shop\n",
        "60s fault inject az-outage us-east-1a\n",
    );
    for (lines, second, is_served) in [(stop, 30, true), (stop, 90, false), (dark, 120, false)] {
        for asked in [true, false] {
            let so = holds(&served("shop", asked), lines, second);
            assert_eq!(so, asked == is_served, "{lines}{second}: {asked}");
        }
    }
    let silent = "60s app create idle --connect orders --writes 0/s --reads 0/s\n";
    assert!(
        holds(&served("idle", false), silent, 300),
        "it asks nothing"
    );
    let writer = "60s app create log --connect orders --writes 5/s --reads 0/s\n";
    assert!(holds(&served("log", true), writer, 300));
    assert!(!holds(&served("cart", false), "", 60), "there is none");
}

#[test]
fn backups_are_those_of_a_name_and_stand_as_asked() {
    let backups = |of: &str, status: Option<&str>| {
        Condition::Backups(BackupsIs {
            of: of.to_owned(),
            status: status.map(str::to_owned),
        })
    };
    let delete = "60s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups\n";
    for (second, status) in [(30, "active"), (3600, "retained")] {
        assert!(holds(&backups("orders", Some(status)), delete, second));
        assert!(holds(&backups("orders", None), delete, second));
        assert!(!holds(&backups("orders", Some("creating")), delete, second));
        assert!(!holds(&backups("cart", None), delete, second));
    }
    let all_gone = delete.replace("--no-delete", "--delete");
    assert!(!holds(&backups("orders", None), &all_gone, 3600));
}

#[test]
fn a_restored_volume_is_cold_until_all_its_blocks_have_come() {
    let cold = |name: &str, cold: bool| {
        Condition::Database(DatabaseIs {
            name: name.to_owned(),
            cold: Some(cold),
            ..DatabaseIs::default()
        })
    };
    let restore = "60s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time\n\
        +0s aws rds wait db-instance-available --db-instance-identifier orders-2\n";
    let hour = 3600;
    assert!(holds(&cold("orders-2", true), restore, hour));
    assert!(!holds(&cold("orders-2", false), restore, hour));
    assert!(holds(&cold("orders-2", false), restore, 10 * 24 * hour));
    assert!(holds(&cold("orders", false), restore, hour));
}
