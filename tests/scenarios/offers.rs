//! What is on offer: what AWS would refuse to create is refused, and what is created is as it was asked for.

use crate::common::{S, run};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const CREATE: &str = "1m aws rds create-db-instance --db-instance-identifier new";

fn outcome(line: &str) -> &'static str {
    run(&[S, line, "2m end"]).outcomes()[0]
}

#[test]
fn storage_is_of_a_type_and_a_size_that_its_engine_takes() {
    for (engine, class, options, code) in [
        ("postgres", "db.m6g.large", "--allocated-storage 20", "ok"),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 65536",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 65537",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 5 --storage-type standard",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 3073 --storage-type standard",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 99 --iops 1000",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 100 --iops 5000",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 100 --iops 5001",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 100 --iops 999",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 100 --storage-type io2 --iops 100000",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 100 --storage-type gp2 --iops 1000",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 399 --storage-type gp3 --iops 4000",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 400 --storage-type gp3 --iops 13000",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 400 --storage-type gp3 --iops 11000",
            "InvalidParameterCombination",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 400 --storage-throughput 600",
            "ok",
        ),
        (
            "postgres",
            "db.m6g.large",
            "--allocated-storage 400 --storage-type gp2 --storage-throughput 600",
            "InvalidParameterCombination",
        ),
        (
            "mysql",
            "db.m6g.large",
            "--allocated-storage 400 --storage-type gp3 --iops 40000 --storage-throughput 500",
            "InvalidParameterCombination",
        ),
        (
            "oracle-ee",
            "db.m6i.large",
            "--allocated-storage 200 --storage-type gp3 --iops 13000",
            "ok",
        ),
        (
            "sqlserver-se",
            "db.m6i.large",
            "--allocated-storage 16384",
            "ok",
        ),
        (
            "sqlserver-se",
            "db.m6i.large",
            "--allocated-storage 16385",
            "InvalidParameterCombination",
        ),
        (
            "sqlserver-se",
            "db.m6i.large",
            "--allocated-storage 20 --storage-type gp3 --iops 4000",
            "ok",
        ),
        (
            "sqlserver-se",
            "db.m6i.large",
            "--allocated-storage 20 --storage-type io1 --iops 1001",
            "InvalidParameterCombination",
        ),
        (
            "db2-se",
            "db.m6i.large",
            "--allocated-storage 20 --storage-type gp2",
            "StorageTypeNotSupported",
        ),
    ] {
        let line = format!("{CREATE} --engine {engine} --db-instance-class {class} {options}");
        assert_eq!(outcome(&line), code, "{line}");
    }
}

#[test]
fn classes_editions_licences_ports_and_groups_must_fit_together() {
    for (options, code) in [
        (
            "--engine mysql --db-instance-class db.t2.micro",
            "InvalidParameterCombination",
        ),
        (
            "--engine mysql --db-instance-class db.c6gd.large",
            "InvalidParameterCombination",
        ),
        (
            "--engine mysql --db-instance-class db.r5.large.tpc1.mem2x",
            "NotModelled",
        ),
        (
            "--engine mysql --db-instance-class db.serverless",
            "NotModelled",
        ),
        (
            "--engine oracle-se2 --db-instance-class db.m6i.8xlarge",
            "InvalidParameterCombination",
        ),
        (
            "--engine oracle-se2 --db-instance-class db.m6i.4xlarge",
            "ok",
        ),
        (
            "--engine sqlserver-ee --db-instance-class db.m6i.large",
            "InvalidParameterCombination",
        ),
        (
            "--engine sqlserver-ex --db-instance-class db.m6i.large",
            "InvalidParameterCombination",
        ),
        (
            "--engine sqlserver-ex --db-instance-class db.t3.micro",
            "ok",
        ),
        (
            "--engine sqlserver-web --db-instance-class db.t3.small --multi-az",
            "ok",
        ),
        (
            "--engine sqlserver-web --db-instance-class db.t3.small --multi-az --engine-version 15.00",
            "InvalidParameterCombination",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --license-model license-included",
            "InvalidParameterCombination",
        ),
        (
            "--engine oracle-se2 --db-instance-class db.m5.large --license-model license-included",
            "ok",
        ),
        (
            "--engine sqlserver-se --db-instance-class db.m5.large --port 3389",
            "InvalidParameterValue",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --port 3389",
            "ok",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --port 65536",
            "InvalidParameterValue",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --db-parameter-group-name default.mysql8.4",
            "ok",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --db-parameter-group-name mine",
            "DBParameterGroupNotFound",
        ),
        (
            "--engine mysql --db-instance-class db.m6g.large --option-group-name mine",
            "OptionGroupNotFoundFault",
        ),
        (
            "--engine custom-oracle-ee --db-instance-class db.m5.large",
            "NotModelled",
        ),
        (
            "--engine cockroach --db-instance-class db.m5.large",
            "InvalidParameterValue",
        ),
    ] {
        let line = format!("{CREATE} {options} --allocated-storage 100");
        assert_eq!(outcome(&line), code, "{line}");
    }
}

