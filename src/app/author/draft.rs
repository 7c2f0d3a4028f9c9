//! The lesson that is being written, and what its author asks for.

use crate::lesson::{Entry, Mistake};
use std::rc::Rc;

/// What the author's page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    pub text: Rc<str>,
    pub found: Found,
    pub mistakes: Rc<Vec<Mistake>>,
    /// Whether the text could not be read when it was last looked at: then there is nothing to play.
    pub unreadable: bool,
    /// What makes each right answer right, once it was proved.
    pub answers: Rc<Vec<String>>,
    /// The line and column of the cursor, from 1.
    pub cursor: (u32, u32),
    /// The author's own text that another one replaced, until it is brought back.
    pub replaced: Option<Replaced>,
    /// The text as it came from the example or a file: while it is unchanged, nothing is lost with it.
    pub(super) loaded: Rc<str>,
    /// What the list of lessons would say of the text, once it was read; its name is given later.
    pub(super) entry: Option<Entry>,
    /// The name of its file, as its author wrote it, or as it was taken from the host; nothing where its title gives the name.
    pub(super) name: Option<String>,
    /// What is opened beside the text.
    pub(super) panel: Option<Panel>,
    /// The lesson of the host that is to come into the editor.
    pub(super) taken: Option<Taken>,
    /// How often it was played: the frame is made anew each time.
    pub played: u32,
    /// The number of the question whose answer counts.
    pub(super) ticket: u32,
}

/// A text of the author's that gave way to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    pub text: Rc<str>,
    /// What came in its place: "the example".
    pub by: &'static str,
}

/// What is opened beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The lessons of the host.
    Host,
    /// What is to be put on a host.
    Package,
}

/// A lesson of the host that its author wants to edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// As the list names it: `own/ours`.
    pub id: String,
    /// Whether it waits for a yes, for what stands in the editor gives way to it.
    pub asks: bool,
}

/// What is known of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Found {
    /// Not looked at since it was changed.
    #[default]
    Nothing,
    /// It can be read; whether it proves itself is not known.
    Readable,
    /// It is being replayed.
    Checking,
    /// The solution wins, the decoys lose.
    Proved,
    /// It has mistakes.
    Mistaken,
    /// The part of the page that reads lessons did not start.
    NoReader,
}

#[derive(Clone, Debug, PartialEq)]
pub enum AuthorMsg {
    Typed(String),
    /// Nothing was typed for a while, since the question of this number.
    Idle {
        ticket: u32,
        ask: Idle,
    },
    Cursor(u32, u32),
    /// Proves the lesson now.
    Check,
    /// Plays it as it stands.
    Play,
    /// Goes to a mistake, by its place.
    GoTo(usize),
    /// Opens something beside the text, or closes it.
    Panel(Panel),
    /// Takes a lesson of the host into the editor; asks first where that holds something of the author's own.
    Take(String),
    /// The answer to that.
    TakeIt(bool),
    /// The name of its file.
    Name(String),
    /// Begins anew with the example of the author's guide.
    Example,
    /// Brings the text back that was replaced.
    BringBack,
    /// The browser kept a text that was replaced on an earlier visit.
    Kept(String),
}

/// What to do after a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    Read,
    Check,
}
