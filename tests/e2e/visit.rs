//! One visit: the built page, served by a host that a test can change, and a browser of its own that looks at it.
//! Deliberately without fixed pauses: everything waits for a condition.

use std::{
    future::Future,
    io::Write,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{error::WebDriverErrorInner, prelude::*};
use tokio::{process::Child, task};

use crate::browser::{chromium, firefox};
use crate::host::{Host, serve};

const PATIENCE: Duration = Duration::from_secs(40);

#[derive(Clone)]
pub struct Visit {
    pub driver: WebDriver,
    /// The landing page, with a slash at its end.
    pub url: String,
    pub host: Arc<Host>,
}

/// Runs one test in a browser of its own, which is closed also when the test fails. Without a built page it says so and
/// does nothing: `make test` builds one and names it.
pub fn visit<F, T>(test: F)
where
    F: FnOnce(Visit) -> T,
    T: Future<Output = WebDriverResult<()>> + 'static,
{
    if let Some(dist) = built() {
        visit_with(chromium, dist, test);
    }
}

/// The same, of a page that lies elsewhere.
pub fn visit_of<F, T>(page: PathBuf, test: F)
where
    F: FnOnce(Visit) -> T,
    T: Future<Output = WebDriverResult<()>> + 'static,
{
    visit_with(chromium, page, test);
}

/// The built page, or word that there is none.
pub fn built() -> Option<PathBuf> {
    let dist = std::env::var_os("FAILOVER_LAB_DIST").map(PathBuf::from);
    if dist.is_none() {
        skip("FAILOVER_LAB_DIST names no built page");
    }
    dist
}

/// The same in Firefox, where `make test` can have it. Much of what a test may ask of Chromium it cannot ask of Firefox: how the
/// page is emulated, and what the browser complained about.
pub fn visit_in_firefox<F, T>(test: F)
where
    F: FnOnce(Visit) -> T,
    T: Future<Output = WebDriverResult<()>> + 'static,
{
    let Some(dist) = built() else {
        return;
    };
    match std::env::var("FAILOVER_LAB_GECKODRIVER") {
        Ok(driver) => visit_with(async || firefox(driver).await, dist, test),
        Err(_) => skip("FAILOVER_LAB_GECKODRIVER names no geckodriver"),
    }
}

pub fn skip(why: &str) {
    // Past the test harness, which shows what a test prints only when it fails.
    let skipped = format!("skipped: {why} (`make test` runs this)");
    writeln!(std::io::stderr(), "{skipped}").expect("stderr takes text");
}

fn visit_with<F, T>(browser: impl AsyncFnOnce() -> (Child, WebDriver), dist: PathBuf, test: F)
where
    F: FnOnce(Visit) -> T,
    T: Future<Output = WebDriverResult<()>> + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("tokio starts");
    task::LocalSet::new().block_on(&runtime, async {
        let host = Arc::new(Host::default());
        let url = serve(dist, host.clone()).await;
        let (_process, driver) = browser().await;
        let visit = Visit {
            driver: driver.clone(),
            url,
            host,
        };
        // A task of its own: a panic must not keep the browser from being closed.
        let outcome = task::spawn_local(test(visit)).await;
        let closed = driver.quit().await;
        match outcome {
            Ok(result) => result.expect("the browser did what was asked"),
            Err(failure) => std::panic::resume_unwind(failure.into_panic()),
        }
        closed.expect("the browser stops");
    });
}

#[allow(dead_code, reason = "a fixture offers what tests to come will need")]
impl Visit {
    /// Opens the page and waits until the app has taken the place of the static first screen. `rest` follows the landing
    /// page's address: "", "#seed=KYIV".
    pub async fn open(&self, rest: &str) -> WebDriverResult<()> {
        self.driver.goto(format!("{}{rest}", self.url)).await?;
        eventually("the app has started", async || {
            let script =
                "return window.wasmBindings !== undefined && !document.querySelector('.starting');";
            let started: bool = self.driver.execute(script, Vec::new()).await?.convert()?;
            Ok(started.then_some(()))
        })
        .await
    }

    /// The first element that matches, as soon as it is displayed.
    pub async fn shown(&self, css: &str) -> WebDriverResult<WebElement> {
        eventually(&format!("{css} is displayed"), async || {
            let element = self.driver.find(By::Css(css)).await?;
            let ready = element.is_displayed().await? && !rests(&element).await?;
            Ok(ready.then_some(element))
        })
        .await
    }

