//! What is handed on: links to a moment, also out of another page's frame; and lessons that are a host's or a learner's own.

use crate::learner::click;
use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

const LESSON: &str = include_str!("../../lessons/en/01-multi-az.md");

async fn text_of(page: &Visit, script: &str) -> WebDriverResult<String> {
    page.driver.execute(script, Vec::new()).await?.convert()
}

/// The link that the page offers to be copied where the browser does not let it copy.
async fn offered_link(page: &Visit) -> WebDriverResult<String> {
    page.shown("#link:focus").await?;
    text_of(page, "return document.getElementById('link').value").await
}

/// As a browser that does not let pages copy.
const REFUSE: &str = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))";

#[test]
fn out_of_a_frame_the_link_leads_to_the_whole_page_at_the_same_moment() {
    visit(|page| async move {
        let elsewhere = page.url.replace("127.0.0.1", "localhost");
        let origin = elsewhere.split("/some/").next().expect("it has a path");
        page.driver.goto(format!("{origin}/embedded")).await?;
        page.shown("iframe").await?.enter_frame().await?;
        click(&page, ".start", "Multi-AZ").await?;
        page.shown_with_text(".card__note", "in step").await?;
        // What a frame does not need is not there; what the picture needs is.
        for css in [".brand", ".places", "#runs"] {
            let hidden = page.driver.find(By::Css(css)).await?;
            assert!(!hidden.is_displayed().await?, "{css}");
        }
        page.shown(".time").await?;
        page.driver.execute(REFUSE, Vec::new()).await?;
        click(&page, ".button", "Share").await?;
        let link = offered_link(&page).await?;
        assert!(link.starts_with(&format!("{}#run=", page.url)), "{link}");
        page.driver.enter_default_frame().await?;
        page.driver.goto(link).await?;
        page.shown_with_text(".card__note", "in step").await?;
        page.shown(".places").await?;
        Ok(())
    });
}

#[test]
fn a_lesson_in_a_frame_is_played_without_what_a_frame_does_not_need() {
    visit(|page| async move {
        let elsewhere = page.url.replace("127.0.0.1", "localhost");
        let origin = elsewhere.split("/some/").next().expect("it has a path");
        page.driver
            .goto(format!("{origin}/embedded-lesson"))
            .await?;
        page.shown("iframe").await?.enter_frame().await?;
        // What is seen before the module has come cannot be pressed.
        page.shown("#lab #next").await?.click().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        let seen = "return ['.brand', '.places', '#runs', '.skip']
            .filter((css) => document.querySelector(css)?.checkVisibility() ?? true)";
        let seen = page.driver.execute(seen, Vec::new()).await?;
        assert_eq!(seen.convert::<Vec<String>>()?, Vec::<String>::new());
        page.shown(".time").await?;
        page.driver.execute(REFUSE, Vec::new()).await?;
        click(&page, ".button", "Share").await?;
        let link = offered_link(&page).await?;
        assert!(
            link.starts_with(&page.url) && !link.contains("embed"),
            "{link}"
        );
        page.driver.enter_default_frame().await?;
        page.driver.goto(link).await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        page.shown(".places").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_lesson_is_shared_in_its_step_and_the_address_stays() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?.click().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        let before = page.driver.current_url().await?;
        page.driver.execute(REFUSE, Vec::new()).await?;
        click(&page, ".button", "Share").await?;
        let link = offered_link(&page).await?;
        assert_eq!(page.driver.current_url().await?, before);
        page.driver.delete_all_cookies().await?;
        page.driver
            .execute("localStorage.clear()", Vec::new())
            .await?;
        page.driver.goto("about:blank").await?;
        page.driver.goto(link).await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        page.shown_with_text(".notice", "the moment that was shared")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_hosts_own_lessons_stand_in_the_course_and_a_wrong_entry_costs_itself() {
    visit(|page| async move {
        let list = r#"{"format": "failover-lab-lessons/1", "lessons": [
            {"id": "ours", "title": "Our own outage", "order": 1, "minutes": 3, "course": "elective", "level": "beginner"},
            {"id": "theirs", "title": "Another one", "order": 2, "course": "elective", "level": "beginner"}]}"#;
        *page.host.own.lock().expect("nobody panicked") = vec![
            ("/lessons/own/index.json", list.to_owned()),
            ("/lessons/own/ours.md", LESSON.to_owned()),
        ];
        page.open("#/").await?;
        page.shown_with_text(".stop", "The zone that went dark")
            .await?;
        page.shown_with_text(
            ".home__course",
            "own/index.json, entry 2 (theirs): minutes is missing",
        )
        .await?;
        click(&page, ".elective a", "Our own outage").await?;
        page.shown_with_text("#lesson-heading", "What this is about")
            .await?;
        page.shown("#next").await?.click().await?;
        page.open("#/home").await?;
        page.shown_with_text(".elective", "Under way").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_host_without_lessons_of_its_own_leaves_no_complaint() {
    visit(|page| async move {
        page.open("#/").await?;
        page.shown_with_text(".stop", "The zone that went dark")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_lesson_from_a_file_is_there_after_a_reload_until_it_is_forgotten() {
    visit(|page| async move {
        page.open("#/home").await?;
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/en/01-multi-az.md");
        page.driver
            .find(By::Id("file"))
            .await?
            .send_keys(file)
            .await?;
        page.shown("#next").await?.click().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        page.driver.refresh().await?;
        page.shown_with_text("#lesson-heading", "Two copies, one name")
            .await?;
        page.open("#/home").await?;
        page.shown_with_text(".progress__file a", "The zone that went dark")
            .await?;
        page.assert_accessible().await?;
        click(&page, ".progress__file .link", "Forget it").await?;
        page.gone(".progress__file").await?;
        page.open("#/dropped").await?;
        page.shown_with_text("h1", "No lesson from a file is kept")
            .await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
