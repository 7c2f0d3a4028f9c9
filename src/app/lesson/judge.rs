//! How the run judged what was predicted, and what keeps a lesson from being won, in words.

use crate::app::lesson::play::LessonPlay;
use crate::app::lesson::said::Said;
use crate::app::run::Run;
use crate::app::tongue::isolated;
use crate::app::{toll, words};
use crate::lesson::words as condition_words;
use crate::lesson::{Choice, Condition, Moment, Prediction, Verdict};
use crate::sim::{SimDuration, sort_by_number};
use crate::world::{IncidentView, View};

/// What was said to a question of a step that is done, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Foretold {
    /// The step, and the question of it, each by its place.
    step: usize,
    question: usize,
    /// The choice that was taken, by its place; nothing for who did not know.
    choice: Option<usize>,
    /// Nothing for what was not predicted.
    right: Option<bool>,
    /// Whether its learner was sure, as far as they said.
    sure: Option<bool>,
}

/// A question beside its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub question: String,
    /// What was said and how it compares.
    pub text: String,
    /// Nothing for what was not predicted.
    pub right: Option<bool>,
    /// Whether its learner was sure, and missed it.
    pub sure_and_missed: bool,
    pub explain: String,
}

/// What a confident miss is called.
pub(super) const SURE_AND_MISSED: &str = "Sure, and missed";

/// Which points of an interview's rubric the run on the stage shows: none before the candidate ran a line there, or pressed the incident's button.
pub fn marks(play: &LessonPlay, run: &Run) -> Vec<Option<bool>> {
    if run.outcomes().is_empty() && !play.begun {
        return Vec::new();
    }
    play.lesson.marks(&Moment {
        view: &run.view(),
        outcomes: run.outcomes(),
        score: None,
    })
}

fn foretold(play: &LessonPlay, step: usize, question: usize) -> Foretold {
    let choice = match said(play, step, question) {
        Said::Choice(place) => Some(place),
        Said::Nothing | Said::DoNotKnow => None,
    };
    let sure = play.sure.get(step).and_then(|all| all.get(question));
    Foretold {
        step,
        question,
        choice,
        right: choice.map(|place| Some(place) == answer(play, step, question)),
        sure: sure.copied().flatten(),
    }
}

impl Foretold {
    /// What its learner was sure of, and it was otherwise: the most is learnt from that.
    fn is_confident_miss(&self) -> bool {
        self.sure == Some(true) && self.right == Some(false)
    }
}

/// The questions of a step that is done: what was missed for sure comes first.
pub fn judged(play: &LessonPlay, step: usize) -> Vec<Judged> {
    let questions = play.lesson.steps.get(step).into_iter();
    let questions = questions.flat_map(|step| &step.step.predictions);
    let mut all: Vec<Judged> = questions
        .enumerate()
        .map(|(place, question)| judge(question, foretold(play, step, place), play))
        .collect();
    sort_by_number(&mut all, |one| -i64::from(one.sure_and_missed));
    all
}

/// What was missed for sure in the whole lesson.
pub fn confident_misses(play: &LessonPlay) -> Vec<Judged> {
    let steps = 0..play.play.done;
    let all = steps.flat_map(|step| judged(play, step));
    all.filter(|one| one.sure_and_missed).collect()
}

fn said(play: &LessonPlay, step: usize, question: usize) -> Said {
    let all = play.said.get(step).and_then(|all| all.get(question));
    all.copied().unwrap_or_default()
}

fn answer(play: &LessonPlay, step: usize, question: usize) -> Option<usize> {
    *play.play.answers.get(step)?.get(question)?
}

fn judge(question: &Prediction, foretold: Foretold, play: &LessonPlay) -> Judged {
    let answer = answer(play, foretold.step, foretold.question);
    let choice = |place: usize| {
        let choice = question.choices.get(place);
        let text = |choice: &Choice| isolated(&choice.text, play.lesson.language());
        choice.map_or_else(String::new, |choice| format!("“{}”", text(choice)))
    };
    let mut text = match foretold.choice {
        Some(place) => format!("You said {}. ", choice(place)),
        None => String::new(),
    };
    match answer {
        Some(_) if foretold.right == Some(true) => text.push_str("Right."),
        Some(answer) => text.push_str(&format!("It was {}.", choice(answer))),
        None => text.push_str("This run gave none of the answers."),
    }
    Judged {
        question: question.question.clone(),
        text,
        right: foretold.right,
        sure_and_missed: foretold.is_confident_miss(),
        explain: question.explain.clone(),
    }
}

/// How many predictions were right, and how many questions were asked.
pub fn score(play: &LessonPlay) -> (u32, u32) {
    let all: Vec<Judged> = (0..play.play.done)
        .flat_map(|step| judged(play, step))
        .collect();
    let right = all.iter().filter(|one| one.right == Some(true)).count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(right), count(all.len()))
}

