//! A learner plays lessons, told to the Elm loop.

use super::*;
use crate::app::lesson::arrive::start;
use crate::app::state::{Door, Theme};
use crate::app::update::update;
use crate::app::{Msg, TerminalMsg};
use crate::lesson::read;

const FIRST: &str = include_str!("../../../lessons/en/01-multi-az.md");
const RETENTION: &str = include_str!("../../../lessons/en/retention-zero.md");
const EIGHTH: &str = include_str!("../../../lessons/en/08-region-lost.md");
const GUIDE: &str = include_str!("../../../lessons/README.md");

fn tell(state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    update(state, Msg::Lesson(msg))
}

/// The page with this lesson at its introduction, as if it had been fetched and read.
fn opened(text: &str) -> State {
    let mut state = State::first_visit(Theme::Auto);
    let source = LessonSource::Id("01-multi-az".to_owned());
    let effects = open(&mut state, source);
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

fn example() -> &'static str {
    let from = GUIDE.find("```\n+++\n").expect("the guide holds a lesson") + 4;
    let text = &GUIDE[from..];
    &text[..=text.find("\n```\n").expect("it ends")]
}

fn play(state: &State) -> &LessonPlay {
    state.lesson.as_ref().expect("a lesson is on")
}

/// Lets the clock run until it stops by itself.
fn run_on(state: &mut State) -> f64 {
    let mut real_ms = 0.0;
    while state.playing {
        update(state, Msg::Tick(50.0));
        real_ms += 50.0;
        assert!(real_ms < 600_000.0, "it never stops");
    }
    real_ms
}

fn answer_all(state: &mut State, said: Said) {
    while let Some(question) = play(state).unanswered() {
        tell(state, LessonMsg::Say(question, said));
    }
}

#[test]
fn the_example_is_played_predicted_and_won() {
    let mut state = opened(example());
    assert_eq!(play(&state).page, Page::Introduction);
    assert_eq!(state.run.text().lines().next(), Some("seed KYIV"));
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Do(0));
    assert!(state.frame.incidents.is_empty(), "a question comes first");
    let notice = state.notice.clone().expect("and it says so");
    assert!(notice.text.contains("First say what you expect"));
    tell(&mut state, LessonMsg::Say(0, Said::Choice(1)));
    tell(&mut state, LessonMsg::Do(0));
    assert!(state.playing && state.frame.incidents.len() == 1);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(0)));
    assert_eq!(play(&state).said[0][0], Said::Choice(1), "it stands");
    let real_ms = run_on(&mut state);
    assert!(real_ms < 20_000.0, "{real_ms} ms for a minute or two");
    assert!(play(&state).is_done());
    assert!(state.announced.contains("Step 1 of 1 is done."));
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
    ] {
        update(&mut state, Msg::Act(line.to_owned()));
        let notice = state.notice.clone().expect("it says so");
        assert_eq!(notice.door, Some(Door::Sandbox), "{line}: {}", notice.text);
    }
    update(
        &mut state,
        Msg::Terminal(TerminalMsg::Input(
            "aws rds describe-db-instances".to_owned(),
        )),
    );
    update(&mut state, Msg::Terminal(TerminalMsg::Submit));
    assert!(state.notice.is_none(), "looking is always offered");
    assert!(!state.playing, "and lets no time pass");
    assert_eq!(state.terminal.entries.len(), 4);
    assert!(before.len() < state.run.text().len());
    tell(&mut state, LessonMsg::ToSandbox);
    assert!(state.lesson.is_none());
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert!(state.notice.is_none());
}

#[test]
fn nothing_runs_before_it_was_predicted() {
    let mut state = opened(FIRST);
    update(&mut state, Msg::TogglePlay);
    assert!(!state.playing, "the introduction comes first");
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
        assert!(!state.playing);
        assert!(effects.contains(&Effect::Focus("question-1".to_owned())));
    }
    answer_all(&mut state, Said::DoNotKnow);
    update(&mut state, Msg::TogglePlay);
    assert!(state.playing);
}

