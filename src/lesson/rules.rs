//! What a front matter must keep to, beyond its keys and their types.

use crate::language::Step::End;
use crate::language::{Line, LineError, Session, Statement, Transcript, is_seed, parse_step};
use crate::lesson::code::{self, only_looks, with_time_before};
use crate::lesson::index::not_a_language;
use crate::lesson::mistake::{Mistake, Text, did_you_mean};
use crate::lesson::names::Names;
use crate::lesson::notes::Notes;
use crate::lesson::places::{Key, Places};
use crate::lesson::replay::{compose, offers_words};
use crate::lesson::{
    Condition, Course, Decoy, FrontMatter, Place, Prediction, Step, StepAction, interview, recap,
    span, vocabulary,
};

/// Everything that is wrong with a front matter.
pub(super) fn mistakes(text: Text, places: &Places, front: &FrontMatter) -> Vec<Mistake> {
    let mut rules = Rules {
        notes: Notes::new(text, places),
        front,
        names: Names::of(front),
    };
    rules.head();
    interview::rules::front(front, &mut rules.notes);
    recap::front(front, &mut rules.notes);
    for (path, place, when) in interview::rules::shown(front) {
        rules.conditions(&path, &place, when);
    }
    rules.start();
    rules.offers();
    for (number, step) in front.steps.iter().enumerate() {
        rules.step(number, step);
    }
    rules.conditions(&["win".into()], "win", &front.win);
    rules.transcript(&["solution".into()], "solution", &front.solution);
    rules.ending();
    if front.decoys.is_empty() && !matches!(front.course, Course::Interview | Course::Recap) {
        rules.notes.mistake(
            &[],
            "front matter",
            "there is no decoy",
            "add a [[decoy]]: the tempting way that loses, and because of what",
        );
    }
    for (number, decoy) in front.decoys.iter().enumerate() {
        rules.decoy(number, decoy);
    }
    rules.notes.mistakes
}

struct Rules<'a> {
    notes: Notes<'a>,
    front: &'a FrontMatter,
    names: Option<Names>,
}

