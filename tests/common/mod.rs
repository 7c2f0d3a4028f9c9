//! One door for tests that tell stories: a transcript goes in; its report, its journal, its replies and its views come out.

use expect_test::Expect;
use failover_lab::cloud::{JournalEntry, JournalKind, Reply, ServiceEvent};
use failover_lab::language::{
    LineError, Report, ReportDatabase, ReportIncident, Session, Transcript,
};
use failover_lab::sim::{SimTime, parse_duration};
use failover_lab::world::{AppView, DatabaseView, View};
use std::fmt::Write;

/// `orders`: PostgreSQL, Single-AZ in us-east-1a, and the application that uses it.
pub const S: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// As [`S`], with a standby in us-east-1b.
pub const M: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7 --multi-az
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// As [`S`], with a read replica in another zone.
pub const R: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders
";

/// As [`M`], with a read replica in another Region.
pub const X: &str = "
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large \
    --allocated-storage 200 --backup-retention-period 7 --multi-az
given app create shop --connect orders --writes 50/s --reads 200/s
given aws rds create-db-instance-read-replica --db-instance-identifier orders-west --region us-west-2 \
    --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders
";

/// A Multi-AZ DB cluster, its writer in us-east-1a and its readers in us-east-1b and us-east-1c, and the application that uses it.
pub const C: &str = "
given aws rds create-db-cluster --db-cluster-identifier orders --engine postgres --db-cluster-instance-class db.m6gd.large \
    --allocated-storage 200 --storage-type gp3 --master-username clerk --master-user-password correct-horse \
    --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
";

/// A start with another engine than PostgreSQL, on a class that runs any of them: Graviton's do not run Oracle, SQL Server or Db2.
pub fn on_engine(start: &str, engine: &str) -> String {
    start
        .replace("--engine postgres", &format!("--engine {engine}"))
        .replace("db.m6g.large", "db.m6i.xlarge")
}

/// A start whose `orders` is encrypted with a key of one's own, as are what is copied of it to us-west-2 with one of that Region.
pub fn keyed(start: &str) -> String {
    let (plain, west) = ("--allocated-storage 200", "--kms-key-id alias/west");
    let replica = "--db-instance-identifier orders-west --region us-west-2";
    let copy = "--target-db-snapshot-identifier daily-west";
    start
        .replace(
            plain,
            &format!("{plain} --storage-encrypted --kms-key-id alias/orders"),
        )
        .replace(replica, &format!("{replica} {west}"))
        .replace(copy, &format!("{copy} {west}"))
}

/// A proxy for PostgreSQL, in two zones.
pub const PROXY: &str = "aws rds create-db-proxy --db-proxy-name front --engine-family POSTGRESQL --auth AuthScheme=SECRETS \
     --role-arn arn:aws:iam::123456789012:role/proxy --vpc-subnet-ids subnet-1 subnet-2";

/// A start whose application reaches `orders`, an instance or a cluster, by way of the proxy `front`.
pub fn proxied(start: &str) -> String {
    let kind = if start.contains("create-db-cluster") {
        "cluster"
    } else {
        "instance"
    };
    let register = format!(
        "aws rds register-db-proxy-targets --db-proxy-name front --db-{kind}-identifiers orders"
    );
    let straight = "given app create shop --connect orders";
    let by_way_of =
        format!("given {PROXY}\ngiven {register}\ngiven app create shop --connect front");
    start.replace(straight, &by_way_of)
}

/// Twenty different lucks.
pub fn seeds() -> impl Iterator<Item = String> {
    (1..=20).map(|number| format!("CLAIM-{number}"))
}

/// A transcript that has run to its end.
pub struct Run {
    session: Session,
    pub report: Report,
}

/// Runs a transcript that consists of a start and of timed lines.
pub fn run(parts: &[&str]) -> Run {
    run_under("LAB", parts)
}

/// As [`run`], with this luck.
pub fn run_under(seed: &str, parts: &[&str]) -> Run {
    run_text(&parts.join("\n"), Some(seed))
}

