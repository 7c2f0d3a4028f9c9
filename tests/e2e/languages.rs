//! Lessons that a host has translated: chosen by a switch or a link, spoken in their language, there without a connection.

use crate::everyone::is_for_everyone;
use crate::kept::is_kept;
use crate::learner::click;
use crate::visit::{Visit, eventually, visit};
use std::sync::atomic::Ordering;
use thirtyfour::prelude::*;

const LESSON: &str = include_str!("../lessons/example-de.md");
const TITLE: &str = "Die Zone, in der das Licht ausging";
const LANGUAGES: &str =
    r#"{"format": "failover-lab-lessons/1", "lessons": [], "languages": {"de": "Deutsch"}}"#;
const LIST: &str = r#"{"format": "failover-lab-lessons/1", "lessons": [{"id": "01-multi-az", "title": "Die Zone, in der das Licht ausging",
    "order": 1, "minutes": 5, "course": "spine", "level": "beginner", "asks": "Wie lange wird `orders` fehlen?", "language": "de"}]}"#;

/// The host has one lesson in German.
fn translate(page: &Visit) {
    page.host.has_own("/lessons/own/index.json", LANGUAGES);
    page.host.has_own("/lessons/de/index.json", LIST);
    page.host.has_own("/lessons/de/01-multi-az.md", LESSON);
}

/// In which language a screen reader speaks the element that says this.
async fn spoken(page: &Visit, css: &str, text: &str) -> WebDriverResult<String> {
    let element = page.shown_with_text(css, text).await?;
    let script = "return arguments[0].closest('[lang]').lang;";
    let arguments = vec![element.to_json()?];
    page.driver.execute(script, arguments).await?.convert()
}

#[test]
fn a_learner_chooses_the_language_and_hears_each_word_in_its_own() {
    visit(|page| async move {
        translate(&page);
        page.open("#/").await?;
        assert_eq!(spoken(&page, ".languages a", "Deutsch").await?, "de");
        click(&page, ".languages a", "Deutsch").await?;
        for (css, text, language) in [
            (".lead h1 span", TITLE, "de"),
            (".lead h1 .lead__eyebrow", "Begin here", "en"),
            (".stop__title b", TITLE, "de"),
            (".stop__what", "Wie lange wird orders fehlen?", "de"),
            (".stop__time", "minutes", "en"),
            (".stop .tag", "English", "en"),
            (".languages [aria-current]", "Deutsch", "de"),
        ] {
            assert_eq!(spoken(&page, css, text).await?, language, "{css}");
        }
        is_for_everyone(&page, "the course in German").await?;
        page.resize(1280, 800).await?;

        click(&page, ".stop a", TITLE).await?;
        for (css, text, language) in [
            (".lesson__title", TITLE, "de"),
            ("#lesson-heading", "What this is about", "en"),
            (".prose", "Ein Laden", "de"),
        ] {
            assert_eq!(spoken(&page, css, text).await?, language, "{css}");
        }
        page.shown("#next").await?.click().await?;
        for (css, text, language) in [
            ("#lesson-heading", "Den Strom abschalten", "de"),
            (".question__mark", "Predict", "en"),
            ("legend span", "Wie lange", "de"),
            (".pick span", "Eine Minute oder zwei", "de"),
            (".pick span", "I do not know", "en"),
            (".foot .button span span", "us-east-1a den Strom", "de"),
        ] {
            assert_eq!(spoken(&page, css, text).await?, language, "{css}");
        }
        page.assert_accessible().await?;
        click(&page, ".pick", "Bis der Strom wieder da ist").await?;
        click(&page, ".foot .button", "us-east-1a den Strom").await?;
        click(&page, ".foot .button", "Fast-forward").await?;
        for (css, text, language) in [
            (".judged__said", "You said", "en"),
            (".judged__said [lang]", "Bis der Strom wieder da ist", "de"),
            (".judged p:last-child", "Der Standby", "de"),
        ] {
            assert_eq!(spoken(&page, css, text).await?, language, "{css}");
        }
        // The last sections are known by their order.
        page.shown("#next").await?.click().await?;
        assert_eq!(spoken(&page, ".prose", "keine angenommene").await?, "de");

        // It is kept, and a link leads back.
        page.open("#/home").await?;
        page.shown_with_text(".stop--done .stop__title", TITLE)
            .await?;
        page.open("#/en/").await?;
        page.shown_with_text(".stop--done .stop__title", "The zone that went dark")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn what_is_not_translated_comes_in_english_and_what_is_comes_without_a_connection() {
    visit(|page| async move {
        translate(&page);
        page.open("#/de/lesson/02-single-az").await?;
        assert_eq!(
            spoken(&page, ".lesson__title", "The same outage").await?,
            "en"
        );
        is_kept(&page).await?;
        page.open("#/home").await?;
        page.driver.refresh().await?;
        page.shown_with_text(".stop__title", TITLE).await?;
        let script = "caches.match('lessons/de/01-multi-az.md').then((it) => window.isHere = !!it); return window.isHere === true;";
        eventually("the lesson is kept before anybody opens it", async || {
            let kept = page.driver.execute(script, Vec::new()).await?;
            Ok(kept.convert::<bool>()?.then_some(()))
        })
        .await?;
        page.host.silent.store(true, Ordering::Relaxed);
        page.driver.goto("about:blank").await?;
        page.open("#/lesson/01-multi-az").await?;
        page.shown_with_text(".prose", "Ein Laden").await?;
        page.open("#/home").await?;
        page.shown_with_text(".stop__title", TITLE).await?;
        page.open("#/lesson/03-bad-delete").await?;
        page.shown("#next").await?;
        Ok(())
    });
}
