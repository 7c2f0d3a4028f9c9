//! What a teacher can set by name: the numbers of the model and the actions, each with what it means. One tap writes it into its field.

use crate::app::class::known::{ClassField, ClassMsg};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::cloud::numbers as table;
use crate::language::Verb;

pub(super) fn numbers(written: &str, at: &mut Parts) {
    let all = table::all().map(|number| Choice {
        name: number.name,
        line: format!("{} {}", number.name, number.spread),
        told: format!(" is {number}: {}", number.meaning),
    });
    let lists = ("Numbers to choose from", "lessons/reference.html#numbers");
    choices(ClassField::Numbers, written, lists, all, at);
}

/// What an operator does: what strikes belongs to the story of a lesson.
pub(super) fn actions(written: &str, at: &mut Parts) {
    let does = |verb: &&Verb| verb.path.starts_with("aws ") || verb.path.starts_with("app ");
    let all = Verb::all().filter(does).map(|verb| Choice {
        name: verb.path,
        line: verb.path.to_owned(),
        told: format!(": {}", verb.meaning),
    });
    let lists = ("Actions to choose from", "lessons/reference.html#verbs");
    choices(ClassField::Only, written, lists, all, at);
}

struct Choice {
    name: &'static str,
    /// What is written.
    line: String,
    told: String,
}

fn choices(
    field: ClassField,
    written: &str,
    (summary, reference): (&'static str, &'static str),
    all: impl Iterator<Item = Choice>,
    at: &mut Parts,
) {
    at.within("details interview__area", |at| {
        at.line("summary", summary);
        at.within("p quiet", |at| {
            at.words("One tap writes it into the field above. ");
            at.within("a", |at| at.words("The reference"))
                .says(Attribute::Href, reference)
                .says(Attribute::Target, "_blank");
            at.words(" tells more of each.");
        });
        at.within("ul interview__list class__lessons", |at| {
            for one in all {
                at.within("li", |at| {
                    at.within("p", |at| {
                        let write = ClassMsg::Write(field, with(written, &one.line));
                        at.button("button link", one.name, Msg::Class(write));
                        at.line("span quiet", one.told);
                    });
                });
            }
        });
    });
}

/// What is written, and this line after it.
fn with(written: &str, line: &str) -> String {
    let before = written.trim_end();
    let between = if before.is_empty() { "" } else { "\n" };
    format!("{before}{between}{line}")
}
