//! Reading a lesson's file: what can be told wrong without running anything.

use crate::lesson::mistake::{Mistake, Text, causes_first, did_you_mean};
use crate::lesson::places::Places;
use crate::lesson::prose::{self, Prose, Section};
use crate::lesson::{Course, FrontMatter, Lesson, LessonStep, Step, interview, recap};
use crate::lesson::{code, rules};

/// No lesson is longer.
pub const LESSON_BYTES_MAX: usize = 256 * 1024;

const FENCE: &str = "+++";
const GUIDE: &str = "lessons/README.md";
const DEBRIEF: &str = "Debrief";
pub(super) const FURTHER_READING: &str = "Further reading";

/// Reads a lesson, or tells all that is wrong with it as far as can be told without a run.
pub fn read(text: &str) -> Result<Lesson, Vec<Mistake>> {
    let (lesson, mistakes) = read_with_places(text).map_err(causes_first)?;
    match mistakes.is_empty() {
        true => Ok(lesson),
        false => Err(causes_first(mistakes)),
    }
}

/// The same, but a lesson that can be understood comes with its mistakes.
fn read_with_places(text: &str) -> Result<(Lesson, Vec<Mistake>), Vec<Mistake>> {
    let (front_text, front_at, prose_at) = cut(text).map_err(|mistake| vec![mistake])?;
    let text = Text(text);
    let mut prose = prose::read(text, prose_at);
    let front: Result<FrontMatter, toml::de::Error> = toml::from_str(front_text);
    let front = match front {
        Ok(front) => front,
        Err(error) => {
            let mut mistakes = vec![in_toml(text, front_at, &error)];
            mistakes.append(&mut prose.mistakes);
            let by_name = !front_text.lines().any(|line| line.starts_with("language"));
            let endings = take_endings(text, &mut prose, by_name);
            mistakes.extend(endings.err().into_iter().flatten());
            return Err(mistakes);
        }
    };
    let places = Places::new(front_text, front_at);
    let mut mistakes = rules::mistakes(text, &places, &front);
    mistakes.append(&mut prose.mistakes);
    let by_name = front.language.is_none();
    let ending = match front.course {
        Course::Spine | Course::Elective => take_endings(text, &mut prose, by_name),
        Course::Interview => interview::rules::take_ending(text, &mut prose, by_name),
        Course::Recap => recap::no_ending(text, &prose),
    };
    let endings = match ending {
        Ok(endings) => endings,
        Err(missing) => {
            mistakes.extend(missing);
            return Err(mistakes);
        }
    };
    mistakes.extend(sections_of_steps(text, &places, &front, &prose));
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    let [debrief, further_reading] = endings;
    let steps = prose
        .sections
        .into_iter()
        .map(|section| with_step(section, &front));
    Ok((
        Lesson {
            steps: steps.collect(),
            front,
            introduction: prose.introduction.html,
            debrief: debrief.html,
            further_reading: further_reading.html,
        },
        mistakes,
    ))
}

fn with_step(section: Section, front: &FrontMatter) -> LessonStep {
    let step = front
        .steps
        .iter()
        .find(|step| step.section == section.title);
    LessonStep {
        step: step.cloned().unwrap_or_else(|| Step {
            section: section.title.clone(),
            ..Step::default()
        }),
        title: section.title,
        html: section.html,
    }
}

/// The front matter, where it begins, and where the prose does.
pub(super) fn cut(text: &str) -> Result<(&str, usize, usize), Mistake> {
    if text.len() > LESSON_BYTES_MAX {
        let cause = format!("{} bytes are too many for a lesson", text.len());
        let cure = format!("at most {LESSON_BYTES_MAX}; cut it in two");
        return Err(Text("").mistake(0, "file", cause, cure));
    }
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let mut opened = None;
    for line in text[start..].split_inclusive('\n') {
        match opened {
            None if line.trim_end() == FENCE => opened = Some(at + line.len()),
            None => {
                let cure = format!(
                    "begin the file with a line of {FENCE}, then the front matter; see {GUIDE}"
                );
                let cause = "a lesson begins with its front matter";
                return Err(Text(text).mistake(at, "file", cause, cure));
            }
            Some(from) if line.trim_end() == FENCE => {
                return Ok((&text[from..at], from, at + line.len()));
            }
            Some(_) => {}
        }
        at += line.len();
    }
    let (cause, cure) = match opened {
        Some(_) => (
            "the front matter has no end",
            format!("close it with a line of {FENCE}"),
        ),
        None => (
            "the file is empty",
            format!("{GUIDE} holds a complete small lesson to begin with"),
        ),
    };
    Err(Text(text).mistake(at, "file", cause, cure))
}

