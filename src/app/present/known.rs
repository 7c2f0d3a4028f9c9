//! What presenting knows and can be told.

use crate::app::lesson::{LessonPlay, LessonSource};
use crate::app::msg::Msg;
use crate::app::present::deck::{Round, Slide, deck};
use crate::app::route::Route;

/// The digits that a count has at most.
pub(super) const DIGITS: usize = 3;

/// Where a lesson stands that is being presented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    pub(super) slides: Vec<Slide>,
    /// The place of the slide that is shown.
    pub(super) at: usize,
    /// Whether the screen is black, so that the class looks at whoever speaks.
    pub(super) blank: bool,
    /// How many voted for each choice, as it was typed in.
    votes: Vec<Votes>,
    /// How many lines had run when the clock was started last: those behind them are shown.
    pub(super) known: usize,
}

/// Both votes about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Votes {
    step: usize,
    question: usize,
    rounds: [Vec<String>; 2],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PresentMsg {
    /// What comes next: a slide, or the run goes on.
    Next,
    /// The slide before. The run stays where it is.
    Back,
    /// Nobody votes about this question: the run is asked at once.
    Skip,
    /// The screen is black from now on, or no more.
    Blank,
    /// So many voted for the choice at this place.
    Count(usize, String),
}

/// A lesson that is to be presented, at its first slide.
pub(super) fn first(play: &LessonPlay) -> Option<Present> {
    source(play)?;
    let steps = play.lesson.steps.iter().enumerate();
    let votes = steps.flat_map(|(step, of)| {
        let questions = of.step.predictions.iter().enumerate();
        questions.map(move |(question, asked)| Votes {
            step,
            question,
            rounds: [(); 2].map(|()| vec![String::new(); asked.choices.len()]),
        })
    });
    Some(Present {
        slides: deck(&play.lesson),
        at: 0,
        blank: false,
        votes: votes.collect(),
        known: 0,
    })
}

/// The name of the lesson that is being presented, if it is.
pub fn source(play: &LessonPlay) -> Option<&str> {
    match &play.source {
        LessonSource::Presented(id, _) => Some(id),
        _ => None,
    }
}

impl Present {
    /// The place of the slide that is shown.
    pub fn place(&self) -> usize {
        self.at
    }

    pub fn slide(&self) -> &Slide {
        self.slides.get(self.at).unwrap_or(&Slide::Verdict)
    }

    /// Whether the stage is seen beside it.
    pub fn has_stage(&self) -> bool {
        !self.blank && self.slide().has_stage()
    }

    /// What was counted for each choice in both votes about a question.
    pub(super) fn votes(&self, step: usize, question: usize) -> Option<&[Vec<String>; 2]> {
        let mut all = self.votes.iter();
        let of = all.find(|one| one.step == step && one.question == question);
        of.map(|one| &one.rounds)
    }

    /// What is typed beside a choice: digits alone count.
    pub(super) fn count(&mut self, choice: usize, typed: &str) {
        let Slide::Ask {
            step,
            question,
            round,
        } = *self.slide()
        else {
            return;
        };
        let mut all = self.votes.iter_mut();
        let of = all.find(|one| one.step == step && one.question == question);
        let counts = of.zip(round.vote());
        let counts = counts.and_then(|(of, vote)| of.rounds.get_mut(vote));
        if let Some(count) = counts.and_then(|counts| counts.get_mut(choice)) {
            let digits = typed.chars().filter(char::is_ascii_digit);
            *count = digits.take(DIGITS).collect();
        }
    }

    /// The place of the slide that comes once nobody votes about the present question.
    pub(super) fn behind_votes(&self) -> usize {
        let asks = |slide: &Slide| {
            matches!((slide, self.slide()),
                (Slide::Ask { step: a, question: b, .. }, Slide::Ask { step: c, question: d, .. }) if (a, b) == (c, d))
        };
        let rest = self.slides.iter().skip(self.at);
        self.at + rest.take_while(|slide| asks(slide)).count()
    }
}

/// What a key asks for, wherever the focus is, on an element of this kind: a presenter's remote sends PageDown and PageUp.
#[inline(never)]
pub fn key(key: &str, target: &str) -> Option<Msg> {
    let writes = matches!(target, "INPUT" | "TEXTAREA" | "SELECT");
    let presses = matches!(target, "BUTTON" | "A" | "SUMMARY");
    let msg = match key {
        "PageDown" => PresentMsg::Next,
        "PageUp" => PresentMsg::Back,
        " " | "Enter" if !presses => PresentMsg::Next,
        "ArrowRight" if !writes => PresentMsg::Next,
        "ArrowLeft" if !writes => PresentMsg::Back,
        "s" | "S" if !writes => PresentMsg::Skip,
        "b" | "B" | "." if !writes => PresentMsg::Blank,
        "Escape" => return Some(Msg::Go(Route::Class(String::new()))),
        _ => return None,
    };
    Some(Msg::Present(msg))
}

/// A count as it was typed. Nothing where none was.
pub(super) fn read(count: &str) -> Option<u32> {
    count.parse().ok()
}

/// How many voted in a round, in all.
pub(super) fn total(counts: &[String]) -> u32 {
    counts.iter().filter_map(|count| read(count)).sum()
}

impl Round {
    /// What the class is asked to do.
    pub(super) fn words(self) -> &'static str {
        match self {
            Round::Alone => "Vote alone",
            Round::Discuss => "Convince your neighbour",
            Round::Again => "Vote again",
        }
    }
}
