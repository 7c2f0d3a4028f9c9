//! What is told to somebody who does not see the stage, each once; and what single keys do not do.

use crate::access::{RECORD, come_to_a_loss, told};
use crate::everyone::{choose, rewound};
use crate::learner::click;
use crate::sight::link_to;
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

#[test]
fn the_end_of_a_promotion_is_told_once() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        click(&page, ".start", "Single-AZ with a read replica").await?;
        page.shown(".inspector").await?;
        page.driver.execute(RECORD, Vec::new()).await?;
        page.press("/").await?;
        page.shown("#prompt:focus").await?;
        let promote = "aws rds promote-read-replica --db-instance-identifier orders-r";
        page.press(promote.to_owned() + Key::Enter).await?;
        let told = eventually("its end is told", async || {
            click(&page, ".clock [aria-label^=Step]", "").await?;
            let told = told(&page).await?;
            let there = told.iter().any(|one| one.contains("orders-r is promoted"));
            Ok(there.then_some(told))
        })
        .await?;
        let words = "orders-r is promoted: it takes writes now.";
        let times = told.iter().filter(|one| one.contains(words)).count();
        assert_eq!(times, 1, "{told:?}");
        Ok(())
    });
}

/// How many pieces of the page show this now.
const SAYING: &str = "
    const leaves = [...document.querySelectorAll('#lab *')].filter((one) => one.checkVisibility() && !one.matches('.hidden'));
    return leaves.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.includes(arguments[0]))).length;";

async fn saying(page: &Visit, words: &str) -> WebDriverResult<usize> {
    let words = vec![json!(words)];
    page.driver.execute(SAYING, words).await?.convert()
}

#[test]
fn what_a_button_refuses_is_said_once_however_often_it_is_pressed() {
    visit(|page| async move {
        page.open("#/author").await?;
        page.driver.execute(RECORD, Vec::new()).await?;
        let draft = page.shown("#draft").await?;
        draft.send_keys(Key::Control + "a").await?;
        draft.send_keys("nonsense").await?;
        page.shown(".mistake").await?;
        for _ in 0..3 {
            choose(&page, ".button--refused", "").await?;
            let why = page.shown(".notice--bad p").await?.text().await?;
            let notices = page.driver.find_all(By::Css(".notice")).await?;
            assert_eq!(notices.len(), 1, "{why}");
            let status = told(&page).await?;
            assert!(!status.iter().any(|one| one.contains(&why)), "{status:?}");
        }
        // What the inspector refuses stands at its button already, and nowhere else.
        page.driver.goto("about:blank").await?;
        page.open(&(rewound() + "70")).await?;
        let refused = page.shown(".operation--refused small").await?;
        let why = refused.text().await?;
        page.driver.execute(RECORD, Vec::new()).await?;
        let before = saying(&page, &why).await?;
        choose(&page, ".operation--refused .line", "").await?;
        let told = eventually("it is told to who does not see it", async || {
            let told = told(&page).await?;
            let there = told.iter().any(|one| one.contains(&why));
            Ok(there.then_some(told))
        })
        .await?;
        let times = told.iter().filter(|one| one.contains(&why)).count();
        assert_eq!(times, 1, "{told:?}");
        assert_eq!(saying(&page, &why).await?, before, "{why}");
        Ok(())
    });
}

#[test]
fn nothing_that_was_undone_is_told_after_a_way_back() {
    visit(|page| async move {
        come_to_a_loss(&page).await?;
        let back = "
            const slider = document.querySelector('.timeline__slider');
            slider.value = slider.min;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            slider.dispatchEvent(new Event('change', { bubbles: true }));";
        page.driver.execute(back, Vec::new()).await?;
        let now = "return document.querySelector('.hidden[role=status]').textContent;";
        let said: String = eventually("where one is is told", async || {
            let said: String = page.driver.execute(now, Vec::new()).await?.convert()?;
            Ok(said.contains("Back at").then_some(said))
        })
        .await?;
        assert!(!said.contains("torn off"), "{said}");
        Ok(())
    });
}

/// Every key that a keyboard has but U, which takes back the last line, one after the other, as pressed where nothing has the focus; what the
/// clock shows after each.
const KEYS: &str = "
    const names = [...'abcdefghijklmnopqrstvwxyz0123456789,.;:-_+*#<>!=()[]{}/?'].concat(
        ['Home', 'End', 'PageUp', 'PageDown', 'Backspace', 'Delete', 'Insert', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'F2']);
    const done = arguments[arguments.length - 1], places = [];
    const next = () => {
        const key = names.shift();
        if (key === undefined) return done(places);
        document.activeElement.blur();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        setTimeout(() => {
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
            places.push([key, location.hash, document.querySelector('.clock__time b')?.textContent ?? '']);
            setTimeout(next);
        });
    };
    next();";

#[test]
fn no_single_key_leads_back_to_the_start() {
    let lesson = link_to("01-multi-az", "at its end");
    visit(move |page| async move {
        for address in [
            rewound() + "5400",
            format!("#{lesson}"),
            "#/tour".to_owned(),
        ] {
            page.driver.goto("about:blank").await?;
            page.open(&address).await?;
            if address == "#/tour" {
                click(&page, ".strike button", "Cut the power").await?;
                page.shown(".frame--dark").await?;
            }
            page.shown(".clock__time b").await?;
            let places = page.driver.execute_async(KEYS, Vec::new()).await?;
            let places: Vec<(String, String, String)> = places.convert()?;
            assert!(places.len() > 60);
            let (_, place, _) = &places[0];
            for (key, now, clock) in &places {
                assert!(!clock.is_empty(), "{key}: the stage is gone");
                assert_ne!(clock, "0:00", "{key} at {address}");
                // Who changes the run of a link has it in the sandbox.
                let stays =
                    now == place || ["#/sandbox", "#/lesson/01-multi-az"].contains(&now.as_str());
                assert!(stays, "{key} at {address} leads to {now}");
            }
        }
        Ok(())
    });
}
