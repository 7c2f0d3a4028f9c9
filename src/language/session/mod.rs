//! A session: the run of a transcript that can be extended, rewound and forked.
//!
//! It deliberately lacks a clock of its own: whoever holds it says how far to go.

mod check;
mod keyframes;
mod outcome;
mod plan;
mod run;

pub use check::check_in;
pub use outcome::Outcome;

use crate::cloud::{CommandError, Reply};
use crate::language::line::{At, Line, Statement, Step};
use crate::language::session::check::{check_step, first, give};
use crate::language::session::keyframes::Keyframes;
use crate::language::session::plan::{Plan, Waiting};
use crate::language::transcript::parse_step_with;
use crate::language::{LineError, Refusal, Transcript};
use crate::sim::{SimDuration, SimTime};
use crate::world::World;

/// No run goes on longer.
const LONGEST_RUN: SimTime = SimTime::from_ms(SimDuration::LONGEST.ms().cast_signed());

#[derive(Clone, Debug)]
pub struct Session {
    transcript: Transcript,
    /// One for each line of the transcript; it stays with the line when others come and go.
    ids: Vec<u32>,
    ids_given: u32,
    state: State,
    /// What became of each line that was ever started, in order; after a rewind also of those that are ahead again.
    records: Vec<Record>,
    /// Which record tells of which line, by the line's id.
    record_of: Vec<Option<usize>>,
    /// What became of the lines that were started by now.
    outcomes: Vec<Outcome>,
    plan: Plan,
    keyframes: Keyframes,
    branches: Vec<Transcript>,
}

/// A moment of the run.
#[derive(Clone, Debug)]
struct State {
    world: World,
    /// How many lines were started.
    started: usize,
    waiting: Option<Waiting>,
    /// When the last line was started, or the last wait ended.
    last_at: SimTime,
}

#[derive(Clone, Debug)]
struct Record {
    id: u32,
    is_wait: bool,
    outcome: Outcome,
}

impl Session {
    /// Carries out what is given, and lets the quiet history pass; the clock stands at 0s. A given that is refused is an error
    /// in its line.
    pub fn new(transcript: Transcript) -> Result<Session, Vec<LineError>> {
        let (seed, history) = (transcript.seed(), transcript.history());
        let mut world =
            World::with(transcript.catalogue(), seed, history).in_calendar(transcript.calendar());
        for (line, action) in transcript.set_up() {
            give(&mut world, action).map_err(|refusal| vec![refused(line, &refusal)])?;
        }
        world.begin_history();
        for (line, before, action) in transcript.past() {
            world.advance_to(SimTime::START - before);
            give(&mut world, action).map_err(|refusal| vec![refused(line, &refusal)])?;
        }
        world.start();
        let state = State {
            world,
            started: 0,
            waiting: None,
            last_at: SimTime::START,
        };
        let ids_given = u32::try_from(transcript.lines.len()).unwrap_or(u32::MAX);
        let mut session = Session {
            ids: (0..ids_given).collect(),
            ids_given,
            keyframes: Keyframes::new(state.clone(), transcript.lines.len()),
            transcript,
            state,
            records: Vec::new(),
            record_of: Vec::new(),
            outcomes: Vec::new(),
            plan: Plan::default(),
            branches: Vec::new(),
        };
        session.plan_all();
        Ok(session)
    }

    /// As [`Session::new`], but keeps no moment on the way: going forward costs less then, and going back is slow.
    pub fn without_keyframes(transcript: Transcript) -> Result<Session, Vec<LineError>> {
        let mut session = Session::new(transcript)?;
        session.keyframes = Keyframes::none(session.state.clone());
        Ok(session)
    }

    /// Runs a transcript to its end. Going back is slow then.
    pub fn run(transcript: Transcript) -> Result<Session, Vec<LineError>> {
        let mut session = Session::without_keyframes(transcript)?;
        session.run_to_end();
        Ok(session)
    }

    pub fn now(&self) -> SimTime {
        self.state.world.now()
    }

    pub fn world(&self) -> &World {
        &self.state.world
    }

    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// Earlier transcripts that were forked, oldest first.
    pub fn branches(&self) -> &[Transcript] {
        &self.branches
    }

