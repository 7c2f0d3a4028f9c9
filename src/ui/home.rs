//! The front door after the first minute: what leads on, the course as a path, and the other doors.

use crate::app::course::{CourseMsg, CourseState, Listed, Place};
use crate::app::home::{self, Lead, Reached, Stop};
use crate::app::words::counted;
use crate::app::{Msg, Route, State};
use crate::lesson::{Course, Entry, Level};
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, href, on};
use crate::ui::progress;
use crate::ui::prose::inline;
use yew::prelude::*;

pub fn view(state: &State, send: &Send) -> Html {
    let course = &state.course;
    html! {
        <main class="home" inert={state.window.help}>
            <div class="home__course">
                { lead(course, send) }
                { path(course) }
                { electives(course) }
            </div>
            <aside class="home__side" aria-label="Other places and your progress">
                { doors() }
                { progress::view(course, send) }
            </aside>
        </main>
    }
}

fn lead(course: &CourseState, send: &Send) -> Html {
    let lead = home::lead(course);
    let (eyebrow, title) = home::headline(course, &lead);
    // The number of children never changes: the heading stays the same element, and keeps the focus.
    html! {
        <section class="lead" aria-labelledby="headline">
            { finished(course) }
            <h1 id="headline" tabindex="-1"><span class="lead__eyebrow">{ eyebrow }<span class="hidden">{ ": " }</span></span>{ title }</h1>
            {
                match lead {
                    Lead::Continue(place) => to_continue(place, course),
                    Lead::Lesson(entry) => to_begin(entry),
                    Lead::AllDone => html! {
                        <>
                            <p class="lead__what">{ "Random incidents strike a design of yours, and the clock does not stop." }</p>
                            { go_on(Route::GameDay, "Set up a game day", "") }
                        </>
                    },
                    Lead::Loading => html! { <p class="lead__what">{ "The list of lessons is on its way." }</p> },
                    Lead::Missing(reason) => missing(reason, send),
                }
            }
            { also(course, &lead) }
            { tape(course) }
        </section>
    }
}

fn go_on(route: Route, words: &str, note: &str) -> Html {
    html! {
        <p class="lead__go">
            <a class="button button--main" href={href(&route)}>{ icon(Icon::Play) }<span>{ words }</span></a>
            <span class="quiet">{ note }</span>
        </p>
    }
}

fn to_continue(place: &Place, course: &CourseState) -> Html {
    let route = Route::parse(&place.route);
    let entry = match (&route, &course.index) {
        (Route::Lesson(id), Listed::Here(index)) => index.entry(id),
        _ => None,
    };
    let what = entry.and_then(|entry| home::line(entry, Reached::UnderWay));
    html! {
        <>
            { what.map(what_it_is_about) }
            { go_on(route, "Continue", &place.note) }
        </>
    }
}

fn to_begin(entry: &Entry) -> Html {
    let words = format!("Start lesson {}", entry.order);
    let route = Route::Lesson(entry.id.clone());
    html! {
        <>
            { home::line(entry, Reached::Next).map(what_it_is_about) }
            { go_on(route, &words, &minutes(entry.minutes)) }
        </>
    }
}

fn what_it_is_about(line: &str) -> Html {
    html! { <p class="lead__what">{ inline(line) }</p> }
}

fn missing(reason: &str, send: &Send) -> Html {
    html! {
        <>
            <p class="lead__what">{ format!("The list of lessons, lessons/index.json, did not come: {reason}. All else works without it.") }</p>
            <p class="lead__go">
                <button type="button" class="button button--main" onclick={on(send, Msg::Course(CourseMsg::Retry))}>{ icon(Icon::Restarting) }<span>{ "Try again" }</span></button>
            </p>
        </>
    }
}

/// What was finished just now, in one line.
fn finished(course: &CourseState) -> Html {
    let Some(id) = &course.finished else {
        return Html::default();
    };
    let name = match &course.index {
        Listed::Here(index) => index.entry(id).map(|entry| entry.title.as_str()),
        Listed::Unasked | Listed::Asked | Listed::Missing(_) => None,
    };
    let predicted = course.progress.lessons.get(id).copied();
    let predicted = predicted.and_then(home::predicted);
    html! {
        <p class="lead__done" role="status">
            { icon(Icon::Check) }
            <span><b>{ format!("Done: {}.", name.unwrap_or(id)) }</b>{ predicted.map(|words| format!(" {words}.")) }</span>
        </p>
    }
}

/// Other things that were left, and the next lesson if something else leads.
fn also(course: &CourseState, lead: &Lead) -> Html {
    let left = home::also_left(course, lead);
    let next = home::after(course, lead);
    if left.is_empty() && next.is_none() {
        return Html::default();
    }
    let item = |route: Route, before: &str, words: String| {
        html! { <li><span class="quiet">{ before.to_owned() }</span><a href={href(&route)}>{ words }</a></li> }
    };
    html! {
        <ul class="lead__also">
            if let Some(entry) = next {
                { item(Route::Lesson(entry.id.clone()), "Next lesson ", format!("{}. {}", entry.order, entry.title)) }
            }
            { for left.into_iter().map(|place| item(Route::parse(&place.route), "Left open ", place.title.clone())) }
        </ul>
    }
}

