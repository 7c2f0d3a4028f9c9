//! What a class is told on slides, asked, and not shown.

use super::tests::{FIRST, opened, present, press, words};
use super::*;
use crate::app::lesson::learner_tests::lessons;
use crate::app::update::update;
use crate::app::verdict::waterfall;
use crate::lesson::read;

#[test]
fn a_class_is_never_told_to_press_what_is_not_there() {
    let lesson = |id: &str| {
        lessons()
            .into_iter()
            .find(|(known, _)| known == id)
            .expect("it is there")
            .1
    };
    for (id, text) in lessons() {
        let lesson = read(&text).expect("it can be read");
        for slide in deck(&lesson) {
            let Slide::Idea { html, .. } = slide else {
                continue;
            };
            let told = html.to_lowercase();
            for words in ["press ", "button", " tab ", "the terminal", "the inspector"] {
                assert!(!told.contains(words), "{id}: {html}");
            }
        }
    }
    // What stands beside it in the same paragraph is told.
    let mut state = opened("01-multi-az", &lesson("01-multi-az"));
    let mut all = String::new();
    while *present(&state).slide() != Slide::Verdict {
        all += &words(&state);
        press(&mut state, PresentMsg::Next);
    }
    assert!(
        all.contains("Watch both tapes and the endpoint’s arrow.")
            || all.contains("Watch both tapes and the endpoint's arrow."),
        "{all}"
    );
}

#[test]
fn before_the_bill_is_cut_the_class_votes() {
    let lesson = read(include_str!("../../../lessons/en/09-cheapest-design.md"));
    let lesson = lesson.expect("it can be read");
    let place = lesson
        .steps
        .iter()
        .position(|step| step.title == "Cut the bill");
    let asks = |slide: &Slide| matches!(slide, Slide::Ask { step, .. } if Some(*step) == place);
    assert_eq!(deck(&lesson).iter().filter(|slide| asks(slide)).count(), 3);
}

#[test]
fn a_key_blanks_the_screen_and_any_that_leads_on_brings_back_what_was_there() {
    let mut state = opened("01-multi-az", FIRST);
    for _ in 0..4 {
        press(&mut state, PresentMsg::Next);
    }
    let (place, before) = (present(&state).place(), words(&state));
    for pressed in ["b", "B", "."] {
        let msg = key(pressed, "BODY").expect("it is a key");
        update(&mut state, msg.clone());
        assert_eq!(words(&state), "", "{pressed}");
        assert!(!present(&state).has_stage() && !state.clock.playing);
        update(&mut state, msg);
        assert_eq!(words(&state), before);
        assert_eq!(key(pressed, "INPUT"), None, "there it is a letter");
    }
    press(&mut state, PresentMsg::Blank);
    press(&mut state, PresentMsg::Next);
    assert_eq!(
        (present(&state).place(), words(&state)),
        (place, before),
        "the slide itself first"
    );
    press(&mut state, PresentMsg::Next);
    assert_ne!(present(&state).place(), place);
}

#[test]
fn a_slide_that_speaks_of_the_waterfall_shows_it_and_none_speaks_of_a_timeline() {
    let mut state = opened("01-multi-az", FIRST);
    while !words(&state).contains("waterfall divides") {
        press(&mut state, PresentMsg::Next);
        assert!(!words(&state).contains("timeline"));
    }
    let bars = waterfall(&state.run.view().incidents[0]);
    assert!(bars.len() > 2);
    for bar in bars {
        assert!(words(&state).contains(&bar.span), "{}", words(&state));
    }
}
