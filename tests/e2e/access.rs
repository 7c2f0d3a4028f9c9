//! By keyboard alone, by ear and on paper: what has the focus is seen, what happens is told, what is kept can be printed.

use crate::everyone::rewound;
use crate::learner::{click, tab_to};
use crate::phone::take_in_hand;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

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
    const { left, top, right, bottom } = whole.getBoundingClientRect();
    // As far as it reaches into the window.
    const [x0, y0] = [Math.max(left, 0), Math.max(top, 0)];
    const [x1, y1] = [Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    const at = (x, y) => x1 > x0 && y1 > y0 ? document.elementFromPoint(x0 + (x1 - x0) * x, y0 + (y1 - y0) * y) : null;
    const places = [0.1, 0.5, 0.9];
    const met = places.flatMap((x) => places.map((y) => at(x, y)));
    return [own.id || own.className || own.textContent || own.tagName, met.some((one) => one && (whole.contains(one) || one.contains(whole)))];";

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
fn nor_in_a_lessons_steps_the_course_a_game_day_the_authors_page_under_a_sheet_or_a_notice() {
    visit(|page| async move {
        for (width, height) in [(390, 844), (1024, 768)] {
            take_in_hand(&page, width, height).await?;
            for place in ["step", "course", "game", "author", "sheet", "notice"] {
                page.driver.goto("about:blank").await?;
                come_to(&page, place, width).await?;
                let (stops, hidden) = hidden_stops(&page).await?;
                assert!(stops > 6, "{place}: {stops} stops");
                assert_eq!(hidden, Vec::<String>::new(), "{place} at {width}×{height}");
            }
        }
        Ok(())
    });
}

async fn come_to(page: &Visit, place: &str, width: u32) -> WebDriverResult<()> {
    match place {
        "step" => {
            page.open("#/lesson/03-bad-delete").await?;
            if let Ok(next) = page.driver.find(By::Css("#next")).await {
                next.click().await?;
            }
            page.shown(".question").await?;
        }
        "course" => {
            page.open("#/").await?;
            page.shown(".path").await?;
        }
        "game" => {
            page.open("#/game/shift/OSLO").await?;
            page.shown("#game-start").await?;
        }
        "author" => {
            page.open("#/author").await?;
            page.shown_with_text(".found", "Proved").await?;
        }
        "sheet" => {
            page.open("#/lesson/02-single-az").await?;
            page.shown("#next").await?;
            page.shown("#thing-shop").await?.click().await?;
            let opened = if width < 900 {
                ".panel--sheet"
            } else {
                ".inspector"
            };
            page.shown(opened).await?;
        }
        _ => {
            page.open("#run=seed%20OSLO%0A10s%20fault%20inject%20nothing")
                .await?;
            page.shown(".notice--bad").await?;
        }
    }
    Ok(())
}

#[test]
fn a_pointer_at_rest_explains_nothing_while_keys_are_used() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "other coast").await?;
        let term = page.shown(".inspector .term").await?;
        let explained = async || -> WebDriverResult<bool> {
            let script = "return getComputedStyle(arguments[0], '::after').content !== 'none';";
            let term = vec![term.to_json()?];
            page.driver.execute(script, term).await?.convert()
        };
        let rest_on = page.driver.action_chain().move_to_element_center(&term);
        rest_on.perform().await?;
        assert!(explained().await?, "a pointer asks");
        page.press(Key::Tab).await?;
        assert!(!explained().await?, "keys go on beneath");
        let move_on = page.driver.action_chain().move_by_offset(2, 1);
        move_on.perform().await?;
        assert!(explained().await?, "the pointer asks again");
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
fn a_menu_closes_when_the_focus_or_a_press_leaves_it() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "Multi-AZ").await?;
        page.shown(".inspector").await?;
        for menu in ["#runs", "#break-orders"] {
            page.shown(menu).await?.click().await?;
            page.shown(".menu").await?;
            eventually("Tab leads out of the menu", async || {
                page.press(Key::Tab).await?;
                let left =
                    "return !document.querySelector('.menu')?.contains(document.activeElement);";
                let left: bool = page.driver.execute(left, Vec::new()).await?.convert()?;
                Ok(left.then_some(()))
            })
            .await?;
            page.gone(".menu").await?;
            page.shown(menu).await?.click().await?;
            page.shown(".menu").await?;
            page.shown(".clock__time").await?.click().await?;
            page.gone(".menu").await?;
            page.shown(menu).await?.click().await?;
            page.press(Key::Escape).await?;
            page.gone(".menu").await?;
        }
        Ok(())
    });
}

