//! The page where a browser, a host or a link is unkind: it starts all the same, or says why not and what to do.

use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

const ROUTES: [&str; 7] = [
    "",
    "#/home",
    "#/lesson/01-multi-az",
    "#/sandbox",
    "#/game",
    "#/author",
    "#run=seed%20A",
];

/// What the browser runs before anything of a page.
async fn before_all(page: &Visit, script: &str) -> WebDriverResult<()> {
    let what = json!({ "source": script });
    let cdp = page.driver.cdp();
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", what)
        .await?;
    Ok(())
}

/// Goes to an address as for the first time.
async fn arrive(page: &Visit, rest: &str) -> WebDriverResult<()> {
    page.driver.goto("about:blank").await?;
    page.driver.goto(format!("{}{rest}", page.url)).await
}

#[test]
fn a_browser_that_keeps_nothing_is_as_one_that_kept_nothing_yet() {
    keeps_nothing(
        "Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('refused', 'SecurityError') } })",
    );
}

#[test]
fn so_is_a_browser_whose_storage_is_there_but_takes_nothing() {
    keeps_nothing(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    );
}

fn keeps_nothing(refuse: &'static str) {
    visit(move |page| async move {
        before_all(&page, refuse).await?;
        for route in ROUTES {
            page.driver.goto("about:blank").await?;
            page.open(route).await?;
            page.shown_with_text(".notice", "keeps nothing").await?;
            page.gone(".starting").await?;
            assert_eq!(page.complaints().await?, Vec::<String>::new(), "{route}");
        }
        // What would be kept is lost without harm.
        page.open("#/sandbox").await?;
        page.shown_with_text(".start", "Multi-AZ")
            .await?
            .click()
            .await?;
        page.shown_with_text(".card__note", "in step").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_module_that_does_not_come_is_told_on_every_route() {
    visit(|page| async move {
        let cdp = page.driver.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        let blocked = json!({ "urls": ["*_bg.wasm"] });
        cdp.send_raw("Network.setBlockedURLs", blocked).await?;
        for route in ROUTES {
            arrive(&page, route).await?;
            page.shown_with_text("#stuck", "not running").await?;
            let inert = "return document.getElementById('app').inert";
            let inert: bool = page.driver.execute(inert, Vec::new()).await?.convert()?;
            assert!(inert, "{route}: nothing below it can be pressed");
        }
        // The host is back: one press, and one is where one wanted to be.
        cdp.send_raw("Network.setBlockedURLs", json!({ "urls": [] }))
            .await?;
        arrive(&page, "#/game").await?;
        page.shown_with_text("h1", "Game day").await?;
        page.gone("#stuck:not([hidden]) ~ #app[inert]").await
    });
}

/// The words of the page's main part, as a script reads them.
const WORDS: &str =
    "const words = (root) => root.querySelector('main').textContent.replace(/\\s+/g, ' ').trim();";

#[test]
fn the_course_and_a_lesson_are_read_before_the_module_comes_and_are_what_it_then_shows() {
    visit(|page| async move {
        let cdp = page.driver.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        for (route, words) in [
            ("#/", "The zone that went dark"),
            ("#/lesson/01-multi-az", "What this is about"),
        ] {
            let blocked = json!({ "urls": ["*_bg.wasm"] });
            cdp.send_raw("Network.setBlockedURLs", blocked).await?;
            arrive(&page, route).await?;
            page.shown_with_text("#first main", words).await?;
            let alive =
                "return document.querySelectorAll('#first :is(button, input):enabled').length";
            let alive: u32 = page.driver.execute(alive, Vec::new()).await?.convert()?;
            assert_eq!(alive, 0, "{route}: nothing that looks alive and is not");
            let script = format!("{WORDS} return words(document.getElementById('first'))");
            let before: String = page.driver.execute(script, Vec::new()).await?.convert()?;
            page.complaints().await?;

            cdp.send_raw("Network.setBlockedURLs", json!({ "urls": [] }))
                .await?;
            page.driver.goto("about:blank").await?;
            page.open(route).await?;
            page.gone("#first").await?;
            let script = format!("{WORDS} return words(document.getElementById('lab'))");
            let after: String = page.driver.execute(script, Vec::new()).await?.convert()?;
            assert_eq!(before, after, "{route}");
            assert_eq!(page.complaints().await?, Vec::<String>::new());
        }
        // Who has begun the lesson finds it where it was left, and nothing else before that.
        page.shown("#next").await?.click().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        let blocked = json!({ "urls": ["*_bg.wasm"] });
        cdp.send_raw("Network.setBlockedURLs", blocked).await?;
        arrive(&page, "#/lesson/01-multi-az").await?;
        page.shown_with_text("#stuck", "not running").await?;
        let foreseen = page.driver.find_all(By::Css(".foreseen")).await?;
        assert!(foreseen.is_empty());
        Ok(())
    });
}

#[test]
fn without_scripts_a_sentence_says_so() {
    visit(|page| async move {
        let off = json!({ "value": true });
        let cdp = page.driver.cdp();
        cdp.send_raw("Emulation.setScriptExecutionDisabled", off)
            .await?;
        arrive(&page, "#/lesson/01-multi-az").await?;
        let told = page.shown(".halt").await?;
        assert!(told.text().await?.contains("scripts are switched off"));
        Ok(())
    });
}

#[test]
fn a_strict_policy_is_kept_to_on_every_route() {
    visit(|page| async move {
        let asked = format!("{}content-security-policy.txt", page.url);
        let script = "return fetch(arguments[0]).then((answer) => answer.text())";
        page.open("").await?;
        let policy = page.driver.execute(script, vec![asked.into()]).await?;
        let policy: String = policy.convert()?;
        let policy = policy.trim().parse().expect("it is a header's value");
        *page.host.policy.lock().expect("nobody panicked") = Some(policy);
        for route in ROUTES {
            page.driver.goto("about:blank").await?;
            page.open(route).await?;
            page.gone(".starting").await?;
            page.shown("h1, h2").await?;
            assert_eq!(page.complaints().await?, Vec::<String>::new(), "{route}");
        }
        // The reader of lessons works under it too, and so does what a run draws.
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn in_another_sites_frame_it_works() {
    visit(|page| async move {
        let elsewhere = page.url.replace("127.0.0.1", "localhost");
        let origin = elsewhere.split("/some/").next().expect("it has a path");
        page.driver.goto(format!("{origin}/frame")).await?;
        page.shown("iframe").await?.enter_frame().await?;
        page.gone(".button:disabled").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        page.shown(".strike button").await?.click().await?;
        page.gone(".strike").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn after_one_visit_all_of_it_works_offline() {
    visit(|page| async move {
        page.open("").await?;
        let kept = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then(() => done(true));";
        page.driver.execute_async(kept, Vec::new()).await?;
        page.host.silent.store(true, Ordering::Relaxed);
        page.driver.goto("about:blank").await?;
        page.open("").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        for lesson in ["01-multi-az", "retention-zero"] {
            page.open(&format!("#/lesson/{lesson}")).await?;
            page.shown("#next").await?;
        }
        page.open("#/home").await?;
        page.shown_with_text(".stop", "Game day").await?;
        Ok(())
    });
}

#[test]
fn a_page_that_stays_open_hears_of_a_newer_version_when_it_fetches_a_lesson() {
    visit(|page| async move {
        page.open("").await?;
        let kept = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then(() => done(true));";
        page.driver.execute_async(kept, Vec::new()).await?;
        let asked = || page.host.asked.load(Ordering::Relaxed);
        let before = asked();
        arrive(&page, "#/home").await?;
        eventually("a newer version was asked for", async || {
            Ok((asked() > before).then_some(()))
        })
        .await?;
        page.host.newer.store(true, Ordering::Relaxed);
        page.driver
            .execute("location.hash = '#/lesson/01-multi-az'", Vec::new())
            .await?;
        page.shown("#next").await?;
        page.shown_with_text("#newer", "A newer version").await?;
        page.shown("#newer button").await?.click().await?;
        page.gone("#newer:not([hidden])").await?;
        page.shown("#next").await?;
        Ok(())
    });
}

/// How long the page takes to start with a fragment, the best of three.
async fn time_to_start(page: &Visit, fragment: &str) -> WebDriverResult<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        page.driver.goto("about:blank").await?;
        let begun = Instant::now();
        page.open(fragment).await?;
        page.gone(".starting").await?;
        best = best.min(begun.elapsed());
    }
    Ok(best)
}

#[test]
fn a_hostile_link_costs_little_and_breaks_nothing() {
    visit(|page| async move {
        page.resize(390, 844).await?;
        let short = time_to_start(&page, "#run=seed%20A").await?;
        let many = |text: &str, bytes: usize| text.repeat(bytes / text.len());
        for fragment in [
            format!("#run={}", many("a", 50_000)),
            format!("#run={}", many("%F0%9F%8E%89", 50_000)),
            format!("#run={}", many("60s%20end%0A", 50_000)),
            format!("#run=seed%20A%0A60s%20aws%20rds%20{}", many("a", 50_000)),
            format!(
                "#run=60s%20fault%20inject%20az-outage%20{}",
                many("a", 50_000)
            ),
            format!("#/lesson/{}", many("a", 50_000)),
            format!("#/lesson?file={}", many("a", 50_000)),
            format!("#/game/shift/{}", many("A", 50_000)),
            format!("#run={}", many("a", 200_000)),
        ] {
            let long = time_to_start(&page, &fragment).await?;
            let begins = &fragment[..fragment.len().min(40)];
            assert!(
                long < short * 4 + Duration::from_secs(2),
                "{begins}…: {long:?} beside {short:?}"
            );
            eventually("something is said", async || {
                let said = page.driver.find(By::Css(".notice, h1")).await?;
                let said = said.text().await?;
                assert!(said.len() < 2000, "{begins}…: {} letters", said.len());
                Ok((!said.is_empty()).then_some(()))
            })
            .await?;
            page.assert_no_sideways_scrolling().await?;
        }
        Ok(())
    });
}
