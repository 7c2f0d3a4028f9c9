//! The first minute needs only the first part of the module; the rest comes when it is asked for, and may fail to.

use crate::learner::click;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use std::sync::atomic::Ordering;
use thirtyfour::prelude::*;

/// From now on the rest of the module can be had, or not.
async fn block(page: &Visit, blocked: bool) -> WebDriverResult<()> {
    block_all(page, if blocked { &["*/later/rest-*"] } else { &[] }).await
}

/// From now on these addresses alone cannot be had.
async fn block_all(page: &Visit, urls: &[&str]) -> WebDriverResult<()> {
    let cdp = page.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.setBlockedURLs", json!({ "urls": urls }))
        .await?;
    Ok(())
}

/// The parts of the module and the styles that have been fetched beyond what the landing page needs.
async fn later(page: &Visit) -> WebDriverResult<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map(({ name }) => name)
        .filter((name) => /later\\/(rest|seldom|taught|styles)-/.test(name));";
    page.driver.execute(script, Vec::new()).await?.convert()
}

#[test]
fn the_first_minute_needs_nothing_else_where_a_link_leads_to_it_nor_on_a_slow_machine() {
    visit(|page| async move {
        // There much waits to be drawn at a time, and queues are long.
        let rate = json!({ "rate": 12 });
        let cdp = page.driver.cdp();
        cdp.send_raw("Emulation.setCPUThrottlingRate", rate).await?;
        live_through_the_power_cut(&page, "#/tour").await?;
        assert_eq!(later(&page).await?, Vec::<String>::new());
        Ok(())
    });
}

async fn live_through_the_power_cut(page: &Visit, address: &str) -> WebDriverResult<()> {
    page.open(address).await?;
    for choice in page.driver.find_all(By::Css(".choice input")).await? {
        choice.click().await?;
    }
    page.shown_with_text(".strike button", "Cut the power")
        .await?
        .click()
        .await?;
    page.shown_with_text(".strike button", "Run the DELETE")
        .await?;
    Ok(())
}

#[test]
fn the_first_minute_needs_nothing_else_and_a_way_out_of_it_can_be_tried_again() {
    visit(|page| async move {
        live_through_the_power_cut(&page, "").await?;
        assert_eq!(later(&page).await?, Vec::<String>::new());

        block(&page, true).await?;
        page.shown_with_text(".places a", "Course")
            .await?
            .click()
            .await?;
        page.shown_with_text(".rest", "could not be fetched")
            .await?;
        page.assert_accessible().await?;
        // Meanwhile the first minute goes on.
        page.shown_with_text(".strike button", "Run the DELETE")
            .await?
            .click()
            .await?;
        page.shown(".doors").await?;

        block(&page, false).await?;
        page.shown_with_text(".rest button", "Try again")
            .await?
            .click()
            .await?;
        page.shown(".path").await?;
        page.gone(".rest .notice").await?;
        assert!(!later(&page).await?.is_empty());
        let styles = By::Css("link[href*='later/styles-']");
        let styles = page.driver.find_all(styles).await?;
        assert_eq!(styles.len(), 1, "the styles came before, and stay");
        Ok(())
    });
}

#[test]
fn a_link_whose_rest_does_not_come_says_so() {
    visit(|page| async move {
        block(&page, true).await?;
        page.open("#/sandbox").await?;
        page.shown_with_text(".rest", "could not be fetched")
            .await?;
        page.assert_accessible().await?;
        block(&page, false).await?;
        page.shown(".rest button").await?.click().await?;
        page.shown_with_text("h2", "What shall we break today?")
            .await?;
        Ok(())
    });
}

