//! The list of lessons, `lessons/index.json`: what the page shows of each before it is opened.

use crate::lesson::{Area, Course, FrontMatter, Level};
use crate::sim::sort_by_number;
use serde::Serialize;
use serde_json::Value;

const FORMAT: &str = "failover-lab-lessons/1";
/// Before the names of a host's own lessons: their folder beside the list.
pub const OWN: &str = "own/";
/// Before the names of questions of the interview: their folder beside the lessons.
pub const INTERVIEW: &str = "interview/";

/// All lessons: first the path, then what stands beside it, each in its order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    format: String,
    pub lessons: Vec<Entry>,
    /// What lessons were translated into: each language, which is the name of its folder, and how it calls itself. As it stands in the file.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub languages: Value,
    /// What is wrong with entries that were left out, for people.
    #[serde(skip)]
    pub mistakes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Entry {
    /// The name of its file without `.md`; behind `own/` if it is a host's own
    pub id: String,
    /// What the lesson is called
    pub title: String,
    /// Its place in its course
    pub order: u32,
    /// How long it takes
    pub minutes: u32,
    /// Where it is listed
    pub course: Course,
    /// For whom it is
    pub level: Level,
    /// One sentence for each thing that a learner knows afterwards
    pub teaches: Vec<String>,
    /// Its first question, which the page shows until the lesson is done
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// What a question of the interview is about
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// Whether it is worked on, with the clock running, rather than talked about
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// The language of its words, if that is not English
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Index {
    /// The list of these lessons.
    pub fn of<'a>(lessons: impl IntoIterator<Item = (String, &'a FrontMatter)>) -> Index {
        let entries = lessons.into_iter();
        sorted(entries.map(|(id, front)| Entry::of(id, front)).collect())
    }

    /// Reads the list; the error is for people. An entry that is wrong costs itself alone. It is read by hand: derived readers
    /// would weigh several times as much in the page.
    pub fn parse(text: &str) -> Result<Index, String> {
        let text: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let lessons = text["lessons"].as_array();
        let Some(lessons) = lessons.filter(|_| text["format"] == FORMAT) else {
            return Err(format!("its format is not {FORMAT}"));
        };
        let mut list = sorted(Vec::new());
        for (place, lesson) in lessons.iter().enumerate() {
            match entry(lesson) {
                Ok(entry) if list.entry(&entry.id).is_none() => list.lessons.push(entry),
                Ok(entry) => list.leave_out(place, &entry.id, "it stands there twice"),
                Err(why) => {
                    let id = lesson["id"].as_str().unwrap_or_default();
                    list.leave_out(place, id, &why);
                }
            }
        }
        let mistakes = std::mem::take(&mut list.mistakes);
        let languages = text["languages"].clone();
        Ok(Index {
            mistakes,
            languages,
            ..sorted(list.lessons)
        })
    }

    fn leave_out(&mut self, place: usize, id: &str, why: &str) {
        let name = match id {
            "" => String::new(),
            id => format!(" (`{}`)", id.chars().take(80).collect::<String>()),
        };
        self.mistakes
            .push(format!("entry {}{name}: {why}", place + 1));
    }

    /// The same with a host's own lessons, each in its place by its order; what lies in a folder of its own stays there when a
    /// newer version of the page takes the place of this one.
    pub fn with_own(mut self, own: Result<Index, String>) -> Index {
        let own = own.unwrap_or_else(|why| Index {
            mistakes: vec![why],
            ..sorted(Vec::new())
        });
        let mistakes = own.mistakes.into_iter();
        self.mistakes
            .extend(mistakes.map(|one| format!("{OWN}index.json, {one}")));
        self.lessons
            .extend(own.lessons.into_iter().map(|entry| Entry {
                id: format!("{OWN}{}", entry.id),
                ..entry
            }));
        if !own.languages.is_null() {
            self.languages = own.languages;
        }
        Index {
            mistakes: self.mistakes,
            languages: self.languages,
            ..sorted(self.lessons)
        }
    }

    /// The same in the words of a language, of which this is the list: what that leaves out stays as it is.
    #[inline(never)]
    pub fn in_words_of(mut self, language: &str, words: Result<Index, String>) -> Index {
        let words = words.unwrap_or_else(|why| Index {
            mistakes: vec![why],
            ..sorted(Vec::new())
        });
        let mut mistakes = words.mistakes;
        for entry in words.lessons {
            let same = |one: &&mut Entry| one.id == entry.id;
            match self.lessons.iter_mut().find(same) {
                Some(one) => {
                    one.title = entry.title;
                    one.teaches = entry.teaches;
                    one.asks = entry.asks;
                    one.language = Some(language.to_owned());
                }
                None => mistakes.push(format!("`{}` translates no lesson of the list", entry.id)),
            }
        }
        let mistakes = mistakes.into_iter();
        self.mistakes
            .extend(mistakes.map(|one| format!("{language}: {one}")));
        self
    }

    /// A host's own list with this entry in it, in the place of what bears its name there: a list of its own, as its folder holds it.
    pub fn own_with(&self, entry: Entry) -> Index {
        let stand = self.lessons.iter().filter_map(|one| {
            let id = one.id.strip_prefix(OWN).filter(|id| *id != entry.id)?;
            Some(Entry {
                id: id.to_owned(),
                ..one.clone()
            })
        });
        sorted(stand.chain([entry.clone()]).collect())
    }

    /// As it stands in the file.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The lessons of a part of the course, in order.
    pub fn of_course(&self, course: Course) -> impl Iterator<Item = &Entry> {
        self.lessons
            .iter()
            .filter(move |entry| entry.course == course)
    }

    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.lessons.iter().find(|entry| entry.id == id)
    }
}

