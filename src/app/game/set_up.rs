//! Before the day: name, level and design.

use crate::app::course;
use crate::app::game::{GameMsg, GamePlay};
use crate::app::msg::Effect;
use crate::app::opening;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::state::{Screen, State, Tab};
use crate::app::update::{bad, refresh};
use crate::app::words;
use crate::language::is_seed;
use crate::lesson::game::{self, Blemish, Design, rules};
use crate::lesson::{GameLevel, Lesson};
use std::rc::Rc;

/// What was chosen so far.
#[derive(Clone, Debug, PartialEq)]
pub struct SetUp {
    /// What stands in the field; [`SetUp::seed`] is what it comes to.
    pub name: String,
    pub level: GameLevel,
    pub design: Design,
    /// The design's `given` lines: those of the choices, or one's own.
    pub lines: String,
    /// Whether the lines are one's own, so that the choices do not tell of them.
    pub own: bool,
    /// What the design costs a month, if it can be built.
    pub usd_per_month: Option<f64>,
    pub blemishes: Vec<Blemish>,
    /// The lesson that leads here, with its id: it is done when the day fulfils what it asks for.
    pub lesson: Option<(String, Rc<Lesson>)>,
}

impl Default for SetUp {
    fn default() -> SetUp {
        let mut set_up = SetUp {
            name: String::new(),
            level: GameLevel::WarmUp,
            design: Design::default(),
            lines: Design::default().lines(),
            own: false,
            usd_per_month: None,
            blemishes: Vec::new(),
            lesson: None,
        };
        set_up.try_out();
        set_up
    }
}

impl SetUp {
    /// The seed that the name comes to: spaces become hyphens. None if it has other signs.
    pub fn seed(&self) -> Option<String> {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let seed = match words.is_empty() {
            true => starts::FIRST_SEED.to_owned(),
            false => words.join("-"),
        };
        is_seed(&seed).then_some(seed)
    }

    /// By how much the design is above the level's budget.
    pub fn over_budget(&self) -> Option<f64> {
        let over = self.usd_per_month? - f64::from(rules(self.level).budget_usd);
        (over > 0.0).then_some(over)
    }

    fn try_out(&mut self) {
        match game::try_out(starts::FIRST_SEED, &self.lines) {
            Ok(session) => {
                self.usd_per_month = Some(session.world().view().monthly_cost_usd());
                self.blemishes = Vec::new();
            }
            Err(blemishes) => {
                self.usd_per_month = None;
                self.blemishes = blemishes;
            }
        }
    }

    /// Takes lines over; the choices follow where they can say the same.
    fn take_lines(&mut self, lines: String) {
        let design = Design::of(&lines);
        self.own = design.is_none();
        self.design = design.unwrap_or(self.design);
        self.lines = lines;
        self.try_out();
    }

    fn choose(&mut self, change: impl FnOnce(&mut Design)) {
        change(&mut self.design);
        self.own = false;
        self.lines = self.design.lines();
        self.try_out();
    }
}

pub(super) fn choose(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    let set_up = &mut state.set_up;
    match msg {
        GameMsg::Name(name) => set_up.name = name,
        GameMsg::Dice => {
            let present = set_up.seed().unwrap_or_default().to_ascii_uppercase();
            set_up.name = starts::next_seed(&present).to_owned();
            state.announced = format!("The name is {}.", state.set_up.name);
        }
        GameMsg::Level(level) => set_up.level = level,
        GameMsg::MultiAz(on) => set_up.choose(|design| design.multi_az = on),
        GameMsg::Retention(days) => set_up.choose(|design| design.retention_days = days),
        GameMsg::Replica(on) => set_up.choose(|design| design.replica = on),
        GameMsg::ReplicaWest(on) => set_up.choose(|design| design.replica_west = on),
        GameMsg::Protection(on) => set_up.choose(|design| design.deletion_protection = on),
        GameMsg::Lines(lines) => set_up.take_lines(lines),
        GameMsg::ToChoices => set_up.choose(|_| ()),
        _ => {}
    }
    Vec::new()
}

/// Shows the choice of name, level and design.
pub fn set_up(state: &mut State) -> Vec<Effect> {
    state.screen = Screen::GameSetUp;
    state.playing = false;
    state.notice = None;
    vec![Effect::Focus("headline".to_owned())]
}

/// Shows the same with the choices of a link filled in, ready to start.
pub fn open(
    state: &mut State,
    level: GameLevel,
    seed: &str,
    design: Option<String>,
) -> Vec<Effect> {
    let set_up_ = &mut state.set_up;
    set_up_.level = level;
    set_up_.name = seed.to_owned();
    if let Some(lines) = design {
        set_up_.take_lines(lines);
    }
    set_up(state)
}

/// From the lesson on the stage: its level, and the design at hand.
pub(super) fn from_lesson(state: &mut State) -> Vec<Effect> {
    let Some(play) = &state.lesson else {
        return Vec::new();
    };
    let front = &play.lesson.front;
    let Some((level, start)) = front.game.zip(Some(front.start.clone())) else {
        return Vec::new();
    };
    let lesson = play.id.clone().zip(Some(Rc::clone(&play.lesson)));
    state.set_up.lesson = lesson;
    let name = state.set_up.name.clone();
    let mut effects = open(state, level, &name, Some(start));
    effects.push(Effect::Address(Route::GameDay.fragment()));
    effects
}

/// Begins the day.
pub(super) fn start(state: &mut State) -> Vec<Effect> {
    let set_up = &state.set_up;
    let Some(seed) = set_up.seed() else {
        return vec![Effect::Focus("game-name".to_owned())];
    };
    if !set_up.blemishes.is_empty() {
        return vec![Effect::Focus("game-lines".to_owned())];
    }
    let (level, lines) = (set_up.level, set_up.lines.clone());
    begin(state, level, &seed, &lines)
}

/// Begins a day with a design that can be played.
pub(super) fn begin(state: &mut State, level: GameLevel, seed: &str, lines: &str) -> Vec<Effect> {
    match Run::open(&game::start(level, seed, lines)) {
        Ok(run) => {
            let mut game = GamePlay::new(level, seed, lines);
            game.lesson = state.set_up.lesson.clone();
            enter(state, run, game);
            state.playing = true;
            let until = words::span(rules(level).shift);
            state.announced = format!("The shift begins. It lasts {until}.");
            let mut effects = course::keep_run(state);
            effects.extend(
                state
                    .game
                    .iter()
                    .map(|game| Effect::Address(game.route().fragment())),
            );
            effects.push(Effect::Focus("game-heading".to_owned()));
            effects
        }
        Err(reason) => {
            state.notice = Some(bad(reason));
            Vec::new()
        }
    }
}

/// Puts a game day on the stage.
pub(super) fn enter(state: &mut State, run: Run, game: GamePlay) {
    opening::enter(state, run);
    state.game = Some(game);
    state.tab = Tab::Game;
    state.quiet_ms = 0.0;
    refresh(state);
}
