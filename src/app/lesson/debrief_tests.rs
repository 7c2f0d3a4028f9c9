//! A learner says how sure they are, and the result begins with what they were sure of and missed.

use super::tests::{FIRST, come_back, example, opened, play, run_on, tell};
use super::*;
use crate::app::course;
use crate::app::part::Parts;
use crate::app::part::read::{pressed, spoken};
use crate::app::progress::Progress;
use crate::app::state::State;
use crate::app::{Msg, update::update};
use crate::sim::SimTime;
use std::rc::Rc;

fn shown(state: &State) -> String {
    spoken(&Parts::of(|at| steps(&state.guided(play(state)), at)))
}

fn offered(state: &State) -> Vec<String> {
    let parts = Parts::of(|at| steps(&state.guided(play(state)), at));
    let all = pressed(&parts).into_iter();
    all.map(|(words, _)| words).collect()
}

fn figures_shown(state: &State) -> String {
    spoken(&Parts::of(|at| {
        figures(play(state), &state.drawn.calm, at);
        verdict_tab(play(state), &state.drawn.calm, at);
    }))
}

/// The example with a choice taken, and what was said of it.
fn won_example(choice: usize, sure: Option<bool>) -> State {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(choice)));
    if let Some(sure) = sure {
        tell(&mut state, LessonMsg::Sure(0, sure));
    }
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    tell(&mut state, LessonMsg::Next);
    assert!(play(&state).won);
    state
}

#[test]
fn how_sure_one_is_takes_one_tap_and_is_never_asked_for() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    let asked = |state: &State| offered(state).contains(&"Not sure".to_owned());
    assert!(!asked(&state), "of nothing one is neither");
    tell(&mut state, LessonMsg::Sure(0, true));
    tell(&mut state, LessonMsg::Say(0, Said::DoNotKnow));
    assert!(!asked(&state), "who does not know has said so");
    tell(&mut state, LessonMsg::Sure(0, true));
    assert_eq!(play(&state).sure[0][0], None);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(1)));
    assert!(
        asked(&state) && play(&state).unanswered().is_none(),
        "it can go on"
    );
    tell(&mut state, LessonMsg::Sure(0, true));
    tell(&mut state, LessonMsg::Say(0, Said::Choice(1)));
    assert_eq!(
        play(&state).sure[0][0],
        Some(true),
        "the same was said again"
    );
    tell(&mut state, LessonMsg::Say(0, Said::Choice(0)));
    assert_eq!(
        play(&state).sure[0][0],
        None,
        "of another choice nothing was said"
    );
    tell(&mut state, LessonMsg::Sure(0, false));
    tell(&mut state, LessonMsg::Do(0));
    assert!(shown(&state).contains("”, not sure."), "it stands");
    tell(&mut state, LessonMsg::Sure(0, true));
    assert_eq!(
        play(&state).sure[0][0],
        Some(false),
        "and is not to be changed"
    );
}

#[test]
fn how_sure_one_was_is_kept_and_what_was_kept_before_is_still_read() {
    let mut state = opened(example());
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(1)));
    tell(&mut state, LessonMsg::Sure(0, false));
    update(&mut state, Msg::Leave);
    let exported = course::exported(&state.course);
    let mut elsewhere = Progress::default();
    elsewhere.merge(Progress::parse(&exported).expect("it is whole"));
    let place = elsewhere.places[0].clone();
    let came_back = |place| {
        let state = come_back(place);
        let said = (play(&state).said[0][0], play(&state).sure[0][0]);
        assert_eq!(said.0, Said::Choice(1));
        said.1
    };
    assert_eq!(came_back(place.clone()), Some(false));
    let text = place.extra.to_string();
    assert!(text.contains("\"said\":[[201]]"), "{text}");
    let mut before = place;
    before.extra = serde_json::from_str(&text.replace("[[201]]", "[[1]]")).expect("it is JSON");
    assert_eq!(came_back(before), None);
}

