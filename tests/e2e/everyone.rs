//! Nobody is left outside: every state of the page at any size, in either theme and with forced colours.

use crate::fit::{fits, nothing_is_cut};
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// From 400 % zoom to a large screen.
pub const SIZES: [(u32, u32); 7] = [
    (320, 256),
    (390, 844),
    (844, 390),
    (768, 1024),
    (1024, 768),
    (1280, 800),
    (1920, 1080),
];

/// Both themes, and colours that the system forces upon the page.
const LOOKS: [&[(&str, &str)]; 3] = [
    &[("prefers-color-scheme", "light")],
    &[("prefers-color-scheme", "dark")],
    &[
        ("forced-colors", "active"),
        ("prefers-color-scheme", "dark"),
    ],
];

pub const ORDERS: &str = "seed%20KYIV%0Agiven%20aws%20rds%20create-db-instance%20--db-instance-identifier%20orders%20--engine%20postgres%20--db-instance-class%20db.m6g.large%20--allocated-storage%20200%20--backup-retention-period%207%0Agiven%20app%20create%20shop%20--connect%20orders%20--writes%2050/s%20--reads%20200/s%0A";

/// After a wrong DELETE, and the whole page of it: the ways out, what was torn off by one of them.
pub fn rewound() -> String {
    format!(
        "#run={ORDERS}goal%20rto%2015m%0Agoal%20rpo%201m%0A1m%20fault%20inject%20bad-write%20orders%20--rows%201000%0A5m%20aws%20rds%20restore-db-instance-to-point-in-time%20--source-db-instance-identifier%20orders%20--target-db-instance-identifier%20orders-2%20--restore-time%202026-01-12T12:00:59Z%0A%2B0s%20aws%20rds%20wait%20db-instance-available%20--db-instance-identifier%20orders-2%0A%2B5s%20app%20point%20shop%20--to%20orders-2%0A3h%20end&at="
    )
}

/// No letter is smaller than 11 pixels, and what can be pressed is 24 wide and high, with what lies around its sign.
async fn is_large_enough(page: &Visit, place: &str) -> WebDriverResult<()> {
    let found: Vec<String> = page.driver.execute(SMALL, Vec::new()).await?.convert()?;
    assert_eq!(found, Vec::<String>::new(), "too small on {place}");
    Ok(())
}

const SMALL: &str = r"
    const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible';
    const found = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || one.closest('script,style,noscript') || !seen(one)) continue;
        const size = parseFloat(getComputedStyle(one).fontSize);
        if (size < 10.99) found.add(`${size} px: ${texts.currentNode.data.trim()}`);
    }
    for (const one of document.querySelectorAll('button,a[href],input,summary,textarea')) {
        if (!seen(one) || one.closest('.skip,.hidden') || one.disabled) continue;
        const whole = one.closest('label') ?? one;
        const box = whole.getBoundingClientRect();
        const around = getComputedStyle(whole, '::after');
        const reaches = around.position === 'absolute' && around.content !== 'none' && !whole.matches('.term');
        const more = (a, b) => reaches ? Math.max(0, -parseFloat(around[a]) - parseFloat(around[b])) : 0;
        const width = box.width + more('left', 'right'), height = box.height + more('top', 'bottom');
        const sentence = getComputedStyle(whole).display.startsWith('inline')
            && [...whole.parentElement.childNodes].some((other) => other !== whole && other.textContent.trim());
        if (!sentence && (width < 23.99 || height < 23.99)) found.add(`${width}×${height}: ${one.className} ${one.textContent}`);
    }
    return [...found];";

/// One state of the page: it fits every window, is large enough, and axe-core finds nothing on a phone and on a desk, whatever
/// the colours. What no colour changes it looks for once.
pub async fn is_for_everyone(page: &Visit, place: &str) -> WebDriverResult<()> {
    fits(page, place).await?;
    for (width, height) in [(390, 844), (1280, 800)] {
        page.resize(width, height).await?;
        is_large_enough(page, place).await?;
        page.prefer(&[("prefers-color-scheme", "light")]).await?;
        page.assert_accessible().await?;
        for look in LOOKS {
            page.prefer(look).await?;
            page.assert_legible().await?;
        }
    }
    page.prefer(&[]).await
}

/// Clicks without regard to what lies over it just now: the page may still be as narrow as its last check made it.
pub async fn choose(page: &Visit, css: &str, words: &str) -> WebDriverResult<()> {
    let element = page.shown_with_text(css, words).await?;
    let script = "arguments[0].click();";
    let arguments = vec![element.to_json()?];
    page.driver.execute(script, arguments).await?;
    Ok(())
}

