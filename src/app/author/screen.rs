//! What the author's page does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::author::draft::{Author, AuthorMsg, Found, Idle, Replaced, Taken};
use crate::app::course::{CourseState, fetch_index};
use crate::app::effect::Effect;
use crate::app::lesson::{NoLesson, address};
use crate::app::notice::{bad, good};
use crate::app::reader::{Answer, Task};
use crate::app::window::Screen;
use crate::lesson::{Entry, Kind, OWN};
use std::rc::Rc;

/// After so many milliseconds without a key the text is read; after more it is proved by replay.
const READ_AFTER_MS: u32 = 350;
const CHECK_AFTER_MS: u32 = 2500;

/// Opens the author's page, with what was written there last.
pub fn open(author: &mut Author, course: &mut CourseState, tickets: &mut u32) -> Vec<Ask> {
    let mut asks = vec![Ask::Show(Screen::Author), Ask::Stop, focus("headline")];
    if author.text.is_empty() {
        let ticket = next_ticket(author, tickets);
        asks.push(Ask::Do(Effect::LoadDraft { ticket }));
    }
    asks.extend(fetch_index(course).map(Ask::Do));
    asks
}

/// Takes another text into the editor. The author's own is kept, so that it can be brought back.
#[inline(never)]
pub fn load(author: &mut Author, tickets: &mut u32, text: &str, by: &'static str) -> Vec<Ask> {
    let before = std::mem::replace(&mut author.text, Rc::from(text));
    let is_own = before != author.text && is_own(&before, &author.loaded);
    author.name = None;
    author.loaded = Rc::clone(&author.text);
    author.played += 1;
    let mut asks = Vec::new();
    if is_own {
        asks.push(Ask::Do(Effect::SaveReplaced(before.to_string())));
        let replaced = Replaced { text: before, by };
        asks.push(Ask::Announce(told(&replaced)));
        author.replaced = Some(replaced);
    }
    asks.extend(changed(author, tickets));
    asks
}

/// Whether a text is the author's own: what came from elsewhere and is as it came can come again.
fn is_own(text: &str, loaded: &str) -> bool {
    text != loaded && !text.trim().is_empty()
}

/// Asks for a lesson of the host, at once or after a yes.
fn take(author: &mut Author, tickets: &mut u32, id: String, sure: bool) -> Vec<Ask> {
    let asks = !sure && is_own(&author.text, &author.loaded);
    let fetched = address(&id);
    author.taken = Some(Taken { id, asks });
    if asks {
        return vec![focus("take")];
    }
    let ticket = next_ticket(author, tickets);
    let address = fetched;
    vec![Ask::Do(Effect::FetchLesson { ticket, address })]
}

/// The host's lesson came, or not.
fn taken(
    author: &mut Author,
    tickets: &mut u32,
    id: &str,
    text: Result<String, NoLesson>,
) -> Vec<Ask> {
    let Ok(text) = text else {
        let told = [
            &address(id),
            " did not come from the host: look at your connection. Your text is as it was.",
        ]
        .concat();
        let mut asks = look(author, Idle::Read);
        asks.push(Ask::Say(bad(told)));
        return asks;
    };
    let mut asks = load(author, tickets, &text, "the host’s lesson");
    author.name = Some(id.strip_prefix(OWN).unwrap_or(id).to_owned());
    author.panel = None;
    asks.push(focus("draft"));
    asks
}

/// What became of the author's text, in a sentence.
pub fn told(replaced: &Replaced) -> String {
    format!("Your text was replaced by {}.", replaced.by)
}

fn bring_back(author: &mut Author, tickets: &mut u32) -> Vec<Ask> {
    let Some(replaced) = author.replaced.take() else {
        return Vec::new();
    };
    let by = "the one that you brought back";
    let mut asks = load(author, tickets, &replaced.text, by);
    // It is the author's own, and would be kept again.
    author.loaded = Rc::default();
    if author.replaced.is_none() {
        asks.push(Ask::Do(Effect::SaveReplaced(String::new())));
        asks.push(Ask::Announce("Your text is back.".to_owned()));
    }
    asks.push(focus("draft"));
    asks
}

#[inline(never)]
pub fn react(author: &mut Author, tickets: &mut u32, msg: AuthorMsg) -> Vec<Ask> {
    match msg {
        AuthorMsg::Typed(text) => {
            author.text = Rc::from(text);
            author.taken = None;
            return changed(author, tickets).into();
        }
        AuthorMsg::Idle { ticket, ask } if ticket == author.ticket => return look(author, ask),
        AuthorMsg::Idle { .. } => {}
        AuthorMsg::Cursor(line, column) => author.cursor = (line, column),
        AuthorMsg::Check => {
            author.taken = None;
            next_ticket(author, tickets);
            return look(author, Idle::Check);
        }
        AuthorMsg::Play => {
            author.played += 1;
            let told = "The lesson begins anew, beside its text.";
            return vec![Ask::Say(good(told)), focus("played")];
        }
        AuthorMsg::GoTo(place) => {
            if let Some(mistake) = author.mistakes.get(place) {
                return vec![Ask::Do(Effect::Caret {
                    line: mistake.line,
                    column: mistake.column,
                })];
            }
        }
        AuthorMsg::Panel(panel) => {
            author.panel = (author.panel != Some(panel)).then_some(panel);
            if author.taken.take().is_some_and(|taken| !taken.asks) {
                // What is on its way is not taken any more.
                next_ticket(author, tickets);
                return look(author, Idle::Read);
            }
        }
        AuthorMsg::Take(id) => return take(author, tickets, id, false),
        AuthorMsg::TakeIt(true) => {
            if let Some(taken) = author.taken.take() {
                return take(author, tickets, taken.id, true);
            }
        }
        AuthorMsg::TakeIt(false) => {
            author.taken = None;
            return vec![focus("draft")];
        }
        AuthorMsg::Name(name) => author.name = Some(name),
        AuthorMsg::Example => return vec![to_reader(author, Task::Example)],
        AuthorMsg::BringBack => return bring_back(author, tickets),
        AuthorMsg::Kept(text) => {
            if author.replaced.is_none() && !text.trim().is_empty() {
                let text = Rc::from(text);
                let by = "another";
                author.replaced = Some(Replaced { text, by });
            }
        }
    }
    Vec::new()
}

