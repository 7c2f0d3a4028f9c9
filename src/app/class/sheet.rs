//! What is handed in, as parts: a code, and what it holds.

use crate::app::class::door::{setting, title};
use crate::app::class::known::{ClassMsg, ClassState, Copy};
use crate::app::class::screen::at_last;
use crate::app::course::CourseState;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::lesson::hand_in::{FIELD_MAX, HandIn, write};

pub(super) fn sheet(
    class: &ClassState,
    handed: Option<&(HandIn, u64)>,
    course: &CourseState,
    now: u64,
    at: &mut Parts,
) {
    let back = class.mine.clone().map(Route::Class);
    let Some(handed) = handed else {
        at.line("h1", "Nothing to hand in yet")
            .id("headline")
            .focusable();
        at.line("p", "What you have played stands on the stage no more, or is another one than your task. Go back to it, and hand it in from there.");
        if let Some(back) = &back {
            at.within("div doors doors--row", |at| {
                at.link("a button button--main", back, |at| {
                    at.words("Back to the task")
                });
            });
        }
        return;
    };
    let hand_in = at_last(handed, now);
    let code = write(&hand_in);
    at.within("header setup__top", |at| {
        at.line("h1", "Hand in").id("headline").focusable();
        at.line(
            "p",
            format!("{} · {}", title(&hand_in.task, course), hand_in.name),
        );
    });
    at.some(|at| {
        if let Some(to_come) = &class.to_come {
            at.within("p class__note", |at| {
                at.icon(Icon::Warning);
                let told = format!("{to_come} You can hand in what there is, or go on and hand in once more: what came further counts.");
                at.line("span", told);
            });
        }
    });
    at.within("section setup__part", |at| {
        at.line("label setup__label", "Your code").says(Attribute::For, "code");
        at.empty("textarea field class__code")
            .id("code")
            .says(Attribute::Value, code.clone())
            .says(Attribute::ReadOnly, "readonly")
            .says(Attribute::Rows, "5");
        let letters = code.len();
        at.line("p quiet", match letters <= FIELD_MAX {
            true => format!("{letters} letters. Paste it where your teacher asks for it. Nothing was sent: only you can hand it in."),
            false => format!("{letters} letters: too long for the field of a learning platform, which holds {FIELD_MAX}. Save it as a file, and hand in the file. Nothing was sent."),
        });
        at.within("div doors doors--row", |at| {
            let copy = Msg::Class(ClassMsg::Copy(Copy::Code));
            at.icon_button("button button button--main", Icon::Link, "Copy the code", copy);
            at.within("a button", |at| at.marked(Icon::Download, "Save as a file"))
                .says(Attribute::Href, format!("data:text/plain;charset=utf-8,{code}"))
                .says(Attribute::Download, format!("{}.txt", hand_in.seed()));
            if let Some(back) = &back {
                at.link("a button", back, |at| at.words("Back to the task"));
            }
        });
        at.some(|at| match class.copied {
            Some((Copy::Code, true)) => {
                at.line("p", "Copied.");
            }
            Some((Copy::Code, false)) => {
                at.line("p", "The browser does not let the page copy it: select it, and copy it yourself.");
            }
            _ => {}
        });
    });
    what_it_says(&hand_in, at);
}

fn what_it_says(hand_in: &HandIn, at: &mut Parts) {
    at.within("section", |at| {
        at.line("h2", "What it says");
        at.line("p", "Your name, the task, your own lines with their times, what you predicted first, hints and time. That is what you say yourself. Whether it was won, how long the recovery took and what was lost is not in it: your teacher’s page replays your lines, and finds out.");
        at.within("details", |at| {
            at.line("summary", "All of it, as text");
            at.line("pre class__letter", hand_in.to_text());
        });
        for one in setting(&hand_in.task) {
            at.told("p quiet", &one);
        }
    });
}
