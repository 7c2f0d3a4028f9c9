//! What the first minute can be asked: it is answered by the part of the module that comes first (`scripts/split.mjs`).

use crate::app::course::CourseState;
use crate::app::msg::Msg;
use crate::app::route::Route;
use crate::app::tour::TourMsg;

/// Whether a message leads to the first minute, or leaves the visitor in it.
pub fn is_of_first_minute(course: &CourseState, in_tour: bool, msg: &Msg) -> bool {
    match msg {
        Msg::Go(route) => leads_to_first_minute(course, route),
        Msg::Tour(TourMsg::Repair) => false,
        Msg::Tour(_)
        | Msg::Tick(_)
        | Msg::TogglePlay
        | Msg::Speed(_)
        | Msg::Faster(_)
        | Msg::CloseMenus
        | Msg::Theme(_)
        | Msg::ToggleHelp
        | Msg::ToggleKeys
        | Msg::Paper(_)
        | Msg::DismissNotice
        | Msg::WhyNot(_)
        | Msg::Point { .. }
        | Msg::Leave => in_tour,
        // Whatever else there is may wait: that does no harm.
        _ => false,
    }
}

/// Whether this address shows the first minute.
pub fn leads_to_first_minute(course: &CourseState, route: &Route) -> bool {
    match route {
        Route::Start => !course.visited || course.began_with_tour,
        Route::Tour => true,
        Route::Home
        | Route::Sandbox
        | Route::Lesson(_)
        | Route::LessonFile(_)
        | Route::Draft
        | Route::Dropped
        | Route::Author
        | Route::GameDay
        | Route::Game { .. }
        | Route::Interview(_)
        | Route::Guide(_)
        | Route::Class(_)
        | Route::Map(_)
        | Route::Present(..)
        | Route::In(_)
        | Route::Run(..)
        | Route::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(visited: bool) -> CourseState {
        CourseState {
            visited,
            ..CourseState::default()
        }
    }

    #[test]
    fn who_comes_first_begins_with_the_first_minute_and_who_was_here_does_not() {
        let start = Msg::Go(Route::Start);
        assert!(is_of_first_minute(&course(false), false, &start));
        assert!(!is_of_first_minute(&course(true), false, &start));
        let sandbox = Msg::Go(Route::Sandbox);
        assert!(!is_of_first_minute(&course(false), true, &sandbox));
    }

    #[test]
    fn what_the_first_minute_asks_stays_in_it_and_its_doors_lead_out() {
        let first = course(false);
        assert!(is_of_first_minute(
            &first,
            true,
            &Msg::Tour(TourMsg::CutPower)
        ));
        assert!(!is_of_first_minute(
            &first,
            true,
            &Msg::Tour(TourMsg::Repair)
        ));
        let line = Msg::Act("describe-db-instances".to_owned());
        assert!(!is_of_first_minute(&first, true, &line));
        // Elsewhere the same clock moves what the first minute does not know.
        assert!(!is_of_first_minute(&first, false, &Msg::Tick(50.0)));
    }
}
