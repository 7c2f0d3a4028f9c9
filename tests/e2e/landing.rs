//! Where the page comes to stand on a phone after a press: what is to be watched, read or answered next is in sight, whole, above the
//! clock. Every step of every lesson is opened by the link that one would share there, answered, and its first button pressed.

use crate::phone::take_in_hand;
use crate::sight::{Stand, all_stands};
use crate::visit::{Visit, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// What is wrong with where the page stands, once nothing scrolls any more: `arguments[0]` is to be watched, what matters most first;
/// whether something was pressed is `arguments[1]`.
pub const LANDED: &str = "
    const bar = document.querySelector('.time').getBoundingClientRect().top;
    const tabs = 56;
    const box = (one) => one.getBoundingClientRect();
    const seen = (one, top) => box(one).top >= top - 1 && box(one).bottom <= bar + 1;
    const fits = (top, bottom) => bottom - top <= bar - tabs - 8;
    const question = [...document.querySelectorAll('.question')].find((one) => !one.querySelector('input:checked'));
    if (question) return seen(question, 0) || !fits(box(question).top, box(question).bottom) && Math.abs(box(question).top - tabs) < 60 ? [] : ['the next question'];
    const done = document.getElementById('done-part');
    const readsOn = [...document.querySelectorAll('.reach .button')].find((one) => one.textContent.includes('read on'));
    if (done && !readsOn) {
        const told = [...done.querySelectorAll('h3, .judged__said')].filter((one) => fits(box(done).top, box(one).bottom));
        return told.every((one) => seen(one, 0)) ? [] : ['what the step came to'];
    }
    if (!readsOn && document.querySelector('.button--play').textContent !== 'Pause') {
        const answer = [...document.querySelectorAll('.strike__answer')].at(-1);
        if (!answer && arguments[1] && !document.querySelector('.button--ran')) return ['nothing came of it'];
        return !answer || seen(answer, 0) || !fits(box(answer).top, box(answer).bottom) ? [] : ['what was answered'];
    }
    const lanes = arguments[0].map((id) => document.getElementById(id)?.closest('.lane')).filter(Boolean);
    // What was asked for just now comes first.
    const made = [...document.querySelectorAll('.lane--copy')].find((lane) => lane.textContent.includes('status creating'));
    if (arguments[1] && made) lanes.unshift(made);
    if (arguments[0].length > 0 && lanes.length === 0) return ['nothing of what is to be watched is there'];
    const found = [];
    let top = Infinity, bottom = -Infinity;
    for (const lane of lanes) {
        [top, bottom] = [Math.min(top, box(lane).top), Math.max(bottom, box(lane).bottom)];
        if (lane !== lanes[0] && !fits(top, bottom)) break;
        if (!seen(lane, 0)) found.push('to be watched: ' + (lane.id || lane.textContent.slice(0, 40)));
    }
    return found;";

/// Answers the first question that is open, if there is one.
const ANSWER: &str = "
    const question = [...document.querySelectorAll('.question')].find((one) => !one.querySelector('input:checked'));
    if (!question) return false;
    [...question.querySelectorAll('input')].at(-1).click();
    return true;";

/// Presses the first button under the thumb that lets something happen, if there is one.
const PRESS: &str = "
    const leads = (one) => one.classList.contains('lesson__next') || one.textContent.startsWith('Select') || one.textContent.startsWith('Open');
    const button = [...document.querySelectorAll('.reach .button')].find((one) => !leads(one));
    button?.click();
    return button?.textContent ?? '';";

async fn run<T: serde::de::DeserializeOwned>(
    page: &Visit,
    script: &str,
    arguments: Vec<serde_json::Value>,
) -> WebDriverResult<T> {
    page.driver.execute(script, arguments).await?.convert()
}

/// Looks until the page stands as it should, and tells what is wrong if it does not come to that.
async fn landed(
    page: &Visit,
    stand: &Stand,
    after: &str,
    pressed: bool,
) -> WebDriverResult<Vec<String>> {
    const LOOKS_MAX: usize = 60;
    let watched = json!(stand.watched);
    let mut wrong: Vec<String> = Vec::new();
    for _ in 0..LOOKS_MAX {
        wrong = run(page, LANDED, vec![watched.clone(), json!(pressed)]).await?;
        if wrong.is_empty() {
            break;
        }
    }
    let place = |what| format!("{}, after {after}: {what}", stand.name);
    Ok(wrong.into_iter().map(place).collect())
}

#[test]
fn whatever_is_pressed_what_it_brings_is_in_sight_on_a_phone() {
    let all = all_stands();
    visit(move |page| async move {
        take_in_hand(&page, 390, 844).await?;
        let mut wrong = Vec::new();
        for stand in all.iter().filter(|one| !one.watched.is_empty()) {
            page.driver.goto("about:blank").await?;
            page.open(&format!("#{}", stand.link)).await?;
            page.shown(".lesson").await?;
            while run(&page, ANSWER, Vec::new()).await? {
                wrong.extend(landed(&page, stand, "an answer", false).await?);
            }
            let pressed: String = run(&page, PRESS, Vec::new()).await?;
            if !pressed.is_empty() {
                wrong.extend(landed(&page, stand, &pressed, true).await?);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