impl Entry {
    /// What the list says of a lesson.
    pub fn of(id: String, front: &FrontMatter) -> Entry {
        Entry {
            id,
            title: front.title.clone(),
            order: front.order,
            minutes: front.minutes,
            course: front.course,
            level: front.level,
            teaches: front.teaches.clone(),
            asks: first_question(front),
            area: front.interview.as_ref().map(|asked| asked.area),
            live: front.course == Course::Interview && !front.steps.is_empty(),
            language: front.language.clone(),
        }
    }
}

/// An entry, or which of its fields is wrong.
fn entry(lesson: &Value) -> Result<Entry, String> {
    let text = |key: &str| {
        let text = lesson[key].as_str().filter(|text| !text.is_empty());
        text.ok_or_else(|| format!("`{key}` is missing, or is no text"))
    };
    let number = |key: &str| {
        let number = lesson[key].as_u64();
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| format!("`{key}` is missing, or is no whole number"))
    };
    let id = text("id")?;
    if !is_file_name(id) {
        return Err("`id` must be the name of its file: letters, digits, `-` and `_`".to_owned());
    }
    let teaches = lesson["teaches"].as_array().into_iter().flatten();
    Ok(Entry {
        id: id.to_owned(),
        title: text("title")?.to_owned(),
        order: number("order")?,
        minutes: number("minutes")?,
        course: match text("course")? {
            "spine" => Course::Spine,
            "elective" => Course::Elective,
            "interview" => Course::Interview,
            "recap" => Course::Recap,
            _ => {
                return Err(
                    "`course` must be `spine`, `elective`, `interview` or `recap`".to_owned(),
                );
            }
        },
        level: Level::parse(text("level")?).ok_or_else(|| LEVELS.to_owned())?,
        teaches: teaches
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        asks: text("asks").ok().map(str::to_owned),
        area: Area::parse(lesson["area"].as_str().unwrap_or_default()),
        live: lesson["live"] == true,
        language: text("language").ok().map(str::to_owned),
    })
}

const LEVELS: &str = "`level` must be `beginner`, `intermediate` or `advanced`; a question’s `junior`, `senior` or `staff`";

/// Whether this can be the name of a lesson's file, without its ending.
pub fn is_file_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=80).contains(&text.len()) && text.chars().all(plain)
}

/// The language of all that is not translated.
pub const ENGLISH: &str = "en";

/// Whether this can be a language, and the name of its folder: `de`, `pt-BR`.
pub fn is_language(text: &str) -> bool {
    text.split('-').next().map(str::len) == Some(2) && is_file_name(text)
}

/// Why this is no language, and what to write.
pub(super) fn not_a_language(text: &str) -> Option<(String, &'static str)> {
    let cause = || format!("\"{text}\" names no language");
    let cure = "write its two letters, as its folder is called: language = \"de\", or \"pt-BR\"";
    (!is_language(text)).then(|| (cause(), cure))
}

