//! A learner goes on from where a step has left them: by Play, after a look back, or after a press that shut the way.

use super::learner_tests::{Learner, PATIENCE_MS, lessons};
use super::*;
use crate::app::Msg;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::lesson::{Place, read};
use crate::sim::{SimDuration, SimTime};

const SECOND: &str = include_str!("../../../lessons/en/02-single-az.md");
const EIGHTH: &str = include_str!("../../../lessons/en/08-region-lost.md");
const DELETED: &str = include_str!("../../../lessons/en/deleted-by-mistake.md");
const STORAGE: &str = include_str!("../../../lessons/en/storage-full.md");

fn told(learner: &Learner) -> String {
    let shown = learner.state.guided(learner.play());
    spoken(&Parts::of(|at| steps(&shown, at)))
}

/// Presses the buttons of the step in their order, until it is done.
fn ends(learner: &mut Learner) {
    for place in 0..learner.state.drawn.guide.offers.len() {
        learner.press(Msg::Lesson(LessonMsg::Do(place)));
        learner.watch(120_000.0);
    }
    assert!(learner.play().is_done(), "{}", told(learner));
}

#[test]
fn play_goes_on_from_a_step_that_is_done() {
    let mut learner = Learner::answered_at(STORAGE, 1);
    ends(&mut learner);
    assert!(learner.play().is_done());
    learner.press(Msg::TogglePlay);
    assert_eq!(learner.play().page, Page::Step(2), "it asks something");
    assert!(!learner.state.clock.playing);
    let notice = learner.state.window.notice.clone().expect("it is said");
    assert!(notice.text.contains("first say what you expect"));

    let mut learner = Learner::answered_at(SECOND, 3);
    ends(&mut learner);
    learner.press(Msg::TogglePlay);
    assert_eq!(learner.play().page, Page::Step(4), "it asks nothing");
    assert!(learner.state.clock.playing);
}

#[test]
fn who_looked_back_goes_on_from_the_present() {
    let mut learner = Learner::answered_at(STORAGE, 1);
    ends(&mut learner);
    let present = learner.state.run.now();
    learner.press(Msg::SeekTo(SimTime::from_ms(8000)));
    learner.press(Msg::Lesson(LessonMsg::Next));
    assert_eq!(learner.play().page, Page::Step(2));
    assert_eq!(learner.state.run.now(), present);
    assert!(told(&learner).contains("Not enough"));
}

#[test]
fn what_comes_after_a_stated_time_waits_until_it_has_passed() {
    let mut learner = Learner::answered_at(EIGHTH, 2);
    let back = learner.state.drawn.guide.offers[1].refused.clone();
    let back = back.expect("it is not for now");
    assert_eq!(
        back.reason,
        "Not yet: “Let the shop run for 1 hour” comes first."
    );
    let from = learner.state.run.now();
    learner.press(Msg::Lesson(LessonMsg::Do(1)));
    assert!(!learner.play().is_done() && learner.state.run.now() == from);
    learner.press(Msg::Lesson(LessonMsg::Do(0)));
    learner.watch(PATIENCE_MS);
    assert!(learner.state.run.now() >= from + SimDuration::from_hours(1));
    assert_eq!(learner.state.drawn.guide.offers[1].refused, None);
}

#[test]
fn a_press_that_shuts_the_way_leads_back_at_once() {
    let mut learner = Learner::answered_at(DELETED, 4);
    let line = "aws rds delete-db-instance --db-instance-identifier orders-old --final-db-snapshot-identifier orders-old-final";
    learner.press(Msg::Act(line.to_owned()));
    learner.watch(600_000.0);
    assert!(!learner.play().is_done());
    let again = Msg::Lesson(LessonMsg::StepAgain);
    assert!(learner.reaches(&again), "{}", told(&learner));
    assert!(told(&learner).contains("None of these buttons can be pressed now"));
    learner.press(again);
    assert_eq!(learner.state.drawn.guide.offers[0].refused, None);
}

/// Who stops, starts and points an application does so at the application: a step that asks for nothing else leads there.
#[test]
fn a_step_of_an_application_leads_to_it() {
    for (name, text) in lessons() {
        let lesson = read(&text).expect("it can be read");
        for step in &lesson.steps {
            let apps = step.step.actions.iter();
            let only_apps = apps.clone().all(|one| one.line.starts_with("app "));
            let led = apps.filter(|_| only_apps);
            for action in led {
                let app = action.line.split(' ').nth(2).unwrap_or_default();
                let things =
                    step.step
                        .places
                        .iter()
                        .filter_map(|place| match Place::parse(place)? {
                            Place::Thing(_, thing) => Some(thing.to_owned()),
                            _ => None,
                        });
                let things: Vec<String> = things.collect();
                assert!(
                    things.is_empty() || things.iter().any(|one| one == app),
                    "{name}, {}: {app} is not among {things:?}",
                    step.title
                );
            }
        }
    }
}

#[test]
fn a_lesson_that_is_started_again_has_opened_no_hints() {
    let mut learner = Learner::at_step(SECOND, 0);
    learner.press(Msg::Lesson(LessonMsg::Hint));
    let opened = |learner: &Learner| (learner.play().hints, learner.play().hinted);
    assert_eq!(opened(&learner), (1, 1));
    learner.press(Msg::Lesson(LessonMsg::StartAgain));
    assert_eq!(opened(&learner), (0, 0));
    learner.press(Msg::Lesson(LessonMsg::Next));
    assert!(!told(&learner).contains("Hint 1. "), "{}", told(&learner));
}
