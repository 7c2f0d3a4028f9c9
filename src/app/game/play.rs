//! The game day that is being played, and what its player asks for.

use crate::app::route::Route;
use crate::lesson::game::{Day, Score};
use crate::lesson::{GameLevel, Lesson};
use crate::sim::SimTime;
use std::rc::Rc;

/// The lesson that is done once a game day has been passed, by whichever way it was come to.
pub const LESSON: &str = "10-game-day";
/// How many times as fast as the day's own pace: in words, for signs would be read as times of life.
pub const HASTES: [(f64, &str); 6] = [
    (0.5, "half"),
    (1.0, "own"),
    (2.0, "twice"),
    (5.0, "5 times"),
    (20.0, "20 times"),
    (100.0, "100 times"),
];
/// The place of the day's own pace among them.
pub const AS_IT_IS: usize = 1;

/// The game day that is being played, or was.
#[derive(Clone, Debug, PartialEq)]
pub struct GamePlay {
    pub level: GameLevel,
    pub seed: String,
    /// Its `given` lines.
    pub design: String,
    /// The lesson that led here, with its id.
    pub(super) lesson: Option<(String, Rc<Lesson>)>,
    pub(super) day: Day,
    /// A place in [`HASTES`].
    pub haste: usize,
    /// When something last struck, until somebody closes the banner.
    pub banner: Option<SimTime>,
    /// Whether the pace that was chosen went with what struck then.
    pub slowed: bool,
    /// Whether giving up was asked for and waits for a yes.
    pub gives_up: bool,
    /// How many things went on when the clock last looked, which sets its pace.
    pub(super) stir: usize,
    /// The databases that were being made then: who waits for one is told when it is ready.
    pub(super) making: Vec<String>,
    /// Real milliseconds since something struck, or was done about it.
    pub(super) idle_ms: f64,
    pub end: Option<End>,
    /// Whether its lesson is done by it.
    pub(super) does_lesson: bool,
}

/// How a game day ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Scored(Rc<Score>),
    GivenUp,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GameMsg {
    /// The field of the name.
    Name(String),
    Dice,
    Level(GameLevel),
    MultiAz(bool),
    Retention(u32),
    Replica(bool),
    ReplicaWest(bool),
    Protection(bool),
    /// Lines of one's own, in the place of the choices.
    Lines(String),
    /// Back from lines of one's own to the choices.
    ToChoices,
    Start,
    /// From the lesson on the stage to the choices, with its level and design.
    FromLesson,
    Haste(usize),
    CloseBanner,
    /// Asks whether to give up; or leaves it.
    GiveUp(bool),
    /// Gives up.
    Yield,
    /// Reads the verdict of an incident, by its place.
    Verdict(usize),
    ToSandbox,
    /// Copies the link to the same challenge.
    Challenge,
    /// Copies the link to what was done.
    ShareRun,
    Again,
    OtherDesign,
    /// The next level.
    Harder,
}

impl GameMsg {
    /// Whether it is told to the day on the stage, and not to the choices before it.
    pub fn is_of_day(&self) -> bool {
        match self {
            GameMsg::Haste(_)
            | GameMsg::CloseBanner
            | GameMsg::GiveUp(_)
            | GameMsg::Yield
            | GameMsg::Verdict(_)
            | GameMsg::ToSandbox
            | GameMsg::Challenge
            | GameMsg::ShareRun
            | GameMsg::Again
            | GameMsg::OtherDesign
            | GameMsg::Harder => true,
            GameMsg::Name(_)
            | GameMsg::Dice
            | GameMsg::Level(_)
            | GameMsg::MultiAz(_)
            | GameMsg::Retention(_)
            | GameMsg::Replica(_)
            | GameMsg::ReplicaWest(_)
            | GameMsg::Protection(_)
            | GameMsg::Lines(_)
            | GameMsg::ToChoices
            | GameMsg::Start
            | GameMsg::FromLesson => false,
        }
    }
}

impl GamePlay {
    pub(in crate::app) fn new(level: GameLevel, seed: &str, design: &str) -> GamePlay {
        GamePlay {
            level,
            seed: seed.to_owned(),
            design: design.to_owned(),
            lesson: None,
            day: Day::new(level, seed),
            haste: AS_IT_IS,
            banner: None,
            slowed: false,
            gives_up: false,
            stir: 0,
            making: Vec::new(),
            idle_ms: 0.0,
            end: None,
            does_lesson: false,
        }
    }

    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    pub fn ends_at(&self) -> SimTime {
        self.day.ends_at()
    }

    /// Whether the kind of a fault is kept secret now: from the second level on the learner finds it out.
    pub fn keeps_secret(&self) -> bool {
        !self.is_over() && self.level != GameLevel::WarmUp
    }

    /// Something struck, or was done about it: there is something to think about again.
    pub fn acted(&mut self) {
        self.idle_ms = 0.0;
    }

    pub fn route(&self) -> Route {
        Route::Game {
            level: self.level,
            seed: self.seed.clone(),
            design: Some(self.design.clone()),
        }
    }
}
