//! What was done, on the home page, as parts: its figures, and how it is taken along, brought back and forgotten.

use crate::app::course::known::{CourseMsg, CourseState};
use crate::app::course::record::exported;
use crate::app::game::words::title;
use crate::app::home;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts, Words};
use crate::app::route::Route;
use crate::app::share::percent;
use crate::app::words;
use crate::cloud::clipped;
use crate::lesson::GameLevel;

#[inline(never)]
pub(super) fn mine(course: &CourseState, at: &mut Parts) {
    let any = !course.progress.is_empty() || course.dropped.is_some();
    let msg = |msg| Msg::Course(msg);
    at.within("section progress", |at| {
        at.line("h2", "Your progress")
            .id("progress-title")
            .focusable();
        figures(course, at);
        at.line(
            "p quiet",
            "It stays in this browser. A file takes it to another.",
        );
        if let Some(title) = &course.dropped {
            at.within("p progress__file", |at| {
                at.words("A lesson from a file: ");
                at.link("a", &Route::Dropped, |at| at.words(clipped(title.clone())));
                at.words(". ");
                at.button("button link", "Forget it", msg(CourseMsg::ForgetDropped));
            });
        }
        at.within("p progress__tools", |at| {
            at.when(any, |at| {
                let file = percent(&exported(course));
                let file = format!("data:application/json;charset=utf-8,{file}");
                at.within("a button", |at| at.marked(Icon::Download, "Export"))
                    .says(Attribute::Href, file)
                    .says(Attribute::Download, "failover-lab-progress.json");
            });
            at.icon_button("button button", Icon::Upload, "Import", Msg::Import);
            at.when(!course.progress.lessons.is_empty(), |at| {
                let certificate = Route::recap("certificate");
                at.link("a button", &certificate, |at| at.words("Certificate"));
            });
            at.when(any && !course.forgetting, |at| {
                let ask = msg(CourseMsg::AskToForget(true));
                at.button("button button", "Forget", ask).id("forget");
            });
        });
        at.when(course.forgetting, |at| {
            at.within("div progress__sure", |at| {
                at.line("p", "Forget the lessons that are done, the scores, and the run in the sandbox? Nobody can bring them back.");
                at.within("p progress__tools", |at| {
                    let sure = msg(CourseMsg::Forget);
                    at.button("button button", "Forget everything", sure);
                    let keep = msg(CourseMsg::AskToForget(false));
                    at.button("button button button--main", "Keep it", keep)
                        .id("keep");
                });
            })
            .says(Attribute::Role, "group")
            .says(Attribute::Label, "Forget everything?");
        });
    })
    .says(Attribute::LabelledBy, "progress-title");
}

fn figures(course: &CourseState, at: &mut Parts) {
    let progress = &course.progress;
    let predicted = progress.predicted();
    at.within("dl", |at| {
        let all = progress.lessons.len();
        let path = home::done_of_path(course);
        let (done, told) = match path {
            Some((done, stops)) => (done, format!("{done} of {stops}")),
            None => (all, words::count(all as u64)),
        };
        figure("Lessons done", None, told, at);
        at.when(all > done, |at| {
            let beside = words::count((all - done) as u64);
            figure("Beside the path", None, beside, at);
        });
        at.when(predicted.asked > 0, |at| {
            let told = format!("{} of {}", predicted.right, predicted.asked);
            figure("Predictions right", None, told, at);
        });
        for level in GameLevel::ALL {
            if let Some(best) = progress.best(level) {
                let name = format!("Game day, {}", title(level).to_ascii_lowercase());
                let seed = Some(format!(" seed {}", best.seed));
                figure(name, seed, format!("{} of 100", best.score), at);
            }
        }
    });
}

fn figure(name: impl Into<Words>, note: Option<String>, value: String, at: &mut Parts) {
    at.within("div", |at| {
        at.within("dt", |at| {
            at.words(name);
            if let Some(note) = note {
                at.line("span quiet", note);
            }
        });
        at.line("dd number", value);
    });
}

/// After a third of the course: what stays of it.
pub(super) fn to_recap(number: u32, at: &mut Parts) {
    let route = Route::recap(&number.to_string());
    at.link("a", &route, |at| {
        let words = format!("Recap {number}: two minutes, what stays?");
        at.line("b stop__what", words);
    });
}
