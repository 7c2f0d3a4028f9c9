//! A mock interview: several questions, chosen by its name, asked one after the other.

use crate::app::ask::{Ask, focus};
use crate::app::interview::answers::LATEST;
use crate::app::interview::choose;
use crate::app::interview::known::{InterviewState, Marked, Mock, Said};
use crate::app::interview::screen::ask;
use crate::app::progress::{Place, Progress};
use crate::app::route::{Route, Seat};
use crate::lesson::Level;
use crate::sim::{Luck, Spread};
use serde_json::{Value, json};

impl Mock {
    /// One that has not begun: its questions are chosen once their list is here.
    pub(super) fn new(level: Level, seed: &str, guides: bool) -> Mock {
        Mock {
            level,
            seed: seed.to_owned(),
            guides,
            ids: Vec::new(),
            place: 0,
            said: Vec::new(),
            results: Vec::new(),
        }
    }

    pub(super) fn is_same(&self, other: &Mock) -> bool {
        (self.level, &self.seed, self.guides) == (other.level, &other.seed, other.guides)
    }

    pub fn is_over(&self) -> bool {
        !self.ids.is_empty() && self.place >= self.ids.len()
    }

    /// Whether all were asked, so that the answers are shown and marked.
    pub(super) fn is_marked(&self) -> bool {
        !self.guides && self.said.len() >= self.ids.len()
    }

    /// Which figures and which luck a question has in it: the same for its candidate and for whoever interviews.
    pub(super) fn turn(&self, id: &str) -> usize {
        Luck::from_seed(&self.seed).draw(TURNS, "figures", id, 0) as usize
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

const TURNS: Spread = Spread::Uniform {
    low: 0.0,
    high: 1000.0,
};

/// The mock interview in which a question is asked now.
pub fn mock_of(interview: &InterviewState, id: &str) -> Option<Route> {
    let asked = interview.asked.as_ref().filter(|asked| asked.id == id);
    let mock = asked.and(interview.mock.as_ref())?;
    Some(mock.route(mock.guides))
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
        mock.ids = ids;
        mock.place = match mock.is_marked() {
            true => mock.results.len(),
            false => mock.said.len(),
        };
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
        if mock.place == mock.ids.len() && mock.is_marked() && mock.results.is_empty() {
            // All have been asked: now the answers are shown.
            mock.place = 0;
        }
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

/// Where it stands, so that a reload goes on with it.
pub(super) fn kept(mock: &Mock) -> Place {
    let said = mock.said.iter();
    let said = said.map(|one| json!([one.sure, one.seconds, one.shown]));
    let results = mock.results.iter().map(|one| {
        json!([
            one.id,
            one.title,
            one.sure,
            one.had,
            one.seconds,
            one.points,
            one.unworked
        ])
    });
    let extra = json!({
        "said": said.collect::<Vec<Value>>(),
        "results": results.collect::<Vec<Value>>(),
    });
    let (asked, all) = (mock.said.len(), mock.ids.len());
    let (title, note) = match mock.results.len() < all {
        true => ("Mock interview", format!("{asked} of {all} asked")),
        false => ("the sheet of a mock interview", "over".to_owned()),
    };
    Place {
        route: mock.route(false).fragment(),
        title: title.to_owned(),
        note: format!("{} · {note}", mock.seed),
        extra,
        ..Place::default()
    }
}

/// Goes on where a mock interview was left. What cannot be read of it counts for nothing.
pub(super) fn recall(mock: &mut Mock, kept: &Value) {
    let list = |key: &str| {
        kept[key]
            .as_array()
            .into_iter()
            .flatten()
            .take(choose::ASKED)
    };
    let said = list("said").map(|one| Said {
        sure: one[0] == true,
        seconds: one[1].as_u64().unwrap_or_default().min(LATEST),
        shown: all(&one[2]).map(Value::as_bool).collect(),
    });
    mock.said = said.collect();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let results = list("results").map(|one| Marked {
        id: text(&one[0]),
        title: text(&one[1]),
        sure: one[2] == true,
        had: one[3] == true,
        seconds: one[4].as_u64().unwrap_or_default().min(LATEST),
        points: all(&one[5])
            .map(|point| (text(&point[0]), point[1] == true))
            .collect(),
        unworked: one[6] == true,
    });
    mock.results = results.collect();
}

fn all(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
