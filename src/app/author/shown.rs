//! The author's page, as parts: what stands around the text.

use crate::app::author::draft::{Author, AuthorMsg, Found, Panel};
use crate::app::author::host;
use crate::app::author::screen::{told, words};
use crate::app::course::CourseState;
use crate::app::icon::Icon;
use crate::app::lesson::mistake;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::lesson::{Kind, Mistake};

pub fn tools(author: &Author, course: &CourseState, at: &mut Parts) {
    let button = |icon: Icon, words: &'static str, msg: Msg, at: &mut Parts| {
        at.icon_button("button button", icon, words, msg);
    };
    let file = host::markdown(author);
    at.within("div write__top", |at| {
        at.line("h1", "Write a lesson").id("headline").focusable();
        button(Icon::Upload, "Open", Msg::Import, at);
        at.within("a button", |at| at.marked(Icon::Download, "Save"))
            .says(Attribute::Href, file)
            .says(
                Attribute::Download,
                host::file(author, &course.index) + ".md",
            );
        let panel = |panel, words: &'static str, at: &mut Parts| {
            let is_open = author.panel == Some(panel);
            let msg = Msg::Author(AuthorMsg::Panel(panel));
            at.button("button button", words, msg)
                .says(Attribute::Expanded, if is_open { "true" } else { "false" });
        };
        panel(Panel::Host, "Of this host", at);
        panel(Panel::Package, "For your host", at);
        let example = Msg::Author(AuthorMsg::Example);
        button(Icon::Restart, "Example", example, at);
        button(Icon::Check, "Check", Msg::Author(AuthorMsg::Check), at);
        at.within("a button", |at| at.words("Reference"))
            .says(Attribute::Href, "lessons/reference.html")
            .says(Attribute::Target, "_blank");
    });
    at.some(|at| match author.panel {
        Some(Panel::Host) => host::lessons(author, &course.index, at),
        Some(Panel::Package) => host::package(author, &course.index, at),
        None => {}
    });
    // The way back to a text that another one replaced.
    if let Some(replaced) = &author.replaced {
        at.within("p write__replaced", |at| {
            at.line("span", told(replaced));
            let back = Msg::Author(AuthorMsg::BringBack);
            button(Icon::Restart, "Bring mine back", back, at);
        });
    }
}

pub fn played(author: &Author, at: &mut Parts) {
    const WHY: &str = "A lesson with a mistake cannot be played: mend it first.";
    at.within("div played__top", |at| {
        at.line("h2", "As it plays");
        let (kind, msg) = match author.unreadable {
            true => ("button button button--refused", Msg::WhyNot(WHY.to_owned())),
            false => ("button button button--main", Msg::Author(AuthorMsg::Play)),
        };
        at.icon_button(kind, Icon::Play, "Play it", msg)
            .says_if(author.unreadable, Attribute::Refused, "true")
            .says_if(author.unreadable, Attribute::Title, WHY);
        at.when(author.unreadable, |at| {
            at.line("p quiet played__why", WHY);
        });
    });
}

fn each(mistakes: &[(usize, &Mistake)], at: &mut Parts) {
    for (place, one) in mistakes {
        let msg = Msg::Author(AuthorMsg::GoTo(*place));
        at.press("button line mistake", msg, |at| {
            at.when(one.kind == Kind::Warning, |at| {
                at.line("b", "Warning");
            });
            mistake(one, at);
        });
    }
}

/// What may be gone once the mistake before it is mended.
fn folded(mistakes: &[(usize, &Mistake)], at: &mut Parts) {
    at.when(!mistakes.is_empty(), |at| {
        at.within("details", |at| {
            at.line(
                "summary",
                format!("{} more that may follow from it", mistakes.len()),
            );
            each(mistakes, at);
        });
    });
}

/// What was found in the text.
pub fn found(author: &Author, at: &mut Parts) {
    let picture = match author.found {
        Found::Proved => Icon::Check,
        Found::Mistaken | Found::NoReader => Icon::Warning,
        Found::Nothing | Found::Readable | Found::Checking => Icon::Clock,
    };
    let (line, column) = author.cursor;
    at.within("div found", |at| {
        at.within("p found__top", |at| {
            at.within("b", |at| {
                at.icon(picture);
                at.words(words(author));
            })
            .class_if(author.found == Found::Proved, "found__proved");
            at.when(line > 0, |at| {
                let place = format!("line {line}, column {column}");
                at.line("span quiet number", place);
            });
        });
        at.when(!author.answers.is_empty(), |at| {
            at.within("ul quiet", |at| {
                for one in author.answers.iter() {
                    at.line("li", one.clone());
                }
            });
        });
        at.when(!author.mistakes.is_empty(), |at| {
            at.within("ol mistakes", |at| {
                let all = author.mistakes.iter().enumerate();
                let all: Vec<_> = all.collect();
                for group in all.chunk_by(|_, (_, next)| next.kind == Kind::Follows) {
                    let (first, follow) = group.split_at(1);
                    at.within("li", |at| {
                        each(first, at);
                        folded(follow, at);
                    });
                }
            });
        });
    });
}
