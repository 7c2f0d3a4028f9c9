//! A mock interview: several questions, chosen by its name, asked one after the other.

use crate::app::ask::{Ask, focus};
use crate::app::course::Record;
use crate::app::effect::Effect;
use crate::app::interview::answers::{LATEST, known};
use crate::app::interview::choose;
use crate::app::interview::known::{InterviewState, Marked, Mock, Note, Said};
use crate::app::interview::screen::ask;
use crate::app::progress::{Place, Progress};
use crate::app::route::{Route, Seat};
use crate::app::starts;
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
            notes: Vec::new(),
            staged: None,
        }
    }

    pub(super) fn note(&self, id: &str) -> Option<&Note> {
        self.notes.iter().find(|note| note.id == id)
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

/// Who was asked a question so many seconds ago at most has it in mind still.
const A_DAY: u64 = 86_400;

/// Whether a question was answered within the last day, as these lines tell.
pub(super) fn is_recent(answers: &[String], id: &str, now: u64) -> bool {
    known(answers, id).is_some_and(|known| now < known.last.at + A_DAY)
}

/// Whether the mock interview of the present name begins with a question that was not answered within the last day. Which questions a name
/// asks is the same for everybody, so that whoever interviews can read along: only another name has others.
pub(super) fn is_fresh(interview: &InterviewState, answers: &[String]) -> bool {
    let (Some(index), Some(seed)) = (interview.list(), interview.seed()) else {
        return true;
    };
    let ids = choose::mock(index, interview.level, &seed);
    let first = ids.first();
    first.is_none_or(|id| !is_recent(answers, id, interview.now))
}

/// A name that nobody wrote gives way to the next one that is fresh, if there is one.
pub(super) fn suggest(interview: &mut InterviewState, progress: &Progress) {
    const LOOKED_AT: usize = 24;
    if interview.named || interview.asked.is_some() || interview.mock.is_some() {
        return;
    }
    for _ in 0..LOOKED_AT {
        if is_fresh(interview, &progress.answers) {
            break;
        }
        interview.name = starts::next_seed(&interview.seed().unwrap_or_default()).to_owned();
    }
}

/// Another name.
pub(super) fn dice(interview: &mut InterviewState, progress: &Progress) -> Vec<Ask> {
    interview.name = starts::next_seed(&interview.seed().unwrap_or_default()).to_owned();
    interview.named = false;
    suggest(interview, progress);
    vec![Ask::Announce(format!("The name is {}.", interview.name))]
}

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
            one.unworked,
            one.practised
        ])
    });
    let extra = json!({
        "said": said.collect::<Vec<Value>>(),
        "results": results.collect::<Vec<Value>>(),
        "staged": at_stage(mock),
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

/// Whether a question was taken to the stage before the page was loaded anew.
pub(super) fn is_staged(interview: &InterviewState, id: &str) -> bool {
    let staged = interview.mock.as_ref().and_then(at_stage);
    staged.is_some_and(|staged| staged == id)
}

/// The question that is worked on at the stage, if the one that is asked now was taken there.
fn at_stage(mock: &Mock) -> Option<&String> {
    let asked = mock.ids.get(mock.said.len());
    asked.filter(|asked| mock.staged.as_ref() == Some(*asked))
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
        practised: one[7] == true,
    });
    mock.results = results.collect();
    mock.staged = kept["staged"].as_str().map(str::to_owned);
}

/// The candidate's link, to be pasted elsewhere.
pub(super) fn copy_link(interview: &InterviewState) -> Vec<Ask> {
    let mock = interview.mock.as_ref();
    let link = mock.map(|mock| mock.route(false).fragment());
    let copy = link.map(|link| Ask::Do(Effect::CopyLink(link)));
    copy.into_iter().collect()
}

/// Whoever interviews notes something of the question that they see: it is kept in their browser.
pub(super) fn note(interview: &mut InterviewState, text: String) -> Vec<Ask> {
    let mock = interview.mock.as_mut().filter(|mock| mock.guides);
    let asked = interview.asked.as_ref();
    let (Some(mock), Some(asked)) = (mock, asked) else {
        return Vec::new();
    };
    let title = asked.lesson().map(|lesson| lesson.front.title.clone());
    mock.notes.retain(|note| note.id != asked.id);
    if !text.trim().is_empty() {
        mock.notes.push(Note {
            id: asked.id.clone(),
            title: title.unwrap_or_default(),
            text,
        });
    }
    let (noted, all) = (mock.notes.len(), mock.ids.len());
    let notes = mock.notes.iter();
    let notes = notes.map(|note| json!([note.id, note.title, note.text]));
    let route = mock.route(true);
    vec![Ask::Record(match noted {
        0 => Record::Left(route),
        _ => Record::At(Place {
            route: route.fragment(),
            title: "Your notes of a mock interview".to_owned(),
            note: format!("{} · {noted} of {all} noted", mock.seed),
            extra: json!({ "notes": notes.collect::<Vec<Value>>() }),
            ..Place::default()
        }),
    })]
}

/// What whoever interviews had noted. What cannot be read of it counts for nothing.
pub(super) fn recall_notes(mock: &mut Mock, kept: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let notes = all(&kept["notes"]).take(choose::ASKED).map(|one| Note {
        id: text(&one[0]),
        title: text(&one[1]),
        text: text(&one[2]),
    });
    mock.notes = notes.collect();
}

fn all(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
