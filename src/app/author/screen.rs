//! What the author's page does when it is told something.

use crate::app::ask::{Ask, focus};
use crate::app::author::draft::{Author, AuthorMsg, Found, Idle, Replaced};
use crate::app::effect::Effect;
use crate::app::lesson::NoLesson;
use crate::app::notice::good;
use crate::app::reader::{Answer, Task};
use crate::app::window::Screen;
use crate::lesson::Kind;
use std::rc::Rc;

/// After so many milliseconds without a key the text is read; after more it is proved by replay.
const READ_AFTER_MS: u32 = 350;
const CHECK_AFTER_MS: u32 = 2500;

/// Opens the author's page, with what was written there last.
pub fn open(author: &mut Author, tickets: &mut u32) -> Vec<Ask> {
    let mut asks = vec![Ask::Show(Screen::Author), Ask::Stop, focus("headline")];
    if author.text.is_empty() {
        let ticket = next_ticket(author, tickets);
        asks.push(Ask::Do(Effect::LoadDraft { ticket }));
    }
    asks
}

/// Takes another text into the editor. The author's own is kept, so that it can be brought back.
#[inline(never)]
pub fn load(author: &mut Author, tickets: &mut u32, text: &str, by: &'static str) -> Vec<Ask> {
    let before = std::mem::replace(&mut author.text, Rc::from(text));
    let is_own = before != author.loaded && before != author.text && !before.trim().is_empty();
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
            return changed(author, tickets).into();
        }
        AuthorMsg::Idle { ticket, ask } if ticket == author.ticket => return look(author, ask),
        AuthorMsg::Idle { .. } => {}
        AuthorMsg::Cursor(line, column) => author.cursor = (line, column),
        AuthorMsg::Check => {
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

/// The draft that the browser kept, if this ticket was given for it.
#[inline(never)]
pub fn came(author: &mut Author, ticket: u32, text: Result<String, NoLesson>) -> Vec<Ask> {
    if ticket != author.ticket {
        return Vec::new();
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
    author.found = Found::Nothing;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::course::CourseMsg;
    use crate::app::part::Parts;
    use crate::app::part::read::pressed;
    use crate::app::state::State;
    use crate::app::update::update;
    use crate::app::window::Theme;
    use crate::app::{LessonMsg, Msg, Route};
    use crate::lesson::{prove, read};

    fn tell(state: &mut State, msg: AuthorMsg) -> Vec<Effect> {
        update(state, Msg::Author(msg))
    }

    /// Does for the effects what the browser and the reader do, until nothing is left to do.
    fn carry_out(state: &mut State, mut effects: Vec<Effect>) {
        while let Some(effect) = effects.pop() {
            let msg = match effect {
                Effect::LoadDraft { ticket } => Msg::Lesson(LessonMsg::Came {
                    ticket,
                    text: Err(NoLesson::NoDraft),
                }),
                Effect::Later { ticket, ask, .. } => Msg::Author(AuthorMsg::Idle { ticket, ask }),
                Effect::AskReader { ticket, ask, text } => {
                    let mut answer = Answer {
                        ticket,
                        ..Answer::default()
                    };
                    match ask {
                        Task::Read => answer.mistakes = read(&text).err().unwrap_or_default(),
                        Task::Check => {
                            let proof = prove(&text);
                            (answer.mistakes, answer.answers) = (proof.mistakes, proof.answers);
                            answer.warnings = proof.warnings;
                        }
                        Task::Example => answer.text = "+++\nan example\n+++\n".to_owned(),
                    }
                    Msg::Lesson(LessonMsg::Answered(Rc::new(answer)))
                }
                _ => continue,
            };
            effects.extend(update(state, msg));
        }
    }

    #[test]
    fn a_text_that_was_replaced_can_be_brought_back() {
        let mut state = State::first_visit(Theme::Auto);
        let effects = update(&mut state, Msg::Go(Route::Author));
        carry_out(&mut state, effects);
        assert_eq!(state.author.replaced, None, "there was none before");
        tell(&mut state, AuthorMsg::Typed("mine".to_owned()));
        let effects = tell(&mut state, AuthorMsg::Example);
        carry_out(&mut state, effects);
        let replaced = state.author.replaced.clone().expect("it is kept");
        assert_eq!(told(&replaced), "Your text was replaced by the example.");
        let file = CourseMsg::File {
            text: "+++\na file\n+++\n".to_owned(),
            from: "the file",
        };
        let effects = update(&mut state, Msg::Course(file));
        assert_eq!(
            state.author.replaced,
            Some(replaced),
            "mine, not the example"
        );
        assert!(effects.contains(&Effect::SaveDraft("+++\na file\n+++\n".to_owned())));
        tell(&mut state, AuthorMsg::Typed("the file, mended".to_owned()));
        let effects = tell(&mut state, AuthorMsg::BringBack);
        assert_eq!(&*state.author.text, "mine");
        assert!(effects.contains(&Effect::SaveReplaced("the file, mended".to_owned())));
        let effects = tell(&mut state, AuthorMsg::BringBack);
        assert_eq!(&*state.author.text, "the file, mended");
        assert!(effects.contains(&Effect::SaveReplaced("mine".to_owned())));
        let mut later = State::first_visit(Theme::Auto);
        tell(&mut later, AuthorMsg::Kept("mine".to_owned()));
        let effects = tell(&mut later, AuthorMsg::BringBack);
        assert_eq!((&*later.author.text, later.author.replaced), ("mine", None));
        assert!(effects.contains(&Effect::SaveReplaced(String::new())));
    }

    #[test]
    fn an_author_begins_with_the_example_and_mends_it() {
        let mut state = State::first_visit(Theme::Auto);
        let effects = update(&mut state, Msg::Go(Route::Author));
        carry_out(&mut state, effects);
        assert_eq!(&*state.author.text, "+++\nan example\n+++\n");
        assert_eq!(state.author.found, Found::Mistaken);
        let offered = |state: &State| {
            let parts = Parts::of(|at| crate::app::author::played(&state.author, at));
            pressed(&parts).remove(0).1
        };
        assert!(
            matches!(offered(&state), Msg::WhyNot(_)),
            "there is nothing to play"
        );
        let line = state.author.mistakes[0].line;
        let effects = tell(&mut state, AuthorMsg::GoTo(0));
        assert!(matches!(effects[0], Effect::Caret { line: there, .. } if there == line));
        let lesson = include_str!("../../../lessons/en/01-multi-az.md");
        let effects = tell(&mut state, AuthorMsg::Typed(lesson.to_owned()));
        assert!(effects.contains(&Effect::SaveDraft(lesson.to_owned())));
        assert!(
            tell(&mut state, AuthorMsg::Typed(format!("{lesson} "))).len() == 2,
            "it waits for a pause"
        );
        let effects = tell(&mut state, AuthorMsg::Typed(lesson.to_owned()));
        let early = AuthorMsg::Idle {
            ticket: 1,
            ask: Idle::Read,
        };
        assert!(tell(&mut state, early).is_empty(), "more was typed since");
        carry_out(&mut state, effects);
        assert_eq!(state.author.found, Found::Proved);
        assert_eq!(offered(&state), Msg::Author(AuthorMsg::Play));
        let first = &state.author.answers[0];
        assert!(
            first.starts_with("step 2, question 1: right is “") && first.contains(" over 21 seeds"),
            "{first}"
        );
        assert_eq!(
            words(&state.author),
            "Proved: the solution wins, the decoys lose."
        );
    }
}
