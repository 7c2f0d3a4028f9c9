//! Questions of a recap: lessons of one step, which ask for what comes of a run that nobody plays.

use crate::lesson::mistake::{Mistake, Text};
use crate::lesson::notes::Notes;
use crate::lesson::prose::{Prose, Section};
use crate::lesson::{Course, FrontMatter, Lesson};
use serde::{Deserialize, Serialize};

/// Before the names of questions of a recap: their folder beside the lessons.
pub const RECAP: &str = "recap/";

/// So many questions of a recap can stand behind each other: `order` 201 is the first one of the second recap.
const MOST: u32 = 100;

/// What makes a lesson a question of a recap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recap {
    /// The lesson that teaches it, by the name of its file
    pub lesson: String,
}

impl Recap {
    /// Which recap asks the question of this order, from 1.
    pub fn of_order(order: u32) -> u32 {
        order / MOST
    }
}

impl Lesson {
    /// What makes it a question of a recap, if it is one.
    pub fn recap(&self) -> Option<&Recap> {
        self.front.recap.as_ref()
    }
}

/// It ends with its only section: what else there is to say and to read stands in the lesson that teaches it.
pub(super) fn no_ending(text: Text, prose: &Prose) -> Result<[Section; 2], Vec<Mistake>> {
    let none = || Section {
        title: String::new(),
        at: text.0.len(),
        html: String::new(),
        links: 0,
    };
    match prose.sections.as_slice() {
        [_] => Ok([none(), none()]),
        all => Err(vec![text.mistake(
            all.get(1).map_or(text.0.len(), |more| more.at),
            "file",
            format!("a question of a recap has one section, not {}", all.len()),
            "say in it how things stand; explain and tempts say what comes of it",
        )]),
    }
}

/// What is wrong with what makes a lesson a question of a recap; or with a lesson that is none and says that it is.
pub(super) fn front(front: &FrontMatter, notes: &mut Notes) {
    let is_asked = front.course == Course::Recap;
    let steps = front.steps.iter();
    let wrong = if is_asked != front.recap.is_some() {
        ("recap", "course = \"recap\" and [recap] belong together")
    } else if !is_asked {
        let choices = steps.flat_map(|step| &step.predictions);
        let mut choices = choices.flat_map(|asked| &asked.choices);
        match choices.any(|choice| choice.tempts.is_some()) {
            true => ("step", "only a choice of a recap has tempts"),
            false => return,
        }
    } else if Recap::of_order(front.order) == 0 {
        (
            "order",
            "a recap's questions have the orders from 101 on, the second one's from 201 on",
        )
    } else if !matches!(steps.as_slice(), [step] if step.predictions.len() == 1 && step.actions.is_empty())
    {
        (
            "step",
            "a question of a recap has one step, with one question and no button",
        )
    } else {
        return;
    };
    let (key, cause) = wrong;
    notes.mistake(&[key.into()], key, cause, "see lessons/README.md");
}
