//! What the interview's screen knows and can be told.

use crate::app::course::Listed;
use crate::lesson::{INTERVIEW, Index, Lesson, Level};
use std::rc::Rc;

/// What the interview's screen knows, beside what was answered (`Progress::answers`).
#[derive(Clone, Debug, PartialEq)]
pub struct InterviewState {
    pub index: Listed,
    /// What was translated of it into the language that was chosen, where it came before the other.
    pub words: Option<Result<Index, String>>,
    /// The level that is practised; all of them, if none.
    pub practised: Option<Level>,
    /// The level of a mock interview, and the name that chooses its questions, as it was written.
    pub level: Level,
    pub name: String,
    /// Whether its candidate wrote it: then it stays as it is.
    pub named: bool,
    /// The time in seconds since 1970, as the browser told it last.
    pub now: u64,
    /// Lines of the record that wait for the time.
    pub undated: Vec<String>,
    /// The question that is asked.
    pub asked: Option<Asked>,
    /// The mock interview that it belongs to.
    pub mock: Option<Mock>,
}

/// A question that is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub id: String,
    /// How often it was asked before: so it has other luck, and other figures.
    pub times: usize,
    pub arrived: Arrived,
    /// When thinking began, and when it ended; in seconds since 1970.
    pub since: u64,
    pub until: Option<u64>,
    /// Whether its candidate is sure; nothing before the answer was revealed.
    pub sure: Option<bool>,
    pub marks: Vec<bool>,
    /// Which points the candidate's own run shows, once they did something there and came back.
    pub shown: Vec<Option<bool>>,
    pub(super) ticket: u32,
    /// Who tells the time: an earlier one is not heard any more.
    pub(super) beat: u32,
    /// Whether its incident was begun at the stage since it was asked.
    pub staged: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Arrived {
    NotYet,
    Here(Rc<Lesson>),
    /// It did not come, and why.
    Failed(String),
}

/// Several questions, chosen by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mock {
    pub level: Level,
    pub seed: String,
    /// Whether it is the interviewer who looks: all is open, and nothing is marked.
    pub guides: bool,
    pub ids: Vec<String>,
    pub place: usize,
    /// What was said before any answer was shown: the candidate sees them once all have been asked.
    pub said: Vec<Said>,
    pub results: Vec<Marked>,
    /// What whoever interviews has written down.
    pub notes: Vec<Note>,
    /// The question that was taken to the stage last.
    pub staged: Option<String>,
}

/// What is noted of a question. It stays in the browser of whoever interviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: String,
    /// As it was asked.
    pub title: String,
    pub text: String,
}

/// How a question of a mock interview was answered, before its answer was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub sure: bool,
    pub seconds: u64,
    /// Which points the candidate's run shows, if it was a live one.
    pub shown: Vec<Option<bool>>,
}

/// How a question of a mock interview went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub id: String,
    pub title: String,
    pub sure: bool,
    pub had: bool,
    /// The points of the rubric, and whether the candidate had them.
    pub points: Vec<(String, bool)>,
    pub seconds: u64,
    /// Whether it was a live one, and its candidate came back from the stage with nothing done there, or not at all.
    pub unworked: bool,
    /// Whether it had been answered before, within a day.
    pub practised: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum InterviewMsg {
    /// The list of questions came, or the reason why not.
    Listed(Result<String, String>),
    /// So did what was translated into a language.
    Translated(String, Result<String, String>),
    /// Asks for it again.
    Retry,
    /// What time it is, in seconds since 1970; asked for with this ticket.
    Now {
        ticket: u32,
        seconds: u64,
    },
    /// Practises what is due, or what is new.
    Next,
    Practise(Option<Level>),
    Level(Level),
    Name(String),
    Dice,
    /// The answer is revealed to somebody who is sure, or not.
    Reveal(bool),
    /// A point of the rubric was had, or not after all.
    Mark(usize),
    /// The candidate had it, or missed it.
    Judge(bool),
    /// Whoever interviews notes something of the question that they see.
    Note(String),
    /// The next question of an interviewer's list (1), or the one before (-1).
    Step(isize),
    /// The same interview once more.
    Again,
    /// Copies the link of the candidate whose guide is read.
    CopyLink,
    /// Prints what is on the screen.
    Print,
}

impl Default for InterviewState {
    fn default() -> InterviewState {
        InterviewState {
            index: Listed::Unasked,
            words: None,
            practised: None,
            level: Level::Senior,
            name: "KYIV".to_owned(),
            named: false,
            now: 0,
            undated: Vec::new(),
            asked: None,
            mock: None,
        }
    }
}

impl InterviewState {
    /// The list of questions, if it is here.
    pub fn list(&self) -> Option<&Index> {
        match &self.index {
            Listed::Here(index) => Some(index),
            Listed::Unasked | Listed::Asked | Listed::Missing(_) => None,
        }
    }

    /// What was translated has come.
    #[inline(never)]
    pub(super) fn translated(&mut self, language: &str, list: Result<String, String>) {
        self.words = Some(list.and_then(|text| Index::parse(&text)));
        if let Listed::Here(index) = &self.index {
            let index = (**index).clone();
            self.listed(index, language);
        }
    }

    /// The list has come; what was translated of it stands in it.
    pub(super) fn listed(&mut self, index: Index, language: &str) {
        let index = match self.words.take() {
            Some(words) => index.in_words_of(language, words),
            None => index,
        };
        self.index = Listed::Here(Rc::new(index));
    }

    /// The name of a mock interview as a seed, if it can be one.
    pub fn seed(&self) -> Option<String> {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let seed = words.join("-");
        crate::language::is_seed(&seed).then_some(seed)
    }

    /// Whether what is awaited bears this ticket.
    pub fn awaits(&self, ticket: u32) -> bool {
        self.asked
            .as_ref()
            .is_some_and(|asked| asked.ticket == ticket && asked.arrived == Arrived::NotYet)
    }
}

impl Asked {
    pub fn has_failed(&self) -> bool {
        matches!(self.arrived, Arrived::Failed(_))
    }

    pub fn lesson(&self) -> Option<&Rc<Lesson>> {
        match &self.arrived {
            Arrived::Here(lesson) => Some(lesson),
            Arrived::NotYet | Arrived::Failed(_) => None,
        }
    }
}

/// Whether the question that is asked goes to the stage for the first time since it was asked; `id` is the lesson's that it is.
pub fn begins_on_stage(interview: &mut InterviewState, id: &str) -> bool {
    let asked = interview.asked.as_mut();
    let is_it = |asked: &&mut Asked| id.strip_prefix(INTERVIEW) == Some(asked.id.as_str());
    let Some(asked) = asked.filter(is_it) else {
        return false;
    };
    if let Some(mock) = &mut interview.mock {
        mock.staged = Some(asked.id.clone());
    }
    !std::mem::replace(&mut asked.staged, true)
}
