//! The class's pages, as parts: the learner's door, what is handed in, and the teacher's desk.

use crate::app::class::known::{ClassState, Desk};
use crate::app::class::{board, door, maker, sheet};
use crate::app::course::CourseState;
use crate::app::part::Parts;

/// `now` is in seconds since 1970.
#[inline(never)]
pub fn front(class: &ClassState, course: &CourseState, now: u64, at: &mut Parts) {
    at.within("div interview class", |at| match &class.desk {
        Desk::Door(link) => door::door(class, link.as_deref(), course, now, at),
        Desk::HandIn(handed) => sheet::sheet(class, handed.as_deref(), course, now, at),
        Desk::Teacher => {
            head(at);
            // A class begins with a link, and what comes back of it is read.
            let is_back = !class.entries.is_empty();
            at.when(is_back, |at| board::board(class, course, at));
            maker::maker(class, course, at);
            at.when(!is_back, |at| board::board(class, course, at));
        }
    });
}

fn head(at: &mut Parts) {
    at.within("header setup__top", |at| {
        at.line("h1", "Class").id("headline").focusable();
        at.line("p", "Set a lesson, a game day or an interview by a link: each learner meets the luck of their own name. They hand in a code, which is replayed here. Nothing leaves this browser.");
    });
}
