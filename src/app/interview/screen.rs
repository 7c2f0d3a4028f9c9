//! What the interview's screen does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::course::{Listed, Record};
use crate::app::effect::Effect;
use crate::app::interview::answers::{Answer, known};
use crate::app::interview::choose;
use crate::app::interview::known::{
    Arrived, Asked, InterviewMsg, InterviewState, Marked, Mock, Said,
};
use crate::app::interview::mock;
use crate::app::lesson::{NoLesson, address};
use crate::app::progress::Progress;
use crate::app::reader::{Answer as Read, Task};
use crate::app::route::{Route, Seat};
use crate::app::window::Screen;
use crate::lesson::{INTERVIEW, Index, Lesson};
use std::rc::Rc;

/// How often the time is told while somebody thinks, and while an answer is read, in real milliseconds.
const SECOND: u32 = 1000;
const NOW_AND_THEN: u32 = 15_000;

/// Opens the list, a question, or a mock interview. `shown` is what the candidate's run on the stage shows of its question's rubric.
#[inline(never)]
pub fn open(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    seat: &Seat,
    shown: Option<(String, Vec<Option<bool>>)>,
) -> Vec<Ask> {
    let mut asks = vec![Ask::Show(Screen::Interview), Ask::Stop, Ask::Hush];
    if let Listed::Unasked | Listed::Missing(_) = interview.index {
        asks.push(fetch(interview));
    }
    asks.push(tell_time(0, 0));
    match seat {
        Seat::List => (interview.asked, interview.mock) = (None, None),
        Seat::One(id) => {
            let asked = interview.asked.as_ref();
            let is_here = |one: &Asked| one.id == *id && !one.has_failed();
            if !asked.is_some_and(is_here) {
                interview.mock = None;
                asks.extend(ask(interview, progress, tickets, id));
            }
            asks.extend(go_on(interview, tickets, shown));
        }
        Seat::Mock {
            level,
            seed,
            guides,
        } => {
            let mut new = Mock::new(*level, seed, *guides);
            // Each has a place of their own: what is noted is never the candidate's.
            if let Some(kept) = progress.place(&new.route(*guides).fragment()) {
                match guides {
                    true => mock::recall_notes(&mut new, &kept.extra),
                    false => mock::recall(&mut new, &kept.extra),
                }
            }
            let mock = interview.mock.as_ref();
            if mock.is_some_and(|mock| mock.is_same(&new)) {
                asks.extend(go_on(interview, tickets, shown));
            } else {
                (interview.mock, interview.asked) = (Some(new), None);
                asks.extend(mock::begin(interview, progress, tickets));
            }
        }
    }
    asks.push(focus("headline"));
    asks
}

#[inline(never)]
pub fn react(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    screen: Screen,
    msg: InterviewMsg,
) -> Vec<Ask> {
    match msg {
        InterviewMsg::Listed(list) => return listed(interview, progress, tickets, list),
        InterviewMsg::Translated(of, list) if of == progress.language => {
            interview.translated(&of, list);
        }
        InterviewMsg::Translated(..) => {}
        InterviewMsg::Retry => return vec![fetch(interview)],
        InterviewMsg::Now { ticket, seconds } => {
            interview.now = seconds;
            mock::suggest(interview, progress);
            let lines = std::mem::take(&mut interview.undated).into_iter();
            let dated = |line| Ask::Record(Record::Answer(format!("{seconds} {line}")));
            let mut asks: Vec<Ask> = lines.map(dated).collect();
            let asked = interview.asked.as_mut();
            if let Some(asked) = asked.filter(|asked| asked.beat == ticket) {
                let thinks = asked.sure.is_none();
                if thinks && asked.since == 0 && asked.lesson().is_some() {
                    asked.since = seconds;
                }
                if screen == Screen::Interview {
                    let after_ms = if thinks { SECOND } else { NOW_AND_THEN };
                    asks.push(tell_time(ticket, after_ms));
                }
            }
            return asks;
        }
        InterviewMsg::Next => return next(interview, &progress.answers, progress, tickets),
        InterviewMsg::Practise(level) => interview.practised = level,
        InterviewMsg::Level(level) => {
            interview.level = level;
            mock::suggest(interview, progress);
        }
        InterviewMsg::Name(name) => (interview.name, interview.named) = (name, true),
        InterviewMsg::Dice => return mock::dice(interview, progress),
        InterviewMsg::Reveal(sure) => return reveal(interview, progress, tickets, sure),
        InterviewMsg::Mark(place) => {
            let mark = interview.asked.as_mut();
            if let Some(mark) = mark.and_then(|asked| asked.marks.get_mut(place)) {
                *mark = !*mark;
            }
        }
        InterviewMsg::Judge(had) => return judge(interview, progress, tickets, had),
        InterviewMsg::Step(way) => return mock::step(interview, progress, tickets, way),
        InterviewMsg::Again => {
            if let Some(mock) = &mut interview.mock {
                *mock = Mock::new(mock.level, &mock.seed, mock.guides);
            }
            return mock::begin(interview, progress, tickets);
        }
        InterviewMsg::Note(text) => return mock::note(interview, text),
        InterviewMsg::CopyLink => return mock::copy_link(interview),
        InterviewMsg::Print => return vec![Ask::Do(Effect::Print)],
    }
    Vec::new()
}

