//! From the first minute to the end of a repair, on a phone and on a desk, by pressing only what the screen offers.

use crate::phone::take_in_hand;
use crate::steps::HASTE;
use crate::visit::{Visit, eventually, visit};
use thirtyfour::prelude::*;

/// What leads on to a repair that loses nothing: the button of that way out, else the clock's, while it stands. Once it is repaired,
/// what it came to: asked at once, since the clock stands there too.
const NEXT: &str = "
    const came = document.querySelector('#ways h3');
    if (came) return came;
    const seen = (one) => one && one.offsetParent ? one : null;
    const way = [...document.querySelectorAll('.way')].find((one) => one.querySelector('.way__title').textContent === 'Copy back');
    const button = seen(way?.querySelector('.button:not([aria-disabled=true])'));
    const play = seen(document.querySelector('.button--play'));
    return button || (play?.textContent.includes('Play') ? play : null);";

/// Whether what the repair came to is in sight, above the clock.
const IN_SIGHT: &str = "
    const bar = document.querySelector('.time').getBoundingClientRect();
    const end = bar.left > 0 || bar.width < innerWidth - 1 ? innerHeight : bar.top;
    const head = document.querySelector('#ways h3')?.getBoundingClientRect();
    return !!head && head.top >= 0 && head.bottom < end - 60;";

const PRESSES_MAX: usize = 12;

async fn press(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    let button = page.shown_with_text(css, words).await?;
    button.scroll_into_view().await?;
    button.click().await
}

async fn is_repaired(page: &Visit, leads_on: &str) -> WebDriverResult<()> {
    page.open("").await?;
    page.gone(".button:disabled").await?;
    page.driver.execute(HASTE, Vec::new()).await?;
    press(page, leads_on, "Cut the power").await?;
    page.shown_with_text("h1", "Lost 0.").await?;
    press(page, "#saves .choice", "no").await?;
    press(page, leads_on, "Run the DELETE").await?;
    page.shown_with_text("h1", "It copied the mistake perfectly.")
        .await?;
    press(page, ".doors .door", "Repair it").await?;
    page.shown_with_text(".way", "Copy back").await?;
    for _ in 0..PRESSES_MAX {
        let is_over = eventually("something leads on to the repair", async || {
            let found = page.driver.execute(NEXT, Vec::new()).await?;
            let Ok(button) = found.element() else {
                return Ok(None);
            };
            if button.tag_name().await? == "h3" {
                return Ok(Some(true));
            }
            button.scroll_into_view().await?;
            button.click().await?;
            Ok(Some(false))
        })
        .await?;
        if is_over {
            break;
        }
    }
    page.shown_with_text("#ways h3", "What each way out would have cost")
        .await?;
    page.shown_with_text(".way", "You took this way.").await?;
    page.shown_with_text("#ways a", "the course").await?;
    eventually("what the repair came to is in sight", async || {
        let seen: bool = page.driver.execute(IN_SIGHT, Vec::new()).await?.convert()?;
        Ok(seen.then_some(()))
    })
    .await?;
    page.assert_accessible().await?;
    assert_eq!(page.complaints().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_first_minute_leads_to_the_end_of_a_repair_on_a_phone() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        is_repaired(&page, ".reach .button").await
    });
}

#[test]
fn the_first_minute_leads_to_the_end_of_a_repair_on_a_desk() {
    visit(|page| async move {
        page.resize(1280, 800).await?;
        is_repaired(&page, ".strike .button").await
    });
}