#[test]
fn a_link_fetches_the_rest_along_with_the_first_part() {
    visit(|page| async move {
        // It does not wait for the first part: here that one never comes.
        block_all(&page, &["*/failover-lab-*_bg.wasm"]).await?;
        page.driver.goto(format!("{}#/sandbox", page.url)).await?;
        eventually("the rest and its styles have come", async || {
            Ok((later(&page).await?.len() == 2).then_some(()))
        })
        .await?;
        page.complaints().await?;

        block_all(&page, &[]).await?;
        page.driver.goto("about:blank").await?;
        page.open("#/sandbox").await?;
        page.shown_with_text("h2", "What shall we break today?")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn what_nobody_foresaw_is_fetched_at_once_and_the_lab_says_so_if_it_cannot_be() {
    visit(|page| async move {
        block(&page, true).await?;
        page.open("").await?;
        let need = "setTimeout(() => wasmBindings.need(1));";
        page.driver.execute(need, Vec::new()).await?;
        let again = page.shown("#stuck button").await?;

        block(&page, false).await?;
        again.click().await?;
        page.gone(".stuck").await?;
        page.gone(".starting").await?;
        page.complaints().await?;
        let need = "wasmBindings.need(1);";
        page.driver.execute(need, Vec::new()).await?;
        page.shown_with_text(".places a", "Course")
            .await?
            .click()
            .await?;
        page.shown(".path").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn what_is_seldom_needed_comes_when_nobody_waits_and_at_once_where_it_is_needed_before() {
    visit(|page| async move {
        let was_asked_for = async || {
            let later = later(&page).await?;
            Ok(later
                .iter()
                .any(|name| name.contains("seldom"))
                .then_some(()))
        };
        block_all(&page, &["*/later/seldom-*"]).await?;
        page.open("#/sandbox").await?;
        click(&page, ".start", "other coast").await?;
        eventually("it is asked for, in vain", was_asked_for).await?;
        page.complaints().await?;
        block_all(&page, &[]).await?;
        page.press("t").await?;
        let line = page.shown("#prompt").await?;
        let list = "aws rds describe-db-clusters";
        line.send_keys(list + Key::Enter).await?;
        page.shown_with_text(".terminal", "DBClusters").await?;

        // Who was here has everything from the beginning.
        page.driver.refresh().await?;
        page.shown(".stage .card").await?;
        was_asked_for().await?.expect("it comes along");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn course_and_sandbox_open_without_what_is_seldom_needed_or_taught() {
    for (route, there) in [("#/", ".path"), ("#/sandbox", ".start")] {
        visit(move |page| async move {
            let later = ["*/later/seldom-*", "*/later/taught-*", "*/later/services-*"];
            block_all(&page, &later).await?;
            page.open(route).await?;
            page.shown(there).await?;
            // What is needed at once is asked for so; what comes by itself is not.
            let script = "return performance.getEntriesByType('resource')
                .filter(({ initiatorType }) => initiatorType === 'xmlhttprequest')
                .map(({ name }) => name);";
            let needed = page.driver.execute(script, Vec::new()).await?;
            assert_eq!(needed.convert::<Vec<String>>()?, [""; 0], "{route}");
            Ok(())
        });
    }
}

#[test]
fn a_rest_that_a_newer_version_replaced_is_not_asked_for_in_vain() {
    // Some hosts tell nobody what they hold: they answer 403.
    for (gone, is_close) in [
        ("/later/rest-", false),
        ("/later/rest-", true),
        ("/later/styles-", false),
    ] {
        visit(move |page| async move {
            page.host.is_close.store(is_close, Ordering::Relaxed);
            page.open("").await?;
            page.host.lacks(Some(gone));
            page.shown_with_text(".places a", "Course")
                .await?
                .click()
                .await?;
            page.shown_with_text(".rest", "A newer version").await?;
            page.assert_accessible().await?;
            // The newer version has all of its files.
            page.host.lacks(None);
            page.shown_with_text(".rest button", "Load it again")
                .await?
                .click()
                .await?;
            page.gone(".rest .notice").await?;
            page.gone(".starting").await?;
            page.shown_with_text(".places a", "Course")
                .await?
                .click()
                .await?;
            page.shown(".path").await?;
            Ok(())
        });
    }
}
