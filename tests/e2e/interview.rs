//! The interview: a question that comes again, a mock interview with its live incident, and what whoever interviews sees.

use crate::access::comes_on_paper;
use crate::everyone::{choose, is_for_everyone};
use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

/// From now on it is so much later.
async fn later(page: &Visit, minutes: u32) -> WebDriverResult<()> {
    let script = "const now = Date.now; Date.now = () => now() + arguments[0];";
    let ms = minutes * 60_000;
    page.driver.execute(script, vec![ms.into()]).await?;
    Ok(())
}

async fn question(page: &Visit) -> WebDriverResult<String> {
    page.shown("#sure").await?;
    page.shown("h1").await?.text().await
}

#[test]
fn what_was_missed_comes_again_in_other_figures() {
    visit(|page| async move {
        page.open("#/").await?;
        choose(&page, ".places a", "Interview").await?;
        page.shown_with_text("h1", "Interview").await?;
        is_for_everyone(&page, "the interview’s questions").await?;
        page.open("#/interview/incidents-dropped-table").await?;
        let asked = question(&page).await?;
        assert!(asked.contains("ten minutes ago"), "{asked}");
        is_for_everyone(&page, "a question of the interview").await?;
        choose(&page, "#sure", "").await?;
        page.shown_with_text("#answer", "You were sure").await?;
        choose(&page, ".interview__point", "second before").await?;
        page.shown_with_text(".interview__judge", "1 of 4 points")
            .await?;
        is_for_everyone(&page, "the answer to a question").await?;
        choose(&page, "#missed", "").await?;
        assert_ne!(question(&page).await?, asked);
        later(&page, 11).await?;
        choose(&page, ".interview__where a", "All questions").await?;
        page.shown_with_text("h2", "Sure, and missed").await?;
        page.shown_with_text(".quiet", "1 to be asked again")
            .await?;
        choose(&page, "#practise", "").await?;
        let again = question(&page).await?;
        assert!(again.contains("forty minutes ago"), "{again}");
        // A reload finds what was answered.
        page.driver.refresh().await?;
        page.shown_with_text("h1", "forty minutes ago").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_mock_interview_has_a_live_incident_and_ends_with_a_sheet() {
    visit(|page| async move {
        page.open("#/interview").await?;
        let name = page.shown("#interview-name").await?;
        name.clear().await?;
        name.send_keys("Ana").await?;
        choose(&page, ".interview a", "Begin the interview").await?;
        let mut live = 0;
        for place in 1..=6 {
            page.shown_with_text(".interview__where", &format!("Question {place} of 6"))
                .await?;
            page.shown("#sure").await?;
            if page
                .driver
                .find(By::Css(".interview__live a"))
                .await
                .is_ok()
            {
                choose(&page, ".interview__live a", "To the stage").await?;
                choose(&page, "#next", "Begin").await?;
                page.shown(".strike .button").await?;
                is_for_everyone(&page, "a live question").await?;
                choose(&page, ".strike .button", "").await?;
                choose(&page, ".lesson__top a", "Back to the interview").await?;
                page.shown_with_text(".interview__live", "Back to the stage")
                    .await?;
                live = place;
            }
            choose(&page, "#not-sure", "").await?;
        }
        assert_ne!(live, 0, "one of them is live");
        for place in 1..=6 {
            page.shown_with_text(".interview__where", &format!("Answer {place} of 6"))
                .await?;
            page.shown("#had").await?;
            if place == live {
                page.shown_with_text(".interview__point", "not in your run")
                    .await?;
                // A reload goes on where it was.
                page.driver.refresh().await?;
                page.shown_with_text(".interview__where", &format!("Answer {place} of 6"))
                    .await?;
            }
            let said = if place == live { "#missed" } else { "#had" };
            choose(&page, said, "").await?;
        }
        page.shown_with_text(".interview", "5 of 6 had").await?;
        is_for_everyone(&page, "the sheet of a mock interview").await?;
        comes_on_paper(&page, ".interview__result").await?;
        page.open("#/interview/mock/senior/ANA?guide").await?;
        page.shown_with_text(".interview", "Rubric").await?;
        is_for_everyone(&page, "what whoever interviews sees").await
    });
}
