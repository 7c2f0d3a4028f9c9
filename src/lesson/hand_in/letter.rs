//! What a code holds, as lines of text: a key, and what it says; then the learner's own lines.

use crate::language::is_seed;
use crate::lesson::hand_in::task::{NAME_MAX, SETTINGS_MAX, Task, What, seed_of};
use crate::lesson::{Condition, FrontMatter, GameLevel, Level, is_file_name, words};
use crate::sim::Digest;

/// What a learner handed in. All of it is what they say themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    pub name: String,
    pub task: Task,
    pub work: Work,
    /// Real time from the first sight to the handing in.
    pub seconds: u64,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// On the stage: a lesson, or a game day.
    Run {
        /// Of the lesson as it was played; empty for a game day.
        digest: String,
        /// Timed lines, and when it was handed in.
        lines: String,
        /// For each step, what was said first to each of its questions.
        said: Vec<Vec<Guess>>,
        /// How many of them were answered otherwise later.
        again: u32,
        hints: u32,
    },
    /// In an interview, question by question.
    Answers(Vec<Marked>),
}

/// What a learner predicted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guess {
    #[default]
    Nothing,
    DoesNotKnow,
    /// A choice, by its place, and whether they were sure if they said.
    Choice(usize, Option<bool>),
}

/// How an answer in an interview was marked, by whoever gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub id: String,
    pub sure: bool,
    pub had: bool,
    pub seconds: u64,
    /// The points of the rubric that were had.
    pub points: Vec<bool>,
}

/// A fingerprint of what judges a lesson, as far as a run is judged by it. Words do not: a class may have read it in other languages than its
/// teacher.
pub fn digest(front: &FrontMatter) -> String {
    let mut digest = Digest::default();
    let mut conditions = |all: &[Condition]| {
        for condition in all {
            digest.add(&words::of(condition));
        }
    };
    conditions(&front.win);
    for step in &front.steps {
        conditions(&step.until);
        let choices = step.predictions.iter().flat_map(|asked| &asked.choices);
        choices.for_each(|choice| conditions(&choice.when));
    }
    digest.add(&front.start);
    for (name, goal) in front.goals.stated() {
        digest.add(&format!("{name} {goal}"));
    }
    for words in &front.offers {
        digest.add(words);
    }
    digest.to_string().chars().take(8).collect()
}

/// More steps, questions or choices than any lesson has.
const MANY: usize = 100;
/// Seconds in ten years: nobody takes longer.
const LONGEST: u64 = 315_360_000;

impl HandIn {
    /// The luck that it was played under.
    pub fn seed(&self) -> String {
        let own = || seed_of(&self.name);
        self.task.luck.clone().unwrap_or_else(own)
    }

    /// What was said to a question of a step, each by its place.
    pub fn guess(&self, step: usize, place: usize) -> Guess {
        let said = match &self.work {
            Work::Run { said, .. } => said.get(step).and_then(|own| own.get(place)),
            Work::Answers(_) => None,
        };
        said.copied().unwrap_or_default()
    }

    /// The lines that it is written and packed as.
    pub fn to_text(&self) -> String {
        let mut text = format!("name {}\nclass {}\n", self.name, self.task.class);
        text.push_str(&match &self.task.what {
            What::Lesson(id) => format!("lesson {id}\n"),
            What::Game { level, .. } => format!("game {}\n", level.name()),
            What::Interview(level) => format!("interview {}\n", level.name()),
        });
        if let What::Game {
            design: Some(design),
            ..
        } = &self.task.what
        {
            for line in design.lines().filter(|line| !line.trim().is_empty()) {
                text.push_str(&format!(
                    "given {}\n",
                    line.trim().trim_start_matches("given ")
                ));
            }
        }
        for (on, word) in [
            (self.task.hints_off, "hints-off\n"),
            (self.task.predict, "predict-must\n"),
        ] {
            text.push_str(if on { word } else { "" });
        }
        for (name, value) in &self.task.numbers {
            text.push_str(&format!("number {name} {value}\n"));
        }
        for words in &self.task.only {
            text.push_str(&format!("only {words}\n"));
        }
        if let Some(luck) = &self.task.luck {
            text.push_str(&format!("luck {luck}\n"));
        }
        text.push_str(&format!("seconds {}\n", self.seconds));
        self.work.tell(&mut text);
        text
    }

