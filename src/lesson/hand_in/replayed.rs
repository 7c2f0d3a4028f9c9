//! What a hand-in comes to when its lines are run again: nothing of it is believed that the run can show.

use crate::language::words;
use crate::language::{Action, At, LineError, Session, Statement, Step, Transcript};
use crate::lesson::game::{self, PASSED};
use crate::lesson::hand_in::letter::{HandIn, Work, digest};
use crate::lesson::hand_in::shortfall::shortfall;
use crate::lesson::hand_in::task::What;
use crate::lesson::{GameLevel, Lesson, Moment, compose, replay, replay_typed};
use crate::sim::{SimDuration, SimTime};
use crate::world::{Command, Goals, View};

/// How a run fared, as its replay shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fared {
    pub won: bool,
    /// What is missing, each in a few words.
    pub missing: Vec<String>,
    /// How many steps of how many came to their end.
    pub steps: (usize, usize),
    /// The longest recovery; of an incident that is still open, so far.
    pub recovery: Option<SimDuration>,
    pub open: bool,
    pub lost_writes: u64,
    pub lost_span: SimDuration,
    pub cost_usd: f64,
    /// Points of a game day.
    pub score: Option<u32>,
    /// For each step that is done, the right answer to each of its questions.
    pub answers: Vec<Vec<Option<usize>>>,
    /// What its teacher should know besides.
    pub notes: Vec<String>,
    pub goals: Goals,
    /// Orders of a game day that were not accepted.
    pub not_accepted: u64,
    /// The transcript of the replay, for whoever wants to look at it, and its end.
    pub run: String,
    pub end: SimTime,
}

/// A run fared so, or its code is refused: why.
pub type Replayed = Result<Fared, String>;

/// No lesson and no day lasts longer.
const LONGEST: SimDuration = SimDuration::from_days(400);

/// The learner's own lines of a run, and its end. What a game day strikes is not theirs: it strikes again.
pub fn own_lines(session: &Session, end: SimTime) -> String {
    let is_day = game::recorded(&session.transcript().to_text()).is_some();
    let mut text = String::new();
    for line in &session.transcript().lines {
        let Some(Statement::Timed {
            step: Step::Do(action),
            ..
        }) = &line.statement
        else {
            continue;
        };
        if !(is_day && action.is_fault()) {
            text.push_str(&format!("{line}\n"));
        }
    }
    text.push_str(&format!("{} end\n", end.since(SimTime::START)));
    text
}

/// Runs a hand-in again, and tells whose luck it was. `lesson` is the one that it names, as it stands in its file; an interview has nothing to run.
pub fn replayed(hand_in: &HandIn, lesson: Option<&Lesson>) -> Replayed {
    let mut fared = run_again(hand_in, lesson)?;
    if let Some(luck) = &hand_in.task.luck {
        fared
            .notes
            .push(format!("played by themselves, under the luck of {luck}"));
    }
    Ok(fared)
}

fn run_again(hand_in: &HandIn, lesson: Option<&Lesson>) -> Replayed {
    let Work::Run {
        lines,
        digest,
        again,
        ..
    } = &hand_in.work
    else {
        return Ok(Fared::default());
    };
    match (&hand_in.task.what, lesson) {
        (What::Lesson(_), Some(lesson)) => {
            let lesson = hand_in.task.applied(lesson);
            let mut fared = in_lesson(&lesson, &hand_in.seed(), lines)?;
            if *digest != self::digest(&lesson.front) {
                fared
                    .notes
                    .push("the lesson, or the lab, has changed since".to_owned());
            }
            if *again > 0 {
                fared.notes.push(format!(
                    "answered {} otherwise later: what was said first counts",
                    words::counted(u64::from(*again), "question", "questions")
                ));
            }
            Ok(fared)
        }
        (What::Game { level, design }, _) => {
            let design = design.as_deref().unwrap_or_default();
            on_day(*level, &hand_in.seed(), design, lines)
        }
        (What::Lesson(id), None) => Err(format!("There is no lesson {id} here.")),
        (What::Interview(_), _) => Ok(Fared::default()),
    }
}

fn in_lesson(lesson: &Lesson, seed: &str, lines: &str) -> Replayed {
    if lesson.front.game.is_some() {
        return Err("Its lesson is won by a game day, which is handed in by itself.".to_owned());
    }
    let theirs = theirs(lines, |action| match **action.command() {
        Command::Goal(_) => false,
        _ => lesson.offers(action),
    })?;
    let (_, before) = compose(&lesson.front, lines, seed);
    let run = match &theirs.typed {
        Some(typed) => replay_typed(lesson, typed, theirs.end, seed),
        None => replay(lesson, lines, seed),
    };
    let run = run.map_err(|errors| told(&errors, before))?;
    let mut missing = run.missing.clone();
    let ended = run.ended_at();
    let mut fared = of_view(run.moment().view);
    let mut short = shortfall(lesson, &missing, &run.moment());
    if !missing.is_won()
        && let Some(ended) = ended.filter(|_| missing.steps == 0)
    {
        // It was won when its last step ended, whatever came of it later.
        let mut session = run.session.clone();
        session.seek(ended);
        let view = session.world().view();
        let moment = Moment {
            view: &view,
            outcomes: session.outcomes(),
            score: None,
        };
        let then = run.play.missing(lesson, &moment);
        if then.is_won() {
            (missing, fared, short) = (then, of_view(&view), Vec::new());
        }
    }
    fared.won = missing.is_won();
    fared.missing = short;
    fared.run = run.session.transcript().to_text();
    fared.steps = (run.play.done, lesson.steps.len());
    fared.answers = run.play.answers;
    if theirs.changes {
        fared.notes.push("changed the table of numbers".to_owned());
    }
    Ok(fared)
}

