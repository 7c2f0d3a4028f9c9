//! Nobody is left outside: at any size, by keyboard alone, in either theme, with forced colours, by ear and on paper.

use crate::learner::{click, tab_to};
use crate::phone::take_in_hand;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// From 400 % zoom to a large screen.
const SIZES: [(u32, u32); 7] = [
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

const ORDERS: &str = "seed%20KYIV%0Agiven%20aws%20rds%20create-db-instance%20--db-instance-identifier%20orders%20--engine%20postgres%20--db-instance-class%20db.m6g.large%20--allocated-storage%20200%20--backup-retention-period%207%0Agiven%20app%20create%20shop%20--connect%20orders%20--writes%2050/s%20--reads%20200/s%0A";

/// After a wrong DELETE, and the whole page of it: the ways out, what was torn off by one of them.
fn rewound() -> String {
    format!(
        "#run={ORDERS}goal%20rto%2015m%0Agoal%20rpo%201m%0A1m%20fault%20inject%20bad-write%20orders%20--rows%201000%0A5m%20aws%20rds%20restore-db-instance-to-point-in-time%20--source-db-instance-identifier%20orders%20--target-db-instance-identifier%20orders-2%20--restore-time%202026-01-12T12:00:59Z%0A%2B0s%20aws%20rds%20wait%20db-instance-available%20--db-instance-identifier%20orders-2%0A%2B5s%20app%20point%20shop%20--to%20orders-2%0A3h%20end&at="
    )
}

/// Nothing hangs over the window's edge, whatever its size, once it has come to rest.
async fn fits(page: &Visit, place: &str) -> WebDriverResult<()> {
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        eventually(&format!("{place} fits {width}×{height}"), async || {
            let script = "return document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth;";
            let fits: bool = page.driver.execute(script, Vec::new()).await?.convert()?;
            Ok(fits.then_some(()))
        })
        .await?;
    }
    Ok(())
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
/// the colours.
async fn is_for_everyone(page: &Visit, place: &str) -> WebDriverResult<()> {
    fits(page, place).await?;
    for (width, height) in [(390, 844), (1280, 800)] {
        page.resize(width, height).await?;
        is_large_enough(page, place).await?;
        for look in LOOKS {
            page.prefer(look).await?;
            page.assert_accessible().await?;
        }
    }
    page.prefer(&[]).await
}

#[test]
fn the_first_minute_and_the_sandbox_are_for_everyone() {
    visit(|page| async move {
        page.open("#/tour").await?;
        page.gone(".button:disabled").await?;
        is_for_everyone(&page, "the question").await?;
        click(&page, ".strike .button", "Cut the power").await?;
        page.shown_with_text("h1", "Lost 0.").await?;
        click(&page, ".strike .button", "Run the DELETE").await?;
        page.shown(".doors").await?;
        is_for_everyone(&page, "the three doors").await?;
        page.open(&(rewound() + "300")).await?;
        page.shown(".ways").await?;
        is_for_everyone(&page, "the ways out").await?;
        page.open(&(rewound() + "5400")).await?;
        page.shown(".tape__torn").await?;
        click(&page, "[role=tab]", "Terminal").await?;
        page.shown("#prompt").await?.send_keys("aws rds promote-read-replica --db-instance-identifier a-name-without-any-end-that-nobody-ever-heard-of").await?;
        page.press(Key::Enter).await?;
        page.shown(".exchange--refused").await?;
        page.gone(".notice--bad").await?;
        is_for_everyone(&page, "what was torn off, and a refused line").await?;
        click(&page, "#runs", "").await?;
        page.shown(".menu--runs").await?;
        is_for_everyone(&page, "the menu of runs").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_course_a_lesson_and_a_game_day_are_for_everyone() {
    visit(|page| async move {
        page.open("#/").await?;
        page.shown(".path").await?;
        is_for_everyone(&page, "the course").await?;
        page.open("#/lesson/01-multi-az").await?;
        for _ in 0..2 {
            page.shown("#next").await?.click().await?;
        }
        page.shown(".question").await?;
        is_for_everyone(&page, "a lesson's questions").await?;
        page.open("#/game/shift/OSLO").await?;
        page.shown("#game-start").await?;
        is_for_everyone(&page, "the choices of a game day").await?;
        click(&page, "#game-start", "").await?;
        page.shown("#game-heading").await?;
        is_for_everyone(&page, "a game day").await?;
        page.open("#/author").await?;
        page.shown(".found").await?;
        is_for_everyone(&page, "the author's page").await?;
        Ok(())
    });
}

/// Walks by Tab through all there is; tells how many stops there were, and those that were hidden under something.
async fn hidden_stops(page: &Visit) -> WebDriverResult<(usize, Vec<String>)> {
    let script = "document.querySelector('.skip').focus(); scrollTo(0, 0);";
    page.driver.execute(script, Vec::new()).await?;
    let (mut stops, mut hidden) = (1, Vec::new());
    for _ in 0..150 {
        page.press(Key::Tab).await?;
        let stop: Option<(String, bool)> =
            page.driver.execute(STOP, Vec::new()).await?.convert()?;
        match stop {
            Some((what, false)) => hidden.push(what),
            Some(_) => {}
            None => break,
        }
        stops += 1;
    }
    Ok((stops, hidden))
}

/// What has the focus, and whether any of it can be seen.
const STOP: &str = "
    const own = document.activeElement;
    if (own === document.body) return null;
    const whole = own.closest('label') ?? own;
    const box = whole.getBoundingClientRect();
    const at = (x, y) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    const places = [0.1, 0.5, 0.9];
    const met = places.flatMap((x) => places.map((y) => at(x, y)));
    return [own.id || own.className || own.textContent, met.some((one) => one && (whole.contains(one) || one.contains(whole)))];";

#[test]
fn nothing_that_has_the_focus_is_covered() {
    visit(|page| async move {
        for (width, height) in [(390, 844), (844, 390), (1024, 768)] {
            take_in_hand(&page, width, height).await?;
            for address in ["#/lesson/01-multi-az", "#/sandbox", "#/tour"] {
                page.open(address).await?;
                match address {
                    "#/lesson/01-multi-az" => drop(page.shown("#next").await?),
                    "#/sandbox" if page.driver.find(By::Css(".start")).await.is_ok() => {
                        click(&page, ".start", "other coast").await?;
                        page.shown(".inspector").await?;
                    }
                    _ => {}
                }
                let (stops, hidden) = hidden_stops(&page).await?;
                assert!(stops > 12, "{address}: {stops} stops");
                assert_eq!(
                    hidden,
                    Vec::<String>::new(),
                    "{address} at {width}×{height}"
                );
            }
        }
        Ok(())
    });
}

#[test]
fn a_dialog_holds_the_focus_and_single_keys_can_be_switched_off() {
    visit(|page| async move {
        page.open("#/tour").await?;
        page.gone(".button:disabled").await?;
        page.press(Key::Tab).await?;
        page.shown_with_text(".skip:focus", "question").await?;
        page.press(Key::Enter).await?;
        page.shown("#guide:focus").await?;
        page.press("?").await?;
        page.shown("#help-title:focus").await?;
        for _ in 0..6 {
            page.press(Key::Tab).await?;
            let script =
                "return document.activeElement.closest('main, .top, .skip, footer') === null;";
            let held: bool = page.driver.execute(script, Vec::new()).await?.convert()?;
            assert!(held, "the focus has left the dialog");
        }
        page.shown("#keys").await?.click().await?;
        page.press(Key::Escape).await?;
        page.gone(".help").await?;
        page.press("?").await?;
        tab_to(&page, "Help").await?;
        page.press(Key::Enter).await?;
        page.shown("#help-title:focus").await?;
        // It is remembered, and can be switched on again.
        page.driver.refresh().await?;
        page.shown("#help").await?.click().await?;
        let kept: bool = page.shown("#keys").await?.is_selected().await?;
        assert!(!kept);
        page.shown("#keys").await?.click().await?;
        page.press("?").await?;
        page.gone(".help").await?;
        page.shown("#help:focus").await?;
        Ok(())
    });
}

#[test]
fn a_loss_is_said_once_and_what_is_over_is_said_no_more() {
    visit(|page| async move {
        page.open(&(rewound() + "300")).await?;
        page.shown(".ways").await?;
        let record = "
            window.told = [];
            const region = document.querySelector('.hidden[role=status]');
            new MutationObserver(() => told.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });";
        page.driver.execute(record, Vec::new()).await?;
        let all = async || {
            let told = page
                .driver
                .execute("return window.told;", Vec::new())
                .await?;
            told.convert::<Vec<String>>()
        };
        eventually("the loss is told", async || {
            page.press(".").await?;
            let told = all().await?;
            Ok(told
                .iter()
                .any(|one| one.contains("torn off"))
                .then_some(()))
        })
        .await?;
        let told = all().await?;
        let losses = told.iter().filter(|one| one.contains("were torn off: "));
        assert_eq!(losses.count(), 1, "{told:?}");
        page.open("#/").await?;
        page.shown(".path").await?;
        let said = page.driver.find(By::Css(".hidden[role=status]")).await?;
        assert_eq!(said.text().await?, "");
        Ok(())
    });
}

#[test]
fn a_lesson_a_verdict_and_a_score_come_on_paper() {
    visit(|page| async move {
        let paper = json!({ "media": "print" });
        let cdp = page.driver.cdp();
        let places = [
            ("#/lesson/01-multi-az".to_owned(), "#lesson-heading"),
            (rewound() + "5400", ".verdict .waterfall"),
        ];
        for (address, read) in places {
            page.open(&address).await?;
            page.shown(read).await?;
            cdp.send_raw("Emulation.setEmulatedMedia", paper.clone())
                .await?;
            page.shown(read).await?;
            for gone in [".time", ".tabs", ".top__tools", ".notices"] {
                let shown = page
                    .driver
                    .find(By::Css(gone))
                    .await?
                    .is_displayed()
                    .await?;
                assert!(!shown, "{gone} on paper, {address}");
            }
            // All of it stands on the page: nothing scrolls within something else.
            let script = "
                const own = [...document.querySelectorAll('.side, .verdict, .tabpanel, .stage, main')];
                return own.filter((one) => one.scrollHeight > one.clientHeight + 2 && getComputedStyle(one).overflowY !== 'visible').length;";
            let cut: u32 = page.driver.execute(script, Vec::new()).await?.convert()?;
            assert_eq!(cut, 0, "{address}");
            cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "" }))
                .await?;
        }
        Ok(())
    });
}
