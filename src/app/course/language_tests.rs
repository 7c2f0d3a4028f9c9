//! Stories of lessons that a host has translated.

use crate::app::course::{self, CourseMsg};
use crate::app::lesson::{LessonMsg, in_english};
use crate::app::part::read::{groups, spoken};
use crate::app::part::{Attribute, Group, Part, Parts};
use crate::app::progress::Progress;
use crate::app::reader::Answer;
use crate::app::update::update;
use crate::app::{Effect, Msg, Route, Screen, State, Theme};
use crate::lesson::read;
use std::rc::Rc;

const ENGLISH: &str = include_str!("../../../lessons/en/01-multi-az.md");
const LIST: &str = r#"{"format": "failover-lab-lessons/1", "languages": {"de": "Deutsch", "en": "English", "no good": "?"}, "lessons": [
    {"id": "01-multi-az", "title": "The dark zone", "order": 1, "minutes": 9, "course": "spine", "level": "beginner", "asks": "How long?"},
    {"id": "02-b", "title": "Another", "order": 2, "minutes": 9, "course": "spine", "level": "beginner"}]}"#;
const GERMAN: &str = r#"{"format": "failover-lab-lessons/1", "lessons": [
    {"id": "01-multi-az", "title": "Die dunkle Zone", "order": 1, "minutes": 9, "course": "spine", "level": "beginner", "asks": "Wie lange?"},
    {"id": "99", "title": "Keine", "order": 9, "minutes": 9, "course": "spine", "level": "beginner"}]}"#;

fn newcomer() -> State {
    State::arriving(Theme::Auto, None, None)
}

fn go(state: &mut State, place: &str) -> Vec<Effect> {
    update(state, Msg::Go(Route::parse(place)))
}

fn lists(state: &mut State) {
    let list = Ok(LIST.to_owned());
    update(state, Msg::Course(CourseMsg::Listed(list)));
}

fn translated(state: &mut State) {
    let list = Ok(GERMAN.to_owned());
    let msg = CourseMsg::Translated("de".to_owned(), list);
    update(state, Msg::Course(msg));
}

fn page(state: &State) -> Vec<Part> {
    Parts::of(|at| course::front(&state.course, at))
}

fn said(group: &Group, what: Attribute) -> Option<&str> {
    let said = group.says.iter().find(|(one, _)| *one == what);
    said.map(|(_, words)| &**words)
}

/// What is spoken in this language.
fn in_german(parts: &[Part]) -> Vec<String> {
    let all = groups(parts).into_iter();
    let german = all.filter(|group| said(group, Attribute::Lang) == Some("de"));
    german.map(|group| spoken(&group.parts)).collect()
}

/// The lists of what was translated that are fetched.
fn lists_of(effects: &[Effect]) -> Vec<&str> {
    let all = addresses(effects).into_iter();
    all.filter(|one| one.ends_with(".json")).collect()
}

/// The texts that are.
fn fetched(effects: &[Effect]) -> Vec<&str> {
    let all = addresses(effects).into_iter();
    all.filter(|one| !one.ends_with(".json")).collect()
}

fn addresses(effects: &[Effect]) -> Vec<&str> {
    let all = effects.iter();
    all.filter_map(|effect| match effect {
        Effect::FetchLesson { address, .. } | Effect::FetchTranslation { address, .. } => {
            Some(&**address)
        }
        _ => None,
    })
    .collect()
}

#[test]
fn a_switch_stands_where_lessons_were_translated_and_nowhere_else() {
    let mut state = newcomer();
    go(&mut state, "#/");
    let without = LIST.replace("languages", "others");
    update(&mut state, Msg::Course(CourseMsg::Listed(Ok(without))));
    assert!(!spoken(&page(&state)).contains("Deutsch"));
    update(&mut state, Msg::Course(CourseMsg::Retry));
    lists(&mut state);
    let parts = page(&state);
    let links = groups(&parts).into_iter().filter_map(|group| {
        let language = said(group, Attribute::Lang)?;
        let to = said(group, Attribute::Href)?;
        Some((language, to, said(group, Attribute::Current)))
    });
    let links: Vec<_> = links.collect();
    // What could be no folder is no language, and English stands there once.
    assert_eq!(
        links,
        [("en", "#/en/", Some("true")), ("de", "#/de/", None)]
    );
}

