//! Which lines make a database: somebody waits for what they make.

use failover_lab::language::Verb;

#[test]
fn an_operation_tells_itself_that_it_makes_a_database() {
    let making = Verb::all().filter(|verb| verb.makes);
    let paths: Vec<&str> = making.map(|verb| verb.path).collect();
    assert_eq!(
        paths,
        [
            "aws rds create-db-cluster",
            "aws rds create-db-instance",
            "aws rds create-db-instance-read-replica",
            "aws rds restore-db-cluster-from-snapshot",
            "aws rds restore-db-cluster-to-point-in-time",
            "aws rds restore-db-instance-from-db-snapshot",
            "aws rds restore-db-instance-to-point-in-time",
            "aws dynamodb create-table",
            "aws dynamodb restore-table-from-backup",
            "aws dynamodb restore-table-to-point-in-time",
        ]
    );
}
