//! The page where its host is slow, wary, or has something else than was published; and where a browser cannot run it.

use crate::starts::{arrive, before_all, routes};
use crate::visit::{Visit, visit};
use serde_json::json;
use std::sync::atomic::Ordering;
use thirtyfour::prelude::*;

const LESSON: &str = include_str!("../../lessons/en/01-multi-az.md");
const MODULE: &str = "_bg.wasm";

/// Who would wait for twenty seconds waits for a tenth of one.
const IMPATIENT: &str = "
    const later = window.setTimeout;
    window.setTimeout = (what, ms, ...more) => later(what, ms === 20000 ? 100 : ms, ...more);";

async fn is_inert(page: &Visit) -> WebDriverResult<bool> {
    let script = "return document.getElementById('app').inert";
    page.driver.execute(script, Vec::new()).await?.convert()
}

#[test]
fn a_module_that_comes_late_takes_back_what_was_said_of_it() {
    visit(|page| async move {
        before_all(&page, IMPATIENT).await?;
        let cdp = page.driver.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        let no = json!({ "cacheDisabled": true });
        cdp.send_raw("Network.setCacheDisabled", no).await?;
        for (route, words, then) in [
            ("", ".strike button", ".frame--dark"),
            (
                "#/lesson/01-multi-az",
                "#next",
                ".step__places, .question, #next",
            ),
        ] {
            page.host.holds(Some(MODULE));
            arrive(&page, route).await?;
            page.shown_with_text("#stuck", "not running").await?;
            assert!(is_inert(&page).await?, "{route}: given up");
            page.host.holds(None);
            page.gone(".stuck").await?;
            page.gone("#first").await?;
            assert!(!is_inert(&page).await?, "{route}: it runs");
            let told = page.driver.find(By::Id("stuck")).await?;
            assert!(!told.is_displayed().await?);
            page.shown(words).await?.click().await?;
            page.shown(then).await?;
            assert_eq!(page.complaints().await?, Vec::<String>::new());
        }
        Ok(())
    });
}

#[test]
fn a_module_that_is_broken_or_that_a_browser_cannot_run_is_told() {
    visit(|page| async move {
        page.host.has_own(MODULE, "This is no WebAssembly.");
        for route in ["", "#/sandbox", "#/lesson/01-multi-az"] {
            arrive(&page, route).await?;
            page.shown_with_text("#stuck", "not running").await?;
            assert!(is_inert(&page).await?, "{route}");
        }
        page.host.own.lock().expect("nobody panicked").clear();
        before_all(&page, "delete window.WebAssembly;").await?;
        for route in ["", "#/game"] {
            arrive(&page, route).await?;
            page.shown_with_text("#stuck", "needs WebAssembly").await?;
            assert!(is_inert(&page).await?, "{route}");
        }
        Ok(())
    });
}

/// Nothing of the page but the sentence, as far as one sees and as far as Tab comes.
async fn looks_dead(page: &Visit, route: &str) -> WebDriverResult<()> {
    let told = page.shown(".halt").await?;
    assert!(
        told.text().await?.contains("scripts are switched off"),
        "{route}"
    );
    let app = page.driver.find(By::Id("app")).await?;
    let opacity = app.css_value("opacity").await?;
    assert!(
        opacity.parse::<f64>().expect("a share") < 0.7,
        "{route}: {opacity}"
    );
    for _ in 0..4 {
        page.press(Key::Tab).await?;
        let focused = page.driver.active_element().await?;
        assert_eq!(focused.tag_name().await?, "body", "{route}");
    }
    Ok(())
}

#[test]
fn without_scripts_a_sentence_says_so_and_nothing_looks_alive() {
    visit(|page| async move {
        let cdp = page.driver.cdp();
        let off = json!({ "value": true });
        cdp.send_raw("Emulation.setScriptExecutionDisabled", off)
            .await?;
        for route in routes(&page) {
            arrive(&page, &route).await?;
            looks_dead(&page, &route).await?;
        }
        Ok(())
    });
}

/// The lesson as somebody edited it on the host: other words before it begins, and other questions.
fn edited() -> String {
    let (front, prose) = LESSON.split_at(LESSON.rfind("+++").expect("front matter ends") + 3);
    let front = front.replace(
        "How many accepted orders will be lost?",
        "How many orders go missing?",
    );
    let prose = prose.replacen("\n\n", "\n\nOur own shop was the one. ", 1);
    front + prose.as_str()
}

#[test]
fn a_lesson_that_was_edited_on_the_host_is_shown_as_it_is_from_the_beginning_and_plays() {
    visit(|page| async move {
        page.host.holds(Some(MODULE));
        page.host.has_own("/lessons/en/01-multi-az.md", edited());
        for (lesson, is_foreseen) in [("02-single-az", true), ("01-multi-az", false)] {
            arrive(&page, &format!("#/lesson/{lesson}")).await?;
            let script = "const done = arguments[0]; failoverLab.text.then(() =>
                done(document.documentElement.classList.contains('foreseen')));";
            let seen = page.driver.execute_async(script, Vec::new()).await?;
            assert_eq!(seen.convert::<bool>()?, is_foreseen, "{lesson}");
        }
        page.host.holds(None);
        page.gone("#first").await?;
        page.shown_with_text(".lesson", "Our own shop was the one.")
            .await?;
        page.shown("#next").await?.click().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        page.shown("#next").await?.click().await?;
        page.shown_with_text(".question", "How many orders go missing?")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_host_that_tells_nobody_what_it_holds_lacks_what_it_forbids() {
    visit(|page| async move {
        page.host.is_close.store(true, Ordering::Relaxed);
        page.open("#/").await?;
        page.shown_with_text(".stop", "The zone that went dark")
            .await?;
        let course = page.shown(".home__course").await?.text().await?;
        assert!(!course.contains("own/index.json"), "{course}");
        assert_eq!(page.complaints().await?, Vec::<String>::new());

        page.open("#/lesson/no-such-lesson").await?;
        page.shown_with_text("h1", "There is no such lesson")
            .await?;
        Ok(())
    });
}
