//! Proving a lesson: what it teaches wins, what it warns of loses, and doing nothing loses.

mod questions;

use crate::language::LineError;
use crate::lesson::answers::RightAnswer;
use crate::lesson::guide::{is_guide, read_guide};
use crate::lesson::mistake::{Mistake, Text, causes_first};
use crate::lesson::notes::Notes;
use crate::lesson::places::{Key, Places};
use crate::lesson::read::{cut, read};
use crate::lesson::replay::{Ran, Replay, compose, replay, replay_solution, seeds};
use crate::lesson::{Condition, Lesson, Used, begins_with, interview, words};
use crate::lesson::{claims, waits};

/// What came of proving a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Each cause before what may follow from it.
    pub mistakes: Vec<Mistake>,
    /// What works, but hardly as it is meant.
    pub warnings: Vec<Mistake>,
    /// For each question, in a sentence, the choice that the solution makes right, and the figures that make it so.
    pub answers: Vec<String>,
}

/// Everything that is wrong with a lesson; nothing if it proves itself.
pub fn check(text: &str) -> Vec<Mistake> {
    prove(text).mistakes
}

/// Proves a lesson under its own seed and others, and tells what its questions come to. Of a teacher's guide there is nothing to run.
pub fn prove(text: &str) -> Proof {
    let wrong = |mistakes| Proof {
        mistakes,
        ..Proof::default()
    };
    if is_guide(text) {
        return wrong(read_guide(text).err().unwrap_or_default());
    }
    let lesson = match read(text) {
        Ok(lesson) => lesson,
        Err(mistakes) => return wrong(mistakes),
    };
    let (front, front_at, _) = match cut(text) {
        Ok(parts) => parts,
        Err(mistake) => return wrong(vec![mistake]),
    };
    let places = Places::new(front, front_at);
    let mut notes = Notes::new(Text(text), &places);
    interview::rules::figures(&lesson, &mut notes);
    let mut answers = Vec::new();
    let families = 0..lesson.families();
    let families: Vec<Lesson> = families.map(|family| lesson.in_figures(family)).collect();
    for (family, lesson) in families.iter().enumerate() {
        // Another one, and another seed, would repeat what these have shown.
        if !notes.mistakes.is_empty() {
            break;
        }
        let mut proof = Proving {
            notes,
            lesson,
            family,
            answers: Vec::new(),
            right: Vec::new(),
        };
        proof.under_all_seeds();
        let own = &lesson.front.seed;
        answers.extend(proof.right.iter().map(|one| one.words(own)));
        notes = proof.notes;
    }
    Proof {
        mistakes: causes_first(notes.mistakes),
        warnings: notes.warnings,
        answers,
    }
}

struct Proving<'a> {
    notes: Notes<'a>,
    lesson: &'a Lesson,
    /// Which figures it is in; 0 are its own.
    family: usize,
    /// The right answers under the first seed, step by step.
    answers: Vec<Vec<Option<usize>>>,
    /// What made them right, under every seed so far.
    right: Vec<RightAnswer>,
}

