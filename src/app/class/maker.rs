//! The making of a class link, as parts.

use crate::app::class::choices;
use crate::app::class::door::setting;
use crate::app::class::known::{ClassField, ClassMsg, ClassState, Copy, Kind, Making};
use crate::app::class::link::address;
use crate::app::course::{CourseState, Listed};
use crate::app::game::LESSON;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::route::Route;
use crate::app::words::capital;
use crate::lesson::hand_in::Task;
use crate::lesson::{Course, Entry, GameLevel, Index, Level};

fn msg(msg: ClassMsg) -> Msg {
    Msg::Class(msg)
}

pub(super) fn maker(class: &ClassState, course: &CourseState, at: &mut Parts) {
    let making = &class.making;
    at.within("section setup__part", |at| {
        at.line("h2", "Make a class link");
        let kinds = [
            (Kind::Lesson, "Lesson"),
            (Kind::Game, "Game day"),
            (Kind::Interview, "Mock interview"),
        ];
        let kinds = kinds
            .map(|(kind, words)| (kind == making.kind, words.to_owned(), ClassMsg::Kind(kind)));
        choice("What is set", kinds.to_vec(), at);
        at.some(|at| match making.kind {
            Kind::Lesson => lessons(making, course, at),
            Kind::Game => {
                at.within("p quiet", |at| {
                    let guide = Route::Guide(LESSON.to_owned());
                    at.link("a", &guide, |at| at.words("Guide"))
                        .says(Attribute::Label, "Guide: Game day");
                });
                let levels = GameLevel::ALL
                    .map(|one| (one == making.game, capital(one.name()), ClassMsg::Game(one)));
                choice("Level", levels.to_vec(), at);
            }
            Kind::Interview => {
                let levels = Level::ASKED.map(|one| {
                    (
                        one == making.interview,
                        capital(one.name()),
                        ClassMsg::Interview(one),
                    )
                });
                choice("Level", levels.to_vec(), at);
            }
        });
        field(
            "Class, as you call it",
            ClassField::Class,
            &making.class,
            "class-label",
            false,
            at,
        );
        let (task, wrong) = making.task();
        settings(making, &wrong, at);
        match wrong.iter().all(Vec::is_empty) {
            true => link(class, &task, at),
            false => {
                at.line(
                    "p class__none",
                    "There is no link yet: change or remove what is wrong above.",
                );
            }
        }
    });
}

fn settings(making: &Making, [numbers, only]: &[Vec<String>; 2], at: &mut Parts) {
    at.when(making.kind == Kind::Lesson, |at| {
        at.within("fieldset class__settings", |at| {
            at.line("legend", "Setting");
            for (on, words, told) in [
                (
                    making.hints_off,
                    "No hints",
                    ClassMsg::HintsOff(!making.hints_off),
                ),
                (
                    making.predict,
                    "Each question must be answered: “I do not know” is not offered",
                    ClassMsg::Predict(!making.predict),
                ),
            ] {
                at.within("label pick", |at| {
                    at.choice("checkbox", on, msg(told));
                    at.line("span", words);
                });
            }
            field(
                "Changed numbers of the model, one a line: a name and its value, such as “failover 90s”",
                ClassField::Numbers,
                &making.numbers,
                "class-numbers",
                true,
                at,
            );
            wrong(numbers, at);
            choices::numbers(&making.numbers, at);
            field(
                "Allowed actions, one a line, such as “aws rds reboot-db-instance”. Empty: whatever the lesson offers",
                ClassField::Only,
                &making.only,
                "class-only",
                true,
                at,
            );
            wrong(only, at);
            choices::actions(&making.only, at);
        });
    });
}

/// What of a field cannot be so, beneath it.
fn wrong(all: &[String], at: &mut Parts) {
    at.when(!all.is_empty(), |at| {
        at.within("ul missing", |at| {
            for one in all {
                at.within("li", |at| {
                    at.icon(Icon::Cross);
                    at.told("span", one);
                });
            }
        });
    });
}

