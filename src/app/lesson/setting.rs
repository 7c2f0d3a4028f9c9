//! A lesson as its link sets it: `#/lesson/01-multi-az?seed=KYIV&rto=5m&number=failover.detection:30s&step=3`.

use crate::app::progress::Place;
use crate::app::run::Run;
use crate::language::{Transcript, is_seed};
use crate::lesson::hand_in::{Task, What, ignored};
use crate::lesson::{Lesson, Promises, replay_solution};
use serde_json::json;

/// What a link sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The lesson's name, and behind it what is set, as the link has it.
    pub address: String,
    /// Numbers, hints and what may be done.
    task: Task,
    pub seed: Option<String>,
    goals: Promises,
    /// The step that it opens, from 1.
    step: Option<usize>,
    /// What is not heeded, each with the reason.
    ignored: Vec<String>,
}

impl Setting {
    /// Reads `01-multi-az?seed=KYIV`. Nothing if a link sets nothing.
    #[inline(never)]
    pub fn read(address: &str) -> Option<Setting> {
        let (id, query) = address.split_once('?')?;
        let mut setting = Setting {
            address: address.to_owned(),
            task: Task::new(What::Lesson(id.to_owned()), ""),
            seed: None,
            goals: Promises::default(),
            step: None,
            ignored: Vec::new(),
        };
        setting.ignored = ignored(query, |key, value| setting.set(key, value));
        Some(setting)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "seed" if is_seed(value) => self.seed = Some(value.to_owned()),
            "seed" => {
                return Err("a seed has up to 40 letters, digits, hyphens and underscores".into());
            }
            "rto" => self.goals.rto = Some(goal(key, value)?),
            "rpo" => self.goals.rpo = Some(goal(key, value)?),
            "step" => match value.parse() {
                Ok(step) if step > 0 => self.step = Some(step),
                _ => return Err("write the number of a step, `step=2`".to_owned()),
            },
            "predict" => return Err("only what a class is set takes it".to_owned()),
            _ => self.task.set(key, value)?,
        }
        Ok(())
    }

    /// The same for whoever begins the lesson anew, at its beginning, under a seed.
    #[inline(never)]
    pub fn anew(&self, seed: &str, lesson: &Lesson) -> Setting {
        let is_set = self.seed.is_some() || seed != lesson.front.seed;
        Setting {
            step: None,
            seed: is_set.then(|| seed.to_owned()),
            ..self.clone()
        }
    }

    /// The lesson's own name.
    pub fn id(&self) -> &str {
        let (id, _) = self.address.split_once('?').unwrap_or((&self.address, ""));
        id
    }

    /// Whether what is played is the lesson of the course, be it under other luck.
    pub fn is_the_courses(&self) -> bool {
        let what = What::Lesson(self.id().to_owned());
        self.task == Task::new(what, "") && self.goals.is_empty() && self.step.is_none()
    }

    /// The lesson as it is played in this setting.
    #[inline(never)]
    pub fn applied(&self, lesson: &Lesson) -> Lesson {
        let mut lesson = self.task.applied(lesson);
        let goals = &mut lesson.front.goals;
        for (own, set) in [
            (&mut goals.rto, &self.goals.rto),
            (&mut goals.rpo, &self.goals.rpo),
        ] {
            if set.is_some() {
                own.clone_from(set);
            }
        }
        lesson
    }

    /// Where its step stands: the steps before it were done as the lesson's solution does them. Nothing where it names none, or the solution
    /// does not come so far; then that is not heeded.
    #[inline(never)]
    pub fn place(&mut self, lesson: &Lesson) -> Option<Place> {
        let step = self.step?;
        let place = self.place_at(step, lesson);
        if let Err(why) = &place {
            self.step = None;
            self.ignored.push(format!("`step={step}`: {why}"));
        }
        place.ok()
    }

    fn place_at(&self, step: usize, lesson: &Lesson) -> Result<Place, &'static str> {
        if step > lesson.steps.len() {
            return Err("the lesson has fewer steps");
        }
        if lesson.front.game.is_some() {
            return Err("a game day is begun at its start");
        }
        let seed = self.seed.as_deref().unwrap_or(&lesson.front.seed);
        let replay = replay_solution(lesson, seed).map_err(|_| "the lesson cannot be played so")?;
        let before = step - 1;
        let ended = replay.ended.get(..before);
        let ended = ended.ok_or("the lesson’s own way does not come so far in this setting")?;
        let at = ended.last().copied().unwrap_or_default();
        let mut run = Run::of(replay.session);
        let lines = |until| {
            let ran = run.outcomes().iter();
            ran.filter(|line| line.at <= until).count()
        };
        let counts: Vec<usize> = ended.iter().map(|end| lines(*end)).collect();
        let left = match before {
            0 => 0,
            _ => lines(at),
        };
        run.take_back(left, at);
        Ok(Place {
            run: run.text(),
            extra: json!({
                "at": at.ms(),
                "page": step,
                "from": at.ms(),
                "lines": counts,
                "ended": ended.iter().map(|end| end.ms()).collect::<Vec<i64>>(),
                "answers": replay.play.answered(before),
            }),
            ..Place::default()
        })
    }

    /// What is set and what is not heeded, each in a sentence.
    #[inline(never)]
    pub(super) fn said(&self) -> Vec<String> {
        let told = self.told();
        let counts = match self.is_the_courses() {
            true => "",
            false => " It does not count in the course.",
        };
        let set = match told.as_slice() {
            [] => String::new(),
            told => format!(" with {}", told.join(", ")),
        };
        let is_set = !set.is_empty() || !counts.is_empty();
        let set = is_set.then(|| format!("As its link sets it{set}.{counts}"));
        let ignored = self.ignored.iter();
        let ignored = ignored.map(|why| format!("Of the link this is not heeded: {why}."));
        set.into_iter().chain(ignored).collect()
    }

    fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        told.extend(self.step.map(|step| format!("step {step} first")));
        told.extend(self.seed.iter().map(|seed| format!("seed `{seed}`")));
        told.extend(self.goals.rto.iter().map(|goal| format!("RTO `{goal}`")));
        told.extend(self.goals.rpo.iter().map(|goal| format!("RPO `{goal}`")));
        let numbers = self.task.numbers.iter();
        told.extend(numbers.map(|(name, value)| format!("`{name}` of `{value}`")));
        told.extend(self.task.hints_off.then(|| "no hints".to_owned()));
        let only = self.task.only.iter();
        told.extend(only.map(|words| format!("`{words}`")));
        told
    }
}

fn goal(name: &str, value: &str) -> Result<String, String> {
    let is_one_word = !value.contains(char::is_whitespace);
    match Transcript::parse(&format!("goal {name} {value}")) {
        Ok(_) if is_one_word => Ok(value.to_owned()),
        Ok(_) => Err("write one duration".to_owned()),
        Err(errors) => Err(errors.first().map(|one| one.advice()).unwrap_or_default()),
    }
}
