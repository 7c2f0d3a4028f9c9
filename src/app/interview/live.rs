//! A live question of a mock interview, while it is worked on at the stage: what was done stands, and no answer is shown.

use crate::app::interview::known::InterviewState;
use crate::app::lesson::LessonMsg;
use crate::app::msg::Msg;

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
