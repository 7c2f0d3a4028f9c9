//! What the guide of a lesson is drawn from.

use crate::app::course::CourseState;
use crate::app::drawn::Calm;
use crate::app::lesson::foreseen::Guide;
use crate::app::lesson::play::LessonPlay;

/// What the guide of a lesson shows.
pub struct Guided<'a> {
    pub play: &'a LessonPlay,
    pub guide: &'a Guide,
    pub calm: &'a Calm,
    pub course: &'a CourseState,
    /// Whether the clock runs.
    pub playing: bool,
    /// Whether it is the live question of a mock interview: nothing is taken back in it, and no answer shown.
    pub examined: bool,
}
