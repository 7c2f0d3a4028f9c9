//! The small set of parts that the page is made of, where it is no picture: words, buttons, lists, figures.
//!
//! Presenters build them out of what they show, tests read them, and `ui::parts` alone draws them.
//! Elements and their classes stand here as the styles know them; what is deliberately missing are callbacks and nodes.

mod build;
#[cfg(test)]
pub mod read;
mod whole;

use crate::app::author::AuthorMsg;
use crate::app::class::{ClassField, ClassMsg};
use crate::app::game::GameMsg;
use crate::app::icon::Icon;
use crate::app::interview::InterviewMsg;
use crate::app::msg::Msg;
use crate::app::present::PresentMsg;
use crate::app::restore::RestoreMsg;
use crate::app::timeline::Axis;
use std::borrow::Cow;
use std::rc::Rc;

pub use build::Parts;

/// Words that are always the same, or that are made now.
pub type Words = Cow<'static, str>;

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Words(Words),
    Icon(Icon),
    Picture(Picture),
    /// What the reader has made out of an author's prose. It holds no scripts.
    Html(Words),
    /// Parts that come and go. They keep their place among the others also while there are none.
    Some(Vec<Part>),
    Group(Box<Group>),
}

/// Small drawings that are no icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Two tapes, one of them with a fork: the mark of the page.
    Mark,
    /// The copies of a ready-made start, by its name.
    Start(&'static str),
}

/// An element and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The element's name, and then its classes: `p quiet`.
    pub kind: &'static str,
    pub says: Vec<(Attribute, Words)>,
    /// What it sends when it is used.
    pub does: Option<Rc<Does>>,
    pub parts: Vec<Part>,
}

/// What a visitor can do with an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    Press(Msg),
    /// Chooses it, or no more.
    Choose(Msg),
    /// Writes into it: each letter is told.
    Write(Field),
    /// Writes into it: the text is told once it stands.
    Enter(Field),
}

/// The fields that are written into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A goal of the run, `rto` or `rpo`.
    Goal(&'static str),
    /// The name before a game day, which is its seed.
    GameName,
    /// The name of the file of the lesson that is being written.
    AuthorName,
    /// The name of a mock interview, which chooses its questions.
    InterviewName,
    /// What whoever interviews notes of a question.
    InterviewNote,
    /// Those of the class.
    Class(ClassField),
    /// How many of a class voted for a choice, by its place.
    Votes(usize),
    /// The design before a game day, as lines.
    GameLines,
    /// How fast time passes, a place among the speeds.
    Speed,
    /// The moment to restore to, in seconds after the earliest.
    RestoreSlide,
    /// The moment to restore to, as one writes it.
    RestoreTime,
    /// The moment of the run, in thousandths of the timeline.
    Moment(Axis),
}

macro_rules! attributes {
    ($($name:literal => $attribute:ident,)*) => {
        /// What is said of an element beside its words. `Class` are classes beside those of its kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Attribute {
            $($attribute,)*
            // These are no attributes to a browser.
            /// What a field holds.
            Value,
            /// Whether a choice is taken: empty if not.
            Checked,
            /// The element stays the same one where others come and go around it.
            Key,
        }

        impl Attribute {
            /// How a browser calls them, in their order.
            pub const NAMES: [&'static str; Attribute::Value as usize] = [$($name,)*];
        }
    };
}

// The most frequent first: an element's list ends with the last one that it says.
attributes! {
    "class" => Class,
    "type" => Type,
    "href" => Href,
    "id" => Id,
    "title" => Title,
    "aria-label" => Label,
    "tabindex" => TabIndex,
    "aria-disabled" => Refused,
    "style" => Style,
    "role" => Role,
    "aria-labelledby" => LabelledBy,
    "aria-hidden" => Unspoken,
    "name" => Name,
    "target" => Target,
    "rel" => Rel,
    "disabled" => Disabled,
    "scope" => Scope,
    "colspan" => ColSpan,
    "size" => Size,
    "placeholder" => Placeholder,
    "download" => Download,
    "aria-live" => Live,
    "for" => For,
    "maxlength" => MaxLength,
    "autocomplete" => AutoComplete,
    "spellcheck" => SpellCheck,
    "aria-invalid" => Invalid,
    "aria-describedby" => DescribedBy,
    "rows" => Rows,
    "open" => Open,
    "aria-modal" => Modal,
    "aria-pressed" => Pressed,
    "min" => Min,
    "max" => Max,
    "step" => Step,
    "aria-valuetext" => ValueText,
    "aria-expanded" => Expanded,
    "aria-current" => Current,
    "points" => Points,
    "viewBox" => ViewBox,
    "preserveAspectRatio" => AspectRatio,
    "data-what" => What,
    "readonly" => ReadOnly,
    "lang" => Lang,
}

impl Field {
    /// What is sent when it is written into.
    pub fn msg(self, value: String) -> Msg {
        match self {
            Field::Moment(axis) => {
                // Whole thousandths: to read fractions would weigh 5 KB in the page.
                let place: u32 = value.parse().unwrap_or_default();
                Msg::SeekTo(axis.time(f64::from(place) / 1000.0))
            }
            Field::RestoreSlide => {
                Msg::Restore(RestoreMsg::Slide(value.parse().unwrap_or_default()))
            }
            Field::RestoreTime => Msg::Restore(RestoreMsg::Type(value)),
            Field::Speed => Msg::Speed(value.parse().unwrap_or_default()),
            Field::Goal(name) => Msg::Goal { name, value },
            Field::GameName => Msg::Game(GameMsg::Name(value)),
            Field::AuthorName => Msg::Author(AuthorMsg::Name(value)),
            Field::InterviewNote => Msg::Interview(InterviewMsg::Note(value)),
            Field::InterviewName => Msg::Interview(InterviewMsg::Name(value)),
            Field::Class(field) => Msg::Class(ClassMsg::Write(field, value)),
            Field::Votes(choice) => Msg::Present(PresentMsg::Count(choice, value)),
            Field::GameLines => Msg::Game(GameMsg::Lines(value)),
        }
    }
}

impl Group {
    #[inline(never)]
    pub fn says(&mut self, what: Attribute, words: impl Into<Words>) -> &mut Group {
        self.say(what, words.into());
        self
    }

    /// The same, if it is so.
    #[inline(never)]
    pub fn says_if(&mut self, so: bool, what: Attribute, words: impl Into<Words>) -> &mut Group {
        if so {
            self.say(what, words.into());
        }
        self
    }

    fn say(&mut self, what: Attribute, words: Words) {
        self.says.push((what, words));
    }

    pub fn id(&mut self, id: impl Into<Words>) -> &mut Group {
        self.says(Attribute::Id, id)
    }

    /// It takes the focus when it is given, and Tab passes it by.
    pub fn focusable(&mut self) -> &mut Group {
        self.says(Attribute::TabIndex, "-1")
    }

    pub fn disabled_if(&mut self, so: bool) -> &mut Group {
        self.says_if(so, Attribute::Disabled, "disabled")
    }

    /// One more class, if it is so.
    pub fn class_if(&mut self, so: bool, class: &'static str) -> &mut Group {
        self.says_if(so, Attribute::Class, class)
    }

    pub fn does(&mut self, does: Does) -> &mut Group {
        self.does = Some(Rc::new(does));
        self
    }
}
