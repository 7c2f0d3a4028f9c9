//! What stands over the clock of a phone, beside what is watched: the time in both its names, the pace of a game day, all that a step
//! is about.

use crate::learner::click;
use crate::phone::take_in_hand;
use crate::visit::{Visit, eventually, visit};
use serde::de::DeserializeOwned;
use thirtyfour::prelude::*;

async fn told<T: DeserializeOwned>(page: &Visit, script: &str) -> WebDriverResult<T> {
    page.driver.execute(script, Vec::new()).await?.convert()
}

/// Answers each question of the step, and presses its first button.
async fn begin_step(page: &Visit, lesson: &str) -> WebDriverResult<()> {
    page.driver.goto("about:blank").await?;
    page.open(lesson).await?;
    page.shown(".lesson").await?;
    let answer = "
        const question = [...document.querySelectorAll('.question')].find((one) => !one.querySelector('input:checked'));
        [...(question?.querySelectorAll('input') ?? [])].at(-1)?.click();
        return !question;";
    eventually("all is answered", async || {
        let all: bool = told(page, answer).await?;
        Ok(all.then_some(()))
    })
    .await?;
    page.shown(".reach .button").await?.click().await
}

/// Waits until nothing is missing.
async fn comes_true(page: &Visit, what: &str, script: &str) -> WebDriverResult<()> {
    eventually(what, async || {
        let is: bool = told(page, script).await?;
        Ok(is.then_some(()))
    })
    .await
}

#[test]
fn the_clock_of_a_phone_tells_what_commands_call_its_time() {
    visit(|page| async move {
        for (width, height) in [(390, 844), (360, 740)] {
            take_in_hand(&page, width, height).await?;
            for place in [
                "#/lesson/04-point-in-time?step=4",
                "#/lesson/08-region-lost?step=4",
            ] {
                page.driver.goto("about:blank").await?;
                page.open(place).await?;
                page.shown_with_text(".clock__time span", "UTC").await?;
                let stands_apart = "
                    const all = [...document.querySelectorAll('.clock > .button, .clock__time > *, .speed b')].map((one) => one.getBoundingClientRect());
                    const clock = document.querySelector('.clock').getBoundingClientRect();
                    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 2 || b.bottom <= a.top + 2;
                    return all.every((one, place) => one.right <= clock.right + 1 && all.slice(place + 1).every((other) => apart(one, other)));";
                let apart: bool = told(&page, stands_apart).await?;
                assert!(apart, "{place} at {width}");
            }
        }
        Ok(())
    });
}

#[test]
fn all_that_a_step_is_about_stands_over_the_clock_of_a_phone() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        let seen = |names: &str| {
            format!(
                "
                const bar = document.querySelector('.time').getBoundingClientRect().top;
                return [{names}].every((name) => {{
                    const box = document.getElementById('thing-' + name)?.getBoundingClientRect();
                    return box && box.top >= -1 && box.bottom <= bar + 1;
                }});"
            )
        };
        for (lesson, names) in [
            (
                "#/lesson/08-region-lost?step=1",
                "'shop', 'orders', 'orders-west'",
            ),
            (
                "#/lesson/08-region-lost?step=4",
                "'orders-home', 'orders-west'",
            ),
            (
                "#/lesson/02-single-az?step=3",
                "'shop', 'orders', 'orders-2'",
            ),
        ] {
            begin_step(&page, lesson).await?;
            comes_true(&page, lesson, &seen(names)).await?;
        }
        Ok(())
    });
}

#[test]
fn a_game_day_is_hurried_under_the_thumb_and_its_banner_is_read_whole() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/game/warm-up/Ana").await?;
        let option = page.shown_with_text(".option", "Multi-AZ").await?;
        option.scroll_into_view().await?;
        option.click().await?;
        let priced = "
            const box = document.querySelector('.cost b').getBoundingClientRect();
            return box.top > 0 && box.bottom <= innerHeight;";
        comes_true(&page, "the price is in sight of the choices", priced).await?;
        click(&page, "#game-start", "").await?;
        let at_top = "
            const box = document.querySelector('.card--app').getBoundingClientRect();
            return box.top > 0 && box.bottom < innerHeight / 2;";
        comes_true(&page, "a day begins at the top of its stage", at_top).await?;
        click(&page, ".reach .button", "20 times").await?;
        page.shown_with_text(".reach .button--on", "20 times")
            .await?;
        page.shown_with_text(".banner", "Something has happened")
            .await?;
        let whole = "
            const box = document.querySelector('.banner').getBoundingClientRect();
            const shop = document.querySelector('.card--app').getBoundingClientRect();
            return box.top >= 0 && shop.bottom <= document.querySelector('.time').getBoundingClientRect().top;";
        comes_true(&page, "the banner is read whole, over the shop", whole).await?;
        page.shown_with_text(".reach .button--on", "own").await?;
        page.assert_accessible().await?;
        page.assert_no_sideways_scrolling().await
    });
}

#[test]
fn backups_that_are_looked_at_lie_above_their_sheet() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/lesson/08-region-lost?step=2").await?;
        let words = "Look at the backups";
        let link = page.shown_with_text(".step__places button", words).await?;
        link.scroll_into_view().await?;
        link.click().await?;
        page.shown_with_text(".panel--sheet h2", "Backups in us-west-2")
            .await?;
        let above = "
            const all = [...document.querySelectorAll('.lane--storage')].map((one) => one.getBoundingClientRect());
            const sheet = document.querySelector('.panel--sheet').getBoundingClientRect().top;
            return all.at(-1).top > 0 && all.at(-1).bottom <= sheet + 1;";
        comes_true(&page, "their row is seen", above).await
    });
}

#[test]
fn nothing_of_a_restore_lies_over_the_heading_of_its_sheet() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/sandbox").await?;
        click(&page, ".start", "Multi-AZ").await?;
        page.shown("#thing-orders").await?.click().await?;
        click(&page, ".panel--sheet .button", "to a moment").await?;
        page.shown(".restore__choices").await?;
        let on_top = "
            const sheet = document.querySelector('.panel--sheet');
            const heading = sheet.querySelector('h2');
            const choices = sheet.querySelector('.restore__choices').getBoundingClientRect();
            sheet.scrollTop += choices.top - heading.getBoundingClientRect().top - 4;
            const box = heading.getBoundingClientRect();
            const meets = (one, x) => one.contains(document.elementFromPoint(x, box.top + box.height / 2));
            const close = document.getElementById('sheet-close');
            const cross = close.getBoundingClientRect();
            return meets(heading, box.left + 20) && meets(close, cross.left + cross.width / 2);";
        comes_true(&page, "heading and cross lie on top", on_top).await
    });
}
