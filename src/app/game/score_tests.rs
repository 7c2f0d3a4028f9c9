//! What is read beside the score of a day.

use super::tests::{begun, play_on};
use super::*;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::lesson::GameLevel;

#[test]
fn a_day_that_does_the_lesson_says_so() {
    for (multi_az, name, does) in [(true, "Ana Maria", true), (false, "Ana", false)] {
        let mut state = begun(GameLevel::WarmUp, name, multi_az);
        play_on(&mut state);
        let game = state.game.as_ref().expect("it is over");
        let beside = spoken(&Parts::of(|at| {
            guide(game, &state.run.view(), 1.0, &mut |_| (), at)
        }));
        let lessons = &state.course.progress.lessons;
        assert_eq!(lessons.contains_key(LESSON), does, "{beside}");
        assert_eq!(beside.contains("lesson on game days is done"), does);
    }
}