/// Runs a whole transcript, with another luck than its own if one is named.
pub fn run_text(text: &str, seed: Option<&str>) -> Run {
    let explain = |errors: Vec<LineError>| -> String {
        errors.iter().map(|error| format!("{error}\n")).collect()
    };
    let mut transcript =
        Transcript::parse(text).unwrap_or_else(|errors| panic!("{}", explain(errors)));
    if let Some(seed) = seed {
        assert!(transcript.set_seed(seed));
    }
    let seed = transcript.seed().to_owned();
    let mut session =
        Session::new(transcript).unwrap_or_else(|errors| panic!("{}", explain(errors)));
    session.run_to_end();
    let report = session.report();
    let run = Run { session, report };
    run.check_account(&seed);
    run
}

/// Tells the story of a run without the times that luck decides, and compares it.
pub fn check(parts: &[&str], expected: Expect) -> Run {
    let run = run(parts);
    expected.assert_eq(&run.story());
    run
}

/// How a line that cannot be understood is refused.
pub fn usage_error(parts: &[&str]) -> String {
    let errors = Transcript::parse(&parts.join("\n")).expect_err("the transcript was understood");
    errors.iter().map(|error| format!("{error}\n")).collect()
}

/// Milliseconds, from `90s` or `2m`.
pub fn ms(text: &str) -> u64 {
    parse_duration(text).expect("it is a duration").ms()
}

impl Run {
    /// What must hold whatever happened.
    fn check_account(&self, seed: &str) {
        let w = &self.report.writes;
        assert_eq!(
            w.attempted,
            w.acknowledged + w.refused + w.in_doubt,
            "{seed}: {w:?}"
        );
        assert_eq!(w.acknowledged, w.present + w.lost, "{seed}: {w:?}");
        assert!(w.stranded <= w.lost, "{seed}: {w:?}");
        let mut lost = 0;
        for incident in &self.report.incidents {
            let phases: u64 = incident.phases.iter().map(|phase| phase.ms).sum();
            if let Some(recovery) = incident.recovery_ms {
                assert_eq!(phases, recovery, "{seed}: {incident:?}");
                assert_eq!(
                    incident.recovered_at_ms,
                    Some(incident.at_ms + recovery.cast_signed()),
                    "{seed}"
                );
            }
            assert!(
                incident.stranded_writes <= incident.lost_writes,
                "{seed}: {incident:?}"
            );
            lost += incident.lost_writes;
        }
        assert!(
            lost <= w.lost,
            "{seed}: the incidents lost {lost}, the applications {}",
            w.lost
        );
    }

    /// The only incident.
    pub fn incident(&self) -> &ReportIncident {
        assert_eq!(
            self.report.incidents.len(),
            1,
            "{:?}",
            self.report.incidents
        );
        &self.report.incidents[0]
    }

    /// How long its recovery took.
    pub fn recovery_ms(&self) -> u64 {
        self.incident()
            .recovery_ms
            .unwrap_or_else(|| panic!("it was not recovered: {:?}", self.incident()))
    }

