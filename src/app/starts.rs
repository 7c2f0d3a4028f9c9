//! The six ready-made starts of the sandbox, and the start of the first minute.

/// Something to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub name: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    lines: &'static [&'static str],
}

const CREATE_SINGLE: &str = "given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7";
const CREATE_MULTI: &str = "given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az --backup-retention-period 7";
const CREATE_REPLICA: &str = "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders --availability-zone us-east-1b";
const CREATE_WEST: &str = "given aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier orders-west --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders";
const CREATE_CLUSTER: &str = "given aws rds create-db-cluster --db-cluster-identifier orders --engine postgres --db-cluster-instance-class db.m6gd.large --allocated-storage 200 --storage-type gp3 --backup-retention-period 7";
const CREATE_APP: &str = "given app create shop --connect orders --writes 50/s --reads 200/s";
const CREATE_READING_APP: &str =
    "given app create shop --connect orders --writes 50/s --reads 200/s --read-from orders-r";
const CREATE_APP_OF_CLUSTER: &str = "given app create shop --connect orders --writes 50/s --reads 200/s --read-from orders.cluster-ro";
const CREATE_PROXY: &str =
    "given aws rds create-db-proxy --db-proxy-name front --engine-family POSTGRESQL";
const REGISTER: &str = "given aws rds register-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders";
const CREATE_PROXIED_APP: &str =
    "given app create shop --connect front --writes 50/s --reads 200/s";
const CREATE_CALM_APP: &str = "given app create shop --connect orders --writes 2/s --reads 10/s";

/// The ready-made starts, simplest first.
pub const ALL: [Start; 6] = [
    Start {
        name: "single-az",
        title: "Single-AZ with backups",
        what: "One copy in one zone, a snapshot a day, logs every five minutes.",
        lines: &[CREATE_SINGLE, CREATE_APP],
    },
    Start {
        name: "multi-az",
        title: "Multi-AZ",
        what: "A standby in a second zone, written in step with the primary.",
        lines: &[CREATE_MULTI, CREATE_APP],
    },
    Start {
        name: "proxy",
        title: "Multi-AZ behind a proxy",
        what: "As Multi-AZ, and requests wait in a proxy while the standby takes over.",
        lines: &[CREATE_MULTI, CREATE_PROXY, REGISTER, CREATE_PROXIED_APP],
    },
    Start {
        name: "cross-region",
        title: "Multi-AZ, replica in another Region",
        what: "As Multi-AZ, and a copy on the other coast that trails by seconds.",
        lines: &[CREATE_MULTI, CREATE_WEST, CREATE_APP],
    },
    Start {
        name: "read-replica",
        title: "Single-AZ with a read replica",
        what: "One copy takes the writes, one in the next zone trails and takes reads.",
        lines: &[CREATE_SINGLE, CREATE_REPLICA, CREATE_READING_APP],
    },
    Start {
        name: "cluster",
        title: "Multi-AZ DB cluster",
        what: "A writer and two readers in three zones: one of two must have each write, and reads go to them.",
        lines: &[CREATE_CLUSTER, CREATE_APP_OF_CLUSTER],
    },
];

impl Start {
    /// Its transcript under a seed.
    pub fn transcript(&self, seed: &str) -> String {
        written(seed, self.lines, &["goal rto 15m", "goal rpo 1m"])
    }
}

/// The first minute's start: few orders, so that each can be read by name.
pub fn first_minute(seed: &str, multi_az: bool) -> String {
    let create = if multi_az {
        CREATE_MULTI
    } else {
        CREATE_SINGLE
    };
    written(seed, &[create, CREATE_CALM_APP], &[])
}

fn written(seed: &str, lines: &[&str], goals: &[&str]) -> String {
    let mut text = format!("seed {seed}\n");
    for line in lines.iter().chain(goals) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Speakable seeds, to try another one.
const SEEDS: [&str; 12] = [
    "KYIV", "ACCRA", "LIMA", "OSLO", "HANOI", "QUITO", "TUNIS", "DELHI", "PERTH", "TURIN",
    "NAIROBI", "BERGEN",
];

/// The seed of the first visit.
pub const FIRST_SEED: &str = SEEDS[0];

/// The seed after this one.
pub fn next_seed(seed: &str) -> &'static str {
    let place = SEEDS.iter().position(|known| *known == seed);
    SEEDS[place.map_or(0, |place| (place + 1) % SEEDS.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_told_apart_by_what_they_create() {
        for start in ALL {
            let text = start.transcript("OSLO");
            assert!(text.starts_with("seed OSLO\ngiven aws rds create-db-"));
            assert!(text.contains("given app create shop"));
        }
        let reads = ALL
            .iter()
            .filter(|start| start.what.contains("takes reads"));
        for start in reads {
            let run = crate::app::run::Run::open(&start.transcript("OSLO"));
            let view = run.expect("it can be opened").view();
            assert_eq!(view.apps[0].read_from, "orders-r", "as it says");
        }
        assert!(first_minute(FIRST_SEED, true).contains("--multi-az"));
        assert!(!first_minute(FIRST_SEED, false).contains("--multi-az"));
        assert_eq!(next_seed("KYIV"), "ACCRA");
        assert_eq!(next_seed("BERGEN"), "KYIV");
        assert_eq!(next_seed("SOMETHING"), "KYIV");
    }
}
