//! What the home page shows: the path with its stops, and what leads on from here.

use crate::app::course::{CourseState, Listed, Place};
use crate::app::progress::Predicted;
use crate::app::route::Route;
use crate::app::words;
use crate::lesson::{Course, Entry};

/// So many things that were left stand beside what leads.
const ALSO_MAX: usize = 3;

/// A lesson on the path or beside it, as its learner stands to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop<'a> {
    pub entry: &'a Entry,
    pub reached: Reached,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Done(Predicted),
    /// Begun, left, and not done yet.
    UnderWay,
    /// The first of the path that is not done.
    Next,
    NotYet,
}

/// What the eye meets first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lead<'a> {
    Continue(&'a Place),
    Lesson(&'a Entry),
    /// Every lesson of the path is done.
    AllDone,
    Loading,
    /// There is no list of lessons.
    Missing(&'a str),
}

/// The lessons of a part of the course.
pub fn stops(course: &CourseState, part: Course) -> Vec<Stop<'_>> {
    let Listed::Here(index) = &course.index else {
        return Vec::new();
    };
    let mut next_is_taken = part == Course::Elective;
    let stop = |entry| {
        let mut reached = reached(course, entry);
        if reached == Reached::NotYet && !std::mem::replace(&mut next_is_taken, true) {
            reached = Reached::Next;
        } else if reached == Reached::UnderWay {
            next_is_taken = true;
        }
        Stop { entry, reached }
    };
    index.of_course(part).map(stop).collect()
}

/// How many lessons of the path are done, of how many, once they are known.
pub fn done_of_path(course: &CourseState) -> Option<(usize, usize)> {
    let stops = stops(course, Course::Spine);
    let is_done = |stop: &&Stop| matches!(stop.reached, Reached::Done(_));
    let done = stops.iter().filter(is_done).count();
    (!stops.is_empty()).then_some((done, stops.len()))
}

fn reached(course: &CourseState, entry: &Entry) -> Reached {
    // What is done stays done, also while it is played again.
    if let Some(predicted) = course.progress.lessons.get(&entry.id) {
        return Reached::Done(*predicted);
    }
    let place = Route::Lesson(entry.id.clone()).fragment();
    match course.progress.place(&place) {
        Some(_) => Reached::UnderWay,
        None => Reached::NotYet,
    }
}

pub fn lead(course: &CourseState) -> Lead<'_> {
    let left = course.progress.places.first();
    if let Some(place) = left.filter(|_| !course.progress.finished && !is_new(course)) {
        return Lead::Continue(place);
    }
    match &course.index {
        Listed::Unasked | Listed::Asked => Lead::Loading,
        Listed::Missing(reason) => left.map_or(Lead::Missing(reason), Lead::Continue),
        Listed::Here(index) => {
            let done = &course.progress.lessons;
            let mut path = index.of_course(Course::Spine);
            path.find(|entry| !done.contains_key(&entry.id))
                .map_or(Lead::AllDone, Lead::Lesson)
        }
    }
}

/// Whether its reader is new to the course: on the first visit the first lesson leads until one is begun, whatever else was
/// tried out.
pub fn is_new(course: &CourseState) -> bool {
    let mut places = course.progress.places.iter();
    let begun = |place: &Place| matches!(Route::parse(&place.route), Route::Lesson(_));
    !course.returned && course.progress.lessons.is_empty() && !places.any(begun)
}

/// What the heading says: what leads, and its name.
pub fn headline<'a>(course: &'a CourseState, lead: &Lead<'a>) -> (&'static str, &'a str) {
    match lead {
        Lead::Continue(place) => ("Continue where you were", title_of(course, place)),
        Lead::Lesson(entry) if course.progress.lessons.is_empty() => ("Begin here", &entry.title),
        Lead::Lesson(entry) => ("Your next lesson", &entry.title),
        Lead::AllDone => ("The course is done", "Now try it on a game day"),
        Lead::Loading => ("The course", "One moment"),
        Lead::Missing(_) => ("The course", "The lessons could not be loaded"),
    }
}

/// A lesson that is listed.
pub fn listed<'a>(course: &'a CourseState, place: &Place) -> Option<&'a Entry> {
    match (Route::parse(&place.route), &course.index) {
        (Route::Lesson(id), Listed::Here(index)) => index.entry(&id),
        _ => None,
    }
}

/// What a place is called: a lesson as it is listed, whatever its language was when it was left.
pub fn title_of<'a>(course: &'a CourseState, place: &'a Place) -> &'a str {
    listed(course, place).map_or(&place.title, |entry| &entry.title)
}

/// The language of what leads, if that is not English.
pub fn language_of<'a>(course: &'a CourseState, lead: &Lead<'a>) -> Option<&'a str> {
    let entry = match lead {
        Lead::Continue(place) => listed(course, place),
        Lead::Lesson(entry) => Some(*entry),
        Lead::AllDone | Lead::Loading | Lead::Missing(_) => None,
    };
    entry?.language.as_deref()
}

