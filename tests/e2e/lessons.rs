//! Whole lessons, as a learner plays them: one by mouse, one by keyboard alone. And a lesson that is written in the page.

use crate::learner::{click, fail_over_by_hand, tab_to};
use crate::visit::{Visit, visit};
use serde_json::json;
use thirtyfour::prelude::*;

/// The guide shows this heading.
async fn at(page: &Visit, heading: &str) -> WebDriverResult<()> {
    page.shown_with_text("#lesson-heading", heading).await?;
    Ok(())
}

async fn press_next(page: &Visit) -> WebDriverResult<()> {
    page.shown("#next").await?.click().await
}

/// Looks at the page as it stands in both themes, and on a phone.
async fn assert_accessible_everywhere(page: &Visit) -> WebDriverResult<()> {
    page.assert_accessible().await?;
    page.prefer(&[("prefers-color-scheme", "dark")]).await?;
    page.assert_accessible().await?;
    page.resize(390, 844).await?;
    page.assert_no_sideways_scrolling().await?;
    page.assert_accessible().await?;
    page.resize(1280, 800).await?;
    page.prefer(&[("prefers-color-scheme", "light")]).await
}

#[test]
fn a_lesson_is_played_and_won_by_mouse() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        at(&page, "What this is about").await?;
        assert_accessible_everywhere(&page).await?;
        press_next(&page).await?;
        at(&page, "Two copies, one name").await?;
        press_next(&page).await?;
        at(&page, "Cut the power").await?;
        // Questions come first.
        click(&page, ".strike .button", "Cut the power").await?;
        page.shown_with_text(".strike__why", "Answer first").await?;
        let pick = page.shown_with_text(".pick", "For a minute or two").await?;
        pick.scroll_into_view().await?;
        pick.click().await?;
        answer_by_mouse(&page).await?;
        page.assert_accessible().await?;
        click(&page, ".strike .button", "Cut the power").await?;
        page.shown(".frame--dark").await?;
        page.shown_with_text("#done", "Step 2 is done").await?;
        page.shown_with_text(".judged--right", "You said “For a minute or two”. Right.")
            .await?;
        assert_accessible_everywhere(&page).await?;
        press_next(&page).await?;
        at(&page, "Where the seconds went").await?;
        click(&page, "[role=tab]", "Verdict").await?;
        page.shown_with_text(".phase", "failover").await?;
        page.assert_accessible().await?;
        click(&page, "[role=tab]", "Faults").await?;
        page.shown_with_text(".operation--refused", "This lesson does not offer")
            .await?;
        page.assert_accessible().await?;
        click(&page, "[role=tab]", "Lesson").await?;
        press_next(&page).await?;
        at(&page, "The power comes back").await?;
        click(&page, ".pick", "In us-east-1b, where it went").await?;
        click(&page, ".foot .button", "Fast-forward").await?;
        page.shown_with_text("#done", "Step 4 is done").await?;
        press_next(&page).await?;
        at(&page, "Fail over on purpose").await?;
        click(&page, ".thing--card", "primary").await?;
        click(&page, ".operation .line", "Reboot with failover").await?;
        page.shown_with_text("#done", "Step 5 is done").await?;
        press_next(&page).await?;
        at(&page, "Won").await?;
        page.shown_with_text(".won", "Predictions right").await?;
        page.shown_with_text(".foot .lesson__next", "Next: ")
            .await?;
        assert_accessible_everywhere(&page).await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_first_lesson_is_won_by_keyboard_too() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        at(&page, "What this is about").await?;
        page.press("n").await?;
        at(&page, "Two copies, one name").await?;
        page.press("n").await?;
        at(&page, "Cut the power").await?;
        answer_by_keyboard(&page).await?;
        tab_to(&page, "Cut the power").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#done", "Step 2 is done").await?;
        page.press("n").await?;
        at(&page, "Where the seconds went").await?;
        page.press("n").await?;
        at(&page, "The power comes back").await?;
        answer_by_keyboard(&page).await?;
        tab_to(&page, "Fast-forward").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#done", "Step 4 is done").await?;
        page.press("n").await?;
        at(&page, "Fail over on purpose").await?;
        fail_over_by_hand(&page, "Step 5 is done").await?;
        page.press("n").await?;
        at(&page, "Won").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_third_lesson_is_won_by_mouse_too() {
    visit(|page| async move {
        page.open("#/lesson/03-bad-delete").await?;
        at(&page, "What this is about").await?;
        press_next(&page).await?;
        for (heading, button, done) in [
            (
                "The statement nobody meant",
                "Run the DELETE",
                "Step 1 is done",
            ),
            (
                "Ask the standby",
                "Fail over to the standby",
                "Step 2 is done",
            ),
        ] {
            at(&page, heading).await?;
            answer_by_mouse(&page).await?;
            click(&page, ".strike .button", button).await?;
            page.shown_with_text("#done", done).await?;
            press_next(&page).await?;
        }
        at(&page, "Find an older tape").await?;
        answer_by_mouse(&page).await?;
        click(&page, "[role=tab]", "Verdict").await?;
        click(&page, ".button--play", "Play").await?;
        click(
            &page,
            ".way .button:not(.button--refused)",
            "Restore, to copy from",
        )
        .await?;
        page.shown_with_text("#done", "Step 3 is done").await?;
        press_next(&page).await?;
        at(&page, "Take a way out").await?;
        click(&page, "[role=tab]", "Verdict").await?;
        click(&page, ".way .button:not(.button--refused)", "Copy back").await?;
        page.shown_with_text("#done", "Step 4 is done").await?;
        press_next(&page).await?;
        at(&page, "Won").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_lesson_is_played_and_won_by_keyboard() {
    visit(|page| async move {
        page.open("#/lesson/03-bad-delete").await?;
        at(&page, "What this is about").await?;
        tab_to(&page, "Begin").await?;
        page.press(Key::Enter).await?;
        at(&page, "The statement nobody meant").await?;
        answer_by_keyboard(&page).await?;
        tab_to(&page, "Run the DELETE").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#done", "Step 1 is done").await?;
        page.press("n").await?;
        at(&page, "Ask the standby").await?;
        answer_by_keyboard(&page).await?;
        tab_to(&page, "Fail over to the standby").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#done", "Step 2 is done").await?;
        tab_to(&page, "Next step").await?;
        page.press(Key::Enter).await?;
        at(&page, "Find an older tape").await?;
        answer_by_keyboard(&page).await?;
        page.assert_accessible().await?;
        restore_by_keyboard(&page).await?;
        page.shown_with_text("#done", "Step 3 is done").await?;
        page.press("n").await?;
        at(&page, "Take a way out").await?;
        page.press("v").await?;
        page.shown("#tab-verdict[aria-selected=true]").await?;
        page.press("/").await?;
        page.shown("#prompt:focus").await?;
        page.press("app stop shop").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text(".notice", "This lesson does not offer app stop.")
            .await?;
        page.press("app copy-back shop --from orders-2").await?;
        page.press(Key::Enter).await?;
        page.shown_with_text("#done", "Step 4 is done").await?;
        page.press("n").await?;
        at(&page, "Won").await?;
        page.assert_accessible().await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

/// Chooses the last answer to each question that is open.
pub async fn answer_by_mouse(page: &Visit) -> WebDriverResult<()> {
    for question in page
        .driver
        .find_all(By::Css(".question:not(:has(input:checked))"))
        .await?
    {
        let answers = question.find_all(By::Css(".pick")).await?;
        let last = &answers[answers.len() - 1];
        // Who reads on has scrolled to it: what leads on lies at the panel's foot.
        last.scroll_into_view().await?;
        last.click().await?;
    }
    Ok(())
}

/// Chooses an answer to each question that is open.
async fn answer_by_keyboard(page: &Visit) -> WebDriverResult<()> {
    while !page
        .driver
        .find_all(By::Css(".question:not(:has(input:checked))"))
        .await?
        .is_empty()
    {
        // Tab comes to a group of choices as one.
        tab_to_css(page, ".question:not(:has(input:checked)) input").await?;
        page.press(Key::Space).await?;
    }
    Ok(())
}

async fn tab_to_css(page: &Visit, css: &str) -> WebDriverResult<()> {
    for _ in 0..80 {
        page.press(Key::Tab).await?;
        let focus = page.driver.active_element().await?;
        let script = "return arguments[0].matches(arguments[1]);";
        let arguments = vec![focus.to_json()?, css.into()];
        if page.driver.execute(script, arguments).await?.convert()? {
            return Ok(());
        }
    }
    panic!("Tab never comes to {css}");
}

/// Asks for the restore until the logs of that moment are there.
async fn restore_by_keyboard(page: &Visit) -> WebDriverResult<()> {
    page.press("v").await?;
    page.shown_with_text(".way", "Copy back").await?;
    page.press(Key::Space).await?;
    page.shown_with_text(".way .button:not(.button--refused)", "Restore")
        .await?;
    tab_to(page, "Restore, to copy from").await?;
    page.press(Key::Enter).await
}

#[test]
fn a_lesson_is_written_mended_and_played() {
    visit(|page| async move {
        page.open("#/author").await?;
        page.shown_with_text(".found", "Proved").await?;
        page.assert_accessible().await?;
        // The first line of the text's own: its title.
        let text = page.shown("#draft").await?;
        text.click().await?;
        let script = "
            const field = document.getElementById('draft');
            field.value = field.value.replace('minutes = 4', 'minutes = \"four\"');
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        ";
        page.driver.execute(script, Vec::new()).await?;
        page.shown_with_text(".mistake", "Line 4")
            .await?
            .click()
            .await?;
        page.shown_with_text(".found__top", "line 4, column")
            .await?;
        page.shown("#draft:focus").await?;
        page.assert_accessible().await?;
        page.press(Key::End).await?;
        for _ in 0.."\"four\"".len() {
            page.press(Key::Backspace).await?;
        }
        page.press("7").await?;
        page.shown_with_text(".found", "Proved").await?;
        click(&page, ".button", "Play it").await?;
        page.resize(390, 844).await?;
        page.assert_no_sideways_scrolling().await?;
        page.assert_accessible().await?;
        page.resize(1280, 800).await?;
        let frame = page.shown(".played iframe").await?;
        frame.enter_frame().await?;
        page.shown_with_text(".lesson", "About 7 minutes").await?;
        press_next(&page).await?;
        at(&page, "Cut the power").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_lesson_that_is_not_there_says_so() {
    visit(|page| async move {
        page.open("#/lesson/no-such-lesson").await?;
        page.shown_with_text("h1", "There is no such lesson")
            .await?;
        page.shown_with_text(".arrival__place", "lessons/en/no-such-lesson.md")
            .await?;
        page.assert_accessible().await?;
        click(&page, "a.button", "Home").await?;
        page.shown("#headline").await?;
        Ok(())
    });
}

/// Whether the reader of lessons was loaded since the page came.
async fn has_reader(page: &Visit) -> WebDriverResult<bool> {
    let script = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('start-reader'))";
    page.driver.execute(script, Vec::new()).await?.convert()
}

#[test]
fn a_lesson_that_was_read_when_the_page_was_published_needs_no_reader_and_a_changed_one_does() {
    visit(|page| async move {
        page.open("#/lesson/01-multi-az").await?;
        page.shown("#next").await?;
        assert!(!has_reader(&page).await?);
        let cdp = page.driver.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        let changed = json!({ "urls": ["*/later/lessons/*"] });
        cdp.send_raw("Network.setBlockedURLs", changed).await?;
        page.driver.goto("about:blank").await?;
        page.open("#/lesson/02-single-az").await?;
        page.shown("#next").await?;
        assert!(has_reader(&page).await?);
        Ok(())
    });
}
