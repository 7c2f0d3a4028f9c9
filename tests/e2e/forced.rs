//! Forced colours: the system allows few, and what the picture tells stays apart from its ground, and what is chosen from what is not.

use crate::everyone::{choose, rewound};
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// Those of these that do not stand out from the ground: by their own ground, by an edge, by an outline or by a pattern.
const FAINT: &str = r"
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style = 'background: Canvas; forced-color-adjust: none';
    const ground = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const opaque = (colour) => !/^rgba\(.*, 0\)$|\/ 0\)$|^transparent$/.test(colour);
    const told = (colour) => opaque(colour) && colour !== ground;
    const stands = (style) => told(style.backgroundColor) ||
        ['Top', 'Right', 'Bottom', 'Left'].some((side) => parseFloat(style[`border${side}Width`]) >= 1 &&
            !['none', 'hidden'].includes(style[`border${side}Style`]) && told(style[`border${side}Color`])) ||
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && told(style.outlineColor) ||
        /gradient/.test(style.backgroundImage) && [...style.backgroundImage.matchAll(/rgba?\([^)]*\)/g)].some(([colour]) => told(colour));
    const found = [];
    for (const css of arguments[0]) {
        const all = [...document.querySelectorAll(css)].filter((one) => one.getClientRects().length);
        if (!all.length) found.push(`there is no ${css}`);
        for (const one of all) if (!stands(getComputedStyle(one))) found.push(`${css}: ${one.className}`);
    }
    return found;";

/// Whether the first of two kinds looks like the second.
const ALIKE: &str = r"
    const [chosen, other] = [...arguments].map((css) => document.querySelector(css));
    const look = (one) => {
        const style = getComputedStyle(one);
        return [style.backgroundColor, style.borderBottomColor, style.outlineStyle, style.outlineColor, style.textDecorationLine].join();
    };
    return !chosen || !other ? 'one of them is not there' : look(chosen) === look(other) ? look(chosen) : '';";

async fn stand_out(page: &Visit, kinds: &[&str]) -> WebDriverResult<()> {
    let found = page.driver.execute(FAINT, vec![json!(kinds)]).await?;
    let found: Vec<String> = found.convert()?;
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

async fn is_told_apart(page: &Visit, chosen: &str, other: &str) -> WebDriverResult<()> {
    eventually(&format!("{chosen} is told from {other}"), async || {
        let arguments = vec![chosen.into(), other.into()];
        let alike = page.driver.execute(ALIKE, arguments).await?;
        Ok(alike.convert::<String>()?.is_empty().then_some(()))
    })
    .await
}

#[test]
fn with_forced_colours_what_is_drawn_stands_out_and_what_is_chosen_is_told() {
    visit(|page| async move {
        for theme in ["light", "dark"] {
            page.prefer(&[("forced-colors", "active"), ("prefers-color-scheme", theme)])
                .await?;
            page.driver.goto("about:blank").await?;
            page.open(&(rewound() + "5400")).await?;
            page.shown(".tape__torn").await?;
            stand_out(
                &page,
                &[
                    ".tape__held",
                    ".tape__torn",
                    ".head:not(.head--received)",
                    ".mark",
                    ".band__up",
                    ".event--action",
                    ".event--fault",
                    ".timeline__now",
                    ".phase__track > span",
                    ".card:not(.card--storage)",
                    ".frame--zone",
                    ".shot",
                ],
            )
            .await?;
            is_told_apart(
                &page,
                "[role=tab][aria-selected=true]",
                "[role=tab][aria-selected=false]",
            )
            .await?;
            is_told_apart(
                &page,
                ".places [aria-current]",
                ".places :not([aria-current])",
            )
            .await?;
            page.driver.goto("about:blank").await?;
            page.open("#/tour").await?;
            page.gone(".button:disabled").await?;
            choose(&page, ".choice", "1–2 min").await?;
            is_told_apart(
                &page,
                ".choice input:checked + span",
                ".choice input:not(:checked) + span",
            )
            .await?;
            choose(&page, ".strike button", "Cut the power").await?;
            page.shown(".frame--dark").await?;
            stand_out(&page, &[".frame--dark", ".tape__held", ".wire--endpoint"]).await?;
            page.shown_with_text("h1", "Lost 0.").await?;
            stand_out(&page, &[".band__down", ".band__up", ".button--main"]).await?;
            page.open("#/game/shift/OSLO").await?;
            choose(&page, ".option", "Multi-AZ").await?;
            is_told_apart(
                &page,
                ".option:has(input:checked)",
                ".option:not(:has(input:checked))",
            )
            .await?;
            is_told_apart(
                &page,
                ".level:has(input:checked)",
                ".level:not(:has(input:checked))",
            )
            .await?;
        }
        Ok(())
    });
}