/// Asks for the list.
fn fetch(interview: &mut InterviewState) -> Ask {
    (interview.index, interview.words) = (Listed::Asked, None);
    Ask::Do(Effect::FetchQuestions)
}

fn listed(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    list: Result<String, String>,
) -> Vec<Ask> {
    match list.and_then(|text| Index::parse(&text)) {
        Ok(index) => interview.listed(index, &progress.language),
        Err(reason) => interview.index = Listed::Missing(reason),
    }
    mock::suggest(interview, progress);
    let waits = interview
        .mock
        .as_ref()
        .is_some_and(|mock| mock.ids.is_empty());
    match waits {
        true => mock::begin(interview, progress, tickets),
        false => Vec::new(),
    }
}

/// Asks a question.
pub(super) fn ask(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    id: &str,
) -> Vec<Ask> {
    *tickets += 1;
    let times = match &interview.mock {
        Some(mock) => mock.turn(id),
        None => known(&progress.answers, id).map_or(0, |known| known.times),
    };
    interview.asked = Some(Asked {
        id: id.to_owned(),
        times,
        arrived: Arrived::NotYet,
        since: 0,
        until: None,
        sure: None,
        marks: Vec::new(),
        shown: Vec::new(),
        ticket: *tickets,
        beat: 0,
        staged: mock::is_staged(interview, id),
    });
    let address = address(&format!("{INTERVIEW}{id}"));
    let ticket = *tickets;
    vec![Ask::Do(Effect::FetchLesson { ticket, address })]
}

/// The text of the question that is awaited.
#[inline(never)]
pub fn came(interview: &mut InterviewState, text: Result<String, NoLesson>) -> Vec<Ask> {
    let Some(asked) = &mut interview.asked else {
        return Vec::new();
    };
    match text {
        Ok(text) => vec![Ask::Do(Effect::AskReader {
            ticket: asked.ticket,
            ask: Task::Read,
            text,
        })],
        Err(_) => {
            let why = "It did not come: look at your connection.";
            asked.arrived = Arrived::Failed(why.to_owned());
            vec![focus("headline")]
        }
    }
}

/// The part of the page that reads did not start.
pub fn no_reader(interview: &mut InterviewState) -> Vec<Ask> {
    let waits = |asked: &&mut Asked| asked.arrived == Arrived::NotYet;
    let Some(asked) = interview.asked.as_mut().filter(waits) else {
        return Vec::new();
    };
    let why = "The part of the page that reads questions did not start: load the page again.";
    asked.arrived = Arrived::Failed(why.to_owned());
    vec![focus("headline")]
}

/// The reader has answered about the question that is awaited.
#[inline(never)]
pub fn read(interview: &mut InterviewState, tickets: &mut u32, read: &Read) -> Vec<Ask> {
    let guides = interview.guides();
    let mock = interview.mock.as_ref().filter(|mock| mock.is_marked());
    let said = mock.and_then(|mock| mock.said.get(mock.place)).cloned();
    let Some(asked) = &mut interview.asked else {
        return Vec::new();
    };
    let lesson = read.lesson.as_ref();
    let Some(lesson) = lesson.filter(|lesson| lesson.interview().is_some()) else {
        let why = read.mistakes.first().map(ToString::to_string);
        let why = why.unwrap_or_else(|| "It is no question of an interview.".to_owned());
        asked.arrived = Arrived::Failed(why);
        return vec![focus("headline")];
    };
    // A live one is played as it stands in its file.
    let family = match lesson.steps.is_empty() {
        true => asked.times % lesson.families(),
        false => 0,
    };
    let lesson = Rc::new(lesson.in_figures(family));
    if guides {
        asked.sure = Some(false);
    } else if let Some(said) = said {
        (asked.since, asked.until) = (0, Some(said.seconds));
        asked.shown = said.shown;
        open_answer(asked, &lesson, said.sure);
    }
    asked.arrived = Arrived::Here(lesson);
    let mut asks = beat(asked, tickets);
    asks.push(focus("headline"));
    asks
}

