//! Where a run is kept, so that its learner can go on with it.

use crate::app::course::known::{CourseState, named_sandbox};
use crate::app::course::record::save;
use crate::app::effect::Effect;
use crate::app::game::{GamePlay, place as place_in_game};
use crate::app::lesson::{LessonPlay, Page, kept_of, place as place_in_lesson, start};
use crate::app::progress::Place;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::sim::SimTime;
use serde_json::json;

/// Keeps the present run where it belongs: to its lesson, its game day, or the sandbox.
pub fn keep(
    course: &mut CourseState,
    run: &Run,
    lesson: Option<&LessonPlay>,
    game: Option<&GamePlay>,
) -> Vec<Effect> {
    if lesson.is_some_and(|play| play.won && play.task().is_none()) {
        // There is nothing left to go on with.
        return Vec::new();
    }
    if let Some(place) = lesson.and_then(|play| untouched(play, run)) {
        // Whoever only looked in has nothing to go on with.
        course.progress.forget_place(&place.route);
        return vec![save(course)];
    }
    let shared = lesson.filter(|play| play.seen.is_some());
    if shared.is_some_and(|play| play.seen == kept_of(play, run)) {
        return Vec::new();
    }
    let in_lesson = lesson.and_then(|play| place_in_lesson(play, run));
    let in_game = || game.and_then(|game| place_in_game(game, run));
    if let Some(place) = in_lesson.or_else(in_game) {
        let run = run.text();
        // Who goes on from what was shared has left it, and comes back to this.
        let address = shared.map(|_| Effect::Address(place.route.clone()));
        course.progress.remember(Place { run, ..place });
        return address.into_iter().chain([save(course)]).collect();
    }
    if !course.in_sandbox {
        return Vec::new();
    }
    let text = run.text();
    course.sandbox = Some(text.clone());
    if !run.view().databases.is_empty() {
        course.progress.remember(sandbox_place(run));
    }
    let has_left = course.linked.as_ref().is_some_and(|linked| *linked != text);
    let address = has_left.then(|| {
        course.linked = None;
        Effect::Address(Route::Sandbox.fragment())
    });
    let kept = [Effect::Save(text), save(course)];
    address.into_iter().chain(kept).collect()
}

/// The place of the lesson on the stage, if it stands at its introduction and no line was run.
fn untouched(play: &LessonPlay, run: &Run) -> Option<Place> {
    if play.page != Page::Introduction {
        return None;
    }
    let begun = Run::open(&start(&play.lesson, run.seed())).ok()?;
    place_in_lesson(play, run).filter(|_| begun.text() == run.text())
}

/// The moment at which the sandbox's run was left.
pub fn sandbox_left_at(course: &CourseState) -> Option<SimTime> {
    let place = course.progress.place(&Route::Sandbox.fragment())?;
    place.extra["at"].as_i64().map(SimTime::from_ms)
}

fn sandbox_place(run: &Run) -> Place {
    let view = run.view();
    let names: Vec<&str> = view
        .databases
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    let note = format!("{} · seed {}", names.join(", "), run.seed());
    Place {
        extra: json!({ "at": view.now.ms() }),
        ..named_sandbox(note)
    }
}