    /// The first element that matches and whose text contains `text`, as soon as there is one.
    pub async fn shown_with_text(&self, css: &str, text: &str) -> WebDriverResult<WebElement> {
        eventually(&format!("{css} says {text:?}"), async || {
            for element in self.driver.find_all(By::Css(css)).await? {
                if element.text().await?.contains(text) {
                    return Ok((!rests(&element).await?).then_some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until nothing matches.
    pub async fn gone(&self, css: &str) -> WebDriverResult<()> {
        eventually(&format!("{css} is gone"), async || {
            let left = self.driver.find_all(By::Css(css)).await?;
            Ok(left.is_empty().then_some(()))
        })
        .await
    }

    /// Types as a keyboard does: into whatever has the focus by then.
    pub async fn press(&self, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.driver.action_chain().send_keys(keys).perform().await
    }

    /// The size of the page itself, which may be smaller than any window: 390×844 is a phone.
    pub async fn resize(&self, width: u32, height: u32) -> WebDriverResult<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.driver
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        Ok(())
    }

    /// What the visitor prefers: `("prefers-color-scheme", "dark")`, `("prefers-reduced-motion", "reduce")`.
    pub async fn prefer(&self, preferences: &[(&str, &str)]) -> WebDriverResult<()> {
        let features: Vec<Value> = preferences
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.driver
            .cdp()
            .send_raw(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            )
            .await?;
        Ok(())
    }

    /// What the browser complained about since the last call: script errors, missing files, refused content.
    pub async fn complaints(&self) -> WebDriverResult<Vec<String>> {
        let log = self.driver.browser_log().await?;
        Ok(log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect())
    }

    /// Runs axe-core over the page as it stands now, with all its rules.
    pub async fn assert_accessible(&self) -> WebDriverResult<()> {
        self.assert_by_axe(json!({})).await
    }

    /// The same with the rules that colours decide.
    pub async fn assert_legible(&self) -> WebDriverResult<()> {
        let rules = ["color-contrast", "link-in-text-block"];
        self.assert_by_axe(json!({ "runOnly": { "type": "rule", "values": rules } }))
            .await
    }

    async fn assert_by_axe(&self, options: Value) -> WebDriverResult<()> {
        let path = std::env::var("FAILOVER_LAB_AXE").expect("`make test` names axe-core's script");
        let is_here = self
            .driver
            .execute("return 'axe' in window;", Vec::new())
            .await?;
        if !is_here.convert::<bool>()? {
            let axe = std::fs::read_to_string(&path).expect("`make test` installs axe-core");
            self.driver.execute(axe, Vec::new()).await?;
        }
        let violations: Vec<Value> = self
            .driver
            .execute_async(RUN_AXE, vec![options])
            .await?
            .convert()?;
        assert!(
            violations.is_empty(),
            "axe-core found barriers: {violations:#?}"
        );
        Ok(())
    }

    /// Nothing hangs over the right edge, so that nobody has to scroll in two directions.
    pub async fn assert_no_sideways_scrolling(&self) -> WebDriverResult<()> {
        let script = "const e = document.scrollingElement; return e.scrollWidth - e.clientWidth;";
        let overhang: i64 = self.driver.execute(script, Vec::new()).await?.convert()?;
        assert_eq!(
            overhang, 0,
            "the page is {overhang} pixels wider than its window"
        );
        Ok(())
    }
}

/// Whether it takes no press yet: what leads on rests for a moment when it comes.
async fn rests(element: &WebElement) -> WebDriverResult<bool> {
    let is_resting = element.css_value("animation-name").await? == "rest";
    Ok(is_resting && element.css_value("pointer-events").await? == "none")
}

/// Asks again and again until there is an answer. The page draws itself anew at any time, so that an element may vanish
/// between two questions, or move under what lies over the page: that is no failure, but a reason to ask again. What stays there is
/// waited for in vain.
pub async fn eventually<T>(
    what: &str,
    mut ask: impl AsyncFnMut() -> WebDriverResult<Option<T>>,
) -> WebDriverResult<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match ask().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(error) if is_fleeting(&error) => {}
            Err(error) => return Err(error),
        }
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

fn is_fleeting(error: &WebDriverError) -> bool {
    use WebDriverErrorInner::{
        ElementClickIntercepted, NoSuchElement, ScriptTimeout, StaleElementReference,
    };
    // A page that is loaded anew while it is asked never answers.
    matches!(
        **error,
        NoSuchElement(_) | StaleElementReference(_) | ElementClickIntercepted(_) | ScriptTimeout(_)
    )
}

/// Hands back what a person needs to find the barrier: the rule, why it matters, and the elements.
const RUN_AXE: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, arguments[0]).then(
        (results) => done(results.violations.map(({ id, impact, help, nodes }) =>
            ({ id, impact, help, nodes: nodes.map((node) => node.html + ' — ' + node.failureSummary) }))),
        (error) => done([{ id: 'axe-core failed', help: String(error) }]),
    );
";