impl Rules<'_> {
    fn head(&mut self) {
        let front = self.front;
        for (key, empty) in [
            ("title", front.title.trim().is_empty()),
            (
                "teaches",
                front.teaches.iter().all(|one| one.trim().is_empty()),
            ),
        ] {
            if empty {
                self.notes.mistake(
                    &[key.into()],
                    key,
                    format!("{key} is empty"),
                    "say it in words",
                );
            }
        }
        let language = front.language.as_deref();
        if let Some((cause, cure)) = language.and_then(not_a_language) {
            self.notes
                .mistake(&["language".into()], "language", cause, cure);
        }
        if !(1..=240).contains(&front.minutes) {
            let cause = format!("a lesson does not take {} minutes", front.minutes);
            self.notes
                .mistake(&["minutes".into()], "minutes", cause, "from 1 to 240");
        }
        if !is_seed(&front.seed) {
            let cause = format!("\"{}\" cannot be a seed", front.seed);
            let cure = "one word of up to 40 letters, digits and hyphens, such as KYIV";
            self.notes.mistake(&["seed".into()], "seed", cause, cure);
        }
        for (name, goal) in front.goals.stated() {
            if span(goal).is_err() {
                let cause = format!("\"{goal}\" is not a duration");
                let cure = "a duration such as 90s, 2m or 1h30m; the smallest unit is s";
                self.notes
                    .mistake(&["goals".into(), name.into()], "goals", cause, cure);
            }
        }
    }

    fn start(&mut self) {
        let path = ["start".into()];
        let transcript = match Transcript::parse(&self.front.start) {
            Ok(transcript) => transcript,
            Err(errors) => return self.notes.in_language(&path, "start", 0, &errors),
        };
        let stray = transcript.lines.iter().find(|line| {
            !matches!(
                line.statement,
                None | Some(
                    Statement::Given(_)
                        | Statement::Past { .. }
                        | Statement::History(_)
                        | Statement::Date(_)
                )
            )
        });
        if let Some(line) = stray {
            self.notes.in_line(
                &path,
                line.number,
                "start",
                "only given lines stand here",
                "put the seed and the goals under their keys, and timed lines into the solution",
            );
        } else if let Err(errors) = Session::new(transcript) {
            self.notes.in_language(&path, "start", 0, &errors);
        }
    }

    fn offers(&mut self) {
        for (number, words) in self.front.offers.iter().enumerate() {
            if !code::can_begin_a_line(words) {
                let cause = format!("no line can begin with \"{words}\"");
                let cure = code::meant(words);
                self.notes
                    .mistake(&["offers".into(), number.into()], "offers", cause, cure);
            }
        }
    }

    /// A solution says when it ends: a day later than its last line something else may be so.
    fn ending(&mut self) {
        let lines = Transcript::parse(&self.front.solution).map(|parsed| parsed.lines);
        let is_end = |line: &Line| {
            let statement = line.statement.as_ref();
            let end = |one: &&Statement| matches!(one, Statement::Timed { step: End, .. });
            statement.filter(end).is_some()
        };
        if lines.is_ok_and(|lines| !lines.iter().any(is_end)) {
            self.notes.mistake(
                &["solution".into()],
                "solution",
                "the solution has no end: it would go on for a day after its last line",
                "end it with a line such as: 2h end",
            );
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        let place = format!("step {}", number + 1);
        let here: [Key; 2] = ["step".into(), number.into()];
        let path = |key: &'static str, at: usize| [here[0], here[1], key.into(), at.into()];
        self.conditions(&[here[0], here[1], "until".into()], &place, &step.until);
        for (at, hint) in step.hints.iter().enumerate() {
            let place = format!("{place}, hint {}", at + 1);
            for words in code::spans(hint) {
                self.offered_code(&path("hints", at), &place, words);
            }
        }
        for (at, action) in step.actions.iter().enumerate() {
            let place = format!("{place}, action {}", at + 1);
            let [a, b, c, d] = path("action", at);
            let line = [a, b, c, d, "line".into()];
            if action.wait().is_some() {
                self.look(&[a, b, c, d, "look".into()], &place, action);
                continue;
            }
            match parse_step(&with_time_before(&action.line)) {
                Err(errors) => self.notes.in_language(&line, &place, 0, &errors),
                Ok(_) if !offers_words(self.front, &action.line) => {
                    self.not_offered(&line, &place, &action.line);
                }
                Ok(_) => self.look(&[a, b, c, d, "look".into()], &place, action),
            }
        }
        for (at, name) in step.places.iter().enumerate() {
            if !self.knows(name) {
                let cause = format!("the lesson has no place \"{name}\"");
                let cure = "a database, a proxy, an application or a snapshot of its lines, with its Region before a / where it is not the first; \
                            or backups, verdict, journal, faults, terminal";
                let tabs = ["backups", "verdict", "journal", "faults", "terminal"];
                let names = self.names.iter().flat_map(Names::all);
                let cure = did_you_mean(name, &names.chain(tabs).collect::<Vec<&str>>(), cure);
                self.notes.mistake(&path("places", at), &place, cause, cure);
            }
        }
        for (at, prediction) in step.predictions.iter().enumerate() {
            let place = format!("{place}, question {}", at + 1);
            self.prediction(&path("predict", at), &place, prediction);
        }
        if !step.actions.is_empty() && step.until.is_empty() {
            self.notes.mistake(
                &[here[0], here[1], "action".into()],
                &place,
                "the step has a button, but no until: nothing says when it is done",
                "say by until when the step ends, or leave the button to a step that has one",
            );
        }
        if !step.predictions.is_empty() && step.until.is_empty() {
            self.notes.mistake(
                &here,
                &place,
                "a question is asked, but no run answers it: the step has no until",
                "say by until when the step ends; that moment judges the answers",
            );
        }
    }

    /// Whether a place can be one. Where lines cannot be read nobody knows what they name.
    fn knows(&self, place: &str) -> bool {
        let known = |place| self.names.as_ref().is_none_or(|names| names.has(place));
        Place::parse(place).is_some_and(known)
    }

    /// Only a line that looks has an answer worth showing.
    fn look(&mut self, path: &[Key], place: &str, action: &StepAction) {
        if action.look.is_some() && !only_looks(&action.line) {
            let cause = "look belongs to a line that only looks";
            let cure = "take it out, or let the line be one that describes something";
            self.notes.mistake(path, place, cause, cure);
        }
    }

    /// Code of a hint can be parsed, and is offered.
    fn offered_code(&mut self, path: &[Key], place: &str, words: &str) {
        if let Some((cause, cure)) = code::mistake(words) {
            self.notes.mistake(path, place, cause, cure);
        } else if ["aws ", "fault ", "app "]
            .iter()
            .any(|first| words.starts_with(first))
            && !offers_words(self.front, words.split('…').next().unwrap_or_default())
        {
            self.not_offered(path, place, words);
        }
    }

    fn not_offered(&mut self, path: &[Key], place: &str, line: &str) {
        let cause = format!("\"{line}\" is not offered");
        let cure = "add its first words to offers, or leave offers out to offer everything";
        self.notes.mistake(path, place, cause, cure);
    }

    fn prediction(&mut self, path: &[Key; 4], place: &str, prediction: &Prediction) {
        if prediction.choices.len() < 2 {
            let cause = "a question with fewer than two choices asks nothing";
            self.notes
                .mistake(path, place, cause, "add a [[step.predict.choice]]");
        }
        for (number, choice) in prediction.choices.iter().enumerate() {
            let [a, b, c, d] = *path;
            let when = [a, b, c, d, "choice".into(), number.into(), "when".into()];
            let place = format!("{place}, choice {}", number + 1);
            if choice.when.is_empty() {
                let cause = "nothing says when this choice is right";
                self.notes
                    .mistake(&when, &place, cause, "add a condition to when");
            }
            self.conditions(&when, &place, &choice.when);
        }
    }

    fn decoy(&mut self, number: usize, decoy: &Decoy) {
        let place = format!("decoy {}", number + 1);
        let here: [Key; 2] = ["decoy".into(), number.into()];
        let because = [here[0], here[1], "because".into()];
        if decoy.because.is_empty() {
            let cause = "the decoy names no reason";
            self.notes.mistake(
                &because,
                &place,
                cause,
                "add the condition that holds at its end",
            );
        }
        self.conditions(&because, &place, &decoy.because);
        self.transcript(&[here[0], here[1], "lines".into()], &place, &decoy.lines);
    }

    fn conditions(&mut self, path: &[Key], place: &str, conditions: &[Condition]) {
        for (number, condition) in conditions.iter().enumerate() {
            let mut path = path.to_vec();
            path.push(number.into());
            for (cause, cure) in vocabulary::mistakes(condition, self.names.as_ref()) {
                self.notes.mistake(&path, place, cause, cure);
            }
        }
    }

    /// A solution or a decoy: timed lines, and on a game day the design before them.
    fn transcript(&mut self, path: &[Key], place: &str, lines: &str) {
        let parsed = match Transcript::parse(lines) {
            Ok(parsed) => parsed,
            Err(errors) => return self.notes.in_language(path, place, 0, &errors),
        };
        let is_game = self.front.game.is_some();
        let stray = parsed.lines.iter().find(|line| match line.statement {
            None | Some(Statement::Timed { .. }) => false,
            Some(
                Statement::Given(_)
                | Statement::Past { .. }
                | Statement::History(_)
                | Statement::Date(_),
            ) => !is_game,
            Some(Statement::Seed(_) | Statement::Goal(_)) => true,
        });
        if let Some(line) = stray {
            return self.notes.in_line(
                path,
                line.number,
                place,
                "only timed lines stand here",
                "expected the seed, the start and the goals under their own keys",
            );
        }
        let (whole, shift) = compose(self.front, lines, &self.front.seed);
        if let Err(errors) = Transcript::parse(&whole) {
            // What is wrong above these lines is told where it stands.
            let own: Vec<LineError> = errors.into_iter().filter(|e| e.line > shift).collect();
            self.notes.in_language(path, place, shift, &own);
        }
    }
}
