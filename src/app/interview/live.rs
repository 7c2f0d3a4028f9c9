//! A live question of a mock interview, while it is worked on at the stage: what was done stands, and no answer is shown.

use crate::app::ask::Ask;
use crate::app::course::Record;
use crate::app::interview::known::InterviewState;
use crate::app::interview::mock;
use crate::app::lesson::LessonMsg;
use crate::app::msg::Msg;
use crate::app::progress::Progress;
use crate::app::route::{Route, Seat};
use crate::lesson::INTERVIEW;

/// Whether a mock interview asks this question now, and its answers come once all were asked.
#[inline(never)]
pub fn examines(interview: &InterviewState, id: &str) -> bool {
    let (Some(mock), Some(asked)) = (&interview.mock, &interview.asked) else {
        return false;
    };
    asked.id == id && !mock.guides && mock.said.len() < mock.ids.len()
}

/// Why this is not done meanwhile, if so.
#[inline(never)]
pub fn forbids(msg: &Msg) -> Option<&'static str> {
    match msg {
        Msg::Undo | Msg::Restart | Msg::SeekTo(_) | Msg::NextSeed | Msg::OpenBranch(_) => {
            Some(STANDS)
        }
        Msg::Goal { .. } => Some("What is promised stands while the interview lasts."),
        Msg::Lesson(
            LessonMsg::StepAgain
            | LessonMsg::StepBefore
            | LessonMsg::AskToStartAgain(_)
            | LessonMsg::StartAgain
            | LessonMsg::OtherLuck
            | LessonMsg::ToSandbox
            | LessonMsg::Hint,
        ) => Some(STANDS),
        _ => None,
    }
}

const STANDS: &str =
    "In an interview nothing is taken back and nothing is skipped: what you did stands.";

/// What is kept once a mock interview's question goes to the stage, so that whoever loads the page anew there is in the interview still.
#[inline(never)]
pub fn kept_at_stage(interview: &InterviewState) -> Option<Ask> {
    let mock = interview.mock.as_ref().filter(|mock| !mock.guides)?;
    Some(Ask::Record(Record::At(mock::kept(mock))))
}

/// Where a question's stage leads whoever has loaded the page anew there: back into the mock interview that asks it.
#[inline(never)]
pub fn back_to_mock(interview: &InterviewState, progress: &Progress, route: Route) -> Route {
    if interview.mock.is_some() || interview.asked.is_some() {
        return route;
    }
    let Route::Lesson(id) = &route else {
        return route;
    };
    let id = id.strip_prefix(INTERVIEW).unwrap_or(id);
    let mut places = progress.places.iter();
    let left = places.find(|place| place.extra["staged"] == id);
    let mock = left.map(|place| Route::parse(&place.route));
    let mock = mock.filter(|one| matches!(one, Route::Interview(Seat::Mock { .. })));
    mock.unwrap_or(route)
}
