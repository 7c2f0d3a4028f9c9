//! Aurora and RDS share the lines of `aws rds`, and with them their names: the engine tells whose a new thing is, the name whose an old one.

use crate::common::{S, run};
use crate::start::{HEADLESS, cluster, instance};

const RDS: &str = "aws rds create-db-instance --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --db-instance-identifier";
const TAKEN: [&str; 2] = ["DBInstanceAlreadyExists", "DBClusterAlreadyExistsFault"];

#[test]
fn no_name_is_given_twice_whichever_of_the_two_bears_it() {
    let lines = format!(
        "1m {RDS} orders\n2m {RDS} orders-1\n3m {}\n4m {}\n5m end",
        instance("ORDERS-1", ""),
        instance("orders", "")
    );
    assert_eq!(run(&[&cluster(1), &lines]).outcomes(), [TAKEN[0]; 4]);
    // And the other way round.
    let own = S.replace("orders", "books").replace("shop", "library");
    let cluster_line =
        "aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier books";
    let lines = format!("1m {cluster_line}\n2m {}\n3m end", instance("books", ""));
    let outcomes = run(&[HEADLESS, &own, &lines]);
    assert_eq!(outcomes.outcomes(), [TAKEN[1], TAKEN[0]]);
    let other = "aws rds create-db-cluster --engine aurora-mysql --db-cluster-identifier orders";
    let restore = "aws rds restore-db-cluster-to-point-in-time --source-db-cluster-identifier orders --db-cluster-identifier books --use-latest-restorable-time";
    let lines = format!("1m {other}\n2m {restore}\n3m end");
    assert_eq!(run(&[&cluster(1), &own, &lines]).outcomes(), [TAKEN[1]; 2]);
}

#[test]
fn lists_and_waiters_that_name_nothing_are_about_both() {
    let own = S.replace("orders", "books").replace("shop", "library");
    let lines = format!(
        "1m aws rds describe-db-instances\n2m {}\n3m {RDS} more\n+0s aws rds wait db-instance-available\n+0s aws rds describe-db-instances --db-instance-identifier more\n\
         +0s aws rds describe-db-instances --db-instance-identifier orders-2\n1h end",
        instance("orders-2", "")
    );
    let run = run(&[&cluster(1), &own, &lines]);
    assert_eq!(run.outcomes(), ["ok"; 6]);
    let all = run.replies("describe-db-instances")[0]["DBInstances"]
        .as_array()
        .expect("it is a list");
    let names: Vec<&str> = all
        .iter()
        .filter_map(|one| one["DBInstanceIdentifier"].as_str())
        .collect();
    assert_eq!(names, ["books", "orders-1"]);
    for last in &run.replies("describe-db-instances")[1..] {
        assert_eq!(last["DBInstances"][0]["DBInstanceStatus"], "available");
    }
}

#[test]
fn a_fault_strikes_whatever_bears_the_name_and_only_what_can_suffer_it() {
    let own = S.replace("orders", "books").replace("shop", "library");
    let lines = "1m fault inject segment-failure books --for 5m\n2m fault inject volume-failure orders\n3m fault inject host-failure books\n\
         4m fault inject host-failure orders-1\n5m fault inject host-failure nobody\n1h end";
    let run = run(&[&cluster(2), &own, lines]);
    assert_eq!(
        run.outcomes(),
        [
            "InvalidTarget",
            "InvalidTarget",
            "ok",
            "ok",
            "DBInstanceNotFound"
        ]
    );
    assert_eq!(run.database("orders").az, "us-east-1b");
}

#[test]
fn an_instance_of_rds_is_refused_what_only_aurora_has() {
    let lines =
        format!("1m {RDS} x --promotion-tier 2\n2m {RDS} x --db-cluster-identifier nobody\n3m end");
    assert_eq!(
        run(&[S, &lines]).outcomes(),
        ["InvalidParameterCombination"; 2]
    );
}

#[test]
fn names_are_compared_without_regard_to_case_and_in_their_own_region() {
    let west = HEADLESS.replace("given aws rds", "given aws rds --region us-west-2");
    let lines = "1m aws rds describe-db-clusters --db-cluster-identifier ORDERS --region us-west-2\n2m aws rds describe-db-clusters --db-cluster-identifier orders\n3m end";
    let run = run(&[&west, lines]);
    assert_eq!(run.outcomes(), ["ok", "DBClusterNotFoundFault"]);
}
