//! A new learner's path through the page: by mouse, and by keyboard alone.

use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

/// Clicks the first element of this kind that says so.
pub async fn click(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    page.shown_with_text(css, words).await?.click().await
}

/// Presses it as whoever is used to press everything twice.
async fn click_twice(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    let button = page.shown_with_text(css, words).await?;
    button.scroll_into_view().await?;
    let twice = page.driver.action_chain();
    twice.double_click_element(&button).perform().await
}

/// Presses Tab until the focus is on something that says so.
pub async fn tab_to(page: &Visit, words: &str) -> WebDriverResult<()> {
    for _ in 0..80 {
        page.press(Key::Tab).await?;
        let focus = page.driver.active_element().await?;
        // A panel that scrolls takes the focus too, and all that stands in it is its text.
        if ["body", "div"].contains(&focus.tag_name().await?.as_str()) {
            continue;
        }
        let name = focus.attr("aria-label").await?.unwrap_or_default();
        if name.contains(words) || focus.text().await?.contains(words) {
            return Ok(());
        }
    }
    panic!("Tab never comes to {words:?}");
}

async fn count(page: &Visit, css: &str) -> WebDriverResult<usize> {
    Ok(page.driver.find_all(By::Css(css)).await?.len())
}

#[test]
fn a_learner_loses_power_and_then_data_by_mouse() {
    visit(|page| async move {
        page.open("").await?;
        click(&page, ".choice", "1–2 min").await?;
        click(&page, ".choice", "none").await?;
        click(&page, ".button", "Cut the power").await?;
        page.shown(".frame--dark").await?;
        page.assert_accessible().await?;
        page.shown_with_text("h1", "Lost 0.").await?;
        page.shown_with_text(".said", "You said 1–2 min. Right.")
            .await?;
        page.shown_with_text(".source", "AWS documents 60–120 s")
            .await?;
        page.assert_accessible().await?;
        click(&page, ".choice", "no").await?;
        click_twice(&page, ".button", "Run the DELETE").await?;
        page.shown_with_text("h1", "It copied the mistake perfectly.")
            .await?;
        assert_eq!(count(&page, ".mark").await?, 2, "a mark on each tape");
        page.shown_with_text("dt", "RTO").await?;
        page.assert_accessible().await?;
        click(&page, ".door", "Repair it").await?;
        page.shown_with_text(".way", "Copy back").await?;
        page.assert_accessible().await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_learner_breaks_the_sandbox_by_mouse() {
    visit(|page| async move {
        page.open("").await?;
        click(&page, ".link", "the sandbox").await?;
        page.shown_with_text("h2", "What shall we break today?")
            .await?;
        page.assert_accessible().await?;
        click(&page, ".start", "Single-AZ with backups").await?;
        page.shown(".break__button[aria-label=\"Break orders\"]")
            .await?
            .click()
            .await?;
        page.assert_accessible().await?;
        click(&page, ".menu__item", "Destroy the volume").await?;
        page.shown_with_text(".card--lost", "volume lost").await?;
        page.shown_with_text(".verdict h2", "Loss of the volume, orders")
            .await?;
        page.assert_accessible().await?;
        for tab in ["Faults", "Journal", "Terminal", "Inspector"] {
            click(&page, "[role=tab]", tab).await?;
            page.assert_accessible().await?;
        }
        page.shown_with_text(".operation--refused", "Reboot")
            .await?;
        page.prefer(&[("prefers-color-scheme", "dark")]).await?;
        page.assert_accessible().await?;
        page.resize(390, 844).await?;
        page.assert_no_sideways_scrolling().await?;
        page.assert_accessible().await
    });
}

#[test]
fn a_learner_does_the_same_by_keyboard() {
    visit(|page| async move {
        page.open("").await?;
        page.gone(".button:disabled").await?;
        tab_to(&page, "Cut the power").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("h1", "Lost 0.").await?;
        tab_to(&page, "Run the DELETE").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("h1", "It copied the mistake perfectly.")
            .await?;
        tab_to(&page, "The course").await?;
        page.press(Key::Enter).await?;
        page.shown("#headline:focus").await?;
        tab_to(&page, "Build anything").await?;
        page.press(Key::Enter).await?;
        tab_to(&page, "Multi-AZ").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text(".card__note", "in step").await?;
        page.press("/").await?;
        page.shown("#prompt:focus").await?;
        page.press("fault inject az-outage us-east-1a --for 45m")
            .await?;
        page.press(Key::Enter).await?;
        page.shown(".frame--dark").await?;
        page.shown_with_text(".verdict h2", "Power outage of a zone, us-east-1a")
            .await?;
        page.press("fault inject az-outag us-east-1a").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text(".exchange--refused pre", "^").await?;
        Ok(())
    });
}

#[test]
fn a_link_replays_a_run_and_a_bad_one_loses_nothing() {
    visit(|page| async move {
        let run = "#run=seed%20OSLO%0Agiven%20aws%20rds%20create-db-instance%20--db-instance-identifier%20orders%20--engine%20postgres%20--db-instance-class%20db.m6g.large%20--allocated-storage%20200%0Agiven%20app%20create%20shop%20--connect%20orders%0A10s%20fault%20inject%20instance-crash%20orders";
        page.open(run).await?;
        page.shown_with_text(".notice", "Opened the run from the link")
            .await?;
        page.shown_with_text(".button--seed", "OSLO").await?;
        click(&page, ".button", "Play").await?;
        page.shown_with_text(".verdict h2", "Crash of the engine, orders")
            .await?;
        // The address alone would not load the page anew.
        page.driver.goto("about:blank").await?;
        page.open("#run=seed%20OSLO%0A10s%20fault%20inject%20nothing")
            .await?;
        page.shown_with_text(".notice--bad", "line 2").await?;
        page.assert_accessible().await
    });
}

/// Types the forced failover of a lesson that asks for it, and waits until its step is done.
pub async fn fail_over_by_hand(page: &Visit, done: &str) -> WebDriverResult<()> {
    page.press("t").await?;
    page.shown("#prompt:focus").await?;
    page.press("aws rds reboot-db-instance --db-instance-identifier orders --force-failover")
        .await?;
    page.press(Key::Enter).await?;
    page.shown_with_text("#done", done).await?;
    Ok(())
}
