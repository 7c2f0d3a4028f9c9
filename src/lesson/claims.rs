//! What a step's words claim, and what its solution does in it, must stand in the step: else its learner is misled, or stuck.

use crate::lesson::code::can_begin_a_line;
use crate::lesson::names::Names;
use crate::lesson::notes::Notes;
use crate::lesson::places::Key;
use crate::lesson::replay::Replay;
use crate::lesson::{Condition, Lesson, LessonStep, Place, Step, only_looks};
use serde_json::Value;

/// What AWS calls the lag of a read replica, and the inspector of one too.
const REPLICA_LAG: &str = "ReplicaLag";

/// What is wrong with the steps of a lesson, as its solution shows.
pub(super) fn mistakes(lesson: &Lesson, run: &Replay, notes: &mut Notes) {
    for (number, step) in lesson.front.steps.iter().enumerate() {
        looks(number, step, run, notes);
    }
    let names = Names::of(&lesson.front);
    for step in &lesson.steps {
        let place = format!("section \"{}\"", step.title);
        for word in without_ground(step, names.as_ref()) {
            let cause = format!(
                "the text speaks of `{word}`, and the step neither asks for it nor shows it"
            );
            let cure = "ask for it in until, let a button name it in its line or its look, or name in places where it is; else leave the backticks out";
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

/// The words in code of a step's text that stand neither in its conditions nor in its buttons, and that none of its places shows.
/// What only a title, a label, a hint or a question says is no ground: none of them shows a thing, or waits for it.
fn without_ground(step: &LessonStep, names: Option<&Names>) -> Vec<String> {
    let front = &step.step;
    if front.until.is_empty() {
        return Vec::new();
    }
    let asked = asked_for(&front.until);
    let stands = |word: &str| {
        let lines = front
            .actions
            .iter()
            .flat_map(|one| [Some(&one.line), one.look.as_ref()]);
        let mut said = asked.iter().chain(lines.flatten());
        let mut places = front.places.iter().filter_map(|place| Place::parse(place));
        said.any(|text| has_word(text, word)) || places.any(|place| shows(place, word, names))
    };
    let is_offered = |line: &str| {
        let places = front.places.iter().filter_map(|place| Place::parse(place));
        let mut places = places.filter(|place| *place == Place::Terminal);
        let mut lines = front.actions.iter().map(|one| &one.line).chain(&asked);
        places.next().is_some() || lines.any(|one| verb(one).eq(verb(line)))
    };
    let code = step.html.split("<code>").skip(1);
    let words = code.filter_map(|rest| Some(rest.split_once("</code>")?.0));
    let is_line = |word: &str| word.contains(' ') && can_begin_a_line(word);
    let lone = words.filter(|word| match word.contains(' ') {
        true => is_line(word) && !is_offered(word),
        false => !stands(word),
    });
    lone.map(str::to_owned).collect()
}

/// What conditions ask for: their values, and not the names of what they look at.
fn asked_for(conditions: &[Condition]) -> Vec<String> {
    fn collect(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut asked = Vec::new();
    let value = serde_json::to_value(conditions).unwrap_or_default();
    collect(&value, &mut asked);
    asked
}

fn has_word(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    words.any(|one| one == word)
}

/// Whether a word can be read where a place leads: the name of what it is, and a replica's lag as AWS calls it.
fn shows(place: Place, word: &str, names: Option<&Names>) -> bool {
    match place {
        Place::Verdict | Place::Journal | Place::Faults | Place::Terminal => false,
        Place::Backups(region) => region.name() == word,
        Place::Thing(region, name) => {
            let is_its = name == word || region.is_some_and(|region| region.name() == word);
            is_its || word == REPLICA_LAG && names.is_some_and(|names| names.has_lag(place))
        }
    }
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
