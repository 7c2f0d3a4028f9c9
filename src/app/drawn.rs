//! What is drawn: what the stage and the panels show, and what was said.

use crate::app::lesson::Guide;
use crate::app::lost::LostRow;
use crate::app::restore;
use crate::app::run::Run;
use crate::app::ticker::Ticker;
use crate::app::turn::Ahead;
use crate::app::ways::WayOut;
use crate::cloud::{Button, JournalEntry};
use crate::sim::{SimDuration, SimTime};
use crate::world::View;
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// What the stage draws: as of the last tick.
    pub frame: Rc<View>,
    /// What the panels draw: a few times a second, so that figures can be read.
    pub calm: Rc<Calm>,
    /// Real milliseconds since the panels were drawn.
    pub calm_age_ms: f64,
    pub ticker: Ticker,
    /// What the guide of a lesson shows of the present step.
    pub guide: Guide,
    /// What the live region says, and for how many real milliseconds it has said so.
    pub announced: String,
    pub announced_age_ms: f64,
}

impl Drawn {
    /// A view of which nothing has been computed yet.
    pub fn new(view: Rc<View>) -> Drawn {
        Drawn {
            frame: Rc::clone(&view),
            calm: Rc::new(Calm::new(view)),
            calm_age_ms: 0.0,
            ticker: Ticker::default(),
            guide: Guide::default(),
            announced: String::new(),
            announced_age_ms: 0.0,
        }
    }

    /// Another run is there, of which nothing has been computed yet: what was in the last one is no news.
    pub fn begin(&mut self, run: &Run) {
        let view = run.view();
        self.ticker = self.ticker.again(run, &view, true);
        self.calm = Rc::new(Calm::new(Rc::clone(&view)));
        self.guide = Guide::default();
        self.frame = view;
        self.announced.clear();
    }
}

/// What panels show, and what is dear to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Calm {
    pub view: Rc<View>,
    pub journal: Rc<Vec<JournalEntry>>,
    /// What can be done with the selected thing, each with the reason why not now.
    pub operations: Vec<(Button, Option<String>)>,
    /// The place of the incident whose verdict is read, among all of them.
    pub incident: Option<usize>,
    /// The ways out of it, if it is a bad write, each with the reason why not now.
    pub ways: Vec<(WayOut, Option<String>)>,
    /// The first and the last of the writes that it lost, by name.
    pub lost: Vec<LostRow>,
    /// What time alone will bring in the sandbox.
    pub ahead: Ahead,
    /// The moment to restore to, while it is being chosen.
    pub restore: Option<restore::Shown>,
    /// The lines of the sandbox's run that lie ahead, and when they will run.
    pub lines_ahead: Vec<(SimTime, String)>,
}

impl Calm {
    /// How long it takes until a line will be accepted that is refused now, if time alone brings that.
    pub fn wait_for(&self, line: &str) -> Option<Wait> {
        let until = self.ahead.when(line)?;
        Some(Wait {
            until,
            takes: until.since(self.view.now),
        })
    }

    /// A view of which nothing has been computed yet.
    pub fn new(view: Rc<View>) -> Calm {
        Calm {
            view,
            journal: Rc::default(),
            operations: Vec::new(),
            incident: None,
            ways: Vec::new(),
            lost: Vec::new(),
            ahead: Ahead::default(),
            restore: None,
            lines_ahead: Vec::new(),
        }
    }
}

/// What time alone brings, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub until: SimTime,
    pub takes: SimDuration,
}
