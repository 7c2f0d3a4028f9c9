//! What the class's screen does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::class::counted::as_set;
use crate::app::class::known::{
    ClassEffect, ClassField, ClassMsg, ClassState, Copy, Desk, Entry, Got, Read, SIGNED,
};
use crate::app::class::link;
use crate::app::effect::Effect;
use crate::app::lesson::{NoLesson, address};
use crate::app::reader::{Answer, Task as Ordered};
use crate::app::words::counted;
use crate::lesson::hand_in::{self, HandIn, What, Work, replayed};
use std::rc::Rc;

/// So many hand-ins have room in the table.
pub(super) const ENTRIES_MAX: usize = 200;

const AWAY: &str = "Its lesson did not come: is it on this host, and are you online? Read the codes again, and it is asked for once more.";

#[inline(never)]
pub fn react(class: &mut ClassState, tickets: &mut u32, now: u64, msg: ClassMsg) -> Vec<Ask> {
    if msg.changes_task() {
        class.copied = None;
    }
    let making = &mut class.making;
    match msg {
        ClassMsg::Page(address) => class.page = address,
        ClassMsg::NameFirst => return vec![focus("class-name")],
        ClassMsg::Write(field, text) => match field {
            ClassField::Name => class.name = text,
            ClassField::Signature => return sign(class, text),
            ClassField::Pasted => class.pasted = text,
            ClassField::Class => making.class = text,
            ClassField::Numbers => making.numbers = text,
            ClassField::Only => making.only = text,
        },
        ClassMsg::Take => {
            class.read = Read::default();
            ask_again(class);
            let text = std::mem::take(&mut class.pasted);
            let before = class.read.refusals;
            // What was refused can be mended there.
            class.pasted = sort(class, &text).join("\n");
            return taken(class, tickets, before);
        }
        ClassMsg::Next => return next(class, tickets),
        ClassMsg::AskToClear(asks) => {
            class.clears = asks;
            return vec![focus(if asks { "class-clear" } else { "class-empty" })];
        }
        ClassMsg::Clear => {
            (class.entries, class.read, class.clears) = (Vec::new(), Read::default(), false);
            return vec![focus("headline")];
        }
        ClassMsg::Remove(place) => return remove(class, place),
        ClassMsg::Kind(kind) => making.kind = kind,
        ClassMsg::Lesson(id) => {
            making.lesson = id;
            return vec![focus("class-choose")];
        }
        ClassMsg::Game(level) => making.game = level,
        ClassMsg::Interview(level) => making.interview = level,
        ClassMsg::HintsOff(off) => making.hints_off = off,
        ClassMsg::Predict(must) => making.predict = must,
        ClassMsg::Copy(what) => {
            let text = match (what, &class.desk) {
                (Copy::Link, _) => format!("/{}", link::address(&making.task().0, None)),
                (Copy::Code, Desk::HandIn(Some(handed))) => hand_in::write(&at_last(handed, now)),
                (Copy::Code, _) => return Vec::new(),
            };
            return vec![Ask::Do(Effect::Class(ClassEffect::Copy(what, text)))];
        }
        ClassMsg::Copied(what, done) => {
            return copied(class, what, done);
        }
    }
    Vec::new()
}

/// Whose it is, is kept.
fn sign(class: &mut ClassState, text: String) -> Vec<Ask> {
    class.name = text;
    let name = hand_in::label(&class.name);
    let note = name.map(|name| Ask::Note(format!("{SIGNED} {name}")));
    note.into_iter().collect()
}

/// It was copied, or the browser did not let the page do it.
fn copied(class: &mut ClassState, what: Copy, done: bool) -> Vec<Ask> {
    class.copied = Some((what, done));
    let told = match (what, done) {
        (Copy::Code, true) => "The code is copied.",
        (Copy::Link, true) => "The link is copied.",
        (_, false) => {
            "The browser does not let the page copy it: it is selected, copy it yourself."
        }
    };
    let mut asks = vec![Ask::Announce(told.to_owned())];
    if !done {
        asks.push(focus(if what == Copy::Code {
            "code"
        } else {
            "class-link"
        }));
    }
    asks
}

