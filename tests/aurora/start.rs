//! The clusters that the stories begin with.

/// `orders`: a cluster of PostgreSQL without any instance.
pub const HEADLESS: &str = "
given aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --backup-retention-period 7 \
    --master-username clerk --master-user-password correct-horse
";

const APP: &str = "given app create shop --connect orders --writes 50/s --reads 200/s";

/// The line that makes an instance of `orders`.
pub fn instance(name: &str, options: &str) -> String {
    format!(
        "aws rds create-db-instance --db-instance-identifier {name} --db-cluster-identifier orders --engine aurora-postgresql \
         --db-instance-class db.r6g.large {options}"
    )
}

/// `orders` with so many instances, in us-east-1a, 1b, 1c and so on, and the application that uses it.
pub fn cluster(instances: u32) -> String {
    let made = (1..=instances).map(|number| {
        let line = instance(&format!("orders-{number}"), "");
        format!("given {line}\n")
    });
    format!("{HEADLESS}{}{APP}", made.collect::<String>())
}

/// The same, with reads that go to the reader endpoint.
pub fn reading(instances: u32) -> String {
    format!("{} --read-from orders.cluster-ro", cluster(instances))
}