#[test]
fn a_snapshot_a_restore_and_a_replica_inherit_what_they_were_not_told() {
    let start = S.replace(
        "--allocated-storage 200",
        "--allocated-storage 200 --storage-type io1 --iops 4000 --port 6000 --engine-version 16.9",
    );
    let run = run(&[
        &start,
        "1m  aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s1",
        "+0s aws rds wait db-snapshot-completed --db-snapshot-identifier s1",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier same --db-snapshot-identifier s1",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier other --db-snapshot-identifier s1 \
             --storage-type gp3 --port 7000 --engine postgres",
        "+0s aws rds create-db-instance-read-replica --db-instance-identifier replica --source-db-instance-identifier orders --iops 5000",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier bad --db-snapshot-identifier s1 --engine mysql",
        "+0s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier bad --db-snapshot-identifier s1 --iops 50000",
        "3h  aws rds describe-db-instances",
        "+0s aws rds describe-db-snapshots --db-snapshot-identifier s1",
        "4h  end",
    ]);
    assert_eq!(
        run.outcomes()[5..7],
        ["InvalidParameterCombination"; 2],
        "{:?}",
        run.outcomes()
    );
    let list = run.reply("describe-db-instances")["DBInstances"]
        .as_array()
        .expect("a list")
        .clone();
    let of = |id: &str| {
        list.iter()
            .find(|db| db["DBInstanceIdentifier"] == id)
            .expect(id)
            .clone()
    };
    let figures = |db: &Value| {
        json!([
            db["StorageType"],
            db["Iops"],
            db["Endpoint"]["Port"],
            db["EngineVersion"]
        ])
    };
    assert_eq!(figures(&of("orders")), json!(["io1", 4000, 6000, "16.9"]));
    assert_eq!(figures(&of("same")), json!(["io1", 4000, 6000, "16.9"]));
    assert_eq!(figures(&of("other")), json!(["gp3", 3000, 7000, "16.9"]));
    assert_eq!(figures(&of("replica")), json!(["io1", 5000, 6000, "16.9"]));
    let snapshot = &run.reply("describe-db-snapshots")["DBSnapshots"][0];
    assert_eq!(snapshot["StorageType"], "io1");
    assert_eq!(snapshot["EngineVersion"], "16.9");
}

fn options() -> impl Strategy<Value = (Vec<(&'static str, String)>, bool)> {
    let option = |name: &'static str, values: Vec<&'static str>| {
        (select(values), any::<bool>())
            .prop_map(move |(value, given)| given.then(|| (name, value.to_owned())))
    };
    (
        select(vec![
            "postgres",
            "mysql",
            "mariadb",
            "oracle-ee",
            "oracle-se2",
            "sqlserver-ee",
            "sqlserver-ex",
            "sqlserver-web",
            "db2-ae",
        ]),
        select(vec![
            "db.m6g.large",
            "db.m6i.xlarge",
            "db.t3.micro",
            "db.t3.xlarge",
            "db.r7i.2xlarge",
            "db.x2g.large",
        ]),
        select(vec!["10", "20", "100", "399", "400", "1000", "20000"]),
        option(
            "--storage-type",
            vec!["gp2", "gp3", "io1", "io2", "standard"],
        ),
        option("--iops", vec!["1000", "3000", "12000", "20000", "64000"]),
        option("--storage-throughput", vec!["125", "500", "1000"]),
        option("--port", vec!["1149", "1150", "3389", "5433", "65535"]),
        option(
            "--engine-version",
            vec!["16.4", "8.0.41", "10.11.9", "19", "15.00", "11.5"],
        ),
        any::<bool>(),
    )
        .prop_map(|(engine, class, storage, a, b, c, d, e, multi_az)| {
            let mut options = vec![
                ("--engine", engine.to_owned()),
                ("--db-instance-class", class.to_owned()),
                ("--allocated-storage", storage.to_owned()),
            ];
            options.extend([a, b, c, d, e].into_iter().flatten());
            (options, multi_az)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    /// Whatever is accepted is described as it was asked for; whatever is refused leaves nothing behind.
    #[test]
    fn what_is_accepted_is_as_it_was_asked_for((options, multi_az) in options()) {
        let mut line = CREATE.to_owned();
        for (name, value) in &options {
            line.push_str(&format!(" {name} {value}"));
        }
        if multi_az {
            line.push_str(" --multi-az");
        }
        let run = run(&[&line, "30m aws rds describe-db-instances", "31m end"]);
        let list = run.reply("describe-db-instances")["DBInstances"].as_array().expect("a list");
        if run.outcomes()[0] != "ok" {
            prop_assert!(list.is_empty());
            return Ok(());
        }
        let db = &list[0];
        prop_assert_eq!(&db["MultiAZ"], multi_az);
        for (name, value) in options {
            let shown = match name {
                "--engine" => &db["Engine"],
                "--db-instance-class" => &db["DBInstanceClass"],
                "--allocated-storage" => &db["AllocatedStorage"],
                "--storage-type" => &db["StorageType"],
                "--iops" => &db["Iops"],
                "--storage-throughput" => &db["StorageThroughput"],
                "--port" => &db["Endpoint"]["Port"],
                _ => &db["EngineVersion"],
            };
            let text = shown.as_str().map_or_else(|| shown.to_string(), str::to_owned);
            let same = text == value || (name == "--engine-version" && text.starts_with(&format!("{value}.")));
            prop_assert!(same, "{}: {} is shown as {}", line, name, text);
        }
    }
}
