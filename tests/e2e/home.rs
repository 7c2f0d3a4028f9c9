//! The front door: coming back, going on, and what a link or a file brings.

use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

/// Comes back to a page that remembers this progress.
pub async fn come_back(page: &Visit, progress: &str) -> WebDriverResult<()> {
    page.open("#/tour").await?;
    let script = "localStorage.setItem('failover-lab.progress', arguments[0]);";
    let arguments = vec![progress.into()];
    page.driver.execute(script, arguments).await?;
    page.driver.goto("about:blank").await?;
    page.open("").await
}

pub const AFTER_TWO: &str = r#"{"format":"failover-lab-progress/1",
    "lessons":{"01-multi-az":{"right":2,"asked":2},"02-single-az":{"right":1,"asked":3}},
    "games":{"shift":{"score":64,"seed":"KYIV"}},"places":[],"finished":true}"#;

async fn address(page: &Visit) -> WebDriverResult<String> {
    let url = page.driver.current_url().await?;
    Ok(url.fragment().unwrap_or_default().to_owned())
}

#[test]
fn who_comes_back_finds_the_next_lesson_first() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.shown_with_text("h1", "A bad DELETE").await?;
        page.shown_with_text(".stop--next", "Next").await?;
        page.shown_with_text(".stop--done", "Done, 2 of 2 predictions right")
            .await?;
        page.shown_with_text(".progress", "3 of 5").await?;
        page.assert_accessible().await?;
        page.resize(390, 844).await?;
        page.assert_no_sideways_scrolling().await?;
        page.prefer(&[("prefers-color-scheme", "dark")]).await?;
        page.assert_accessible().await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_address_follows_and_back_leads_back() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.shown_with_text(".places a", "Sandbox")
            .await?
            .click()
            .await?;
        page.shown_with_text("h2", "What shall we break today?")
            .await?;
        assert_eq!(address(&page).await?, "/sandbox");
        assert_eq!(page.driver.title().await?, "Sandbox · Failover Lab");
        page.shown_with_text(".start", "Multi-AZ")
            .await?
            .click()
            .await?;
        page.shown_with_text(".card__note", "in step").await?;
        page.shown(".brand a").await?.click().await?;
        page.shown_with_text("h1", "Your run in the sandbox")
            .await?;
        page.driver.back().await?;
        page.shown_with_text(".card__note", "in step").await?;
        page.driver.forward().await?;
        page.shown_with_text(".lead__go a", "Continue").await?;
        // Shortcuts of the lab do nothing here.
        page.press("t").await?;
        assert_eq!(address(&page).await?, "/");
        page.shown_with_text(".lead__go a", "Continue")
            .await?
            .click()
            .await?;
        page.shown_with_text(".card__note", "in step").await?;
        Ok(())
    });
}

#[test]
fn a_link_that_leads_nowhere_takes_nothing() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.driver.goto("about:blank").await?;
        page.open("#/nowhere").await?;
        page.shown_with_text(".notice--bad", "leads nowhere")
            .await?;
        page.shown_with_text("h1", "A bad DELETE").await?;
        page.assert_accessible().await
    });
}

/// Drops a text as a file onto the page.
const DROP: &str = "
    const transfer = new DataTransfer();
    transfer.items.add(new File([arguments[0]], 'dropped.txt'));
    const event = (name) => document.body.dispatchEvent(
        new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    event('dragenter');
    if (arguments[1]) event('drop');
";

#[test]
fn files_are_taken_by_what_they_hold() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.shown_with_text("h1", "A bad DELETE").await?;
        let drop = async |text: &str, all: bool| {
            let arguments = vec![text.into(), all.into()];
            page.driver.execute(DROP, arguments).await
        };
        drop("", false).await?;
        page.shown_with_text(".drop-hint", "Drop it here").await?;
        page.assert_accessible().await?;
        let more = r#"{"format":"failover-lab-progress/1","lessons":{"03-bad-delete":{"right":1,"asked":2}}}"#;
        drop(more, true).await?;
        page.shown_with_text(".notice", "one more lesson is done")
            .await?;
        page.gone(".drop-hint").await?;
        page.shown_with_text("h1", "Back to which second?").await?;
        drop("{\"format\": 3}", true).await?;
        page.shown_with_text(".notice--bad", "yours is as it was")
            .await?;
        drop("seed OSLO\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200\n", true).await?;
        page.shown_with_text(".button--seed", "OSLO").await?;
        assert_eq!(address(&page).await?, "/sandbox");
        Ok(())
    });
}

#[test]
fn progress_is_forgotten_only_when_it_is_said_twice() {
    visit(|page| async move {
        come_back(&page, AFTER_TWO).await?;
        page.shown("#forget").await?.click().await?;
        page.shown("#keep:focus").await?;
        page.assert_accessible().await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("h1", "A bad DELETE").await?;
        page.shown("#forget:focus").await?.click().await?;
        page.shown_with_text(".progress__sure .button", "Forget everything")
            .await?
            .click()
            .await?;
        page.shown_with_text("h1", "The zone that went dark")
            .await?;
        page.driver.goto("about:blank").await?;
        page.open("").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        Ok(())
    });
}
