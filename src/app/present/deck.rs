//! What is shown after what: a lesson cut into slides.

use crate::app::present::aloud::told_to_a_class;
use crate::lesson::{Lesson, LessonStep};

/// What is shown at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slide {
    /// What the lesson is called, teaches and promises.
    Title,
    /// A paragraph, or a list: of a step, of the introduction or of the debrief.
    Idea { part: Told, html: String },
    /// A question of a step, in one of its rounds. Nothing tells its answer.
    Ask {
        step: usize,
        question: usize,
        round: Round,
    },
    /// The run goes on until the step has come to its end.
    Run { step: usize },
    /// What the run answered to a question.
    Settled { step: usize, question: usize },
    /// What the whole run came to. A game day is yet to be played.
    Verdict,
}

/// Where an idea is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Before,
    In(usize),
    After,
}

/// How a class comes to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Everybody votes alone.
    Alone,
    /// They talk about it.
    Discuss,
    /// They vote once more.
    Again,
}

impl Round {
    pub const ALL: [Round; 3] = [Round::Alone, Round::Discuss, Round::Again];

    /// The place of its votes among both, if it has any.
    pub fn vote(self) -> Option<usize> {
        match self {
            Round::Alone => Some(0),
            Round::Discuss => None,
            Round::Again => Some(1),
        }
    }
}

impl Slide {
    /// The step that it belongs to, by its place.
    pub fn step(&self) -> Option<usize> {
        match self {
            Slide::Idea {
                part: Told::In(step),
                ..
            }
            | Slide::Ask { step, .. }
            | Slide::Run { step }
            | Slide::Settled { step, .. } => Some(*step),
            Slide::Title | Slide::Idea { .. } | Slide::Verdict => None,
        }
    }

    /// Whether the stage stands beside it.
    pub fn has_stage(&self) -> bool {
        let in_step = matches!(
            self,
            Slide::Idea {
                part: Told::In(_),
                ..
            }
        );
        in_step || matches!(self, Slide::Run { .. })
    }
}

/// The slides of a lesson.
pub fn deck(lesson: &Lesson) -> Vec<Slide> {
    let mut deck = vec![Slide::Title];
    let tell = |html: &str, part| {
        let ideas = ideas(html).into_iter().filter_map(told_to_a_class);
        ideas.map(move |html| Slide::Idea { part, html })
    };
    deck.extend(tell(&lesson.introduction, Told::Before));
    for (place, step) in lesson.steps.iter().enumerate() {
        deck.extend(tell(&step.html, Told::In(place)));
        deck.extend(of_questions(place, step));
    }
    deck.extend(tell(&lesson.debrief, Told::After));
    deck.push(Slide::Verdict);
    deck
}

/// All votes come before the run, and all answers after it.
fn of_questions(step: usize, of: &LessonStep) -> impl Iterator<Item = Slide> {
    let questions = 0..of.step.predictions.len();
    let asked = questions.clone().flat_map(move |question| {
        Round::ALL.map(|round| Slide::Ask {
            step,
            question,
            round,
        })
    });
    let run = (!of.step.until.is_empty()).then_some(Slide::Run { step });
    let settled = questions.map(move |question| Slide::Settled { step, question });
    asked.chain(run).chain(settled)
}

/// Prose cut into its paragraphs, lists and tables. A heading, and what ends with a colon, stays with what follows.
fn ideas(html: &str) -> Vec<String> {
    let mut ideas = Vec::new();
    let (mut depth, mut from, mut rest) = (0_usize, 0, html);
    while let Some(opened) = rest.find('<') {
        let Some(length) = rest[opened..].find('>') else {
            break;
        };
        let tag = &rest[opened + 1..opened + length];
        rest = &rest[opened + length + 1..];
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), name) {
            (_, "br" | "hr" | "img" | "input") => {}
            (false, _) => depth += 1,
            (true, _) => depth = depth.saturating_sub(1),
        }
        let end = html.len() - rest.len();
        let so_far = html[from..end].trim();
        let leads_on = name.starts_with('h') || so_far.ends_with(":</p>");
        if depth == 0 && !leads_on {
            ideas.push(so_far.to_owned());
            from = end;
        }
    }
    let last = html[from..].trim();
    if !last.is_empty() {
        ideas.push(last.to_owned());
    }
    ideas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_cut_between_its_paragraphs_and_what_leads_on_stays_with_what_follows() {
        let html = "<p>One <b>idea</b>,<br>in two lines.</p>\n<p>Three things:</p>\n<ul>\n<li><p>a</p></li>\n<li>b</li>\n</ul>\n<p>Then.</p>\n";
        assert_eq!(
            ideas(html),
            [
                "<p>One <b>idea</b>,<br>in two lines.</p>",
                "<p>Three things:</p>\n<ul>\n<li><p>a</p></li>\n<li>b</li>\n</ul>",
                "<p>Then.</p>",
            ]
        );
        assert_eq!(ideas(" \n"), Vec::<String>::new());
        assert_eq!(ideas("<p>broken"), ["<p>broken"]);
    }
}
