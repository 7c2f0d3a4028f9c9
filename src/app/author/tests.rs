//! What an author does, told as stories; the browser, the reader and the host are played here.

use super::draft::Panel;
use super::screen::{told, words};
use super::{AuthorMsg, Found, Idle, played, tools};
use crate::app::Effect;
use crate::app::course::CourseMsg;
use crate::app::lesson::NoLesson;
use crate::app::part::Parts;
use crate::app::part::read::{groups, pressed, spoken};
use crate::app::part::{Attribute, Part};
use crate::app::reader::{Answer, Task};
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::Theme;
use crate::app::{LessonMsg, Msg, Route};
use crate::lesson::{Course, Entry, Index, prove, read};
use percent_encoding::percent_decode_str;
use std::rc::Rc;

fn tell(state: &mut State, msg: AuthorMsg) -> Vec<Effect> {
    update(state, Msg::Author(msg))
}

/// Does for the effects what the browser and the reader do, until nothing is left to do.
fn carry_out(state: &mut State, mut effects: Vec<Effect>) {
    while let Some(effect) = effects.pop() {
        let msg = match effect {
            Effect::LoadDraft { ticket } => Msg::Lesson(LessonMsg::Came {
                ticket,
                text: Err(NoLesson::NoDraft),
            }),
            Effect::Later { ticket, ask, .. } => Msg::Author(AuthorMsg::Idle { ticket, ask }),
            Effect::AskReader { ticket, ask, text } => {
                let mut answer = Answer {
                    ticket,
                    ..Answer::default()
                };
                match ask {
                    Task::Read => match read(&text) {
                        Ok(lesson) => answer.lesson = Some(lesson),
                        Err(mistakes) => answer.mistakes = mistakes,
                    },
                    Task::Check => {
                        let proof = prove(&text);
                        (answer.mistakes, answer.answers) = (proof.mistakes, proof.answers);
                        answer.warnings = proof.warnings;
                        answer.lesson = read(&text).ok();
                    }
                    Task::Example => answer.text = "+++\nan example\n+++\n".to_owned(),
                }
                Msg::Lesson(LessonMsg::Answered(Rc::new(answer)))
            }
            Effect::FetchLesson { ticket, address } => Msg::Lesson(LessonMsg::Came {
                ticket,
                text: match address.as_str() {
                    "lessons/own/ours.md" => Ok(OURS.to_owned()),
                    _ => Err(NoLesson::NoAnswer),
                },
            }),
            _ => continue,
        };
        effects.extend(update(state, msg));
    }
}

#[test]
fn a_text_that_was_replaced_can_be_brought_back() {
    let mut state = State::first_visit(Theme::Auto);
    let effects = update(&mut state, Msg::Go(Route::Author));
    carry_out(&mut state, effects);
    assert_eq!(state.author.replaced, None, "there was none before");
    tell(&mut state, AuthorMsg::Typed("mine".to_owned()));
    let effects = tell(&mut state, AuthorMsg::Example);
    carry_out(&mut state, effects);
    let replaced = state.author.replaced.clone().expect("it is kept");
    assert_eq!(told(&replaced), "Your text was replaced by the example.");
    let file = CourseMsg::File {
        text: "+++\na file\n+++\n".to_owned(),
        from: "the file",
    };
    let effects = update(&mut state, Msg::Course(file));
    assert_eq!(
        state.author.replaced,
        Some(replaced),
        "mine, not the example"
    );
    assert!(effects.contains(&Effect::SaveDraft("+++\na file\n+++\n".to_owned())));
    tell(&mut state, AuthorMsg::Typed("the file, mended".to_owned()));
    let effects = tell(&mut state, AuthorMsg::BringBack);
    assert_eq!(&*state.author.text, "mine");
    assert!(effects.contains(&Effect::SaveReplaced("the file, mended".to_owned())));
    let effects = tell(&mut state, AuthorMsg::BringBack);
    assert_eq!(&*state.author.text, "the file, mended");
    assert!(effects.contains(&Effect::SaveReplaced("mine".to_owned())));
    let mut later = State::first_visit(Theme::Auto);
    tell(&mut later, AuthorMsg::Kept("mine".to_owned()));
    let effects = tell(&mut later, AuthorMsg::BringBack);
    assert_eq!((&*later.author.text, later.author.replaced), ("mine", None));
    assert!(effects.contains(&Effect::SaveReplaced(String::new())));
}

