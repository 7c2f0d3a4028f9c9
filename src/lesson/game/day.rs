//! The day as it goes on: which incident is due, and what becomes of it.

use crate::language::Session;
use crate::lesson::GameLevel;
use crate::lesson::game::schedule::{Strike, schedule};
use crate::lesson::game::{rules, target};
use crate::sim::{SimDuration, SimTime};
use crate::world::View;

/// An incident that finds nothing at work comes later.
const PUT_OFF: SimDuration = SimDuration::from_mins(5);

/// A game day that goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    level: GameLevel,
    /// What is still to come.
    ahead: Vec<Strike>,
}

impl Day {
    pub fn new(level: GameLevel, seed: &str) -> Day {
        Day {
            level,
            ahead: schedule(level, seed),
        }
    }

    /// A day that was left with so many incidents still to come, the next of them perhaps put off.
    pub fn resumed(level: GameLevel, seed: &str, ahead: u64, next_at: Option<SimTime>) -> Day {
        let mut day = Day::new(level, seed);
        let struck = day.ahead.len().saturating_sub(ahead as usize);
        day.ahead.drain(..struck);
        if let (Some(first), Some(at)) = (day.ahead.first_mut(), next_at) {
            first.at = at;
        }
        day
    }

    /// How many incidents are still to come.
    pub fn ahead(&self) -> usize {
        self.ahead.len()
    }

    pub fn level(&self) -> GameLevel {
        self.level
    }

    pub fn ends_at(&self) -> SimTime {
        SimTime::START + rules(self.level).shift
    }

    /// When the next incident strikes, if one is still to come.
    pub fn next_at(&self) -> Option<SimTime> {
        self.ahead.first().map(|strike| strike.at)
    }

    /// The line of an incident that strikes at this moment. What finds nothing at work is put off.
    pub fn due(&mut self, view: &View) -> Option<String> {
        let strike = self.ahead.first_mut()?;
        if strike.at > view.now {
            return None;
        }
        let line = target::line(strike.kind, view);
        if line.is_none() {
            strike.at = view.now + PUT_OFF;
        }
        if line.is_some() || strike.at > SimTime::START + rules(self.level).shift {
            self.ahead.remove(0);
        }
        line
    }

    /// Lets a run go on until `time`, striking what comes due on the way.
    pub fn advance_to(&mut self, session: &mut Session, time: SimTime) {
        while let Some(at) = self.next_at().filter(|at| *at <= time) {
            session.advance_before(at);
            if let Some(line) = self.due(&session.world().view()) {
                // Its words are this module's own; whether the world accepts it, the score tells.
                let read = session.strike(&line);
                debug_assert!(read.is_ok(), "{line}: {read:?}");
            }
        }
        session.advance_to(time);
    }
}

/// Lets a day strike a whole run, to its end.
pub fn run(level: GameLevel, session: &mut Session) {
    let mut day = Day::new(level, session.transcript().seed());
    day.advance_to(session, session.end());
    session.run_to_end();
}