/// What was left last and is not what leads, the latest first. Lessons that were left earlier bear it on the path.
pub fn also_left<'a>(course: &'a CourseState, lead: &Lead) -> Vec<&'a Place> {
    let places = course.progress.places.iter();
    // The choices before a game day are no second thing beside the day itself.
    let of_game = |place: &Place| {
        let route = Route::parse(&place.route);
        matches!(route, Route::GameDay | Route::Game { .. })
    };
    let leads = matches!(lead, Lead::Continue(place) if of_game(place));
    places
        .filter(|place| *lead != Lead::Continue(place) && !(leads && of_game(place)))
        .take(ALSO_MAX)
        .collect()
}

/// The lesson to go on with, if something else leads.
pub fn after<'a>(course: &'a CourseState, lead: &Lead) -> Option<&'a Entry> {
    let Lead::Continue(place) = lead else {
        return None;
    };
    let stops = stops(course, Course::Spine);
    let next = stops
        .into_iter()
        .find(|stop| matches!(stop.reached, Reached::Next))?;
    (Route::Lesson(next.entry.id.clone()).fragment() != place.route).then_some(next.entry)
}

/// What a lesson is about, in a line: its question until it is done, and then what it taught. The other way round, the
/// page would answer what it asks.
pub fn line(entry: &Entry, reached: Reached) -> Option<&str> {
    let taught = entry.teaches.first().map(String::as_str);
    match reached {
        Reached::Done(_) => taught,
        Reached::UnderWay | Reached::Next | Reached::NotYet => entry.asks.as_deref().or(taught),
    }
}

