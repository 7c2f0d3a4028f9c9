//! A teacher presents lessons, told to the Elm loop: by one key, from the first slide to the last.

use super::*;
use crate::app::Msg;
use crate::app::effect::Effect;
use crate::app::lesson::learner_tests::lessons;
use crate::app::lesson::{LessonMsg, Page};
use crate::app::part::Parts;
use crate::app::part::read::{groups, spoken};
use crate::app::reader::Answer;
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::{Screen, Theme};
use crate::lesson::{Lesson, read};
use std::rc::Rc;

pub(super) const FIRST: &str = include_str!("../../../lessons/en/01-multi-az.md");

/// The page that presents this lesson, at its first slide.
pub(super) fn opened(id: &str, text: &str) -> State {
    opened_at(&Route::Present(id.to_owned(), 0), id, text)
}

fn opened_at(route: &Route, id: &str, text: &str) -> State {
    let mut state = State::arriving(Theme::Auto, None, None);
    let effects = update(&mut state, Msg::Go(route.clone()));
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::FetchLesson { ticket, address } => {
            assert_eq!(*address, format!("lessons/en/{id}.md"));
            Some(*ticket)
        }
        _ => None,
    });
    let ticket = ticket.expect("its text is fetched");
    let text = text.to_owned();
    let came = LessonMsg::Came {
        ticket,
        text: Ok(text.clone()),
    };
    update(&mut state, Msg::Lesson(came));
    let answer = Answer {
        ticket,
        lesson: Some(read(&text).expect("it can be read")),
        ..Answer::default()
    };
    update(
        &mut state,
        Msg::Lesson(LessonMsg::Answered(Rc::new(answer))),
    );
    state
}

pub(super) fn press(state: &mut State, msg: PresentMsg) -> Vec<Effect> {
    update(state, Msg::Present(msg))
}

pub(super) fn present(state: &State) -> &Present {
    state.present.as_ref().expect("a lesson is presented")
}

fn parts(state: &State) -> Vec<crate::app::part::Part> {
    Parts::of(|at| state.slide(at))
}

pub(super) fn words(state: &State) -> String {
    spoken(&parts(state))
}

fn told(text: &str) -> String {
    spoken(&Parts::of(|at| at.prose(text)))
}

/// What would give an answer away on the slide that is shown: what explains a question whose run is still to come.
fn gives_away(state: &State, lesson: &Lesson) -> Option<String> {
    let words = words(state);
    let done = state.lesson.as_ref().expect("it is on").play.done;
    let to_come = lesson.steps.iter().skip(done);
    let questions = to_come.flat_map(|step| &step.step.predictions);
    let mut explained = questions.map(|question| told(&question.explain));
    let settled = match present(state).slide() {
        Slide::Settled { .. } => true,
        Slide::Run { step } => *step < done,
        _ => false,
    };
    let marked = words.contains("So it went") && !settled;
    explained
        .find(|explain| words.contains(explain))
        .or_else(|| marked.then_some(words))
}

#[test]
fn every_lesson_is_presented_by_one_key_and_won_and_no_answer_is_shown_before_its_run() {
    for (id, text) in lessons() {
        let lesson = read(&text).expect("it can be read");
        let mut state = opened(&id, &text);
        let slides = deck(&lesson);
        let (mut seen, mut presses) = (vec![present(&state).slide().clone()], 0);
        while *present(&state).slide() != Slide::Verdict {
            press(&mut state, PresentMsg::Next);
            presses += 1;
            assert!(presses < 300, "{id}: {:?}", present(&state).slide());
            assert_eq!(gives_away(&state, &lesson), None, "{id}");
            if seen.last() != Some(present(&state).slide()) {
                seen.push(present(&state).slide().clone());
            }
            if let Slide::Settled { .. } = present(&state).slide() {
                assert!(words(&state).contains("So it went"), "{id}");
            }
        }
        assert_eq!(seen, slides, "{id}");
        let play = state.lesson.as_ref().expect("it is on");
        assert_eq!(play.page, Page::Result, "{id}");
        assert_eq!(
            play.won,
            lesson.front.game.is_none(),
            "{id}: {:?}",
            play.missing
        );
    }
}

