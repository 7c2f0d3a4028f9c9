//! Stories of links: whoever opens one sees what its sharer saw, and loses nothing.

use crate::app::lesson::tests::{FIRST, answer_all, opened, tell};
use crate::app::lesson::{LessonMsg, Page, Said};
use crate::app::reader::Answer;
use crate::app::thing::Thing;
use crate::app::tour::{HowMany, Step, When};
use crate::app::update::update;
use crate::app::{Effect, Msg, Route, State, Tab, Theme, TourMsg};
use crate::lesson::read;
use crate::sim::SimTime;
use std::rc::Rc;

/// The link that *Share* puts into the clipboard; the address bar is left alone.
fn shared(state: &mut State) -> String {
    let effects = update(state, Msg::Share);
    let [Effect::CopyLink(link)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    link.clone()
}

fn follow(state: &mut State, link: &str) -> Vec<Effect> {
    update(state, Msg::Go(Route::parse(&format!("#{link}"))))
}

fn saves(effects: &[Effect]) -> bool {
    effects.iter().any(Effect::touches_progress)
}

fn goes_to(effects: &[Effect], address: &str) -> bool {
    effects.contains(&Effect::Address(address.to_owned()))
}

fn seek(state: &mut State, ms: i64) {
    update(state, Msg::SeekTo(SimTime::from_ms(ms)));
}

#[test]
fn a_run_opens_with_what_was_selected_and_whose_verdict_was_read() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("cross-region"));
    for (ms, line) in [
        (60_000, "fault inject az-outage us-east-1a --for 45m"),
        (8_000_000, "fault inject bad-write orders"),
    ] {
        seek(&mut state, ms);
        update(&mut state, Msg::Act(line.to_owned()));
    }
    seek(&mut state, 8_000_250);
    let view = state.run.view();
    let things = [
        view.databases.get(1).map(Thing::database),
        view.snapshots.first().map(Thing::snapshot),
        Some(Thing::App("shop".to_owned())),
        Thing::keyed(&view, "us-east-1b"),
        Thing::keyed(&view, "backups:us-east-1"),
    ];
    for thing in things {
        let thing = thing.expect("it is there");
        update(&mut state, Msg::Select(thing.clone()));
        update(&mut state, Msg::Open(Tab::Journal));
        update(&mut state, Msg::Incident(0));
        let link = shared(&mut state);
        let mut other = State::first_visit(Theme::Auto);
        follow(&mut other, &link);
        assert_eq!(other.run.now(), SimTime::from_ms(8_000_250));
        assert_eq!(other.run.text(), state.run.text());
        assert_eq!(other.window.selected, Some(thing));
        assert_eq!(other.window.tab, Tab::Journal);
        assert_eq!(other.window.incident, Some(0));
    }
    // What is not there any more is passed over.
    let link = shared(&mut state).replace("backups", "gone");
    let mut other = State::first_visit(Theme::Auto);
    follow(&mut other, &link.replace("verdict=1", "verdict=9"));
    let first = view.databases.first().map(Thing::database);
    assert_eq!(other.window.selected, first);
    assert_eq!(other.window.incident, None);
}

#[test]
fn each_step_of_the_first_minute_opens_as_it_was_seen() {
    let mut state = State::first_visit(Theme::Auto);
    let mut steps = Vec::new();
    let mut check = |state: &mut State| {
        let tour = state.tour.clone().expect("the first minute is on");
        let link = shared(state);
        let mut other = State::arriving(Theme::Auto, None, None);
        follow(&mut other, &link);
        let opened = other.tour.clone().expect("it opens in the first minute");
        assert_eq!(
            (
                opened.step,
                opened.multi_az,
                opened.when,
                opened.lost,
                opened.saves
            ),
            (tour.step, tour.multi_az, tour.when, tour.lost, tour.saves)
        );
        assert_eq!(other.run.now(), state.run.now());
        assert!(!other.clock.playing);
        steps.push(opened.step);
    };
    let say = |state: &mut State, msg| update(state, Msg::Tour(msg));
    check(&mut state);
    say(&mut state, TourMsg::When(When::OneOrTwoMinutes));
    say(&mut state, TourMsg::Lost(HowMany::None));
    say(&mut state, TourMsg::CutPower);
    update(&mut state, Msg::Tick(100.0));
    check(&mut state);
    while state.clock.playing {
        update(&mut state, Msg::Tick(100.0));
    }
    check(&mut state);
    say(&mut state, TourMsg::Saves(true));
    say(&mut state, TourMsg::Delete);
    check(&mut state);
    say(&mut state, TourMsg::SameSeedSingleAz);
    check(&mut state);
    assert_eq!(
        steps,
        [Step::Ask, Step::Dark, Step::Answer, Step::Mark, Step::Ask]
    );
}

