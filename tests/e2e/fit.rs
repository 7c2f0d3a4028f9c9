//! Whatever is shown has its place in the window, whatever its size: the page hides what hangs over, so each piece is looked at by itself.

use crate::everyone::{SIZES, choose, rewound};
use crate::phone::take_in_hand;
use crate::visit::{Visit, eventually, visit};
use thirtyfour::prelude::*;

/// Every state fits every window, once it has come to rest.
pub async fn fits(page: &Visit, place: &str) -> WebDriverResult<()> {
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        nothing_is_cut(page, &format!("{place} at {width}×{height}")).await?;
    }
    Ok(())
}

/// Says what is cut off, if it stays so.
pub async fn nothing_is_cut(page: &Visit, place: &str) -> WebDriverResult<()> {
    let mut last = Vec::new();
    let mut looks = 0;
    eventually(&format!("{place} fits"), async || {
        let found: Vec<String> = page.driver.execute(CUT, Vec::new()).await?.convert()?;
        looks += 1;
        // What moves comes to rest; what is cut off then stays so.
        let is_at_rest = looks > 20 && found == last;
        assert!(!is_at_rest || found.is_empty(), "{place}: {found:#?}");
        last = found;
        Ok(last.is_empty().then_some(()))
    })
    .await
}

/// Words, and what can be pressed or read as a piece, that hang over the window or over what hides them; and neighbours in the header,
/// the tabs or the clock that lie upon one another. What scrolls can be scrolled to; what shortens its words says so by dots.
const CUT: &str = r"
    const found = new Set();
    const wide = document.documentElement.clientWidth, high = innerHeight;
    const says = (one) => `${one.tagName ?? ''} ${one.className?.baseVal ?? one.className ?? ''} “${one.textContent.trim().slice(0, 40)}”`.trim();
    const scrolls = (how) => how === 'auto' || how === 'scroll';
    const hides = (how) => how === 'hidden' || how === 'clip';
    const check = (box, from, what) => {
        if (box.width < 1 || box.height < 1) return;
        let isAcross = true, isDown = true;
        for (let around = from; around && around !== document.body; around = around.parentElement) {
            const style = getComputedStyle(around);
            if (style.clipPath !== 'none' || style.visibility !== 'visible' || style.opacity === '0') return;
            const own = around.getBoundingClientRect();
            const shortens = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
            if (isAcross && scrolls(style.overflowX)) isAcross = false;
            if (isDown && scrolls(style.overflowY)) isDown = false;
            if (shortens && hides(style.overflowX)) return;
            if (isAcross && hides(style.overflowX) && (box.right > own.right + 1.5 || box.left < own.left - 1.5))
                return found.add(`cut at the side by ${around.className}: ${what()}`);
            if (isDown && hides(style.overflowY) && (box.bottom > own.bottom + 2.5 || box.top < own.top - 2.5))
                return found.add(`cut below by ${around.className}: ${what()}`);
            if (style.position === 'fixed') {
                if (isDown && (box.bottom > high + 1 || box.top < -1)) return found.add(`below the window: ${what()}`);
                break;
            }
        }
        if (isAcross && (box.right > wide + 1 || box.left < -1)) found.add(`beside the window, ${Math.round(box.left)} to ${Math.round(box.right)}: ${what()}`);
    };
    // These drop what has no room, on purpose.
    const DROPS = '.timeline__tick, .band__span, .skip, .hidden, .wide, script, style, noscript, template, [hidden]';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, from = text.parentElement;
        if (!text.data.trim() || from.closest(DROPS) || !from.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) check(box, from, () => says(from));
    }
    const PIECES = 'button, a[href], input, select, textarea, summary, dialog, .menu, .notice, .panel, .tabs, .top, .clock, .score, .lead, .stop, .halt';
    for (const one of document.querySelectorAll(PIECES)) {
        if (one.closest(DROPS) || one.matches('.timeline__slider, .event, input[type=file]') || !one.checkVisibility()) continue;
        if (one.matches('input') && getComputedStyle(one).opacity === '0') continue;
        check(one.getBoundingClientRect(), one.parentElement, () => says(one));
    }
    for (const row of ['.top :is(a, button)', '.tabs button', '.clock :is(button, b, input)', '.reach .button', '.notice > *']) {
        const all = [...document.querySelectorAll(row)].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.menu, .hidden, .wide'));
        all.forEach((one, place) => {
            const a = one.getBoundingClientRect();
            for (const other of all.slice(place + 1)) {
                const b = other.getBoundingClientRect();
                if (one.contains(other) || other.contains(one)) continue;
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (across > 1 && down > 1) found.add(`upon one another: ${says(one)} and ${says(other)}`);
            }
        });
    }
    // Where the page is as high as its window, each of its parts ends there.
    const page = document.querySelector('#lab .page');
    if (page && getComputedStyle(page).overflowY === 'hidden')
        for (const one of document.querySelectorAll('.top, .side, .time, footer')) {
            const { bottom } = one.getBoundingClientRect();
            if (bottom > high + 1) found.add(`${one.className || one.tagName} ends ${Math.round(bottom - high)} below the window`);
        }
    const over = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
    if (over > 0) found.add(`the page is ${over} wider than its window`);
    return [...found];";

#[test]
fn what_hangs_over_is_found_although_the_page_hides_it() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        choose(&page, ".start", "Multi-AZ").await?;
        page.shown(".inspector").await?;
        for (width, height) in [(1280, 800), (390, 844)] {
            page.resize(width, height).await?;
            nothing_is_cut(&page, "as it is").await?;
            for (css, broken) in [
                (".button--play", "position:relative; left: 100vw"),
                (".places", "position:relative; left: 60vw"),
                (".tabs", "width: 120vw"),
                (
                    ".inspector h2",
                    "white-space: nowrap; letter-spacing: 3em; position: fixed; right: -90px",
                ),
            ] {
                let break_it =
                    "const one = document.querySelector(arguments[0]); one.style = arguments[1];";
                let arguments = vec![css.into(), broken.into()];
                page.driver.execute(break_it, arguments).await?;
                let found = page.driver.execute(CUT, Vec::new()).await?;
                let found: Vec<String> = found.convert()?;
                assert!(!found.is_empty(), "{css} at {width}×{height}");
                let arguments = vec![css.into(), "".into()];
                page.driver.execute(break_it, arguments).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn an_open_sheet_and_notices_fit() {
    visit(|page| async move {
        take_in_hand(&page, 390, 844).await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        page.shown("#thing-shop").await?.click().await?;
        page.shown(".panel--sheet").await?;
        fits(&page, "an open sheet").await?;
        page.open(&(rewound() + "300")).await?;
        page.shown(".ways").await?;
        choose(&page, "#runs", "").await?;
        page.shown(".menu--runs").await?;
        fits(&page, "the menu of runs").await
    });
}
