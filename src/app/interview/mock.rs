//! A mock interview: several questions, chosen by its name, asked one after the other.

use crate::app::ask::{Ask, focus};
use crate::app::interview::choose;
use crate::app::interview::known::{InterviewState, Mock};
use crate::app::interview::screen::ask;
use crate::app::progress::Progress;
use crate::app::route::{Route, Seat};
use crate::lesson::Level;

impl Mock {
    /// One that has not begun: its questions are chosen once their list is here.
    pub(super) fn new(level: Level, seed: &str, guides: bool) -> Mock {
        Mock {
            level,
            seed: seed.to_owned(),
            guides,
            ids: Vec::new(),
            place: 0,
            results: Vec::new(),
        }
    }

    pub(super) fn is_same(&self, other: &Mock) -> bool {
        (self.level, &self.seed, self.guides) == (other.level, &other.seed, other.guides)
    }

    pub(super) fn is_over(&self) -> bool {
        !self.ids.is_empty() && self.place >= self.ids.len()
    }

    /// Where it can be opened: by its candidate, or by whoever interviews.
    pub fn route(&self, guides: bool) -> Route {
        Route::Interview(Seat::Mock {
            level: self.level,
            seed: self.seed.clone(),
            guides,
        })
    }
}

impl InterviewState {
    /// Whether it is the interviewer who looks.
    pub(super) fn guides(&self) -> bool {
        self.mock.as_ref().is_some_and(|mock| mock.guides)
    }
}

/// Chooses the questions, and asks the first, once their list is here.
pub(super) fn begin(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
) -> Vec<Ask> {
    let (Some(mock), Some(index)) = (&interview.mock, interview.list()) else {
        return Vec::new();
    };
    let ids = choose::mock(index, mock.level, &mock.seed);
    if let Some(mock) = &mut interview.mock {
        (mock.ids, mock.place) = (ids, 0);
    }
    present(interview, progress, tickets)
}

/// The next question, or the one before.
pub(super) fn step(
    interview: &mut InterviewState,
    progress: &Progress,
    tickets: &mut u32,
    way: isize,
) -> Vec<Ask> {
    if let Some(mock) = &mut interview.mock {
        mock.place = mock.place.saturating_add_signed(way).min(mock.ids.len());
    }
    present(interview, progress, tickets)
}

fn present(interview: &mut InterviewState, progress: &Progress, tickets: &mut u32) -> Vec<Ask> {
    let mock = interview.mock.as_ref();
    let id = mock.and_then(|mock| mock.ids.get(mock.place)).cloned();
    let mut asks = match id {
        Some(id) => ask(interview, progress, tickets, &id),
        None => {
            interview.asked = None;
            Vec::new()
        }
    };
    asks.push(focus("headline"));
    asks
}
