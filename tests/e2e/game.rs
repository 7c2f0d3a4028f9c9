//! A game day from the choices to the score: by mouse, and by keyboard alone.

use crate::access::comes_on_paper;
use crate::visit::{Visit, eventually, visit};
use thirtyfour::prelude::*;

/// Clicks the first element of this kind that says so, brought to where nothing lies over it.
async fn click(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    let element = page.shown_with_text(css, words).await?;
    let script = "arguments[0].scrollIntoView({ block: 'center' });";
    page.driver
        .execute(script, vec![element.to_json()?])
        .await?;
    element.click().await
}

/// Presses Tab until the focus is on something that matches.
async fn tab_to(page: &Visit, css: &str) -> WebDriverResult<()> {
    for _ in 0..80 {
        page.press(Key::Tab).await?;
        let script = "return document.activeElement.matches(arguments[0]);";
        let there = page.driver.execute(script, vec![css.into()]).await?;
        if there.convert::<bool>()? {
            return Ok(());
        }
    }
    panic!("Tab never comes to {css}");
}

async fn text(page: &Visit, css: &str) -> WebDriverResult<String> {
    page.shown(css).await?.text().await
}

/// Asks for more haste until the shift is over, for what strikes brings the day's own pace back.
async fn to_the_end(
    page: &Visit,
    mut faster: impl AsyncFnMut() -> WebDriverResult<()>,
) -> WebDriverResult<()> {
    eventually("the shift is over", async || {
        if text(page, "#game-heading").await? == "The shift is over" {
            return Ok(Some(()));
        }
        faster().await?;
        Ok(None)
    })
    .await
}

/// Whether the network between the shop and its database is cut now, as the list beside the stage tells.
async fn is_cut(page: &Visit) -> WebDriverResult<bool> {
    let script = "
        const open = [...document.querySelectorAll('.tick--open')];
        return open.some((one) => one.textContent.includes('Cut in the network'));
    ";
    let cut = page.driver.execute(script, Vec::new()).await?;
    cut.convert()
}

/// Orders it as a learner does: the database is selected, and what it can do is pressed.
async fn order_failover(page: &Visit) -> WebDriverResult<()> {
    click(page, ".card", "primary").await?;
    click(page, "[role=tab]", "Inspector").await?;
    click(page, ".line", "Reboot with failover").await?;
    click(page, "[role=tab]", "Game day").await
}

#[test]
fn a_game_day_is_played_by_mouse() {
    visit(|page| async move {
        page.open("#/game").await?;
        page.shown_with_text("h1", "Game day").await?;
        page.assert_accessible().await?;
        page.shown("#game-name")
            .await?
            .send_keys("Ana María")
            .await?;
        page.shown_with_text("#game-name-help", "from a to z")
            .await?;
        page.assert_accessible().await?;
        page.shown("#game-name")
            .await?
            .send_keys(Key::Control + "a")
            .await?;
        page.shown("#game-name").await?.send_keys("Ana").await?;
        click(&page, ".option", "Multi-AZ").await?;
        click(&page, ".option", "Read replica in the Region").await?;
        page.shown_with_text(".cost", "above the budget").await?;
        click(&page, ".option", "Read replica in the Region").await?;
        page.shown_with_text(".cost", "Within the budget of $300")
            .await?;
        click(&page, ".button", "Begin the shift").await?;
        page.shown_with_text("#game-heading", "The shift goes on")
            .await?;
        page.assert_accessible().await?;
        click(&page, ".choice", "20 times").await?;
        page.shown_with_text(".banner", "Something has happened at")
            .await?;
        page.assert_accessible().await?;
        let mut ordered = false;
        to_the_end(&page, async || {
            // What RDS does not see needs a person, and in time.
            if !ordered && is_cut(&page).await? {
                ordered = true;
                return order_failover(&page).await;
            }
            let words = if ordered { "100 times" } else { "20 times" };
            let faster = "
                const all = [...document.querySelectorAll('.choice')];
                const one = all.find((choice) => choice.textContent === arguments[0]);
                const pace = one?.querySelector('[name=haste]');
                if (pace && !pace.checked) pace.click();
            ";
            page.driver.execute(faster, vec![words.into()]).await?;
            Ok(())
        })
        .await?;
        assert_eq!(text(&page, ".final__points b").await?, "100");
        comes_on_paper(&page, ".final__points").await?;
        page.assert_accessible().await?;
        click(&page, ".reason .link", "verdict").await?;
        page.shown_with_text(".verdict__body", "incident 1 of 2")
            .await?;
        page.assert_accessible().await?;
        page.shown_with_text(".button--play", "Play").await?;
        click(&page, "[role=tab]", "Game day").await?;
        page.prefer(&[("prefers-color-scheme", "dark")]).await?;
        page.assert_accessible().await?;
        page.resize(390, 844).await?;
        page.assert_no_sideways_scrolling().await?;
        page.assert_accessible().await?;
        click(&page, ".door", "Same luck, other design").await?;
        page.shown_with_text(".setup__start", "the luck of Ana")
            .await?;
        page.assert_no_sideways_scrolling().await?;
        page.assert_accessible().await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_challenge_is_taken_up_and_given_up_by_keyboard() {
    visit(|page| async move {
        page.open("#/game/shift/OSLO").await?;
        page.shown_with_text(".setup__start", "The design is yours to choose")
            .await?;
        tab_to(&page, "#game-name").await?;
        tab_to(&page, "[name=level]:checked").await?;
        page.press(Key::Left).await?;
        // Tab comes to a group of choices as one.
        tab_to(&page, ".option input").await?;
        page.press(" ").await?;
        page.press(Key::Down).await?;
        page.shown_with_text(".setup__start", "Warm-up, 8 h, the luck of OSLO")
            .await?;
        page.shown_with_text(".cost", "$278.14").await?;
        tab_to(&page, "#game-start").await?;
        page.press(Key::Enter).await?;
        page.shown("#game-heading:focus").await?;
        page.press(" ").await?;
        page.shown_with_text(".notice--bad", "does not stop")
            .await?;
        for _ in 0..3 {
            page.press("+").await?;
        }
        page.shown_with_text(".banner", "Something has happened at")
            .await?;
        to_the_end(&page, async || page.press("+").await).await?;
        page.shown("#game-heading:focus").await?;
        page.shown_with_text(".reasons", "To begin with").await?;
        tab_to(&page, ".door").await?;
        page.press(Key::Enter).await?;
        page.shown("#headline:focus").await?;
        tab_to(&page, "#game-start").await?;
        page.press(Key::Enter).await?;
        tab_to(&page, "#give-up").await?;
        page.press(Key::Enter).await?;
        page.shown("#yield:focus").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#game-heading:focus", "Given up")
            .await?;
        Ok(())
    });
}
