//! Everything that can happen on the page.

use crate::app::author::AuthorMsg;
use crate::app::class::ClassMsg;
use crate::app::course::CourseMsg;
use crate::app::game::GameMsg;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::LessonMsg;
use crate::app::map::MapMsg;
use crate::app::present::PresentMsg;
use crate::app::recap::RecapMsg;
use crate::app::restore::RestoreMsg;
use crate::app::route::Route;
use crate::app::thing::Thing;
use crate::app::tour::TourMsg;
use crate::app::window::{Menu, Tab, Theme};
use crate::sim::SimTime;

#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// So many real milliseconds have passed.
    Tick(f64),
    TogglePlay,
    StepForward,
    Speed(usize),
    /// One step faster (1) or slower (-1).
    Faster(isize),
    /// Lets the clock choose its speed, or not.
    ToggleAuto,
    SeekTo(SimTime),
    TogglePauses,
    Undo,
    Restart,
    NextSeed,
    /// Runs a line of the one language.
    Act(String),
    Select(Thing),
    /// A name in a text is pointed at: what is called so lights up on the stage, which comes into sight if it is `pressed`. An empty
    /// one puts all out.
    Point {
        name: String,
        pressed: bool,
    },
    Open(Tab),
    /// Opens the tab to the left (-1) or right (1), and moves the focus there.
    MoveTab(isize),
    OpenMenu(Menu),
    CloseMenus,
    /// The focus or a press has left the menu that is open: it closes, and the focus stays where it is.
    LeaveMenu,
    /// Closes what was opened by selecting a thing: the tab of before comes back.
    CloseSheet,
    Terminal(TerminalMsg),
    /// Opens the terminal and goes to its command line.
    ToPrompt,
    Goal {
        name: &'static str,
        value: String,
    },
    /// Opens a ready-made start, by its name.
    Start(&'static str),
    EmptySandbox,
    /// Opens a transcript from a file or a link.
    OpenTranscript {
        text: String,
        from: &'static str,
    },
    Unreadable(&'static str),
    /// Changes places with a branch that was left, by its number.
    OpenBranch(usize),
    /// Reads another incident's verdict, by its place.
    Incident(usize),
    /// Says why something cannot be done now.
    WhyNot(String),
    /// Why something cannot be done stands on its button: it is heard, and not shown once more.
    Hear(String),
    Share,
    Copied,
    /// The browser does not let the page copy this link.
    NotCopied(String),
    Import,
    Theme(Theme),
    ToggleHelp,
    /// Single keys work as shortcuts, or not.
    ToggleKeys,
    /// What is read goes to paper, or has been there.
    Paper(bool),
    DismissNotice,
    /// Says yes to what the notice asks.
    Confirm,
    /// The page is about to be left, or out of sight.
    Leave,
    Tour(TourMsg),
    /// Goes somewhere within the page.
    Go(Route),
    Course(CourseMsg),
    Lesson(LessonMsg),
    Author(AuthorMsg),
    Game(GameMsg),
    Interview(InterviewMsg),
    Class(ClassMsg),
    Map(MapMsg),
    Present(PresentMsg),
    Recap(RecapMsg),
    Restore(RestoreMsg),
}

impl Msg {
    /// Whether pressing twice at once is to press once: whoever strikes, or goes on, means to do so one time.
    pub fn is_once(&self) -> bool {
        matches!(self, Msg::Act(_) | Msg::Tour(_) | Msg::Lesson(_))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum TerminalMsg {
    Input(String),
    Submit,
    /// Back (-1) or on (1) in the history of lines.
    History(i32),
    /// Puts a line at the prompt, to be changed before it runs.
    Edit(String),
}
