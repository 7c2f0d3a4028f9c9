//! The swarm: random worlds under random commands and faults, watched for contradictions.
//!
//! A seed gives one transcript, and so one run. A failure names its seed, and the seed brings the failure back.

use crate::cloud::{Amount, FaultKind, Target};
use crate::language::{Session, Transcript};
use crate::rds::fault::{
    host_failure, instance_crash, operator_delete, replication_stop, volume_failure,
};
use crate::sim::{SimDuration, SimTime};
use crate::study::dice::Dice;
use crate::study::witness::Witness;
use crate::world::CATALOGUE;
use crate::world::fault::{az_outage, bad_write, network_partition, region_outage, write_surge};
use std::fmt::Write;

/// The random transcript of a seed. Many of its lines will be refused: that is part of the test.
pub fn random_transcript(seed: u64) -> String {
    transcript_of(seed, &STRIKES, 1)
}

/// The same seed in a world where everything goes wrong that can, with databases of the first service.
pub fn wilder_transcript(seed: u64) -> String {
    transcript_of(seed, &CATALOGUE.fault_kinds_of(0), usize::MAX)
}

fn transcript_of(seed: u64, strikes: &[&FaultKind], options: usize) -> String {
    let mut writer = Writer::new(seed, strikes, options);
    let mut text = format!("seed SWARM-{seed}\n");
    let databases = writer.given_databases(&mut text);
    writer.given_apps(&mut text, &databases);
    let mut at_s = 0;
    for _ in 0..writer.dice.up_to(24) {
        at_s += writer.dice.pause_s();
        let line = writer.line(&databases);
        let _ = writeln!(text, "{at_s}s {line}");
    }
    let _ = writeln!(text, "{}s end", at_s + 1 + writer.dice.up_to(4) * 7200);
    text
}

/// Runs the transcript of a seed and checks the world's invariants at every moment at which something happens.
///
/// # Errors
///
/// Tells why the transcript could not be run. A broken invariant panics with its message.
pub fn watch(seed: u64) -> Result<String, String> {
    watch_run(&random_transcript(seed))
}

/// As [`watch`], for any transcript.
///
/// # Errors
///
/// Tells why the transcript could not be run. A broken invariant panics with its message.
pub fn watch_run(text: &str) -> Result<String, String> {
    let explain = |errors: Vec<crate::language::LineError>| {
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let transcript = Transcript::parse(text).map_err(explain)?;
    let mut session = Session::new(transcript).map_err(explain)?;
    let most = SimTime::START + SimDuration::from_days(60);
    let mut witness = Witness::new(session.world());
    loop {
        session.world().check_invariants();
        witness.look(session.world());
        let soonest = [session.next_line_at(), session.world().next_due()]
            .into_iter()
            .flatten()
            .min();
        match soonest.filter(|at| *at > session.now() && *at < most) {
            Some(at) if session.next_line_at().is_some() => session.advance_to(at),
            _ => break,
        }
    }
    session.run_to_end();
    session.world().check_invariants();
    witness.look(session.world());
    witness.look_back(session.world());
    Ok(session.report().digest)
}

/// What writes a transcript.
struct Writer<'s> {
    dice: Dice,
    /// What strikes, as often as it stands here; one throw more clears the power outage of a zone.
    strikes: &'s [&'s FaultKind],
    /// How many options of a kind it knows: the runs whose digests are written down knew one.
    options: usize,
    /// Whether what was given is encrypted: then what goes to us-west-2 needs a key of that Region.
    encrypted: bool,
}

/// What strikes in the runs whose digests are written down.
static STRIKES: [&FaultKind; 12] = [
    &az_outage::KIND,
    &az_outage::KIND,
    &region_outage::KIND,
    &instance_crash::KIND,
    &host_failure::KIND,
    &volume_failure::KIND,
    &bad_write::KIND,
    &bad_write::KIND,
    &network_partition::KIND,
    &replication_stop::KIND,
    &write_surge::KIND,
    &operator_delete::KIND,
];

const ZONES: [&str; 4] = ["us-east-1a", "us-east-1b", "us-east-1c", "us-west-2a"];
const PLACES: [&str; 8] = [
    "us-east-1a",
    "us-east-1b",
    "us-east-1",
    "us-west-2",
    "shop",
    "orders",
    "orders-r",
    "us-west-2a",
];
const NEW_NAMES: [&str; 4] = ["orders-2", "orders-3", "orders-r", "orders"];
const KEYS: [&str; 4] = [
    "alias/orders",
    "alias/orders",
    "us-west-2/alias/west",
    "alias/nobody",
];
const ENGINES: [&str; 3] = ["postgres", "mysql", "mariadb"];
const ARN: &str = "arn:aws:rds:us-east-1:123456789012:db:orders";

