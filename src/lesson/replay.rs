//! Replaying lines in a lesson: the run that proves, or refutes.

use crate::language::{Action, LineError, Session, Transcript};
use crate::lesson::answers::{Seen, seen};
use crate::lesson::condition::begins_with;
use crate::lesson::game::{self, Day, Hand};
use crate::lesson::{FrontMatter, Lesson, Missing, Moment, Play};
use crate::sim::{SimDuration, SimTime};
use crate::world::{DatabaseView, View};

/// How many other seeds a lesson is proved under.
const OTHER_SEEDS: u32 = 20;

/// What became of a run of a lesson.
pub struct Replay {
    pub session: Session,
    pub play: Play,
    pub missing: Missing,
    /// The score of a game day, if it is one.
    pub score: Option<u32>,
    /// When each step that is done came to its end.
    pub ended: Vec<SimTime>,
    /// For each question that was answered, what the right choice's conditions looked at.
    pub(super) seen: Vec<Vec<Vec<Seen>>>,
    /// The first copy from before the first write that an application went on with.
    pub(super) empty: Option<EmptyCopy>,
    view: View,
}

impl Replay {
    /// The end of the run, as conditions look at it.
    pub fn moment(&self) -> Moment<'_> {
        Moment {
            view: &self.view,
            outcomes: self.session.outcomes(),
            score: self.score,
        }
    }

    /// When the last step that is done came to its end.
    pub fn ended_at(&self) -> Option<SimTime> {
        self.ended.last().copied()
    }
}

/// An application goes on with a copy that holds nothing of what it had written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EmptyCopy {
    pub database: String,
    pub app: String,
    pub lost: u64,
}

/// A run, or why its lines cannot run.
pub type Ran = Result<Replay, Vec<LineError>>;

/// The lesson's seed and the others that it is proved under.
pub fn seeds(own: &str) -> impl Iterator<Item = String> {
    // A seed has forty characters at most.
    let stem: String = own.chars().take(36).collect();
    let others = (1..=OTHER_SEEDS).map(move |number| format!("{stem}-{number}"));
    std::iter::once(own.to_owned()).chain(others)
}

/// The seed of a turn: who meets a question again meets another luck under which it is proved.
pub fn seed_of_turn(own: &str, turn: usize) -> String {
    let proved = 1 + OTHER_SEEDS as usize;
    let mut seeds = seeds(own);
    seeds.nth(turn % proved).unwrap_or_else(|| own.to_owned())
}

/// The whole transcript of lines in a lesson, and how many lines stand before them.
pub fn compose(front: &FrontMatter, lines: &str, seed: &str) -> (String, u32) {
    let mut text = front.game.map_or_else(String::new, game::mark);
    text.push_str(&format!("seed {seed}\n"));
    let brings_its_own = front.game.is_some()
        && lines
            .lines()
            .any(|line| line.trim_start().starts_with("given"));
    if !brings_its_own {
        text.push_str(front.start.trim_end());
        text.push('\n');
    }
    for (name, goal) in front.goals.stated() {
        text.push_str(&format!("goal {name} {goal}\n"));
    }
    let before = u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX);
    text.push_str(lines);
    (text, before)
}

/// Runs a lesson's solution. On a game day it is a design, and somebody who knows what to do plays it.
pub fn replay_solution(lesson: &Lesson, seed: &str) -> Ran {
    let hand = lesson.front.game.map(|_| Hand::default());
    run(lesson, &lesson.front.solution, seed, hand)
}

/// Runs lines in a lesson to their end, watching its steps. Nobody does anything else.
pub fn replay(lesson: &Lesson, lines: &str, seed: &str) -> Ran {
    run(lesson, lines, seed, None)
}