#[test]
fn letters_nearly_twice_as_large_as_usual_fit_a_phone() {
    visit(|page| async move {
        let cdp = page.driver.cdp();
        page.resize(390, 844).await?;
        let places = [
            ("#/tour".to_owned(), ".strike .button"),
            ("#/lesson/01-multi-az".to_owned(), "#next"),
            (rewound() + "5400", ".tape__torn"),
            ("#/".to_owned(), ".path"),
            ("#/game/shift/OSLO".to_owned(), "#game-start"),
        ];
        for (address, read) in places {
            page.open(&address).await?;
            page.shown(read).await?;
            let sizes = json!({ "fontSizes": { "standard": 28 } });
            cdp.send_raw("Page.setFontSizes", sizes).await?;
            eventually("the letters are large", async || {
                let script =
                    "return parseFloat(getComputedStyle(document.documentElement).fontSize) > 26;";
                let large: bool = page.driver.execute(script, Vec::new()).await?.convert()?;
                Ok(large.then_some(()))
            })
            .await?;
            nothing_is_cut(&page, &address).await?;
        }
        Ok(())
    });
}

#[test]
fn the_first_minute_is_for_everyone() {
    visit(|page| async move {
        page.open("#/tour").await?;
        page.gone(".button:disabled").await?;
        is_for_everyone(&page, "the question").await?;
        choose(&page, ".strike .button", "Cut the power").await?;
        page.shown_with_text("h1", "Lost 0.").await?;
        choose(&page, ".strike .button", "Run the DELETE").await?;
        page.shown(".doors").await?;
        is_for_everyone(&page, "the three doors").await?;
        choose(&page, "#help", "").await?;
        page.shown(".help").await?;
        is_for_everyone(&page, "the list of keys").await
    });
}

#[test]
fn the_sandbox_is_for_everyone() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        page.shown(".start").await?;
        is_for_everyone(&page, "the empty sandbox").await?;
        choose(&page, ".start", "other coast").await?;
        choose(&page, "[role=tab]", "Faults").await?;
        choose(&page, "#break-orders", "").await?;
        page.shown(".menu--faults").await?;
        is_for_everyone(&page, "what can be broken").await?;
        page.open(&(rewound() + "300")).await?;
        page.shown(".ways").await?;
        is_for_everyone(&page, "the ways out").await?;
        page.open(&(rewound() + "5400")).await?;
        page.shown(".tape__torn").await?;
        choose(&page, "[role=tab]", "Inspector").await?;
        choose(&page, ".button", "Restore orders to a moment").await?;
        is_for_everyone(&page, "a moment to go back to").await?;
        choose(&page, "[role=tab]", "Terminal").await?;
        page.shown("#prompt").await?.send_keys("aws rds promote-read-replica --db-instance-identifier a-name-without-any-end-that-nobody-ever-heard-of").await?;
        page.press(Key::Enter).await?;
        page.shown(".exchange--refused").await?;
        page.gone(".notice--bad").await?;
        is_for_everyone(&page, "what was torn off, and a refused line").await?;
        choose(&page, "#runs", "").await?;
        page.shown(".menu--runs").await?;
        is_for_everyone(&page, "the menu of runs").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_course_a_lesson_and_its_authors_page_are_for_everyone() {
    visit(|page| async move {
        page.open("#/").await?;
        page.shown(".path").await?;
        is_for_everyone(&page, "the course").await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?.click().await?;
        page.shown_with_text("#next", "Continue")
            .await?
            .click()
            .await?;
        page.shown(".question").await?;
        is_for_everyone(&page, "a lesson's questions").await?;
        let answer = "for (const one of document.querySelectorAll('.question')) one.querySelector('.pick').click();";
        page.driver.execute(answer, Vec::new()).await?;
        choose(&page, ".strike .button:enabled", "Cut the power").await?;
        page.shown("#done").await?;
        is_for_everyone(&page, "a step that is done").await?;
        page.open("#/lesson/no-such-lesson").await?;
        page.shown(".arrival__body").await?;
        is_for_everyone(&page, "a lesson that did not come").await?;
        page.open("#/author").await?;
        page.shown(".found").await?;
        let draft = page.shown("#draft").await?;
        draft.send_keys(Key::Control + "a").await?;
        draft.send_keys("nonsense").await?;
        page.shown(".mistake").await?;
        is_for_everyone(&page, "the author's page").await?;
        let reference = format!("{}lessons/reference.html", page.url);
        page.driver.goto(reference).await?;
        page.shown("#metrics").await?;
        for (width, height) in [(390, 844), (1280, 800)] {
            page.resize(width, height).await?;
            page.assert_no_sideways_scrolling().await?;
            page.assert_accessible().await?;
        }
        Ok(())
    });
}

#[test]
fn a_game_day_is_for_everyone() {
    visit(|page| async move {
        page.open("#/game/shift/OSLO").await?;
        choose(&page, ".option", "Multi-AZ").await?;
        page.shown("#game-start[aria-disabled=false]").await?;
        is_for_everyone(&page, "the choices of a game day").await?;
        choose(&page, "#game-start", "").await?;
        page.shown("#game-heading").await?;
        is_for_everyone(&page, "a game day").await?;
        choose(&page, "#give-up", "").await?;
        choose(&page, "#yield", "").await?;
        page.shown_with_text("#game-heading", "Given up").await?;
        is_for_everyone(&page, "a game day that is over").await
    });
}
