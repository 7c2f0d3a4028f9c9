//! What was seen of the present step when all was drawn last: its buttons, what they would be answered, and what that follows from.

use crate::lesson::{begins_with, only_looks};
use crate::sim::{SimDuration, SimTime};

/// What was seen of the present step when all was drawn last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guide {
    /// The present step's buttons.
    pub offers: Vec<Offer>,
    /// Lines that are refused now and would bring the learner on: buttons of the step, and ways out of the verdict.
    pub awaited: Vec<String>,
    /// Whether time alone brings the present step on.
    pub goes_on: bool,
    /// Until when that is known, whatever else happens by itself.
    pub goes_on_until: Option<SimTime>,
    /// Whether a database was being made.
    pub making: bool,
    /// Whether a button wants a refusal that waiting would soon make an acceptance.
    pub fleeting: bool,
    /// Whether a button can be pressed that may end an open incident while its RTO runs.
    pub urgent: bool,
    /// Whether a replica that a button is about is behind, and comes nearer by waiting.
    pub catches_up: bool,
    /// Whether the step cannot be ended any more by what it offers: it leads back.
    pub stuck: bool,
    /// Whether that is so because a promise that the step asks for was missed.
    pub missed: bool,
    /// Whether none of its buttons can be pressed any more, and waiting brings none back: perhaps something else leads on.
    pub shut: bool,
    /// Which conditions of the present step hold.
    pub holds: Vec<bool>,
    /// When it was foreseen whether time brings the step on and a refusal is fleeting.
    pub foreseen_at: SimTime,
    /// What that follows from. Nothing was foreseen yet if none.
    pub of: Option<Ground>,
}

impl Guide {
    /// Whether what was foreseen follows from this too: nothing has happened since, or nothing that was not foreseen, for nobody has done
    /// anything.
    pub(super) fn is_of(&self, now: &Ground, at: SimTime) -> bool {
        self.of.as_ref().is_some_and(|of| {
            let untouched = of.lines == now.lines && of.step == now.step;
            of == now || untouched && self.goes_on_until.is_some_and(|until| at < until)
        })
    }

    /// Whether to run the clock fast is offered: not where the step's only button lets a stated time pass, nor where time would carry
    /// a refusal away that is waited for, since the clock stops there at once; nor past a promise that a button can keep.
    pub fn forwards(&self) -> bool {
        let lets_pass = |offer: &Offer| offer.wait.is_some();
        let only_waits = !self.offers.is_empty() && self.offers.iter().all(lets_pass);
        self.goes_on && !self.fleeting && !self.urgent && !only_waits
    }
}

/// What is foreseen follows from this.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// When something will next happen in the world by itself.
    pub next_due: Option<SimTime>,
    /// How many lines were started.
    pub lines: usize,
    /// The lesson, how many of its steps were done, and whether the present one was open.
    pub step: (String, usize, bool),
}

/// A button of the present step, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line that it runs.
    pub line: String,
    /// How long it lets time pass, if that is what it does.
    pub wait: Option<SimDuration>,
    /// Whether that time has passed since the step was opened, and that of those before it: it may pass once more.
    pub waited: bool,
    /// Whether it can be run at all now, be it refused.
    pub(super) runs: bool,
    /// Whether the line ran in this step.
    pub ran: bool,
    /// What was answered, as far as the lesson shows it, and when among all answers of the run.
    pub answer: Option<(usize, Reply)>,
    /// Why it would not be carried out now.
    pub refused: Option<Refused>,
}

impl Offer {
    /// Whether it is a fault, which strikes once.
    pub fn strikes(&self) -> bool {
        begins_with(&self.line, "fault inject")
    }

    /// Whether it has been pressed, and what it asked for has come.
    pub(super) fn is_past(&self) -> bool {
        self.ran || self.waited
    }

    /// Whether it can be pressed now, and may mend something.
    pub(super) fn may_mend(&self) -> bool {
        let waits = !self.ran && self.refused.is_none() && self.wait.is_none();
        waits && !self.strikes() && !only_looks(&self.line)
    }
}

/// What a line was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Told(String),
    Refused(String),
}

impl Reply {
    pub fn text(&self) -> &str {
        match self {
            Reply::Told(text) | Reply::Refused(text) => text,
        }
    }
}

/// Why a line is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub reason: String,
    /// Whether it could be run in the sandbox.
    pub in_sandbox: bool,
}

impl Refused {
    pub(super) fn now(reason: impl Into<String>) -> Refused {
        Refused {
            reason: reason.into(),
            in_sandbox: false,
        }
    }
}