    pub fn phases(&self) -> Vec<&'static str> {
        self.incident()
            .phases
            .iter()
            .map(|phase| phase.name)
            .collect()
    }

    /// How long the only incident spent in one phase.
    pub fn phase_ms(&self, name: &str) -> u64 {
        let phases = self.incident().phases.iter();
        phases
            .filter(|phase| phase.name == name)
            .map(|phase| phase.ms)
            .sum()
    }

    pub fn database(&self, id: &str) -> &ReportDatabase {
        self.report
            .databases
            .iter()
            .find(|db| db.id == id)
            .unwrap_or_else(|| panic!("there is no {id}"))
    }

    /// Every error code, in the order of the lines; `ok` for a line that went well.
    pub fn outcomes(&self) -> Vec<&'static str> {
        self.report
            .commands
            .iter()
            .map(|command| command.error.unwrap_or("ok"))
            .collect()
    }

    /// What the lines printed whose text holds `words`, as the AWS CLI would.
    pub fn replies(&self, words: &str) -> Vec<&Reply> {
        let lines = self
            .session
            .outcomes()
            .iter()
            .filter(|outcome| outcome.text.contains(words));
        lines
            .filter_map(|outcome| outcome.result.as_ref().ok())
            .collect()
    }

    /// The same of the last such line.
    pub fn reply(&self, words: &str) -> &Reply {
        self.replies(words)
            .pop()
            .unwrap_or_else(|| panic!("no line with {words} printed anything"))
    }

    /// When a line whose text holds `words` was started.
    pub fn started_ms(&self, words: &str) -> u64 {
        let line = self
            .session
            .outcomes()
            .iter()
            .find(|outcome| outcome.text.contains(words));
        line.expect("the line was started").at.ms().unsigned_abs()
    }

    /// What an observer sees at a moment of the run.
    pub fn at(&self, moment: &str) -> View {
        self.at_ms(ms(moment))
    }

    pub fn at_ms(&self, moment: u64) -> View {
        let mut session = self.session.clone();
        session.seek(SimTime::from_ms(moment.cast_signed()));
        session.world().view()
    }

    /// What an observer sees at the end.
    pub fn view(&self) -> View {
        self.session.world().view()
    }

    /// The journal of the whole run, quiet history included.
    pub fn journal(&self) -> Vec<JournalEntry> {
        let start = SimTime::START - self.session.transcript().history();
        self.session.world().journal(start, self.session.now())
    }

    /// When RDS first reported an event of `source` from 0s on.
    pub fn event_ms(&self, source: &str, event: u16) -> Option<u64> {
        let reported = self.events(source);
        reported
            .iter()
            .find(|(_, id)| *id == event)
            .map(|(at, _)| *at)
    }

    /// Everything that RDS reported of `source` from 0s on.
    pub fn events(&self, source: &str) -> Vec<(u64, u16)> {
        let journal = self.journal();
        let since = journal
            .iter()
            .filter(|entry| entry.at >= SimTime::START && entry.source == source);
        since
            .filter_map(|entry| match entry.kind {
                JournalKind::Service(event) => Some((entry.at.ms().unsigned_abs(), event.id)),
                _ => None,
            })
            .collect()
    }

    /// What happened, in order, but not when; then the verdicts, the refusals, and what stands.
    fn story(&self) -> String {
        let mut story = String::new();
        for entry in self
            .journal()
            .iter()
            .filter(|entry| entry.at > SimTime::START)
        {
            match entry.kind {
                // Daily backups go on whatever happens.
                JournalKind::Service(ServiceEvent {
                    service: "rds",
                    id: 1 | 2 | 90 | 91,
                    ..
                }) => {}
                JournalKind::Service(event) => {
                    let code = event.code.trim_start_matches("RDS-EVENT-");
                    writeln!(story, "{}: {} ({code})", entry.source, entry.message)
                }
                .expect("a string takes whatever is written"),
                JournalKind::Fault | JournalKind::Action | JournalKind::App => {
                    writeln!(story, "{}: {}", entry.source, entry.message)
                        .expect("a string takes whatever is written");
                }
            }
        }
        for incident in &self.report.incidents {
            story.push_str(&verdict(incident));
        }
        for command in self.report.commands.iter() {
            if let Some(error) = command.error {
                story.push_str(&format!("refused: {error}\n"));
            }
        }
        for db in &self.report.databases {
            story.push_str(&format!("{} is {} in {}\n", db.id, db.status, db.az));
        }
        story
    }
}

fn verdict(incident: &ReportIncident) -> String {
    let phases: Vec<&str> = incident.phases.iter().map(|phase| phase.name).collect();
    format!(
        "=> {} {}: {}, {}, {} rows damaged\n   {}\n",
        incident.cause(),
        incident.target,
        if incident.recovery_ms.is_some() {
            "recovered"
        } else {
            "not recovered"
        },
        if incident.lost_writes == 0 {
            "lost nothing"
        } else {
            "lost writes"
        },
        incident.corrupt_writes_remaining,
        if phases.is_empty() {
            "no application noticed".to_owned()
        } else {
            phases.join(", ")
        },
    )
}

/// The database of that name.
pub fn database<'a>(view: &'a View, id: &str) -> &'a DatabaseView {
    view.databases
        .iter()
        .find(|db| db.id == id)
        .unwrap_or_else(|| panic!("there is no {id}"))
}

/// The application of that name.
pub fn app<'a>(view: &'a View, name: &str) -> &'a AppView {
    view.apps
        .iter()
        .find(|app| app.name == name)
        .unwrap_or_else(|| panic!("there is no {name}"))
}