/// Runs lines in a lesson as somebody has typed them on its page, each with its moment, until one: a step may end between two lines of one
/// moment.
pub fn replay_typed(
    lesson: &Lesson,
    lines: &[(SimTime, String)],
    until: SimTime,
    seed: &str,
) -> Ran {
    let (text, _) = compose(
        &lesson.front,
        &format!("{} end\n", until.since(SimTime::START)),
        seed,
    );
    let session = Session::new(Transcript::parse(&text)?)?;
    let mut running = Running::begin(lesson, session, None, None);
    for (at, line) in lines.iter().filter(|(at, _)| *at <= until) {
        running.go_to(*at);
        running.session.strike(line).map_err(|error| vec![error])?;
        running.watch.observe(lesson, &running.session);
    }
    running.go_to(until);
    Ok(running.end())
}

fn run(lesson: &Lesson, lines: &str, seed: &str, hand: Option<Hand>) -> Ran {
    let (text, _) = compose(&lesson.front, lines, seed);
    let session = Session::new(Transcript::parse(&text)?)?;
    let day = lesson.front.game.map(|level| Day::new(level, seed));
    let mut running = Running::begin(lesson, session, day, hand);
    running.go_on();
    Ok(running.end())
}

/// A run of a lesson that is watched.
struct Running<'l> {
    lesson: &'l Lesson,
    session: Session,
    day: Option<Day>,
    hand: Option<Hand>,
    watch: Watch,
}

impl<'l> Running<'l> {
    fn begin(
        lesson: &'l Lesson,
        session: Session,
        day: Option<Day>,
        hand: Option<Hand>,
    ) -> Running<'l> {
        let mut watch = Watch::default();
        watch.observe(lesson, &session);
        Running {
            lesson,
            session,
            day,
            hand,
            watch,
        }
    }

    /// To the end of the session, as far as that is known at each moment.
    fn go_on(&mut self) {
        while let Some(next) = self.due().filter(|next| *next <= self.session.end()) {
            if !self.look_at(next, self.session.end()) {
                break;
            }
        }
        self.session.run_to_end();
    }

    /// To a moment.
    fn go_to(&mut self, until: SimTime) {
        while let Some(next) = self.due().filter(|next| *next <= until) {
            if !self.look_at(next, until) {
                break;
            }
        }
        go_on(&mut self.session, &mut self.day, until);
        self.watch.observe(self.lesson, &self.session);
    }

    fn due(&self) -> Option<SimTime> {
        let look = self.hand.as_ref().map(Hand::next_at);
        next_due(&self.session, &self.day)
            .into_iter()
            .chain(look)
            .min()
    }

    /// Lets time pass until something happens, and looks before and after; tells whether the clock could go on.
    fn look_at(&mut self, next: SimTime, end: SimTime) -> bool {
        let Running {
            lesson,
            session,
            day,
            hand,
            watch,
        } = self;
        // What grows by itself, as a lag does, is greatest or least just before something happens.
        let last = SimTime::from_ms(next.ms() - 1);
        if last > session.now() {
            go_on(session, day, last);
            watch.observe(lesson, session);
        }
        // What is due at this very moment has happened: the clock must go on.
        let soon = session.now() + SimDuration::from_ms(1);
        if soon > end {
            return false;
        }
        go_on(session, day, next.max(soon));
        if let Some(hand) = hand {
            hand.look(session);
        }
        watch.observe(lesson, session);
        true
    }

    fn end(self) -> Replay {
        let Running {
            lesson,
            session,
            mut watch,
            ..
        } = self;
        let score = lesson
            .front
            .game
            .map(|level| game::score(level, &session).points);
        watch.observe(lesson, &session);
        let view = session.world().view();
        watch.look_for_empty_copies(&view);
        let moment = Moment {
            view: &view,
            outcomes: session.outcomes(),
            score,
        };
        let missing = watch.play.missing(lesson, &moment);
        Replay {
            session,
            play: watch.play,
            missing,
            score,
            ended: watch.ended,
            seen: watch.seen,
            empty: watch.empty,
            view,
        }
    }
}

/// Lets time pass; on a game day what comes due strikes on the way.
fn go_on(session: &mut Session, day: &mut Option<Day>, time: SimTime) {
    match day {
        Some(day) => day.advance_to(session, time),
        None => session.advance_to(time),
    }
}