fn on_day(level: GameLevel, seed: &str, design: &str, lines: &str) -> Replayed {
    let theirs = theirs(lines, |action| {
        !action.is_fault()
            && action.call().verb.path != "number"
            && !matches!(**action.command(), Command::Goal(_))
    })?;
    if let Err(blemishes) = game::try_out(seed, design) {
        let first = blemishes
            .first()
            .map(|one| one.cause.clone())
            .unwrap_or_default();
        return Err(format!("Its design cannot be played: {first}."));
    }
    let begins = game::start(level, seed, design);
    let before = u32::try_from(begins.lines().count()).unwrap_or(u32::MAX);
    let transcript =
        Transcript::parse(&(begins + &theirs.own)).map_err(|errors| told(&errors, before))?;
    let mut session = Session::new(transcript).map_err(|errors| told(&errors, before))?;
    let over = theirs.end >= session.end();
    game::run(level, &mut session);
    let scored = game::score(level, &session);
    let score = scored.points;
    let mut fared = of_view(&session.world().view());
    fared.score = over.then_some(score);
    fared.not_accepted = scored.not_accepted;
    fared.run = session.transcript().to_text();
    fared.won = over && score >= PASSED;
    if !over {
        fared
            .missing
            .push("the day was not played to its end".to_owned());
    } else if !fared.won {
        fared
            .missing
            .push(format!("{score} points, and {PASSED} are needed"));
    }
    Ok(fared)
}

/// What was found of the lines of a hand-in.
struct Theirs {
    end: SimTime,
    /// Their lines without their end, each at its place.
    own: String,
    /// Whether one changes the table of numbers.
    changes: bool,
    /// Each line with its moment; nothing where one tells its time by another's.
    typed: Option<Vec<(SimTime, String)>>,
}

/// Looks that only timed lines stand there, only such as may be done, and an end that nobody waits long for.
fn theirs(lines: &str, may: impl Fn(&Action) -> bool) -> Result<Theirs, String> {
    let transcript = Transcript::parse(lines).map_err(|errors| told(&errors, 0))?;
    let (mut changes, mut end, mut typed) = (false, None, Some(Vec::new()));
    let mut own = String::new();
    for line in &transcript.lines {
        match &line.statement {
            None => {}
            Some(Statement::Timed {
                at: At::Absolute(at),
                step: Step::End,
            }) => end = Some(at.duration()),
            Some(Statement::Timed {
                at,
                step: Step::Do(action),
                ..
            }) if may(action) => {
                changes |= action.call().verb.path == "number";
                own.push_str(&line.to_string());
                typed = match (typed, at) {
                    (Some(mut typed), At::Absolute(at)) => {
                        typed.push((SimTime::START + at.duration(), action.to_string()));
                        Some(typed)
                    }
                    _ => None,
                };
            }
            Some(_) => {
                return Err(format!(
                    "Its line {} may not be run there: {line}",
                    line.number
                ));
            }
        }
        own.push('\n');
    }
    let end = end.filter(|end| *end <= LONGEST);
    let end = end.ok_or("Its run has no end, or lasts longer than 400 days.")?;
    Ok(Theirs {
        end: SimTime::START + end,
        own,
        changes,
        typed: typed.filter(|typed| typed.is_sorted_by_key(|(at, _)| *at)),
    })
}

fn told(errors: &[LineError], before: u32) -> String {
    match errors.first() {
        Some(error) => format!(
            "Its line {} cannot be run: {}.",
            error.line.saturating_sub(before),
            error.message
        ),
        None => "Its lines cannot be run.".to_owned(),
    }
}

fn of_view(view: &View) -> Fared {
    let took =
        |one: &crate::world::IncidentView| one.recovery.unwrap_or_else(|| view.now.since(one.at));
    Fared {
        recovery: view.incidents.iter().map(took).max(),
        open: view.open_incidents().next().is_some(),
        lost_writes: view.writes.lost,
        lost_span: view.lost_span(),
        cost_usd: view.monthly_cost_usd(),
        goals: view.goals,
        end: view.now,
        ..Fared::default()
    }
}

#[cfg(test)]
pub(super) mod tests;