/// What the live region says when a step has ended.
pub(super) fn step_done(play: &LessonPlay, view: &View) -> String {
    let place = play.play.done;
    let comes = match broken(play, view) {
        Some(_) => "over, but a promise was not kept",
        None => "done",
    };
    let mut text = format!("Step {place} of {} is {comes}.", play.lesson.steps.len());
    for one in judged(play, place.saturating_sub(1)) {
        text.push(' ');
        if one.sure_and_missed {
            text.push_str(SURE_AND_MISSED);
            text.push_str(". ");
        }
        text.push_str(&one.text);
    }
    text
}

/// That the recovery which ended in the present step took longer than the RTO, which nothing that comes later mends, or lost more
/// than the RPO allows; or that the learner's own actions have, whatever the recovery lost.
pub(super) fn broken(play: &LessonPlay, view: &View) -> Option<String> {
    let here = |one: &&IncidentView| one.recovered_at.is_some_and(|at| at >= play.from);
    let mut all = view.incidents.iter().filter(here);
    let (what, why) = if all.clone().any(|one| one.met_rto == Some(false)) {
        ("it was not in time", missed_rto(view))
    } else if all.any(|one| one.met_rpo == Some(false)) || view.own_actions_met_rpo == Some(false) {
        ("it lost more than was promised", missed_rpo(view))
    } else {
        return None;
    };
    Some(format!("But {what}, and so the lesson is not won. {why}"))
}

/// Whether the present step asks for a promise that was missed: it cannot come to its end any more, but by going back.
pub(super) fn is_missed(play: &LessonPlay, view: &View) -> bool {
    let step = play.step().filter(|_| play.is_open());
    let mut until = step.iter().flat_map(|(_, step)| &step.step.until);
    until.any(|condition| asks_for_what_was_missed(condition, view))
}

fn asks_for_what_was_missed(condition: &Condition, view: &View) -> bool {
    match condition {
        Condition::Incident(is) => {
            let mut all = view.incidents.iter().rev();
            let latest = all.find(|one| one.cause == is.cause());
            latest.is_some_and(|one| {
                let late = is.rto == Some(Verdict::Met) && one.met_rto == Some(false);
                let lost = is.rpo == Some(Verdict::Met) && one.met_rpo == Some(false);
                late || lost && one.recovered_at.is_some()
            })
        }
        Condition::Any(all) => {
            !all.is_empty() && all.iter().all(|one| asks_for_what_was_missed(one, view))
        }
        Condition::Not(_)
        | Condition::App(_)
        | Condition::Backups(_)
        | Condition::Cost(_)
        | Condition::Database(_)
        | Condition::Metric(_)
        | Condition::Score(_)
        | Condition::Snapshot(_)
        | Condition::Used(_) => false,
    }
}

/// Whether an RTO was missed: that stays so, whatever comes later.
pub(super) fn is_too_late(view: &View) -> bool {
    view.incidents.iter().any(|one| one.met_rto == Some(false))
}

/// What keeps the lesson from being won, each in a sentence.
pub fn shortfall(play: &LessonPlay, view: &View) -> Vec<String> {
    let missing = &play.missing;
    let mut said = Vec::new();
    if missing.rto {
        said.push(missed_rto(view));
    }
    if missing.rpo {
        said.push(missed_rpo(view));
    }
    let win = &play.lesson.front.win;
    let conditions = missing
        .conditions
        .iter()
        .filter_map(|place| win.get(*place));
    said.extend(conditions.map(|condition| {
        let to_do = condition_words::to_do(condition, &[]);
        format!("It is won when {to_do}.")
    }));
    said
}

fn missed_rto(view: &View) -> String {
    let goal = view.goals.rto.unwrap_or_default();
    let late = |incident: &&IncidentView| incident.met_rto == Some(false);
    match view.incidents.iter().rev().find(late) {
        Some(incident) => {
            let took = incident
                .recovery
                .unwrap_or_else(|| view.now.since(incident.at));
            let over = SimDuration::from_ms(took.ms().saturating_sub(goal.ms()));
            let verb = match incident.recovery {
                Some(_) => "The recovery took",
                None => "The incident is open for",
            };
            format!(
                "The recovery time objective is {}. {verb} {}: {} too long.",
                words::span(goal),
                words::span(took),
                words::span(over)
            )
        }
        None => "An incident is still open.".to_owned(),
    }
}

fn missed_rpo(view: &View) -> String {
    let goal = view.goals.rpo.unwrap_or_default();
    let lost = words::counted(view.writes.lost, "accepted write", "accepted writes");
    format!(
        "The recovery point objective is {}. Lost: {}.",
        words::span(goal),
        toll::and_time(lost, view.lost_span())
    )
}
