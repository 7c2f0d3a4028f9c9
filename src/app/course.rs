//! The course: which lessons there are, which of them are done, and where its learner was last.

use crate::app::msg::Effect;
use crate::app::state::State;

/// What the home page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CourseState {}

#[derive(Clone, Debug, PartialEq)]
pub enum CourseMsg {}

pub fn react(_state: &mut State, msg: CourseMsg) -> Vec<Effect> {
    match msg {}
}
