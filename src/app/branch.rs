//! Runs that were left, and what they are called: what they were left before, and when by their calendar.

use crate::app::run::Run;
use crate::app::{starts, words};
use crate::language::Step;
use crate::world::{Command, FaultCommand};

/// A run that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its transcript.
    pub text: String,
    /// `before the promotion, 14:20`.
    pub name: String,
    /// What the run is called that was gone on with: `with the promotion, 14:20`.
    other: String,
}

impl Branch {
    /// A run that was left when a line was run in its past. `run` stands there.
    pub fn before(text: String, line: &str, run: &Run) -> Branch {
        let date = run.view().calendar.date(run.now());
        let when: String = words::wall_clock(date).chars().take(5).collect();
        let what = deed(line, run);
        Branch {
            text,
            name: format!("before {what}, {when}"),
            other: format!("with {what}, {when}"),
        }
    }

    /// A run that another one took the place of.
    pub fn left(text: String) -> Branch {
        let name = title(&text);
        Branch {
            text,
            other: name.clone(),
            name,
        }
    }

    /// The run that changes places with this one.
    pub fn changed(self, text: String) -> Branch {
        let alone = self.name == self.other;
        let other = if alone { title(&text) } else { self.other };
        Branch {
            text,
            name: other,
            other: self.name,
        }
    }
}

/// What a line does, within a sentence: `the promotion`, `app stop`.
fn deed(line: &str, run: &Run) -> String {
    let Ok(Step::Do(action)) = run.session().parse(line) else {
        return "the end".to_owned();
    };
    if let Command::Fault(FaultCommand::Inject { fault, .. }) = &**action.command() {
        return format!("the {}", fault.kind.noun);
    }
    if let Some(deed) = run.session().world().deed_of(action.command()) {
        return format!("the {}", deed.noun);
    }
    let path = action.call().verb.path;
    match words::fault(path) {
        noun if noun == path => without_service(path).to_owned(),
        noun => format!("the {noun}"),
    }
}

/// `reboot-db-instance` of `aws rds reboot-db-instance`.
fn without_service(path: &str) -> &str {
    let behind = path.strip_prefix("aws ");
    let operation = behind.and_then(|path| path.split_once(' '));
    operation.map_or(path, |(_, operation)| operation)
}

/// The ready-made start that it began with, if it did, its seed, and how many lines were run in it.
fn title(text: &str) -> String {
    let seed = text.lines().find_map(|line| line.strip_prefix("seed "));
    let seed = seed.unwrap_or_default();
    let mut all = starts::ALL.iter();
    let start = all.find(|start| text.starts_with(&start.transcript(seed)));
    let begins = |multi_az| text.starts_with(&starts::first_minute(seed, multi_az));
    let name = match start {
        Some(start) => start.title,
        None if begins(true) || begins(false) => "The first minute",
        None => "Another start",
    };
    let begins =
        |line: &&str| line.starts_with(|first: char| first.is_ascii_digit() || first == '+');
    match text.lines().filter(begins).count() {
        0 => format!("{name}, seed {seed}"),
        lines => format!(
            "{name}, seed {seed}, {}",
            words::counted(lines as u64, "line", "lines")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_called_by_what_it_was_left_before_and_when() {
        let start = starts::ALL[2].transcript("OSLO");
        let mut run = Run::open(&start).expect("it can be opened");
        run.seek(crate::sim::SimTime::from_ms(8_400_000));
        let promote =
            "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west";
        let named = |line: &str| Branch::before(start.clone(), line, &run).name;
        assert_eq!(named(promote), "before the promotion, 14:20");
        assert_eq!(
            named("fault inject bad-write orders"),
            "before the wrong DELETE, 14:20"
        );
        assert_eq!(named("app stop shop"), "before app stop, 14:20");
        let reboot = "aws rds reboot-db-instance --db-instance-identifier orders";
        assert_eq!(named(reboot), "before the reboot, 14:20");
        let forced = format!("{reboot} --force-failover");
        assert_eq!(named(&forced), "before the forced failover, 14:20");
        let left = Branch::before(start.clone(), promote, &run);
        let back = left.clone().changed("seed OSLO\n".to_owned());
        assert_eq!(back.name, "with the promotion, 14:20");
        assert_eq!(back.changed(start.clone()), left);
    }

    #[test]
    fn a_run_that_another_took_the_place_of_is_called_by_its_start() {
        let start = starts::ALL[1].transcript("OSLO");
        assert_eq!(Branch::left(start.clone()).name, "Multi-AZ, seed OSLO");
        let first = starts::first_minute("OSLO", true);
        assert_eq!(Branch::left(first).name, "The first minute, seed OSLO");
        let acted = start + "60s app stop shop\n";
        let left = Branch::left(acted.clone());
        assert_eq!(left.name, "Multi-AZ, seed OSLO, 1 line");
        let new = starts::ALL[0].transcript("LIMA");
        assert_eq!(left.changed(new).name, "Single-AZ with backups, seed LIMA");
    }
}