/// All that is told is written down, until a loss is.
pub async fn come_to_a_loss(page: &Visit) -> WebDriverResult<()> {
    page.open(&(rewound() + "300")).await?;
    page.shown(".ways").await?;
    page.driver.execute(RECORD, Vec::new()).await?;
    eventually("the loss is told", async || {
        page.press(".").await?;
        let told = told(page).await?;
        let there = told.iter().any(|one| one.contains("torn off"));
        Ok(there.then_some(()))
    })
    .await
}

#[test]
fn a_loss_is_said_once_and_what_is_over_is_said_no_more() {
    visit(|page| async move {
        come_to_a_loss(&page).await?;
        let told = told(&page).await?;
        let losses = told.iter().filter(|one| one.contains("were torn off: "));
        assert_eq!(losses.count(), 1, "{told:?}");
        let text = "return document.querySelector('.hidden[role=status]').textContent;";
        page.open("#/").await?;
        page.shown(".path").await?;
        eventually("what is over is said no more", async || {
            let said: String = page.driver.execute(text, Vec::new()).await?.convert()?;
            Ok((!said.contains("torn off")).then_some(()))
        })
        .await
    });
}

#[test]
fn a_new_primary_is_told_and_so_is_a_refusal_and_the_outage_stands_in_a_sentence() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "Multi-AZ").await?;
        page.shown("[role=tab]").await?;
        page.driver.execute(RECORD, Vec::new()).await?;
        page.press("/").await?;
        page.shown("#prompt:focus").await?;
        page.press("aws rds promote-read-replica --db-instance-identifier orders")
            .await?;
        page.press(Key::Enter).await?;
        page.shown(".exchange--refused").await?;
        page.press("fault inject az-outage us-east-1a --for 45m")
            .await?;
        page.press(Key::Enter).await?;
        page.shown(".frame--dark").await?;
        let told = eventually("a new primary is told", async || {
            click(&page, ".clock [aria-label^=Step]", "").await?;
            let told = told(&page).await?;
            let there = told.iter().any(|one| one.contains("is now in us-east-1b"));
            Ok(there.then_some(told))
        })
        .await?;
        let words = "The primary of orders is now in";
        let times = told.iter().filter(|one| one.contains(words)).count();
        assert_eq!(times, 1, "{told:?}");
        // What answers a typed line is read where it stands: whatever is added to a log is.
        let log = page.shown("[role=log]").await?.text().await?;
        assert_eq!(log.matches("is not a read replica").count(), 1, "{log}");
        let outages = page.driver.find(By::Css(".time p.hidden")).await?;
        let outages = outages.prop("textContent").await?.unwrap_or_default();
        assert!(outages.contains("Writes failed "), "{outages}");
        Ok(())
    });
}

/// Writes down all that is told from now on.
pub const RECORD: &str = "
    window.told = [];
    const region = document.querySelector('.hidden[role=status]');
    new MutationObserver(() => told.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });";

pub async fn told(page: &Visit) -> WebDriverResult<Vec<String>> {
    let told = page.driver.execute("return window.told;", Vec::new());
    told.await?.convert()
}

#[test]
fn a_lesson_a_verdict_and_a_score_come_on_paper() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#lesson-heading").await?;
        comes_on_paper(&page, "#lesson-heading").await?;
        page.open(&(rewound() + "5400")).await?;
        page.shown(".verdict .waterfall").await?;
        comes_on_paper(&page, ".verdict .waterfall").await?;
        page.open("#/game/shift/OSLO").await?;
        click(&page, ".option", "Multi-AZ").await?;
        page.shown("#game-start[aria-disabled=false]").await?;
        for button in ["#game-start", "#give-up", "#yield"] {
            let press = "arguments[0].click();";
            let button = page.shown(button).await?.to_json()?;
            page.driver.execute(press, vec![button]).await?;
        }
        page.shown_with_text("#game-heading", "Given up").await?;
        comes_on_paper(&page, "#game-heading").await
    });
}

/// What is to be read stands on paper, whole, and what can only be pressed does not.
pub async fn comes_on_paper(page: &Visit, read: &str) -> WebDriverResult<()> {
    let cdp = page.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    page.shown(read).await?;
    for gone in [".time", ".tabs", ".top__tools", ".notices"] {
        for one in page.driver.find_all(By::Css(gone)).await? {
            assert!(!one.is_displayed().await?, "{gone} on paper, beside {read}");
        }
    }
    // Nothing scrolls within something else.
    let script = "
        const own = [...document.querySelectorAll('.side, .verdict, .tabpanel, .stage, main')];
        return own.filter((one) => one.scrollHeight > one.clientHeight + 2 && getComputedStyle(one).overflowY !== 'visible').length;";
    let cut: u32 = page.driver.execute(script, Vec::new()).await?.convert()?;
    assert_eq!(cut, 0, "cut off beside {read}");
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await?;
    Ok(())
}
