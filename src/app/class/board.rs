//! The teacher's desk, as parts: codes go in, and a table comes out.

use crate::app::class::believed;
use crate::app::class::counted::tasks;
use crate::app::class::door::{setting, title};
use crate::app::class::known::{ClassField, ClassMsg, ClassState};
use crate::app::class::rows::rows;
use crate::app::class::table::table;
use crate::app::course::CourseState;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::share::percent;
use crate::app::words::{count, counted};
use crate::lesson::hand_in::csv;

pub(super) fn board(class: &ClassState, course: &CourseState, at: &mut Parts) {
    at.within("section setup__part", |at| {
        at.line("h2", "Take hand-ins");
        at.line("label setup__label", "Codes: as many as you like, with whatever stands around them")
            .says(Attribute::For, "codes");
        at.field("textarea field class__code", Does::Write(Field::Class(ClassField::Pasted)), class.pasted.clone())
            .id("codes")
            .says(Attribute::Rows, "4")
            .says(Attribute::SpellCheck, "false")
            .says(Attribute::Placeholder, "FL1.…");
        at.within("div doors doors--row", |at| {
            let take = Msg::Class(ClassMsg::Take);
            at.icon_button("button button button--main", Icon::Check, "Read the codes", take);
            at.icon_button("button button", Icon::Upload, "Choose files", Msg::Import);
        });
        at.line("p quiet", "Or drop files onto the page. The table lives in this tab alone, and is gone with it: save it.");
        read(class, at);
    });
    if class.entries.is_empty() {
        return;
    }
    for task in tasks(class) {
        at.within("section class__task", |at| {
            at.line("h2", title(&task, course));
            let about = [task.class.clone()]
                .into_iter()
                .filter(|class| !class.is_empty());
            let about: Vec<String> = about.chain(setting(&task)).collect();
            at.told("p quiet", &about.join(" · "));
            table(class, course, &task, at);
            believed::questions(class, &task, at);
        });
    }
    at.within("div doors doors--row", |at| {
        let waits = class
            .entries
            .iter()
            .filter(|one| one.fared.is_none())
            .count();
        at.when(waits > 0, |at| {
            at.line(
                "p quiet",
                format!("{} still to be replayed…", count(waits as u64)),
            );
        });
        let file = format!(
            "data:text/csv;charset=utf-8,{}",
            percent(&csv(&rows(class, course)))
        );
        at.within("a button button--main", |at| {
            at.marked(Icon::Download, "Save as CSV")
        })
        .says(Attribute::Href, file)
        .says(Attribute::Download, "class.csv");
        empty(class, at);
    });
}

/// What is not saved is gone with it: that is asked first.
fn empty(class: &ClassState, at: &mut Parts) {
    let ask = |asks| Msg::Class(ClassMsg::AskToClear(asks));
    if !class.clears {
        at.button("button button", "Empty the table…", ask(true))
            .id("class-empty");
        return;
    }
    let all = counted(class.entries.len() as u64, "hand-in", "hand-ins");
    at.line(
        "p class__sure",
        format!("{all} will be gone. What you did not save cannot be brought back."),
    );
    at.button("button button", "Empty it", Msg::Class(ClassMsg::Clear))
        .id("class-clear");
    at.button("button button", "Keep it", ask(false));
}

/// What was read last, what was there already, and what was refused.
fn read(class: &ClassState, at: &mut Parts) {
    at.some(|at| {
        if let Some(told) = class.read.told() {
            at.line("h3", told);
        }
    });
    at.when(!class.read.refused.is_empty(), |at| {
        at.within("ul missing", |at| {
            for one in &class.read.refused {
                at.within("li", |at| {
                    at.icon(Icon::Cross);
                    at.told("span", one);
                });
            }
        });
    });
}