impl<'s> Writer<'s> {
    fn new(seed: u64, strikes: &'s [&'s FaultKind], options: usize) -> Writer<'s> {
        Writer {
            strikes,
            options,
            encrypted: false,
            dice: Dice::new("swarm", seed),
        }
    }

    fn given_databases(&mut self, text: &mut String) -> Vec<&'static str> {
        let engine = self.dice.pick(&ENGINES);
        // The runs whose digests are written down knew no keys.
        self.encrypted = self.options > 1 && self.dice.up_to(4) == 0;
        let key = match self.encrypted {
            true => " --storage-encrypted --kms-key-id alias/orders",
            false => "",
        };
        let (multi_az, retention) = (
            self.dice.pick(&["", " --multi-az"]),
            self.dice.pick(&["7", "7", "7", "1", "0"]),
        );
        let _ = writeln!(
            text,
            "given aws rds create-db-instance --db-instance-identifier orders --engine {engine} --db-instance-class db.m6g.large \
             --allocated-storage 200{multi_az}{key} --backup-retention-period {retention}"
        );
        // Most lines are about what was given; a name that is not there is refused, which is soon tested enough.
        let mut databases = vec!["orders", "orders", "orders", "orders", "orders-2"];
        if retention == "0" {
            return databases;
        }
        if self.dice.up_to(2) == 0 {
            let _ = writeln!(
                text,
                "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r \
                 --source-db-instance-identifier orders{}",
                self.dice.pick(&["", " --multi-az"])
            );
            databases.extend(["orders-r", "orders-r"]);
        }
        if self.dice.up_to(3) == 0 {
            let _ = writeln!(
                text,
                "given aws rds create-db-instance-read-replica --db-instance-identifier orders-west \
                 --source-db-instance-identifier {ARN} --region us-west-2{}",
                self.key_afar()
            );
            databases.extend(["orders-west", "orders-west"]);
        }
        databases
    }

    fn key_afar(&self) -> &'static str {
        match self.encrypted {
            true => " --kms-key-id alias/west",
            false => "",
        }
    }

    fn given_apps(&mut self, text: &mut String, databases: &[&str]) {
        let rates = [
            "",
            " --writes 5/s",
            " --writes 2000/s",
            " --writes 0.1/s",
            " --reads 0/s",
            " --writes 0/s",
        ];
        let options = [
            "",
            " --timeout 1s",
            " --timeout 2m",
            " --timeout 15m",
            " --dns-cache 10m",
            " --dns-cache forever",
        ];
        let (rate, option) = (self.dice.pick(&rates), self.dice.pick(&options));
        let replica = databases
            .iter()
            .find(|name| name.starts_with("orders-r") || name.starts_with("orders-w"));
        let read_from = match (replica, self.dice.up_to(2)) {
            (Some(replica), 0) => format!(" --read-from {replica}"),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "given app create shop --connect orders{rate}{option}{read_from}"
        );
        if self.dice.up_to(3) == 0 {
            let _ = writeln!(text, "given app create till --connect orders --writes 3/s");
        }
    }

    fn line(&mut self, databases: &[&str]) -> String {
        if self.dice.up_to(2) == 0 {
            self.fault(databases)
        } else {
            self.command(databases)
        }
    }

    fn fault(&mut self, databases: &[&str]) -> String {
        let db = self.dice.pick(databases);
        let lasts = match self.dice.up_to(3) {
            0 => String::new(),
            1 => format!(" --for {}s", 1 + self.dice.up_to(10)),
            _ => format!(" --for {}s", 1 + self.dice.up_to(7200)),
        };
        let Some(kind) = self
            .strikes
            .get(self.dice.up_to(self.strikes.len() as u64 + 1) as usize)
        else {
            return format!(
                "fault clear {} {}",
                az_outage::KIND.name,
                self.dice.pick(&ZONES)
            );
        };
        let mut line = format!("fault inject {}", kind.name);
        for target in kind.targets {
            line.push(' ');
            line.push_str(match target {
                Target::App => "shop",
                Target::Database | Target::Replica => db,
                Target::Region => self.dice.pick(&["us-east-1", "us-west-2"]),
                Target::Side(_) => self.dice.pick(&PLACES),
                Target::Key => self.dice.pick(&KEYS),
                Target::Snapshot => self
                    .dice
                    .pick(&["s1", "s2", "us-west-2/s1", "us-west-2/s3"]),
                Target::Zone => self.dice.pick(&ZONES),
            });
        }
        for option in kind.options.iter().take(self.options) {
            let much = match option.takes {
                Amount::Count { default: None, .. } => (1 + self.dice.up_to(5000)).to_string(),
                Amount::Count { .. } => (2 + self.dice.up_to(60)).to_string(),
                Amount::Span { .. } => format!("{}s", 1 + self.dice.up_to(7200)),
            };
            line.push_str(&format!(" {} {much}", option.name));
        }
        if kind.lasts {
            line.push_str(&lasts);
        }
        line
    }

    fn command(&mut self, databases: &[&str]) -> String {
        let (db, other) = (self.dice.pick(databases), self.dice.pick(databases));
        let new = self.dice.pick(&NEW_NAMES);
        let id = format!("--db-instance-identifier {db}");
        // The runs whose digests are written down knew no stop.
        if self.options > 1 && self.dice.up_to(10) == 0 {
            return self.stop_or_start(&id);
        }
        match self.dice.up_to(20) {
            0 | 1 => format!("app point shop --to {db}"),
            18 => format!("app create late --connect {db} --writes 1/s"),
            19 => format!("app point {} --to {db}", self.dice.pick(&["till", "late"])),
            2 => format!("app copy-back shop --from {db}"),
            3 => "app stop shop".to_owned(),
            4 => "app start shop".to_owned(),
            5 => format!(
                "aws rds reboot-db-instance {id}{}",
                self.dice.pick(&["", " --force-failover"])
            ),
            6 => format!(
                "aws rds promote-read-replica {id}{}",
                self.dice.pick(&["", " --backup-retention-period 7"])
            ),
            7 | 8 => format!(
                "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier {db} \
                 --target-db-instance-identifier {new} {}{}",
                self.dice.pick(&[
                    "--use-latest-restorable-time",
                    "--restore-time 2026-01-12T11:30:00Z"
                ]),
                self.dice.pick(&["", " --multi-az"])
            ),
            9 => format!(
                "aws rds create-db-snapshot {id} --db-snapshot-identifier {}",
                self.dice.pick(&["s1", "s2"])
            ),
            10 => format!(
                "aws rds restore-db-instance-from-db-snapshot --db-instance-identifier {new} --db-snapshot-identifier {}",
                self.dice.pick(&["s1", "s2"])
            ),
            11 => format!(
                "aws rds copy-db-snapshot --region us-west-2 --source-db-snapshot-identifier \
                 arn:aws:rds:us-east-1:123456789012:snapshot:s1 --target-db-snapshot-identifier {}{}",
                self.dice.pick(&["s1", "s3"]),
                self.key_afar()
            ),
            12 => format!(
                "aws rds delete-db-instance {id} {}{}",
                self.dice.pick(&[
                    "--skip-final-snapshot",
                    "--final-db-snapshot-identifier last"
                ]),
                self.dice.pick(&["", " --no-delete-automated-backups"])
            ),
            13 => format!(
                "aws rds modify-db-instance {id} --apply-immediately {}",
                self.change(new)
            ),
            14 => format!("aws rds modify-db-instance {id} {}", self.change(new)),
            15 => format!(
                "aws rds create-db-instance-read-replica --db-instance-identifier {new} --source-db-instance-identifier {other}"
            ),
            16 => format!("aws rds wait db-instance-available {id}"),
            _ => format!(
                "sql {db} \"CALL mysql.rds_{}_replication\"",
                self.dice.pick(&["stop", "start"])
            ),
        }
    }

    fn stop_or_start(&mut self, id: &str) -> String {
        let ways = [
            ("start", ""),
            ("stop", ""),
            ("stop", " --db-snapshot-identifier s2"),
            ("modify", " --allocated-storage 300"),
            ("modify", " --allocated-storage 500 --apply-immediately"),
        ];
        let (what, options) = ways[self.dice.up_to(5) as usize];
        format!("aws rds {what}-db-instance {id}{options}")
    }

    fn change(&mut self, new: &str) -> String {
        match self.dice.up_to(6) {
            5 => format!(
                "--preferred-backup-window {}",
                self.dice
                    .pick(&["05:00-05:30", "13:00-13:40", "22:15-23:00"])
            ),
            0 => "--multi-az".to_owned(),
            1 => "--no-multi-az".to_owned(),
            2 => format!(
                "--backup-retention-period {}",
                self.dice.pick(&["0", "1", "14"])
            ),
            3 => format!("--new-db-instance-identifier {new}"),
            _ => format!("--{}deletion-protection", self.dice.pick(&["", "no-"])),
        }
    }
}
