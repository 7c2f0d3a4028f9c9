//! Stories of coming, going and coming back.

use crate::app::course::{self, CourseMsg};
use crate::app::lesson::tests::FIRST;
use crate::app::lesson::{LessonMsg, NoLesson, Page, title_in, waiting};
use crate::app::navigate::title;
use crate::app::part::read::{groups, spoken};
use crate::app::part::{Attribute, Parts, Words};
use crate::app::progress::Progress;
use crate::app::reader::Answer;
use crate::app::update::update;
use crate::app::{Effect, Msg, Route, Screen, State, Theme, TourMsg, starts};
use crate::lesson::read;
use std::rc::Rc;

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
    update(&mut state, Msg::TogglePlay);
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
fn time_that_was_waited_in_the_sandbox_is_not_lost_elsewhere() {
    let mut state = newcomer();
    go(&mut state, Route::Sandbox);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    for _ in 0..100 {
        update(&mut state, Msg::Tick(100.0));
    }
    let effects = update(&mut state, Msg::TogglePlay);
    let progress = kept(&effects).expect("it is kept when the clock stops");
    let (at, text) = (state.run.now(), state.run.text());
    go(&mut state, Route::Home);
    go(&mut state, Route::Tour);
    go(&mut state, Route::Sandbox);
    assert_eq!((state.run.now(), state.run.text()), (at, text.clone()));
    let mut later = State::arriving(Theme::Auto, Some(text), Some(&progress.to_text()));
    go(&mut later, Route::Sandbox);
    assert_eq!(later.run.now(), at);
}

