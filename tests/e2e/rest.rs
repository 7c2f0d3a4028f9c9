//! The first minute needs only the first part of the module; the rest comes when it is asked for, and may fail to.

use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// From now on the rest of the module can be had, or not.
async fn block(page: &Visit, blocked: bool) -> WebDriverResult<()> {
    let urls = match blocked {
        true => vec!["*/later/rest-*"],
        false => Vec::new(),
    };
    let cdp = page.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.setBlockedURLs", json!({ "urls": urls }))
        .await?;
    Ok(())
}

/// The parts of the module and the styles that have been fetched beyond what the landing page needs.
async fn later(page: &Visit) -> WebDriverResult<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map(({ name }) => name)
        .filter((name) => /later\\/(rest|styles)-/.test(name));";
    page.driver.execute(script, Vec::new()).await?.convert()
}

#[test]
fn the_first_minute_needs_nothing_else_and_a_way_out_of_it_can_be_tried_again() {
    visit(|page| async move {
        page.open("").await?;
        for choice in page.driver.find_all(By::Css(".choice input")).await? {
            choice.click().await?;
        }
        page.shown_with_text(".strike button", "Cut the power")
            .await?
            .click()
            .await?;
        page.shown_with_text(".strike button", "Run the DELETE")
            .await?;
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
        page.open("#/sandbox").await?;
        page.shown_with_text("h2", "What shall we break today?")
            .await?;
        let script = "const at = (part) => performance.getEntriesByType('resource').find(({ name }) => part.test(name));
            return at(/later\\/rest-/).startTime < at(/_bg\\.wasm/).responseEnd;";
        let together = eventually("both parts have come", async || {
            page.driver
                .execute(script, Vec::new())
                .await?
                .convert::<bool>()
                .map(Some)
        })
        .await?;
        assert!(together, "the rest waited until the first part had come");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