    /// Reads it. What is wrong is told so that it can stand behind "it was not made by this lab's page".
    pub(super) fn parse(text: &str) -> Result<HandIn, String> {
        let (head, lines) = match text.split_once("\n\n") {
            Some((head, lines)) => (head, Some(lines)),
            None => (text, None),
        };
        let mut read = Reading::default();
        for line in head.lines() {
            let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
            read.take(key, rest).map_err(|why| {
                format!(
                    "{why} in its line “{}”",
                    line.chars().take(80).collect::<String>()
                )
            })?;
        }
        read.finish(lines)
    }
}

impl Work {
    fn tell(&self, text: &mut String) {
        match self {
            Work::Run {
                digest,
                lines,
                said,
                again,
                hints,
            } => {
                text.push_str(&format!("hints {hints}\n"));
                if !digest.is_empty() {
                    text.push_str(&format!("digest {digest}\n"));
                }
                if *again > 0 {
                    text.push_str(&format!("again {again}\n"));
                }
                for step in said {
                    let words: Vec<String> = step.iter().map(|guess| word(*guess)).collect();
                    text.push_str(format!("said {}", words.join(" ")).trim_end());
                    text.push('\n');
                }
                text.push('\n');
                text.push_str(lines);
            }
            Work::Answers(answers) => {
                for one in answers {
                    let marks = one.points.iter().map(|had| if *had { '1' } else { '0' });
                    let marks: String = marks.collect();
                    let (sure, had) = (
                        if one.sure { "sure" } else { "unsure" },
                        if one.had { "had" } else { "missed" },
                    );
                    text.push_str(&format!(
                        "answer {} {sure} {had} {} {marks}\n",
                        one.id, one.seconds
                    ));
                }
            }
        }
    }
}

/// What was read of a letter so far.
#[derive(Default)]
struct Reading {
    name: String,
    class: String,
    what: Option<What>,
    given: Vec<String>,
    hints_off: bool,
    predict: bool,
    numbers: Vec<(String, String)>,
    only: Vec<String>,
    luck: Option<String>,
    seconds: u64,
    hints: u32,
    again: u32,
    digest: String,
    said: Vec<Vec<Guess>>,
    answers: Vec<Marked>,
}

impl Reading {
    fn take(&mut self, key: &str, rest: &str) -> Result<(), &'static str> {
        match key {
            "name" => self.name = label(rest).ok_or("no name")?,
            "class" => self.class = label(rest).unwrap_or_default(),
            "lesson" if is_file_name(rest.trim_start_matches(crate::lesson::OWN)) => {
                self.what = Some(What::Lesson(rest.to_owned()))
            }
            "game" => {
                let level = GameLevel::ALL.into_iter().find(|one| one.name() == rest);
                let level = level.ok_or("no level of a game day")?;
                self.what = Some(What::Game {
                    level,
                    design: None,
                });
            }
            "interview" => {
                let level = Level::ASKED.into_iter().find(|one| one.name() == rest);
                self.what = Some(What::Interview(level.ok_or("no level of an interview")?));
            }
            "given" if self.given.len() < MANY => self.given.push(format!("given {rest}")),
            "hints-off" => self.hints_off = true,
            "predict-must" => self.predict = true,
            "number" if self.numbers.len() < SETTINGS_MAX => {
                let (name, value) = rest.split_once(' ').ok_or("no number")?;
                self.numbers.push((name.to_owned(), value.to_owned()));
            }
            "only" if self.only.len() < SETTINGS_MAX => self.only.push(rest.to_owned()),
            "luck" if is_seed(rest) => self.luck = Some(rest.to_owned()),
            "seconds" => {
                self.seconds = rest
                    .parse()
                    .ok()
                    .filter(|read| *read <= LONGEST)
                    .ok_or("no time")?
            }
            "again" => self.again = rest.parse().map_err(|_| "no number of answers")?,
            "hints" => self.hints = rest.parse().map_err(|_| "no number of hints")?,
            "digest" if rest.len() <= 16 => rest.clone_into(&mut self.digest),
            "said" if self.said.len() < MANY => {
                let words = rest.split(' ').filter(|word| !word.is_empty()).take(MANY);
                self.said.push(
                    words
                        .map(guess)
                        .collect::<Option<_>>()
                        .ok_or("no prediction")?,
                );
            }
            "answer" if self.answers.len() < MANY => {
                self.answers.push(marked(rest).ok_or("no answer")?)
            }
            _ => return Err("nothing that a hand-in says"),
        }
        Ok(())
    }

    fn finish(self, lines: Option<&str>) -> Result<HandIn, String> {
        if self.name.is_empty() {
            return Err("it bears no name".to_owned());
        }
        let mut what = self.what.ok_or("it does not say what was played")?;
        if let What::Game { design, .. } = &mut what {
            *design = Some(self.given.join("\n") + "\n");
        }
        let work = match (&what, lines) {
            (What::Interview(_), None) => Work::Answers(self.answers),
            (What::Lesson(_) | What::Game { .. }, Some(lines)) => Work::Run {
                digest: self.digest,
                lines: lines.to_owned(),
                said: self.said,
                again: self.again,
                hints: self.hints,
            },
            _ => return Err("it does not say what was done".to_owned()),
        };
        let mut task = Task::new(what, &self.class);
        task.luck = self.luck;
        (task.hints_off, task.predict) = (self.hints_off, self.predict);
        for (name, value) in &self.numbers {
            task.change_number(name, value)?;
        }
        for words in &self.only {
            task.allow(words)?;
        }
        Ok(HandIn {
            name: self.name,
            task,
            work,
            seconds: self.seconds,
        })
    }
}

