//! What the author's page does when it is told something.

use crate::app::author::draft::{Author, AuthorMsg, Found, Idle, Replaced};
use crate::app::effect::Effect;
use crate::app::lesson::NoLesson;
use crate::app::reader::{Answer, Ask};
use crate::app::state::State;
use crate::app::window::Screen;
use std::rc::Rc;

/// After so many milliseconds without a key the text is read; after more it is proved by replay.
const READ_AFTER_MS: u32 = 350;
const CHECK_AFTER_MS: u32 = 2500;

/// Opens the author's page, with what was written there last.
pub fn open(state: &mut State) -> Vec<Effect> {
    state.window.screen = Screen::Author;
    state.clock.playing = false;
    let mut effects = vec![Effect::Focus("headline".to_owned())];
    if state.author.text.is_empty() {
        let ticket = next_ticket(state);
        effects.push(Effect::LoadDraft { ticket });
    }
    effects
}

/// Takes another text into the editor. The author's own is kept, so that it can be brought back.
pub fn load(state: &mut State, text: &str, by: &'static str) -> Vec<Effect> {
    let author = &mut state.author;
    let before = std::mem::replace(&mut author.text, Rc::from(text));
    let is_own = before != author.loaded && before != author.text && !before.trim().is_empty();
    author.loaded = Rc::clone(&author.text);
    author.played += 1;
    let mut effects = Vec::new();
    if is_own {
        effects.push(Effect::SaveReplaced(before.to_string()));
        let replaced = Replaced { text: before, by };
        state.drawn.announced = told(&replaced);
        author.replaced = Some(replaced);
    }
    effects.extend(changed(state));
    effects
}

/// What became of the author's text, in a sentence.
pub fn told(replaced: &Replaced) -> String {
    format!("Your text was replaced by {}.", replaced.by)
}

fn bring_back(state: &mut State) -> Vec<Effect> {
    let Some(replaced) = state.author.replaced.take() else {
        return Vec::new();
    };
    let mut effects = load(state, &replaced.text, "the one that you brought back");
    // It is the author's own, and would be kept again.
    state.author.loaded = Rc::default();
    if state.author.replaced.is_none() {
        effects.push(Effect::SaveReplaced(String::new()));
        state.drawn.announced = "Your text is back.".to_owned();
    }
    effects.push(Effect::Focus("draft".to_owned()));
    effects
}

pub fn react(state: &mut State, msg: AuthorMsg) -> Vec<Effect> {
    match msg {
        AuthorMsg::Typed(text) => {
            state.author.text = Rc::from(text);
            return changed(state);
        }
        AuthorMsg::Idle { ticket, ask } if ticket == state.author.ticket => {
            return look(state, ask);
        }
        AuthorMsg::Idle { .. } => {}
        AuthorMsg::Cursor(line, column) => state.author.cursor = (line, column),
        AuthorMsg::Check => {
            next_ticket(state);
            return look(state, Idle::Check);
        }
        AuthorMsg::Play => state.author.played += 1,
        AuthorMsg::GoTo(place) => {
            if let Some(mistake) = state.author.mistakes.get(place) {
                return vec![Effect::Caret {
                    line: mistake.line,
                    column: mistake.column,
                }];
            }
        }
        AuthorMsg::Example => return ask(state, Ask::Example),
        AuthorMsg::BringBack => return bring_back(state),
        AuthorMsg::Kept(text) => {
            if state.author.replaced.is_none() && !text.trim().is_empty() {
                let text = Rc::from(text);
                let by = "another";
                state.author.replaced = Some(Replaced { text, by });
            }
        }
    }
    Vec::new()
}

/// The draft that the browser kept, if this ticket was given for it.
pub(in crate::app) fn came(
    state: &mut State,
    ticket: u32,
    text: Result<String, NoLesson>,
) -> Vec<Effect> {
    if ticket != state.author.ticket {
        return Vec::new();
    }
    match text {
        Ok(text) if !text.trim().is_empty() => {
            state.author.text = Rc::from(text);
            state.author.played += 1;
            look(state, Idle::Read)
        }
        Ok(_) | Err(_) => ask(state, Ask::Example),
    }
}

/// The reader has answered.
pub(in crate::app) fn answered(state: &mut State, answer: &Answer) -> Vec<Effect> {
    if answer.ticket != state.author.ticket {
        return Vec::new();
    }
    if !answer.text.is_empty() {
        return load(state, &answer.text, "the example");
    }
    let author = &mut state.author;
    let was_checked = author.found == Found::Checking;
    author.mistakes = Rc::new(answer.mistakes.clone());
    author.answers = Rc::new(answer.answers.clone());
    author.found = match (answer.mistakes.is_empty(), was_checked) {
        (false, _) => Found::Mistaken,
        (true, true) => Found::Proved,
        (true, false) => Found::Readable,
    };
    state.drawn.announced = words(&state.author);
    match state.author.found {
        Found::Readable => vec![Effect::Later {
            ticket: state.author.ticket,
            ms: CHECK_AFTER_MS - READ_AFTER_MS,
            ask: Idle::Check,
        }],
        _ => Vec::new(),
    }
}

pub(in crate::app) fn no_reader(state: &mut State) {
    if state.window.screen == Screen::Author {
        state.author.found = Found::NoReader;
    }
}

/// What is known of the text, in a sentence.
pub fn words(author: &Author) -> String {
    match (author.found, author.mistakes.len()) {
        (Found::Nothing, _) => "Reading…".to_owned(),
        (Found::Readable, _) => "It can be read and played.".to_owned(),
        (Found::Checking, _) => "Checking: the solution and the decoys are replayed…".to_owned(),
        (Found::Proved, _) => "Proved: the solution wins, the decoys lose.".to_owned(),
        (Found::Mistaken, 1) => "One mistake.".to_owned(),
        (Found::Mistaken, count) => format!("{count} mistakes."),
        (Found::NoReader, _) => {
            "The part of the page that reads lessons did not start. Look at your connection, and press Check.".to_owned()
        }
    }
}

fn next_ticket(state: &mut State) -> u32 {
    state.tickets += 1;
    state.author.ticket = state.tickets;
    state.tickets
}

/// The text is another one: it is kept, and looked at once nothing more is typed.
fn changed(state: &mut State) -> Vec<Effect> {
    let ticket = next_ticket(state);
    state.author.found = Found::Nothing;
    vec![
        Effect::SaveDraft(state.author.text.to_string()),
        Effect::Later {
            ticket,
            ms: READ_AFTER_MS,
            ask: Idle::Read,
        },
    ]
}

fn look(state: &mut State, ask_for: Idle) -> Vec<Effect> {
    match ask_for {
        Idle::Read => ask(state, Ask::Read),
        Idle::Check => {
            state.author.found = Found::Checking;
            ask(state, Ask::Check)
        }
    }
}

fn ask(state: &mut State, ask: Ask) -> Vec<Effect> {
    vec![Effect::AskReader {
        ticket: state.author.ticket,
        ask,
        text: state.author.text.to_string(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
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
                        Ask::Read => answer.mistakes = read(&text).err().unwrap_or_default(),
                        Ask::Check => {
                            let proof = prove(&text);
                            (answer.mistakes, answer.answers) = (proof.mistakes, proof.answers);
                        }
                        Ask::Example => answer.text = "+++\nan example\n+++\n".to_owned(),
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
        let effects = load(&mut state, "+++\na file\n+++\n", "the file");
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
