//! Lines about proxies: how each is refused, and what it prints.

use crate::common::{C, M, PROXY, R, S, on_engine, proxied, run};

const REGISTER: &str = "aws rds register-db-proxy-targets --db-proxy-name front";
const DEREGISTER: &str = "aws rds deregister-db-proxy-targets --db-proxy-name front";
const MODIFY: &str =
    "aws rds modify-db-proxy-target-group --db-proxy-name front --target-group-name";
const POOL: &str = "--connection-pool-config";

/// How the last of these lines ends.
fn outcome(start: &str, lines: &[String]) -> &'static str {
    let timed: Vec<String> = lines.iter().map(|line| format!("60s {line}")).collect();
    let run = run(&[start, &timed.join("\n"), "1h end"]);
    run.outcomes().pop().expect("there is a line")
}

#[test]
fn a_proxy_that_cannot_be_created() {
    let create = |name: &str| PROXY.replace("front", name);
    let family = PROXY.replace("POSTGRESQL", "ORACLE");
    let one_subnet = PROXY.replace("subnet-1 subnet-2", "subnet-1");
    let quota: String = (1..=20)
        .map(|n| format!("given {}\n", create(&format!("p{n}"))))
        .collect();
    let full = format!("{S}{quota}");
    for (start, line, code) in [
        (S, PROXY.to_owned(), "ok"),
        (&*proxied(S), PROXY.to_owned(), "DBProxyAlreadyExistsFault"),
        (&*proxied(S), create("FRONT"), "DBProxyAlreadyExistsFault"),
        (&*full, PROXY.to_owned(), "DBProxyQuotaExceededFault"),
        (&*full, format!("{PROXY} --region us-west-2"), "ok"),
        (S, one_subnet, "InvalidSubnet"),
        (S, create("2front"), "InvalidParameterValue"),
        (S, family, "InvalidParameterValue"),
    ] {
        assert_eq!(outcome(start, std::slice::from_ref(&line)), code, "{line}");
    }
}

#[test]
fn a_target_that_cannot_be_registered() {
    let proxy = || format!("{R}given {PROXY}\n");
    let mysql = on_engine(S, "mysql") + "given " + PROXY + "\n";
    let oracle = on_engine(S, "oracle-ee") + "given " + PROXY + "\n";
    let cluster = format!("{C}given {PROXY}\n");
    let gone = format!("{}60s fault inject volume-failure orders\n", proxy());
    let creating = "aws rds create-db-instance --db-instance-identifier new --engine postgres --db-instance-class db.m6g.large \
         --allocated-storage 20";
    let instance = |id: &str| vec![format!("{REGISTER} --db-instance-identifiers {id}")];
    let of_cluster = |id: &str| vec![format!("{REGISTER} --db-cluster-identifiers {id}")];
    let unknown = instance("orders")[0].replace("front", "back");
    for (start, lines, code) in [
        (proxy(), instance("orders"), "ok"),
        (proxy(), instance("ORDERS"), "ok"),
        (cluster.clone(), of_cluster("orders"), "ok"),
        (
            proxied(S),
            instance("orders"),
            "DBProxyTargetAlreadyRegisteredFault",
        ),
        (
            proxied(R),
            instance("orders-r"),
            "DBProxyTargetAlreadyRegisteredFault",
        ),
        (proxy(), instance("orders-r"), "InvalidDBInstanceState"),
        (
            proxy(),
            [vec![creating.to_owned()], instance("new")].concat(),
            "InvalidDBInstanceState",
        ),
        (gone, instance("orders"), "InvalidDBInstanceState"),
        (proxy(), instance("nobody"), "DBInstanceNotFound"),
        (proxy(), of_cluster("orders"), "DBClusterNotFoundFault"),
        (cluster, instance("orders"), "DBInstanceNotFound"),
        (proxy(), vec![unknown], "DBProxyNotFoundFault"),
        (
            proxy(),
            vec![REGISTER.to_owned()],
            "InvalidParameterCombination",
        ),
        (
            proxy(),
            instance("orders orders-r"),
            "InvalidParameterCombination",
        ),
        (mysql, instance("orders"), "InvalidParameterValue"),
        (oracle, instance("orders"), "InvalidParameterValue"),
    ] {
        assert_eq!(outcome(&start, &lines), code, "{lines:?}");
    }
    let group = vec![format!(
        "{} --target-group-name mine",
        instance("orders")[0]
    )];
    assert_eq!(outcome(&proxy(), &group), "DBProxyTargetGroupNotFoundFault");
}