/// How a lesson's predictions fared, in words; nothing if there were none.
pub fn predicted(predicted: Predicted) -> Option<String> {
    let Predicted { right, asked } = predicted;
    (asked > 0).then(|| {
        format!(
            "{right} of {} right",
            words::counted(asked.into(), "prediction", "predictions")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::course::{self, CourseMsg};
    use crate::app::state::State;
    use crate::app::update::update;
    use crate::app::window::Theme;
    use crate::app::{Effect, Msg};

    const LIST: &str = r#"{"format": "failover-lab-lessons/1", "lessons": [
        {"id": "01-a", "title": "A", "order": 1, "minutes": 9, "course": "spine", "level": "beginner", "teaches": ["x"]},
        {"id": "02-b", "title": "B", "order": 2, "minutes": 9, "course": "spine", "level": "beginner"},
        {"id": "c", "title": "C", "order": 1, "minutes": 8, "course": "elective", "level": "advanced"}]}"#;

    fn at_home() -> State {
        let mut state = State::arriving(Theme::Auto, None, None);
        let effects = update(&mut state, Msg::Go(Route::Home));
        assert!(effects.contains(&Effect::FetchIndex));
        state
    }

    fn listed(list: Result<String, String>) -> State {
        let mut state = at_home();
        update(&mut state, Msg::Course(CourseMsg::Listed(list)));
        state
    }

    fn reached_of(state: &State, part: Course) -> Vec<Reached> {
        let stops = stops(&state.course, part);
        stops.iter().map(|stop| stop.reached).collect()
    }

    fn won(id: &str, right: u32, asked: u32) -> course::Record {
        let id = id.to_owned();
        course::Record::Lesson { id, right, asked }
    }

    #[test]
    fn the_path_leads_from_lesson_to_lesson() {
        let mut state = listed(Ok(LIST.to_owned()));
        assert_eq!(
            reached_of(&state, Course::Spine),
            [Reached::Next, Reached::NotYet]
        );
        assert_eq!(reached_of(&state, Course::Elective), [Reached::NotYet]);
        course::record(&mut state.course, won("01-a", 2, 3));
        let done = Reached::Done(Predicted { right: 2, asked: 3 });
        assert_eq!(reached_of(&state, Course::Spine), [done, Reached::Next]);
        assert!(matches!(lead(&state.course), Lead::Lesson(entry) if entry.id == "02-b"));
        course::record(&mut state.course, won("02-b", 0, 0));
        assert_eq!(lead(&state.course), Lead::AllDone);
    }

    #[test]
    fn a_lesson_that_is_done_stays_done_when_it_is_played_again() {
        let mut state = listed(Ok(LIST.to_owned()));
        course::record(&mut state.course, won("01-a", 2, 3));
        let again = Place {
            route: "/lesson/01-a".to_owned(),
            ..Place::default()
        };
        state.course.progress.remember(again);
        let done = Reached::Done(Predicted { right: 2, asked: 3 });
        assert_eq!(reached_of(&state, Course::Spine), [done, Reached::Next]);
        let left = Place {
            route: "/lesson/02-b".to_owned(),
            ..Place::default()
        };
        state.course.progress.remember(left);
        assert_eq!(reached_of(&state, Course::Spine), [done, Reached::UnderWay]);
    }

    #[test]
    fn what_was_left_leads_and_the_next_lesson_stands_beside_it() {
        let mut state = listed(Ok(LIST.to_owned()));
        update(&mut state, Msg::Start("multi-az"));
        update(&mut state, Msg::Go(Route::Home));
        let first = lead(&state.course);
        assert!(
            matches!(first, Lead::Lesson(entry) if entry.id == "01-a"),
            "a newcomer begins with the first lesson: {first:?}"
        );
        assert_eq!(also_left(&state.course, &first).len(), 1);
        state.course.returned = true;
        let lead = lead(&state.course);
        assert!(
            matches!(lead, Lead::Continue(place) if place.route == "/sandbox" && place.note.contains("orders"))
        );
        assert_eq!(
            after(&state.course, &lead).map(|entry| entry.id.as_str()),
            Some("01-a")
        );
        assert!(also_left(&state.course, &lead).is_empty());
        course::record(&mut state.course, won("01-a", 1, 1));
        let lead = super::lead(&state.course);
        assert!(
            matches!(lead, Lead::Lesson(entry) if entry.id == "02-b"),
            "what was finished leads on"
        );
        assert_eq!(also_left(&state.course, &lead).len(), 1);
    }

    #[test]
    fn the_choices_of_a_game_day_stand_not_beside_the_day_that_leads() {
        let mut state = listed(Ok(LIST.to_owned()));
        state.course.returned = true;
        for route in ["/sandbox", "/game", "/game/warm-up/KYIV"] {
            state.course.progress.remember(Place {
                route: route.to_owned(),
                ..Place::default()
            });
        }
        let lead = lead(&state.course);
        let Lead::Continue(day) = &lead else {
            panic!("the day leads: {lead:?}");
        };
        assert_eq!(day.route, "/game/warm-up/KYIV");
        let left = also_left(&state.course, &lead);
        let left: Vec<&str> = left.iter().map(|place| &*place.route).collect();
        assert_eq!(left, ["/sandbox"]);
    }

    #[test]
    fn what_comes_next_lies_ahead() {
        let list = r#"{"format": "failover-lab-lessons/1", "lessons": [
            {"id": "1", "title": "1", "order": 1, "minutes": 9, "course": "spine", "level": "beginner"},
            {"id": "2", "title": "2", "order": 2, "minutes": 9, "course": "spine", "level": "beginner"},
            {"id": "3", "title": "3", "order": 3, "minutes": 9, "course": "spine", "level": "beginner"},
            {"id": "a", "title": "a", "order": 1, "minutes": 9, "course": "elective", "level": "beginner"},
            {"id": "b", "title": "b", "order": 2, "minutes": 9, "course": "elective", "level": "beginner"}]}"#;
        let mut state = listed(Ok(list.to_owned()));
        let next = |state: &State, present: &str| {
            let next = course::next_lesson(&state.course, Some(present));
            next.map(|entry| entry.id.clone())
        };
        course::record(&mut state.course, won("2", 1, 1));
        assert_eq!(next(&state, "2").as_deref(), Some("3"));
        course::record(&mut state.course, won("a", 1, 1));
        assert_eq!(next(&state, "a").as_deref(), Some("b"));
        course::record(&mut state.course, won("b", 1, 1));
        assert_eq!(
            next(&state, "b").as_deref(),
            Some("3"),
            "not the first again"
        );
        course::record(&mut state.course, won("3", 1, 1));
        assert_eq!(next(&state, "3"), None, "what lies behind is no next");
        assert_eq!(
            next(&state, "b").as_deref(),
            Some("1"),
            "it is all that is left"
        );
    }

    #[test]
    fn after_an_elective_the_path_goes_on_where_it_was_left() {
        let lesson = |id: &str, order, course| {
            format!(
                r#"{{"id": "{id}", "title": "{id}", "order": {order}, "minutes": 9, "course": "{course}", "level": "beginner"}}"#
            )
        };
        let path = (1..=5).map(|order| lesson(&order.to_string(), order, "spine"));
        let all: Vec<String> = path.chain([lesson("a", 1, "elective")]).collect();
        let list = format!(
            r#"{{"format": "failover-lab-lessons/1", "lessons": [{}]}}"#,
            all.join(",")
        );
        let mut state = listed(Ok(list));
        // The fourth was played out of turn.
        for id in ["1", "2", "4", "a"] {
            course::record(&mut state.course, won(id, 1, 1));
        }
        let next = course::next_lesson(&state.course, Some("a"));
        assert_eq!(next.map(|entry| entry.id.as_str()), Some("3"));
    }

    #[test]
    fn without_a_list_the_rest_works_and_it_can_be_asked_for_again() {
        let mut state = listed(Err("no connection".to_owned()));
        assert_eq!(lead(&state.course), Lead::Missing("no connection"));
        let effects = update(&mut state, Msg::Course(CourseMsg::Retry));
        assert_eq!(effects, [Effect::FetchIndex]);
        assert_eq!(lead(&state.course), Lead::Loading);
        let list = Ok("<!doctype html>".to_owned());
        update(&mut state, Msg::Course(CourseMsg::Listed(list)));
        assert!(matches!(lead(&state.course), Lead::Missing(_)));
    }
}
