//! Where a run is kept, so that its learner can go on with it.

use crate::app::course::known::{CourseState, named_sandbox};
use crate::app::course::record::save;
use crate::app::effect::Effect;
use crate::app::game::{GamePlay, place as place_in_game};
use crate::app::lesson::{LessonPlay, Page, place as place_in_lesson, start};
use crate::app::progress::Place;
use crate::app::run::Run;

/// Keeps the present run where it belongs: to its lesson, its game day, or the sandbox.
pub fn keep(
    course: &mut CourseState,
    run: &Run,
    lesson: Option<&LessonPlay>,
    game: Option<&GamePlay>,
) -> Vec<Effect> {
    if lesson.is_some_and(|play| play.won) {
        // There is nothing left to go on with.
        return Vec::new();
    }
    if let Some(place) = lesson.and_then(|play| untouched(play, run)) {
        // Whoever only looked in has nothing to go on with.
        course.progress.forget_place(&place.route);
        return vec![save(course)];
    }
    let in_lesson = lesson.and_then(|play| place_in_lesson(play, run));
    let in_game = || game.and_then(|game| place_in_game(game, run));
    if let Some(place) = in_lesson.or_else(in_game) {
        let run = run.text();
        course.progress.remember(Place { run, ..place });
        return vec![save(course)];
    }
    if !course.in_sandbox {
        return Vec::new();
    }
    let text = run.text();
    course.sandbox = Some(text.clone());
    if !run.view().databases.is_empty() {
        course.progress.remember(sandbox_place(run));
    }
    vec![Effect::Save(text), save(course)]
}

/// The place of the lesson on the stage, if it stands at its introduction and no line was run.
fn untouched(play: &LessonPlay, run: &Run) -> Option<Place> {
    if play.page != Page::Introduction {
        return None;
    }
    let begun = Run::open(&start(&play.lesson, run.seed())).ok()?;
    place_in_lesson(play, run).filter(|_| begun.text() == run.text())
}

fn sandbox_place(run: &Run) -> Place {
    let view = run.view();
    let names: Vec<&str> = view
        .databases
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    named_sandbox(format!("{} · seed {}", names.join(", "), run.seed()))
}