#[test]
fn an_author_begins_with_the_example_and_mends_it() {
    let mut state = State::first_visit(Theme::Auto);
    let effects = update(&mut state, Msg::Go(Route::Author));
    carry_out(&mut state, effects);
    assert_eq!(&*state.author.text, "+++\nan example\n+++\n");
    assert_eq!(state.author.found, Found::Mistaken);
    let offered = |state: &State| {
        let parts = Parts::of(|at| played(&state.author, at));
        pressed(&parts).remove(0).1
    };
    assert!(
        matches!(offered(&state), Msg::WhyNot(_)),
        "there is nothing to play"
    );
    let line = state.author.mistakes[0].line;
    let effects = tell(&mut state, AuthorMsg::GoTo(0));
    assert!(matches!(effects[0], Effect::Caret { line: there, .. } if there == line));
    let lesson = include_str!("../../../lessons/en/01-multi-az.md");
    let effects = tell(&mut state, AuthorMsg::Typed(lesson.to_owned()));
    assert!(effects.contains(&Effect::SaveDraft(lesson.to_owned())));
    assert!(
        tell(&mut state, AuthorMsg::Typed(format!("{lesson} "))).len() == 2,
        "it waits for a pause"
    );
    let effects = tell(&mut state, AuthorMsg::Typed(lesson.to_owned()));
    let early = AuthorMsg::Idle {
        ticket: 1,
        ask: Idle::Read,
    };
    assert!(tell(&mut state, early).is_empty(), "more was typed since");
    carry_out(&mut state, effects);
    assert_eq!(state.author.found, Found::Proved);
    assert_eq!(offered(&state), Msg::Author(AuthorMsg::Play));
    let first = &state.author.answers[0];
    assert!(
        first.starts_with("step 2, question 1: right is “") && first.contains(" over 21 seeds"),
        "{first}"
    );
    assert_eq!(
        words(&state.author),
        "Proved: the solution wins, the decoys lose."
    );
}

const OURS: &str = include_str!("../../../lessons/en/02-single-az.md");

fn entry(id: &str, title: &str, order: u32) -> Entry {
    let lesson = read(OURS).expect("it can be read");
    Entry {
        title: title.to_owned(),
        order,
        ..Entry::of(id.to_owned(), &lesson.front)
    }
}

/// An author on a host that has lessons of its own.
fn author_of_a_host(own: Vec<Entry>) -> State {
    let mut state = State::first_visit(Theme::Auto);
    let effects = update(&mut state, Msg::Go(Route::Author));
    assert!(
        effects.contains(&Effect::FetchIndex),
        "its list is asked for"
    );
    carry_out(&mut state, effects);
    let list = |entries: Vec<Entry>| {
        let mut list = Index::of([]);
        list.lessons = entries;
        Ok(list.to_text())
    };
    let own = CourseMsg::OwnListed(list(own));
    let all = CourseMsg::Listed(list(vec![entry(
        "01-multi-az",
        "The zone that went dark",
        1,
    )]));
    for msg in [own, all] {
        update(&mut state, Msg::Course(msg));
    }
    state
}

fn shown(state: &State) -> Vec<Part> {
    Parts::of(|at| tools(&state.author, &state.course, at))
}

fn press(state: &mut State, words: &str) {
    let mut all = pressed(&shown(state)).into_iter();
    let found = all.find(|(on, _)| on == words);
    let (_, msg) =
        found.unwrap_or_else(|| panic!("no button says {words}: {}", spoken(&shown(state))));
    let effects = update(state, msg);
    carry_out(state, effects);
}