/// A name as people write it, without what would break a line or turn the writing around.
pub fn label(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = |letter: &char| !letter.is_control() && !('\u{200b}'..='\u{206f}').contains(letter);
    let label: String = words
        .join(" ")
        .chars()
        .filter(shown)
        .take(NAME_MAX)
        .collect();
    let label = label.trim().to_owned();
    (!label.is_empty()).then_some(label)
}

fn word(guess: Guess) -> String {
    match guess {
        Guess::Nothing => "-".to_owned(),
        Guess::DoesNotKnow => "x".to_owned(),
        Guess::Choice(place, None) => place.to_string(),
        Guess::Choice(place, Some(true)) => format!("{place}!"),
        Guess::Choice(place, Some(false)) => format!("{place}?"),
    }
}

fn guess(word: &str) -> Option<Guess> {
    let sure = match word.chars().last()? {
        '-' if word.len() == 1 => return Some(Guess::Nothing),
        'x' if word.len() == 1 => return Some(Guess::DoesNotKnow),
        '!' => Some(true),
        '?' => Some(false),
        _ => None,
    };
    let place = word.trim_end_matches(['!', '?']).parse().ok();
    let place = place.filter(|place| *place < MANY)?;
    Some(Guess::Choice(place, sure))
}

fn marked(rest: &str) -> Option<Marked> {
    let mut words = rest.split(' ');
    let id = words.next().filter(|id| is_file_name(id))?.to_owned();
    let sure = one_of(words.next()?, ["sure", "unsure"])?;
    let had = one_of(words.next()?, ["had", "missed"])?;
    let seconds = words.next()?.parse().ok().filter(|read| *read <= LONGEST)?;
    let marks = words.next().unwrap_or_default();
    let points = marks.chars().take(MANY).map(|mark| mark == '1').collect();
    Some(Marked {
        id,
        sure,
        had,
        seconds,
        points,
    })
}

fn one_of(word: &str, [yes, no]: [&str; 2]) -> Option<bool> {
    (word == yes || word == no).then_some(word == yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_read_the_lesson_in_another_language_hands_in_the_same() {
        let text = include_str!("../../../lessons/en/01-multi-az.md");
        let front = crate::lesson::read(text).expect("it can be read").front;
        let mut german = front.clone();
        german.title = "Die dunkle Zone".to_owned();
        german.language = Some("de".to_owned());
        for step in &mut german.steps {
            step.section.push_str(" auf Deutsch");
            for asked in &mut step.predictions {
                asked.question = "Wie lange?".to_owned();
                asked.choices[0].text = "Gar nicht".to_owned();
            }
        }
        assert_eq!(digest(&german), digest(&front));
        german.steps[0].until.clear();
        assert_ne!(digest(&german), digest(&front));
    }
}
