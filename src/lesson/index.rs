//! The list of lessons, `lessons/index.json`: what the page shows of each before it is opened.

use crate::lesson::{Course, FrontMatter, Level};
use crate::sim::sort_by_number;
use serde::Serialize;
use serde_json::Value;

const FORMAT: &str = "failover-lab-lessons/1";

/// All lessons: first the path, then what stands beside it, each in its order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    format: String,
    pub lessons: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The name of its file without `.md`
    pub id: String,
    pub title: String,
    pub order: u32,
    pub minutes: u32,
    pub course: Course,
    pub level: Level,
    pub teaches: Vec<String>,
    /// Its first question, which the page shows until the lesson is done
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
}

impl Index {
    /// The list of these lessons.
    pub fn of<'a>(lessons: impl IntoIterator<Item = (String, &'a FrontMatter)>) -> Index {
        let entries = lessons.into_iter().map(|(id, front)| Entry {
            id,
            title: front.title.clone(),
            order: front.order,
            minutes: front.minutes,
            course: front.course,
            level: front.level,
            teaches: front.teaches.clone(),
            asks: first_question(front),
        });
        sorted(entries.collect())
    }

    /// Reads the list; the error is for people. It is read by hand: derived readers would weigh several times as much in
    /// the page.
    pub fn parse(text: &str) -> Result<Index, String> {
        let list: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let lessons = list["lessons"].as_array();
        let Some(lessons) = lessons.filter(|_| list["format"] == FORMAT) else {
            return Err(format!("its format is not {FORMAT}"));
        };
        let read = |(place, lesson)| {
            entry(lesson).ok_or_else(|| format!("its lesson {} is not complete", place + 1))
        };
        let entries: Result<Vec<Entry>, String> = lessons.iter().enumerate().map(read).collect();
        Ok(sorted(entries?))
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

fn entry(lesson: &Value) -> Option<Entry> {
    let text = |key: &str| lesson[key].as_str().map(str::to_owned);
    let number = |key: &str| {
        lesson[key]
            .as_u64()
            .and_then(|number| number.try_into().ok())
    };
    let teaches = lesson["teaches"].as_array().into_iter().flatten();
    Some(Entry {
        id: text("id")?,
        title: text("title")?,
        order: number("order")?,
        minutes: number("minutes")?,
        course: match lesson["course"].as_str()? {
            "spine" => Course::Spine,
            "elective" => Course::Elective,
            _ => return None,
        },
        level: match lesson["level"].as_str()? {
            "beginner" => Level::Beginner,
            "intermediate" => Level::Intermediate,
            "advanced" => Level::Advanced,
            _ => return None,
        },
        teaches: teaches
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        asks: text("asks"),
    })
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
        let cut = text.replace("\"title\"", "\"titel\"");
        assert_eq!(
            Index::parse(&cut),
            Err("its lesson 1 is not complete".to_owned())
        );
        for course in ["spine", "elective"] {
            let text = text.replace("spine", course);
            assert_eq!(Index::parse(&text).map(|index| index.to_text()), Ok(text));
        }
    }
}
