//! Buttons that would do nothing, time to press, what comes too late, and whose figures are shown.

use super::learner_tests::{Learner, lesson};
use super::*;
use crate::app::Msg;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::app::run::Run;
use crate::app::update::update;
use crate::lesson::compose;
use crate::sim::{SimDuration, SimTime};
use std::rc::Rc;

const CHEAPEST: &str = include_str!("../../../lessons/en/09-cheapest-design.md");
const DNS: &str = include_str!("../../../lessons/en/connections-and-dns.md");
const LAG: &str = include_str!("../../../lessons/en/lag-and-stale-reads.md");

/// At the last step of the lesson on three clients: two of them wait to be woken.
fn to_be_woken() -> Learner {
    Learner::at_step(DNS, 3)
}

fn press(learner: &mut Learner, button: usize) {
    learner.press(Msg::Lesson(LessonMsg::Do(button)));
}

/// Which buttons are done, and which are not for now.
fn stands(learner: &Learner) -> (Vec<bool>, Vec<bool>) {
    let offers = &learner.state.drawn.guide.offers;
    let ran = offers.iter().map(|offer| offer.ran);
    let refused = offers.iter().map(|offer| offer.refused.is_some());
    (ran.collect(), refused.collect())
}

#[test]
fn what_would_do_nothing_is_not_pressed_and_what_was_taken_back_is_not_done() {
    let mut learner = to_be_woken();
    let (_, refused) = stands(&learner);
    assert_eq!(refused, [false, true, false, true], "both run");
    let before = learner.state.run.text();
    press(&mut learner, 1);
    assert_eq!(learner.state.run.text(), before);
    assert!(!learner.state.clock.playing);
    let heard = &learner.state.drawn.announced;
    assert!(
        heard.contains("cart runs already: stop it first."),
        "{heard}"
    );
    press(&mut learner, 0);
    press(&mut learner, 1);
    assert_eq!(stands(&learner).0, [true, true, false, false]);
    press(&mut learner, 0);
    let (ran, refused) = stands(&learner);
    assert_eq!(ran, [true, false, false, false], "it is stopped again");
    assert!(!refused[1], "and can be started again");
}

#[test]
fn who_can_only_wait_for_hours_waits_for_seconds() {
    let lesson = lesson(CHEAPEST);
    let mut learner = Learner::begins(&lesson, &lesson.front.seed);
    while learner.play().page != Page::Step(4) {
        learner.end_step().expect("it ends");
    }
    learner.answer();
    press(&mut learner, 0);
    let mut waited_ms = 0.0;
    while !learner.play().is_done() {
        assert!(waited_ms < 40_000.0, "at {:?}", learner.state.run.now());
        update(&mut learner.state, Msg::Tick(50.0));
        waited_ms += 50.0;
    }
}

#[test]
fn who_has_buttons_to_press_within_a_time_has_a_minute_for_them() {
    let mut learner = to_be_woken();
    press(&mut learner, 0);
    let from = learner.state.run.now();
    for _ in 0..400 {
        update(&mut learner.state, Msg::Tick(50.0));
    }
    let passed = learner.state.run.now().since(from);
    assert!(learner.state.clock.playing);
    assert!(
        passed < SimDuration::from_mins(5),
        "{passed:?} in 20 seconds"
    );
}

#[test]
fn a_step_that_ends_too_late_says_so_and_nobody_is_told_to_go_on() {
    let mut learner = to_be_woken();
    learner.press(Msg::Lesson(LessonMsg::FastForward));
    for _ in 0..2000 {
        update(&mut learner.state, Msg::Tick(50.0));
    }
    for button in [0, 1, 2, 3] {
        press(&mut learner, button);
    }
    learner.press(Msg::Lesson(LessonMsg::FastForward));
    for _ in 0..2000 {
        update(&mut learner.state, Msg::Tick(50.0));
    }
    assert!(learner.play().is_done());
    let told = |learner: &Learner| {
        let shown = learner.state.guided(learner.play());
        spoken(&Parts::of(|at| steps(&shown, at)))
    };
    let text = told(&learner);
    assert!(text.contains("it was not in time"), "{text}");
    assert!(text.contains("Do this step again"), "{text}");
    learner.press(Msg::Lesson(LessonMsg::Next));
    let text = told(&learner);
    assert!(text.contains("Not won yet"), "{text}");
    assert!(!text.contains("You can go on"), "{text}");
}

#[test]
fn the_figures_stay_with_the_incident_that_the_step_was_about() {
    let lesson = lesson(LAG);
    let front = &lesson.front;
    let (text, _) = compose(front, &front.solution, &front.seed);
    let mut run = Run::open(&text).expect("it runs");
    run.advance(SimDuration::from_mins(120));
    let view = run.view();
    let mut play = LessonPlay::new(None, LessonSource::Draft, Rc::clone(&lesson));
    play.page = Page::Step(lesson.steps.len() - 1);
    let minutes = |count: i64| SimTime::from_ms(count * 60_000);
    play.ended = [2, 10, 11, 12, 21].map(minutes).to_vec();
    let cause = |place: Option<usize>| place.map(|place| view.incidents[place].cause.to_string());
    let fault = Some("volume-failure".to_owned());
    assert_ne!(cause(crate::app::verdict::to_be_read(&view)), fault);
    assert_eq!(cause(play.speaks_of(&view)), fault);
    play.page = Page::Result;
    assert_eq!(cause(play.speaks_of(&view)), fault);
}
