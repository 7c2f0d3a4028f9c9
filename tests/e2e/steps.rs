//! Whole lessons on a phone and on a desk, by pressing only what the screen offers.

use crate::landing::LANDED;
use crate::phone::take_in_hand;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// The clock of the browser runs eight times as fast: what is waited for comes sooner, and nothing else is otherwise.
pub const HASTE: &str = "
    const now = Date.now.bind(Date), from = now();
    Date.now = () => Math.round(from + (now() - from) * 8);
    const every = window.setInterval.bind(window);
    window.setInterval = (what, ms, ...more) => every(what, ms / 8, ...more);";

/// What a learner presses next, if there is something to press: an answer, what leads on, the step's buttons in their order, or
/// Fast-forward.
const NEXT: &str = "
    const seen = (css) => [...document.querySelectorAll(css)].filter((one) => one.offsetParent);
    const question = seen('.question').find((one) => !one.querySelector('input:checked'));
    if (question) return [...question.querySelectorAll('.pick')].at(-1);
    const next = seen('#next')[0];
    if (next) return next;
    const open = seen('.strike > .button').filter((one) => !['Fast-forward', 'Stop'].includes(one.textContent) &&
        !one.classList.contains('button--ran') && one.dataset.pressed !== one.textContent);
    const free = (one) => one.getAttribute('aria-disabled') !== 'true' && !one.classList.contains('button--refused');
    const forward = seen('.lesson .button').find((one) => one.textContent === 'Fast-forward');
    const button = open[0] && free(open[0]) ? open[0] : forward || open.find(free);
    if (button && button.textContent.startsWith('Let ')) button.dataset.pressed = button.textContent;
    return button || null;";

/// Nobody presses more often until a lesson is won.
const PRESSES_MAX: usize = 80;

/// Where the head of the panel and the clock stand: whatever is told above or below, they stay there.
const HEADS: &str = "
    return ['.score', '.tabs', '.clock'].map((css) => Math.round(document.querySelector(css).getBoundingClientRect().top));";

async fn heads(page: &Visit) -> WebDriverResult<Vec<i64>> {
    page.driver.execute(HEADS, Vec::new()).await?.convert()
}

/// A step that has come to its end, by a press or while the clock ran, is seen to have.
async fn comes_to_its_end_in_sight(page: &Visit, lesson: &str) -> WebDriverResult<()> {
    if page.driver.find_all(By::Id("done-part")).await?.is_empty() {
        return Ok(());
    }
    eventually(&format!("{lesson} shows what a step came to"), async || {
        let found = page
            .driver
            .execute(LANDED, vec![json!([]), json!(false)])
            .await?;
        let wrong: Vec<String> = found.convert()?;
        Ok(wrong.is_empty().then_some(()))
    })
    .await
}

async fn is_won_by_pressing(page: &Visit, lesson: &str, still: bool) -> WebDriverResult<()> {
    page.open(&format!("#/lesson/{lesson}")).await?;
    page.driver.execute(HASTE, Vec::new()).await?;
    page.shown_with_text("#next", "Begin").await?;
    let stood = heads(page).await?;
    for _ in 0..PRESSES_MAX {
        let is_won = eventually(&format!("{lesson} offers something to press"), async || {
            if !page.driver.find_all(By::Css(".won")).await?.is_empty() {
                return Ok(Some(true));
            }
            let found = page.driver.execute(NEXT, Vec::new()).await?;
            let Ok(button) = found.element() else {
                return Ok(None);
            };
            button.scroll_into_view().await?;
            button.click().await?;
            Ok(Some(false))
        })
        .await?;
        match still {
            true => assert_eq!(heads(page).await?, stood, "{lesson}: nothing moves"),
            false => comes_to_its_end_in_sight(page, lesson).await?,
        }
        if is_won {
            break;
        }
    }
    page.shown(".won").await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

fn on_a_phone_and_on_a_desk(lesson: &'static str) {
    visit(move |page| async move {
        take_in_hand(&page, 390, 844).await?;
        is_won_by_pressing(&page, lesson, false).await
    });
    visit(move |page| async move {
        page.resize(1280, 800).await?;
        is_won_by_pressing(&page, lesson, true).await
    });
}

#[test]
fn snapshots_by_hand_is_won_by_pressing_what_is_offered() {
    on_a_phone_and_on_a_desk("manual-snapshots");
}

#[test]
fn deleted_by_mistake_is_won_by_pressing_what_is_offered() {
    on_a_phone_and_on_a_desk("deleted-by-mistake");
}

#[test]
fn the_eighth_lesson_is_won_by_pressing_what_is_offered() {
    on_a_phone_and_on_a_desk("08-region-lost");
}
