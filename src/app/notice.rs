//! What the page says to its visitor: news, refusals and questions.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
    /// What is offered beside it.
    pub door: Option<Door>,
    /// A link to be copied from it.
    pub link: Option<String>,
}

/// A way on from a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The same run, with everything on offer.
    Sandbox,
    /// The lesson begins anew under another seed.
    OtherLuck,
    /// A database that is in use is deleted.
    Delete,
    /// Back to a run that was left, by its place.
    Back(usize),
}

/// A line that waits for a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub line: String,
    /// Whether the clock ran, and will run again.
    pub playing: bool,
}

pub fn good(text: impl Into<String>) -> Notice {
    Notice {
        text: text.into(),
        bad: false,
        door: None,
        link: None,
    }
}

/// News of another run, and the way back to the one that was left, by its place.
pub fn good_and_back(text: impl Into<String>, place: usize) -> Notice {
    Notice {
        door: Some(Door::Back(place)),
        ..good(text)
    }
}

pub fn bad(text: impl Into<String>) -> Notice {
    Notice {
        bad: true,
        ..good(text)
    }
}
