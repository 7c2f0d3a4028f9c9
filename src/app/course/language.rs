//! The language of the lessons: the page's own words are English, a host may have translated the lessons' (`lessons/de/`).

use crate::app::course::known::{CourseState, Listed};
use crate::app::effect::Effect;
use crate::app::lesson::ENGLISH_TEXTS;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::lesson::{ENGLISH, Entry, Index, is_language};
use std::rc::Rc;

/// The language that a learner has chosen.
fn chosen(course: &CourseState) -> &str {
    match &*course.progress.language {
        "" => ENGLISH,
        language => language,
    }
}

/// Lessons are read in this language from now on. Tells whether they were not before; then their list comes anew.
#[inline(never)]
pub fn choose(course: &mut CourseState, new: &str) -> bool {
    let new = if new == ENGLISH { "" } else { new };
    let is_other = course.progress.language != new;
    if is_other {
        course.progress.language = new.to_owned();
        (course.index, course.own) = (Listed::Unasked, None);
    }
    is_other
}

/// What was translated has come; it stands in the list as soon as that is here.
#[inline(never)]
pub(super) fn translated(course: &mut CourseState, language: String, list: Result<String, String>) {
    if course.progress.language != language {
        return;
    }
    let words = list.and_then(|text| Index::parse(&text));
    match &mut course.index {
        Listed::Here(index) => {
            *index = Rc::new((**index).clone().in_words_of(&language, words));
        }
        Listed::Unasked | Listed::Asked | Listed::Missing(_) => course.words = Some(words),
    }
}

/// Whatever of lessons is about to be fetched comes in the language that was chosen.
#[inline]
pub fn in_words(course: &CourseState, questions: &Listed, effects: &mut Vec<Effect>) {
    if !course.progress.language.is_empty() {
        translate(course, questions, effects);
    }
}

#[inline(never)]
fn translate(course: &CourseState, questions: &Listed, effects: &mut Vec<Effect>) {
    let language = &*course.progress.language;
    let mut lists = Vec::new();
    for effect in effects.iter_mut() {
        match effect {
            Effect::FetchIndex => lists.push("index"),
            Effect::FetchQuestions => lists.push("interview"),
            Effect::FetchLesson { ticket, address } => {
                if let Some(address) = in_language(course, questions, language, address) {
                    let ticket = *ticket;
                    *effect = Effect::FetchTranslation { ticket, address };
                }
            }
            _ => {}
        }
    }
    effects.extend(lists.into_iter().map(|list| Effect::FetchTranslation {
        ticket: 0,
        address: format!("lessons/{language}/{list}.json"),
    }));
}

/// Where a text lies in a language, unless it is known that it was not translated.
fn in_language(
    course: &CourseState,
    questions: &Listed,
    language: &str,
    address: &str,
) -> Option<String> {
    let rest = address.strip_prefix(ENGLISH_TEXTS)?;
    let name = rest.strip_suffix(".md").unwrap_or(rest);
    let (list, id) = match name.split_once('/') {
        Some(("interview", id)) => (questions, id),
        Some((_, id)) => (&course.index, id),
        None => (&course.index, name),
    };
    let is_in = |entry: &Entry| entry.language.as_deref() == Some(language);
    let is_left_out = match list {
        Listed::Here(list) => list.lessons.iter().any(is_in) && !list.entry(id).is_some_and(is_in),
        Listed::Unasked | Listed::Asked | Listed::Missing(_) => false,
    };
    (!is_left_out).then(|| format!("lessons/{language}/{rest}"))
}

/// The languages to choose from, where there are several; each is a link that can be passed on. Of what could be no folder nothing would
/// come.
#[inline(never)]
pub(super) fn switch(course: &CourseState, at: &mut Parts) {
    let Listed::Here(index) = &course.index else {
        return;
    };
    let all = index.languages.as_object();
    // A link may have led here where there are none.
    if all.is_none() && course.progress.language.is_empty() {
        return;
    }
    at.within("nav languages", |at| {
        one(course, ENGLISH, "English", at);
        for (code, name) in all.into_iter().flatten() {
            if is_language(code) && code != ENGLISH {
                one(course, code, name.as_str().unwrap_or(code), at);
            }
        }
    })
    .says(Attribute::Label, "Language of the lessons");
}

#[inline(never)]
fn one(course: &CourseState, code: &str, name: &str, at: &mut Parts) {
    let here = code == chosen(course);
    let name = name.to_owned();
    at.link("a", &Route::In(format!("{code}/")), |at| at.words(name))
        .in_language(Some(code))
        .says_if(here, Attribute::Current, "true");
}

/// Of a lesson that is in another language than was chosen: which one.
#[inline(never)]
pub(super) fn other_language(course: &CourseState, entry: &Entry, at: &mut Parts) {
    let of_entry = entry.language.as_deref().unwrap_or(ENGLISH);
    if chosen(course) == of_entry {
        return;
    }
    let name = match (of_entry, &course.index) {
        (ENGLISH, _) => "English",
        (code, Listed::Here(index)) => index.languages[code].as_str().unwrap_or(code),
        (code, _) => code,
    };
    at.line("span tag tag--language", name.to_owned())
        .in_language(Some(of_entry));
}
