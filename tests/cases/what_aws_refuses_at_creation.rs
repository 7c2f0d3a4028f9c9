use crate::common::run_text;

const TEXT: &str = include_str!("what-aws-refuses-at-creation.txt");

#[test]
fn what_aws_refuses_at_creation() {
    let run = case!("what-aws-refuses-at-creation");
    let codes = run.outcomes();
    let expected = [
        ("a1: no storage", "MissingParameter"),
        ("a2: unknown class", "InvalidParameterValue"),
        (
            "a3: an instance of Aurora without its cluster",
            "MissingParameter",
        ),
        ("a4: io1 without IOPS", "InvalidParameterCombination"),
        ("a5: unknown storage type", "InvalidParameterValue"),
        ("a6: a port below 1150", "InvalidParameterValue"),
        ("a7: Express and Multi-AZ", "InvalidParameterCombination"),
        ("a8: 36 days of retention", "InvalidParameterValue"),
        ("a9: 10 GiB", "InvalidParameterCombination"),
        ("a10: a window of 20 minutes", "InvalidParameterValue"),
        ("a11: windows that overlap", "InvalidParameterValue"),
        ("a12: Multi-AZ with a zone", "InvalidParameterCombination"),
        ("1a: a digit first", "InvalidParameterValue"),
        ("ORDERS: it exists", "DBInstanceAlreadyExists"),
        (
            "a15: a key and no encryption",
            "InvalidParameterCombination",
        ),
        ("a16: no such key", "KMSKeyNotAccessibleFault"),
        ("a17: Oracle on Graviton", "InvalidParameterCombination"),
        ("a18: no such version", "InvalidParameterCombination"),
    ];
    assert_eq!(codes.len(), expected.len());
    for ((what, code), found) in expected.into_iter().zip(codes) {
        assert_eq!(found, code, "{what}");
    }
    assert_eq!(run.report.databases.len(), 1);
}

/// Each line with its one mistake mended is accepted: so nothing else was wrong with it.
#[test]
fn what_aws_refuses_at_creation_is_accepted_once_mended() {
    let mended = [
        (
            "a1",
            "db.m6g.large\n",
            "db.m6g.large --allocated-storage 100\n",
        ),
        ("a2", "db.nonsense.large", "db.r6g.large"),
        ("a4", "--storage-type io1", "--storage-type io1 --iops 3000"),
        ("a5", "--storage-type nonsense", "--storage-type gp2"),
        ("a6", "--port 80", "--port 8080"),
        ("a7", " --multi-az", ""),
        (
            "a8",
            "--backup-retention-period 36",
            "--backup-retention-period 35",
        ),
        ("a9", "--allocated-storage 10\n", "--allocated-storage 20\n"),
        ("a10", "04:00-04:20", "04:00-04:30"),
        ("a11", "sun:04:30-sun:05:30", "sun:05:00-sun:05:30"),
        ("a12", " --availability-zone us-east-1a", ""),
        ("1a", "identifier 1a", "identifier a1a"),
        ("ORDERS", "ORDERS", "ORDERS-2"),
        ("a15", "alias/x --no-storage-encrypted", "alias/home"),
        ("a16", "alias/does-not-exist", "alias/aws/rds"),
        (
            "a17",
            "--engine oracle-ee --db-instance-class db.m6g.large",
            "--engine oracle-ee --db-instance-class db.m6i.large",
        ),
        ("a18", "99.9", "16.9"),
    ];
    for (id, wrong, right) in mended {
        let mark = format!("--db-instance-identifier {id} ");
        let line = TEXT
            .lines()
            .find(|line| line.contains(&mark))
            .expect("it stands there");
        let line = format!("{line}\n").replace(wrong, right);
        let start: String = TEXT
            .lines()
            .take(4)
            .map(|line| format!("{line}\n"))
            .collect();
        let run = run_text(&format!("{start}{line}1h end"), None);
        assert_eq!(run.outcomes().last(), Some(&"ok"), "{line}");
        assert_eq!(run.report.databases.len(), 2, "{line}");
    }
}