/// A lesson in whose second step the power has been cut, and its link.
fn in_a_lesson() -> (State, String) {
    let mut state = opened(FIRST);
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::Choice(0));
    tell(&mut state, LessonMsg::Do(0));
    assert_eq!(state.run.view().incidents.len(), 1, "the power is cut");
    for _ in 0..10 {
        update(&mut state, Msg::Tick(50.0));
    }
    update(&mut state, Msg::Open(Tab::Verdict));
    let link = shared(&mut state);
    (state, link)
}

/// The lesson that was asked for comes, and is read.
fn arrive(state: &mut State) -> Vec<Effect> {
    let ticket = state.coming.as_ref().expect("a lesson comes").ticket;
    let answer = Answer {
        ticket,
        lesson: Some(read(FIRST).expect("it can be read")),
        ..Answer::default()
    };
    tell(state, LessonMsg::Answered(Rc::new(answer)))
}

#[test]
fn a_lesson_opens_in_its_step_at_its_moment() {
    let (state, link) = in_a_lesson();
    let mut other = State::arriving(Theme::Auto, None, None);
    let effects = follow(&mut other, &link);
    assert!(matches!(effects.first(), Some(Effect::FetchLesson { .. })));
    arrive(&mut other);
    let (here, there) = (state.lesson.expect("on"), other.lesson.expect("on"));
    assert_eq!((there.page, &there.said), (Page::Step(1), &here.said));
    assert_eq!(other.run.now(), state.run.now());
    assert_eq!(other.run.text(), state.run.text());
    assert_eq!(other.window.tab, Tab::Verdict);
    assert!(!other.clock.playing);
}

#[test]
fn ones_own_place_in_a_lesson_stays_until_one_goes_on_from_the_shared_one() {
    let (_, link) = in_a_lesson();
    let mut state = opened(FIRST);
    tell(&mut state, LessonMsg::Next);
    answer_all(&mut state, Said::DoNotKnow);
    let own = state.course.progress.places[0].clone();
    let effects = follow(&mut state, &link);
    assert!(!goes_to(&effects, "/lesson/01-multi-az"));
    arrive(&mut state);
    update(&mut state, Msg::Tick(50.0));
    // To look on is to do nothing.
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let effects = update(&mut state, Msg::Leave);
    assert!(!saves(&effects), "{effects:?}");
    assert_eq!(state.course.progress.places[0], own);
    // What is done from here on is kept, and comes back after a reload.
    let effects = tell(&mut state, LessonMsg::StepAgain);
    assert!(goes_to(&effects, "/lesson/01-multi-az") && saves(&effects));
    assert_ne!(state.course.progress.places[0], own);
}

#[test]
fn a_shared_moment_of_a_lesson_that_has_changed_begins_it_anew() {
    let (_, link) = in_a_lesson();
    let mut state = State::arriving(Theme::Auto, None, None);
    follow(
        &mut state,
        link.split_once("&with=").expect("it tells more").0,
    );
    arrive(&mut state);
    assert_eq!(state.lesson.expect("it is on").page, Page::Introduction);
    assert_eq!(state.run.now(), SimTime::START);
}

#[test]
fn a_reload_finds_the_sandbox_at_the_moment_at_which_it_was_left() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    seek(&mut state, 754_000);
    let link = shared(&mut state);
    let mut other = State::arriving(Theme::Auto, None, None);
    let effects = follow(&mut other, &link);
    assert!(
        !goes_to(&effects, "/sandbox"),
        "the link stays in the address"
    );
    assert!(!goes_to(&update(&mut other, Msg::Leave), "/sandbox"));
    let effects = update(&mut other, Msg::Act("app start shop".to_owned()));
    assert!(
        goes_to(&effects, "/sandbox"),
        "one is somewhere else by now"
    );
    seek(&mut other, 900_000);
    let effects = update(&mut other, Msg::Leave);
    let kept = |effects: &[Effect]| {
        let texts = effects.iter().rev();
        texts
            .filter_map(|effect| match effect {
                Effect::SaveProgress(text) => Some(text.clone()),
                _ => None,
            })
            .next()
    };
    let progress = kept(&effects).expect("it is kept");
    let run = other.run.text();
    let mut again = State::arriving(Theme::Auto, Some(run.clone()), Some(&progress));
    update(&mut again, Msg::Go(Route::Sandbox));
    assert_eq!(
        (again.run.now(), again.run.text()),
        (SimTime::from_ms(900_000), run)
    );
}

#[test]
fn where_the_browser_does_not_copy_the_link_stands_there_to_be_copied() {
    let mut state = State::first_visit(Theme::Auto);
    let link = "https://lab.example/#run=seed%20A".to_owned();
    let effects = update(&mut state, Msg::NotCopied(link.clone()));
    let notice = state.window.notice.expect("it is told");
    assert_eq!(notice.link, Some(link));
    assert_eq!(effects, [Effect::Focus("link".to_owned())]);
}
