//! What a lesson came to, as parts: won, or what is missing, and where to go from there.

use crate::app::course::next_lesson;
use crate::app::game::GameMsg;
use crate::app::icon::Icon;
use crate::app::lesson::head::{forward, heading, onward};
use crate::app::lesson::judge::{is_too_late, score, shortfall};
use crate::app::lesson::play::{LessonMsg, LessonPlay};
use crate::app::lesson::shown::Guided;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::lesson::words as condition_words;
use crate::world::View;

pub(super) fn outcome(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let lessons = &shown.course.progress.lessons;
    let done = play.id.as_ref().is_some_and(|id| lessons.contains_key(id));
    let by_game = play.lesson.front.game.is_some();
    if play.won || by_game && done {
        won(shown, at);
    } else if by_game {
        to_game_day(play, at);
    } else {
        not_won(play, &shown.calm.view, shown.playing, at);
    }
}

fn not_won(play: &LessonPlay, view: &View, playing: bool, at: &mut Parts) {
    heading("Not won yet", at);
    at.line(
        "p",
        "Every step is done, but something that the lesson asks for is missing:",
    );
    at.within("ul missing", |at| {
        for text in shortfall(play, view) {
            at.within("li", |at| {
                at.icon(Icon::Cross);
                at.told("span", &text);
            });
        }
    });
    let late = is_too_late(view);
    at.line(
        "p quiet",
        match late {
            true => "A recovery that took too long stays so, whatever comes later: take it back, and be faster.",
            false => "You can go on: what comes later counts. Or take back what went wrong.",
        },
    );
    at.within("div doors doors--row", |at| {
        at.some(|at| {
            if late {
                let again = Msg::Lesson(LessonMsg::StepAgain);
                let words = "Do the last step again";
                at.button("button button button--main", words, again);
            } else if play.missing.open {
                forward(play.forward && playing, at);
            }
        });
        let again = Msg::Lesson(LessonMsg::StartAgain);
        at.icon_button(
            "button button",
            Icon::Back,
            "Undo the last action",
            Msg::Undo,
        );
        at.icon_button(
            "button button",
            Icon::Restart,
            "Start this lesson again",
            again,
        );
    });
}

/// A game day has a page of its own; its score decides.
fn to_game_day(play: &LessonPlay, at: &mut Parts) {
    heading("Now play it", at);
    at.line(
        "p",
        "The day has a page of its own. This lesson is done when at its end:",
    );
    at.within("ul teaches", |at| {
        for condition in &play.lesson.front.win {
            at.told("li", &condition_words::of(condition));
        }
    });
    onward("To the game day", Msg::Game(GameMsg::FromLesson), at);
    at.within("details", |at| {
        at.line("summary", "To read when you have played");
        at.html(&play.lesson.debrief);
        at.html(&play.lesson.further_reading);
    });
}

fn won(shown: &Guided, at: &mut Parts) {
    let play = shown.play;
    let front = &play.lesson.front;
    at.within("div won", |at| {
        at.within("span won__mark", |at| at.icon(Icon::Check))
            .says(Attribute::Unspoken, "true");
        heading("Won", at);
        let (right, asked) = score(play);
        at.when(asked > 0, |at| {
            at.line("p", format!("Predictions right: {right} of {asked}."));
        });
        let progress = &shown.course.progress;
        if let Some(best) = front.game.and_then(|level| progress.best(level)) {
            let (score, seed) = (best.score, &best.seed);
            at.line(
                "p",
                format!("Your best day: {score} points, the luck of {seed}."),
            );
        }
    });
    at.html(&play.lesson.debrief);
    at.when(!front.teaches.is_empty(), |at| {
        at.within("section", |at| {
            at.line("h3", "What you can say now");
            at.within("ul teaches", |at| {
                for text in &front.teaches {
                    at.told("li", text);
                }
            });
        });
    });
    at.within("section", |at| {
        at.line("h3", "Further reading");
        at.html(&play.lesson.further_reading);
    });
    at.within("div doors", |at| doors(shown, at));
}

fn doors(shown: &Guided, at: &mut Parts) {
    at.some(|at| {
        if let Some(entry) = next_lesson(shown.course, shown.play.id.as_deref()) {
            let minutes = format!("About {} minutes.", entry.minutes);
            let title = format!("Next: {}", entry.title);
            at.way(&Route::Lesson(entry.id.clone()), title, minutes);
        }
    });
    let course = "The whole path, and what is beside it.";
    at.way(&Route::Home, "The course", course);
    let luck = "The same lesson under another seed.";
    at.door("Other luck", luck, Msg::Lesson(LessonMsg::OtherLuck));
    let same = "The same run, with everything on offer.";
    at.door("On in the sandbox", same, Msg::Lesson(LessonMsg::ToSandbox));
}