/// What the TOML reader complains about.
pub(super) fn in_toml(text: Text, offset: usize, error: &toml::de::Error) -> Mistake {
    let message = in_plain_words(error.message().trim());
    let mut named = code::spans(&message);
    let written = named.next().unwrap_or_default();
    let cure = if message.starts_with("missing field") {
        format!("add it; {GUIDE} tells what each key means")
    } else if message.starts_with("unknown field") || message.starts_with("unknown variant") {
        did_you_mean(
            written,
            &named.collect::<Vec<&str>>(),
            "take one of those that are expected",
        )
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        format!("write it as {GUIDE} shows")
    } else {
        "each line is a key, one = and a value; transcripts stand between '''".to_owned()
    };
    let at = error.span().map_or(0, |span| span.start);
    text.mistake(offset + at, "front matter", message.clone(), cure)
}

/// What is expected, as an author calls it.
fn in_plain_words(message: &str) -> String {
    const CALLED: [(&str, &str); 12] = [
        ("u8", "a whole number, 0 or more"),
        ("u32", "a whole number, 0 or more"),
        ("u64", "a whole number, 0 or more"),
        ("i64", "a whole number"),
        ("f64", "a number"),
        ("a boolean", "true or false"),
        ("a string", "words between quotes"),
        ("a borrowed string", "words between quotes"),
        ("a sequence", "a list, as [\"one\", \"another\"]"),
        ("a map", "a table, as { key = value }"),
        ("string or map", "a word, or a table as { key = value }"),
        (
            "wanted string or table",
            "a word, or a table as { key = value }",
        ),
    ];
    let Some((before, expected)) = message.rsplit_once("expected ") else {
        return message.to_owned();
    };
    let words = match CALLED.iter().find(|(name, _)| *name == expected) {
        Some((_, words)) => words,
        None if expected.starts_with("struct ") || expected.starts_with("enum ") => {
            "a table, as { key = value }"
        }
        None => expected,
    };
    format!("{before}expected {words}")
}

/// Takes the two sections off that end every lesson. In another language than English they are known by their place alone.
fn take_endings(
    text: Text,
    prose: &mut Prose,
    by_name: bool,
) -> Result<[Section; 2], Vec<Mistake>> {
    let end = text.0.trim_end().len();
    let mut missing = Vec::new();
    let ends_with = |prose: &Prose, title| {
        let last = prose.sections.last();
        last.is_some_and(|section| !by_name || section.title == title)
    };
    if !ends_with(prose, FURTHER_READING) {
        missing.push(text.mistake(
            end,
            "file",
            format!("the file ends before its last section, ## {FURTHER_READING}"),
            format!("end it with ## {DEBRIEF} and ## {FURTHER_READING}"),
        ));
        return Err(missing);
    }
    let further_reading = prose.sections.pop();
    if !ends_with(prose, DEBRIEF) {
        let at = further_reading.as_ref().map_or(end, |section| section.at);
        missing.push(text.mistake(
            at,
            "file",
            format!("there is no ## {DEBRIEF} before ## {FURTHER_READING}"),
            "say in a few sentences what the run has shown",
        ));
        return Err(missing);
    }
    match (prose.sections.pop(), further_reading) {
        (Some(debrief), Some(reading)) if reading.links > 0 => Ok([debrief, reading]),
        (_, reading) => Err(vec![text.mistake(
            reading.map_or(end, |section| section.at),
            FURTHER_READING,
            "there is nothing to read further",
            "link to at least one page of AWS's documentation",
        )]),
    }
}

/// Steps and sections agree: each step has its section, in the same order, and no section stands twice or is empty.
fn sections_of_steps(
    text: Text,
    places: &Places,
    front: &FrontMatter,
    prose: &Prose,
) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let place_of = |title: &str| {
        prose
            .sections
            .iter()
            .position(|section| section.title == title)
    };
    let mut last = None;
    for (number, step) in front.steps.iter().enumerate() {
        let at = places.of(&["step".into(), number.into(), "section".into()]);
        let place = format!("step {}", number + 1);
        let found = place_of(&step.section);
        if found.is_none() {
            let titles: Vec<&str> = prose.sections.iter().map(|s| s.title.as_str()).collect();
            mistakes.push(text.mistake(
                at.start,
                place,
                format!("no section of the prose is called \"{}\"", step.section),
                did_you_mean(
                    &step.section,
                    &titles,
                    &format!("name one of: {}", titles.join(", ")),
                ),
            ));
        } else if found <= last {
            mistakes.push(text.mistake(
                at.start,
                place,
                "the steps stand in another order than their sections, or twice",
                "write one [[step]] for a section, in the order of the prose",
            ));
        }
        last = found.or(last);
    }
    for (number, section) in prose.sections.iter().enumerate() {
        let place = format!("section \"{}\"", section.title);
        if place_of(&section.title) != Some(number) {
            mistakes.push(text.mistake(
                section.at,
                place,
                "two sections have the same heading",
                "give each a heading of its own",
            ));
        } else if section.html.trim().is_empty() {
            mistakes.push(text.mistake(
                section.at,
                place,
                "the section is empty",
                "say what there is to see or to do",
            ));
        }
    }
    if prose.sections.is_empty() && front.course != Course::Interview {
        mistakes.push(text.mistake(
            prose.introduction.at,
            "file",
            "the lesson has no step",
            format!("write at least one ## section before ## {DEBRIEF}"),
        ));
    }
    mistakes
}