fn first_question(front: &FrontMatter) -> Option<String> {
    let mut questions = front.steps.iter().flat_map(|step| &step.predictions);
    questions.next().map(|one| one.question.clone())
}

fn sorted(mut lessons: Vec<Entry>) -> Index {
    // Of one order in the order in which they stand.
    sort_by_number(&mut lessons, |entry| {
        ((entry.course as i64) << 32) | i64::from(entry.order)
    });
    Index {
        format: FORMAT.to_owned(),
        lessons,
        languages: Value::Null,
        mistakes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, course: Course, order: u32) -> Entry {
        Entry {
            id: id.to_owned(),
            title: format!("Lesson {id}"),
            order,
            minutes: 9,
            course,
            level: Level::Beginner,
            teaches: Vec::new(),
            asks: None,
            area: None,
            live: false,
            language: None,
        }
    }

    #[test]
    fn the_path_comes_first_and_each_part_is_in_order() {
        let index = sorted(vec![
            entry("beside", Course::Elective, 1),
            entry("second", Course::Spine, 2),
            entry("first", Course::Spine, 1),
        ]);
        let ids: Vec<&str> = index.lessons.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["first", "second", "beside"]);
        assert_eq!(Index::parse(&index.to_text()), Ok(index));
    }

    #[test]
    fn a_page_in_the_place_of_the_list_is_told() {
        assert!(Index::parse("<!doctype html>").is_err());
        assert!(Index::parse(r#"{"format":"other","lessons":[]}"#).is_err());
        let text = sorted(vec![entry("first", Course::Spine, 1)]).to_text();
        for course in ["spine", "elective"] {
            let text = text.replace("spine", course);
            assert_eq!(Index::parse(&text).map(|index| index.to_text()), Ok(text));
        }
    }

    #[test]
    fn an_entry_that_is_wrong_costs_itself_alone_and_its_field_is_named() {
        let good = entry("good", Course::Spine, 1);
        let list = sorted(vec![good.clone(), entry("bad", Course::Spine, 2)]).to_text();
        let (before, bad) = list.split_at(list.find("\"bad\"").expect("it stands there"));
        for (from, to, told) in [
            ("\"bad\"", "\"../bad\"", "entry 2 (`../bad`): `id` must be"),
            ("\"bad\"", "7", "entry 2: `id` is missing, or is no text"),
            (
                "\"bad\"",
                "\"good\"",
                "entry 2 (`good`): it stands there twice",
            ),
            (
                "\"title\"",
                "\"titel\"",
                "entry 2 (`bad`): `title` is missing",
            ),
            (
                "9",
                "\"9\"",
                "entry 2 (`bad`): `minutes` is missing, or is no whole",
            ),
            ("spine", "beside", "entry 2 (`bad`): `course` must be"),
            ("beginner", "easy", "entry 2 (`bad`): `level` must be"),
        ] {
            let text = format!("{before}{}", bad.replacen(from, to, 1));
            let read = Index::parse(&text).expect("the rest can be read");
            assert_eq!(read.lessons, std::slice::from_ref(&good), "{told}");
            let [mistake] = read.mistakes.as_slice() else {
                panic!("{:?}", read.mistakes);
            };
            assert!(mistake.starts_with(told), "{mistake}");
        }
        let long = list.replace("\"bad\"", &format!("\"{}\"", "x".repeat(50_000)));
        let read = Index::parse(&long).expect("the rest can be read");
        assert!(read.mistakes[0].len() < 500, "{}", read.mistakes[0].len());
    }

    #[test]
    fn a_hosts_own_lessons_stand_among_the_others_in_their_order() {
        let list = || {
            sorted(vec![
                entry("a", Course::Spine, 1),
                entry("c", Course::Spine, 3),
            ])
        };
        let own = sorted(vec![
            entry("a", Course::Spine, 2),
            entry("d", Course::Elective, 1),
        ]);
        let both = list().with_own(Ok(own));
        let ids: Vec<&str> = both.lessons.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["a", "own/a", "c", "own/d"]);
        let without = list().with_own(Err("its format is not right".to_owned()));
        assert_eq!(without.lessons, list().lessons);
        assert_eq!(
            without.mistakes,
            ["own/index.json, its format is not right"]
        );
    }
}
