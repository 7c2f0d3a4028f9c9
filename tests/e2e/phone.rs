//! The page held in a hand: 390×844, by touch.

use crate::learner::click;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// What leads on, on each screen: when it is gone to, it can be pressed.
const MAIN: &str = ".button--main, .lesson__next, .button--play, .button--auto, .tabs button, .start, .door, .strike button";

pub async fn take_in_hand(page: &Visit, width: u32, height: u32) -> WebDriverResult<()> {
    page.resize(width, height).await?;
    let touch = json!({ "enabled": true });
    let cdp = page.driver.cdp();
    cdp.send_raw("Emulation.setTouchEmulationEnabled", touch)
        .await?;
    page.prefer(&[("prefers-reduced-motion", "reduce")]).await
}

/// Every main button is what a finger meets in its middle once it is scrolled to, and nothing hangs over the edge.
async fn assert_in_reach(page: &Visit, place: &str) -> WebDriverResult<()> {
    page.assert_no_sideways_scrolling().await?;
    let script = "
        // What leads on rests when it comes.
        document.getAnimations().forEach((one) => one.animationName === 'rest' && one.finish());
        const all = [...document.querySelectorAll(arguments[0])].filter(one => one.offsetWidth > 0);
        const covered = all.filter(one => {
            one.scrollIntoView({ block: 'nearest' });
            const box = one.getBoundingClientRect();
            const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return !one.contains(met);
        });
        return [all.length, covered.map(one => one.textContent)];";
    let (all, covered): (usize, Vec<String>) = page
        .driver
        .execute(script, vec![json!(MAIN)])
        .await?
        .convert()?;
    assert!(all > 0, "{place} has something to press");
    assert_eq!(covered, Vec::<String>::new(), "covered on {place}");
    Ok(())
}

/// Whether the strip of tabs has a scroll bar of its own, or is wider than its place.
async fn assert_tabs_fit(page: &Visit) -> WebDriverResult<()> {
    let script = "
        const tabs = document.querySelector('.tabs');
        return [tabs.scrollWidth - tabs.clientWidth, tabs.scrollHeight - tabs.clientHeight];";
    let over: (i64, i64) = page.driver.execute(script, Vec::new()).await?.convert()?;
    assert_eq!(over, (0, 0), "the tabs fit");
    Ok(())
}

#[test]
fn nothing_that_leads_on_is_covered_on_a_phone() {
    visit(|page| async move {
        let sizes = [(390, 844, "01-multi-az"), (360, 740, "02-single-az")];
        for (width, height, lesson) in sizes {
            take_in_hand(&page, width, height).await?;
            page.open("#/").await?;
            page.shown(".path").await?;
            assert_in_reach(&page, "home").await?;
            page.open("#/tour").await?;
            page.gone(".button:disabled").await?;
            assert_in_reach(&page, "the first minute").await?;
            page.open("#/author").await?;
            page.shown("#draft").await?;
            page.assert_no_sideways_scrolling().await?;
            page.open("#/game").await?;
            let option = page.shown_with_text(".option", "Multi-AZ").await?;
            option.scroll_into_view().await?;
            option.click().await?;
            page.shown("#game-start:enabled").await?;
            assert_in_reach(&page, "the choices of a game day").await?;
            click(&page, "#game-start", "").await?;
            page.shown("#game-heading").await?;
            assert_in_reach(&page, "a game day").await?;
            assert_tabs_fit(&page).await?;
            page.open(&format!("#/lesson/{lesson}")).await?;
            page.shown_with_text("#next", "Begin").await?;
            assert_in_reach(&page, "a lesson's introduction").await?;
            assert_tabs_fit(&page).await?;
            page.shown("#next").await?.click().await?;
            page.shown_with_text(".lesson__place", "Step 1 of").await?;
            assert_in_reach(&page, "a lesson's step").await?;
            page.open("#/sandbox").await?;
            if let Ok(start) = page.driver.find(By::Css(".start")).await {
                assert_in_reach(&page, "the empty sandbox").await?;
                start.click().await?;
            }
            page.shown(".inspector").await?;
            for tab in ["Faults", "Journal", "Terminal", "Inspector"] {
                let tab_of = page.shown_with_text("[role=tab]", tab).await?;
                tab_of.scroll_into_view().await?;
                tab_of.click().await?;
                assert_in_reach(&page, tab).await?;
            }
            assert_tabs_fit(&page).await?;
        }
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn tabs_stay_at_the_top_while_their_panel_scrolls() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        // The page goes to the lesson's heading once that is drawn.
        eventually("the journal is opened", async || {
            click(&page, "[role=tab]", "Journal").await?;
            page.driver.find(By::Css(".journal")).await.map(Some)
        })
        .await?;
        let script = "
            document.querySelector('.journal tr:nth-child(8)').scrollIntoView({ block: 'start' });
            return Math.round(document.querySelector('.tabs').getBoundingClientRect().top);";
        let top: i64 = page.driver.execute(script, Vec::new()).await?.convert()?;
        assert_eq!(top, 0);
        Ok(())
    });
}

