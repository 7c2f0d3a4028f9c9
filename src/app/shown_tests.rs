//! What the screens offer: which buttons there are, what they send, and what stands beside them.

use crate::app::around;
use crate::app::course::{self, CourseMsg};
use crate::app::effect::Effect;
use crate::app::game::{self, GameMsg};
use crate::app::icon::Icon;
use crate::app::lesson::tests::{FIRST, answer_all, opened, tell};
use crate::app::lesson::{self, LessonMsg, Said};
use crate::app::msg::Msg;
use crate::app::part::read::{groups, pressed, spoken};
use crate::app::part::{Attribute, Does, Group, Part, Parts};
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::tour::{Step, Tour, TourMsg, When};
use crate::app::tour_guide;
use crate::app::update::update;
use crate::app::window::Theme;

const LIST: &str = r#"{"format": "failover-lab-lessons/1", "lessons": [
    {"id": "01-a", "title": "A", "order": 1, "minutes": 9, "course": "spine", "level": "beginner", "asks": "Is `A` so?"},
    {"id": "c", "title": "C", "order": 1, "minutes": 8, "course": "elective", "level": "advanced"}]}"#;

fn told(words: &str, msg: Msg) -> (String, Msg) {
    (words.to_owned(), msg)
}

fn sent(parts: &[Part]) -> Vec<Msg> {
    pressed(parts).into_iter().map(|(_, msg)| msg).collect()
}

/// Where the links lead, in order.
fn links(parts: &[Part]) -> Vec<String> {
    let said = groups(parts).into_iter().flat_map(|one| &one.says);
    let hrefs = said.filter(|(what, _)| *what == Attribute::Href);
    hrefs.map(|(_, address)| address.to_string()).collect()
}

fn says(group: &Group, what: Attribute) -> Option<&str> {
    let mut said = group.says.iter();
    let found = said.find(|(of, _)| *of == what)?;
    Some(&found.1)
}

fn by_id<'p>(parts: &'p [Part], id: &str) -> &'p Group {
    let mut all = groups(parts).into_iter();
    let found = all.find(|one| says(one, Attribute::Id) == Some(id));
    found.unwrap_or_else(|| panic!("{id} is shown"))
}

fn front(state: &State) -> Vec<Part> {
    Parts::of(|at| course::front(&state.course, at))
}

fn guide(state: &State) -> Vec<Part> {
    let play = state.lesson.as_ref().expect("a lesson is on");
    Parts::of(|at| lesson::steps(&state.guided(play), at))
}

fn clock(state: &State) -> Vec<Part> {
    let shown = state.clock();
    Parts::of(|at| around::clock(&shown, at))
}

