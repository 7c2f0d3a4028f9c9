//! Stories of coming, going and coming back.

use crate::app::course::{self, CourseMsg};
use crate::app::navigate::title;
use crate::app::progress::Progress;
use crate::app::update::update;
use crate::app::{Effect, Msg, Route, Screen, State, Theme, TourMsg, starts};

fn newcomer() -> State {
    State::arriving(Theme::Auto, None, None)
}

fn go(state: &mut State, route: Route) -> Vec<Effect> {
    update(state, Msg::Go(route))
}

fn kept(effects: &[Effect]) -> Option<Progress> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveProgress(text) => Progress::parse(text).ok(),
        _ => None,
    })
}

fn drop_file(state: &mut State, text: &str) -> Vec<Effect> {
    let text = text.to_owned();
    let from = "the file";
    update(state, Msg::Course(CourseMsg::File { text, from }))
}

fn won(id: &str, right: u32, asked: u32) -> course::Record {
    let id = id.to_owned();
    course::Record::Lesson { id, right, asked }
}

#[test]
fn a_newcomer_gets_the_first_minute_and_others_get_home() {
    let mut state = newcomer();
    let effects = go(&mut state, Route::Start);
    assert!(state.tour.is_some() && state.window.screen == Screen::Lab && state.clock.playing);
    assert_eq!(
        kept(&effects),
        None,
        "whoever leaves at once is new next time"
    );
    update(&mut state, Msg::Tour(TourMsg::CutPower));
    let effects = update(&mut state, Msg::Tour(TourMsg::Delete));
    let progress = kept(&effects).expect("the visit is remembered").to_text();
    let mut state = State::arriving(Theme::Auto, None, Some(&progress));
    go(&mut state, Route::Start);
    assert!(state.tour.is_none() && state.window.screen == Screen::Home);
    assert_eq!(title(&state), "Failover Lab");
}

#[test]
fn damaged_progress_is_ignored() {
    let mut state = State::arriving(Theme::Auto, None, Some("{\"format\":1"));
    go(&mut state, Route::Start);
    assert_eq!(state.window.screen, Screen::Home);
    assert!(state.course.progress.is_empty());
}

#[test]
fn the_sandbox_is_left_and_found_again() {
    let mut state = newcomer();
    let effects = go(&mut state, Route::Sandbox);
    assert!(state.is_empty() && state.window.screen == Screen::Lab);
    assert!(effects.contains(&Effect::Address("/sandbox".to_owned())));
    assert_eq!(title(&state), "Sandbox · Failover Lab");
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::Tick(100.0));
    let at = state.run.now();
    go(&mut state, Route::Home);
    assert!(!state.clock.playing);
    go(&mut state, Route::Sandbox);
    assert_eq!(
        state.run.now(),
        at,
        "the run on the stage is as it was left"
    );
    let text = state.run.text();
    go(&mut state, Route::Tour);
    update(&mut state, Msg::Tour(TourMsg::CutPower));
    go(&mut state, Route::Sandbox);
    assert_eq!(state.run.text(), text, "the first minute took nothing away");
    let mut later = State::arriving(Theme::Auto, Some(text.clone()), None);
    go(&mut later, Route::Start);
    assert_eq!(later.window.screen, Screen::Home);
    let place = later.course.progress.places.first();
    assert!(place.is_some_and(|place| place.route == "/sandbox"));
    go(&mut later, Route::Sandbox);
    assert_eq!(later.run.text(), text);
}

#[test]
fn a_link_that_leads_nowhere_says_so_and_takes_nothing() {
    let mut state = newcomer();
    update(&mut state, Msg::Start("single-az"));
    let text = state.run.text();
    let effects = go(&mut state, Route::Unknown);
    assert_eq!(state.window.screen, Screen::Home);
    assert!(
        state
            .window
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad)
    );
    let moved = |effect: &Effect| matches!(effect, Effect::Address(_) | Effect::Save(_));
    assert!(!effects.iter().any(moved), "{effects:?}");
    go(&mut state, Route::Sandbox);
    assert_eq!(state.run.text(), text);
    assert!(state.window.notice.is_none());
    let mut new = newcomer();
    go(&mut new, Route::Run("60s fault".to_owned(), None));
    assert_eq!(
        new.window.screen,
        Screen::Home,
        "there is nothing else to look at"
    );
    assert!(new.window.notice.is_some_and(|notice| notice.bad));
}

#[test]
fn the_kind_of_a_file_is_told_by_how_it_begins() {
    let mut state = newcomer();
    go(&mut state, Route::Home);
    let transcript = starts::ALL[0].transcript("OSLO");
    drop_file(&mut state, &transcript);
    assert_eq!(
        (state.window.screen, state.run.text()),
        (Screen::Lab, transcript.clone())
    );
    let before = state.course.progress.clone();
    drop_file(&mut state, "{\"format\": \"something else\"}");
    assert!(
        state
            .window
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad)
    );
    assert_eq!(state.course.progress, before);
    course::record(&mut state.course, won("01-a", 3, 3));
    let file = course::exported(&state.course);
    let mut other = newcomer();
    let effects = drop_file(&mut other, &format!("\u{feff}\n{file}"));
    assert_eq!(other.course.progress.lessons.len(), 1);
    assert!(
        effects.contains(&Effect::Save(transcript.clone())),
        "the sandbox comes along"
    );
    go(&mut other, Route::Sandbox);
    assert_eq!(other.run.text(), transcript);
}

#[test]
fn what_is_forgotten_is_gone() {
    let mut state = newcomer();
    update(&mut state, Msg::Start("single-az"));
    course::record(&mut state.course, won("01-a", 3, 3));
    go(&mut state, Route::Home);
    update(&mut state, Msg::Course(CourseMsg::AskToForget(true)));
    assert!(state.course.forgetting && !state.course.progress.is_empty());
    let effects = update(&mut state, Msg::Course(CourseMsg::Forget));
    assert!(effects.contains(&Effect::Forget));
    assert!(state.course.progress.is_empty());
    go(&mut state, Route::Sandbox);
    assert!(state.is_empty());
}
