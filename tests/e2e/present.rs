//! A lesson is presented to a class, on a projector of 1280×720, by a remote that sends PageDown.

use crate::everyone::is_for_everyone;
use crate::visit::{Visit, eventually, visit};
use thirtyfour::prelude::*;

/// Where the presentation stands: `7 / 31`, and what leads on from there.
async fn place(page: &Visit) -> WebDriverResult<(String, String)> {
    let script = "return [document.querySelector('.slide__nav .number').textContent, document.querySelector('#next').textContent];";
    page.driver.execute(script, Vec::new()).await?.convert()
}

/// Presses the one key, and waits until something else is shown, or the run has come on.
async fn press_on(page: &Visit) -> WebDriverResult<String> {
    let before = place(page).await?;
    page.press(Key::PageDown).await?;
    eventually("the key leads on", async || {
        let now = place(page).await?;
        Ok((now != before).then_some(now.0))
    })
    .await
}

/// What cannot be seen or read from the last row.
async fn unseen(page: &Visit) -> WebDriverResult<Vec<String>> {
    let script = "const root = document.documentElement, found = [];
        if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push(`${root.scrollWidth}×${root.scrollHeight} are more than the window`);
        const slide = document.querySelector('.slide');
        if (slide.scrollHeight > slide.clientHeight + 1 || slide.scrollWidth > slide.clientWidth + 1) found.push(`cut: ${slide.textContent}`);
        const words = slide.querySelectorAll('h1, .prose p, .prose li, .slide__choice, .slide__explain, .slide__clock');
        for (const one of words) if (parseFloat(getComputedStyle(one).fontSize) < 23.9) found.push(`small: ${one.textContent}`);
        return found;";
    page.driver.execute(script, Vec::new()).await?.convert()
}

#[test]
fn a_lesson_is_presented_by_one_key_and_everything_is_seen_from_the_last_row() {
    visit(|page| async move {
        page.resize(1280, 720).await?;
        page.open("#/present/01-multi-az").await?;
        page.shown_with_text("h1", "The zone that went dark")
            .await?;
        let mut presses = 0;
        let mut known = String::new();
        loop {
            let (at, _) = place(&page).await?;
            if at != known {
                assert_eq!(unseen(&page).await?, Vec::<String>::new(), "slide {at}");
                page.assert_accessible().await?;
            }
            if at.split(" / ").all(|one| at.starts_with(one)) {
                break;
            }
            known = at;
            press_on(&page).await?;
            presses += 1;
            assert!(presses < 120, "it comes to no end");
        }
        page.shown_with_text("h1", "What was promised was kept")
            .await?;
        is_for_everyone(&page, "the last slide").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_class_votes_twice_and_sees_both_votes_beside_what_happened() {
    visit(|page| async move {
        page.open("#/present/01-multi-az").await?;
        page.shown_with_text("h1", "The zone that went dark")
            .await?;
        let to = async |round: &'static str| -> WebDriverResult<()> {
            while !page.driver.source().await?.contains(round) {
                press_on(&page).await?;
            }
            Ok(())
        };
        let vote = async |counts: [&'static str; 3]| -> WebDriverResult<()> {
            for count in counts {
                page.press(Key::Tab).await?;
                page.press(count).await?;
            }
            Ok(())
        };
        to("Vote alone").await?;
        is_for_everyone(&page, "a question that is voted on").await?;
        page.resize(1280, 720).await?;
        page.driver
            .execute("document.querySelector('h1').focus();", Vec::new())
            .await?;
        vote(["12", "5", "3"]).await?;
        to("Vote again").await?;
        assert!(
            page.driver
                .find_all(By::Css(".slide__bar"))
                .await?
                .is_empty()
        );
        vote(["4", "16", "0"]).await?;
        to("The run settles it").await?;
        let right = page.shown(".slide__chosen").await?.text().await?;
        assert!(
            right.contains("For a minute or two") && right.contains("So it went"),
            "{right}"
        );
        let bars = page
            .driver
            .find_all(By::Css(".slide__chosen .slide__bar > b"))
            .await?;
        let mut counts = Vec::new();
        for bar in bars {
            counts.push(bar.text().await?);
        }
        assert_eq!(counts, ["5", "16"]);
        is_for_everyone(&page, "a question that is settled").await?;
        page.press(Key::Escape).await?;
        page.gone(".slide").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
