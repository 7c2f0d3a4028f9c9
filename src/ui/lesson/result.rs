//! What a lesson came to: won, or what is missing, and where to go from there.

use crate::app::game::GameMsg;
use crate::app::lesson::{LessonPlay, score, shortfall};
use crate::app::{LessonMsg, Msg, Route, State, course};
use crate::lesson::words as condition_words;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, href, on};
use crate::ui::lesson::{heading, prose};
use crate::ui::prose::inline;
use yew::prelude::*;

pub(super) fn result(state: &State, play: &LessonPlay, send: &Send) -> Html {
    let done = play
        .id
        .as_ref()
        .is_some_and(|id| state.course.progress.lessons.contains_key(id));
    if play.won || (play.lesson.front.game.is_some() && done) {
        return won(state, play, send);
    }
    if play.lesson.front.game.is_some() {
        return to_game_day(play, send);
    }
    not_won(state, play, send)
}

fn not_won(state: &State, play: &LessonPlay, send: &Send) -> Html {
    html! {
        <>
            { heading("Not won yet") }
            <p>{ "Every step is done, but something that the lesson asks for is missing:" }</p>
            <ul class="missing">
                { for shortfall(play, &state.drawn.calm.view).iter().map(|text| html! { <li>{ icon(Icon::Cross) }<span>{ inline(text) }</span></li> }) }
            </ul>
            <p class="quiet">{ "You can go on: what comes later counts. Or take back what went wrong." }</p>
            <div class="doors doors--row">
                <button type="button" class="button" onclick={on(send, Msg::Undo)}>{ icon(Icon::Back) }<span>{ "Undo the last action" }</span></button>
                <button type="button" class="button" onclick={on(send, Msg::Lesson(LessonMsg::StartAgain))}>{ icon(Icon::Restart) }<span>{ "Start this lesson again" }</span></button>
            </div>
        </>
    }
}

/// A game day has a page of its own; its score decides.
fn to_game_day(play: &LessonPlay, send: &Send) -> Html {
    html! {
        <>
            { heading("Now play it") }
            <p>{ "The day has a page of its own. This lesson is done when at its end:" }</p>
            <ul class="teaches">{ for play.lesson.front.win.iter().map(|condition| html! { <li>{ inline(&condition_words::of(condition)) }</li> }) }</ul>
            <button type="button" class="button button--main lesson__next" onclick={on(send, Msg::Game(GameMsg::FromLesson))}>
                <span>{ "To the game day" }</span>{ icon(Icon::Next) }
            </button>
            <details>
                <summary>{ "To read when you have played" }</summary>
                { prose(&play.lesson.debrief) }
                { prose(&play.lesson.further_reading) }
            </details>
        </>
    }
}

fn won(state: &State, play: &LessonPlay, send: &Send) -> Html {
    let (right, asked) = score(play);
    let front = &play.lesson.front;
    let best = front
        .game
        .and_then(|level| state.course.progress.best(level));
    html! {
        <>
            <div class="won">
                <span class="won__mark" aria-hidden="true">{ icon(Icon::Check) }</span>
                { heading("Won") }
                if asked > 0 { <p>{ format!("Predictions right: {right} of {asked}.") }</p> }
                if let Some(best) = best { <p>{ format!("Your best day: {} points, the luck of {}.", best.score, best.seed) }</p> }
            </div>
            { prose(&play.lesson.debrief) }
            if !front.teaches.is_empty() {
                <section>
                    <h3>{ "What you can say now" }</h3>
                    <ul class="teaches">{ for front.teaches.iter().map(|text| html! { <li>{ inline(text) }</li> }) }</ul>
                </section>
            }
            <section>
                <h3>{ "Further reading" }</h3>
                { prose(&play.lesson.further_reading) }
            </section>
            <div class="doors">
                { for course::next_lesson(&state.course, play.id.as_deref()).map(|entry| {
                    let route = Route::Lesson(entry.id.clone());
                    html! { <a class="door" href={href(&route)}><b>{ format!("Next: {}", entry.title) }</b><span>{ format!("About {} minutes.", entry.minutes) }</span></a> }
                }) }
                <a class="door" href={href(&Route::Home)}><b>{ "The course" }</b><span>{ "The whole path, and what is beside it." }</span></a>
                { door("Other luck", "The same lesson under another seed.", LessonMsg::OtherLuck, send) }
                { door("On in the sandbox", "The same run, with everything on offer.", LessonMsg::ToSandbox, send) }
            </div>
        </>
    }
}

fn door(title: &'static str, what: &'static str, msg: LessonMsg, send: &Send) -> Html {
    html! {
        <button type="button" class="door" onclick={on(send, Msg::Lesson(msg))}><b>{ title }</b><span>{ what }</span></button>
    }
}
