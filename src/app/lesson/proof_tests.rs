//! Every lesson is played by pressing what the screen offers: no step is a dead end, whatever is pressed.

use super::disturb_tests::Order;
use super::learner_tests::{Learner, lesson, lessons};
use super::*;
use crate::app::Msg;
use crate::app::game::words::minutes;
use crate::lesson::seeds;
use crate::world::ChannelState;

/// Plays to the result; the error says where it went no further.
fn through(learner: &mut Learner) -> Result<(), String> {
    while learner.play().page != Page::Result {
        if let Some(claim) = wrong_claim(learner) {
            return Err(format!("{:?} says wrongly: {claim}", learner.play().page));
        }
        learner.end_step()?;
    }
    learner.wait_for_the_end();
    Ok(())
}

/// What the text of the step that was just opened says of the shop although the screen beside it says otherwise.
fn wrong_claim(learner: &Learner) -> Option<String> {
    const OPEN: [&str; 4] = ["is open", "is served", "is back", "runs in"];
    const CLOSED: [&str; 2] = ["is closed", "is still closed"];
    let (_, step) = learner.play().step()?;
    let text = step.html.to_lowercase().replace('\n', " ");
    let view = learner.state.run.view();
    let shop = view.apps.iter().find(|app| app.name == "shop")?;
    let serves = shop.writes.state == ChannelState::Serving;
    let says = |what: &&str| {
        let claim = format!("the shop {what}");
        // "Let the clock run until the shop is open" says nothing of now.
        let mut found = text.match_indices(&claim);
        found.any(|(at, _)| !text[..at].ends_with("until "))
    };
    let wrong = if serves { &CLOSED[..] } else { &OPEN[..] };
    wrong
        .iter()
        .find(|what| says(what))
        .map(|what| (*what).to_owned())
}

#[test]
fn pressing_what_a_step_offers_ends_it_under_six_seeds() {
    let mut stuck = Vec::new();
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        for seed in seeds(&lesson.front.seed).take(6) {
            let mut learner = Learner::begins(&lesson, &seed);
            if let Err(where_to) = through(&mut learner) {
                stuck.push(format!("{name}, seed {seed}: {where_to}"));
                break;
            }
            let is_game = lesson.front.game.is_some();
            if !learner.play().won && !is_game {
                let missing = shortfall(learner.play(), &learner.state.run.view());
                stuck.push(format!("{name}, seed {seed}: not won, {missing:?}"));
                break;
            }
            if learner.broken {
                stuck.push(format!(
                    "{name}, seed {seed}: a step said that it is not won"
                ));
                break;
            }
        }
    }
    assert!(stuck.is_empty(), "{}", stuck.join("\n"));
}

/// What is read in a minute.
const WORDS_A_MINUTE: f64 = 200.0;
/// What it takes to find and press a button, in milliseconds.
const PRESS_MS: f64 = 2_000.0;

#[test]
fn a_lesson_takes_as_long_as_it_says() {
    let mut wrong = Vec::new();
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        let mut learner = Learner::begins(&lesson, &lesson.front.seed);
        // Where it gets stuck, another test says so.
        let _ = through(&mut learner);
        let reads = lesson.words() as f64 / WORDS_A_MINUTE;
        let acts = (learner.waited_ms + f64::from(learner.presses) * PRESS_MS) / 60_000.0;
        let plays = lesson.front.game.map_or(0.0, |level| minutes(level).into());
        let takes = reads + acts + plays;
        if (takes - f64::from(lesson.front.minutes)).abs() > 1.0 {
            let said = lesson.front.minutes;
            wrong.push(format!("{name} says {said} minutes: reading takes {reads:.1}, the rest {acts:.1}, {takes:.1} in all"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_press_leaves_a_step_that_nothing_on_the_screen_ends() {
    let again = Msg::Lesson(LessonMsg::StepAgain);
    let before = Msg::Lesson(LessonMsg::StepBefore);
    let mut orders = vec![Order::Down, Order::Up, Order::Twice, Order::AtOnce];
    orders.extend([Order::Drawn(1), Order::Drawn(2), Order::WaysFirst]);
    let mut stuck = Vec::new();
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        let mut learner = Learner::begins(&lesson, &lesson.front.seed);
        while learner.play().page != Page::Result {
            let here = learner.play().page;
            for order in orders.iter().copied() {
                let mut other = learner.clone();
                other.disturb(order);
                // What can always be done again stands in small letters: where nothing else leads on, the bar has to say so.
                let ended = match other.end_step() {
                    Err(_) if other.reaches(&again) || other.reaches(&before) => {
                        let back = if other.reaches(&before) {
                            &before
                        } else {
                            &again
                        };
                        other.press(back.clone());
                        other.end_step()
                    }
                    ended => ended,
                };
                if let Err(where_to) = ended {
                    stuck.push(format!("{name}, {here:?}, {order:?}: {where_to}"));
                }
            }
            if let Err(where_to) = learner.end_step() {
                stuck.push(format!("{name}: {where_to}"));
                break;
            }
        }
    }
    assert!(stuck.is_empty(), "{}", stuck.join("\n"));
}
