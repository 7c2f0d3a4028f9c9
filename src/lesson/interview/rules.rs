//! What a question of an interview must keep to, beyond what every lesson does.

use crate::lesson::interview::{Interview, SECTIONS, SPOKEN, has, words_in};
use crate::lesson::mistake::{Mistake, Text};
use crate::lesson::notes::Notes;
use crate::lesson::places::Key;
use crate::lesson::prose::{Prose, Section};
use crate::lesson::read::FURTHER_READING;
use crate::lesson::{Condition, Course, FrontMatter, Level};

/// How many points a rubric has.
const POINTS: std::ops::RangeInclusive<usize> = 3..=6;

/// What is wrong with what makes a lesson a question; or with a lesson that is none and says that it is.
pub(in crate::lesson) fn front(front: &FrontMatter, notes: &mut Notes) {
    let is_asked = front.course == Course::Interview;
    let wrong = match (is_asked, &front.interview) {
        (true, None) => Some((
            "a question of the interview has no [interview]",
            "say there what it is about: area, lesson and [[interview.rubric]]",
        )),
        (false, Some(_)) => Some((
            "only a question of the interview has [interview]",
            "say course = \"interview\", or take it out",
        )),
        (true, Some(_)) | (false, None) => None,
    };
    if let Some((cause, cure)) = wrong {
        notes.mistake(&["interview".into()], "interview", cause, cure);
    }
    if Level::ASKED.contains(&front.level) != is_asked {
        let cure = match is_asked {
            true => "a question's is junior, senior or staff",
            false => "a lesson's is beginner, intermediate or advanced",
        };
        let cause = format!("the level {} does not belong here", front.level.name());
        notes.mistake(&["level".into()], "level", cause, cure);
    }
    if let Some(asked) = front.interview.as_ref().filter(|_| is_asked) {
        of_asked(asked, notes);
    }
}

fn of_asked(asked: &Interview, notes: &mut Notes) {
    let points = asked.rubric.len();
    if !POINTS.contains(&points) {
        let cause = format!("the rubric has {points} points");
        let cure = "write three to six [[interview.rubric]]: what a good answer has";
        notes.mistake(&RUBRIC, "rubric", cause, cure);
    }
    for (number, point) in asked.rubric.iter().enumerate() {
        if point.point.trim().is_empty() {
            let path = [RUBRIC[0], RUBRIC[1], number.into(), "point".into()];
            let place = format!("rubric, point {}", number + 1);
            notes.mistake(&path, place, "the point is empty", "say it in words");
        }
    }
}

const RUBRIC: [Key; 2] = [Key::Name("interview"), Key::Name("rubric")];

/// The conditions of the points that a run shows, with where they stand.
pub(in crate::lesson) fn shown(
    front: &FrontMatter,
) -> impl Iterator<Item = ([Key<'static>; 4], String, &[Condition])> {
    let points = front.interview.iter().flat_map(|asked| &asked.rubric);
    points.enumerate().map(|(number, point)| {
        let path = [RUBRIC[0], RUBRIC[1], number.into(), "when".into()];
        let place = format!("rubric, point {}", number + 1);
        (path, place, point.when.as_slice())
    })
}

/// Takes off what ends every question: what is said when it has been answered, and what there is to read.
pub(in crate::lesson) fn take_ending(
    text: Text,
    prose: &mut Prose,
    by_name: bool,
) -> Result<[Section; 2], Vec<Mistake>> {
    let end = text.0.trim_end().len();
    let wrong =
        |at, place: &str, cause: &str, cure: &str| Err(vec![text.mistake(at, place, cause, cure)]);
    let from = prose.sections.len().saturating_sub(SECTIONS.len() + 1);
    let mut ending = prose.sections.split_off(from);
    let known = SECTIONS.iter().chain([&FURTHER_READING]);
    let ends = match by_name {
        true => known.eq(ending.iter().map(|section| &section.title)),
        false => ending.len() == SECTIONS.len() + 1,
    };
    if !ends {
        let titles = SECTIONS.map(|title| format!("## {title}")).join(", ");
        let cure = format!("end it with {titles} and ## {FURTHER_READING}, in this order");
        let cause = "a question does not end with its four sections";
        return wrong(end, "file", cause, &cure);
    }
    let reading = ending.pop().filter(|reading| reading.links > 0);
    let Some(reading) = reading else {
        let cure = "link to at least one page of AWS's documentation";
        return wrong(
            end,
            FURTHER_READING,
            "there is nothing to read further",
            cure,
        );
    };
    let words = words_in(&ending[0].html);
    if !SPOKEN.contains(&words) {
        let [least, most] = [SPOKEN.start(), SPOKEN.end()];
        let cause = format!("the strong answer has {words} words");
        let cure = format!("a minute of speech has {least} to {most}");
        return wrong(ending[0].at, SECTIONS[0], &cause, &cure);
    }
    let told = ending.iter().map(|section| {
        let Section { title, html, .. } = section;
        format!("<h2>{title}</h2>\n{html}")
    });
    let answers = Section {
        title: String::new(),
        at: ending[0].at,
        html: told.collect(),
        links: 0,
    };
    Ok([answers, reading])
}

/// What is wrong with the other figures: each stands somewhere.
pub(in crate::lesson) fn figures(lesson: &crate::lesson::Lesson, notes: &mut Notes) {
    let mut own = lesson.clone();
    let texts: Vec<String> = own.texts().into_iter().map(|text| text.clone()).collect();
    let others = lesson.interview().into_iter().flat_map(|one| &one.others);
    for (number, other) in others.enumerate() {
        for (at, [from, _]) in other.figures.iter().enumerate() {
            if !texts.iter().any(|text| has(text, from)) {
                let path = ["interview".into(), "other".into(), number.into()];
                let path: Vec<Key> = path
                    .into_iter()
                    .chain(["figures".into(), at.into()])
                    .collect();
                let place = format!("other figures {}", number + 1);
                let cause = format!("\"{from}\" stands nowhere in the question");
                notes.mistake(
                    &path,
                    place,
                    cause,
                    "name what stands in its words or lines",
                );
            }
        }
    }
}