#[test]
fn steps_that_are_done_stay_done_for_whoever_looks_back() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::Choice(2));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert_eq!(play(&state).play.done, 1);
    update(&mut state, Msg::Restart);
    assert_eq!(play(&state).play.done, 1);
    tell(&mut state, LessonMsg::Next);
    assert!(!play(&state).won, "what must hold at the end does not");
    let text = shortfall(play(&state), &state.calm.view).join(" ");
    assert_eq!(
        text,
        "An incident is still open. Not so yet: the application has recovered from the power outage of a zone."
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
    course::keep_run(&mut state);
    let place = state.course.progress.places[0].clone();
    assert_eq!(place.note, "step 1 of 1");
    let (now, text) = (state.run.now(), state.run.text());
    let mut state = State::first_visit(Theme::Auto);
    let effects = resume(&mut state, place);
    let Some(Effect::FetchLesson { ticket, .. }) = effects.first() else {
        panic!("it is fetched anew: {effects:?}");
    };
    let answer = Answer {
        ticket: *ticket,
        lesson: read(example()).ok(),
        ..Answer::default()
    };
    tell(&mut state, LessonMsg::Answered(Rc::new(answer)));
    assert_eq!((state.run.now(), state.run.text()), (now, text));
    assert_eq!(play(&state).page, Page::Step(0));
    assert_eq!(play(&state).said[0][0], Said::Choice(1));
}

#[test]
fn a_lesson_that_was_only_looked_into_is_not_remembered() {
    let mut state = opened(example());
    assert_eq!(state.course.progress.places, []);
    tell(&mut state, LessonMsg::Next);
    course::keep_run(&mut state);
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
    assert!(effects.contains(&course::save(&state)));
}

#[test]
fn a_lesson_that_does_not_come_says_why() {
    let mut state = State::first_visit(Theme::Auto);
    open(&mut state, LessonSource::Id("gone".to_owned()));
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
    assert!(!play(&state).goes_on, "only the button brings it on");
    tell(&mut state, LessonMsg::FastForward);
    run_on(&mut state);
    assert_eq!(state.announced, "It is your turn.");
    tell(&mut state, LessonMsg::Do(0));
    assert!(play(&state).goes_on, "now the failover will come");
}

#[test]
fn what_has_struck_does_not_strike_again_unless_it_is_undone() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    assert!(play(&state).offers[0].ran);
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(state.run.view().incidents.len(), 1);
    let notice = state.notice.clone().expect("it says so");
    assert_eq!(notice.text, "This has struck already. Undo takes it back.");
    update(&mut state, Msg::Undo);
    assert!(!play(&state).offers[0].ran);
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(state.run.view().incidents.len(), 1);
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
    assert!(!play(&state).is_done(), "{:?}", state.notice);
}

#[test]
fn a_lesson_that_is_gone_on_with_still_asks_for_the_list_of_lessons() {
    let mut state = at_step(example(), 0);
    tell(&mut state, LessonMsg::Do(0));
    update(&mut state, Msg::Leave);
    let place = state.course.progress.places[0].clone();
    let mut again = State::first_visit(Theme::Auto);
    resume(&mut again, place);
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
    let offer = &play(&state).offers[0];
    assert!(offer.ran);
    let answer = offer.answer.as_deref().expect("it is shown");
    assert_eq!(
        answer,
        "BackupRetentionPeriod: 1 (asked at 2026-01-12T12:00:00Z)"
    );
}

#[test]
fn the_clock_waits_when_it_is_the_learners_turn() {
    let mut state = at_step(EIGHTH, 0);
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(!play(&state).is_done(), "the second button is not pressed");
    assert_eq!(play(&state).holds, [true, false]);
    let five_minutes = 5 * 60_000;
    assert!(
        state.run.now().ms() < 2 * five_minutes,
        "{:?}",
        state.run.now()
    );
    tell(&mut state, LessonMsg::Do(1));
    assert!(play(&state).is_done());
    let refusal = play(&state).offers[1].answer.as_deref().unwrap_or_default();
    assert!(refusal.contains("EndpointConnectionError"), "{refusal}");
}

#[test]
fn a_hint_names_the_second_before_the_learners_own_incident() {
    let mut state = at_step(example(), 0);
    let hint = "--restore-time {before}";
    assert_eq!(told(hint, &state.run.view()), "--restore-time …");
    update(&mut state, Msg::SeekTo(SimTime::from_ms(90_500)));
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(
        told(hint, &state.run.view()),
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

#[test]
fn every_lesson_begins() {
    for text in [FIRST, example()] {
        let lesson = read(text).expect("it can be read");
        crate::app::run::Run::open(&start(&lesson, "OSLO")).expect("its start can be opened");
    }
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
            if !state.playing {
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

#[test]
fn a_kept_answer_that_the_lesson_no_longer_has_was_none() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(2)));
    let kept = kept::place(&state).expect("it is kept").extra;
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