#[test]
fn what_was_missed_for_sure_is_told_first_and_called_so() {
    let mut state = opened(FIRST);
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Next);
    tell(&mut state, LessonMsg::Say(0, Said::Choice(2)));
    tell(&mut state, LessonMsg::Sure(0, false));
    tell(&mut state, LessonMsg::Say(1, Said::Choice(2)));
    tell(&mut state, LessonMsg::Sure(1, true));
    tell(&mut state, LessonMsg::Do(0));
    run_on(&mut state);
    assert!(play(&state).is_done());
    let told = shown(&state);
    let sure = told.find("Sure, and missed. You said “The last minutes”");
    let unsure = told.find("You said “Until the power is back”");
    assert!(sure.is_some() && sure < unsure, "{told}");
    assert!(
        state
            .drawn
            .announced
            .contains("Sure, and missed. You said “The last")
    );
}

#[test]
fn the_result_begins_with_the_confident_misses_and_asks_before_it_shows_figures() {
    let mut state = won_example(0, Some(true));
    let told = shown(&state);
    let missed = told.find("Sure, and missed").expect("it is told");
    let asked = told
        .find("for how long were writes down?")
        .expect("it is asked");
    assert!(
        missed < asked && !told.contains("What it came to"),
        "{told}"
    );
    assert!(figures_shown(&state).contains("answer first"));
    assert!(figures_shown(&state).contains("The result asks what you have seen"));
    let recall = play(&state).debrief.asked.clone().expect("it is asked");
    let right: Vec<bool> = recall.choices.iter().map(|one| one.right).collect();
    assert_eq!(right.len(), 3);
    assert_eq!(
        right.iter().filter(|right| **right).count(),
        1,
        "{recall:?}"
    );
    let wrong = right.iter().position(|right| !right).expect("there is one");
    let right = right.iter().position(|right| *right).expect("there is one");
    tell(&mut state, LessonMsg::Recall(Some(wrong)));
    let told = shown(&state);
    let was = &recall.choices[right].words;
    assert!(told.contains(&format!("It was {was}.")), "{told}");
    assert!(told.contains("What it came to") && told.contains("Longest recovery"));
    assert!(!figures_shown(&state).contains("first"));
    let mut state = won_example(1, Some(true));
    assert!(!shown(&state).contains("Sure, and missed"), "it was right");
    tell(&mut state, LessonMsg::Recall(Some(right)));
    assert!(shown(&state).contains(&format!("You said {was}. Right.")));
    let mut state = won_example(0, None);
    assert!(
        !shown(&state).contains("Sure, and missed"),
        "nobody said so"
    );
    assert!(offered(&state).contains(&"Skip: show me".to_owned()));
    tell(&mut state, LessonMsg::Recall(None));
    assert!(shown(&state).contains("What it came to"));
}

#[test]
fn the_solutions_run_stands_beside_the_learners_under_the_same_luck() {
    let mut state = won_example(1, None);
    tell(&mut state, LessonMsg::Recall(None));
    assert!(offered(&state).contains(&"Beside a good run".to_owned()));
    tell(&mut state, LessonMsg::Beside);
    let told = shown(&state);
    for words in ["Your run", "A good run", "Writes down", "Lost"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let best = play(&state).debrief.best.clone().expect("it was run");
    assert!(best.run.starts_with("seed KYIV\n"), "{}", best.run);
    let own = best::sums(&state.run.view());
    assert_eq!(own[..4], best.figures[..4], "nothing could be done better");
    // What the run came to stays, wherever its clock is put.
    update(&mut state, Msg::SeekTo(SimTime::START));
    assert_ne!(best::sums(&state.run.view())[..2], own[..2]);
    assert!(shown(&state).contains(&own[0]), "{}", shown(&state));
}

#[test]
fn a_solution_that_does_not_win_is_laid_beside_nothing_and_it_is_said() {
    let mut state = won_example(1, None);
    tell(&mut state, LessonMsg::Recall(None));
    let play = state.lesson.as_mut().expect("a lesson is played");
    Rc::make_mut(&mut play.lesson).front.solution = "60s end\n".to_owned();
    tell(&mut state, LessonMsg::Beside);
    assert!(self::play(&state).debrief.best.is_none());
    let notice = state.window.notice.as_ref().expect("it is said");
    assert!(notice.text.contains("keeps no promise"), "{notice:?}");
}
