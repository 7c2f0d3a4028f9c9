//! The page in another browser than all other tests have: a lesson, and an outage in the sandbox. The digests of random transcripts
//! are compared there too (`tests/determinism.rs`).

use crate::learner::click;
use crate::lessons::answer_by_mouse;
use crate::visit::visit_in_firefox;

#[test]
fn a_lesson_is_played_and_won_in_firefox() {
    visit_in_firefox(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        let at = async |heading: &str| page.shown_with_text("#lesson-heading", heading).await;
        let next = async || page.shown("#next").await?.click().await;
        at("What this is about").await?;
        next().await?;
        at("Two copies, one name").await?;
        next().await?;
        at("Cut the power").await?;
        click(&page, ".pick", "For a minute or two").await?;
        answer_by_mouse(&page).await?;
        click(&page, ".strike .button", "Cut the power").await?;
        page.shown(".frame--dark").await?;
        page.shown_with_text("#done", "Step 2 is done").await?;
        page.shown_with_text(".judged--right", "You said “For a minute or two”. Right.")
            .await?;
        next().await?;
        at("Where the seconds went").await?;
        next().await?;
        at("The power comes back").await?;
        click(&page, ".pick", "In us-east-1b, where it went").await?;
        click(&page, ".foot .button", "Fast-forward").await?;
        page.shown_with_text("#done", "Step 4 is done").await?;
        next().await?;
        at("Fail over on purpose").await?;
        click(&page, ".thing--card", "primary").await?;
        click(&page, ".operation .line", "Reboot with failover").await?;
        page.shown_with_text("#done", "Step 5 is done").await?;
        next().await?;
        at("Won").await?;
        Ok(())
    });
}

#[test]
fn an_outage_in_the_sandbox_is_struck_and_judged_in_firefox() {
    visit_in_firefox(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "Single-AZ with backups").await?;
        page.shown(".break__button[aria-label=\"Break orders\"]")
            .await?
            .click()
            .await?;
        click(&page, ".menu__item", "Destroy the volume").await?;
        page.shown_with_text(".card--lost", "volume lost").await?;
        page.shown_with_text(".verdict h2", "Loss of the volume, orders")
            .await?;
        // Nothing is lost by a reload.
        page.driver.refresh().await?;
        page.shown_with_text(".card--lost", "volume lost").await?;
        Ok(())
    });
}