    /// What became of the lines that were started by now, in order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The wait that is going on.
    pub fn waiting(&self) -> Option<&Outcome> {
        let waiting = self.state.waiting.as_ref()?;
        self.outcomes.get(waiting.record)
    }

    /// When the next line that has not been started is due, if that is known.
    pub fn next_line_at(&self) -> Option<SimTime> {
        self.next_line().map(|(at, _)| at)
    }

    /// Goes to a moment from 0s on, backward too.
    pub fn seek(&mut self, time: SimTime) {
        let time = time.clamp(SimTime::START, LONGEST_RUN);
        let keyframe = self.keyframes.last_by(|state| state.world.now() <= time);
        let is_nearer = |keyframe: &State| {
            (keyframe.world.now(), keyframe.started) > (self.now(), self.state.started)
        };
        if time < self.now() || is_nearer(keyframe) {
            let state = keyframe.clone();
            self.restore(state);
        }
        self.advance_to(time);
    }

    /// Whether a line would be accepted now, and if not, why. Changes nothing.
    pub fn check(&self, line: &str) -> Result<(), Refusal> {
        let step = self.parse(line);
        check_step(self.world(), step)
    }

    /// Reads a line that somebody typed, with the services that this transcript may name.
    pub fn parse(&self, line: &str) -> Result<Step, Vec<LineError>> {
        parse_step_with(self.transcript.catalogue(), line)
    }

    /// Carries out a command now, and adds it to the transcript at this moment.
    ///
    /// Lines that have not run are dropped, for the past is forked; the transcript that had them stays among the branches.
    /// The `end` stays if it is still ahead. A wait that is going on is broken off, as Ctrl-C would, and taken back. A command
    /// that only looks drops nothing and breaks nothing off: it is added as [`Session::strike`] does.
    pub fn act(&mut self, line: &str) -> Result<Outcome, LineError> {
        let step = self.parse(line).map_err(first)?;
        if step.only_looks() {
            return self.strike(line);
        }
        let line = self.timed_now(step.clone());
        if let Some(error) = self.transcript.no_room_for(&line) {
            return Err(error);
        }
        self.advance_to(self.now());
        self.fork(step == Step::End);
        let breaks_off = matches!(&step, Step::Do(action) if !action.is_fault());
        if let Some(waiting) = self.state.waiting.as_ref().filter(|_| breaks_off) {
            let (now, record) = (self.now(), waiting.record);
            self.take_back(record);
            self.advance_to(now);
        }
        let index = self.insert(line);
        Ok(match step {
            Step::Do(action) => self.start_line(index, &action),
            Step::End => Outcome::done(&self.transcript.lines[index], self.now(), Ok(Reply::Null)),
        })
    }

    /// Carries out a command now that no line foretold: a fault, or one that only looks. Unlike with [`Session::act`], the lines
    /// that lie ahead stay: it is added as the last line, where none counts its time from it.
    pub fn strike(&mut self, line: &str) -> Result<Outcome, LineError> {
        let step = self.parse(line).map_err(first)?;
        let line = self.timed_now(step.clone());
        if let Some(error) = self.transcript.no_room_for(&line) {
            return Err(error);
        }
        self.forget_ahead();
        let index = self.transcript.lines.len();
        self.put(index, line);
        Ok(match step {
            Step::Do(action) => self.start_line(index, &action),
            Step::End => Outcome::done(&self.transcript.lines[index], self.now(), Ok(Reply::Null)),
        })
    }

    /// Takes the last started line back and goes to the moment just before it ran; tells what it said.
    pub fn undo(&mut self) -> Option<String> {
        let record = self.state.started.checked_sub(1)?;
        let text = self.outcomes.get(record)?.text.clone();
        self.take_back(record);
        Some(text)
    }

