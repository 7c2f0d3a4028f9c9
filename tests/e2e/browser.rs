//! The browsers that look at the page, each driven by a process of its own.

use serde_json::Value;
use std::process::Stdio;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task;

pub async fn chromium() -> (Child, WebDriver) {
    let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let (process, port) =
        start_driver(&program, &["--port=0"], "started successfully on port ").await;
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities()).await;
    (process, driver.expect("Chromium starts"))
}

pub async fn firefox(program: String) -> (Child, WebDriver) {
    let arguments = ["--port=0", "--websocket-port=0"];
    let (process, port) = start_driver(&program, &arguments, "Listening on 127.0.0.1:").await;
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_headless().expect("it is an argument");
    let mut preferences = FirefoxPreferences::new();
    // On a busy machine a script may take longer than a person would wait for.
    preferences
        .set("dom.max_script_run_time", 0)
        .expect("a number is a preference");
    capabilities
        .set_preferences(preferences)
        .expect("preferences are text");
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
    let driver = driver.expect("Firefox starts");
    let resized = driver.set_window_rect(0, 0, 1280, 900).await;
    resized.expect("a window has a size");
    (process, driver)
}

/// How often a driver is started before a test gives up: one that takes a free port of IPv4 and finds the same of IPv6 taken ends.
const STARTS: usize = 5;

/// Starts a driver on a free port of its own choice, which it prints behind `before`; it ends when the handle is dropped.
async fn start_driver(program: &str, arguments: &[&str], before: &str) -> (Child, u16) {
    let mut said = String::new();
    for _ in 0..STARTS {
        match started_driver(program, arguments, before).await {
            Ok(driver) => return driver,
            Err(last_words) => said = last_words,
        }
    }
    panic!("{program} ended {STARTS} times without naming its port; at last it said {said:?}");
}

/// A driver that has named its port, or what it said before it ended.
async fn started_driver(
    program: &str,
    arguments: &[&str],
    before: &str,
) -> Result<(Child, u16), String> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut process = command
        .spawn()
        .unwrap_or_else(|error| panic!("{program} starts: {error}"));
    let stdout = process.stdout.take().expect("stdout is piped");
    let mut lines = BufReader::new(stdout).lines();
    let mut said = Vec::new();
    while let Some(line) = lines.next_line().await.expect("a driver prints text") {
        if let Some((_, port)) = line.split_once(before) {
            let port = port
                .trim_end_matches('.')
                .parse()
                .expect("a driver names its port");
            // Read on, or the driver would be stopped by a full or closed pipe.
            task::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok((process, port));
        }
        said.push(line);
    }
    Err(said.join("\n"))
}

/// The same browser as for `tests/browser.rs`.
fn capabilities() -> ChromeCapabilities {
    let shared: Value =
        serde_json::from_str(include_str!("../../webdriver.json")).expect("webdriver.json is JSON");
    let arguments = shared["goog:chromeOptions"]["args"]
        .as_array()
        .expect("webdriver.json lists arguments");
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in arguments {
        capabilities
            .add_arg(argument.as_str().expect("arguments are text"))
            .expect("arguments are text");
    }
    capabilities
        .add_arg("--window-size=1280,800")
        .expect("arguments are text");
    capabilities
}