/// The draft that the browser kept, or a lesson of the host, if this ticket was given for it.
#[inline(never)]
pub fn came(
    author: &mut Author,
    tickets: &mut u32,
    ticket: u32,
    text: Result<String, NoLesson>,
) -> Vec<Ask> {
    if ticket != author.ticket {
        return Vec::new();
    }
    if let Some(Taken { id, .. }) = author.taken.take() {
        return taken(author, tickets, &id, text);
    }
    match text {
        Ok(text) if !text.trim().is_empty() => {
            author.text = Rc::from(text);
            author.played += 1;
            look(author, Idle::Read)
        }
        Ok(_) | Err(_) => vec![to_reader(author, Task::Example)],
    }
}

/// The reader has answered.
#[inline(never)]
pub fn answered(author: &mut Author, tickets: &mut u32, answer: &Answer) -> Vec<Ask> {
    if answer.ticket != author.ticket {
        return Vec::new();
    }
    if !answer.text.is_empty() {
        return load(author, tickets, &answer.text, "the example");
    }
    let was_checked = author.found == Found::Checking;
    let is_mistaken = !answer.mistakes.is_empty();
    // What cannot be read is never proved; what was read and fails its proof can be played.
    author.unreadable = is_mistaken && (author.unreadable || !was_checked);
    let lesson = answer.lesson.as_ref();
    let entry = lesson.map(|lesson| Entry::of(String::new(), &lesson.front));
    if entry.is_some() || !was_checked {
        author.entry = entry;
    }
    let told = [&answer.mistakes[..], &answer.warnings[..]].concat();
    author.mistakes = Rc::new(told);
    author.answers = Rc::new(answer.answers.clone());
    author.found = match (answer.mistakes.is_empty(), was_checked) {
        (false, _) => Found::Mistaken,
        (true, true) => Found::Proved,
        (true, false) => Found::Readable,
    };
    let mut asks = vec![Ask::Announce(words(author))];
    if author.found == Found::Readable {
        asks.push(Ask::Do(Effect::Later {
            ticket: author.ticket,
            ms: CHECK_AFTER_MS - READ_AFTER_MS,
            ask: Idle::Check,
        }));
    }
    asks
}

/// What is known of the text, in a sentence.
pub fn words(author: &Author) -> String {
    let count = |kind| {
        author
            .mistakes
            .iter()
            .filter(|one| one.kind == kind)
            .count()
    };
    let warnings = count(Kind::Warning);
    match (author.found, count(Kind::Follows)) {
        (Found::Nothing, _) => "Reading…".to_owned(),
        (Found::Readable, _) => "It can be read and played.".to_owned(),
        (Found::Checking, _) => "Checking: the solution and the decoys are replayed…".to_owned(),
        (Found::Proved, _) if !author.text.contains("[[decoy]]") => {
            "Proved: the solution wins.".to_owned()
        }
        (Found::Proved, _) if warnings > 0 => {
            "Proved: the solution wins, the decoys lose. But see the warning.".to_owned()
        }
        (Found::Proved, _) => "Proved: the solution wins, the decoys lose.".to_owned(),
        (Found::Mistaken, follow) => {
            let mistakes = match author.mistakes.len() - follow - warnings {
                1 => "One mistake".to_owned(),
                count => format!("{count} mistakes"),
            };
            match follow {
                0 => format!("{mistakes}."),
                1 => format!("{mistakes}, and one more that may follow."),
                more => format!("{mistakes}, and {more} more that may follow."),
            }
        }
        (Found::NoReader, _) => {
            "The part of the page that reads lessons did not start. Look at your connection, and press Check.".to_owned()
        }
    }
}

fn next_ticket(author: &mut Author, tickets: &mut u32) -> u32 {
    *tickets += 1;
    author.ticket = *tickets;
    *tickets
}

/// The text is another one: it is kept, and looked at once nothing more is typed.
fn changed(author: &mut Author, tickets: &mut u32) -> [Ask; 2] {
    let ticket = next_ticket(author, tickets);
    (author.found, author.entry) = (Found::Nothing, None);
    [
        Ask::Do(Effect::SaveDraft(author.text.to_string())),
        Ask::Do(Effect::Later {
            ticket,
            ms: READ_AFTER_MS,
            ask: Idle::Read,
        }),
    ]
}

fn look(author: &mut Author, idle: Idle) -> Vec<Ask> {
    vec![match idle {
        Idle::Read => to_reader(author, Task::Read),
        Idle::Check => {
            author.found = Found::Checking;
            to_reader(author, Task::Check)
        }
    }]
}

fn to_reader(author: &Author, ask: Task) -> Ask {
    Ask::Do(Effect::AskReader {
        ticket: author.ticket,
        ask,
        text: author.text.to_string(),
    })
}
