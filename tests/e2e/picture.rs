//! The picture at every size: words on it do not lie over one another, and the clock keeps its rows.

use crate::everyone::{ORDERS, SIZES, rewound};
use crate::visit::{Visit, eventually, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// Words of the stage and of the timeline that lie upon one another, and rows of the timeline that are cut off.
const COLLIDE: &str = r"
    const within = (a, b) => ({
        left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
        top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
    });
    const words = (one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const box = range.getBoundingClientRect();
        // What had no room has fallen out of its place, where it is not seen.
        const cut = one.closest('.timeline__tick, .band__span');
        return cut ? within(box, cut.getBoundingClientRect()) : box;
    };
    const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible' && words(one).right > words(one).left;
    const kinds = {
        stage: '.head > span, .mark__flag, .tape__loss, .tape__fork > span, .shot, .ruler__tick > span',
        time: '.timeline__tick > span, .band__span',
    };
    const found = [];
    for (const [place, kind] of Object.entries(kinds)) {
        const all = [...document.querySelectorAll(`.${place} :is(${kind})`)].filter(seen);
        all.forEach((one, index) => {
            for (const other of all.slice(index + 1)) {
                const { left, right, top, bottom } = within(words(one), words(other));
                if (right - left > 1 && bottom - top > 2) found.push(`${one.textContent} × ${other.textContent}`);
            }
        });
    }
    const time = document.querySelector('.time').getBoundingClientRect();
    const now = document.querySelector('.timeline__plot');
    for (const row of now?.querySelectorAll('.band, .events') ?? []) {
        const box = row.getBoundingClientRect();
        if (box.height > 0 && (box.top < time.top - 1 || box.bottom > time.bottom + 1)) found.push('a row of the timeline is cut off');
    }
    return found;";

async fn is_read_at_any_size(page: &Visit, place: &str) -> WebDriverResult<()> {
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        eventually(
            &format!("no word hides another at {width}×{height}, {place}"),
            async || {
                let found = page.driver.execute(COLLIDE, Vec::new()).await?;
                let found: Vec<String> = found.convert()?;
                Ok(found.is_empty().then_some(()))
            },
        )
        .await?;
    }
    Ok(())
}

/// A promotion in the dark, and later a wrong DELETE on what was promoted: a fork and a mark on one tape.
fn promoted_and_damaged() -> String {
    format!(
        "#run={ORDERS}given%20aws%20rds%20create-db-instance-read-replica%20--db-instance-identifier%20orders-r%20--source-db-instance-identifier%20orders%0A60s%20fault%20inject%20az-outage%20us-east-1a%20--for%201h%0A%2B3m%20aws%20rds%20promote-read-replica%20--db-instance-identifier%20orders-r%0A%2B10m%20app%20point%20shop%20--to%20orders-r%0A2h%20fault%20inject%20bad-write%20orders-r%20--rows%2030%0A3h%20end&at=7800"
    )
}

/// A database with replicas in the Region and elsewhere: six lanes, and what was damaged and taken down on it again and again.
fn many_lanes_and_marks() -> String {
    let replica = |name: &str, zone: &str| {
        format!(
            "given%20aws%20rds%20create-db-instance-read-replica%20--db-instance-identifier%20{name}%20--source-db-instance-identifier%20orders%20--availability-zone%20{zone}%0A"
        )
    };
    let mut run = format!("#run={ORDERS}");
    for (name, zone) in [
        ("orders-r1", "us-east-1b"),
        ("orders-r2", "us-east-1c"),
        ("orders-r3", "us-east-1b"),
        ("orders-r4", "us-east-1a"),
    ] {
        run += &replica(name, zone);
    }
    for (minute, rows) in [
        (1, 30),
        (2, 1000),
        (9, 5),
        (30, 70_000),
        (31, 9),
        (100, 400),
    ] {
        run += &format!("{minute}m%20fault%20inject%20bad-write%20orders%20--rows%20{rows}%0A");
    }
    run + "105m%20aws%20rds%20create-db-snapshot%20--db-instance-identifier%20orders%20--db-snapshot-identifier%20by-hand%0A3h%20end&at=7000"
}

