//! The shape of lines: words, verbs with their options, and the reading of typed values.
//!
//! It carries out none: each service brings a table of its own ([`ServiceWords`]), and a [`Catalogue`] tells which services
//! there are.

mod aws;
pub mod aws_names;
mod call;
mod error;
mod lexer;
mod matching;
mod reader;
mod service;
mod source;
mod suggest;
mod unseen;
mod verb;
mod word;

pub use aws::{GLOBAL, is_global};
pub use call::{Arg, Call};
pub use error::{LineError, Refusal};
pub use lexer::words_at;
pub use matching::match_words;
pub use reader::{DATES, DURATIONS, Reader};
pub use service::{Catalogue, Operation, ServiceWords, Statuses};
pub use source::Source;
pub use suggest::nearest;
pub use unseen::Unseen;
pub use verb::{Found, Matched, More, Opt, Takes, Value, Verb, meant};
pub use word::{Place, Word, Words, quoted};
