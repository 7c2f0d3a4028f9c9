//! What the map's screen knows, and can be told.

use crate::app::map::promise::Promise;
use crate::app::map::rows::{Row, rows, untried};
use crate::app::map::trial::Outcome;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::sim::SimDuration;
use crate::world::{CopyHealth, CopyView, IncidentView, RoleView, View};

/// Beside the run's own seed: bands come of the luck of all.
pub(super) const OTHER_SEEDS: [&str; 4] = ["MAP1", "MAP2", "MAP3", "MAP4"];

/// The map of one design, as far as it is drawn.
#[derive(Clone, Default)]
pub struct MapState {
    pub(super) of: Option<Design>,
    /// Why there is none.
    pub(super) nothing: Option<&'static str>,
    /// Who draws on: an earlier one is not heard any more.
    pub(super) ticket: u32,
    /// The whiteboard: the name, and what is promised under it.
    pub(super) board: Option<(String, Promise)>,
    /// What is judged, if it is no whiteboard's, and the way back to it.
    pub(super) place: Option<(String, Route)>,
    /// The run that one of its cells led to, as long as that stands on the stage: whoever comes back from there finds the map that they left.
    pub left: Option<String>,
}

/// A design, struck in copies.
#[derive(Clone)]
pub(super) struct Design {
    /// As it was when it was drawn.
    pub of: Run,
    /// The same once what was being made is ready.
    pub run: Run,
    /// The same under the seed that is tried just now, if it came to the same there.
    pub under: Option<Run>,
    pub rows: Vec<Tried>,
    /// What no row is of, and why.
    pub untried: Vec<String>,
    /// How many trials have been made, row by row and seed by seed.
    pub made: usize,
    /// Under how many seeds the same lines have led to another design, which is not tried.
    pub others: usize,
    /// The lines that were judged on a whiteboard.
    pub lines: String,
}

/// A row, and what came of it under each seed that was tried.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tried {
    pub row: Row,
    pub trials: Vec<Trial>,
    /// Why the line was refused.
    pub refused: Option<String>,
}

/// What came of a row under one seed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trial {
    /// With nobody there.
    pub alone: Outcome,
    /// With somebody who takes a way out, where there was one.
    pub by: Option<Outcome>,
}

impl MapState {
    /// Whether it is a whiteboard's.
    pub fn is_board(&self) -> bool {
        self.board.is_some()
    }

    /// This run is looked at, which is another one than that whose map it is.
    #[inline(never)]
    pub fn leave_for(&mut self, run: &str) {
        let design = self.of.as_ref().filter(|_| !self.is_board());
        // A link bears no end of its last line.
        let run = run.trim_end();
        let other = design.is_some_and(|design| design.of.text().trim_end() != run);
        self.left = other.then(|| run.to_owned());
    }
}

impl Design {
    pub fn new(of: &Run, lines: String) -> Design {
        let mut run = of.clone();
        settle(&mut run);
        Design {
            rows: rows(&run.view()).into_iter().map(Tried::new).collect(),
            untried: untried(&run.view()),
            of: of.clone(),
            under: Some(run.clone()),
            run,
            made: 0,
            others: 0,
            lines,
        }
    }

    /// The same lines under another seed, if they lead to the same there: their luck may have been another, and what came in time here too
    /// late.
    pub fn under(&self, seed: &str) -> Option<Run> {
        let mut run = Run::open(&self.of.text_under(seed)).ok()?;
        run.seek(self.of.now());
        settle(&mut run);
        let is_same = shape(&run.view()) == shape(&self.run.view());
        (is_same && is_at_rest(&run.view()) == is_at_rest(&self.run.view())).then_some(run)
    }

    pub fn all(&self) -> usize {
        self.rows.len() * (1 + OTHER_SEEDS.len())
    }
}

impl Tried {
    pub fn new(row: Row) -> Tried {
        Tried {
            row,
            trials: Vec::new(),
            refused: None,
        }
    }
}

/// From the shortest to the longest.
pub(super) type Band = (SimDuration, SimDuration);

/// So long at most what is being made is waited for.
const SETTLES: SimDuration = SimDuration::from_hours(12);

/// Waits until all stands ready: a design in the making is struck elsewhere in the making, under each seed.
fn settle(run: &mut Run) {
    if !run.has_lines_ahead() && !is_at_rest(&run.view()) {
        run.advance_unless(SETTLES, |view, _, _| is_at_rest(view));
    }
}

fn is_at_rest(view: &View) -> bool {
    let in_step = |copy: &CopyView| copy.health == CopyHealth::Running;
    let is_open = |one: &IncidentView| one.recovered_at.is_none();
    let mut all = view.databases.iter();
    all.all(|entry| entry.settled && entry.standbys().iter().all(in_step))
        && !view.incidents.iter().any(is_open)
}

/// What stands, and where applications go.
fn shape(view: &View) -> Vec<String> {
    let databases = view.databases.iter().map(|one| {
        let (name, copies) = (one.region.label(&one.id), one.copies.len());
        let follows = matches!(one.role, RoleView::ReadReplica { .. });
        format!("{name} {copies} {follows} {}", one.retention_days)
    });
    let apps = view.apps.iter();
    let apps = apps.map(|app| format!("{} {} {:?}", app.name, app.connect, app.write_target));
    databases.chain(apps).collect()
}