const CLUSTER: &str = "#run=seed%20KYIV%0Agiven%20aws%20rds%20create-db-cluster%20--db-cluster-identifier%20orders%20--engine%20postgres%20--db-cluster-instance-class%20db.m6gd.large%20--allocated-storage%20200%20--storage-type%20gp3%20--backup-retention-period%207%0Agiven%20app%20create%20shop%20--connect%20orders%20--writes%2050/s%20--reads%20200/s%20--read-from%20orders.cluster-ro%0A60s%20fault%20inject%20az-outage%20us-east-1a%20--for%201h%0A20m%20fault%20inject%20bad-write%20orders%20--rows%2030%0A3h%20end&at=1500";

const PROXY: &str = "#run=seed%20KYIV%0Agiven%20aws%20rds%20create-db-instance%20--db-instance-identifier%20orders%20--engine%20postgres%20--db-instance-class%20db.m6g.large%20--allocated-storage%20200%20--multi-az%20--backup-retention-period%207%0Agiven%20aws%20rds%20create-db-proxy%20--db-proxy-name%20front%20--engine-family%20POSTGRESQL%0Agiven%20aws%20rds%20register-db-proxy-targets%20--db-proxy-name%20front%20--db-instance-identifiers%20orders%0Agiven%20app%20create%20shop%20--connect%20front%20--writes%2050/s%20--reads%20200/s%0A60s%20fault%20inject%20host-failure%20orders%0A1h%20end&at=80";

#[test]
fn nor_with_a_cluster_six_lanes_and_many_marks() {
    visit(|page| async move {
        page.open(CLUSTER).await?;
        page.shown(".mark").await?;
        is_read_at_any_size(&page, "a cluster").await?;
        page.driver.goto("about:blank").await?;
        page.open(PROXY).await?;
        page.shown(".card--proxy").await?;
        is_read_at_any_size(&page, "a proxy").await?;
        page.driver.goto("about:blank").await?;
        page.open(&many_lanes_and_marks()).await?;
        page.shown(".mark").await?;
        let lanes = page.driver.find_all(By::Css(".lane--copy")).await?;
        assert!(lanes.len() >= 5, "{} lanes", lanes.len());
        let marks = page.driver.find_all(By::Css(".mark")).await?;
        assert!(marks.len() > 20, "{} marks", marks.len());
        is_read_at_any_size(&page, "six lanes and many marks").await
    });
}

#[test]
fn no_word_of_the_picture_hides_another() {
    visit(|page| async move {
        page.open(&promoted_and_damaged()).await?;
        page.shown(".tape__fork").await?;
        is_read_at_any_size(&page, "a fork and a mark").await?;
        page.open(&(rewound() + "5400")).await?;
        page.shown(".tape__torn").await?;
        is_read_at_any_size(&page, "what was torn off").await?;
        page.open("#/tour").await?;
        page.shown(".strike .button").await?;
        is_read_at_any_size(&page, "the first minute").await
    });
}

/// How far two of the page's colours stand apart, as WCAG counts it, where that is less than three to one.
const PALE: &str = r"
    const probe = document.body.appendChild(document.createElement('i'));
    const light = (name) => {
        probe.style.color = `var(--${name})`;
        const parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
        const [red, green, blue] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const found = [];
    for (const [one, on] of arguments[0]) {
        const [dark, bright] = [light(one), light(on)].sort((a, b) => a - b);
        const apart = (bright + 0.05) / (dark + 0.05);
        if (apart < 2.995) found.push(`${one} on ${on}: ${apart.toFixed(2)}`);
    }
    probe.remove();
    return found;";

#[test]
fn what_is_drawn_stands_out_three_to_one_in_either_theme() {
    visit(|page| async move {
        page.open("#/tour").await?;
        // A dark zone is told from what lies around it by its ground, or by its stripes.
        for (theme, zone) in [("light", "dark"), ("dark", "dark-stripe")] {
            page.prefer(&[("prefers-color-scheme", theme)]).await?;
            let pairs = json!([
                ["tape", "card"],
                ["tape", "paper"],
                ["tape-still", "card"],
                ["tape-still", "dark"],
                ["edge", "card"],
                ["edge", "paper"],
                ["loss", "card"],
                ["accent", "paper"],
                [zone, "paper"],
            ]);
            let pale = page.driver.execute(PALE, vec![pairs]).await?;
            assert_eq!(
                pale.convert::<Vec<String>>()?,
                Vec::<String>::new(),
                "{theme}"
            );
        }
        Ok(())
    });
}
