//! The page where a browser, a host or a link is unkind: it starts all the same, or says why not and what to do.

use crate::visit::{Visit, built, eventually, visit};
use serde_json::json;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// One of each kind; `HERE` stands for the page's own address.
const ROUTES: [&str; 14] = [
    "",
    "#/home",
    "#/tour",
    "#/lesson/01-multi-az",
    "#/lesson/own/ours",
    "#/lesson?file=HERElessons/en/02-single-az.md",
    "#/sandbox",
    "#/game",
    "#/game/shift/KYIV",
    "#/author",
    "#/draft",
    "#/dropped",
    "#run=seed%20A",
    "#/nowhere",
];

/// All kinds of addresses; the host has a lesson of its own for one.
pub fn routes(page: &Visit) -> Vec<String> {
    page.host.has_own("/lessons/own/ours.md", LESSON);
    let here = |route: &&str| route.replace("HERE", &page.url);
    ROUTES.iter().map(here).collect()
}

const LESSON: &str = include_str!("../../lessons/en/01-multi-az.md");

/// What the browser runs before anything of a page.
pub async fn before_all(page: &Visit, script: &str) -> WebDriverResult<()> {
    let what = json!({ "source": script });
    let cdp = page.driver.cdp();
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", what)
        .await?;
    Ok(())
}

/// Goes to an address as for the first time.
pub async fn arrive(page: &Visit, rest: &str) -> WebDriverResult<()> {
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

/// Among all notices that came since the page was there, and again nowhere else that one goes.
async fn is_said_once(page: &Visit, route: &str) -> WebDriverResult<()> {
    let said = async || -> WebDriverResult<usize> {
        let script = "return window.said.size;";
        page.driver.execute(script, Vec::new()).await?.convert()
    };
    assert_eq!(said().await?, 1, "{route}");
    if page.driver.find_all(By::Css(".places")).await?.is_empty() {
        return Ok(());
    }
    let go = "location.hash = '#/game'";
    page.driver.execute(go, Vec::new()).await?;
    page.shown_with_text("h1", "Game day").await?;
    assert_eq!(said().await?, 1, "{route}, then the game day");
    Ok(())
}

/// Writes down each notice of it that is put into the page.
const LISTEN: &str = "
    window.said = new Set();
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const one of addedNodes) {
            const all = one.querySelectorAll ? [one, ...one.querySelectorAll('.notice')] : [];
            for (const it of all) if (it.matches('.notice') && /keeps nothing/.test(it.textContent) && it.isConnected) said.add(it);
        }
    }).observe(document, { childList: true, subtree: true });";

fn keeps_nothing(refuse: &'static str) {
    visit(move |page| async move {
        before_all(&page, refuse).await?;
        before_all(&page, LISTEN).await?;
        for route in routes(&page) {
            page.driver.goto("about:blank").await?;
            page.open(&route).await?;
            page.shown_with_text(".notice", "keeps nothing").await?;
            page.gone(".starting").await?;
            page.shown("h1, h2").await?;
            is_said_once(&page, &route).await?;
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
        for route in routes(&page) {
            arrive(&page, &route).await?;
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
fn a_strict_policy_is_kept_to_on_every_route() {
    visit(|page| async move {
        let asked = format!("{}content-security-policy.txt", page.url);
        let script = "return fetch(arguments[0]).then((answer) => answer.text())";
        page.open("").await?;
        let policy = page.driver.execute(script, vec![asked.into()]).await?;
        let policy: String = policy.convert()?;
        let policy = policy.trim().parse().expect("it is a header's value");
        *page.host.policy.lock().expect("nobody panicked") = Some(policy);
        for route in routes(&page) {
            page.driver.goto("about:blank").await?;
            page.open(&route).await?;
            page.gone(".starting").await?;
            page.shown("h1, h2").await?;
            assert_eq!(page.complaints().await?, Vec::<String>::new(), "{route}");
        }
        // The reader of lessons works under it too: a host's own lesson was not read before.
        page.open("#/lesson/own/ours").await?;
        page.shown("#next").await?;
        let script = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('start-reader'))";
        let reader = page.driver.execute(script, Vec::new()).await?;
        assert!(reader.convert::<bool>()?, "the reader was needed");
        page.open("#/author").await?;
        page.shown_with_text(".found", "Proved").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

/// As README says of lessons of other sites.
#[test]
fn with_one_line_more_in_the_policy_other_sites_can_be_asked() {
    let policy = built().map(|dist| dist.join("content-security-policy.txt"));
    let Some(policy) = policy.map(std::fs::read_to_string) else {
        return;
    };
    let policy = policy.expect("make dist writes it");
    for (more, is_refused) in [("", true), ("; connect-src 'self' https:", false)] {
        let policy = format!("{}{more}", policy.trim());
        visit(move |page| async move {
            let policy = policy.parse().expect("it is a header's value");
            *page.host.policy.lock().expect("nobody panicked") = Some(policy);
            page.host.has_own("/lessons/own/ours.md", LESSON);
            page.open("#/lesson/own/ours").await?;
            page.shown("#next").await?;
            assert_eq!(page.complaints().await?, Vec::<String>::new());
            let refused = page.driver.execute_async(ASK_ELSEWHERE, Vec::new()).await?;
            assert_eq!(refused.convert::<bool>()?, is_refused, "{more}");
            Ok(())
        });
    }
}

/// Whether the policy refuses to ask another site, where nobody answers.
const ASK_ELSEWHERE: &str = "
    const done = arguments[0];
    let refused = false;
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => refused ||= blockedURI.includes(':9/'));
    fetch('https://127.0.0.1:9/a.md').catch(() => setTimeout(() => done(refused)));";

/// The page as a browser has it that refuses a frame of another site to keep anything.
fn refused() -> Option<String> {
    let start = std::fs::read_to_string(built()?.join("index.html"));
    let script = "<script>Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('refused', 'SecurityError') } })</script><meta";
    Some(start.expect("a page is built").replacen("<meta", script, 1))
}

#[test]
fn in_another_sites_frame_that_may_keep_nothing_it_works_and_says_so() {
    visit(|page| async move {
        let start = refused().expect("a page is built");
        page.host.has_own("/refused.html", start);
        enter_frame(&page, "refused").await?;
        page.shown_with_text(".notice", "keeps nothing").await?;
        page.shown(".strike button").await?.click().await?;
        page.shown(".frame--dark").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

/// Opens a page of another site that frames this one, and goes into the frame.
async fn enter_frame(page: &Visit, name: &str) -> WebDriverResult<()> {
    let elsewhere = page.url.replace("127.0.0.1", "localhost");
    let origin = elsewhere.split("/some/").next().expect("it has a path");
    page.driver.goto(format!("{origin}/{name}")).await?;
    page.shown("iframe").await?.enter_frame().await
}

#[test]
fn in_another_sites_frame_it_works() {
    visit(|page| async move {
        enter_frame(&page, "frame").await?;
        page.gone(".button:disabled").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        page.shown(".strike button").await?.click().await?;
        page.gone(".strike").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
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
