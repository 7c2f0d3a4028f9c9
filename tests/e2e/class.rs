//! A class: three learners hand in what they played under a class link, and their teacher replays it into a table.

use crate::everyone::{choose, is_for_everyone};
use crate::visit::{Visit, visit};
use thirtyfour::prelude::*;

const LINK: &str = "#/task/lesson/01-multi-az?class=DB-26&predict=must&colour=red";

/// Begins the task under a name, does a little of it, and takes its code along.
async fn hands_in(page: &Visit, name: &str) -> WebDriverResult<String> {
    page.open("#/").await?;
    page.open(LINK).await?;
    page.shown_with_text(".missing", "no setting is called so")
        .await?;
    let field = page.shown("#class-name").await?;
    field.clear().await?;
    field.send_keys(name).await?;
    choose(page, ".class .button--main", "Begin").await?;
    page.shown_with_text(".lesson__set", name).await?;
    choose(page, "#next", "Begin").await?;
    choose(page, "#next", "Continue").await?;
    page.shown(".question").await?;
    assert!(
        page.driver.find(By::Css(".pick--quiet")).await.is_err(),
        "not to know is no prediction"
    );
    choose(page, ".lesson__set a", "Hand in").await?;
    page.shown_with_text("h1", "Hand in").await?;
    let code = page.shown("#code").await?;
    let code = code.prop("value").await?.unwrap_or_default();
    assert!(code.starts_with("FL1.") && code.len() < 4096, "{code}");
    Ok(code)
}

#[test]
fn three_hand_ins_are_replayed_into_a_table_and_saved() {
    visit(|page| async move {
        let mut codes = Vec::new();
        for name in ["Ada Lovelace", "Zoë", "=1+1"] {
            codes.push(hands_in(&page, name).await?);
        }
        is_for_everyone(&page, "what is handed in").await?;
        page.open(LINK).await?;
        page.shown("#class-name").await?;
        is_for_everyone(&page, "the door of a task").await?;
        page.open("#/class").await?;
        page.shown("#codes")
            .await?
            .send_keys(format!(
                "{}\n> FL1.broken\n{}\n{}",
                codes[0], codes[1], codes[2]
            ))
            .await?;
        choose(&page, ".class .button", "Read the codes").await?;
        page.shown_with_text(".class__table", "not done").await?;
        let table = page.shown(".class__table").await?.text().await?;
        for name in ["Ada Lovelace", "Zoë", "=1+1"] {
            assert!(table.contains(name), "{table}");
        }
        page.shown_with_text(".missing", "breaks off").await?;
        choose(&page, ".class__believed summary", "").await?;
        page.shown_with_text(".class__names", "Zoë").await?;
        is_for_everyone(&page, "the teacher’s table").await?;
        let file = page
            .driver
            .find(By::Css("a[download=\"class.csv\"]"))
            .await?;
        let file = file.attr("href").await?.unwrap_or_default();
        assert!(
            file.starts_with("data:text/csv") && file.contains("Ada%20Lovelace"),
            "{file}"
        );
        assert!(file.contains("%27=1%2B1"), "no cell is a formula: {file}");
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
