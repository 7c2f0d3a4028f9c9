//! Replaying lines in a lesson: the run that proves, or refutes.

use crate::language::{LineError, Session, Transcript};
use crate::lesson::code::only_looks;
use crate::lesson::condition::begins_with;
use crate::lesson::game::{self, Day};
use crate::lesson::{FrontMatter, Lesson, Missing, Moment, Play};
use crate::rds::View;
use crate::sim::{SimDuration, SimTime};

/// What became of a run of a lesson.
pub struct Replay {
    pub session: Session,
    pub play: Play,
    pub missing: Missing,
    /// The score of a game day, if it is one.
    pub score: Option<u32>,
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

/// Runs lines in a lesson to their end, watching its steps.
pub fn replay(lesson: &Lesson, lines: &str, seed: &str) -> Result<Replay, Vec<LineError>> {
    let (text, _) = compose(&lesson.front, lines, seed);
    let mut session = Session::new(Transcript::parse(&text)?)?;
    let mut play = Play::default();
    let mut day = lesson.front.game.map(|level| Day::new(level, seed));
    observe(lesson, &session, &mut play);
    while let Some(next) = next_due(&session, &day).filter(|next| *next <= session.end()) {
        // What grows by itself, as a lag does, is greatest or least just before something happens.
        let last = SimTime::from_ms(next.ms() - 1);
        if last > session.now() {
            go_on(&mut session, &mut day, last);
            observe(lesson, &session, &mut play);
        }
        // What is due at this very moment has happened: the clock must go on.
        let soon = session.now() + SimDuration::from_ms(1);
        if soon > session.end() {
            break;
        }
        go_on(&mut session, &mut day, next.max(soon));
        observe(lesson, &session, &mut play);
    }
    session.run_to_end();
    let score = lesson
        .front
        .game
        .map(|level| game::score(level, &session).points);
    observe(lesson, &session, &mut play);
    let view = session.world().view();
    let moment = Moment {
        view: &view,
        outcomes: session.outcomes(),
        score,
    };
    let missing = play.missing(lesson, &moment);
    Ok(Replay {
        session,
        play,
        missing,
        score,
        view,
    })
}

/// Lets time pass; on a game day what comes due strikes on the way.
fn go_on(session: &mut Session, day: &mut Option<Day>, time: SimTime) {
    match day {
        Some(day) => day.advance_to(session, time),
        None => session.advance_to(time),
    }
}

/// The score of a game day is known at its end alone.
fn observe(lesson: &Lesson, session: &Session, play: &mut Play) {
    if play.done < lesson.steps.len() {
        let moment = Moment {
            view: &session.world().view(),
            outcomes: session.outcomes(),
            score: None,
        };
        play.end_steps(lesson, &moment);
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

/// Whether a learner may run the line in the lesson. What only looks, and what waits, is offered in every one.
pub(super) fn is_offered_by(front: &FrontMatter, line: &str) -> bool {
    let line = line.trim_start();
    front.offers.is_empty()
        || only_looks(line)
        || line.starts_with("aws rds wait")
        || front.offers.iter().any(|words| begins_with(line, words))
}

impl Lesson {
    /// Whether a learner may run the line in this lesson.
    pub fn offers(&self, line: &str) -> bool {
        is_offered_by(&self.front, line)
    }
}