#[test]
fn the_list_comes_in_the_chosen_language_and_says_what_is_not_translated() {
    let mut state = newcomer();
    let effects = go(&mut state, "#/de/");
    assert_eq!(state.window.screen, Screen::Home);
    assert_eq!(lists_of(&effects), ["lessons/de/index.json"]);
    assert!(effects.contains(&Effect::Address("/de/".to_owned())));
    let address = |effect: &&Effect| matches!(effect, Effect::Address(_));
    assert_eq!(effects.iter().filter(address).count(), 1, "{effects:?}");
    // Whichever comes first.
    for german_first in [true, false] {
        update(&mut state, Msg::Course(CourseMsg::Retry));
        if german_first {
            translated(&mut state);
        }
        lists(&mut state);
        if !german_first {
            translated(&mut state);
        }
        let parts = page(&state);
        let german = in_german(&parts);
        for words in ["Die dunkle Zone", "Wie lange?", "Deutsch"] {
            assert!(german.iter().any(|one| one == words), "{german:?}");
        }
        let all = spoken(&parts);
        assert!(!all.contains("The dark zone") && !all.contains("How long?"));
        let tagged = groups(&parts).into_iter();
        let tagged = tagged.filter(|group| group.kind == "span tag tag--language");
        assert_eq!(tagged.count(), 1, "only the second is in English");
        assert!(
            all.contains("de: 99 translates no lesson of the list"),
            "{all}"
        );
    }
    // The browser keeps it.
    let progress = state.course.progress.to_text();
    let mut again = State::arriving(Theme::Auto, None, Some(&progress));
    let effects = go(&mut again, "#/");
    assert_eq!(lists_of(&effects), ["lessons/de/index.json"]);
    let effects = go(&mut again, "#/en/");
    assert!(effects.contains(&Effect::FetchIndex) && lists_of(&effects).is_empty());
    // What was asked for before is not taken.
    translated(&mut again);
    lists(&mut again);
    assert!(spoken(&page(&again)).contains("The dark zone"));
}

#[test]
fn lessons_questions_and_guides_are_asked_for_in_the_chosen_language() {
    let mut state = newcomer();
    // Before anything is known a translation is tried; where it does not come, the browser asks for the English one.
    assert_eq!(
        fetched(&go(&mut state, "#/de/lesson/01-multi-az")),
        ["lessons/de/01-multi-az.md"]
    );
    assert_eq!(
        in_english("lessons/de/guide/01-multi-az.md"),
        "lessons/en/guide/01-multi-az.md"
    );
    assert_eq!(
        fetched(&go(&mut state, "#/lesson/02-b")),
        ["lessons/de/02-b.md"]
    );
    lists(&mut state);
    translated(&mut state);
    for (place, file) in [
        ("#/lesson/01-multi-az", "de/01-multi-az.md"),
        ("#/lesson/02-b", "en/02-b.md"),
        ("#/guide/01-multi-az", "de/guide/01-multi-az.md"),
        ("#/guide/02-b", "en/guide/02-b.md"),
        ("#/present/01-multi-az", "de/01-multi-az.md"),
        ("#/interview/one", "de/interview/one.md"),
        ("#/lesson/own/ours", "own/ours.md"),
        ("#/en/lesson/01-multi-az", "en/01-multi-az.md"),
    ] {
        let effects = go(&mut state, place);
        assert_eq!(fetched(&effects), [format!("lessons/{file}")], "{place}");
    }
    // A place within a place is none.
    go(&mut state, "#/de/fr/lesson/01-multi-az");
    let told = state.window.notice.as_ref().expect("it is told");
    assert!(told.text.contains("leads nowhere"));
}

fn answered(state: &mut State, effects: &[Effect], text: &str) {
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::FetchLesson { ticket, .. } | Effect::FetchTranslation { ticket, .. } => {
            (*ticket > 0).then_some(*ticket)
        }
        _ => None,
    });
    let ticket = ticket.expect("a lesson is fetched");
    let came = Ok(text.to_owned());
    update(state, Msg::Lesson(LessonMsg::Came { ticket, text: came }));
    let answer = Answer {
        ticket,
        lesson: read(text).ok(),
        ..Answer::default()
    };
    update(state, Msg::Lesson(LessonMsg::Answered(Rc::new(answer))));
}

#[test]
fn who_changes_the_language_goes_on_where_the_lesson_stood() {
    let german = ENGLISH.replacen(
        "title = \"",
        "language = \"de\"\ntitle = \"Auf Deutsch: ",
        1,
    );
    let mut state = newcomer();
    let effects = go(&mut state, "#/lesson/01-multi-az");
    answered(&mut state, &effects, ENGLISH);
    update(&mut state, Msg::Lesson(LessonMsg::Next));
    let page = state.lesson.as_ref().expect("it is on").page;
    let effects = go(&mut state, "#/de/lesson/01-multi-az");
    assert_eq!(fetched(&effects), ["lessons/de/01-multi-az.md"]);
    answered(&mut state, &effects, &german);
    let play = state.lesson.as_ref().expect("it is on");
    assert_eq!(play.page, page);
    assert_eq!(play.lesson.language(), Some("de"));
    // Once more to the same place nothing is fetched.
    assert!(fetched(&go(&mut state, "#/de/lesson/01-multi-az")).is_empty());
    let progress = &state.course.progress;
    let of_lesson = progress
        .places
        .iter()
        .filter(|one| one.route.contains("01-multi-az"));
    assert_eq!(
        of_lesson.count(),
        1,
        "a lesson has one place in all languages"
    );
    assert_eq!(Progress::parse(&progress.to_text()).as_ref(), Ok(progress));
}
