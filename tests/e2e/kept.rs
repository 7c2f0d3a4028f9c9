//! What the browser keeps of a published page: all of it, of one version, offline too; and nothing of a page that is being written.

use crate::learner::click;
use crate::starts::arrive;
use crate::visit::{Visit, built, eventually, visit, visit_of};
use serde_json::json;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use thirtyfour::prelude::*;

/// Waits until the page is kept.
pub async fn is_kept(page: &Visit) -> WebDriverResult<()> {
    let script = "navigator.serviceWorker.ready.then(() => window.isKept = true);
        return window.isKept === true;";
    eventually("the page is kept", async || {
        let kept = page.driver.execute(script, Vec::new()).await?;
        Ok(kept.convert::<bool>()?.then_some(()))
    })
    .await
}

#[test]
fn after_one_visit_all_of_it_works_offline() {
    visit(|page| async move {
        page.open("").await?;
        is_kept(&page).await?;
        page.host.silent.store(true, Ordering::Relaxed);
        page.driver.goto("about:blank").await?;
        page.open("").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        for lesson in ["01-multi-az", "retention-zero"] {
            page.open(&format!("#/lesson/{lesson}")).await?;
            page.shown("#next").await?;
        }
        page.shown("#next").await?.click().await?;
        page.driver.refresh().await?;
        page.shown_with_text(".lesson__place", "Step 1 of").await?;
        page.open("#/home").await?;
        page.shown_with_text(".stop", "Game day").await?;
        page.open("#/sandbox").await?;
        click(&page, ".start", "other coast").await?;
        page.press("/").await?;
        page.shown("#prompt:focus").await?;
        page.press("aws rds describe-db-clusters".to_owned() + Key::Enter)
            .await?;
        page.shown_with_text(".terminal", "DBClusters").await?;
        page.open("#/game/shift/OSLO").await?;
        page.shown("#game-start").await?;
        // The author's page proves its example by the reader.
        page.open("#/author").await?;
        page.shown_with_text(".found", "Proved").await?;
        Ok(())
    });
}