#[test]
fn the_front_page_leads_to_what_comes_next() {
    let mut state = State::arriving(Theme::Auto, None, None);
    update(&mut state, Msg::Go(Route::Home));
    let list = |list: &str| Msg::Course(CourseMsg::Listed(Ok(list.to_owned())));
    update(&mut state, list("no list"));
    let again = told("Try again", Msg::Course(CourseMsg::Retry));
    assert!(pressed(&front(&state)).contains(&again));
    update(&mut state, list(LIST));
    let parts = front(&state);
    let first = "#/lesson/01-a";
    let doors = [
        "#/sandbox",
        "#/game",
        "#/interview",
        "#/class",
        "#/tour",
        "#/author",
    ];
    assert_eq!(links(&parts)[..3], [first, first, "#/lesson/c"]);
    assert_eq!(links(&parts)[3..], doors);
    assert!(spoken(&parts).contains("Start lesson 1"));
    assert!(spoken(&parts).contains("0 of 1 lessons done"));
    // Nothing was done: there is nothing to take along or to forget.
    assert_eq!(pressed(&parts), [told("Import", Msg::Import)]);
    let beside = course::Record::Lesson {
        id: "c".to_owned(),
        right: 0,
        asked: 0,
    };
    course::record(&mut state.course, beside);
    let words = spoken(&front(&state));
    for said in ["0 of 1 lessons done", "Lessons done0 of 1Beside the path1"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn to_forget_everything_is_asked_first() {
    let mut state = State::arriving(Theme::Auto, None, None);
    let record = course::Record::Lesson {
        id: "01-a".to_owned(),
        right: 1,
        asked: 2,
    };
    course::record(&mut state.course, record);
    let ask = Msg::Course(CourseMsg::AskToForget(true));
    assert!(sent(&front(&state)).contains(&ask));
    update(&mut state, ask.clone());
    let parts = front(&state);
    assert!(!sent(&parts).contains(&ask));
    assert!(sent(&parts).contains(&Msg::Course(CourseMsg::Forget)));
    assert!(spoken(&parts).contains("Predictions right1 of 2"));
}

#[test]
fn a_step_of_a_lesson_runs_once_its_questions_are_answered() {
    let mut state = opened(FIRST);
    let next = Msg::Lesson(LessonMsg::Next);
    assert_eq!(pressed(&guide(&state)), [told("Begin", next.clone())]);
    while state
        .lesson
        .as_ref()
        .is_some_and(|play| play.unanswered().is_none())
    {
        tell(&mut state, LessonMsg::Next);
    }
    let strike = Msg::Lesson(LessonMsg::Do(0));
    let refused = |state: &State| {
        let parts = guide(state);
        let all = groups(&parts).into_iter();
        let mut strikes =
            all.filter(|one| one.does.as_deref() == Some(&Does::Press(strike.clone())));
        let button = strikes.next().expect("it is shown");
        (
            says(button, Attribute::Refused).map(str::to_owned),
            spoken(&parts),
        )
    };
    let (is_refused, words) = refused(&state);
    assert_eq!(is_refused.as_deref(), Some("true"));
    assert!(words.contains("Answer first: then"), "{words}");
    assert!(
        !words.contains("This step is done when"),
        "it would tell the answer"
    );
    answer_all(&mut state, Said::DoNotKnow);
    let (is_refused, words) = refused(&state);
    assert_eq!(is_refused.as_deref(), Some("false"));
    assert!(!words.contains("Answer first: then"), "{words}");
}

#[test]
fn a_day_begins_once_its_name_and_its_design_can_be_played() {
    let mut state = State::arriving(Theme::Auto, None, None);
    update(&mut state, Msg::Go(Route::GameDay));
    let start = |state: &State| {
        let parts = Parts::of(|at| game::choices(&state.set_up, None, at));
        let button = by_id(&parts, "game-start");
        let refused = says(button, Attribute::Refused).map(str::to_owned);
        (refused.expect("it says so"), spoken(&parts))
    };
    let (refused, words) = start(&state);
    assert_eq!(refused, "true", "nobody has chosen yet");
    assert!(words.contains("one copy, or two?"), "{words}");
    update(&mut state, Msg::Game(GameMsg::Start));
    assert!(state.game.is_none() && state.window.notice.is_some());
    update(&mut state, Msg::Game(GameMsg::MultiAz(false)));
    assert_eq!(start(&state).0, "false");
    update(&mut state, Msg::Game(GameMsg::Name("José".to_owned())));
    let (refused, words) = start(&state);
    assert_eq!(refused, "true");
    assert!(words.contains("The name needs a change first."), "{words}");
    update(&mut state, Msg::Game(GameMsg::Name("Jose".to_owned())));
    update(&mut state, Msg::Game(GameMsg::Lines("nonsense".to_owned())));
    let (refused, words) = start(&state);
    assert_eq!(refused, "true");
    assert!(words.contains("it has no cost"), "{words}");
    assert!(words.contains("Line 1: "), "{words}");
}

#[test]
fn giving_up_a_day_is_asked_first_and_leads_on() {
    let mut state = State::arriving(Theme::Auto, None, None);
    update(&mut state, Msg::Go(Route::GameDay));
    update(&mut state, Msg::Game(GameMsg::MultiAz(true)));
    update(&mut state, Msg::Game(GameMsg::Start));
    let guide = |state: &State| {
        let game = state.game.as_ref().expect("a day is on");
        Parts::of(|at| game::guide(game, &state.drawn.calm.view, state.pace(), &mut |_| (), at))
    };
    let ask = Msg::Game(GameMsg::GiveUp(true));
    assert_eq!(pressed(&guide(&state)), [told("Give up…", ask.clone())]);
    assert_eq!(
        pressed(&clock(&state)),
        [],
        "the clock of a day cannot be stopped"
    );
    update(&mut state, ask);
    assert_eq!(sent(&guide(&state))[0], Msg::Game(GameMsg::Yield));
    update(&mut state, Msg::Game(GameMsg::Yield));
    let parts = guide(&state);
    assert!(spoken(&parts).contains("There is no score."));
    assert!(sent(&parts).contains(&Msg::Game(GameMsg::Again)));
    assert!(sent(&clock(&state)).contains(&Msg::StepForward));
    assert!(
        !sent(&clock(&state)).contains(&Msg::Undo),
        "a day is not undone"
    );
}

#[test]
fn the_first_minute_takes_predictions_and_cuts_the_power() {
    let mut state = State::first_visit(Theme::Auto);
    let guide = |state: &State| {
        let tour = state.tour.as_ref().expect("it is on");
        Parts::of(|at| tour_guide::guide(tour, &state.drawn.calm.view, at))
    };
    let taken = |state: &State| {
        let parts = guide(state);
        let all = groups(&parts).into_iter();
        let taken = all.filter(|one| says(one, Attribute::Checked) == Some("checked"));
        taken.count()
    };
    assert_eq!(taken(&state), 0);
    let cut = told("Cut the power to us-east-1a", Msg::Tour(TourMsg::CutPower));
    assert_eq!(pressed(&guide(&state)), [cut]);
    let tour = state.tour.as_ref().expect("it is on");
    let strip = Parts::of(|at| tour_guide::reach(tour, at));
    assert_eq!(pressed(&strip), pressed(&guide(&state)), "under the thumb");
    let mut asked = tour.clone();
    asked.step = Step::Answer;
    let strip = |tour: &Tour| {
        let parts = Parts::of(|at| tour_guide::reach(tour, at));
        pressed(&parts).swap_remove(0)
    };
    let first = told("Predict first", Msg::Tour(TourMsg::ToQuestion));
    assert_eq!(strip(&asked), first, "its question stands out of sight");
    asked.saves = Some(false);
    assert_eq!(strip(&asked).1, Msg::Tour(TourMsg::Delete));
    update(&mut state, Msg::Tour(TourMsg::When(When::AtOnce)));
    assert_eq!(taken(&state), 1);
    assert_eq!(links(&guide(&state)), ["#/", "#/sandbox", "#/interview"]);
    assert_eq!(sent(&clock(&state)), [Msg::TogglePlay]);
}

#[test]
fn the_door_to_the_repair_leads_to_the_ways_out() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Tour(TourMsg::CutPower));
    let effects = update(&mut state, Msg::Tour(TourMsg::Repair));
    let ways = Effect::Show("ways".to_owned());
    assert!(effects.contains(&ways), "they stand below the stage");
}

#[test]
fn the_button_of_the_clock_says_what_it_does() {
    let mut state = State::arriving(Theme::Auto, None, None);
    update(&mut state, Msg::Start("multi-az"));
    let play = |state: &State| {
        let (words, msg) = pressed(&clock(state)).swap_remove(0);
        assert_eq!(msg, Msg::TogglePlay);
        words
    };
    state.clock.playing = false;
    assert_eq!(play(&state), "Play");
    assert!(icons(&clock(&state)).contains(&Icon::Play));
    state.clock.playing = true;
    assert_eq!(play(&state), "Pause");
    assert!(sent(&clock(&state)).contains(&Msg::Undo));
}

fn icons(parts: &[Part]) -> Vec<Icon> {
    let icons = parts.iter().flat_map(|part| match part {
        Part::Icon(icon) => vec![*icon],
        Part::Some(parts) => icons(parts),
        Part::Group(group) => icons(&group.parts),
        Part::Words(_) | Part::Html(_) | Part::Picture(_) => Vec::new(),
    });
    icons.collect()
}
