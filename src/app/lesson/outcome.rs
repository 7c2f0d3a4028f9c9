//! What a lesson came to, as parts: won, or what is missing, and where to go from there.

use crate::app::game::GameMsg;
use crate::app::icon::Icon;
use crate::app::lesson::debrief::opening;
use crate::app::lesson::foot::{foot, mend, to_next_lesson};
use crate::app::lesson::guided::Guided;
use crate::app::lesson::head::{heading, onward};
use crate::app::lesson::judge::{is_too_late, score, shortfall};
use crate::app::lesson::play::{LessonMsg, LessonPlay, Page};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::app::recap;
use crate::app::route::Route;
use crate::lesson::{Course, words as condition_words};

/// How a lesson stands whose steps are done.
pub(super) enum Standing {
    Won,
    /// Its game day is to be played.
    Game,
    Missing,
}

pub(super) fn standing(shown: &Guided) -> Standing {
    let play = shown.play;
    let lessons = &shown.course.progress.lessons;
    let done = play.id.as_ref().is_some_and(|id| lessons.contains_key(id));
    let by_game = play.lesson.front.game.is_some();
    match play.won || by_game && done {
        true => Standing::Won,
        false if by_game => Standing::Game,
        false => Standing::Missing,
    }
}

#[inline(never)]
pub(super) fn outcome(shown: &Guided, at: &mut Parts) {
    if shown.examined {
        return over(shown, at);
    }
    match standing(shown) {
        Standing::Won => won(shown, at),
        Standing::Game => game_day(shown.play, at),
        Standing::Missing => not_won(shown, at),
    }
}

/// The live question of a mock interview: what it comes to is told once all were asked.
fn over(shown: &Guided, at: &mut Parts) {
    heading("The incident is over", at);
    at.line(
        "p",
        "Say what you did, and what you would do next. Your run is marked with the answers, once all questions were asked.",
    );
    foot(at, |at| {
        to_next_lesson(shown, at);
    });
}

fn not_won(shown: &Guided, at: &mut Parts) {
    let (play, view) = (shown.play, &*shown.calm.view);
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
    foot(at, |at| {
        mend(shown, at);
    });
    at.within("div doors doors--row", |at| {
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
fn game_day(play: &LessonPlay, at: &mut Parts) {
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
    foot(at, |at| {
        to_game_day(at);
    });
    at.within("details", |at| {
        at.line("summary", "To read when you have played");
        at.html(&play.lesson.debrief)
            .in_language(play.lesson.language());
        at.html(&play.lesson.further_reading)
            .in_language(play.lesson.language());
    });
}

pub(super) fn to_game_day(at: &mut Parts) -> &mut Group {
    onward(
        "To the game day",
        Page::Result,
        Msg::Game(GameMsg::FromLesson),
        at,
    )
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
    at.some(|at| {
        if play.is_own_run() {
            opening(shown, at);
        }
    });
    at.html(&play.lesson.debrief)
        .in_language(play.lesson.language());
    at.when(!front.teaches.is_empty(), |at| {
        at.within("section", |at| {
            at.line("h3", "What you can say now");
            at.within("ul teaches", |at| {
                for text in &front.teaches {
                    at.told("li", text).in_language(play.lesson.language());
                }
            });
        });
    });
    at.within("section", |at| {
        at.line("h3", "Further reading");
        at.html(&play.lesson.further_reading)
            .in_language(play.lesson.language());
    });
    let is_set = play.task().is_some();
    let recap = recap::after(front.order);
    let recap = recap.filter(|_| front.course == Course::Spine && play.id.is_some() && !is_set);
    at.within("div doors", |at| {
        if let Some(number) = recap {
            let what = "Six questions that mix what the last lessons taught.";
            let route = Route::recap(&number.to_string());
            at.way(&route, "Two minutes: what stays?", what);
        }
        doors(is_set, at);
    });
    foot(at, |at| {
        to_next_lesson(shown, at);
    });
}

/// Whoever plays what was set has their own luck alone.
fn doors(is_set: bool, at: &mut Parts) {
    let course = "The whole path, and what is beside it.";
    at.way(&Route::Home, "The course", course);
    if !is_set {
        let luck = "The same lesson under another seed.";
        at.door("Other luck", luck, Msg::Lesson(LessonMsg::OtherLuck));
    }
    let same = "The same run, with everything on offer.";
    at.door("On in the sandbox", same, Msg::Lesson(LessonMsg::ToSandbox));
}
