//! A lesson on paper: all of it, from its introduction to its last step, and nothing to press. What it asks is asked without the
//! answer; who prints it holds a class.

use crate::app::lesson::play::LessonPlay;
use crate::app::part::Parts;
use crate::lesson::words as condition_words;
use crate::lesson::{LessonStep, Prediction};

pub fn on_paper(play: &LessonPlay, at: &mut Parts) {
    let lesson = &play.lesson;
    at.within("div lesson", |at| {
        let language = lesson.language();
        at.line("h2 lesson__heading", lesson.front.title.clone())
            .in_language(language);
        at.html(&lesson.introduction).in_language(language);
        for (place, step) in lesson.steps.iter().enumerate() {
            at.within("section step-on-paper", |at| {
                step_on_paper(place, step, language, at);
            });
        }
    });
}

fn step_on_paper(place: usize, step: &LessonStep, language: Option<&str>, at: &mut Parts) {
    at.line("h3", format!("{}. {}", place + 1, step.title))
        .in_language(language);
    at.html(&step.html).in_language(language);
    for question in &step.step.predictions {
        at.within("div", |at| asked(question, at))
            .in_language(language);
    }
    at.when(!step.step.actions.is_empty(), |at| {
        at.within("ul", |at| {
            for action in &step.step.actions {
                at.within("li", |at| {
                    at.told("span", &action.label).in_language(language);
                    at.words(": ");
                    at.line("code", action.line.clone());
                });
            }
        });
    });
    at.when(!step.step.until.is_empty(), |at| {
        at.line("p", "This step is done when");
        at.within("ul", |at| {
            for condition in &step.step.until {
                let words = condition_words::to_do(condition, &step.step.actions);
                at.told("li", &words);
            }
        });
    });
}

fn asked(question: &Prediction, at: &mut Parts) {
    at.told("p done__asked", &question.question);
    at.within("ul", |at| {
        for choice in &question.choices {
            at.told("li", &choice.text);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Msg;
    use crate::app::lesson::tests::{FIRST, opened};
    use crate::app::part::read::{pressed, spoken};
    use crate::app::update::update;

    #[test]
    fn a_lesson_on_paper_is_whole_and_offers_nothing_to_press() {
        let mut state = opened(FIRST);
        update(&mut state, Msg::Paper(true));
        assert!(state.window.paper);
        let parts = Parts::of(|at| on_paper(state.lesson.as_ref().expect("it is on"), at));
        let words = spoken(&parts);
        for (place, step) in state
            .lesson
            .as_ref()
            .expect("it is on")
            .lesson
            .steps
            .iter()
            .enumerate()
        {
            let title = format!("{}. {}", place + 1, step.title);
            assert!(words.contains(&title), "{title}");
            for question in &step.step.predictions {
                let asked = Parts::of(|at| at.prose(&question.question));
                assert!(words.contains(&spoken(&asked)));
            }
        }
        assert_eq!(pressed(&parts), []);
    }
}