#[test]
fn the_last_line_of_a_sheet_can_be_read_above_the_clock() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        page.shown("#thing-shop").await?.click().await?;
        page.shown_with_text(".panel--sheet h2", "shop").await?;
        let covered = "
            const sheet = document.querySelector('.panel--sheet');
            sheet.scrollTop = sheet.scrollHeight;
            const last = [...sheet.querySelectorAll('.facts > *, summary')].map((one) => one.getBoundingClientRect().bottom);
            return Math.round(Math.max(...last) - document.querySelector('.time').getBoundingClientRect().top);";
        let covered: i64 = page.driver.execute(covered, Vec::new()).await?.convert()?;
        assert!(covered <= 0, "{covered} pixels lie under the clock");
        Ok(())
    });
}

#[test]
fn a_thing_is_inspected_over_the_stage_and_the_lesson_comes_back() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        let is_on_top = "
            const sheet = document.querySelector('.panel--sheet').getBoundingClientRect();
            return sheet.top > 250 && document.querySelector('.card--app').getBoundingClientRect().top < sheet.top;";
        for way in ["button", "key", "beside"] {
            page.shown("#thing-shop").await?.click().await?;
            page.shown_with_text(".panel--sheet h2", "shop").await?;
            page.shown("#sheet-close:focus").await?;
            let over: bool = page
                .driver
                .execute(is_on_top, Vec::new())
                .await?
                .convert()?;
            assert!(over, "the stage can be seen above it");
            page.assert_accessible().await?;
            match way {
                "button" => page.shown("#sheet-close").await?.click().await?,
                "key" => page.press(Key::Escape).await?,
                _ => page.shown(".rates").await?.click().await?,
            }
            page.gone(".panel--sheet").await?;
            page.shown("#thing-shop:focus").await?;
            page.shown("[role=tab][aria-selected=true]#tab-lesson")
                .await?;
        }
        Ok(())
    });
}

#[test]
fn what_a_text_names_lights_up_and_a_term_is_explained() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        page.shown_with_text("#next", "Begin")
            .await?
            .click()
            .await?;
        page.shown_with_text("#next", "Continue").await?;
        page.shown_with_text(".name-of", "us-east-1b")
            .await?
            .click()
            .await?;
        page.shown_with_text(".thing--lit", "us-east-1b").await?;
        page.shown(".frame--lit").await?;
        page.shown_with_text("h2", "Two copies")
            .await?
            .click()
            .await?;
        page.gone(".thing--lit").await?;
        page.press("?").await?;
        page.shown("#help-title:focus").await?;
        page.shown_with_text(".signs dd", "The scale of all tapes")
            .await?;
        page.assert_accessible().await?;
        page.press(Key::Escape).await?;
        click(&page, "[role=tab]", "Inspector").await?;
        click(&page, ".term", "in step").await?;
        let script = "return getComputedStyle(document.activeElement, '::after').content;";
        let told: String = page.driver.execute(script, Vec::new()).await?.convert()?;
        assert!(told.contains("may take over"), "{told}");
        page.assert_accessible().await
    });
}

#[test]
fn the_arrow_swings_to_who_takes_over_unless_motion_is_reduced() {
    visit(|page| async move {
        page.prefer(&[("prefers-reduced-motion", "no-preference")])
            .await?;
        page.open("#/tour").await?;
        click(&page, ".button", "Cut the power").await?;
        page.shown(".wire--swings").await?;
        let script = "
            const style = getComputedStyle(document.querySelector('.wire--swings'));
            return [style.animationName, style.getPropertyValue('--from')];";
        let (name, from): (String, String) =
            page.driver.execute(script, Vec::new()).await?.convert()?;
        assert_eq!(name, "swing");
        let from: u32 = from.trim_end_matches('%').parse().expect("a share");
        assert!((20..90).contains(&from), "from the zone above: {from}");
        page.prefer(&[("prefers-reduced-motion", "reduce")]).await?;
        let (name, _): (String, String) =
            page.driver.execute(script, Vec::new()).await?.convert()?;
        assert_eq!(name, "none");
        Ok(())
    });
}

#[test]
fn the_focus_is_never_lost_in_the_inspector() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "Multi-AZ").await?;
        page.shown(".inspector").await?;
        click(&page, ".thing--card", "Backups of orders").await?;
        click(&page, ".operations .line", "rds:orders").await?;
        page.shown("#inspected:focus").await?;
        click(&page, ".thing--card", "primary").await?;
        click(&page, ".operations .line", "Take a snapshot").await?;
        page.shown_with_text(".card__status", "backing-up").await?;
        page.shown(".inspector :focus").await?;
        // A menu closes when one leaves it.
        page.shown("#break-orders").await?.click().await?;
        page.shown(".menu--faults").await?;
        click(&page, "[role=tab]", "Journal").await?;
        page.gone(".menu--faults").await
    });
}