fn link(class: &ClassState, task: &Task, at: &mut Parts) {
    let route = Route::Class(address(task, None));
    at.line("label setup__label", "The link")
        .says(Attribute::For, "class-link");
    at.empty("textarea field class__code")
        .id("class-link")
        .says(Attribute::ReadOnly, "readonly")
        .says(Attribute::Rows, "3")
        .says(
            Attribute::Value,
            format!("{}#{}", class.page, route.fragment()),
        );
    for one in setting(task) {
        at.told("p quiet", &one);
    }
    at.within("div doors doors--row", |at| {
        at.icon_button(
            "button button button--main",
            Icon::Link,
            "Copy the link",
            msg(ClassMsg::Copy(Copy::Link)),
        );
        at.link("a button", &route, |at| at.words("See it as a learner"));
        // Beside the button that was pressed, which is in sight.
        let told = match class.copied {
            Some((Copy::Link, true)) => "Copied, with the address of this page.",
            Some((Copy::Link, false)) => {
                "The browser does not let the page copy it: it is selected above, copy it yourself."
            }
            _ => "",
        };
        at.line("p", told).says(Attribute::Role, "status");
    });
}

/// Buttons of which one is chosen.
fn choice(label: &'static str, all: Vec<(bool, String, ClassMsg)>, at: &mut Parts) {
    at.within("div interview__levels", |at| {
        for (chosen, words, told) in all {
            let pressed = if chosen { "true" } else { "false" };
            at.button("button button", words, msg(told))
                .says(Attribute::Pressed, pressed);
        }
    })
    .says(Attribute::Role, "group")
    .says(Attribute::Label, label);
}

fn field(
    label: &'static str,
    field: ClassField,
    value: &str,
    id: &'static str,
    is_long: bool,
    at: &mut Parts,
) {
    at.line("label setup__label", label)
        .says(Attribute::For, id);
    let does = Does::Write(Field::Class(field));
    let kind = if is_long {
        "textarea field"
    } else {
        "input field"
    };
    at.field(kind, does, value.to_owned())
        .id(id)
        .says_if(is_long, Attribute::Rows, "2")
        .says(Attribute::AutoComplete, "off")
        .says(Attribute::SpellCheck, "false");
}

fn lessons(making: &Making, course: &CourseState, at: &mut Parts) {
    let Listed::Here(index) = &course.index else {
        at.line(
            "p quiet",
            "The list of lessons is on its way, or did not come.",
        );
        return;
    };
    let chosen = index.entry(&making.lesson);
    at.within("div class__chosen", |at| {
        let title = chosen.map_or("No lesson is chosen", |one| &one.title);
        at.line("b", title.to_owned());
        at.some(|at| {
            if let Some(chosen) = chosen {
                ways(chosen, at);
            }
        });
    });
    at.within("details interview__area", |at| {
        at.line("summary", "Choose another").id("class-choose");
        // A game day is set by itself.
        for (head, course) in [("Course", Course::Spine), ("Electives", Course::Elective)] {
            listed(head, index, course, making, at);
        }
    })
    // It is closed once something was chosen.
    .says(Attribute::Key, making.lesson.clone());
}

fn listed(head: &'static str, index: &Index, course: Course, making: &Making, at: &mut Parts) {
    at.line("h3", head);
    at.within("ul interview__list class__lessons", |at| {
        let lessons = index.of_course(course);
        for entry in lessons.filter(|entry| entry.id != LESSON) {
            at.within("li", |at| {
                let pressed = if entry.id == making.lesson {
                    "true"
                } else {
                    "false"
                };
                at.within("p", |at| {
                    let choose = msg(ClassMsg::Lesson(entry.id.clone()));
                    at.button("button link", entry.title.clone(), choose)
                        .says(Attribute::Pressed, pressed);
                    at.line("span quiet", format!(" {}\u{a0}min", entry.minutes));
                });
                ways(entry, at);
            });
        }
    });
}

/// What a teacher does with a lesson.
fn ways(entry: &Entry, at: &mut Parts) {
    let id = &entry.id;
    let all = [
        ("Play it", Route::Lesson(id.clone())),
        ("Guide", Route::Guide(id.clone())),
        ("Present", Route::Present(id.clone(), 0)),
    ];
    at.within("p quiet", |at| {
        for (place, (words, route)) in all.into_iter().enumerate() {
            at.when(place > 0, |at| at.words(" · "));
            at.link("a", &route, |at| at.words(words))
                .says(Attribute::Label, format!("{words}: {}", entry.title));
        }
    });
}