/// What is handed in now: it was worked on until then.
pub(super) fn at_last((hand_in, since): &(HandIn, u64), now: u64) -> HandIn {
    let mut hand_in = hand_in.clone();
    if *since > 0 {
        hand_in.seconds = now.saturating_sub(*since);
    }
    hand_in
}

/// Leaves out a hand-in; another of its learner may count then.
fn remove(class: &mut ClassState, place: usize) -> Vec<Ask> {
    if place >= class.entries.len() {
        return Vec::new();
    }
    let gone = class.entries.remove(place);
    let told = format!("{} is left out.", gone.hand_in.name);
    vec![Ask::Announce(told), focus("headline")]
}

/// Takes in all codes of a text that came from a file.
#[inline(never)]
pub fn take(class: &mut ClassState, tickets: &mut u32, text: &str) -> Vec<Ask> {
    let before = class.read.refusals;
    sort(class, text);
    taken(class, tickets, before)
}

/// Takes in what can be read of a text. What is left of it was refused.
fn sort(class: &mut ClassState, text: &str) -> Vec<String> {
    let pieces = match hand_in::pieces(text) {
        Ok(pieces) => pieces,
        Err(why) => {
            class.read.refuse(why);
            return vec![text.to_owned()];
        }
    };
    let mut left = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        match hand_in::read(piece) {
            Ok(hand_in) if class.entries.iter().any(|one| one.hand_in == hand_in) => {
                class.read.doubles.push(hand_in.name);
            }
            Ok(_) if class.entries.len() >= ENTRIES_MAX => {
                class.read.refuse(format!(
                    "The table is full: {ENTRIES_MAX} hand-ins. Save it, and begin a new one."
                ));
                left.extend_from_slice(&pieces[place..]);
                break;
            }
            Ok(hand_in) => {
                class.read.taken += 1;
                class.entries.push(Entry {
                    hand_in,
                    fared: None,
                });
            }
            Err(why) => {
                let known = known_by(piece, place, pieces.len());
                class.read.refuse(format!("{known}: {why}"));
                left.push(piece.clone());
            }
        }
    }
    left
}

/// Tells what came of what was read, and goes on with it. `before` are the refusals that were told already.
fn taken(class: &mut ClassState, tickets: &mut u32, before: u64) -> Vec<Ask> {
    let mut asks = Vec::new();
    if let Some(told) = class.read.told() {
        let told = told.trim_end_matches(':');
        let first = class
            .read
            .refused
            .last()
            .filter(|_| class.read.refusals > before);
        let why = first.map_or_else(String::new, |why| format!(": {why}"));
        asks.push(Ask::Announce(format!("{told}{why}")));
    }
    asks.extend(go_on(class, tickets));
    asks
}

/// Lessons whose texts did not come are fetched once more, and what hung on them is replayed.
fn ask_again(class: &mut ClassState) {
    let ClassState {
        lessons, entries, ..
    } = class;
    lessons.retain(|(id, got)| {
        let is_away = matches!(got, Got::Away);
        for entry in entries.iter_mut() {
            if is_away && entry.hand_in.task.what == What::Lesson(id.clone()) {
                entry.fared = None;
            }
        }
        !is_away
    });
}

/// What a code is known by: how it begins, and its place among the others.
fn known_by(piece: &str, place: usize, all: usize) -> String {
    let first: String = piece.chars().take(16).collect();
    format!("Code {} of {all}, `{first}…`", place + 1)
}

/// Fetches a lesson that is missing, and sees to it that what can be replayed is.
fn go_on(class: &mut ClassState, tickets: &mut u32) -> Vec<Ask> {
    let mut asks = Vec::new();
    let is_asked = class.lessons.iter().any(|(_, got)| *got == Got::Asked);
    if !is_asked {
        let missing = class
            .entries
            .iter()
            .find_map(|one| match &one.hand_in.task.what {
                What::Lesson(id) if class.lesson(&one.hand_in).is_none() => Some(id.clone()),
                _ => None,
            });
        if let Some(id) = missing {
            *tickets += 1;
            class.ticket = *tickets;
            let (ticket, address) = (*tickets, address(&id));
            class.lessons.push((id, Got::Asked));
            asks.push(Ask::Do(Effect::FetchLesson { ticket, address }));
        }
    }
    if !class.ticks && ripe(class).is_some() {
        class.ticks = true;
        asks.push(Ask::Do(Effect::Class(ClassEffect::Tick)));
    }
    asks
}

