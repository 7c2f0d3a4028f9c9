//! What screens have asked for is done.

use crate::app::ask::Ask;
use crate::app::author;
use crate::app::lesson;
use crate::app::opening;
use crate::app::state::State;

pub fn carry_out(state: &mut State, asks: Vec<Ask>) {
    for ask in asks {
        let effects = match ask {
            Ask::Do(effect) => vec![effect],
            Ask::Say(notice) => {
                state.window.notice = Some(notice);
                continue;
            }
            Ask::Announce(text) => {
                state.todo.said = Some(text);
                continue;
            }
            Ask::Show(screen) => {
                state.window.screen = screen;
                continue;
            }
            Ask::Stop => {
                state.clock.playing = false;
                continue;
            }
            Ask::Lesson(source) => lesson::open(state, source),
            Ask::Draft { text, by } => {
                let asks = author::load(&mut state.author, &mut state.tickets, &text, by);
                carry_out(state, asks);
                continue;
            }
            Ask::Transcript { text, from } => opening::open(state, &text, Some(from)),
            Ask::ClearStage => {
                state.lesson = None;
                state.game = None;
                continue;
            }
        };
        state.todo.effects.extend(effects);
    }
}
