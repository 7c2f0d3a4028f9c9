//! Guides: what a teacher who holds a lesson should know beforehand. They are prose alone, in sections that are always the same.

use crate::lesson::index::not_a_language;
use crate::lesson::is_file_name;
use crate::lesson::mistake::{Mistake, Text};
use crate::lesson::prose::{self, Prose};
use crate::lesson::read::{cut, in_toml};
use serde::Deserialize;

/// The sections of a guide, in their order.
pub const GUIDE_SECTIONS: [&str; 6] = [
    "What they get wrong",
    "Ask before",
    "Ask after",
    "Timing",
    "In five minutes",
    "In twenty minutes",
];

/// The key by which the file of a guide is told from a lesson's.
const KEY: &str = "lesson";

/// A teacher's guide: its prose is HTML that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The lesson that it is for, by the name of its file.
    pub lesson: String,
    /// Of its words, if that is not English.
    pub language: Option<String>,
    pub html: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    lesson: String,
    /// Of its words, if that is not English.
    language: Option<String>,
}

/// Whether a text begins as a guide does: its front matter names the lesson that it is for.
pub fn is_guide(text: &str) -> bool {
    let Ok((front, ..)) = cut(text) else {
        return false;
    };
    let keys = front.lines().map_while(|line| {
        let key = line.split(['=', '#']).next().unwrap_or_default().trim();
        (!key.starts_with('[')).then_some(key)
    });
    keys.take(2).any(|key| key == KEY)
}

/// Reads a guide, or tells all that is wrong with it.
pub fn read_guide(text: &str) -> Result<Guide, Vec<Mistake>> {
    let (front_text, front_at, prose_at) = cut(text).map_err(|mistake| vec![mistake])?;
    let text = Text(text);
    let prose = prose::read(text, prose_at);
    let front: Result<Front, toml::de::Error> = toml::from_str(front_text);
    let mut mistakes = match &front {
        Err(error) => vec![in_toml(text, front_at, error)],
        Ok(front) if !is_file_name(&front.lesson) => vec![text.mistake(
            front_at,
            "lesson",
            format!("\"{}\" is no name of a lesson", front.lesson),
            "name the lesson's file without its ending: lesson = \"01-multi-az\"",
        )],
        Ok(_) => Vec::new(),
    };
    let language = front.as_ref().ok().and_then(|it| it.language.as_deref());
    mistakes.extend(of_sections(text, &prose, language.is_none()));
    mistakes.extend(language.and_then(|language| {
        let (cause, cure) = not_a_language(language)?;
        Some(text.mistake(front_at, "language", cause, cure))
    }));
    let told = prose.sections.iter();
    let told = told.map(|section| format!("<h2>{}</h2>\n{}", section.title, section.html));
    let mut html: String = told.collect();
    if let Some(language) = language {
        html = format!("<div lang=\"{language}\">\n{html}</div>\n");
    }
    mistakes.extend(prose.mistakes);
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    match front {
        Ok(Front { lesson, language }) if mistakes.is_empty() => Ok(Guide {
            lesson,
            language,
            html,
        }),
        Ok(_) | Err(_) => Err(mistakes),
    }
}

/// What is wrong with its sections: each stands there once, in order, and says something; and nothing stands before them. In another
/// language than English a section is known by its place alone.
fn of_sections(text: Text, prose: &Prose, by_name: bool) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let headings = GUIDE_SECTIONS.map(|title| format!("## {title}")).join(", ");
    if !prose.introduction.html.trim().is_empty() {
        mistakes.push(text.mistake(
            prose.introduction.at,
            "introduction",
            "words stand before the first section of the guide",
            format!("begin it with ## {}", GUIDE_SECTIONS[0]),
        ));
    }
    let mut last = None;
    for (place, section) in prose.sections.iter().enumerate() {
        let is_it = |(at, title): (usize, &&str)| match by_name {
            true => *title == section.title,
            false => at == place,
        };
        let known = GUIDE_SECTIONS.iter().enumerate().position(is_it);
        let (cause, cure) = match known {
            None => ("a guide has no such section", format!("it has {headings}")),
            Some(_) if known <= last => (
                "the section stands there twice, or out of order",
                format!("write {headings}, in this order"),
            ),
            Some(_) if section.html.trim().is_empty() => (
                "the section is empty",
                "say what a teacher should know".to_owned(),
            ),
            Some(_) => {
                last = known;
                continue;
            }
        };
        last = known.max(last);
        let place = format!("section \"{}\"", section.title);
        mistakes.push(text.mistake(section.at, place, cause, cure));
    }
    let end = text.0.trim_end().len();
    for (place, title) in GUIDE_SECTIONS.iter().enumerate() {
        let is_there = match by_name {
            true => prose.sections.iter().any(|section| section.title == *title),
            false => place < prose.sections.len(),
        };
        if is_there {
            continue;
        }
        // It is missed where the next one begins.
        let behind = GUIDE_SECTIONS.get(place + 1..).unwrap_or_default();
        let next = prose.sections.iter();
        let next = next.clone().find(|one| behind.contains(&&*one.title));
        mistakes.push(text.mistake(
            next.map_or(end, |section| section.at),
            "file",
            format!("the guide has no ## {title}"),
            format!("write {headings}, in this order"),
        ));
    }
    mistakes
}
