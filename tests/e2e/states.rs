//! More states of the page, each for everyone: what one sees seldom, but then needs.

use crate::everyone::{choose, is_for_everyone};
use crate::home::{AFTER_TWO, come_back};
use crate::sight::link_to;
use crate::starts::arrive;
use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

/// Opens a shared link as if for the first time.
async fn open(page: &Visit, link: &str) -> WebDriverResult<()> {
    page.driver.goto("about:blank").await?;
    page.open(link).await
}

#[test]
fn a_lesson_from_its_beginning_to_its_end_is_for_everyone() {
    let won = link_to("01-multi-az", "Result");
    visit(move |page| async move {
        page.open("#/lesson/01-multi-az").await?;
        page.shown_with_text("#next", "Begin").await?;
        is_for_everyone(&page, "a lesson's introduction").await?;
        for words in ["Begin", "Continue"] {
            choose(&page, "#next", words).await?;
        }
        page.shown(".question").await?;
        choose(&page, ".hints .link", "hint").await?;
        choose(&page, ".hints .link", "hint").await?;
        page.shown_with_text(".hints", "Hint 2.").await?;
        is_for_everyone(&page, "a step with hints").await?;
        for tab in ["Faults", "Journal"] {
            choose(&page, "[role=tab]", tab).await?;
            is_for_everyone(&page, tab).await?;
        }
        open(&page, &format!("#{won}")).await?;
        page.shown(".won").await?;
        is_for_everyone(&page, "a lesson that is won").await
    });
}

#[test]
fn a_cluster_a_sheet_and_notices_are_for_everyone() {
    visit(|page| async move {
        page.resize(390, 844).await?;
        page.open("#/sandbox").await?;
        choose(&page, ".start", "cluster").await?;
        page.shown("#thing-shop").await?.click().await?;
        page.shown(".panel--sheet").await?;
        is_for_everyone(&page, "a cluster, and the inspector over it").await?;
        open(&page, "#/sandbox").await?;
        choose(&page, "#runs", "").await?;
        choose(&page, ".menu__item", "behind a proxy").await?;
        page.shown("[id='thing-front.proxy']")
            .await?
            .click()
            .await?;
        page.shown_with_text(".panel--sheet", "Keeps requests for")
            .await?;
        is_for_everyone(&page, "a proxy, and the inspector over it").await?;
        let refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))";
        page.driver.execute(refuse, Vec::new()).await?;
        choose(&page, ".button", "Share").await?;
        page.shown("#link").await?;
        is_for_everyone(&page, "a link to be copied").await?;
        open(&page, "#/sandbox").await?;
        choose(&page, "#runs", "").await?;
        choose(&page, ".menu__item", "Single-AZ with backups").await?;
        page.shown(".card__note").await?;
        choose(&page, "[role=tab]", "Terminal").await?;
        let delete =
            "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot";
        page.shown("#prompt").await?.send_keys(delete).await?;
        page.press(Key::Enter).await?;
        page.shown_with_text(".notice", "orders stand on it")
            .await?;
        is_for_everyone(&page, "a question before a deletion").await
    });
}

#[test]
fn home_with_progress_and_what_was_not_kept_are_for_everyone() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.shown_with_text(".stop--done", "Done").await?;
        is_for_everyone(&page, "the course with progress").await?;
        choose(&page, "#forget", "").await?;
        page.shown(".progress__sure").await?;
        is_for_everyone(&page, "what is asked before all is forgotten").await?;
        open(&page, "#/dropped").await?;
        page.shown_with_text("h1", "No lesson from a file").await?;
        is_for_everyone(&page, "no lesson from a file").await?;
        open(&page, "#/author").await?;
        let draft = page.shown("#draft").await?;
        draft.send_keys(" ").await?;
        page.shown_with_text(".found", "Proved").await?;
        open(&page, "#/draft").await?;
        page.shown("#next").await?;
        is_for_everyone(&page, "a draft that is played").await
    });
}

#[test]
fn what_is_said_when_something_did_not_come_is_for_everyone() {
    visit(|page| async move {
        page.open("#/tour").await?;
        page.host.lacks(Some("/later/rest-"));
        choose(&page, ".places a", "Course").await?;
        page.shown_with_text(".rest", "A newer version").await?;
        is_for_everyone(&page, "a part that did not come").await?;
        page.host.lacks(None);
        // As `finish.mjs` offers it once a newer version waits; `kept.rs` comes to it.
        let offer = "document.getElementById('newer').hidden = false;";
        page.driver.execute(offer, Vec::new()).await?;
        page.shown("#newer").await?;
        is_for_everyone(&page, "a newer version").await
    });
}

#[test]
fn what_is_said_when_the_lab_does_not_start_is_for_everyone() {
    visit(|page| async move {
        page.host.lacks(Some("_bg.wasm"));
        for route in ["#/tour", "#/lesson/01-multi-az"] {
            arrive(&page, route).await?;
            page.shown("#stuck").await?;
            is_for_everyone(&page, &format!("stuck at {route}")).await?;
        }
        Ok(())
    });
}
