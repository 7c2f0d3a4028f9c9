//! The design that a learner brings to a game day: choices that become `given` lines, or lines of their own.

use crate::language::{LineError, Session, Statement, Transcript};
use crate::lesson::GameLevel;
use crate::lesson::game::rules::{CLASS, READS, STORAGE_GIB, WRITES, rules};
use crate::lesson::game::target::used_database;
use crate::world::{DatabaseView, RoleView, View};

/// The choices that a game day offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    pub multi_az: bool,
    pub retention_days: u32,
    /// A read replica in the next zone.
    pub replica: bool,
    /// A read replica in us-west-2.
    pub replica_west: bool,
    pub deletion_protection: bool,
}

/// Why a design cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blemish {
    /// The line of the design, from 1, if one is to blame.
    pub line: Option<u32>,
    /// What is wrong.
    pub cause: String,
    /// What to do about it.
    pub cure: String,
}

impl Default for Design {
    fn default() -> Design {
        Design {
            multi_az: false,
            retention_days: 1,
            replica: false,
            replica_west: false,
            deletion_protection: false,
        }
    }
}

/// What can be chosen as retention.
pub const RETENTIONS: [u32; 4] = [0, 1, 7, 35];

impl Design {
    /// Its `given` lines, the shop's among them.
    pub fn lines(&self) -> String {
        let mut create = format!(
            "given aws rds create-db-instance --db-instance-identifier orders --engine postgres \
             --db-instance-class {CLASS} --allocated-storage {STORAGE_GIB} --backup-retention-period {}",
            self.retention_days
        );
        if self.multi_az {
            create.push_str(" --multi-az");
        }
        if self.deletion_protection {
            create.push_str(" --deletion-protection");
        }
        let mut lines = vec![create];
        if self.replica {
            lines.push(
                "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r \
                 --source-db-instance-identifier orders --availability-zone us-east-1b"
                    .to_owned(),
            );
        }
        if self.replica_west {
            lines.push(
                "given aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier orders-west \
                 --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders"
                    .to_owned(),
            );
        }
        lines.push(format!(
            "given app create shop --connect orders --writes {WRITES}/s --reads {READS}/s"
        ));
        lines.join("\n") + "\n"
    }

    /// The choices that lead to these lines, if there are such.
    pub fn of(lines: &str) -> Option<Design> {
        let asked = lines.trim();
        Design::all().find(|design| design.lines().trim() == asked)
    }

    fn all() -> impl Iterator<Item = Design> {
        RETENTIONS.into_iter().flat_map(|retention_days| {
            (0..16u32).map(move |bits| Design {
                multi_az: bits & 1 > 0,
                retention_days,
                replica: bits & 2 > 0,
                replica_west: bits & 4 > 0,
                deletion_protection: bits & 8 > 0,
            })
        })
    }
}

/// How the transcript of a game day begins.
const MARK: &str = "# Game day: ";

/// The line that makes a transcript the record of a game day.
pub fn mark(level: GameLevel) -> String {
    format!("{MARK}{}\n", level.name())
}

/// The transcript of a game day before anything has happened.
pub fn start(level: GameLevel, seed: &str, design: &str) -> String {
    let rules = rules(level);
    format!(
        "{}seed {seed}\n{}\ngoal rto {}\ngoal rpo {}\n{} end\n",
        mark(level),
        design.trim(),
        rules.rto,
        rules.rpo,
        rules.shift
    )
}

/// The level of the game day that a transcript records, and its design.
pub fn recorded(transcript: &str) -> Option<(GameLevel, String)> {
    let (first, rest) = transcript.split_once('\n')?;
    let name = first.strip_prefix(MARK)?.trim();
    let level = GameLevel::ALL.into_iter().find(|one| one.name() == name)?;
    let given = rest.lines().filter(|line| line.starts_with("given "));
    let design: Vec<&str> = given.collect();
    Some((level, design.join("\n") + "\n"))
}

/// What keeps a design from being played, and what it is otherwise: the run at its start.
pub fn try_out(seed: &str, design: &str) -> Result<Session, Vec<Blemish>> {
    let mut transcript = Transcript::parse(design).map_err(|errors| told(&errors))?;
    let foreign: Vec<Blemish> = transcript
        .lines
        .iter()
        .filter_map(|line| foreign(line.statement.as_ref()?, line.number))
        .collect();
    if !foreign.is_empty() {
        return Err(foreign);
    }
    transcript.set_seed(seed);
    let session = Session::new(transcript).map_err(|errors| told(&errors))?;
    let blemishes = unfit(&session.world().view());
    if blemishes.is_empty() {
        Ok(session)
    } else {
        Err(blemishes)
    }
}

