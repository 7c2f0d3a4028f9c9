//! What a screen asks of the page: each changes what is its own, and asks for the rest.

use crate::app::branch::Branch;
use crate::app::course::Record;
use crate::app::effect::Effect;
use crate::app::game::GamePlay;
use crate::app::landing::Landing;
use crate::app::lesson::{LessonPlay, LessonSource};
use crate::app::notice::{Door, Notice};
use crate::app::run::Run;
use crate::app::share::Sight;
use crate::app::thing::Thing;
use crate::app::tour::Tour;
use crate::app::window::{Screen, Tab};
use crate::sim::SimTime;

pub enum Ask {
    /// The browser does something.
    Do(Effect),
    /// A notice, in the place of the one that stands there.
    Say(Notice),
    /// The notice goes.
    Hush,
    /// The live region says this, and nothing else of what has changed.
    Announce(String),
    /// A line is not run, and this is why; the terminal says so too.
    Refuse {
        line: String,
        reason: String,
        door: Option<Door>,
    },
    Show(Screen),
    Open(Tab),
    Select(Thing),
    /// This incident's verdict is read, by its place; otherwise the last.
    Read(Option<usize>),
    /// Whatever is open closes, and the focus goes back.
    Close,
    Play,
    Stop,
    /// The clock stops because somebody asks for it.
    Pause,
    /// The clock has run for so many real milliseconds: the stage is drawn, and the panels now and then.
    Frame(f64),
    /// All is looked at anew: a step of a lesson may end, and everything is drawn.
    Look,
    /// Time went on otherwise than by the clock: the newest orders are shown.
    Leap,
    /// It is said that it is the learner's turn.
    Turn,
    /// Where the page comes to stand once all has been done.
    Land(Landing),
    /// The run is kept where it belongs.
    Keep,
    Record(Record),
    /// A line of the record, which is dated when the browser has told the time.
    Note(String),
    /// The list of lessons is fetched, unless it is here.
    Listed,
    /// Somebody was here.
    Visited,
    /// A line is run, after a yes where it deletes what is in use.
    Act(String),
    /// A line is run.
    Run(String),
    /// Another run takes the place of the present one.
    Enter(Box<Run>, On),
    /// The present run goes on until its last line has run, and then to this moment.
    GoTo(Option<SimTime>),
    /// The present moment is seen as whoever shared it saw it.
    See(Box<Sight>),
    /// A transcript is opened, and where it came from, if it was not made here.
    Transcript {
        text: String,
        from: Option<&'static str>,
    },
    /// Lines are taken back until so many are left, and the clock goes to this moment.
    TakeBack {
        lines: usize,
        to: SimTime,
    },
    /// The present run changes places with a branch that was left.
    Branch(usize),
    /// The run on the stage is the sandbox's from now on.
    Settle,
    /// A lesson comes to the stage.
    Lesson(LessonSource),
    /// The lesson that came from a file is kept, in the place of the one before.
    KeepDropped {
        title: String,
        text: String,
    },
    /// It does not stand on the stage any more.
    LeaveDropped,
    /// The author's page takes another text into its editor; what came in its place is told: "the example".
    Draft {
        text: String,
        by: &'static str,
    },
    /// Nothing is left of what was on the stage.
    ClearStage,
}

/// What a run is for.
pub enum On {
    Tour(Tour),
    Lesson(Box<LessonPlay>),
    Game(Box<GamePlay>),
    /// It is the sandbox's; runs that were left there are kept.
    Sandbox(Vec<Branch>),
}

/// The focus moves to the element with this id, if it is there.
pub fn focus(id: impl Into<String>) -> Ask {
    Ask::Do(Effect::Focus(id.into()))
}
