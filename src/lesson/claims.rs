//! What a step's words claim, and what its solution does in it, must stand in the step: else its learner is misled, or stuck.

use crate::lesson::notes::Notes;
use crate::lesson::places::Key;
use crate::lesson::replay::Replay;
use crate::lesson::{Lesson, LessonStep, Step, only_looks};

/// What is wrong with the steps of a lesson, as its solution shows.
pub(super) fn mistakes(lesson: &Lesson, run: &Replay, notes: &mut Notes) {
    for (number, step) in lesson.front.steps.iter().enumerate() {
        looks(number, step, run, notes);
    }
    for step in &lesson.steps {
        let place = format!("section \"{}\"", step.title);
        for word in without_ground(step) {
            let cause = format!(
                "the text speaks of `{word}`, and the step neither asks for it nor shows it"
            );
            let cure = "name it in until, in a button or in places, or leave the backticks out";
            notes.mistake(&section_of(lesson, step), place.clone(), cause, cure);
        }
    }
    if lesson.front.game.is_none() {
        unoffered(lesson, run, notes);
    }
}

fn section_of<'l>(lesson: &Lesson, step: &LessonStep) -> [Key<'l>; 3] {
    let mut steps = lesson.front.steps.iter();
    let place = steps.position(|one| one.section == step.title);
    ["step".into(), place.unwrap_or(0).into(), "section".into()]
}

/// What a button shows of its answer is in the answer, or the answer is an empty list.
fn looks(number: usize, step: &Step, run: &Replay, notes: &mut Notes) {
    for (at, action) in step.actions.iter().enumerate() {
        if action.look.is_none() {
            continue;
        }
        let mut session = run.session.clone();
        let answer = session.act(&action.line).map(|outcome| outcome.result);
        let Ok(Ok(answer)) = answer else { continue };
        let mut fields = action.looked_up(&answer);
        if let Some((field, _)) = fields.find(|(_, shown)| shown.is_none()) {
            let action: [Key; 2] = ["action".into(), at.into()];
            notes.mistake(
                &[
                    "step".into(),
                    number.into(),
                    action[0],
                    action[1],
                    "look".into(),
                ],
                format!("step {}, action {}", number + 1, at + 1),
                format!("the answer has no field {field}"),
                "name a field as the AWS CLI prints it, such as LatestRestorableTime",
            );
        }
    }
}

/// The words in code of a step's text that stand neither in its conditions nor in its buttons, questions and places. A name of
/// AWS's such as `ReplicaLag` may be one that its places show.
fn without_ground(step: &LessonStep) -> Vec<String> {
    let front = &step.step;
    if front.until.is_empty() {
        return Vec::new();
    }
    let ground = serde_json::to_string(front).unwrap_or_default();
    let stands = |word: &str| {
        let mut known = ground.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        known.any(|known| known == word)
    };
    let is_shown = |word: &str| word.starts_with(char::is_uppercase) && !front.places.is_empty();
    let code = step.html.split("<code>").skip(1);
    let words = code.filter_map(|rest| Some(rest.split_once("</code>")?.0));
    let single = words.filter(|word| !word.contains(' '));
    let lone = single.filter(|word| !stands(word) && !is_shown(word));
    lone.map(str::to_owned).collect()
}

/// What the solution does in a step has a button there, or a place that leads to it.
fn unoffered(lesson: &Lesson, run: &Replay, notes: &mut Notes) {
    let acts = run.session.outcomes().iter();
    for outcome in acts.filter(|outcome| outcome.acts && !only_looks(&outcome.text)) {
        let Some(here) = run.ended.iter().position(|end| *end >= outcome.at) else {
            continue;
        };
        let is_offered = |step: &LessonStep| {
            let mut actions = step.step.actions.iter();
            !step.step.places.is_empty()
                || actions.any(|action| verb(&action.line).eq(verb(&outcome.text)))
        };
        // A step may end in the very moment of the line before.
        let step = &lesson.steps[here];
        if !lesson.steps[here..].iter().take(2).any(is_offered) {
            notes.mistake(
                &section_of(lesson, step),
                format!("step \"{}\"", step.title),
                format!(
                    "the solution runs \"{}\" in it, and nothing on the screen offers that",
                    outcome.text
                ),
                "add a [[step.action]] with that line, or name in places where its button is found",
            );
        }
    }
}

/// The words that say what a line does: `aws rds promote-read-replica`, `app point`.
fn verb(line: &str) -> impl Iterator<Item = &str> {
    let words = if line.starts_with("app ") { 2 } else { 3 };
    line.split_whitespace().take(words)
}
