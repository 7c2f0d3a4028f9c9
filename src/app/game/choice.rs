//! What was chosen for a game day so far.

use crate::app::starts;
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
    /// Whether somebody has said how many copies there shall be: the design that is at hand before is the cheapest, and no choice.
    pub decided: bool,
    /// What the design costs a month, if it can be built, once it was tried out: when it is shown, for most visitors never come to it.
    pub usd_per_month: Option<f64>,
    /// How much the last choice adds to that, or saves.
    pub last_choice_usd: Option<f64>,
    pub blemishes: Vec<Blemish>,
    /// Whether a teacher has set name and level: with others it could not be handed in.
    pub set: bool,
    /// The lesson that leads here, with its id: it is done when the day fulfils what it asks for.
    pub lesson: Option<(String, Rc<Lesson>)>,
}

impl Default for SetUp {
    fn default() -> SetUp {
        SetUp {
            name: String::new(),
            level: GameLevel::WarmUp,
            design: Design::default(),
            lines: Design::default().lines(),
            own: false,
            decided: false,
            usd_per_month: None,
            last_choice_usd: None,
            blemishes: Vec::new(),
            set: false,
            lesson: None,
        }
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

    pub(super) fn try_out(&mut self) {
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
    pub(super) fn take_lines(&mut self, lines: String) {
        let design = Design::of(&lines);
        self.own = design.is_none();
        self.design = design.unwrap_or(self.design);
        self.decided = true;
        self.lines = lines;
    }

    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Design)) {
        change(&mut self.design);
        self.own = false;
        self.lines = self.design.lines();
        let before = self.usd_per_month;
        self.try_out();
        let now = self.usd_per_month.zip(before);
        self.last_choice_usd = now.map(|(now, before)| now - before);
    }
}
