//! Everything that the page may do to the browser.

use crate::app::author::Idle;
use crate::app::class::ClassEffect;
use crate::app::reader::Task;
use crate::app::window::Theme;

/// What `ui` carries out.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Remembers the transcript in this browser.
    Save(String),
    SaveTheme(Theme),
    /// Single keys work as shortcuts from now on, or not; the browser remembers it.
    SaveKeys(bool),
    /// Remembers what was done, as text.
    SaveProgress(String),
    /// Forgets the sandbox's run and what was done.
    Forget,
    /// Puts a fragment, without `#`, into the address bar, so that Back leads here.
    Address(String),
    /// Fetches the list of lessons.
    FetchIndex,
    /// Fetches the list of the interview's questions.
    FetchQuestions,
    /// Tells the interview what time it is, after so many milliseconds.
    TellTime {
        ticket: u32,
        after_ms: u32,
    },
    /// What the class asks for.
    Class(ClassEffect),
    /// Tells the protection map to go on once the browser has had its turn.
    DrawMap(u32),
    /// Opens the browser's way to paper.
    Print,
    /// Fetches the names of all that AWS has, unless they are here: so that the terminal can say what it merely does not model.
    KnowAws,
    /// Puts the link into the clipboard and the address bar; the fragment is without `#`.
    CopyLink(String),
    PickFile,
    /// Moves the focus to the element with this id, if it is there.
    Focus(String),
    /// Remembers where the focus is, before anything moves it.
    KeepFocus,
    /// Moves the focus back to where it was when it was kept; if that is gone, to the element with this id.
    ReturnFocus(&'static str),
    /// Brings the newest line of the terminal into sight.
    ScrollTerminal,
    /// Scrolls what the element with this id holds to its beginning.
    ToTop(&'static str),
    /// Scrolls to the element with this id, if it is out of sight.
    Show(String),
    /// Scrolls to the stage, and in it so that what stands in the lanes of these elements is in sight above the clock, the first of
    /// them whatever happens; unless it was not called for, and the stage is out of sight.
    Watch {
        lanes: Vec<String>,
        called: bool,
    },
    /// A step has ended. Where stage and text stand under each other, these lanes are watched as above; else what it came to is read.
    Ended(Vec<String>),
    /// Closes the inspector where it lies over the stage: what was asked for is seen there.
    Uncover,
    /// Fetches the text of a lesson.
    FetchLesson {
        ticket: u32,
        address: String,
    },
    /// Fetches the same in another language, or in English where it does not come; or a list of what was translated.
    FetchTranslation {
        ticket: u32,
        address: String,
    },
    /// Looks up the lesson that is being written.
    LoadDraft {
        ticket: u32,
    },
    /// Looks up the lesson that came from a file.
    LoadDropped {
        ticket: u32,
    },
    /// Remembers the lesson that came from a file, and goes to where a reload finds it; says so where that cannot be.
    KeepDropped(String),
    ForgetDropped,
    SaveDraft(String),
    /// Remembers the author's text that another one replaced; an empty one is forgotten.
    SaveReplaced(String),
    /// Tells the author's page after a while that nothing more was typed.
    Later {
        ticket: u32,
        ms: u32,
        ask: Idle,
    },
    /// Puts the cursor of the author's text somewhere.
    Caret {
        line: u32,
        column: u32,
    },
    /// Asks the reader, which answers another day.
    AskReader {
        ticket: u32,
        ask: Task,
        text: String,
    },
}

impl Effect {
    /// Whether it looks for what the page shows then: it has to be drawn first, and a slow device takes its time for that.
    pub fn waits_for_drawing(&self) -> bool {
        matches!(
            self,
            Effect::Focus(_)
                | Effect::ReturnFocus(_)
                | Effect::ScrollTerminal
                | Effect::ToTop(_)
                | Effect::Show(_)
                | Effect::Watch { .. }
                | Effect::Ended(_)
                | Effect::Uncover
                | Effect::Caret { .. }
        )
    }

    /// Whether it changes what this browser keeps of its learner. A draft that is played beside its text must not.
    pub fn touches_progress(&self) -> bool {
        matches!(
            self,
            Effect::Save(_)
                | Effect::SaveProgress(_)
                | Effect::Forget
                | Effect::KeepDropped(_)
                | Effect::ForgetDropped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_for_something_on_the_page_waits_until_that_is_drawn() {
        let id = || "sheet-close".to_owned();
        for effect in [
            Effect::Focus(id()),
            Effect::ReturnFocus("stage"),
            Effect::Show(id()),
            Effect::ToTop("tabpanel"),
            Effect::ScrollTerminal,
            Effect::Caret { line: 1, column: 1 },
        ] {
            assert!(effect.waits_for_drawing(), "{effect:?}");
        }
        // What has the focus may be gone once the page is drawn.
        assert!(!Effect::KeepFocus.waits_for_drawing());
    }

    #[test]
    fn a_draft_that_is_played_leaves_runs_and_progress_alone() {
        let text = String::new;
        for effect in [
            Effect::Save(text()),
            Effect::SaveProgress(text()),
            Effect::Forget,
            Effect::KeepDropped(text()),
            Effect::ForgetDropped,
        ] {
            assert!(effect.touches_progress(), "{effect:?}");
        }
        for effect in [Effect::LoadDraft { ticket: 1 }, Effect::Focus(text())] {
            assert!(!effect.touches_progress(), "{effect:?}");
        }
    }
}
