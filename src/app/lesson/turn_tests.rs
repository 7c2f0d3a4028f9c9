//! A learner goes back, undoes, waits and leaves.

use super::tests::{FIRST, answer_all, example, go_on, opened, play, run_on, tell};
use super::*;
use crate::app::Msg;
use crate::app::effect::Effect;
use crate::app::lesson::foreseen::Reply;
use crate::app::reader::Answer;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::Theme;
use crate::lesson::read;
use crate::sim::SimTime;
use std::rc::Rc;

const RETENTION: &str = include_str!("../../../lessons/en/retention-zero.md");
const SIXTH: &str = include_str!("../../../lessons/en/06-rewind-or-copy-back.md");
const EIGHTH: &str = include_str!("../../../lessons/en/08-region-lost.md");

/// The page at a step of a lesson, whose questions are answered.
fn at_step(text: &str, place: usize) -> State {
    let mut state = opened(text);
    while play(&state).page != Page::Step(place) {
        tell(&mut state, LessonMsg::Next);
    }
    answer_all(&mut state, Said::DoNotKnow);
    state
}

#[test]
fn waiting_is_offered_only_where_it_helps() {
    let mut state = opened(FIRST);
    tell(&mut state, LessonMsg::Next);
    while play(&state).is_read_only() {
        tell(&mut state, LessonMsg::Next);
    }
    answer_all(&mut state, Said::DoNotKnow);
    assert!(!state.drawn.guide.goes_on, "only the button brings it on");
    tell(&mut state, LessonMsg::FastForward);
    run_on(&mut state);
    assert_eq!(state.drawn.announced, "It is your turn.");
    tell(&mut state, LessonMsg::Do(0));
    assert!(state.drawn.guide.goes_on, "now the failover will come");
}

#[test]
fn what_has_struck_does_not_strike_again_unless_it_is_undone() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    assert!(state.drawn.guide.offers[0].ran);
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(state.run.view().incidents.len(), 1);
    let notice = state.window.notice.clone().expect("it says so");
    assert_eq!(notice.text, "This has struck already.");
    update(&mut state, Msg::Undo);
    assert!(!state.drawn.guide.offers[0].ran);
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(state.run.view().incidents.len(), 1);
}

#[test]
fn what_a_step_names_is_brought_into_sight_while_the_clock_runs() {
    const SECOND: &str = include_str!("../../../lessons/en/02-single-az.md");
    let named = |state: &State| {
        play(state)
            .step()
            .is_some_and(|(_, one)| one.step.places == ["orders"])
    };
    let mut state = opened(SECOND);
    for _ in 0..12 {
        if named(&state) {
            break;
        }
        tell(&mut state, LessonMsg::Next);
    }
    answer_all(&mut state, Said::DoNotKnow);
    let effects = update(&mut state, Msg::Lesson(LessonMsg::FastForward));
    let Some(Effect::Watch {
        lanes,
        called: true,
    }) = effects.last()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(lanes[0], "lane-orders.0", "{lanes:?}");
}

#[test]
fn who_undoes_the_end_of_a_step_is_in_it_again() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(play(&state).is_done());
    update(&mut state, Msg::Undo);
    assert_eq!(
        (play(&state).play.done, play(&state).page),
        (0, Page::Step(0))
    );
    assert!(play(&state).play.answers.is_empty());
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(play(&state).play.done, 1);
}

#[test]
fn who_acts_in_the_past_is_in_its_step_again() {
    let mut state = at_step(example(), 0);
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    update(&mut state, Msg::SeekTo(SimTime::from_ms(30_000)));
    assert!(play(&state).is_done(), "looking changes nothing");
    update(
        &mut state,
        Msg::Act("aws rds reboot-db-instance --db-instance-identifier orders".to_owned()),
    );
    assert!(!play(&state).is_done(), "{:?}", state.window.notice);
}

#[test]
fn a_lesson_that_is_gone_on_with_still_asks_for_the_list_of_lessons() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    update(&mut state, Msg::Leave);
    let place = state.course.progress.places[0].clone();
    let mut again = State::first_visit(Theme::Auto);
    go_on(&mut again, place);
    let came = Ok(example().to_owned());
    let ticket = again.tickets;
    tell(&mut again, LessonMsg::Came { ticket, text: came });
    let answer = Answer {
        ticket,
        lesson: read(example()).ok(),
        ..Answer::default()
    };
    let effects = tell(&mut again, LessonMsg::Answered(Rc::new(answer)));
    assert!(effects.contains(&Effect::FetchIndex), "{effects:?}");
    assert!(play(&again).begun, "its predictions stand");
}

#[test]
fn what_is_looked_at_stands_under_its_button() {
    let mut state = at_step(RETENTION, 0);
    tell(&mut state, LessonMsg::Do(0));
    let offer = &state.drawn.guide.offers[0];
    assert!(offer.ran);
    let (_, answer) = offer.answer.as_ref().expect("it is shown");
    assert_eq!(
        answer.text(),
        "BackupRetentionPeriod: 1 (asked at 2026-01-12T12:00:00Z)"
    );
}

#[test]
fn the_clock_waits_when_it_is_the_learners_turn() {
    let mut state = at_step(EIGHTH, 0);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(!play(&state).is_done(), "the second button is not pressed");
    assert_eq!(state.drawn.guide.holds, [true, false]);
    let five_minutes = 5 * 60_000;
    assert!(
        state.run.now().ms() < 2 * five_minutes,
        "{:?}",
        state.run.now()
    );
    tell(&mut state, LessonMsg::Do(1));
    assert!(play(&state).is_done());
    let (_, refusal) = state.drawn.guide.offers[1].answer.clone().expect("refused");
    assert!(
        matches!(&refusal, Reply::Refused(text) if text.contains("EndpointConnectionError")),
        "{refusal:?}"
    );
}