#[test]
fn a_link_that_leads_nowhere_says_so_and_takes_nothing() {
    let mut state = newcomer();
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
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
    let moved = |effect: &Effect| match effect {
        Effect::Address(_) => true,
        Effect::Save(kept) => *kept != text,
        _ => false,
    };
    assert!(!effects.iter().any(moved), "{effects:?}");
    go(&mut state, Route::Sandbox);
    assert_eq!(state.run.text(), text);
    assert!(state.window.notice.is_none());
    let mut new = newcomer();
    go(&mut new, Route::Run("60s fault".to_owned(), Box::default()));
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

/// What the reader answers about the lesson that was asked for.
fn read_lesson(state: &mut State, text: &str) -> Vec<Effect> {
    let ticket = state.coming.as_ref().expect("a lesson comes").ticket;
    let answer = Answer {
        ticket,
        lesson: Some(read(text).expect("it can be read")),
        ..Answer::default()
    };
    update(state, Msg::Lesson(LessonMsg::Answered(Rc::new(answer))))
}

#[test]
fn a_lesson_from_a_file_survives_a_reload_until_it_is_forgotten() {
    let mut state = newcomer();
    go(&mut state, Route::Home);
    drop_file(&mut state, FIRST);
    let effects = read_lesson(&mut state, FIRST);
    assert!(effects.contains(&Effect::KeepDropped(FIRST.to_owned())));
    let effects = update(&mut state, Msg::Lesson(LessonMsg::Next));
    let progress = kept(&effects).expect("where one was is kept").to_text();

    let mut later = State::arriving(Theme::Auto, None, Some(&progress));
    later.course.dropped = Some(title_in(FIRST));
    assert_eq!(
        later.course.dropped.as_deref(),
        Some("The zone that went dark")
    );
    let effects = go(&mut later, Route::Dropped);
    let Some(Effect::LoadDropped { ticket }) = effects.first().cloned() else {
        panic!("it is looked up: {effects:?}");
    };
    let text = Ok(FIRST.to_owned());
    update(&mut later, Msg::Lesson(LessonMsg::Came { ticket, text }));
    let effects = read_lesson(&mut later, FIRST);
    assert!(!effects.contains(&Effect::KeepDropped(FIRST.to_owned())));
    let play = later.lesson.as_ref().expect("it is on");
    assert_eq!(play.page, Page::Step(0), "one goes on where one was");

    let effects = update(&mut later, Msg::Course(CourseMsg::ForgetDropped));
    assert!(effects.contains(&Effect::ForgetDropped));
    let progress = kept(&effects).expect("it is written down");
    assert!(progress.places.is_empty() && later.course.dropped.is_none());
    go(&mut later, Route::Home);
    let effects = go(&mut later, Route::Dropped);
    let Some(Effect::LoadDropped { ticket }) = effects.first().cloned() else {
        panic!("it is looked up: {effects:?}");
    };
    let text = Err(NoLesson::NotKept);
    update(&mut later, Msg::Lesson(LessonMsg::Came { ticket, text }));
    let told = Parts::of(|at| waiting(later.coming.as_ref().expect("it failed"), at));
    assert!(spoken(&told).contains("No lesson from a file is kept"));
}

#[test]
fn a_hosts_own_lesson_lies_in_its_own_folder_and_a_wrong_entry_costs_itself() {
    let mut state = newcomer();
    go(&mut state, Route::Home);
    let list = |id: &str, title: &str| {
        let title = format!("\"{title}\":\"Our outage\"");
        format!(
            "{{\"format\":\"failover-lab-lessons/1\",\"lessons\":[{{\"id\":\"{id}\",{title},\"order\":1,\"minutes\":9,\"course\":\"elective\",\"level\":\"beginner\"}}]}}"
        )
    };
    let came = |list: String| Msg::Course(CourseMsg::Listed(Ok(list)));
    let own_came = |list: String| Msg::Course(CourseMsg::OwnListed(Ok(list)));
    update(&mut state, came(list("a", "title")));
    update(&mut state, own_came(list("ours", "title")));
    let page = Parts::of(|at| course::front(&state.course, at));
    let links: Vec<Words> = groups(&page)
        .iter()
        .flat_map(|group| group.says.clone())
        .filter_map(|(what, words)| (what == Attribute::Href).then_some(words))
        .collect();
    assert!(links.contains(&"#/lesson/own/ours".into()), "{links:?}");
    let effects = go(&mut state, Route::parse("#/lesson/own/ours"));
    let fetched = |effect: &Effect| matches!(effect, Effect::FetchLesson { address, .. } if address == "lessons/own/ours.md");
    assert!(effects.iter().any(fetched), "{effects:?}");

    // In the other order, after the lists were asked for anew.
    update(&mut state, Msg::Course(CourseMsg::Retry));
    update(&mut state, own_came(list("ours", "titel")));
    update(&mut state, came(list("a", "title")));
    let page = spoken(&Parts::of(|at| course::front(&state.course, at)));
    let told = "own/index.json, entry 1 (ours): title is missing, or is no text.";
    assert!(page.contains(told) && page.contains("Our outage"), "{page}");
    update(&mut state, Msg::Course(CourseMsg::Retry));
    update(&mut state, came(list("a", "title")));
    let page = spoken(&Parts::of(|at| course::front(&state.course, at)));
    assert!(!page.contains("own/"), "most hosts have none: {page}");
}

#[test]
fn what_is_forgotten_is_gone() {
    let mut state = newcomer();
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    course::record(&mut state.course, won("01-a", 3, 3));
    go(&mut state, Route::Home);
    update(&mut state, Msg::Course(CourseMsg::AskToForget(true)));
    assert!(state.course.forgetting && !state.course.progress.is_empty());
    // The next at this browser is not called by another's name, nor answered in another's language.
    "Ada".clone_into(&mut state.class.name);
    "de".clone_into(&mut state.course.progress.language);
    state.recap = Some(Box::default());
    let effects = update(&mut state, Msg::Course(CourseMsg::Forget));
    assert!(effects.contains(&Effect::Forget) && effects.contains(&Effect::FetchIndex));
    assert!(state.course.progress.is_empty() && state.class.name.is_empty());
    assert!(state.recap.is_none());
    go(&mut state, Route::Sandbox);
    assert!(state.is_empty());
}
