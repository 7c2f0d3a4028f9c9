//! The protection map: of the design on the stage, and of one on a whiteboard.

use crate::everyone::{choose, is_for_everyone};
use crate::visit::visit;

#[test]
fn what_every_failure_would_do_to_a_design_is_read_off_runs() {
    visit(|page| async move {
        page.open("#/sandbox").await?;
        choose(&page, ".start", "other coast").await?;
        page.shown(".stage .card").await?;
        choose(&page, "[role=tab]", "Faults").await?;
        choose(&page, ".palette a", "protection map").await?;
        page.shown_with_text("h1", "Protection map").await?;
        page.shown_with_text("[role=status]", "All").await?;
        page.shown_with_text("tr", "Promote orders-west").await?;
        page.shown_with_text("dd", "failures").await?;
        is_for_everyone(&page, "the protection map").await?;
        choose(&page, "td:nth-child(3) a", "back after").await?;
        page.shown(".stage .card").await?;
        page.shown_with_text(".verdict__body", "recovered").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn on_a_whiteboard_a_design_is_chosen_and_held_to_a_promise() {
    visit(|page| async move {
        page.open("#/whiteboard/KYIV").await?;
        page.shown_with_text("h1", "Whiteboard").await?;
        page.shown_with_text("p", "Choose first").await?;
        choose(&page, "#judge", "").await?;
        choose(&page, "#game-copies label", "Multi-AZ").await?;
        choose(&page, "#judge", "").await?;
        page.shown_with_text("[role=status]", "All").await?;
        page.shown_with_text("dd", "failures").await?;
        is_for_everyone(&page, "the whiteboard").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
