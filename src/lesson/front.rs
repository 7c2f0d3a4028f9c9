//! The front matter of a lesson: what the lab reads of it. `lessons/README.md` tells authors what each key means.

use crate::lesson::field::{field_of, is_empty};
use crate::lesson::{Condition, Interview, Recap};
use crate::sim::{SimDuration, parse_duration};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything between the two lines of `+++`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// What the lesson is called
    pub title: String,
    /// Its place in its course
    pub order: u32,
    /// How long it takes
    pub minutes: u32,
    /// Where it is listed
    pub course: Course,
    /// For whom it is
    pub level: Level,
    /// One sentence for each thing that a learner knows afterwards
    pub teaches: Vec<String>,
    /// The language of its words, if that is not English: `de`, or `pt-BR`; its last sections are known by their order then
    #[serde(default)]
    pub language: Option<String>,
    /// Its luck: one word of letters, digits and hyphens
    pub seed: String,
    /// `given` lines of the transcript language, one a line
    pub start: String,
    /// What was promised
    #[serde(default)]
    pub goals: Promises,
    /// What the learner may do, each the first words of a line; without it, everything
    #[serde(default)]
    pub offers: Vec<String>,
    /// What must hold at the end, besides the goals
    pub win: Vec<Condition>,
    /// Timed lines that win
    pub solution: String,
    /// For a game day: what strikes
    #[serde(default)]
    pub game: Option<GameLevel>,
    /// For a question of an interview: what makes it one
    #[serde(default)]
    pub interview: Option<Interview>,
    /// For a question of a recap: what makes it one
    #[serde(default)]
    pub recap: Option<Recap>,
    /// Whether a run may bring an application to a copy from before the first write
    #[serde(default)]
    pub empty_restore: bool,
    /// What belongs to the sections of the prose
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// Runs that look sensible and lose
    #[serde(default, rename = "decoy")]
    pub decoys: Vec<Decoy>,
}

/// The part of the course that a lesson belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// The path
    Spine,
    /// Beside the path
    Elective,
    /// A question of an interview
    Interview,
    /// A question of a recap
    Recap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
    /// Those of questions of an interview
    Junior,
    Senior,
    Staff,
}

/// What strikes on a game day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GameLevel {
    /// Failures that a good design survives alone
    WarmUp,
    /// People too: bad writes and deletions
    Shift,
    /// More of it, a whole Region, and one thing before the last is over
    Storm,
}

/// The goals that a lesson states, as durations such as `90s` or `2m`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Promises {
    /// How long it may take until all is well
    #[serde(default)]
    pub rto: Option<String>,
    /// How much of the past may be missing
    #[serde(default)]
    pub rpo: Option<String>,
}

/// What belongs to a section of the prose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The heading of the section
    pub section: String,
    /// Conditions that end the step; without them it is read and left with Continue
    #[serde(default)]
    pub until: Vec<Condition>,
    /// From a nudge to the whole line
    #[serde(default)]
    pub hints: Vec<String>,
    /// What the step is about, each a link that opens it: a name on the stage, `backups`, or a tab such as `verdict`
    #[serde(default)]
    pub places: Vec<String>,
    /// Buttons
    #[serde(default, rename = "action")]
    pub actions: Vec<StepAction>,
    /// Questions that are asked before the run
    #[serde(default, rename = "predict")]
    pub predictions: Vec<Prediction>,
}

/// A button of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepAction {
    /// What the button says
    pub label: String,
    /// The line that it runs; `{before}` stands for the second before the latest incident. `wait 30h` lets so much time pass
    pub line: String,
    /// Fields of the answer, between commas, that are shown under the button, of a line that only looks
    #[serde(default)]
    pub look: Option<String>,
}

/// A question that the run answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prediction {
    /// What is asked before the run
    pub question: String,
    /// Why it is so
    pub explain: String,
    /// What can be answered
    #[serde(rename = "choice")]
    pub choices: Vec<Choice>,
}

/// An answer, which is right if its conditions hold when the step ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer
    pub text: String,
    /// It is right if this holds when the step ends
    pub when: Vec<Condition>,
    /// In a recap: why it tempts, though it is wrong
    #[serde(default)]
    pub tempts: Option<String>,
}

/// A run that looks sensible and loses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decoy {
    /// What the run is called
    pub title: String,
    /// Timed lines
    pub lines: String,
    /// What holds at its end, and is the reason
    pub because: Vec<Condition>,
    /// The reason in words
    pub why: String,
}

impl Level {
    /// What questions of an interview can be, from the least that is asked to the most.
    pub const ASKED: [Level; 3] = [Level::Junior, Level::Senior, Level::Staff];
    const ALL: [Level; 6] = [
        Level::Beginner,
        Level::Intermediate,
        Level::Advanced,
        Level::Junior,
        Level::Senior,
        Level::Staff,
    ];

