//! What lessons are told: the texts and the answers that somebody awaits, and what the learner does in one.

use crate::app::ask::Ask;
use crate::app::author::{self, Found};
use crate::app::effect::Effect;
use crate::app::lesson::{self, Coming, LessonMsg};
use crate::app::state::State;
use crate::app::window::Screen;
use crate::app::{class, guide, interview, recap};

/// The reader and the hosts of lessons answer by a number: to whoever awaits that number.
#[inline(never)]
pub fn react(state: &mut State, msg: LessonMsg) -> Vec<Ask> {
    let State {
        coming,
        author,
        interview,
        guide,
        class,
        recap,
        course,
        tickets,
        ..
    } = state;
    if state.window.screen != Screen::Lab {
        // Its learner has gone elsewhere.
        *coming = None;
    }
    // Whoever has left the interview, or a recap, is not called back; its text is read all the same.
    let screen = state.window.screen;
    let seen = |of: Screen, mut asks: Vec<Ask>| {
        asks.retain(|ask| screen == of || goes_on_unseen(ask));
        asks
    };
    match msg {
        LessonMsg::Came { ticket, text } => match awaited(coming, ticket) {
            Some(coming) => lesson::came(coming, text),
            None if interview.awaits(ticket) => {
                seen(Screen::Interview, interview::came(interview, text))
            }
            None if class.awaits(ticket) => class::came(class, tickets, text),
            None => match (guide.as_mut(), recap.as_mut()) {
                (Some(guide), _) if guide.awaits(ticket) => guide::came(guide, text),
                (_, Some(recap)) if recap.awaits(ticket) => {
                    seen(Screen::Recap, recap::came(recap, course, tickets, text))
                }
                _ => author::came(author, tickets, ticket, text),
            },
        },
        LessonMsg::Answered(answer) => match awaited(coming, answer.ticket) {
            Some(coming) => lesson::answered(coming, &answer),
            None if interview.awaits(answer.ticket) => seen(
                Screen::Interview,
                interview::read(interview, tickets, &answer),
            ),
            None if class.awaits(answer.ticket) => class::answered(class, tickets, &answer),
            None => match (guide.as_mut(), recap.as_mut()) {
                (Some(guide), _) if guide.awaits(answer.ticket) => guide::read(guide, &answer),
                (_, Some(recap)) if recap.awaits(answer.ticket) => {
                    seen(Screen::Recap, recap::answered(recap, tickets, &answer))
                }
                _ => author::answered(author, tickets, &answer),
            },
        },
        LessonMsg::NoReader => no_reader(state),
        LessonMsg::TryAgain => lesson::try_again(coming, tickets),
        msg => match &mut state.lesson {
            Some(play) => {
                let guide = &state.drawn.guide;
                lesson::react(play, guide, &mut state.clock, &state.run, msg)
            }
            None => Vec::new(),
        },
    }
}

fn goes_on_unseen(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::Do(Effect::AskReader { .. } | Effect::FetchLesson { .. })
    )
}

/// The part of the page that reads did not start: whoever waits for it says so.
#[inline(never)]
fn no_reader(state: &mut State) -> Vec<Ask> {
    let State {
        coming,
        author,
        interview,
        guide,
        class,
        recap,
        tickets,
        ..
    } = state;
    if state.window.screen == Screen::Author {
        author.found = Found::NoReader;
    }
    let mut asks = interview::no_reader(interview);
    // Whoever has left the interview, or a recap, is not called back.
    asks.retain(|_| state.window.screen == Screen::Interview);
    asks.extend(class::no_reader(class, tickets));
    let of_recap = recap.as_mut();
    let mut of_recap = of_recap.map_or_else(Vec::new, |recap| recap::no_reader(recap, tickets));
    of_recap.retain(|ask| state.window.screen == Screen::Recap || goes_on_unseen(ask));
    asks.extend(of_recap);
    asks.extend(coming.as_mut().map_or_else(Vec::new, lesson::no_reader));
    asks.extend(guide.as_mut().map_or_else(Vec::new, guide::no_reader));
    asks
}

/// The lesson that this ticket was given for, if it is still awaited.
fn awaited(coming: &mut Option<Coming>, ticket: u32) -> Option<&mut Coming> {
    coming.as_mut().filter(|coming| coming.ticket == ticket)
}