    /// Drops the lines that have not run, but not an `end` that lies ahead, unless a new one is to come.
    fn fork(&mut self, new_end: bool) {
        let old = self.transcript.clone();
        let ahead = self
            .end_line()
            .filter(|(at, _)| *at > self.now() && !new_end);
        let has_run = |(index, line): (usize, &Line)| match line.statement {
            Some(Statement::Timed {
                step: Step::End, ..
            }) => ahead.is_some(),
            Some(Statement::Timed { .. }) => self.has_started(index),
            _ => true,
        };
        let lines = &self.transcript.lines;
        let keeps: Vec<bool> = lines.iter().enumerate().map(has_run).collect();
        if let Some((end, index)) = ahead
            && let Some(Statement::Timed { at, .. }) = &mut self.transcript.lines[index].statement
        {
            // What it counted from may no longer be the line before it.
            *at = At::moment(end);
        }
        if !self.not_started().is_empty() {
            self.branches.push(old);
        }
        let mut keep = keeps.iter();
        self.transcript.lines.retain(|_| keep.next() == Some(&true));
        let mut keep = keeps.iter();
        self.ids.retain(|_| keep.next() == Some(&true));
        self.forget_ahead();
        self.plan_all();
    }

    /// A line of the present moment.
    fn timed_now(&self, step: Step) -> Line {
        let numbers = self.transcript.lines.iter().map(|line| line.number);
        Line {
            statement: Some(Statement::Timed {
                at: At::moment(self.now()),
                step,
            }),
            comment: None,
            number: numbers.max().unwrap_or(0) + 1,
        }
    }

    /// Adds a line as the last one before the `end`; tells its index.
    fn insert(&mut self, line: Line) -> usize {
        let is_end = |line: &Line| {
            matches!(
                line.statement,
                Some(Statement::Timed {
                    step: Step::End,
                    ..
                })
            )
        };
        let lines = &self.transcript.lines;
        let index = lines.iter().position(is_end).unwrap_or(lines.len());
        self.put(index, line);
        index
    }

    fn put(&mut self, index: usize, line: Line) {
        self.transcript.lines.insert(index, line);
        self.ids.insert(index, self.ids_given);
        self.ids_given += 1;
        self.plan_all();
    }

    /// Goes to the moment just before a line was started, and removes it from the transcript.
    fn take_back(&mut self, record: usize) {
        let Record { id, outcome, .. } = &self.records[record];
        let (id, at) = (*id, outcome.at);
        let keyframe = self.keyframes.last_by(|state| state.started <= record);
        let state = keyframe.clone();
        self.restore(state);
        self.run_until(at, Some(record));
        self.forget_ahead();
        let Some(index) = self.ids.iter().position(|other| *other == id) else {
            return;
        };
        self.ids.remove(index);
        self.transcript.lines.remove(index);
        let following = self.transcript.lines.iter_mut().skip(index);
        let next = following
            .filter_map(|line| match &mut line.statement {
                Some(Statement::Timed { at, .. }) => Some(at),
                _ => None,
            })
            .next();
        // What counted from the line that is gone keeps its time.
        if let Some(next) = next
            && let At::After(span) = next
        {
            *next = At::moment(at + span.duration());
        }
        self.plan_all();
    }

    /// Forgets what happened after this moment: it will happen otherwise.
    fn forget_ahead(&mut self) {
        self.records.truncate(self.state.started);
        let kept = self.records.len();
        for record in &mut self.record_of {
            *record = record.filter(|record| *record < kept);
        }
        let here = (self.now(), self.state.started);
        self.keyframes
            .forget(|state| (state.world.now(), state.started) > here);
    }

    /// Makes a kept moment the present one.
    fn restore(&mut self, state: State) {
        self.outcomes.truncate(state.started);
        for (index, record) in self.records.iter().enumerate().take(state.started) {
            match self.outcomes.get_mut(index) {
                None => self.outcomes.push(record.outcome.clone()),
                Some(outcome) if record.is_wait => *outcome = record.outcome.clone(),
                Some(_) => {}
            }
        }
        if let Some(outcome) = state
            .waiting
            .as_ref()
            .and_then(|waiting| self.outcomes.get_mut(waiting.record))
        {
            outcome.reopen();
        }
        self.state = state;
        self.plan_all();
    }
}

fn refused(line: &Line, refusal: &CommandError) -> LineError {
    let source = line.to_string();
    LineError {
        line: line.number,
        column: 1,
        length: u32::try_from(source.chars().count()).unwrap_or(u32::MAX),
        source,
        message: format!("refused with {refusal}"),
        expected: None,
        suggestion: None,
    }
}
