//! The page as published, end to end: what a visitor does, in a real browser. `make test` runs it.

mod access;
mod author;
mod browser;
mod class;
mod everyone;
mod firefox;
mod fit;
mod forced;
mod game;
mod heard;
mod home;
mod host;
mod hosting;
mod interview;
mod kept;
mod landing;
mod languages;
mod learner;
mod lessons;
mod map;
mod phone;
mod picture;
mod present;
mod recap;
mod repair;
mod rest;
mod share;
mod sight;
mod starts;
mod states;
mod steps;
mod sure;
mod thumb;
mod unkind;
mod visit;

use visit::visit;

#[test]
fn the_page_starts_under_any_path() {
    visit(|page| async move {
        page.open("").await?;
        page.shown_with_text("h1", "How many orders will you lose?")
            .await?;
        // The app has taken the place of the static first screen, whose buttons rest.
        page.gone(".button:disabled").await?;
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_first_screen_has_no_barriers() {
    visit(|page| async move {
        page.open("").await?;
        page.gone(".button:disabled").await?;
        page.assert_accessible().await?;
        page.prefer(&[("prefers-color-scheme", "dark")]).await?;
        page.assert_accessible().await?;
        page.resize(390, 844).await?;
        page.assert_no_sideways_scrolling().await?;
        page.assert_accessible().await
    });
}
