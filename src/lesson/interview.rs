//! Questions of an interview: lessons that are asked and answered in words, with a run that shows the answer.

pub(super) mod rules;

use crate::lesson::{Condition, Course, Lesson, LessonStep, Moment};
use serde::{Deserialize, Serialize};

/// The sections that end a question's prose, before what there is to read: they are its debrief.
pub(super) const SECTIONS: [&str; 3] = ["A strong answer", "A weak answer", "Follow-ups"];

/// How many words a strong answer has: a minute of speech, or little more.
pub(super) const SPOKEN: std::ops::RangeInclusive<usize> = 60..=190;

/// What makes a lesson a question of an interview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// What it is about
    pub area: Area,
    /// The lesson that teaches it, by the name of its file
    pub lesson: String,
    /// What a good answer has, three to six points
    pub rubric: Vec<Point>,
    /// The same question in other figures
    #[serde(default, rename = "other")]
    pub others: Vec<Other>,
}

/// A point of the rubric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// What a good answer says or does
    pub point: String,
    /// How a run shows it; without it, whoever listens judges
    #[serde(default)]
    pub when: Vec<Condition>,
}

/// Other figures for the same question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// Pairs: what stands in the file, and what stands there now, in its words and lines alike
    pub figures: Vec<[String; 2]>,
}

/// What questions are about, as they are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    Goals,
    Availability,
    Backups,
    Corruption,
    Regions,
    Keys,
    Deletion,
    Connections,
    Operations,
    Monitoring,
    Design,
    Incidents,
}

impl Area {
    /// In the order in which the page lists them.
    pub const ALL: [Area; 12] = [
        Area::Goals,
        Area::Availability,
        Area::Backups,
        Area::Corruption,
        Area::Regions,
        Area::Keys,
        Area::Deletion,
        Area::Connections,
        Area::Operations,
        Area::Monitoring,
        Area::Design,
        Area::Incidents,
    ];

    pub fn parse(name: &str) -> Option<Area> {
        Area::ALL.into_iter().find(|area| area.name() == name)
    }

    /// As it is written in files.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Area::Goals => ("goals", "Backup and recovery, RTO and RPO"),
            Area::Availability => ("availability", "Multi-AZ, clusters, replicas"),
            Area::Backups => ("backups", "Snapshots and point-in-time recovery"),
            Area::Corruption => ("corruption", "Wrong data"),
            Area::Regions => ("regions", "Another Region"),
            Area::Keys => ("keys", "Encryption and keys"),
            Area::Deletion => ("deletion", "Deletion and attack"),
            Area::Connections => ("connections", "Proxies, DNS and pools"),
            Area::Operations => ("operations", "Maintenance and storage"),
            Area::Monitoring => ("monitoring", "Noticing"),
            Area::Design => ("design", "Cost and design"),
            Area::Incidents => ("incidents", "Incidents"),
        }
    }
}

impl Lesson {
    /// What makes it a question of an interview, if it is one.
    pub fn interview(&self) -> Option<&Interview> {
        let asked = self.front.interview.as_ref();
        asked.filter(|_| self.front.course == Course::Interview)
    }

    /// Which points of its rubric a run shows; nothing where whoever listens judges.
    pub fn marks(&self, moment: &Moment) -> Vec<Option<bool>> {
        let points = self.interview().into_iter().flat_map(|asked| &asked.rubric);
        let mark = |point: &Point| (!point.when.is_empty()).then(|| moment.all_hold(&point.when));
        points.map(mark).collect()
    }

    /// How many families of figures it has, its own among them.
    pub fn families(&self) -> usize {
        1 + self.interview().map_or(0, |asked| asked.others.len())
    }

    /// The same question in the figures of a family; 0 is its own.
    pub fn in_figures(&self, family: usize) -> Lesson {
        let mut lesson = self.clone();
        let others = self.interview().map_or(&[][..], |asked| &asked.others);
        let other = family.checked_sub(1).and_then(|place| others.get(place));
        if let Some(other) = other {
            for text in lesson.texts() {
                *text = exchanged(text, other.figures.iter());
            }
        }
        lesson
    }

    /// All words and lines in which figures may stand.
    fn texts(&mut self) -> Vec<&mut String> {
        let front = &mut self.front;
        let mut texts = vec![
            &mut front.title,
            &mut front.start,
            &mut front.solution,
            &mut self.introduction,
            &mut self.debrief,
        ];
        texts.extend(
            [&mut front.goals.rto, &mut front.goals.rpo]
                .into_iter()
                .flatten(),
        );
        texts.extend(front.teaches.iter_mut());
        for decoy in &mut front.decoys {
            texts.extend([&mut decoy.title, &mut decoy.lines, &mut decoy.why]);
        }
        let rubric = front.interview.iter_mut().flat_map(|one| &mut one.rubric);
        texts.extend(rubric.map(|point| &mut point.point));
        for LessonStep { title, html, step } in &mut self.steps {
            texts.extend([title, html]);
            texts.extend(step.hints.iter_mut());
            for action in &mut step.actions {
                texts.extend([&mut action.label, &mut action.line]);
            }
        }
        texts
    }
}

/// The words of a text without its markup.
pub(super) fn words_in(html: &str) -> usize {
    let parts = html.split('<');
    let plain = parts.map(|part| part.split_once('>').map_or(part, |(_, rest)| rest));
    plain.flat_map(str::split_whitespace).count()
}

/// A text with all pairs exchanged at once: what took the place of one is not looked at again.
fn exchanged<'a>(text: &str, pairs: impl Iterator<Item = &'a [String; 2]> + Clone) -> String {
    let mut rest = text;
    let mut done = String::with_capacity(text.len());
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        // No figure begins in the midst of a word.
        let inside = before.is_alphanumeric() && first.is_alphanumeric();
        let mut pairs = pairs.clone().filter(|_| !inside);
        let found = pairs.find_map(|[from, to]| Some((behind(rest, from)?, to)));
        rest = match found {
            Some((behind, to)) => {
                done.push_str(to);
                behind
            }
            None => {
                done.push(first);
                &rest[first.len_utf8()..]
            }
        };
        before = text[..text.len() - rest.len()]
            .chars()
            .next_back()
            .unwrap_or(before);
    }
    done
}

/// What stands behind these words, if a text begins with them and they end no word midway: where it breaks its lines counts for nothing.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text;
    for (place, word) in words.split_whitespace().enumerate() {
        let there = rest.trim_start();
        if place > 0 && there.len() == rest.len() {
            return None;
        }
        rest = if place > 0 { there } else { rest }.strip_prefix(word)?;
    }
    let in_word = !words.ends_with(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let ends = !(in_word && rest.starts_with(char::is_alphanumeric));
    (rest.len() < text.len() && ends).then_some(rest)
}

/// Whether these words stand in a text.
pub(super) fn has(text: &str, words: &str) -> bool {
    let mut places = text.char_indices();
    places.any(|(place, _)| behind(&text[place..], words).is_some())
}