#[test]
fn the_focus_outlives_a_button_that_can_be_pressed_no_more_and_nothing_jumps() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        let run = "#run=seed%20OSLO%0Agiven%20aws%20rds%20create-db-instance%20--db-instance-identifier%20orders%20--engine%20postgres%20--db-instance-class%20db.m6g.large%20--allocated-storage%20200%0Agiven%20app%20create%20shop%20--connect%20orders%0A10s%20fault%20inject%20instance-crash%20orders%0A1h%20fault%20inject%20instance-crash%20orders";
        page.open(run).await?;
        eventually("there were two incidents", async || {
            page.press(".").await?;
            page.driver.find(By::Css(".pager")).await.map(Some)
        })
        .await?;
        page.shown_with_text(".pager", "incident 2 of 2").await?;
        let seen = "document.querySelector('.pager button').focus(); return scrollY;";
        let before: f64 = page.driver.execute(seen, Vec::new()).await?.convert()?;
        assert!(before > 0.0, "one has scrolled down to it");
        page.press(Key::Enter).await?;
        page.shown_with_text(".pager", "incident 1 of 2").await?;
        let focused = "return [document.activeElement.matches('h1, h2, h3, main'), scrollY];";
        let after = eventually("a heading has the focus", async || {
            let now = page.driver.execute(focused, Vec::new()).await?;
            let (is_heading, scrolled): (bool, f64) = now.convert()?;
            Ok(is_heading.then_some(scrolled))
        })
        .await?;
        assert!((after - before).abs() < 1.0, "{before} became {after}");
        Ok(())
    });
}

/// Whether what is pressed next is wholly in the window, together with the stage: what it says, and if so.
async fn in_reach(page: &Visit, words: &str) -> WebDriverResult<()> {
    page.shown_with_text(".reach .button", words).await?;
    let script = "
        const button = [...document.querySelectorAll('.reach .button')].find(one => one.textContent.includes(arguments[0]));
        const box = button.getBoundingClientRect();
        const met = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
        return box.top > 0 && box.bottom <= innerHeight && button.contains(met);";
    let seen: bool = page
        .driver
        .execute(script, vec![json!(words)])
        .await?
        .convert()?;
    assert!(seen, "{words} is in reach");
    Ok(())
}

#[test]
fn what_leads_on_is_under_the_thumb_while_the_stage_is_watched() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/tour").await?;
        in_reach(&page, "Cut the power").await?;
        click(&page, ".reach .button", "Cut the power").await?;
        in_reach(&page, "Predict first").await?;
        click(&page, ".reach .button", "Predict first").await?;
        page.shown("#saves:focus").await?;
        click(&page, "#saves .choice", "no").await?;
        in_reach(&page, "Run the DELETE").await?;
        click(&page, ".reach .button", "Run the DELETE").await?;
        in_reach(&page, "Repair it").await?;
        page.assert_accessible().await?;
        click(&page, ".reach .button", "Repair it").await?;
        page.shown(".ways").await?;
        let seen = "
            const bar = document.querySelector('.time').getBoundingClientRect().top;
            const top = document.querySelector('.way').getBoundingClientRect().top;
            return top >= 0 && top < bar - 100;";
        eventually("the ways out are in sight", async || {
            let seen: bool = page.driver.execute(seen, Vec::new()).await?.convert()?;
            Ok(seen.then_some(()))
        })
        .await?;
        page.open("#/lesson/01-multi-az").await?;
        in_reach(&page, "Begin").await?;
        click(&page, ".reach .button", "Begin").await?;
        in_reach(&page, "Continue").await?;
        click(&page, ".reach .button", "Continue").await?;
        page.shown_with_text(".lesson__place", "Step 2 of").await?;
        in_reach(&page, "Predict first").await?;
        click(&page, ".reach .button", "Predict first").await?;
        page.shown("#question-1:focus").await?;
        for question in page.driver.find_all(By::Css(".question")).await? {
            let pick = question.find(By::Css(".pick")).await?;
            pick.scroll_into_view().await?;
            pick.click().await?;
        }
        in_reach(&page, "Cut the power").await?;
        page.assert_accessible().await?;
        click(&page, ".reach .button", "Cut the power").await?;
        in_reach(&page, "Fast-forward").await?;
        click(&page, ".reach .button", "Fast-forward").await?;
        // Who takes over is seen, and not taken out of sight.
        in_reach(&page, "read on").await?;
        let seen = "const box = document.querySelector('#stage .lane').getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight;";
        let watched: bool = page.driver.execute(seen, Vec::new()).await?.convert()?;
        assert!(watched, "the stage stays");
        click(&page, ".reach .button", "read on").await?;
        in_reach(&page, "Next step").await?;
        page.resize(1280, 800).await?;
        let wide = page.driver.find(By::Css(".reach")).await?;
        assert!(!wide.is_displayed().await?, "beside the stage is the step");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