#[test]
fn a_page_that_is_loaded_anew_is_at_its_slide_again_whatever_its_run_has_brought() {
    let mut state = opened("01-multi-az", FIRST);
    let mut addresses = 0;
    while *present(&state).slide() != Slide::Verdict {
        let effects = press(&mut state, PresentMsg::Next);
        let address = effects.iter().find_map(|effect| match effect {
            Effect::Address(address) => Some(address.clone()),
            _ => None,
        });
        let Some(address) = address else { continue };
        addresses += 1;
        let route = Route::parse(&format!("#{address}"));
        let again = opened_at(&route, "01-multi-az", FIRST);
        assert_eq!(
            present(&again).slide(),
            present(&state).slide(),
            "{address}"
        );
        assert_eq!(again.run.now(), state.run.now(), "{address}");
        assert_eq!(words(&again), words(&state), "{address}");
    }
    assert_eq!(addresses + 1, deck(&read(FIRST).expect("it is read")).len());
    // Whoever comes back by a link finds the slide again, and an address that names one leads there.
    let mut state = opened_at(
        &Route::Present("01-multi-az".to_owned(), 7),
        "01-multi-az",
        FIRST,
    );
    let effects = update(
        &mut state,
        Msg::Go(Route::Present("01-multi-az".to_owned(), 0)),
    );
    assert!(
        effects.contains(&Effect::Address("/present/01-multi-az/8".to_owned())),
        "{effects:?}"
    );
    for at in [3, 12] {
        update(
            &mut state,
            Msg::Go(Route::Present("01-multi-az".to_owned(), at)),
        );
        assert_eq!(present(&state).place(), at);
    }
    let far = Route::Present("01-multi-az".to_owned(), 900);
    let last = opened_at(&far, "01-multi-az", FIRST);
    assert_eq!(*present(&last).slide(), Slide::Verdict);
}

/// Presses until the first run is on the stage, and starts it.
fn to_first_run(state: &mut State) {
    while !matches!(present(state).slide(), Slide::Run { .. }) {
        press(state, PresentMsg::Next);
    }
    press(state, PresentMsg::Next);
    assert!(state.clock.runs());
}

fn run_on(state: &mut State) {
    let mut ticks = 0;
    while state.clock.runs() {
        update(state, Msg::Tick(50.0));
        ticks += 1;
        assert!(ticks < 12_000, "it never stops");
    }
}

#[test]
fn the_clock_halts_where_something_strikes_and_where_the_step_ends_and_the_line_is_shown() {
    let mut state = opened("01-multi-az", FIRST);
    to_first_run(&mut state);
    run_on(&mut state);
    assert!(words(&state).contains("$ fault inject az-outage us-east-1a --for 3h"));
    assert_eq!(state.run.now().ms(), 60_000);
    assert!(!words(&state).contains("So it went"));
    press(&mut state, PresentMsg::Next);
    run_on(&mut state);
    assert!(words(&state).contains("So it went"));
    let now = state.run.now();
    press(&mut state, PresentMsg::Next);
    assert!(words(&state).contains("So it went"), "{}", words(&state));
    assert_eq!(state.run.now(), now);
}

#[test]
fn to_go_back_shows_what_was_shown_and_runs_nothing_again() {
    let mut state = opened("01-multi-az", FIRST);
    to_first_run(&mut state);
    while !matches!(present(&state).slide(), Slide::Settled { .. }) {
        press(&mut state, PresentMsg::Next);
    }
    let (now, at) = (state.run.now(), present(&state).at);
    for _ in 0..3 {
        press(&mut state, PresentMsg::Back);
    }
    assert!(matches!(present(&state).slide(), Slide::Ask { .. }));
    for _ in 0..3 {
        press(&mut state, PresentMsg::Next);
    }
    assert_eq!((state.run.now(), present(&state).at), (now, at));
    for _ in 0..100 {
        press(&mut state, PresentMsg::Back);
    }
    assert_eq!(*present(&state).slide(), Slide::Title);
}

#[test]
fn a_step_that_the_run_does_not_bring_to_its_end_holds_up_nobody() {
    let until = r#"until = [{ incident = { fault = "az-outage", recovered = true } }]"#;
    assert!(FIRST.contains(until));
    let never = until.replace("az-outage", "region-outage");
    let mut state = opened("01-multi-az", &FIRST.replacen(until, &never, 1));
    let mut presses = 0;
    while *present(&state).slide() != Slide::Verdict {
        press(&mut state, PresentMsg::Next);
        presses += 1;
        let end = state.run.session().end();
        let (slide, words) = (present(&state).slide(), words(&state));
        assert!(presses < 100, "{slide:?}");
        if matches!(slide, Slide::Run { .. }) && state.run.now() >= end {
            assert!(!words.contains("Run") && words.contains("Next"), "{words}");
        }
    }
}

fn to_round(state: &mut State, round: Round) {
    while !matches!(present(state).slide(), Slide::Ask { round: now, .. } if *now == round) {
        press(state, PresentMsg::Next);
    }
}

