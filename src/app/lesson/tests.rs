//! A learner plays lessons, told to the Elm loop.

use super::*;
use crate::app::course;
use crate::app::effect::Effect;
use crate::app::notice::Door;
use crate::app::progress::Place;
use crate::app::reader::Answer;
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::{Menu, Theme};
use crate::app::{Msg, TerminalMsg};
use crate::lesson::{Condition, Play, read};
use std::rc::Rc;

pub(in crate::app) const FIRST: &str = include_str!("../../../lessons/en/01-multi-az.md");
const GUIDE: &str = include_str!("../../../lessons/README.md");

pub(in crate::app) fn tell(state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    update(state, Msg::Lesson(msg))
}

/// The page with this lesson at its introduction, as if it had been fetched and read.
pub(in crate::app) fn opened(text: &str) -> State {
    let mut state = State::first_visit(Theme::Auto);
    let effects = update(&mut state, Msg::Go(Route::Lesson("01-multi-az".to_owned())));
    let Some(Effect::FetchLesson { ticket, address }) = effects.first().cloned() else {
        panic!("a lesson is fetched: {effects:?}");
    };
    assert_eq!(address, "lessons/en/01-multi-az.md");
    let came = Ok(text.to_owned());
    let effects = tell(&mut state, LessonMsg::Came { ticket, text: came });
    assert!(matches!(effects.as_slice(), [Effect::AskReader { .. }]));
    let answer = Answer {
        ticket,
        lesson: Some(read(text).expect("the lesson can be read")),
        ..Answer::default()
    };
    tell(&mut state, LessonMsg::Answered(Rc::new(answer)));
    assert!(state.coming.is_none());
    state
}

/// Goes where its learner left a lesson on an earlier visit.
pub(super) fn go_on(state: &mut State, place: Place) -> Vec<Effect> {
    let route = Route::parse(&place.route);
    state.course.progress.remember(place);
    update(state, Msg::Go(route))
}

/// Somebody whose browser has kept nothing but this place of the example.
pub(super) fn come_back(place: Place) -> State {
    let mut state = State::first_visit(Theme::Auto);
    let effects = go_on(&mut state, place);
    let Some(Effect::FetchLesson { ticket, .. }) = effects.first() else {
        panic!("it is fetched anew: {effects:?}");
    };
    let answer = Answer {
        ticket: *ticket,
        lesson: read(example()).ok(),
        ..Answer::default()
    };
    tell(&mut state, LessonMsg::Answered(Rc::new(answer)));
    state
}

pub(super) fn example() -> &'static str {
    let from = GUIDE.find("```\n+++\n").expect("the guide holds a lesson") + 4;
    let text = &GUIDE[from..];
    &text[..=text.find("\n```\n").expect("it ends")]
}

pub(super) fn play(state: &State) -> &LessonPlay {
    state.lesson.as_ref().expect("a lesson is on")
}

/// Lets the clock run until it stops by itself.
pub(super) fn run_on(state: &mut State) -> f64 {
    let mut real_ms = 0.0;
    while state.clock.playing {
        update(state, Msg::Tick(50.0));
        real_ms += 50.0;
        assert!(real_ms < 600_000.0, "it never stops");
    }
    real_ms
}

pub(in crate::app) fn answer_all(state: &mut State, said: Said) {
    while let Some(question) = play(state).unanswered() {
        tell(state, LessonMsg::Say(question, said));
    }
}

#[test]
fn to_fast_forward_a_clock_that_waits_lets_it_run() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::DoNotKnow);
    tell(&mut state, LessonMsg::Do(0));
    tell(&mut state, LessonMsg::FastForward);
    let is_on = |state: &State| play(state).forward && state.guided(play(state)).playing;
    assert!(is_on(&state));
    update(&mut state, Msg::OpenMenu(Menu::Runs));
    assert!(!is_on(&state), "no time passes under an open menu");
    tell(&mut state, LessonMsg::FastForward);
    assert!(
        is_on(&state) && state.clock.runs(),
        "who starts it knows why"
    );
    tell(&mut state, LessonMsg::FastForward);
    assert!(!is_on(&state) && !state.clock.playing, "it can be stopped");
}

