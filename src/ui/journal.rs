//! The journal: what RDS reports, what struck, what was asked for, what the application saw. Newest first.

use crate::app::words;
use crate::cloud::{JournalEntry, JournalKind};
use crate::ui::kit::Held;
use yew::prelude::*;

/// More lines than anybody reads at once; the rest stays in the run.
const MOST: usize = 300;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub journal: Held<Vec<JournalEntry>>,
}

#[component]
pub fn Journal(props: &Props) -> Html {
    if props.journal.is_empty() {
        return html! { <p class="quiet">{ "Nothing has been reported yet." }</p> };
    }
    html! {
        <table class="journal">
            <thead><tr><th scope="col">{ "Time" }</th><th scope="col">{ "What" }</th><th scope="col">{ "Message" }</th></tr></thead>
            <tbody>{ for props.journal.iter().rev().take(MOST).map(row) }</tbody>
        </table>
    }
}

fn row(entry: &JournalEntry) -> Html {
    let (class, id) = match entry.kind {
        JournalKind::Service(event) => ("journal__rds", event.code),
        JournalKind::Fault => ("journal__fault", "fault"),
        JournalKind::Action => ("journal__action", "you"),
        JournalKind::App => ("journal__app", "application"),
    };
    html! {
        <tr {class}>
            <td class="number">{ words::stopwatch(entry.at) }</td>
            <td><span class="journal__id">{ id }</span></td>
            <td><b>{ &entry.source }</b>{ " " }{ &entry.message }</td>
        </tr>
    }
}
