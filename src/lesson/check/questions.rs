//! What the run makes right of the questions.

use super::Proving;
use crate::lesson::answers::{RightAnswer, words_of};
use crate::lesson::replay::Replay;

impl Proving<'_> {
    /// Each question has one right answer, and the same one under any luck.
    pub(super) fn answers_of(&mut self, run: &Replay, seed: &str) {
        let known = std::mem::take(&mut self.answers);
        for (number, answers) in run.play.answers.iter().enumerate() {
            for (question, answer) in answers.iter().enumerate() {
                let first = known
                    .get(number)
                    .and_then(|known| known.get(question))
                    .copied();
                let figures = run.seen.get(number).and_then(|seen| seen.get(question));
                let figures = figures.map_or_else(String::new, |seen| words_of(seen));
                let cause = match (answer, first) {
                    (None, _) => {
                        format!("under seed {seed} no choice is right, or more than one: {figures}")
                    }
                    (Some(_), None) => continue,
                    (answer, Some(first)) if *answer == first => continue,
                    (Some(_), Some(_)) => {
                        format!(
                            "under seed {seed} another choice is right than under the lesson's: {figures}"
                        )
                    }
                };
                let [a, b] = self.step_of(number);
                self.notes.mistake(
                    &[a, b, "predict".into(), question.into()],
                    format!("step {}, question {}", number + 1, question + 1),
                    cause,
                    "choose bounds of when that part the choices under any luck",
                );
            }
        }
        self.tempting(run, &known);
        self.remember(run);
        self.answers = match known.is_empty() {
            true => run.play.answers.clone(),
            false => known,
        };
    }

    /// Of a question of a recap each wrong choice says why it tempts, and the right one does not.
    fn tempting(&mut self, run: &Replay, known: &[Vec<Option<usize>>]) {
        let asked = self.lesson.recap().is_some() && known.is_empty();
        let first = run.play.answers.first().filter(|_| asked);
        let Some(Some(Some(right))) = first.map(|answers| answers.first().copied()) else {
            return;
        };
        let choices = self
            .lesson
            .steps
            .iter()
            .flat_map(|step| &step.step.predictions);
        for (place, choice) in choices.flat_map(|asked| &asked.choices).enumerate() {
            let cure = match (choice.tempts.is_some(), place == right) {
                (true, true) => "it is right: say so in explain, and take tempts out",
                (false, false) => "it is wrong: say in tempts why it tempts, and why it is not so",
                (true, false) | (false, true) => continue,
            };
            let question = ["step".into(), 0.into(), "predict".into(), 0.into()];
            let path: Vec<_> = question
                .into_iter()
                .chain(["choice".into(), place.into()])
                .collect();
            let cause = format!("choice {} stands otherwise than the run has it", place + 1);
            self.notes.mistake(&path, "question", cause, cure);
        }
    }

    /// Keeps what made the answers right; under the first seed also which they are.
    fn remember(&mut self, run: &Replay) {
        let questions = run.play.answers.iter().zip(&run.seen).enumerate();
        let mut known = std::mem::take(&mut self.right).into_iter();
        for (number, (answers, seen)) in questions {
            let asked = self.lesson.steps[number].step.predictions.iter();
            for (question, ((answer, seen), asked)) in
                answers.iter().zip(seen).zip(asked).enumerate()
            {
                let choice = answer.and_then(|place| asked.choices.get(place));
                let text = choice.map_or("no choice, or more than one", |choice| &choice.text);
                let right = match known.next() {
                    Some(mut right) => {
                        right.add(seen);
                        right
                    }
                    None => RightAnswer::new(
                        format!("step {}, question {}", number + 1, question + 1),
                        text.to_owned(),
                        seen.clone(),
                    ),
                };
                self.right.push(right);
            }
        }
    }
}
