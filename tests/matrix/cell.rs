//! What a cell of the matrix says, and the runs that prove it.

use crate::common::{Run, run_under};
use failover_lab::language::{ReportIncident, Transcript};
use std::ops::RangeInclusive;

/// A cell is held against bands under several lucks, never against one draw.
const SEEDS: [&str; 5] = ["LAB", "KYIV", "OSLO", "LIMA", "CAIRO"];

/// One failure against every protection, in the order of [`crate::PROTECTIONS`].
pub struct Row {
    pub failure: &'static str,
    pub cells: [Cell; 9],
}

/// One failure against one protection.
pub struct Cell {
    /// As the facts put it, behind their marks: `Y` acts by itself, `m` needs an operator, `-` is no help, `!` copies the damage or
    /// makes it worse.
    pub says: &'static str,
    pub proofs: Vec<Proof>,
    /// What the lab cannot do yet, as a line that it does not understand; the cell is open if nothing else proves it.
    pub lacks: Vec<&'static str>,
}

/// A design, what strikes it, what is done about it, and what must come of it.
pub struct Proof {
    design: String,
    /// What strikes: the incident of its last line is the one that is judged.
    strikes: String,
    deed: Vec<String>,
    outcome: Outcome,
    /// How many acknowledged writes are lost.
    lost: RangeInclusive<u64>,
    /// What else must hold.
    holds: Option<fn(&Run)>,
}

enum Outcome {
    /// No person has a part in it; recovered within so many seconds. None where no application notices.
    ByItself(RangeInclusive<u64>),
    /// Recovered within so many seconds by what an operator did, which was waited for in that phase.
    ByPeople(&'static str, RangeInclusive<u64>),
    /// The protection does not help: what was waited for is the failure's own end.
    NoHelp(RangeInclusive<u64>),
    /// It heals by nothing that this protection offers, and wrong data are served to the end.
    Worse,
    /// As that, but nothing was copied: there is nothing to turn to.
    Never,
    /// It goes down with what it should protect.
    Shared,
}

pub fn cell(says: &'static str, proofs: impl IntoIterator<Item = Proof>) -> Cell {
    Cell {
        says,
        proofs: proofs.into_iter().collect(),
        lacks: Vec::new(),
    }
}

/// A failure that this protection cannot meet.
pub fn not_applicable() -> Cell {
    cell("n/a", [])
}

/// It acts by itself.
pub fn yes(design: &str, strikes: &str, within_s: RangeInclusive<u64>) -> Proof {
    proof(design, strikes, Outcome::ByItself(within_s))
}

/// An operator acts, and is waited for in that phase.
pub fn by_hand(
    design: &str,
    strikes: &str,
    deed: &[&str],
    waits: &'static str,
    within_s: RangeInclusive<u64>,
) -> Proof {
    proof(design, strikes, Outcome::ByPeople(waits, within_s)).after(deed)
}

/// It does not help: only the failure's own end does, so many seconds after its beginning. 0 where no application is touched.
pub fn no_help(design: &str, strikes: &str, within_s: RangeInclusive<u64>) -> Proof {
    proof(design, strikes, Outcome::NoHelp(within_s))
}

/// Nothing helps, for there is no other copy.
pub fn never(design: &str, strikes: &str) -> Proof {
    proof(design, strikes, Outcome::Never)
}

/// The damage is on what an operator turns to.
pub fn worse(design: &str, strikes: &str, deed: &[&str]) -> Proof {
    proof(design, strikes, Outcome::Worse).after(deed)
}

/// What an operator turns to is down with it, for the same reason.
pub fn shared(design: &str, strikes: &str, deed: &[&str]) -> Proof {
    proof(design, strikes, Outcome::Shared).after(deed)
}

fn proof(design: &str, strikes: &str, outcome: Outcome) -> Proof {
    Proof {
        design: design.to_owned(),
        strikes: strikes.to_owned(),
        deed: Vec::new(),
        outcome,
        lost: 0..=0,
        holds: None,
    }
}

impl Cell {
    pub fn lacking(mut self, line: &'static str) -> Cell {
        self.lacks.push(line);
        self
    }

    pub fn is_open(&self) -> bool {
        self.proofs.is_empty() && !self.lacks.is_empty()
    }

