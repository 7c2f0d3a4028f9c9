//! A teacher takes a lesson from the host, changes it, and puts what the page packs onto the host, without Rust.

use crate::learner::click;
use crate::visit::{Visit, eventually, visit};
use percent_encoding::percent_decode_str;
use thirtyfour::prelude::*;

const THEIRS: &str = include_str!("../../lessons/en/02-single-az.md");
const LIST: &str = r#"{"format": "failover-lab-lessons/1", "lessons": [
    {"id": "theirs", "title": "The same outage, one copy", "order": 2, "minutes": 5, "course": "elective", "level": "beginner", "teaches": []}]}"#;

/// Writes into the text as a person who replaces all of it.
async fn write(page: &Visit, id: &str, text: &str) -> WebDriverResult<()> {
    let script = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
    let arguments = vec![id.into(), text.into()];
    page.driver.execute(script, arguments).await?;
    Ok(())
}

/// The field's text becomes this one.
async fn reads(page: &Visit, text: &str) -> WebDriverResult<()> {
    eventually("the field holds the text", async || {
        let script = "return document.querySelector('#draft').value";
        let now: String = page.driver.execute(script, Vec::new()).await?.convert()?;
        Ok((now == text).then_some(()))
    })
    .await
}

/// What a package holds, as whoever unpacks it finds it: each path with its text.
fn unpacked(zip: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, bytes: usize| {
        let bytes = zip[at..at + bytes].iter().rev();
        bytes.fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let words =
        |at: usize, length: usize| String::from_utf8_lossy(&zip[at..at + length]).into_owned();
    let (mut at, mut files) = (0, Vec::new());
    while number(at, 4) == 0x0403_4b50 {
        let (size, name, more) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let begins = at + 30 + name + more;
        files.push((words(at + 30, name), words(begins, size)));
        at = begins + size;
    }
    files
}

#[test]
fn a_lesson_of_the_host_is_taken_changed_and_put_back_beside_the_others() {
    visit(|page| async move {
        page.host.has_own("/lessons/own/index.json", LIST);
        page.host.has_own("/lessons/own/theirs.md", THEIRS);
        page.open("#/author").await?;
        page.shown_with_text(".found", "Proved").await?;
        click(&page, ".write__top .button", "Of this host").await?;
        page.shown_with_text(".write__lessons", "own/theirs.md")
            .await?;
        page.assert_accessible().await?;
        click(&page, ".write__lessons button", "The same outage, one copy").await?;
        reads(&page, THEIRS).await?;
        page.shown_with_text(".found", "Proved").await?;
        // It is changed, and nothing of that is lost to another press unasked.
        let ours = THEIRS.replace("The same outage, one copy", "Our own outage");
        write(&page, "#draft", &ours).await?;
        click(&page, ".write__top .button", "Of this host").await?;
        click(&page, ".write__lessons button", "The zone that went dark").await?;
        page.shown_with_text(
            "#take",
            "Shall this take its place: lessons/en/01-multi-az.md?",
        )
        .await?;
        click(&page, ".write__panel .button", "Go on writing").await?;
        reads(&page, &ours).await?;
        // Under a name of its own it stands beside the one that it came from.
        click(&page, ".write__top .button", "For your host").await?;
        page.shown_with_text(".found", "Proved").await?;
        write(&page, ".write__name input", "ours").await?;
        page.shown_with_text(".write__files", "lessons/own/ours.md")
            .await?;
        page.assert_accessible().await?;
        let package = page
            .shown_with_text(".write__panel a", "Save the package")
            .await?;
        assert_eq!(package.attr("download").await?.as_deref(), Some("ours.zip"));
        let address = package.attr("href").await?.unwrap_or_default();
        let data = address
            .strip_prefix("data:application/zip,")
            .unwrap_or_default();
        let files = unpacked(&percent_decode_str(data).collect::<Vec<u8>>());
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["lessons/own/ours.md", "lessons/own/index.json"]);
        // It is unpacked where the page lies.
        let [lesson, list] = [&files[0].1, &files[1].1].map(String::clone);
        *page.host.own.lock().expect("nobody panicked") = vec![
            ("/lessons/own/ours.md", lesson),
            ("/lessons/own/theirs.md", THEIRS.to_owned()),
            ("/lessons/own/index.json", list),
        ];
        page.driver.goto("about:blank").await?;
        page.open("#/home").await?;
        page.shown_with_text(".home__course", "Our own outage")
            .await?;
        page.shown_with_text(".home__course", "The same outage, one copy")
            .await?;
        page.open("#/lesson/own/ours").await?;
        page.shown_with_text("#lesson-heading", "What this is about")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
