//! Before a task is begun, as parts: what it is, in which setting, and whose luck it is.

use crate::app::class::known::{ClassField, ClassMsg, ClassState};
use crate::app::class::link::{Link, address};
use crate::app::course::{CourseState, Listed};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::progress::Progress;
use crate::app::route::Route;
use crate::lesson::hand_in::{NAME_MAX, Task, What, label, seed_of};

pub(super) fn door(
    class: &ClassState,
    link: Option<&Link>,
    course: &CourseState,
    now: u64,
    at: &mut Parts,
) {
    let Some(link) = link else {
        at.line("h1", "This link cannot be read")
            .id("headline")
            .focusable();
        at.line("p", "It names no lesson, game day or interview of this page. Copy it once more from where it stands, or ask your teacher.");
        return;
    };
    let task = &link.task;
    at.within("header setup__top", |at| {
        at.line("h1", title(task, course))
            .id("headline")
            .focusable();
        at.line(
            "p",
            match task.class.as_str() {
                "" => {
                    "Set by your teacher. When you are done, the page gives you a code to hand in."
                        .to_owned()
                }
                class => format!(
                    "Set for {class}. When you are done, the page gives you a code to hand in."
                ),
            },
        );
    });
    settings(task, at);
    ignored(link, at);
    at.within("section setup__part", |at| {
        at.line("label setup__label", "Your name").says(Attribute::For, "class-name");
        let name = label(&class.name);
        at.within("div name", |at| {
            at.field("input field", Does::Write(Field::Class(ClassField::Name)), class.name.clone())
                .id("class-name")
                .says(Attribute::MaxLength, NAME_MAX.to_string())
                .says(Attribute::AutoComplete, "name")
                .says(Attribute::SpellCheck, "false")
                .says(Attribute::DescribedBy, "class-name-help");
        });
        let help = match &name {
            Some(name) => format!("Your name is your luck: seed {}. It stays in this browser, and in the code that you hand in.", seed_of(name)),
            None => "Your name is your luck: others meet another one. It stays in this browser, and in the code that you hand in.".to_owned(),
        };
        at.line("p quiet", help).id("class-name-help");
        at.some(|at| {
            let Some(name) = name else {
                at.within("div doors doors--row", |at| {
                    let first = Msg::Class(ClassMsg::NameFirst);
                    at.button("button button button--refused", "Begin", first)
                        .says(Attribute::Refused, "true")
                        .says(Attribute::DescribedBy, "class-name-first");
                    at.line("p quiet", "Write your name first.").id("class-name-first");
                });
                return;
            };
            let anew = address(task, Some((&name, now)));
            let before = begun(&course.progress, &anew);
            let words = if before.is_some() { "Continue" } else { "Begin" };
            let route = Route::Class(before.unwrap_or(&anew).to_owned());
            at.within("div doors doors--row", |at| {
                at.link("a button button--main", &route, |at| at.words(words))
                    .id("class-begin");
            });
        });
    });
}

fn ignored(link: &Link, at: &mut Parts) {
    at.when(!link.ignored.is_empty(), |at| {
        at.within("section", |at| {
            at.line("h2", "Not heeded in this link");
            at.within("ul missing", |at| {
                for one in &link.ignored {
                    at.told("li", one);
                }
            });
        });
    });
}

/// What a task is called: a lesson by its title, once the list of lessons is here.
pub(super) fn title(task: &Task, course: &CourseState) -> String {
    match &task.what {
        What::Lesson(id) => {
            let entry = match &course.index {
                Listed::Here(index) => index.entry(id),
                Listed::Unasked | Listed::Asked | Listed::Missing(_) => None,
            };
            entry.map_or_else(|| format!("Lesson {id}"), |entry| entry.title.clone())
        }
        What::Game { level, .. } => format!("Game day: {}", level.name()),
        What::Interview(level) => format!("Mock interview: {}", level.name()),
    }
}

/// In which setting it is played, each in a sentence.
pub(super) fn setting(task: &Task) -> Vec<String> {
    let mut told = Vec::new();
    if task.hints_off {
        told.push("There are no hints.".to_owned());
    }
    if task.predict {
        told.push("Each question wants a prediction.".to_owned());
    }
    for (name, value) in &task.numbers {
        told.push(format!("The number `{name}` is {value}."));
    }
    if !task.only.is_empty() {
        let words: Vec<String> = task.only.iter().map(|one| format!("`{one}`")).collect();
        told.push(format!(
            "All that can be done begins with {}.",
            words.join(" or ")
        ));
    }
    told
}

fn settings(task: &Task, at: &mut Parts) {
    let told = setting(task);
    at.when(!told.is_empty(), |at| {
        at.within("ul teaches", |at| {
            for one in &told {
                at.told("li", one);
            }
        });
    });
}

/// How the place of somebody in a task begins in what the browser keeps: up to when it was.
fn begun<'p>(progress: &'p Progress, address: &str) -> Option<&'p str> {
    let before = address.rsplit_once("since=")?.0;
    let before = format!("/{before}since=");
    let mut places = progress.places.iter();
    let place = places.find(|place| place.route.starts_with(&before))?;
    place.route.strip_prefix('/')
}