    /// As it is written in lessons, lists and links.
    pub fn name(self) -> &'static str {
        match self {
            Level::Beginner => "beginner",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
            Level::Junior => "junior",
            Level::Senior => "senior",
            Level::Staff => "staff",
        }
    }

    pub fn parse(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl GameLevel {
    /// From the easiest to the hardest.
    pub const ALL: [GameLevel; 3] = [GameLevel::WarmUp, GameLevel::Shift, GameLevel::Storm];

    /// As it is written in lessons and links.
    pub fn name(self) -> &'static str {
        match self {
            GameLevel::WarmUp => "warm-up",
            GameLevel::Shift => "shift",
            GameLevel::Storm => "storm",
        }
    }
}

/// How many values of an answer are shown.
const SHOWN: usize = 15;
/// How many things of which several fields are shown: two weeks of two events a day.
const ROWS: usize = 30;

impl StepAction {
    /// How long it lets time pass, if that is what it does.
    pub fn wait(&self) -> Option<SimDuration> {
        let span = self.line.strip_prefix("wait ")?;
        parse_duration(span.trim()).ok()
    }

    /// The fields that are asked for, and what is shown of each if it is there; of an empty list, that it is empty.
    pub fn looked_up<'a>(
        &'a self,
        answer: &'a Value,
    ) -> impl Iterator<Item = (&'a str, Option<String>)> {
        let fields = self.look.iter().flat_map(|fields| fields.split(','));
        let fields = fields.map(str::trim);
        fields.map(|field| (field, shown(answer, field)))
    }
}

impl StepAction {
    /// What is shown of an answer, line by line: of several fields each thing that it lists has a line of its own, for what
    /// belongs together is read together.
    pub fn told(&self, answer: &Value) -> Vec<String> {
        let fields = self.look.iter().flat_map(|fields| fields.split(','));
        let fields: Vec<&str> = fields.map(str::trim).collect();
        let lists = answer.as_object().into_iter().flat_map(|all| all.values());
        let items: Vec<&Value> = lists.filter_map(Value::as_array).flatten().collect();
        if fields.len() < 2 || items.is_empty() {
            let each = self.looked_up(answer);
            let each =
                each.map(|(field, shown)| shown.unwrap_or_else(|| format!("{field}: none yet")));
            return each.collect();
        }
        let more = items.len().saturating_sub(ROWS);
        let mut told: Vec<String> = items
            .iter()
            .take(ROWS)
            .map(|item| row(item, &fields))
            .collect();
        if more > 0 {
            told.push(format!("and {more} more"));
        }
        told
    }
}

/// The values of some fields of one thing, between commas.
fn row(item: &Value, fields: &[&str]) -> String {
    let values = fields.iter().map(|field| field_of(item, field).join(" "));
    values.collect::<Vec<_>>().join(", ")
}

/// The values of a field, the first of them if there are many.
fn shown(answer: &Value, field: &str) -> Option<String> {
    let mut found = field_of(answer, field);
    let more = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    match (found.is_empty(), more) {
        (true, _) => is_empty(answer).then(|| format!("{field}: none")),
        (false, 0) => Some(format!("{field}: {}", found.join(", "))),
        (false, _) => Some(format!("{field}: {} and {more} more", found.join(", "))),
    }
}

impl Promises {
    pub fn is_empty(&self) -> bool {
        self.rto.is_none() && self.rpo.is_none()
    }

    /// Both with their names, as far as they are stated.
    pub fn stated(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("rto", &self.rto), ("rpo", &self.rpo)]
            .into_iter()
            .filter_map(|(name, goal)| Some((name, goal.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_shown_in_one_line() {
        let action = StepAction {
            label: "Look".to_owned(),
            line: "aws rds describe-events".to_owned(),
            look: Some("Date, Message".to_owned()),
        };
        let event = |day: usize| serde_json::json!({ "Date": format!("2026-01-{day:02}"), "Message": "Backing up" });
        let answer = serde_json::json!({ "Events": [event(1), event(2)] });
        assert_eq!(
            action.told(&answer),
            ["2026-01-01, Backing up", "2026-01-02, Backing up"]
        );
        let many: Vec<Value> = (1..=ROWS + 3).map(event).collect();
        let told = action.told(&serde_json::json!({ "Events": many }));
        assert_eq!(told.last().map(String::as_str), Some("and 3 more"));
        let none = serde_json::json!({ "Events": [] });
        assert_eq!(action.told(&none), ["Date: none", "Message: none"]);
    }

    #[test]
    fn each_field_of_an_answer_is_shown_whether_or_not_the_others_are_there() {
        let action = StepAction {
            label: "Look".to_owned(),
            line: "aws rds describe-db-instances".to_owned(),
            look: Some("LatestRestorableTime, DBInstanceStatus".to_owned()),
        };
        let answer = serde_json::json!({ "DBInstances": [{ "DBInstanceStatus": "creating" }] });
        let shown: Vec<_> = action.looked_up(&answer).collect();
        let status = "DBInstanceStatus: creating".to_owned();
        assert_eq!(
            shown,
            [
                ("LatestRestorableTime", None),
                ("DBInstanceStatus", Some(status))
            ]
        );
    }
}
