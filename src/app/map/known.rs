//! What the map's screen knows, and can be told.

use crate::app::map::promise::Promise;
use crate::app::map::rows::Row;
use crate::app::map::trial::Outcome;
use crate::app::run::Run;
use crate::sim::SimDuration;

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
}

/// A design, struck in copies.
#[derive(Clone)]
pub(super) struct Design {
    pub run: Run,
    /// The same under the seed that is tried just now.
    pub under: Run,
    pub rows: Vec<Struck>,
    /// How many trials have been made, row by row and seed by seed.
    pub made: usize,
}

/// A row, and what came of it under each seed that was tried.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Struck {
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
}

impl Design {
    pub fn all(&self) -> usize {
        self.rows.len() * (1 + OTHER_SEEDS.len())
    }
}

impl Struck {
    pub fn new(row: Row) -> Struck {
        Struck {
            row,
            trials: Vec::new(),
            refused: None,
        }
    }
}

/// From the shortest to the longest.
pub(super) type Band = (SimDuration, SimDuration);