/// What is saved under a name.
fn saved(state: &State, name: &str) -> Option<Vec<u8>> {
    let parts = shown(state);
    let says = |what: Attribute, group: &crate::app::part::Group| {
        let said = group.says.iter().find(|(said, _)| *said == what);
        said.map(|(_, words)| words.to_string())
    };
    let of_name = |group: &&&crate::app::part::Group| {
        says(Attribute::Download, group).as_deref() == Some(name)
    };
    let all = groups(&parts);
    // The first of that name in the row above is the text alone.
    let found = all.iter().rfind(of_name)?;
    let address = says(Attribute::Href, found)?;
    let (_, data) = address.split_once(',')?;
    Some(percent_decode_str(data).collect())
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|some| some == text.as_bytes())
}

#[test]
fn what_is_uploaded_makes_the_lesson_one_of_the_hosts_own_beside_those_that_stand_there() {
    let theirs = entry("theirs", "Theirs", 30);
    let mut state = author_of_a_host(vec![theirs.clone()]);
    let effects = tell(
        &mut state,
        AuthorMsg::Typed(OURS.replace("title = \"", "title = \"Our: ")),
    );
    press(&mut state, "For your host");
    assert!(spoken(&shown(&state)).contains("Reading…"));
    assert_eq!(
        saved(&state, "index.json"),
        None,
        "what was not read yet has no entry"
    );
    carry_out(&mut state, effects);
    let list = saved(&state, "index.json").expect("the list is there");
    let list = Index::parse(&String::from_utf8(list).expect("UTF-8")).expect("the page reads it");
    let (ours, title) = (
        "our-the-same-outage-one-copy",
        "Our: The same outage, one copy",
    );
    let names: Vec<(&str, &str)> = list
        .lessons
        .iter()
        .map(|one| (one.id.as_str(), one.title.as_str()))
        .collect();
    assert_eq!(
        names,
        [(ours, title), ("theirs", "Theirs")],
        "none of the lab's own"
    );
    assert_eq!(list.lessons[1], theirs, "and theirs is as it was");
    let zip = saved(&state, &format!("{ours}.zip")).expect("the package is there");
    for part in [
        "lessons/own/index.json",
        &format!("lessons/own/{ours}.md"),
        &state.author.text,
        &list.to_text(),
    ] {
        assert!(holds(&zip, part), "{part}");
    }
    // Another name, in the place of the one that stands there.
    tell(&mut state, AuthorMsg::Name("theirs".to_owned()));
    let list = saved(&state, "index.json").expect("the list is there");
    let list = Index::parse(&String::from_utf8(list).expect("UTF-8")).expect("the page reads it");
    assert_eq!(list.lessons.len(), 1);
    assert_eq!(list.lessons[0].title, title);
    tell(&mut state, AuthorMsg::Name("no/where".to_owned()));
    assert_eq!(
        saved(&state, "index.json"),
        None,
        "no file can be called so"
    );
    tell(&mut state, AuthorMsg::Name("ours".to_owned()));
    let effects = tell(&mut state, AuthorMsg::Typed("no lesson".to_owned()));
    carry_out(&mut state, effects);
    assert_eq!(saved(&state, "index.json"), None);
    assert!(spoken(&shown(&state)).contains("mend the mistakes"));
}

#[test]
fn a_question_of_the_interview_is_no_lesson_of_a_hosts_own() {
    let mut state = author_of_a_host(Vec::new());
    let question = include_str!("../../../lessons/en/interview/goals-rto-and-rpo.md");
    let effects = tell(&mut state, AuthorMsg::Typed(question.to_owned()));
    carry_out(&mut state, effects);
    press(&mut state, "For your host");
    assert_eq!(
        state.author.entry.as_ref().map(|one| one.course),
        Some(Course::Interview)
    );
    assert_eq!(saved(&state, "index.json"), None);
    assert!(spoken(&shown(&state)).contains("lessons/en/interview/"));
    let question = include_str!("../../../lessons/en/recap/the-edge.md");
    let effects = tell(&mut state, AuthorMsg::Typed(question.to_owned()));
    carry_out(&mut state, effects);
    assert_eq!(saved(&state, "index.json"), None);
    assert!(spoken(&shown(&state)).contains("lessons/en/recap/"));
}