#[test]
fn a_page_that_stays_open_hears_of_a_newer_version_when_it_fetches_a_lesson() {
    visit(|page| async move {
        page.open("").await?;
        is_kept(&page).await?;
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

/// The files of a folder, and of those within it, by their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder can be read");
    let paths = entries.map(|entry| entry.expect("it has entries").path());
    let each = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    paths.flat_map(each).collect()
}

/// The hash in the name of a file, if it bears one.
fn hash(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let (stem, _) = name.split_once('.')?;
    let hash = stem.trim_end_matches("_bg").rsplit('-').next()?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_owned())
}

/// All hashes of a newer version, in place of those of this one.
fn renewed(mut text: Vec<u8>, hashes: &[String]) -> Vec<u8> {
    for hash in hashes {
        let hash = hash.as_bytes();
        let mut at = 0;
        while let Some(found) = text[at..].windows(16).position(|part| part == hash) {
            at += found;
            text[at..at + 4].copy_from_slice(b"beef");
            at += 16;
        }
    }
    text
}

/// Another version of the page: every file whose name bears a hash has another one, and whatever is kept by its revision too.
fn publish_newer(dist: &Path, to: &Path) -> Vec<String> {
    let all = files(dist);
    let hashes: Vec<String> = all.iter().filter_map(|path| hash(path)).collect();
    for path in all {
        let name = path.strip_prefix(dist).expect("it lies within");
        let name = name.to_str().expect("its name is text");
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let text = std::fs::read(&path).expect("a file can be read");
        let mut text = match name.ends_with(".wasm") {
            true => text,
            false => renewed(text, &hashes),
        };
        if name == "index.html" || name == "sw.js" {
            let own = String::from_utf8(text).expect("it is text");
            let own = own.replacen("<meta", "<meta name=\"version\" content=\"newer\"><meta", 1);
            text = own.replace("revision:\"", "revision:\"0").into_bytes();
        }
        let name = String::from_utf8(renewed(name.as_bytes().to_vec(), &hashes));
        let path = to.join(name.expect("it is text"));
        std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }
    hashes
}

#[test]
fn a_newer_version_takes_over_when_it_is_asked_to_and_never_mixes_with_the_old_one() {
    let Some(dist) = built() else { return };
    let dist = std::fs::canonicalize(dist).expect("the page is there");
    let folder = std::env::temp_dir().join(format!("failover-lab-newer-{}", std::process::id()));
    let (site, newer) = (folder.join("site"), folder.join("newer"));
    let old = publish_newer(&dist, &newer);
    symlink(&dist, &site).expect("a link can be made");
    let place = site.clone();
    visit_of(place, move |page| async move {
        page.open("").await?;
        is_kept(&page).await?;
        std::fs::remove_file(&site).expect("it is there");
        symlink(&newer, &site).expect("a link can be made");
        // The host has nothing of the old version any more; whoever has it goes on with it.
        page.driver.goto("about:blank").await?;
        page.open("").await?;
        click(&page, ".places a", "Course").await?;
        page.shown(".path").await?;
        assert!(!is_newer(&page).await?);
        page.shown_with_text("#newer", "A newer version").await?;
        assert!(used(&page).await?.iter().all(|hash| old.contains(hash)));
        page.shown("#newer button").await?.click().await?;
        eventually("the newer version is there", async || {
            Ok(is_newer(&page).await?.then_some(()))
        })
        .await?;
        page.gone(".starting").await?;
        page.shown(".path").await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        let used = used(&page).await?;
        assert!(used.len() > 2, "{used:?}");
        assert!(!used.iter().any(|hash| old.contains(hash)), "{used:?}");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
    std::fs::remove_dir_all(folder).expect("it can be removed");
}

async fn is_newer(page: &Visit) -> WebDriverResult<bool> {
    let script = "return document.querySelector('meta[name=version]') !== null";
    page.driver.execute(script, Vec::new()).await?.convert()
}

/// The hashes of all that the page fetched.
async fn used(page: &Visit) -> WebDriverResult<Vec<String>> {
    let script = "return performance.getEntriesByType('resource')
        .map(({ name }) => name.match(/-([0-9a-f]{16})(_bg)?\\.\\w+$/)?.[1]).filter(Boolean)";
    page.driver.execute(script, Vec::new()).await?.convert()
}

const START: &str = include_str!("../../index.html");

#[test]
fn a_page_that_is_being_written_is_never_kept_and_forgets_what_was() {
    assert!(
        !START.contains("serviceWorker"),
        "it does not ask to be kept"
    );
    visit(|page| async move {
        page.open("").await?;
        is_kept(&page).await?;
        let dist = built().expect("a page is built");
        let start = std::fs::read_to_string(dist.join("index.html")).expect("it can be read");
        let keeps = start
            .find("const keep = async")
            .expect("a published page is kept");
        let keeps = start[..keeps].rfind("<script>").expect("by a script");
        page.host
            .has_own("/some/sub/path/", start[..keeps].to_owned());
        page.host
            .has_own("/sw.js", include_str!("../../static/sw.js"));
        arrive(&page, "").await?;
        eventually("nothing is kept", async || {
            // It answers at once, for a page that is loaded anew meanwhile would never.
            let script = "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
                    .then((all) => window.isGone = all.every(({ length }) => length === 0));
                return window.isGone === true;";
            let gone = page.driver.execute(script, Vec::new()).await?;
            Ok(gone.convert::<bool>()?.then_some(()))
        })
        .await?;
        page.gone(".starting").await
    });
}

#[test]
fn it_can_be_installed_and_its_icons_come() {
    visit(|page| async move {
        page.open("").await?;
        is_kept(&page).await?;
        let script = "const done = arguments[0];
            const link = document.querySelector('link[rel=manifest]').href;
            const width = (src) => new Promise((come, fail) => {
                const icon = new Image();
                icon.onload = () => come(icon.naturalWidth);
                icon.onerror = () => fail(new Error(src));
                icon.src = new URL(src, link);
            });
            fetch(link).then((answer) => answer.json()).then(async ({ id, start_url, icons }) =>
                done([id, new URL(start_url, link).href, await Promise.all(icons.map(({ src }) => width(src)))]));";
        let told = page.driver.execute_async(script, Vec::new()).await?;
        let (id, start, widths): (String, String, Vec<u32>) = told.convert()?;
        assert_eq!((id.as_str(), start), ("failover-lab", page.url.clone()));
        assert!(
            widths.contains(&512) && widths.iter().all(|width| *width > 0),
            "{widths:?}"
        );
        let cdp = page.driver.cdp();
        let found = cdp
            .send_raw("Page.getInstallabilityErrors", json!({}))
            .await?;
        assert_eq!(found["installabilityErrors"], json!([]), "{found}");
        let told = cdp.send_raw("Page.getAppManifest", json!({})).await?;
        assert_eq!(told["errors"], json!([]), "{told}");
        Ok(())
    });
}