#[test]
fn the_example_is_played_predicted_and_won() {
    let mut state = opened(example());
    assert_eq!(play(&state).page, Page::Introduction);
    assert_eq!(state.run.text().lines().next(), Some("seed KYIV"));
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Do(0));
    assert!(
        state.drawn.frame.incidents.is_empty(),
        "a question comes first"
    );
    assert!(state.drawn.announced.contains("First say what you expect"));
    assert_eq!(state.window.notice, None, "beside the button it stands");
    tell(&mut state, LessonMsg::Say(0, Said::Choice(1)));
    tell(&mut state, LessonMsg::Do(0));
    assert!(state.clock.playing && state.drawn.frame.incidents.len() == 1);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(0)));
    assert_eq!(play(&state).said[0][0], Said::Choice(1), "it stands");
    let real_ms = run_on(&mut state);
    assert!(real_ms < 20_000.0, "{real_ms} ms for a minute or two");
    assert!(play(&state).is_done());
    assert!(state.drawn.announced.contains("Step 1 of 1 is done."));
    let judged = judged(play(&state), 0);
    assert_eq!(judged[0].right, Some(true));
    assert_eq!(judged[0].text, "You said “A minute or two”. Right.");
    let effects = tell(&mut state, LessonMsg::Next);
    assert!(play(&state).won);
    assert_eq!(score(play(&state)), (1, 1));
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::SaveProgress(_)))
    );
}

#[test]
fn what_is_not_offered_is_refused_and_leads_to_the_sandbox() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::DoNotKnow);
    let before = state.run.text();
    for line in [
        "fault inject bad-write orders",
        "app stop shop",
        "goal rto 9h",
        "'app'\tstop shop",
        "fault 'inject' bad-write ORDERS",
        "aws --region us-east-1 rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
    ] {
        update(&mut state, Msg::Act(line.to_owned()));
        let notice = state.window.notice.clone().expect("it says so");
        assert_eq!(notice.door, Some(Door::Sandbox), "{line}: {}", notice.text);
    }
    for line in [
        "aws rds describe-db-instances",
        "aws --region us-east-1 rds describe-db-instances",
        "aws\t'rds' describe-db-instances",
    ] {
        update(
            &mut state,
            Msg::Terminal(TerminalMsg::Input(line.to_owned())),
        );
        update(&mut state, Msg::Terminal(TerminalMsg::Submit));
        assert!(
            state.window.notice.is_none(),
            "{line}: looking is always offered"
        );
        assert!(!state.clock.playing, "and lets no time pass");
    }
    assert!(before.len() < state.run.text().len());
    tell(&mut state, LessonMsg::ToSandbox);
    assert!(state.lesson.is_none());
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert!(state.window.notice.is_none());
}

#[test]
fn nothing_runs_before_it_was_predicted() {
    let mut state = opened(FIRST);
    update(&mut state, Msg::TogglePlay);
    assert!(!state.clock.playing, "the introduction comes first");
    tell(&mut state, LessonMsg::Next);
    while play(&state).is_read_only() {
        tell(&mut state, LessonMsg::Next);
    }
    for msg in [
        Msg::TogglePlay,
        Msg::StepForward,
        Msg::Lesson(LessonMsg::FastForward),
    ] {
        let effects = update(&mut state, msg);
        assert!(!state.clock.playing);
        assert!(effects.contains(&Effect::Focus("question-1".to_owned())));
    }
    answer_all(&mut state, Said::DoNotKnow);
    update(&mut state, Msg::TogglePlay);
    assert!(state.clock.playing);
}

#[test]
fn steps_that_are_done_stay_done_for_whoever_looks_back() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::Choice(2));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(play(&state).play.done, 1);
    let end = state.run.now();
    update(&mut state, Msg::Restart);
    assert_eq!(play(&state).play.done, 1);
    tell(&mut state, LessonMsg::Next);
    assert_eq!(state.run.now(), end, "one goes on from the present");
    assert!(play(&state).won);
    update(&mut state, Msg::Restart);
    let text = shortfall(play(&state), &state.drawn.calm.view).join(" ");
    assert_eq!(
        text,
        "An incident is still open. It is won when the application has recovered from the power outage of a zone."
    );
    tell(&mut state, LessonMsg::StartAgain);
    assert_eq!(play(&state).play, Play::default());
    assert_eq!(play(&state).page, Page::Introduction);
    let seed = state.run.seed().to_owned();
    tell(&mut state, LessonMsg::OtherLuck);
    assert_ne!(state.run.seed(), seed);
}