/// The course as a tape: a piece for each lesson, written as far as it is done.
fn tape(course: &CourseState) -> Html {
    let stops = home::stops(course, Course::Spine);
    if stops.is_empty() {
        return Html::default();
    }
    let done = |stop: &Stop| matches!(stop.reached, Reached::Done(_));
    let count = stops.iter().filter(|stop| done(stop)).count();
    let words = format!("{count} of {} lessons done", stops.len());
    html! {
        <div class="lead__tape" role="img" aria-label={words.clone()}>
            <span class="lead__strip">
                { for stops.iter().map(|stop| {
                    let next = matches!(stop.reached, Reached::Next | Reached::UnderWay);
                    html! { <span class={classes!(done(stop).then_some("is-written"), next.then_some("is-next"))}></span> }
                }) }
            </span>
            <span class="lead__count">{ words }</span>
        </div>
    }
}

fn path(course: &CourseState) -> Html {
    let stops = home::stops(course, Course::Spine);
    if stops.is_empty() {
        return Html::default();
    }
    let time = stops.iter().map(|stop| stop.entry.minutes).sum();
    html! {
        <section class="course" aria-labelledby="course-title">
            <div class="course__head">
                <h2 id="course-title">{ "The course" }</h2>
                <p class="quiet">{ format!("{}, about {}. Nothing is locked.", counted(stops.len() as u64, "lesson", "lessons"), minutes(time)) }</p>
            </div>
            <ol class="path">{ for stops.iter().map(stop_of_path) }</ol>
        </section>
    }
}

fn stop_of_path(stop: &Stop) -> Html {
    let entry = stop.entry;
    let route = Route::Lesson(entry.id.clone());
    html! {
        <li class={classes!("stop", class(stop.reached))}>
            <a href={href(&route)}>
                <span class="stop__node">
                    if let Reached::Done(_) = stop.reached { { icon(Icon::Check) } } else { { entry.order } }
                </span>
                <span class="stop__title">
                    if let Reached::Done(_) = stop.reached { <span class="hidden">{ format!("{}. ", entry.order) }</span> }
                    <b>{ &entry.title }</b>{ tag(stop.reached) }
                </span>
                <span class="stop__what">{ home::line(entry, stop.reached).map(inline) }</span>
                <span class="stop__time number">{ minutes(entry.minutes) }</span>
            </a>
        </li>
    }
}

fn class(reached: Reached) -> Option<&'static str> {
    match reached {
        Reached::Done(_) => Some("stop--done"),
        Reached::UnderWay => Some("stop--under-way"),
        Reached::Next => Some("stop--next"),
        Reached::NotYet => None,
    }
}

fn tag(reached: Reached) -> Html {
    let words = match reached {
        Reached::Done(predicted) => match home::predicted(predicted) {
            Some(words) => format!("Done, {words}"),
            None => "Done".to_owned(),
        },
        Reached::UnderWay => "Under way".to_owned(),
        Reached::Next => "Next".to_owned(),
        Reached::NotYet => return Html::default(),
    };
    html! { <span class="tag">{ words }</span> }
}

fn electives(course: &CourseState) -> Html {
    let stops = home::stops(course, Course::Elective);
    if stops.is_empty() {
        return Html::default();
    }
    html! {
        <section class="course" aria-labelledby="electives-title">
            <div class="course__head">
                <h2 id="electives-title">{ "Beside the path" }</h2>
                <p class="quiet">{ "Electives, in any order." }</p>
            </div>
            <ul class="electives">
                { for stops.iter().map(|stop| {
                    let route = Route::Lesson(stop.entry.id.clone());
                    html! {
                        <li class={classes!("elective", class(stop.reached))}>
                            <a href={href(&route)}>
                                <span class="elective__title">
                                    if let Reached::Done(_) = stop.reached { { icon(Icon::Check) } }
                                    <b>{ &stop.entry.title }</b>
                                </span>
                                <span class="quiet">{ format!("{} · {}", minutes(stop.entry.minutes), level(stop.entry.level)) }</span>
                                { tag(stop.reached) }
                            </a>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

fn doors() -> Html {
    let door = |route: Route, picture: Icon, title: &str, what: &str| {
        html! {
            <li><a class="way-in" href={href(&route)}>
                { icon(picture) }<b>{ title.to_owned() }</b><span>{ what.to_owned() }</span>
            </a></li>
        }
    };
    html! {
        <section aria-labelledby="doors-title">
            <h2 id="doors-title">{ "Other ways in" }</h2>
            <ul class="ways-in">
                { door(Route::Sandbox, Icon::Database, "Sandbox", "Build anything, break everything.") }
                { door(Route::GameDay, Icon::Zap, "Game day", "Incidents strike your design. Keep it up.") }
                { door(Route::Tour, Icon::Clock, "The first minute", "A power cut, then a wrong DELETE.") }
                { door(Route::Author, Icon::Edit, "Write a lesson", "Text on the left, the lesson on the right.") }
            </ul>
        </section>
    }
}

fn minutes(minutes: u32) -> String {
    counted(minutes.into(), "minute", "minutes")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Beginner => "beginner",
        Level::Intermediate => "intermediate",
        Level::Advanced => "advanced",
    }
}
