//! A recap is taken on a phone, with its run watched in between; and a certificate proves a lesson that was won.

use crate::access::comes_on_paper;
use crate::everyone::{choose, is_for_everyone};
use crate::learner::click;
use crate::phone::take_in_hand;
use crate::visit::{Visit, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// The browser knows of these lessons that they are done.
async fn has_done(page: &Visit, lessons: &[&str]) -> WebDriverResult<()> {
    let done: serde_json::Map<String, serde_json::Value> = lessons
        .iter()
        .map(|id| ((*id).to_owned(), json!({ "right": 1, "asked": 3 })))
        .collect();
    let kept = json!({ "format": "failover-lab-progress/1", "lessons": done }).to_string();
    let script = "localStorage.setItem('failover-lab.progress', arguments[0]);";
    page.driver.execute(script, vec![json!(kept)]).await?;
    page.driver.refresh().await
}

/// Waits until all of it stands where a thumb can press it.
async fn is_in_reach(page: &Visit, css: &str) -> WebDriverResult<()> {
    let script = "
        const one = document.querySelector(arguments[0]);
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return top >= 0 && bottom <= innerHeight && one.contains(met);";
    let reached = page.driver.execute(script, vec![json!(css)]).await?;
    assert!(reached.convert::<bool>()?, "{css} is out of reach");
    Ok(())
}

#[test]
fn a_recap_is_taken_with_one_thumb_and_leads_to_the_run_that_settles_it() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/").await?;
        page.shown("h1").await?;
        has_done(&page, &["01-multi-az", "02-single-az", "03-bad-delete"]).await?;
        click(&page, ".stop a", "Recap 1").await?;
        page.shown_with_text("h1", "question 1 of 6").await?;
        page.shown(".recap__choice").await?;
        page.assert_no_sideways_scrolling().await?;
        is_for_everyone(&page, "a question of a recap").await?;
        take_in_hand(&page, 390, 844).await?;
        click(&page, ".recap__sure", "sure").await?;
        for place in 1..=6 {
            page.shown_with_text("h1", &format!("question {place} of 6"))
                .await?;
            page.shown("button.recap__choice").await?.click().await?;
            page.shown("#said:focus").await?;
            is_in_reach(&page, "#next").await?;
            if place == 1 {
                is_for_everyone(&page, "the answer to a question of a recap").await?;
                take_in_hand(&page, 390, 844).await?;
                choose(&page, ".door", "Watch the run").await?;
                page.shown_with_text(".notice", "Opened the run").await?;
                page.driver.back().await?;
                page.shown("#said").await?;
            }
            choose(&page, "#next", "").await?;
        }
        page.shown_with_text("h1", "of 6").await?;
        is_for_everyone(&page, "how a recap went").await?;
        let script = "return localStorage.getItem('failover-lab.progress');";
        let kept: String = page.driver.execute(script, Vec::new()).await?.convert()?;
        assert!(kept.contains(" recap-1 "), "{kept}");
        choose(&page, ".door", "Once more").await?;
        page.shown_with_text("h1", "question 1 of 6").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

/// Answers all that a step asks, presses its button, and goes on when it is done.
async fn does(page: &Visit, answer: &str, button: &str, done: &str) -> WebDriverResult<()> {
    if !answer.is_empty() {
        choose(page, ".pick", answer).await?;
    }
    choose(page, ".strike .button", button).await?;
    page.shown_with_text("#done", done).await?;
    choose(page, "#next", "").await
}

#[test]
fn a_certificate_names_what_was_won_and_its_code_is_replayed() {
    visit(|page| async move {
        page.open("#/").await?;
        page.shown("h1").await?;
        has_done(&page, &["01-multi-az"]).await?;
        page.open("#/lesson/02-single-az").await?;
        choose(&page, "#next", "Begin").await?;
        page.shown_with_text("#lesson-heading", "One tape").await?;
        choose(&page, "#next", "Continue").await?;
        does(&page, "Where it was", "Cut the power", "Step 2 is done").await?;
        does(&page, "No: it goes on", "Restore", "Step 3 is done").await?;
        does(&page, "Some: up to", "Point the shop", "Step 4 is done").await?;
        does(&page, "", "Fast-forward", "Step 5 is done").await?;
        page.shown_with_text("#lesson-heading", "Won").await?;
        page.open("#/").await?;
        choose(&page, ".progress__tools a", "Certificate").await?;
        let name = page.shown("#certificate-name").await?;
        name.send_keys("Ada Lovelace").await?;
        name.send_keys("" + Key::Tab).await?;
        page.shown_with_text(".certificate__name", "Ada Lovelace")
            .await?;
        page.shown_with_text(".certificate__table", "without proof")
            .await?;
        is_for_everyone(&page, "the certificate").await?;
        comes_on_paper(&page, ".certificate__codes").await?;
        let code = page.shown("#code").await?.text().await?;
        assert!(code.starts_with("FL1.") && code.len() < 4096, "{code}");
        // A reload knows whose it is.
        page.driver.refresh().await?;
        page.shown_with_text(".certificate__name", "Ada Lovelace")
            .await?;
        choose(&page, ".certificate__codes a", "Class").await?;
        let forged = code.replacen("FL1.", "FL1.x", 1);
        let codes = page.shown("#codes").await?;
        codes.send_keys(format!("{forged}\n{code}")).await?;
        choose(&page, ".class .button", "Read the codes").await?;
        page.shown_with_text(".class__table", "under the luck of KYIV")
            .await?;
        let table = page.shown(".class__table").await?.text().await?;
        assert!(
            table.contains("Ada Lovelace") && table.contains("yes"),
            "{table}"
        );
        page.shown_with_text(".missing", "another one than was written")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
