//! What a screen asks of the page: each changes what is its own, and asks for the rest.

use crate::app::effect::Effect;
use crate::app::lesson::LessonSource;
use crate::app::notice::Notice;
use crate::app::window::Screen;

pub enum Ask {
    /// The browser does something.
    Do(Effect),
    /// A notice, in the place of the one that stands there.
    Say(Notice),
    /// The live region says this, and nothing else of what has changed.
    Announce(String),
    Show(Screen),
    /// The clock stops.
    Stop,
    /// A lesson comes to the stage.
    Lesson(LessonSource),
    /// The author's page takes another text into its editor; what came in its place is told: "the example".
    Draft {
        text: String,
        by: &'static str,
    },
    /// A transcript is opened, and where it came from.
    Transcript {
        text: String,
        from: &'static str,
    },
    /// Nothing is left of what was on the stage.
    ClearStage,
}

/// The focus moves to the element with this id, if it is there.
pub fn focus(id: impl Into<String>) -> Ask {
    Ask::Do(Effect::Focus(id.into()))
}