#[test]
fn a_lesson_goes_on_where_it_was_left() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::Choice(1));
    tell(&mut state, LessonMsg::Do(0));
    update(&mut state, Msg::Tick(50.0));
    update(&mut state, Msg::Leave);
    let place = state.course.progress.places[0].clone();
    assert_eq!(place.note, "step 1 of 1");
    let (now, text) = (state.run.now(), state.run.text());
    let state = come_back(place);
    assert_eq!((state.run.now(), state.run.text()), (now, text));
    assert_eq!(play(&state).page, Page::Step(0));
    assert_eq!(play(&state).said[0][0], Said::Choice(1));
}

#[test]
fn a_lesson_that_was_only_looked_into_is_not_remembered() {
    let mut state = opened(example());
    assert_eq!(state.course.progress.places, []);
    tell(&mut state, LessonMsg::Next);
    update(&mut state, Msg::Leave);
    assert_eq!(state.course.progress.places.len(), 1);
    tell(&mut state, LessonMsg::StartAgain);
    assert_eq!(state.course.progress.places, []);
}

#[test]
fn a_lesson_of_another_host_is_forgotten_once_it_is_won() {
    let mut state = opened(example());
    let source = LessonSource::Url("https://example.org/lesson.md".to_owned());
    let lesson = Rc::clone(&play(&state).lesson);
    state.lesson = Some(LessonPlay::new(None, source, lesson));
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::Choice(1));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(state.course.progress.places.len(), 1);
    let effects = tell(&mut state, LessonMsg::Next);
    assert!(play(&state).won);
    assert_eq!(state.course.progress.places, []);
    assert!(state.course.progress.finished);
    assert!(effects.contains(&course::save(&state.course)));
}

#[test]
fn a_lesson_that_does_not_come_says_why() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Go(Route::Lesson("gone".to_owned())));
    let missing = LessonMsg::Came {
        ticket: state.tickets,
        text: Err(NoLesson::Missing),
    };
    tell(&mut state, missing.clone());
    let arrival = |state: &State| state.coming.as_ref().map(|coming| coming.arrival.clone());
    let failed = |reason| Some(Arrival::Failed(Failure::NotFetched(reason)));
    assert_eq!(arrival(&state), failed(NoLesson::Missing));
    tell(&mut state, LessonMsg::TryAgain);
    assert_eq!(arrival(&state), Some(Arrival::Fetching));
    tell(&mut state, missing);
    assert_eq!(
        arrival(&state),
        Some(Arrival::Fetching),
        "that was the old answer"
    );
}

#[test]
fn every_lesson_begins() {
    for text in [FIRST, example()] {
        let lesson = read(text).expect("it can be read");
        crate::app::run::Run::open(&start(&lesson, "OSLO")).expect("its start can be opened");
    }
}

#[test]
fn a_kept_answer_that_the_lesson_no_longer_has_was_none() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(2)));
    let kept = kept::place(play(&state), &state.run)
        .expect("it is kept")
        .extra;
    for (number, said) in [
        ("9", Said::Nothing),
        ("1", Said::Choice(1)),
        ("-1", Said::DoNotKnow),
    ] {
        let text = kept
            .to_string()
            .replace("\"said\":[[2]]", &format!("\"said\":[[{number}]]"));
        let extra = serde_json::from_str(&text).expect("it is JSON");
        let mut play = play(&state).clone();
        assert!(kept::apply(&mut play, &extra));
        assert_eq!(play.said[0][0], said, "{text}");
    }
}

#[test]
fn that_no_row_is_damaged_is_ticked_once_the_rest_has_come_true() {
    let read = |text: &str| serde_json::from_str::<Condition>(text).expect("it is a condition");
    let none = read(r#"{"metric":{"name":"damaged-rows","at_most":0}}"#);
    let struck = read(r#"{"used":{"command":"fault inject bad-write"}}"#);
    let both = [none.clone(), struck];
    assert_eq!(shown::ticked(&both, &[true, false]), [false, false]);
    assert_eq!(shown::ticked(&both, &[false, true]), [false, true]);
    assert_eq!(shown::ticked(&both, &[true, true]), [true, true]);
    assert_eq!(
        shown::ticked(&[none], &[true]),
        [true],
        "it is all there is"
    );
}
