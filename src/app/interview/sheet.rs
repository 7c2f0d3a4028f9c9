//! What a mock interview came to, as parts: to be printed, or sent.

use crate::app::icon::Icon;
use crate::app::interview::known::{InterviewMsg, Marked, Mock};
use crate::app::interview::shown::clock;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::{Route, Seat};
use crate::app::share::percent;
use crate::app::words::capital;
use crate::lesson::Index;

pub(super) fn sheet(mock: &Mock, at: &mut Parts) {
    at.within("header setup__top", |at| {
        at.line("h1", "Mock interview: the sheet")
            .id("headline")
            .focusable();
        at.line("p", summary(mock));
    });
    let confident = |marked: &&Marked| marked.sure && !marked.had;
    let missed: Vec<&Marked> = mock.results.iter().filter(confident).collect();
    at.when(!missed.is_empty(), |at| {
        at.within("section interview__missed", |at| {
            at.line("h2", "Sure, and missed");
            for marked in &missed {
                at.told("p", &marked.title);
            }
        });
    });
    for (place, marked) in mock.results.iter().enumerate() {
        at.within("section interview__result", |at| one(place, marked, at));
    }
    at.line(
        "p quiet",
        "Marked by the candidate, but for what a run at the stage shows.",
    );
    at.within("div doors doors--row screen-only", |at| {
        let print = Msg::Interview(InterviewMsg::Print);
        at.button("button button button--main", "Print", print);
        at.within("a button", |at| at.words("Send by mail"))
            .says(Attribute::Href, mail(mock));
        let again = Msg::Interview(InterviewMsg::Again);
        at.button("button button", "The same questions again", again);
        at.link("a button", &Route::Interview(Seat::List), |at| {
            at.words("All questions");
        });
    });
}

/// What whoever interviews has noted, to be printed: in their browser alone.
pub(super) fn notes(mock: &Mock, index: Option<&Index>, at: &mut Parts) {
    at.within("header setup__top", |at| {
        at.line("h1", "Mock interview: your notes")
            .id("headline")
            .focusable();
        let level = capital(mock.level.name());
        at.line(
            "p",
            [&level, ", the questions of ", &mock.seed, "."].concat(),
        );
    });
    for (place, id) in mock.ids.iter().enumerate() {
        at.within("section interview__result", |at| {
            let (note, entry) = (mock.note(id), index.and_then(|index| index.entry(id)));
            let asked = note.map(|note| &note.title);
            let title = asked.or(entry.map(|entry| &entry.title));
            let title = title.map_or(id.as_str(), String::as_str);
            at.told("h2", &format!("{}. {title}", place + 1));
            match note {
                Some(note) => at.line("p interview__note", note.text.clone()),
                None => at.line("p quiet", "Nothing noted."),
            };
        });
    }
    at.line(
        "p quiet screen-only",
        "Kept in this browser alone: your candidate’s link has nothing of it.",
    );
    at.within("div doors doors--row screen-only", |at| {
        let print = Msg::Interview(InterviewMsg::Print);
        at.button("button button button--main", "Print", print);
        let back = Msg::Interview(InterviewMsg::Step(-1));
        at.button("button button", "Back to the questions", back);
    });
}

fn summary(mock: &Mock) -> String {
    let had = mock.results.iter().filter(|marked| marked.had).count();
    let all = mock.results.len();
    let level = capital(mock.level.name());
    let points = || mock.results.iter().flat_map(|marked| &marked.points);
    let scored = points().filter(|(_, had)| *had).count();
    let seconds = mock.results.iter().map(|marked| marked.seconds).sum();
    let (of, time) = (points().count(), clock(seconds));
    format!(
        "{level}, the questions of {}: {had} of {all} had, {scored} of {of} points, {time} in all.",
        mock.seed
    )
}

fn one(place: usize, marked: &Marked, at: &mut Parts) {
    at.told("h2", &format!("{}. {}", place + 1, marked.title));
    at.within("p quiet", |at| {
        at.words(outcome(marked));
        at.within("span screen-only", |at| {
            at.words(" · ");
            let route = Route::Interview(Seat::One(marked.id.clone()));
            at.link("a", &route, |at| at.words("Answer it again"));
        });
    });
    at.within("ul interview__points", |at| {
        for (point, had) in &marked.points {
            at.within("li", |at| {
                at.icon(if *had { Icon::Check } else { Icon::Cross });
                at.line("span hidden", if *had { "Had: " } else { "Missed: " });
                at.told("span", point);
            });
        }
    });
}

fn outcome(marked: &Marked) -> String {
    let had = if marked.had { "Had it" } else { "Missed it" };
    let sure = if marked.sure { "sure" } else { "not sure" };
    let points = marked.points.iter().filter(|(_, had)| *had).count();
    let (all, time) = (marked.points.len(), clock(marked.seconds));
    let stage = match marked.unworked {
        true => "; not worked on at the stage",
        false => "",
    };
    let before = match marked.practised {
        true => "; answered before, within a day",
        false => "",
    };
    format!("{had}, {sure}; {points} of {all} points; {time}{stage}{before}")
}

/// The sheet as a message that waits to be sent.
fn mail(mock: &Mock) -> String {
    let mut text = summary(mock);
    for (place, marked) in mock.results.iter().enumerate() {
        text.push_str(&format!(
            "\n\n{}. {}\n{}",
            place + 1,
            marked.title,
            outcome(marked)
        ));
        for (point, had) in &marked.points {
            text.push_str(&format!("\n{} {point}", if *had { "+" } else { "-" }));
        }
    }
    let subject = percent("Mock interview: database resilience");
    format!("mailto:?subject={subject}&body={}", percent(&text))
}