/// What was seen of a run so far.
#[derive(Default)]
struct Watch {
    play: Play,
    ended: Vec<SimTime>,
    seen: Vec<Vec<Vec<Seen>>>,
    empty: Option<EmptyCopy>,
}

impl Watch {
    /// The score of a game day is known at its end alone.
    fn observe(&mut self, lesson: &Lesson, session: &Session) {
        if self.play.done == lesson.steps.len() {
            return;
        }
        let view = session.world().view();
        let moment = Moment {
            view: &view,
            outcomes: session.outcomes(),
            score: None,
        };
        while self.play.is_reached(lesson, &moment) {
            let step = &lesson.steps[self.play.done].step;
            self.play.end_step(lesson, &moment);
            self.ended.push(view.now);
            let answers = self.play.answers.last().into_iter().flatten();
            let questions = step.predictions.iter().zip(answers);
            let right = questions.map(|(question, answer)| {
                let choice = answer.and_then(|place| question.choices.get(place));
                // Where none is right, or several are, what all of them look at tells why.
                let all = question.choices.iter();
                let looked = all.filter(|one| choice.is_none_or(|right| right == *one));
                let mut all = Vec::new();
                for one in looked.flat_map(|choice| seen(choice, &moment)) {
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
                all
            });
            self.seen.push(right.collect());
        }
        self.look_for_empty_copies(&view);
    }

    /// A copy that was restored from before its first write, and that an application uses which had written more.
    fn look_for_empty_copies(&mut self, view: &View) {
        let found = view.apps.iter().find_map(|app| {
            let name = app.write_target.as_ref().filter(|_| app.totals.lost > 0)?;
            let empty = |db: &&DatabaseView| {
                db.id == *name && matches!(db.primary().tape.forked_from, Some((_, 0)))
            };
            view.databases.iter().find(empty).map(|db| EmptyCopy {
                database: db.id.clone(),
                app: app.name.clone(),
                lost: app.totals.lost,
            })
        });
        self.empty = self.empty.take().or(found);
    }
}

/// While a wait goes on, there is something to look at every half a minute, and less often the longer it lasts.
const WAIT_LOOKS: SimDuration = SimDuration::from_secs(30);

/// When to look next: at an event, at a line, at what strikes, or while one waits.
fn next_due(session: &Session, day: &Option<Day>) -> Option<SimTime> {
    let event = session.world().next_due();
    let line = session.next_line_at();
    let look = session.waiting().map(|wait| {
        let waited = session.now().since(wait.at).ms();
        session.now() + WAIT_LOOKS.max(SimDuration::from_ms(waited / 100))
    });
    let strike = day.as_ref().and_then(Day::next_at);
    event
        .into_iter()
        .chain(line)
        .chain(look)
        .chain(strike)
        .min()
}

/// Whether a lesson offers what begins with these words. What only looks, and what waits, is offered in every one.
pub(super) fn offers_words(front: &FrontMatter, words: &str) -> bool {
    let words = words.trim_start();
    front.offers.is_empty()
        || looks_or_waits(words)
        || front.offers.iter().any(|first| begins_with(words, first))
}

/// Whether these are the words of an AWS operation that only looks, or of a waiter, as all of AWS's are called.
fn looks_or_waits(words: &str) -> bool {
    let mut words = words.split(' ');
    let operation = (words.next() == Some("aws"))
        .then(|| words.nth(1))
        .flatten();
    operation.is_some_and(|name| name == "wait" || name.starts_with("describe-"))
}

impl Lesson {
    /// Whether a learner may run this in the lesson. What only looks, and what waits, is offered in every one.
    pub fn offers(&self, action: &Action) -> bool {
        let mut offers = self.front.offers.iter();
        self.front.offers.is_empty()
            || action.only_looks()
            || action.is_wait()
            || offers.any(|words| action.begins_with(words))
    }
}
