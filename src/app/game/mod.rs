//! A game day on the page: the design, the clock that does not stop, what strikes, and the score.

mod clock;
mod end;
mod kept;
mod set_up;
#[cfg(test)]
mod tests;
pub mod words;

pub(in crate::app) use clock::{acted, pace, tick};
pub use end::{challenge, show_record};
pub use kept::{place, resume};
pub use set_up::{SetUp, open, set_up};

use crate::app::msg::{Effect, Msg};
use crate::app::route::Route;
use crate::app::state::State;
use crate::cloud::{JournalEntry, JournalKind};
use crate::language::{Step, parse_step};
use crate::lesson::game::{Day, Score};
use crate::lesson::{GameLevel, Lesson};
use crate::sim::SimTime;
use crate::world::Command;
use std::rc::Rc;

/// The lesson that is done once a warm-up has been passed, by whichever way it was come to.
pub const LESSON: &str = "10-game-day";
/// From this score on.
pub const PASSED: u32 = 60;
/// How many times as fast as the day's own pace.
pub const HASTES: [(f64, &str); 6] = [
    (0.5, "half"),
    (1.0, "as it is"),
    (2.0, "2×"),
    (5.0, "5×"),
    (20.0, "20×"),
    (100.0, "100×"),
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
    lesson: Option<(String, Rc<Lesson>)>,
    day: Day,
    /// A place in [`HASTES`].
    pub haste: usize,
    /// When something last struck, until somebody closes the banner.
    pub banner: Option<SimTime>,
    /// Whether giving up was asked for and waits for a yes.
    pub gives_up: bool,
    /// How many things went on when the clock last looked, which sets its pace.
    stir: usize,
    /// Real milliseconds since something struck, or was done about it.
    idle_ms: f64,
    pub end: Option<End>,
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

impl GamePlay {
    fn new(level: GameLevel, seed: &str, design: &str) -> GamePlay {
        GamePlay {
            level,
            seed: seed.to_owned(),
            design: design.to_owned(),
            lesson: None,
            day: Day::new(level, seed),
            haste: AS_IT_IS,
            banner: None,
            gives_up: false,
            stir: 0,
            idle_ms: 0.0,
            end: None,
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

    pub fn route(&self) -> Route {
        Route::Game {
            level: self.level,
            seed: self.seed.clone(),
            design: Some(self.design.clone()),
        }
    }
}

pub fn react(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    match msg {
        GameMsg::Start => return set_up::start(state),
        GameMsg::FromLesson => return set_up::from_lesson(state),
        GameMsg::Haste(haste) => change(state, |game| game.haste = haste.min(HASTES.len() - 1)),
        GameMsg::CloseBanner => change(state, |game| game.banner = None),
        GameMsg::GiveUp(asks) => {
            change(state, |game| game.gives_up = asks);
            let focus = if asks { "yield" } else { "give-up" };
            return vec![Effect::Focus(focus.to_owned())];
        }
        GameMsg::Yield => return end::give_up(state),
        GameMsg::Verdict(place) => return end::verdict(state, place),
        GameMsg::ToSandbox => return end::to_sandbox(state),
        GameMsg::Challenge => return end::copy_challenge(state),
        GameMsg::ShareRun => return vec![end::copy_run(state)],
        GameMsg::Again => return end::again(state),
        GameMsg::OtherDesign => return end::other_design(state, false),
        GameMsg::Harder => return end::other_design(state, true),
        GameMsg::Name(_)
        | GameMsg::Dice
        | GameMsg::Level(_)
        | GameMsg::MultiAz(_)
        | GameMsg::Retention(_)
        | GameMsg::Replica(_)
        | GameMsg::ReplicaWest(_)
        | GameMsg::Protection(_)
        | GameMsg::Lines(_)
        | GameMsg::ToChoices => return set_up::choose(state, msg),
    }
    Vec::new()
}

/// One step of haste more (1) or less (-1).
pub fn faster(state: &mut State, way: isize) -> Vec<Effect> {
    change(state, |game| {
        game.haste = game.haste.saturating_add_signed(way).min(HASTES.len() - 1);
    });
    Vec::new()
}

fn change(state: &mut State, change: impl FnOnce(&mut GamePlay)) {
    if let Some(game) = &mut state.game {
        change(game);
    }
}

/// What may not be asked for on a game day, and why.
pub fn forbids(state: &State, msg: &Msg) -> Option<&'static str> {
    let game = state.game.as_ref()?;
    match msg {
        Msg::Undo | Msg::NextSeed if game.is_over() => Some(OVER),
        _ if game.is_over() => None,
        Msg::TogglePlay if state.playing => Some(
            "The clock of a game day does not stop. You can give up, at the end of the list beside the stage.",
        ),
        Msg::StepForward | Msg::SeekTo(_) | Msg::Restart | Msg::Undo => Some(
            "On a game day nothing is undone and nothing is skipped. When the shift is over, you can look at every moment again.",
        ),
        Msg::NextSeed | Msg::Goal { .. } => {
            Some("Luck and goals of a game day stand until it is over.")
        }
        Msg::Share => Some("A game day can be shared when it is over."),
        _ => None,
    }
}

const OVER: &str = "The day is over. Open it in the sandbox to try another way.";

/// Why a line is not run on a game day, if so.
pub fn refusal(state: &State, line: &str) -> Option<&'static str> {
    let game = state.game.as_ref()?;
    if game.is_over() {
        return Some(OVER);
    }
    // What is no command is told so when it is run.
    let Step::Do(action) = parse_step(line).ok()? else {
        return Some("The day ends by itself. You can give up beside the stage.");
    };
    match **action.command() {
        Command::Fault(_) => Some("On a game day the faults come by themselves."),
        Command::Goal(_) => Some("The goals of a game day stand."),
        Command::Rds { .. } | Command::App(_) | Command::Number { .. } | Command::Sql { .. } => {
            None
        }
    }
}

/// Whether the kinds of faults are kept secret now.
pub fn keeps_secret(state: &State) -> bool {
    state.game.as_ref().is_some_and(GamePlay::keeps_secret)
}

/// The journal as far as it may be read now: what strikes in secret is told by what it does.
pub fn readable(state: &State) -> Rc<Vec<JournalEntry>> {
    let secret = keeps_secret(state);
    let told = |entry: &&JournalEntry| !secret || entry.kind != JournalKind::Fault;
    let entries = || state.run.journal().iter().filter(told);
    let shown = &state.calm.journal;
    match entries().count() == shown.len() {
        true => Rc::clone(shown),
        false => Rc::new(entries().cloned().collect()),
    }
}