#[test]
fn what_else_is_refused_of_proxies() {
    let creating = vec![
        PROXY.to_owned(),
        format!("{MODIFY} default {POOL} MaxConnectionsPercent=50"),
    ];
    assert_eq!(outcome(S, &creating), "InvalidDBProxyStateFault");
    let bare = format!("{S}given {PROXY}\n");
    for (start, line, code) in [
        (
            bare.clone(),
            format!("{DEREGISTER} --db-instance-identifiers orders"),
            "DBProxyTargetNotFoundFault",
        ),
        (
            S.to_owned(),
            format!("{DEREGISTER} --db-instance-identifiers orders"),
            "DBProxyNotFoundFault",
        ),
        (
            S.to_owned(),
            "aws rds delete-db-proxy --db-proxy-name front".to_owned(),
            "DBProxyNotFoundFault",
        ),
        (
            S.to_owned(),
            "aws rds describe-db-proxies --db-proxy-name front".to_owned(),
            "DBProxyNotFoundFault",
        ),
        (
            S.to_owned(),
            "aws rds describe-db-proxy-targets --db-proxy-name front".to_owned(),
            "DBProxyNotFoundFault",
        ),
        (
            S.to_owned(),
            format!("{MODIFY} default"),
            "DBProxyNotFoundFault",
        ),
        (
            bare.clone(),
            format!("{MODIFY} mine"),
            "DBProxyTargetGroupNotFoundFault",
        ),
        (
            bare.clone(),
            format!("{MODIFY} default {POOL} MaxConnectionsPercent=0"),
            "InvalidParameterValue",
        ),
        (
            bare.clone(),
            format!("{MODIFY} default {POOL} MaxConnectionsPercent=101"),
            "InvalidParameterValue",
        ),
        (
            bare.clone(),
            format!("{MODIFY} default {POOL} ConnectionBorrowTimeout=301"),
            "InvalidParameterValue",
        ),
        (
            bare.clone(),
            format!("{MODIFY} default {POOL} ConnectionBorrowTimeout=300"),
            "ok",
        ),
        (
            bare,
            "app point shop --to back".to_owned(),
            "DBInstanceNotFound",
        ),
    ] {
        assert_eq!(outcome(&start, std::slice::from_ref(&line)), code, "{line}");
    }
}

/// A Region that is down answers nothing.
#[test]
fn a_region_that_is_down_takes_no_registration() {
    let lost = format!("{}60s fault inject region-outage us-east-1\n", proxied(M));
    let line = [format!("{DEREGISTER} --db-instance-identifiers orders")];
    assert_eq!(outcome(&lost, &line), "EndpointConnectionError");
}

#[test]
fn a_proxy_is_told_as_aws_tells_it() {
    let lines = [
        "30s aws rds describe-db-proxies",
        "30s aws rds describe-db-proxy-targets --db-proxy-name front",
        "60s fault inject host-failure orders",
        "61s aws rds describe-db-proxy-targets --db-proxy-name front",
        "62s aws rds modify-db-proxy-target-group --db-proxy-name front --target-group-name default",
        "5m aws rds describe-events --source-type db-proxy --duration 10",
    ];
    let run = run(&[&proxied(M), &lines.join("\n"), "1h end"]);
    let proxy = &run.reply("describe-db-proxies")["DBProxies"][0];
    assert_eq!(
        proxy["Endpoint"],
        "front.proxy-lab.us-east-1.rds.amazonaws.com"
    );
    assert_eq!(proxy["Status"], "available");
    assert_eq!(
        proxy["DBProxyArn"],
        "arn:aws:rds:us-east-1:123456789012:db-proxy:prx-front"
    );
    let health: Vec<&str> = run
        .replies("describe-db-proxy-targets ")
        .iter()
        .filter_map(|reply| reply["Targets"][0]["TargetHealth"]["State"].as_str())
        .collect();
    assert_eq!(health, ["AVAILABLE", "UNAVAILABLE"]);
    let pool = &run.reply("modify-db-proxy")["DBProxyTargetGroup"]["ConnectionPoolConfig"];
    assert_eq!(pool["MaxConnectionsPercent"], 100);
    assert_eq!(pool["ConnectionBorrowTimeout"], 120);
}
