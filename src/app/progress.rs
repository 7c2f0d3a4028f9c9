//! What a learner has done, as this browser keeps it and as a file carries it to another.
//!
//! It deliberately lacks the transcript of the sandbox: that is kept apart, as it was before there were lessons.

use crate::lesson::GameLevel;
use crate::sim::sort_by_number;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

const FORMAT: &str = "failover-lab-progress/1";
/// Each place carries its transcript, and a browser keeps only so much: the oldest goes.
const PLACES_MAX: usize = 20;
/// More lines of the record than anybody adds in years.
const ANSWERS_MAX: usize = 5_000;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Progress {
    format: String,
    /// The lessons that are done, by id.
    pub lessons: BTreeMap<String, Predicted>,
    /// The best score of each level, by its name.
    #[serde(serialize_with = "by_name")]
    pub games: Vec<(String, Best)>,
    /// Where to continue, the latest first.
    pub places: Vec<Place>,
    /// The record, a line for each time, oldest first: what was answered in interviews and recaps, the codes that prove what was won, the
    /// names that were signed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// The language in which lessons are read; empty for English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Whether something was finished last, so that what comes next leads on, not what was left.
    pub finished: bool,
}

/// How many predictions of a lesson were right, of those that were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Predicted {
    pub right: u32,
    pub asked: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Best {
    pub score: u32,
    pub seed: String,
}

/// Somewhere to continue.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Place {
    /// The fragment of its route.
    pub route: String,
    pub title: String,
    /// How far it has come, in a few words: "step 2 of 4".
    pub note: String,
    /// The transcript so far. That of the sandbox is kept apart.
    pub run: String,
    /// What else it needs.
    pub extra: Value,
}

impl Default for Progress {
    fn default() -> Progress {
        Progress {
            format: FORMAT.to_owned(),
            lessons: BTreeMap::new(),
            games: Vec::new(),
            places: Vec::new(),
            answers: Vec::new(),
            language: String::new(),
            finished: false,
        }
    }
}