fn told(errors: &[LineError]) -> Vec<Blemish> {
    errors
        .iter()
        .map(|error| Blemish {
            line: Some(error.line),
            cause: error.message.clone(),
            cure: error
                .hint()
                .unwrap_or_else(|| "Change the line, or leave it out.".to_owned()),
        })
        .collect()
}

/// What is no part of a design.
fn foreign(statement: &Statement, line: u32) -> Option<Blemish> {
    let (cause, cure) = match statement {
        Statement::Given(action) if action.call().verb.path == "number" => (
            "the table of numbers is the same for everybody",
            "Leave the line out.",
        ),
        Statement::Given(_) => return None,
        Statement::Past { .. } => ("every day has the same history", "Leave out the time."),
        Statement::Goal(_) => ("the goals come with the level", "Leave the line out."),
        Statement::Seed(_) => (
            "the seed has a field of its own",
            "Write it there, and leave the line out.",
        ),
        Statement::History(_) => ("every day has the same history", "Leave the line out."),
        Statement::Date(_) => ("every day has the same date", "Leave the line out."),
        Statement::Timed { .. } => (
            "a design is what stands before the day begins",
            "Begin the line with `given`, without a time.",
        ),
    };
    Some(Blemish {
        line: Some(line),
        cause: cause.to_owned(),
        cure: cure.to_owned(),
    })
}

/// Why a design that can be built cannot be played.
fn unfit(view: &View) -> Vec<Blemish> {
    let mut blemishes = Vec::new();
    let mut tell = |cause: String, cure: String| {
        blemishes.push(Blemish {
            line: None,
            cause,
            cure,
        });
    };
    match view.apps.as_slice() {
        [app] if app.writes.rate == WRITES && app.reads.rate == READS => {
            let writable = |db: &DatabaseView| db.role == RoleView::Standalone;
            if !used_database(view).is_some_and(writable) {
                let cause = format!("{} cannot write to {}", app.name, app.connect);
                tell(
                    cause,
                    "Connect it to a database that is no replica.".to_owned(),
                );
            }
        }
        _ => tell(
            "a game day has one shop, and its traffic is the same for everybody".to_owned(),
            format!(
                "End with `given app create shop --connect orders --writes {WRITES}/s --reads {READS}/s`."
            ),
        ),
    }
    for db in &view.databases {
        if db.class != CLASS || db.storage_gib < STORAGE_GIB {
            let cause = format!("{} is too small for the shop", db.id);
            tell(
                cause,
                format!("Give it `--db-instance-class {CLASS} --allocated-storage {STORAGE_GIB}`."),
            );
        }
    }
    for what in view.unpriced() {
        tell(
            format!("nobody here knows the price of {what}"),
            "Choose what has a price: the budget is held against it.".to_owned(),
        );
    }
    blemishes
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Design = Design {
        multi_az: true,
        retention_days: 7,
        replica: false,
        replica_west: false,
        deletion_protection: true,
    };

    #[test]
    fn choices_become_lines_and_lines_choices() {
        for design in Design::all() {
            assert_eq!(Design::of(&design.lines()), Some(design));
            // What replicates needs automated backups.
            let can_be = design.retention_days > 0 || !(design.replica || design.replica_west);
            assert_eq!(
                try_out("ANA", &design.lines()).is_ok(),
                can_be,
                "{design:?}"
            );
        }
        assert_eq!(Design::of("given app create shop --connect orders"), None);
    }

    #[test]
    fn a_design_that_cannot_be_played_is_told_with_line_and_cure() {
        let good = GOOD.lines();
        for (design, line, cure) in [
            (
                good.replace("--multi-az", "--mutli-az"),
                Some(1),
                "no option --mutli-az",
            ),
            (
                good.replace("--multi-az", "--backup-retention-period 36"),
                Some(1),
                "0 to 35",
            ),
            (
                format!("given number failover 1\n{good}"),
                Some(1),
                "Leave the line out",
            ),
            (
                format!("{good}goal rto 9h\n"),
                Some(3),
                "Leave the line out",
            ),
            (format!("{good}1m app stop shop\n"), Some(3), "given"),
            (
                good.replace("20/s", "1/s"),
                None,
                "--writes 20/s --reads 80/s",
            ),
            (good.replace("m6g.large", "t4g.small"), None, "db.m6g.large"),
            (
                good.replace("--connect orders", "--connect nobody"),
                Some(2),
                "no DB instance",
            ),
            (String::new(), None, "given app create shop"),
        ] {
            let blemishes = try_out("ANA", &design).err().unwrap_or_default();
            let first = blemishes.first().unwrap_or_else(|| panic!("{design}"));
            assert_eq!(first.line, line, "{first:?}");
            let told = format!("{} {}", first.cause, first.cure);
            assert!(told.contains(cure), "{told}");
        }
    }
}