#[test]
fn both_votes_stand_beside_what_happened_and_are_hidden_until_then() {
    let mut state = opened("01-multi-az", FIRST);
    to_round(&mut state, Round::Alone);
    for (choice, typed) in [(0, "21"), (1, " 7x"), (2, "1234"), (9, "5")] {
        press(&mut state, PresentMsg::Count(choice, typed.to_owned()));
    }
    let fields = |state: &State| {
        let parts = parts(state);
        let inputs = groups(&parts).into_iter();
        let inputs = inputs.filter(|group| group.kind.starts_with("input"));
        inputs.count()
    };
    assert_eq!(fields(&state), 3);
    to_round(&mut state, Round::Discuss);
    press(&mut state, PresentMsg::Count(0, "5".to_owned()));
    assert!(!words(&state).contains("21") && fields(&state) == 0);
    to_round(&mut state, Round::Again);
    assert!(!words(&state).contains("21"));
    press(&mut state, PresentMsg::Count(1, "028".to_owned()));
    while !matches!(present(&state).slide(), Slide::Settled { .. }) {
        press(&mut state, PresentMsg::Next);
    }
    let words = words(&state);
    for told in [
        "21 of 151 votes",
        "7 of 151 votes",
        "123 of 151 votes",
        "28 of 28 votes",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
}

#[test]
fn a_small_class_skips_the_votes_and_what_was_never_counted_has_no_bars() {
    let mut state = opened("01-multi-az", FIRST);
    to_round(&mut state, Round::Alone);
    let first = present(&state).slide().clone();
    press(&mut state, PresentMsg::Skip);
    let second = present(&state).slide().clone();
    assert_ne!(first, second);
    assert!(matches!(
        second,
        Slide::Ask {
            round: Round::Alone,
            ..
        }
    ));
    press(&mut state, PresentMsg::Skip);
    assert!(matches!(present(&state).slide(), Slide::Run { .. }));
    press(&mut state, PresentMsg::Skip);
    assert!(
        matches!(present(&state).slide(), Slide::Run { .. }),
        "there is no vote to skip"
    );
    while !matches!(present(&state).slide(), Slide::Settled { .. }) {
        press(&mut state, PresentMsg::Next);
    }
    assert!(!words(&state).contains("vote"), "{}", words(&state));
}

#[test]
fn who_presents_keeps_nothing_and_finds_their_slide_again() {
    let mut state = opened("01-multi-az", FIRST);
    let before = state.course.progress.clone();
    to_first_run(&mut state);
    let at = present(&state).at;
    let effects = update(&mut state, Msg::Go(Route::Guide("01-multi-az".to_owned())));
    let kept = |effect: &Effect| matches!(effect, Effect::SaveProgress(_) | Effect::Save(_));
    assert!(!effects.iter().any(kept), "{effects:?}");
    assert_eq!(state.window.screen, Screen::Guide);
    update(
        &mut state,
        Msg::Go(Route::Present("01-multi-az".to_owned(), 0)),
    );
    assert_eq!((state.window.screen, present(&state).at), (Screen::Lab, at));
    assert_eq!(state.course.progress, before);
    update(&mut state, Msg::Go(Route::Sandbox));
    assert!(state.present.is_none() && state.lesson.is_none());
}

#[test]
fn a_remote_sends_pages_and_what_is_written_or_pressed_takes_its_own_keys() {
    let next = Some(Msg::Present(PresentMsg::Next));
    let back = Some(Msg::Present(PresentMsg::Back));
    for target in ["BODY", "INPUT", "BUTTON"] {
        assert_eq!(key("PageDown", target), next);
        assert_eq!(key("PageUp", target), back);
    }
    for pressed in ["ArrowRight", " ", "Enter"] {
        assert_eq!(key(pressed, "BODY"), next);
    }
    assert_eq!(key("ArrowLeft", "BODY"), back);
    assert_eq!(key("Enter", "INPUT"), next);
    for (pressed, target) in [
        (" ", "BUTTON"),
        ("Enter", "A"),
        ("ArrowLeft", "INPUT"),
        ("s", "INPUT"),
        ("7", "BODY"),
    ] {
        assert_eq!(key(pressed, target), None, "{pressed:?} on {target}");
    }
    assert_eq!(
        key("Escape", "INPUT"),
        Some(Msg::Go(Route::Class(String::new())))
    );
}

#[test]
fn from_the_protection_map_a_teacher_comes_back_to_the_class() {
    let mut state = opened("01-multi-az", FIRST);
    update(&mut state, Msg::Go(Route::Map(None)));
    assert_eq!(state.window.screen, Screen::Map);
    let back = Route::Present("01-multi-az".to_owned(), 0).fragment();
    let words = format!(
        "{:?}",
        Parts::of(|at| crate::app::map::front(&state.map, &state.set_up, at))
    );
    assert!(words.contains(&back), "{words}");
}

#[test]
fn the_last_slide_asks_nobody_what_they_remember_and_shows_what_it_came_to() {
    let mut state = opened("01-multi-az", FIRST);
    let last = present(&state).slides.len();
    for _ in 0..20 * last {
        press(&mut state, PresentMsg::Next);
    }
    assert_eq!(*present(&state).slide(), Slide::Verdict);
    assert!(state.lesson.as_ref().is_some_and(|play| play.won));
    let told = words(&state);
    assert!(
        told.contains("Recovery") && !told.contains("answer first"),
        "{told}"
    );
    let view = state.run.view();
    let recovery = view.incidents.last().and_then(|one| one.recovery);
    let recovery = crate::app::words::span(recovery.expect("it is back"));
    assert!(told.contains(&recovery), "{recovery} in {told}");
}