/// The page at the rewind of lesson 6, whose logs are not uploaded yet.
fn before_the_upload() -> State {
    let mut state = at_step(SIXTH, 0);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Do(0));
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::DoNotKnow);
    state
}

#[test]
fn the_clock_stops_when_a_button_is_ready_and_says_so() {
    let mut state = before_the_upload();
    let button = |state: &State| state.drawn.guide.offers[0].clone();
    assert!(
        button(&state).refused.is_some(),
        "the log is not uploaded yet"
    );
    assert!(state.drawn.guide.goes_on);
    update(&mut state, Msg::TogglePlay);
    run_on(&mut state);
    assert_eq!(button(&state).refused, None);
    assert!(
        state.drawn.announced.ends_with("It is your turn."),
        "{}",
        state.drawn.announced
    );
}

#[test]
fn whoever_looks_again_comes_back_to_the_end_of_the_step_and_no_further() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    let end = state.run.now();
    update(&mut state, Msg::Restart);
    update(&mut state, Msg::TogglePlay);
    run_on(&mut state);
    assert_eq!(state.run.now(), end);
}

#[test]
fn going_on_from_the_past_ends_no_step_before_the_last_one_ended() {
    let mut state = first_at("The power comes back");
    update(&mut state, Msg::Restart);
    let before = play(&state).ended.clone();
    answer_all(&mut state, Said::DoNotKnow);
    tell(&mut state, LessonMsg::FastForward);
    run_on(&mut state);
    tell(&mut state, LessonMsg::Next);
    let ended = &play(&state).ended;
    assert!(ended.len() > before.len() && ended.is_sorted(), "{ended:?}");
}

#[test]
fn undoing_nothing_loses_nothing() {
    let mut state = at_step(example(), 0);
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    update(&mut state, Msg::Restart);
    update(&mut state, Msg::Undo);
    assert!(play(&state).is_done(), "{:?}", state.window.notice);
}

#[test]
fn no_button_answers_before_the_question_is_answered() {
    let look = "[[step.action]]\nlabel = \"Look\"\nline = \"aws rds describe-db-instances\"\n\n[[step.predict]]";
    let mut state = opened(&example().replacen("[[step.predict]]", look, 1));
    tell(&mut state, LessonMsg::Next);
    let before = state.run.text();
    tell(&mut state, LessonMsg::Do(1));
    assert_eq!(state.run.text(), before, "nothing was asked");
    tell(&mut state, LessonMsg::Say(0, Said::DoNotKnow));
    tell(&mut state, LessonMsg::Do(1));
    assert_ne!(state.run.text(), before);
    assert!(play(&state).begun, "what was seen cannot be predicted");
}

#[test]
fn a_hint_names_the_second_before_the_learners_own_incident() {
    let mut state = at_step(example(), 0);
    let hint = "--restore-time {before}";
    assert_eq!(
        with_moment_before(hint, &state.run.view()),
        "--restore-time …"
    );
    update(&mut state, Msg::SeekTo(SimTime::from_ms(90_500)));
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(
        with_moment_before(hint, &state.run.view()),
        "--restore-time 2026-01-12T12:01:30Z"
    );
}

#[test]
fn whoever_leaves_finds_the_moment_again() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    for _ in 0..10 {
        update(&mut state, Msg::Tick(50.0));
    }
    let now = state.run.now();
    update(&mut state, Msg::Leave);
    let place = state.course.progress.places.first().expect("it is kept");
    assert_eq!(kept::moment(&place.extra), now);
}

/// The page at the step of the first lesson that bears this title, played until there.
fn first_at(title: &str) -> State {
    let mut state = opened(FIRST);
    tell(&mut state, LessonMsg::Next);
    while play(&state)
        .step()
        .is_some_and(|(_, step)| step.title != title)
    {
        if play(&state).is_read_only() || play(&state).is_done() {
            tell(&mut state, LessonMsg::Next);
        } else {
            answer_all(&mut state, Said::DoNotKnow);
            tell(&mut state, LessonMsg::Do(0));
            if !state.clock.playing {
                tell(&mut state, LessonMsg::FastForward);
            }
            run_on(&mut state);
        }
    }
    state
}

#[test]
fn an_action_at_the_moment_at_which_a_step_ended_belongs_to_the_next() {
    let mut state = first_at("Fail over on purpose");
    let here = play(&state).page;
    let line = "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    update(&mut state, Msg::Act(line.to_owned()));
    assert_eq!(
        play(&state).page,
        here,
        "the standby is out of step, but was not"
    );
    run_on(&mut state);
    assert!(play(&state).is_done());
}

#[test]
fn turning_the_clock_back_ends_no_step() {
    let mut state = first_at("The power comes back");
    answer_all(&mut state, Said::DoNotKnow);
    let (done, now) = (play(&state).play.done, state.run.now());
    update(&mut state, Msg::Restart);
    assert_eq!(
        play(&state).play.done,
        done,
        "at 0s there was a standby in step"
    );
    update(&mut state, Msg::SeekTo(now));
    tell(&mut state, LessonMsg::FastForward);
    run_on(&mut state);
    assert_eq!(play(&state).play.done, done + 1);
}
