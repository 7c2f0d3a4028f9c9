//! A lesson on the page: its steps beside the stage, what they offer, and how the run judged what was predicted.

mod action;
mod arrive;
mod ask;
mod beside;
#[cfg(test)]
mod beside_tests;
mod best;
mod clock;
mod coming;
mod debrief;
#[cfg(test)]
mod debrief_tests;
#[cfg(test)]
mod disturb_tests;
mod first;
#[cfg(test)]
mod flow_tests;
mod foot;
mod foreseen;
mod guided;
mod head;
mod idle;
#[cfg(test)]
mod idle_tests;
mod judge;
mod kept;
#[cfg(test)]
pub(in crate::app) mod learner_tests;
mod observe;
mod offer;
mod outcome;
mod paper;
mod place;
mod play;
#[cfg(test)]
mod promise_tests;
#[cfg(test)]
mod proof_tests;
mod reach;
mod recall;
mod said;
mod screen;
mod setting;
mod shown;
#[cfg(test)]
pub(in crate::app) mod tests;
#[cfg(test)]
mod truth_tests;
#[cfg(test)]
mod turn_tests;
mod waiting;
#[cfg(test)]
mod way_tests;

pub use arrive::{answered, came, no_reader, of_course, open, resume, try_again};
pub use ask::{has_run, lets_play, lets_run, next};
pub use beside::{figures, verdict_tab};
pub use best::{NAMES as FIGURES, sums};
pub use clock::tick;
pub use coming::{
    Arrival, Assigned, Coming, ENGLISH_TEXTS, Failure, LessonSource, NoLesson, address, in_english,
    route, start, title_in,
};
pub use first::{first, otherwise};
pub use foreseen::{Guide, Offer, Refused};
pub use guided::Guided;
pub use judge::{Judged, judged, marks, score, shortfall};
pub use kept::{kept_of, place};
pub use observe::{guide, is_at_end, observe, reopen};
pub use offer::{refusal, with_moment_before};
pub use paper::on_paper;
pub use place::watched;
pub use play::{LessonMsg, LessonPlay, Page, question_id};
pub use reach::reach;
pub use said::{Said, Sure};
pub use screen::react;
pub use shown::steps;
pub use waiting::{mistake, waiting};