/// The question goes on, with what its candidate's own run shows of it.
fn go_on(
    interview: &mut InterviewState,
    tickets: &mut u32,
    shown: Option<(String, Vec<Option<bool>>)>,
) -> Vec<Ask> {
    let Some(asked) = &mut interview.asked else {
        return Vec::new();
    };
    if let Some((of, shown)) = shown
        && of == asked.id
    {
        asked.shown = shown;
    }
    beat(asked, tickets)
}

/// The time is told from now on, and by nobody who was asked to before.
fn beat(asked: &mut Asked, tickets: &mut u32) -> Vec<Ask> {
    *tickets += 1;
    asked.beat = *tickets;
    vec![tell_time(asked.beat, 0)]
}

fn reveal(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    sure: bool,
) -> Vec<Ask> {
    let now = interview.now;
    let Some(asked) = &mut interview.asked else {
        return Vec::new();
    };
    let Some(lesson) = asked.lesson().map(Rc::clone) else {
        return Vec::new();
    };
    if let Some(mock) = interview.mock.as_mut().filter(|mock| !mock.is_marked()) {
        // Nobody is shown an answer in the midst of an interview.
        mock.said.push(Said {
            sure,
            seconds: now.saturating_sub(asked.since),
            shown: std::mem::take(&mut asked.shown),
        });
        let mut asks = vec![Ask::Record(Record::At(mock::kept(mock)))];
        asks.extend(mock::step(interview, progress, tickets, 1));
        return asks;
    }
    open_answer(asked, &lesson, sure);
    asked.until = Some(now);
    vec![focus("answer")]
}

/// The answer is shown; what a run shows of the rubric is marked.
fn open_answer(asked: &mut Asked, lesson: &Lesson, sure: bool) {
    let points = lesson.interview().map_or(0, |one| one.rubric.len());
    let shown = |place: usize| asked.shown.get(place).copied().flatten() == Some(true);
    asked.marks = (0..points).map(shown).collect();
    asked.sure = Some(sure);
}

fn judge(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    had: bool,
) -> Vec<Ask> {
    let at = interview.now;
    let Some(asked) = &interview.asked else {
        return Vec::new();
    };
    let (Some(lesson), Some(sure)) = (asked.lesson(), asked.sure) else {
        return Vec::new();
    };
    let answer = Answer {
        at,
        id: asked.id.clone(),
        sure,
        had,
        marks: asked.marks.clone(),
    };
    let line = answer.line();
    let practised = mock::is_recent(&progress.answers, &answer.id, at);
    let rubric = lesson.interview().into_iter().flat_map(|one| &one.rubric);
    let points = rubric.map(|point| point.point.clone());
    let marked = Marked {
        title: lesson.front.title.clone(),
        points: points.zip(answer.marks).collect(),
        id: answer.id,
        sure,
        had,
        seconds: asked.until.unwrap_or(at).saturating_sub(asked.since),
        unworked: !lesson.steps.is_empty() && asked.shown.is_empty(),
        practised,
    };
    let mut asks = vec![Ask::Record(Record::Answer(line.clone()))];
    let more = match &mut interview.mock {
        Some(mock) => {
            mock.results.push(marked);
            asks.push(Ask::Record(Record::At(mock::kept(mock))));
            mock::step(interview, progress, tickets, 1)
        }
        None => {
            let mut answers = progress.answers.clone();
            answers.push(line);
            next(interview, &answers, progress, tickets)
        }
    };
    asks.extend(more);
    asks
}

/// Practises what comes next.
fn next(
    interview: &mut InterviewState,
    answers: &[String],
    progress: &Progress,
    tickets: &mut u32,
) -> Vec<Ask> {
    let last = interview.asked.as_ref().map(|asked| asked.id.clone());
    let (level, now) = (interview.practised, interview.now);
    let index = interview.list();
    let next = index.and_then(|index| choose::next(index, level, answers, now, last.as_deref()));
    let Some(id) = next.map(|entry| entry.id.clone()) else {
        // The list tells why there is none.
        (interview.asked, interview.mock) = (None, None);
        let address = Route::Interview(Seat::List).fragment();
        return vec![Ask::Do(Effect::Address(address)), focus("headline")];
    };
    interview.mock = None;
    let address = Route::Interview(Seat::One(id.clone())).fragment();
    let mut asks = ask(interview, progress, tickets, &id);
    asks.extend([Ask::Do(Effect::Address(address)), focus("headline")]);
    asks
}

fn tell_time(ticket: u32, after_ms: u32) -> Ask {
    Ask::Do(Effect::TellTime { ticket, after_ms })
}
