//! The choice of a moment to restore to, as parts: bounds, moments, what the chosen one would hold, and the line.

use crate::app::drawn::Calm;
use crate::app::icon::Icon;
use crate::app::msg::{Msg, TerminalMsg};
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::restore::{RestoreMsg, Shown, Slide, Source, opener};
use crate::app::say;
use crate::app::side::verdict::go_on;
use crate::world::{ArchiveView, View};

/// A button for the choice of a moment, and the choice itself once it is open.
pub fn restore(calm: &Calm, archive: &ArchiveView, at: &mut Parts) {
    if !archive.readable {
        let name = kept_name(&calm.view, archive);
        let told = format!("The backups of {name} are {}.", say::UNREADABLE);
        at.line("p quiet", told);
        return;
    }
    let source = Source::of(archive);
    let shown = calm.restore.as_ref().filter(|shown| shown.source == source);
    let msg = match shown {
        Some(_) => RestoreMsg::Close,
        None => RestoreMsg::Open(source.clone()),
    };
    let words = format!("Restore {} to a moment…", kept_name(&calm.view, archive));
    at.icon_button("button button", Icon::Restart, words, Msg::Restore(msg))
        .id(opener(&source))
        .says(
            Attribute::Expanded,
            if shown.is_some() { "true" } else { "false" },
        );
    at.some(|at| {
        if let Some(shown) = shown {
            at.within("section restore", |at| inside(calm, shown, at))
                .says(Attribute::LabelledBy, "restore");
        }
    });
}

/// What its row on the stage is called.
fn kept_name(view: &View, archive: &ArchiveView) -> String {
    let all = say::backups_in(view, archive.region);
    let own = all
        .iter()
        .find(|kept| kept.resource_id == archive.resource_id);
    own.map_or_else(|| archive.instance.clone(), say::Kept::name)
}

fn inside(calm: &Calm, shown: &Shown, at: &mut Parts) {
    at.line("h3", format!("Restore {} to a moment", shown.instance))
        .id("restore")
        .focusable();
    at.line("p quiet", shown.bounds.clone());
    at.within("div restore__choices", |at| {
        for (when, words, chosen) in &shown.choices {
            at.option(
                "moment",
                words.clone(),
                *chosen,
                Msg::Restore(RestoreMsg::Pick(*when)),
            );
        }
    })
    .says(Attribute::Role, "radiogroup")
    .says(Attribute::LabelledBy, "restore");
    at.some(|at| {
        if let Some(slide) = &shown.slide {
            moment(slide, shown.mistyped.as_deref(), at);
        }
    });
    at.within("div restore__holds", |at| {
        for sentence in &shown.holds {
            at.line("p", sentence.clone());
        }
    });
    at.some(|at| line(calm, shown, at));
}

/// Any second: slid to, or typed.
fn moment(slide: &Slide, mistyped: Option<&str>, at: &mut Parts) {
    at.within("label restore__slide", |at| {
        at.line("span hidden", "Moment");
        at.field(
            "input",
            Does::Write(Field::RestoreSlide),
            slide.at.to_string(),
        )
        .says(Attribute::Type, "range")
        .says(Attribute::Min, "0")
        .says(Attribute::Max, slide.of.to_string())
        .says(Attribute::Step, "1")
        .says(Attribute::ValueText, slide.written.clone());
    });
    at.within("label restore__time", |at| {
        at.line("span", "Date and time, UTC");
        let value = mistyped.unwrap_or(&slide.written).to_owned();
        at.field("input", Does::Enter(Field::RestoreTime), value)
            .says(Attribute::Size, "19")
            .says(
                Attribute::Invalid,
                if mistyped.is_some() { "true" } else { "false" },
            )
            .says(Attribute::DescribedBy, "restore-wrong");
    });
    at.when(mistyped.is_some(), |at| {
        let text = "That is no whole second. Write it so: 2026-01-12 12:20:33, or 12:20:33 alone.";
        at.line("p restore__wrong", text).id("restore-wrong");
    });
}

/// The line, before it runs.
fn line(calm: &Calm, shown: &Shown, at: &mut Parts) {
    let Some((operation, refusal)) = &shown.run else {
        return;
    };
    let line = &operation.line;
    at.line("code restore__line", line.clone());
    if let Some(reason) = refusal {
        if let Some(later) = &shown.later {
            at.line("p restore__wrong", later.clone());
        }
        at.told("p restore__wrong", reason);
        if let Some(wait) = calm.wait_for(line) {
            go_on(wait, at);
        }
        return;
    }
    at.within("p restore__run", |at| {
        let title = operation.title.clone();
        at.button("button button button--main", title, Msg::Act(line.clone()));
        let edit = Msg::Terminal(TerminalMsg::Edit(line.clone()));
        at.icon_button("button button", Icon::Edit, "Change this line", edit);
    });
}