/// The first hand-in that can be replayed now, by its place.
fn ripe(class: &ClassState) -> Option<usize> {
    class.entries.iter().position(|one| {
        let waits = matches!(one.hand_in.task.what, What::Lesson(_))
            && matches!(class.lesson(&one.hand_in), None | Some(Got::Asked));
        one.fared.is_none() && !waits
    })
}

/// Replays one: the page has its turn between two.
fn next(class: &mut ClassState, tickets: &mut u32) -> Vec<Ask> {
    class.ticks = false;
    let Some(place) = ripe(class) else {
        return go_on(class, tickets);
    };
    let hand_in = &class.entries[place].hand_in;
    let fared = match class.lesson(hand_in) {
        Some(Got::Here(lesson)) => replayed(hand_in, Some(lesson)),
        Some(Got::Away) => Err(AWAY.to_owned()),
        Some(Got::Missing(why)) => Err(why.clone()),
        Some(Got::Asked) | None => replayed(hand_in, None),
    };
    class.entries[place].fared = Some(fared);
    note_copies(class, place);
    let mut asks = go_on(class, tickets);
    if !class.ticks {
        let all = class.entries.len() as u64;
        let told = format!("{} replayed.", counted(all, "hand-in", "hand-ins"));
        asks.push(Ask::Announce(told));
    }
    asks
}

/// Two of a class who did the very same at the same seconds did it together.
fn note_copies(class: &mut ClassState, place: usize) {
    let lines = |entry: &Entry| match &entry.hand_in.work {
        Work::Run { lines, .. } if lines.lines().count() > 2 => Some(lines.clone()),
        Work::Run { .. } | Work::Answers(_) => None,
    };
    let entry = &class.entries[place];
    let Some(own) = lines(entry) else {
        return;
    };
    let HandIn { name, task, .. } = &entry.hand_in;
    let before = class.entries[..place].iter();
    let same = before.filter(|one| {
        let other = &one.hand_in;
        other.name != *name
            && as_set(&other.task) == as_set(task)
            && lines(one).as_ref() == Some(&own)
    });
    let mut names: Vec<&str> = Vec::new();
    for one in same {
        if !names.contains(&one.hand_in.name.as_str()) {
            names.push(&one.hand_in.name);
        }
    }
    let names = names.join(", ");
    if !names.is_empty()
        && let Some(Ok(fared)) = &mut class.entries[place].fared
    {
        let note = format!("the same lines, to the second, as {names}");
        fared.notes.push(note);
    }
}

/// The text of the lesson that is awaited.
#[inline(never)]
pub fn came(class: &mut ClassState, tickets: &mut u32, text: Result<String, NoLesson>) -> Vec<Ask> {
    match text {
        Ok(text) => vec![Ask::Do(Effect::AskReader {
            ticket: class.ticket,
            ask: Ordered::Read,
            text,
        })],
        Err(_) => arrive(class, tickets, Got::Away),
    }
}

/// The reader has answered about it.
#[inline(never)]
pub fn answered(class: &mut ClassState, tickets: &mut u32, answer: &Answer) -> Vec<Ask> {
    let got = match &answer.lesson {
        Some(lesson) => Got::Here(Rc::new(lesson.clone())),
        None => Got::Missing("Its lesson has mistakes on this host.".to_owned()),
    };
    arrive(class, tickets, got)
}

/// The reader did not start.
pub fn no_reader(class: &mut ClassState, tickets: &mut u32) -> Vec<Ask> {
    if !class.awaits(class.ticket) {
        return Vec::new();
    }
    let why = "The part of the page that reads lessons did not start: load the page again.";
    arrive(class, tickets, Got::Missing(why.to_owned()))
}

fn arrive(class: &mut ClassState, tickets: &mut u32, came: Got) -> Vec<Ask> {
    if let Some((_, got)) = class.lessons.iter_mut().find(|(_, got)| *got == Got::Asked) {
        *got = came;
    }
    go_on(class, tickets)
}