    /// The marks that stand in its words, each once.
    fn marks(&self) -> Vec<&str> {
        const MARKS: [&str; 4] = ["Y", "m", "-", "!"];
        let mut marks = Vec::new();
        for word in self.says.split([' ', ',', ';']) {
            if MARKS.contains(&word) && !marks.contains(&word) {
                marks.push(word);
            }
        }
        marks
    }

    /// Runs its proofs; tells what does not hold.
    pub fn check(&self, place: &str) {
        let mut proved = Vec::new();
        for proof in &self.proofs {
            if !proved.contains(&proof.mark()) {
                proved.push(proof.mark());
            }
            for seed in SEEDS {
                proof.check(place, seed);
            }
        }
        if !self.is_open() && self.says != "n/a" {
            assert_eq!(self.marks(), proved, "{place}: \"{}\"", self.says);
        }
        for line in &self.lacks {
            let understood = Transcript::parse(&format!("60s {line}"));
            assert!(
                understood.is_err(),
                "{place} has become possible: `{line}` is understood now"
            );
        }
    }
}

impl Proof {
    /// What is done about it.
    pub fn after(mut self, deed: &[&str]) -> Proof {
        self.deed = deed.iter().map(|line| (*line).to_owned()).collect();
        self
    }

    pub fn losing(mut self, lost: RangeInclusive<u64>) -> Proof {
        self.lost = lost;
        self
    }

    pub fn and(mut self, holds: fn(&Run)) -> Proof {
        self.holds = Some(holds);
        self
    }

    fn mark(&self) -> &'static str {
        match self.outcome {
            Outcome::ByItself(_) => "Y",
            Outcome::ByPeople(..) => "m",
            Outcome::NoHelp(_) | Outcome::Never => "-",
            Outcome::Worse | Outcome::Shared => "!",
        }
    }

    fn check(&self, place: &str, seed: &str) {
        let deed = self.deed.join("\n");
        let run = run_under(seed, &[&self.design, &self.strikes, &deed, "20d end"]);
        let incident = self.judged(&run);
        let told = format!(
            "{place} under {seed}: {:?}\n{incident:#?}\n{:?}",
            run.outcomes(),
            run.report.writes
        );
        self.check_outcome(incident, &told);
        let lost = incident.lost_writes;
        assert!(
            self.lost.contains(&lost),
            "lost {lost}, not {:?}; {told}",
            self.lost
        );
        if let Some(holds) = self.holds {
            holds(&run);
        }
    }

    fn judged<'r>(&self, run: &'r Run) -> &'r ReportIncident {
        let last = self.strikes.lines().last().unwrap_or_default();
        let incidents = || run.report.incidents.iter();
        let own = incidents().find(|incident| {
            let fault = incident.fault.map(|kind| format!("fault inject {kind} "));
            fault.is_some_and(|words| last.contains(&words))
        });
        own.or_else(|| incidents().next())
            .expect("something struck")
    }

    fn check_outcome(&self, incident: &ReportIncident, told: &str) {
        let people = by_people(incident);
        let within = |band: &RangeInclusive<u64>| {
            let recovery = incident.recovery_ms;
            let Some(ms) = recovery else {
                panic!("it is not recovered; {told}")
            };
            let (from, to) = (band.start() * 1000, band.end() * 1000);
            assert!((from..=to).contains(&ms), "{ms} ms, not {band:?} s; {told}");
        };
        match &self.outcome {
            Outcome::ByItself(band) | Outcome::NoHelp(band) => {
                within(band);
                assert_eq!(people, [""; 0], "{told}");
            }
            Outcome::ByPeople(phase, band) => {
                within(band);
                let mut phases = incident.phases.iter();
                assert!(phases.any(|one| one.name == *phase), "{told}");
            }
            Outcome::Worse | Outcome::Never | Outcome::Shared => {
                assert_eq!(incident.recovery_ms, None, "{told}");
            }
        }
        if let Outcome::Worse = self.outcome {
            assert!(incident.corrupt_writes_remaining > 0, "{told}");
        }
    }
}

/// What people did that was waited for: nothing where it came back by itself.
fn by_people(incident: &ReportIncident) -> Vec<&'static str> {
    const BY_PEOPLE: [&str; 5] = [
        "promoting",
        "restoring",
        "renaming",
        "copying back",
        "re-pointing",
    ];
    let phases = incident.phases.iter().map(|phase| phase.name);
    phases.filter(|name| BY_PEOPLE.contains(name)).collect()
}