impl Proving<'_> {
    fn under_all_seeds(&mut self) {
        for seed in seeds(&self.lesson.front.seed) {
            self.solution(&seed);
            self.decoys(&seed);
            self.nothing(&seed);
            // Another seed would repeat what this one has shown.
            if !self.notes.mistakes.is_empty() {
                break;
            }
        }
        if self.family > 0 {
            for mistake in &mut self.notes.mistakes {
                let place = &mistake.place;
                mistake.place = format!("{place}, in other figures {}", self.family);
            }
        }
    }

    /// A run; nothing if its lines cannot run, which is told.
    fn ran(&mut self, run: Ran, path: &[Key], place: &str, lines: &str) -> Option<Replay> {
        let told = |errors: Vec<LineError>| {
            let (_, shift) = compose(&self.lesson.front, lines, &self.lesson.front.seed);
            self.notes.in_language(path, place, shift, &errors);
        };
        run.map_err(told).ok()
    }

    fn solution(&mut self, seed: &str) {
        let lesson = self.lesson;
        let path = ["solution".into()];
        let run = replay_solution(lesson, seed);
        let Some(run) = self.ran(run, &path, "solution", &lesson.front.solution) else {
            return;
        };
        let before = self.notes.mistakes.len();
        self.refused_lines(&run, seed);
        self.empty_copies(&run, &path, "solution", seed);
        // All else that a solution does not reach, it may not reach because of that.
        self.notes.follows = self.notes.mistakes.len() > before;
        self.steps(&run, seed);
        self.notes.follows = self.notes.mistakes.len() > before;
        // Nobody plays a question of a recap: nothing has to be offered.
        if lesson.recap().is_none() {
            claims::mistakes(lesson, &run, &mut self.notes);
        }
        if self.family == 0 && *seed == *lesson.front.seed {
            waits::warnings(lesson, &run, &mut self.notes);
        }
        if run.play.done == lesson.steps.len() {
            self.answers_of(&run, seed);
        }
        self.outcome(&run, seed);
        self.notes.follows = false;
    }

    /// The solution ends each step.
    fn steps(&mut self, run: &Replay, seed: &str) {
        let lesson = self.lesson;
        for (number, step) in lesson.steps.iter().enumerate().skip(run.play.done).take(1) {
            let place = self.step_of(number);
            let holds = |condition: &&Condition| !condition.holds(&run.moment());
            let open = step.step.until.iter().find(holds);
            let cause = match open {
                Some(condition) => format!(
                    "under seed {seed} the solution never ends step \"{}\": it is not so that {}",
                    step.title,
                    words::of(condition)
                ),
                None => format!(
                    "under seed {seed} the conditions of step \"{}\" never hold together, after the step before it",
                    step.title
                ),
            };
            let [a, b] = place;
            self.notes.mistake(
                &[a, b, "until".into()],
                format!("step {}", number + 1),
                cause,
                "mend the solution, or ask for what it does; `failover-lab run FILE --solution` shows the run",
            );
        }
    }

    /// What must hold at the solution's end.
    fn outcome(&mut self, run: &Replay, seed: &str) {
        for condition in &run.missing.conditions {
            let held = words::of(&self.lesson.front.win[*condition]);
            self.notes.mistake(
                &["win".into(), (*condition).into()],
                "win",
                format!("under seed {seed} the solution ends, and it is not so that {held}"),
                "mend the solution, or ask for what it does",
            );
        }
        for (path, place, when) in interview::rules::shown(&self.lesson.front) {
            for condition in when.iter().filter(|one| !one.holds(&run.moment())) {
                let held = words::of(condition);
                let cause =
                    format!("under seed {seed} the solution ends, and it is not so that {held}");
                let cure = "let the run show each point that says when it is shown";
                self.notes.mistake(&path, place.clone(), cause, cure);
            }
        }
        self.goals(run, seed);
    }

    fn goals(&mut self, run: &Replay, seed: &str) {
        let view = run.moment().view;
        for (name, missed) in [("rto", run.missing.rto), ("rpo", run.missing.rpo)] {
            if !missed {
                continue;
            }
            let goal = match name {
                "rto" => &self.lesson.front.goals.rto,
                _ => &self.lesson.front.goals.rpo,
            };
            let took = match name {
                "rto" if run.missing.open => "it is not over at the end".to_owned(),
                "rto" => {
                    let recoveries = view.incidents.iter().filter_map(|one| one.recovery);
                    let longest = recoveries.max().unwrap_or_default();
                    format!("it takes {} s", longest.ms() / 1000)
                }
                _ => format!("{} writes are lost", view.writes.lost),
            };
            let goal = goal.clone().unwrap_or_default();
            self.notes.mistake(
                &["goals".into(), name.into()],
                "goals",
                format!("under seed {seed} the solution misses the {name} of {goal}: {took}"),
                "state a goal that the solution meets under any luck, or a better solution",
            );
        }
    }

    /// A line of the solution that AWS refuses is meant, or it is a mistake.
    fn refused_lines(&mut self, run: &Replay, seed: &str) {
        let lesson = self.lesson;
        let path = ["solution".into()];
        let (_, shift) = compose(&lesson.front, &lesson.front.solution, seed);
        let meant = refusals_asked_for(lesson);
        // What a game day strikes by itself stands in no line of the solution.
        let last = shift as usize + lesson.front.solution.lines().count();
        let own = run
            .session
            .outcomes()
            .iter()
            .filter(|outcome| outcome.line as usize <= last);
        for outcome in own {
            let Err(error) = &outcome.result else {
                continue;
            };
            let is_meant = meant.iter().any(|used| {
                used.refused.as_deref() == Some(error.code)
                    && begins_with(&outcome.text, &used.command)
            });
            if !is_meant {
                self.notes.in_line(
                    &path,
                    outcome.line.saturating_sub(shift),
                    "solution",
                    format!(
                        "under seed {seed} this line of the solution is refused: {}",
                        error.message
                    ),
                    "expected a line that is accepted, or a condition { used = { command = …, refused = CODE } }",
                );
            }
        }
        if let Some(line) = run.session.not_started().first() {
            self.notes.in_line(
                &path,
                line.saturating_sub(shift),
                "solution",
                format!("under seed {seed} the run ends before this line"),
                "expected a later end",
            );
        }
    }

    /// Whoever restores a copy from before the first write has lost everything that was ever written: hardly what was meant.
    fn empty_copies(&mut self, run: &Replay, path: &[Key], place: &str, seed: &str) {
        let Some(empty) = run
            .empty
            .as_ref()
            .filter(|_| !self.lesson.front.empty_restore)
        else {
            return;
        };
        self.notes.mistake(
            path,
            place,
            format!(
                "under seed {seed} {} goes on with {}, a copy from before the first write: all {} that it held are lost",
                empty.app,
                empty.database,
                crate::language::words::counted(empty.lost, "write", "writes")
            ),
            "restore what holds something: a snapshot is Saturday's if it is given at its time, as in \
             `given -42h aws rds create-db-snapshot …`; if nothing is meant to be left, say empty_restore = true",
        );
    }

    fn decoys(&mut self, seed: &str) {
        let lesson = self.lesson;
        for (number, decoy) in lesson.front.decoys.iter().enumerate() {
            let place = format!("decoy {}", number + 1);
            let here: [Key; 2] = ["decoy".into(), number.into()];
            let lines = [here[0], here[1], "lines".into()];
            let run = replay(lesson, &decoy.lines, seed);
            let Some(run) = self.ran(run, &lines, &place, &decoy.lines) else {
                continue;
            };
            self.empty_copies(&run, &lines, &place, seed);
            if run.missing.is_won() {
                self.notes.mistake(
                    &lines,
                    &place,
                    format!("under seed {seed} the decoy wins"),
                    "ask for more in win or until, or choose lines that lose",
                );
            }
            for (at, condition) in decoy.because.iter().enumerate() {
                if !condition.holds(&run.moment()) {
                    self.notes.mistake(
                        &[here[0], here[1], "because".into(), at.into()],
                        &place,
                        format!(
                            "under seed {seed} the decoy does not lose for this reason: it is not so that {}",
                            words::of(condition)
                        ),
                        "name what holds at its end; `failover-lab run FILE --decoy N` shows the run",
                    );
                }
            }
        }
    }

    fn nothing(&mut self, seed: &str) {
        let run = replay(self.lesson, "", seed);
        let Some(run) = self.ran(run, &["start".into()], "start", "") else {
            return;
        };
        if run.missing.is_won() {
            self.notes.mistake(
                &["win".into()],
                "win",
                format!("under seed {seed} a learner who does nothing wins"),
                "let a step wait for something that must be done",
            );
        }
    }

    /// The place of the front matter's step that belongs to the lesson's.
    fn step_of(&self, number: usize) -> [Key<'static>; 2] {
        let section = &self.lesson.steps[number].title;
        let steps = &self.lesson.front.steps;
        let place = steps.iter().position(|step| step.section == *section);
        ["step".into(), place.unwrap_or(number).into()]
    }
}

/// The lines that a lesson wants to be refused.
fn refusals_asked_for(lesson: &Lesson) -> Vec<&Used> {
    let steps = lesson.steps.iter().map(|step| &step.step);
    let choices = steps
        .clone()
        .flat_map(|step| &step.predictions)
        .flat_map(|prediction| &prediction.choices);
    steps
        .flat_map(|step| &step.until)
        .chain(choices.flat_map(|choice| &choice.when))
        .chain(&lesson.front.win)
        .chain(interview::rules::shown(&lesson.front).flat_map(|(_, _, when)| when))
        .flat_map(Condition::refusals)
        .collect()
}