#[test]
fn a_lesson_of_the_host_comes_into_the_editor_and_what_was_being_written_is_not_lost_unasked() {
    let mut state = author_of_a_host(vec![entry("ours", "Ours", 30)]);
    press(&mut state, "Of this host");
    press(&mut state, "Ours");
    assert_eq!(&*state.author.text, OURS, "the example gives way at once");
    assert_eq!(state.author.panel, None);
    assert_eq!(state.author.replaced, None);
    press(&mut state, "For your host");
    let list = saved(&state, "index.json").expect("the list is there");
    let list = Index::parse(&String::from_utf8(list).expect("UTF-8")).expect("the page reads it");
    let ids: Vec<&str> = list.lessons.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["ours"], "it takes the place of what it was");

    let mine = format!("{OURS}\nmore");
    let effects = tell(&mut state, AuthorMsg::Typed(mine.clone()));
    carry_out(&mut state, effects);
    press(&mut state, "Of this host");
    press(&mut state, "Ours");
    assert_eq!(*state.author.text, mine, "it asks first");
    press(&mut state, "Go on writing");
    assert_eq!(*state.author.text, mine);
    press(&mut state, "Ours");
    press(&mut state, "Take it");
    assert_eq!(&*state.author.text, OURS);
    let kept = state.author.replaced.clone().expect("mine is kept");
    assert_eq!(*kept.text, mine);

    press(&mut state, "Of this host");
    press(&mut state, "The zone that went dark");
    assert_eq!(
        &*state.author.text, OURS,
        "what does not come changes nothing"
    );
    let told = state
        .window
        .notice
        .as_ref()
        .expect("and is told")
        .text
        .clone();
    assert!(
        told.contains("lessons/en/01-multi-az.md did not come"),
        "{told}"
    );
}

#[test]
fn what_is_on_its_way_from_the_host_is_not_taken_once_its_author_turned_away() {
    for turns_away in [AuthorMsg::Panel(Panel::Package), AuthorMsg::Check] {
        let mut state = author_of_a_host(vec![entry("ours", "Ours", 30)]);
        let mine = format!("{OURS}\nmore");
        let effects = tell(&mut state, AuthorMsg::Typed(mine.clone()));
        carry_out(&mut state, effects);
        press(&mut state, "Of this host");
        tell(&mut state, AuthorMsg::Take("own/ours".to_owned()));
        let coming = tell(&mut state, AuthorMsg::TakeIt(true));
        let effects = tell(&mut state, turns_away);
        carry_out(&mut state, coming);
        carry_out(&mut state, effects);
        assert_eq!(*state.author.text, mine);
    }
}

#[test]
fn a_package_holds_the_entry_of_its_own_text_however_that_was_read() {
    let mut state = author_of_a_host(Vec::new());
    let renamed = OURS.replace("title = \"", "title = \"Our ");
    tell(&mut state, AuthorMsg::Typed(renamed));
    assert_eq!(state.author.entry, None, "of the text before");
    // Nobody waits until it is read by itself.
    let effects = tell(&mut state, AuthorMsg::Check);
    carry_out(&mut state, effects);
    let title = state.author.entry.as_ref().map(|one| one.title.as_str());
    assert!(
        title.is_some_and(|title| title.starts_with("Our ")),
        "{title:?}"
    );
    press(&mut state, "For your host");
    state.author.found = Found::NoReader;
    assert!(spoken(&shown(&state)).contains("did not start"));
}