/// A list of names and values as an object. There are few: a map of their own would weigh more in the page.
fn by_name<S: serde::Serializer>(games: &[(String, Best)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(games.iter().map(|(name, best)| (name, best)))
}

impl Progress {
    /// Reads what was kept or exported; the error is for people. It is read by hand: derived readers would weigh several
    /// times as much in the page.
    pub fn parse(text: &str) -> Result<Progress, String> {
        let kept: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if kept["format"] != FORMAT {
            return Err(format!("its format is not {FORMAT}"));
        }
        let incomplete = |what: &str| format!("one of its {what} is not complete");
        let mut progress = Progress::default();
        for (id, lesson) in kept["lessons"].as_object().into_iter().flatten() {
            let right = number(lesson, "right").ok_or_else(|| incomplete("lessons"))?;
            let asked = number(lesson, "asked").ok_or_else(|| incomplete("lessons"))?;
            progress
                .lessons
                .insert(id.clone(), Predicted { right, asked });
        }
        for (level, best) in kept["games"].as_object().into_iter().flatten() {
            let score = number(best, "score").ok_or_else(|| incomplete("scores"))?;
            let seed = text_of(best, "seed");
            progress.record_game(level, Best { score, seed });
        }
        let places = kept["places"].as_array().into_iter().flatten();
        progress.places = places
            .map(Place::read)
            .filter(|place| !place.route.is_empty())
            .take(PLACES_MAX)
            .collect();
        let answers = kept["answers"].as_array().into_iter().flatten();
        let answers = answers.filter_map(|line| line.as_str().map(str::to_owned));
        let mut answers: Vec<String> = answers.collect();
        progress.answers = answers.split_off(answers.len().saturating_sub(ANSWERS_MAX));
        progress.language = text_of(&kept, "language");
        progress.finished = kept["finished"] == true;
        Ok(progress)
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether there is nothing in it yet.
    pub fn is_empty(&self) -> bool {
        *self == Progress::default()
    }

    pub fn record_lesson(&mut self, id: &str, new: Predicted) {
        let best = self.lessons.entry(id.to_owned()).or_insert(new);
        if new.is_better_than(best) {
            *best = new;
        }
    }

    pub fn record_game(&mut self, level: &str, new: Best) {
        match self.games.iter_mut().find(|(name, _)| name == level) {
            Some((_, best)) if best.score >= new.score => {}
            Some((_, best)) => *best = new,
            None => self.games.push((level.to_owned(), new)),
        }
    }

    /// Takes in what another browser knew, and keeps the better of both.
    pub fn merge(&mut self, mut other: Progress) {
        let places = std::mem::take(&mut other.places);
        self.merge_done(other);
        for place in places {
            if self.places.len() < PLACES_MAX && self.place(&place.route).is_none() {
                self.places.push(place);
            }
        }
    }

    /// Takes in what other tabs of this browser stored since this one kept `before`. What this tab left or finished since
    /// then is its own; all else stands as it is stored.
    pub fn merge_tab(&mut self, before: &Progress, mut stored: Progress) {
        let theirs = std::mem::take(&mut stored.places);
        if self.language == before.language {
            self.language = std::mem::take(&mut stored.language);
        }
        self.merge_done(stored);
        let is_forgotten = |place: &Place| {
            before.place(&place.route).is_some() && self.place(&place.route).is_none()
        };
        let is_new = |place: &&Place| before.place(&place.route) != Some(*place);
        let mut places: Vec<Place> = self.places.iter().filter(is_new).cloned().collect();
        for place in theirs {
            if !is_forgotten(&place) && places.iter().all(|own| own.route != place.route) {
                places.push(place);
            }
        }
        places.truncate(PLACES_MAX);
        self.places = places;
    }

    fn merge_done(&mut self, other: Progress) {
        for (id, predicted) in other.lessons {
            self.record_lesson(&id, predicted);
        }
        for (level, best) in other.games {
            self.record_game(&level, best);
        }
        self.merge_answers(other.answers);
    }

    /// Each line begins with its time. What is kept is most often what is known, or its beginning.
    fn merge_answers(&mut self, others: Vec<String>) {
        if self.answers.starts_with(&others) {
            return;
        }
        // A set of them would weigh more in the page than it saves here.
        for line in others {
            if !self.answers.contains(&line) {
                self.answers.push(line);
            }
        }
        sort_by_number(&mut self.answers, |line| {
            let time = line.split(' ').next();
            time.and_then(|time| time.parse().ok()).unwrap_or_default()
        });
    }

    /// Puts a place first; what was kept of the same route goes.
    pub fn remember(&mut self, place: Place) {
        self.forget_place(&place.route);
        self.places.insert(0, place);
        self.places.truncate(PLACES_MAX);
        self.finished = false;
    }

    pub fn forget_place(&mut self, route: &str) {
        self.places.retain(|place| place.route != route);
    }

    pub fn place(&self, route: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.route == route)
    }

    /// Right predictions, and all that were made.
    pub fn predicted(&self) -> Predicted {
        let all = self.lessons.values();
        all.fold(Predicted::default(), |sum, one| Predicted {
            right: sum.right.saturating_add(one.right),
            asked: sum.asked.saturating_add(one.asked),
        })
    }

    pub fn best(&self, level: GameLevel) -> Option<&Best> {
        let mut games = self.games.iter();
        games
            .find(|(name, _)| name == level.name())
            .map(|(_, best)| best)
    }
}

impl Predicted {
    /// More right ones; or as many of fewer.
    fn is_better_than(&self, other: &Predicted) -> bool {
        (self.right, other.asked) > (other.right, self.asked)
    }
}

fn number(of: &Value, key: &str) -> Option<u32> {
    of[key].as_u64().and_then(|number| number.try_into().ok())
}

fn text_of(of: &Value, key: &str) -> String {
    of[key].as_str().unwrap_or_default().to_owned()
}

impl Place {
    fn read(kept: &Value) -> Place {
        Place {
            route: text_of(kept, "route"),
            title: text_of(kept, "title"),
            note: text_of(kept, "note"),
            run: text_of(kept, "run"),
            extra: kept["extra"].clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(route: &str, title: &str) -> Place {
        Place {
            route: route.to_owned(),
            title: title.to_owned(),
            ..Place::default()
        }
    }

    fn titles(progress: &Progress) -> Vec<&str> {
        let places = progress.places.iter();
        places.map(|place| place.title.as_str()).collect()
    }

    #[test]
    fn the_better_of_both_stays() {
        let mut here = Progress::default();
        here.record_lesson("01", Predicted { right: 1, asked: 3 });
        here.record_lesson("01", Predicted { right: 0, asked: 3 });
        here.record_game("shift", best(70, "KYIV"));
        here.remember(place("/sandbox", "mine"));
        let mut there = Progress::default();
        there.record_lesson("01", Predicted { right: 2, asked: 3 });
        there.record_lesson("02", Predicted { right: 0, asked: 1 });
        there.record_game("shift", best(60, "OSLO"));
        there.record_game("storm", best(20, "LIMA"));
        there.remember(place("/sandbox", "theirs"));
        there.remember(place("/lesson/03", "their lesson"));
        here.merge(there);
        assert_eq!(here.predicted(), Predicted { right: 2, asked: 4 });
        assert_eq!(here.best(GameLevel::Shift), Some(&best(70, "KYIV")));
        assert_eq!(here.best(GameLevel::Storm), Some(&best(20, "LIMA")));
        assert_eq!(titles(&here), ["mine", "their lesson"]);
    }

    fn best(score: u32, seed: &str) -> Best {
        Best {
            score,
            seed: seed.to_owned(),
        }
    }

    #[test]
    fn there_is_one_place_of_a_route_and_the_latest_comes_first() {
        let mut progress = Progress::default();
        progress.remember(place("/lesson/01", "one"));
        progress.remember(place("/sandbox", "sandbox"));
        progress.remember(place("/lesson/02", "two"));
        assert_eq!(titles(&progress), ["two", "sandbox", "one"]);
        progress.remember(place("/lesson/01", "one again"));
        assert_eq!(titles(&progress), ["one again", "two", "sandbox"]);
        progress.forget_place("/lesson/02");
        assert_eq!(titles(&progress), ["one again", "sandbox"]);
        assert_eq!(Progress::parse(&progress.to_text()), Ok(progress));
    }

    #[test]
    fn of_too_many_answers_the_newest_stay() {
        let mut progress = Progress::default();
        let lines = (0..=ANSWERS_MAX).map(|at| format!("{at} x sure had 111"));
        progress.answers = lines.collect();
        let read = Progress::parse(&progress.to_text()).expect("it was written by itself");
        assert_eq!(read.answers, progress.answers[1..]);
        let mut other = read.clone();
        other.merge(progress.clone());
        assert_eq!(other.answers, progress.answers);
    }

    #[test]
    fn the_oldest_place_goes_when_there_are_too_many() {
        let mut progress = Progress::default();
        for number in 0..=PLACES_MAX {
            progress.remember(place(&format!("/lesson/{number}"), "one"));
        }
        assert_eq!(progress.places.len(), PLACES_MAX);
        assert!(progress.place("/lesson/0").is_none());
        assert!(progress.place("/lesson/1").is_some());
    }

    #[test]
    fn tabs_keep_what_the_others_left() {
        let mut before = Progress::default();
        before.remember(place("/lesson/won", "won here"));
        before.remember(place("/lesson/lost", "won there"));
        before.remember(place("/sandbox", "as it was"));
        let mut here = before.clone();
        here.forget_place("/lesson/won");
        here.remember(place("/lesson/03", "here"));
        let mut stored = before.clone();
        stored.forget_place("/lesson/lost");
        stored.remember(place("/lesson/04", "there"));
        stored.remember(place("/sandbox", "newer"));
        here.merge_tab(&before, stored);
        assert_eq!(titles(&here), ["here", "newer", "there"]);
    }

    #[test]
    fn the_language_is_that_of_whoever_chose_it_last() {
        let german = Progress {
            language: "de".to_owned(),
            ..Progress::default()
        };
        assert_eq!(Progress::parse(&german.to_text()), Ok(german.clone()));
        assert!(!Progress::default().to_text().contains("language"));
        let before = Progress::default();
        // Another tab has chosen, this one, or this one back to English.
        for (before, here, stored, then) in [
            (&before, &before, &german, "de"),
            (&before, &german, &before, "de"),
            (&german, &before, &german, ""),
        ] {
            let mut here = here.clone();
            here.merge_tab(before, stored.clone());
            assert_eq!(here.language, then);
        }
    }

    #[test]
    fn what_is_no_progress_is_refused() {
        for text in [
            "",
            "{}",
            "[1]",
            r#"{"format":"failover-lab-progress/9"}"#,
            r#"{"format":"failover-lab-progress/1","lessons":{"a":{"right":-1,"asked":1}}}"#,
        ] {
            assert!(Progress::parse(text).is_err(), "{text}");
        }
        let newer = r#"{"format":"failover-lab-progress/1","badges":3}"#;
        assert_eq!(Progress::parse(newer), Ok(Progress::default()));
    }
}
