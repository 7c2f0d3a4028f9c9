//! A learner is sure of what they predict, and wrong: the result begins with that, and asks what was seen before it shows it.

use crate::learner::{click, fail_over_by_hand, tab_to};
use crate::phone::take_in_hand;
use crate::steps::HASTE;
use crate::visit::{Visit, eventually, visit};
use thirtyfour::prelude::*;

const WRONG: &str = "Until the power is back";

async fn to_the_questions(page: &Visit) -> WebDriverResult<()> {
    page.open("#/lesson/01-multi-az").await?;
    page.driver.execute(HASTE, Vec::new()).await?;
    click(page, "#next", "Begin").await?;
    page.shown_with_text("#lesson-heading", "Two copies")
        .await?;
    click(page, "#next", "Continue").await?;
    page.shown_with_text("#lesson-heading", "Cut the power")
        .await?;
    Ok(())
}

/// What leads on lies at the panel's foot: who reads on has scrolled to what they press.
async fn press(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    let pressed = page.shown_with_text(css, words).await?;
    pressed.scroll_into_view().await?;
    pressed.click().await
}

async fn pick(page: &Visit, words: &str) -> WebDriverResult<()> {
    press(page, ".pick", words).await
}

/// Whether all of it can be read where the page stands, and nothing lies over it.
async fn is_in_sight(page: &Visit, css: &'static str) -> WebDriverResult<()> {
    const SEEN: &str = "
        const one = document.querySelector(arguments[0]);
        if (!one) return false;
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const at = (y) => one.contains(document.elementFromPoint((left + right) / 2, y));
        return top >= 0 && bottom <= innerHeight && at(top + 4) && at(bottom - 4);";
    eventually(&format!("{css} is in sight"), async || {
        let seen = page.driver.execute(SEEN, vec![css.into()]).await?;
        Ok(seen.convert::<bool>()?.then_some(()))
    })
    .await
}

/// From the second step to the result, by pressing what leads on.
async fn to_the_result(page: &Visit) -> WebDriverResult<()> {
    click(page, ".foot .button", "Cut the power").await?;
    page.shown_with_text("#done", "Step 2 is done").await?;
    page.shown_with_text(".judged", "Sure, and missed. You said")
        .await?;
    page.assert_accessible().await?;
    click(page, "#next", "Next step").await?;
    page.shown_with_text("#lesson-heading", "Where the seconds")
        .await?;
    click(page, "#next", "Continue").await?;
    pick(page, "In us-east-1b, where it went").await?;
    click(page, ".foot .button", "Fast-forward").await?;
    page.shown_with_text("#done", "Step 4 is done").await?;
    click(page, "#next", "Next step").await?;
    fail_over_by_hand(page, "Step 5 is done").await?;
    click(page, "#next", "To the result").await?;
    page.shown_with_text("#lesson-heading", "Won").await?;
    Ok(())
}

#[test]
fn a_confident_miss_comes_first_and_what_was_seen_is_asked_before_it_is_shown() {
    visit(|page| async move {
        page.resize(1280, 800).await?;
        to_the_questions(&page).await?;
        pick(&page, WRONG).await?;
        is_in_sight(&page, ".sure").await?;
        click(&page, ".sure .button", "Sure").await?;
        page.shown(".sure [aria-pressed=true]").await?;
        pick(&page, "None").await?;
        // How sure they are of that they need not say.
        page.shown_with_text(".strike .button--main", "Cut the power")
            .await?;
        page.assert_accessible().await?;
        to_the_result(&page).await?;
        page.shown_with_text(".done--missed", WRONG).await?;
        page.shown_with_text(".recall", "for how long were writes down?")
            .await?;
        page.shown_with_text(".score", "answer first").await?;
        page.assert_accessible().await?;
        click(&page, "[role=tab]", "Verdict").await?;
        page.shown_with_text(".verdict__empty", "asks what you have seen")
            .await?;
        click(&page, "[role=tab]", "Lesson").await?;
        press(&page, ".recall .button", "3 min").await?;
        page.shown_with_text(".recall", "is the RTO").await?;
        page.shown("#recalled:focus").await?;
        press(&page, ".recall .button", "Beside a good run").await?;
        page.shown_with_text("#best", "A good run").await?;
        page.assert_accessible().await?;
        page.prefer(&[("prefers-color-scheme", "dark")]).await?;
        page.assert_accessible().await?;
        press(&page, ".recall .button", "Watch the good run").await?;
        page.shown_with_text(".top", "Sandbox").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn how_sure_one_is_is_said_by_thumb_and_is_there_after_a_reload() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        to_the_questions(&page).await?;
        pick(&page, WRONG).await?;
        is_in_sight(&page, ".sure").await?;
        page.assert_no_sideways_scrolling().await?;
        click(&page, ".sure .button", "Not sure").await?;
        pick(&page, "None").await?;
        is_in_sight(&page, "#question-2 .sure").await?;
        page.assert_accessible().await?;
        page.driver.refresh().await?;
        page.shown_with_text(".sure [aria-pressed=true]", "Not sure")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn how_sure_one_is_is_said_by_keyboard() {
    visit(|page| async move {
        to_the_questions(&page).await?;
        pick(&page, WRONG).await?;
        tab_to(&page, "Sure").await?;
        page.press(Key::Space).await?;
        page.shown_with_text("#question-1 .sure [aria-pressed=true]", "Sure")
            .await?;
        Ok(())
    });
}
