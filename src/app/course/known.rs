//! What the home page knows: the list of lessons, and how far its learner has come.

use crate::app::progress::{Place, Progress};
use crate::app::route::Route;
use crate::lesson::Index;
use std::rc::Rc;

/// What the home page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CourseState {
    pub index: Listed,
    /// The host's own list, where it came before the other.
    pub own: Option<Result<Index, String>>,
    /// What was translated into the language that was chosen, where it came before the other.
    pub words: Option<Result<Index, String>>,
    pub progress: Progress,
    /// Whether this browser has been here before.
    pub visited: bool,
    /// Whether it had when this visit began: then one goes on where one was, whatever that is.
    pub returned: bool,
    /// Whether this visit began with the first minute, so that Back leads there.
    pub began_with_tour: bool,
    /// The transcript of the sandbox, wherever the learner is now.
    pub sandbox: Option<String>,
    /// Whether the run on the stage is that of the sandbox.
    pub in_sandbox: bool,
    /// The run of the sandbox as it came by a link, until something is done in it.
    pub linked: Option<String>,
    /// Where the run of the sandbox was opened to be watched: a question of the interview, by its fragment.
    pub watched: Option<String>,
    /// The lesson that was just finished, until somewhere else is gone to.
    pub finished: Option<String>,
    /// The title of the lesson that came from a file and is kept.
    pub dropped: Option<String>,
    /// Whether it is being asked if everything should be forgotten.
    pub forgetting: bool,
    /// Whether a file is being dragged over the page.
    pub dragging: bool,
}

/// The list of lessons.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Listed {
    #[default]
    Unasked,
    Asked,
    Here(Rc<Index>),
    /// It could not be fetched or read, and why.
    Missing(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum CourseMsg {
    /// The list of lessons came, or the reason why not.
    Listed(Result<String, String>),
    /// So did the host's own.
    OwnListed(Result<String, String>),
    /// So did what was translated into a language.
    Translated(String, Result<String, String>),
    /// Asks for the list again.
    Retry,
    /// A file is being dragged over the page, or no more.
    Dragged(bool),
    /// A file was dropped or chosen.
    File {
        text: String,
        from: &'static str,
    },
    /// Asks whether to forget everything; or leaves it at that.
    AskToForget(bool),
    Forget,
    /// Forgets the lesson that came from a file, and where one was in it.
    ForgetDropped,
}

impl CourseState {
    /// What this browser kept of earlier visits: the sandbox's transcript, and the progress, which may be damaged.
    pub fn recall(&mut self, sandbox: Option<String>, progress: Option<&str>) {
        self.visited = sandbox.is_some() || progress.is_some();
        self.returned = self.visited;
        self.progress = progress
            .and_then(|text| Progress::parse(text).ok())
            .unwrap_or_default();
        let route = Route::Sandbox.fragment();
        if sandbox.is_some() && self.progress.place(&route).is_none() {
            // From before there were lessons.
            self.progress.places.push(named_sandbox(String::new()));
        }
        self.sandbox = sandbox;
    }
}

pub(super) fn named_sandbox(note: String) -> Place {
    Place {
        route: Route::Sandbox.fragment(),
        title: "Your run in the sandbox".to_owned(),
        note,
        ..Place::default()
    }
}
