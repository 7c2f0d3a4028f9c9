//! Where a step's places lead: a tab beside the stage, or a thing on it.

use crate::app::msg::Msg;
use crate::app::thing::Thing;
use crate::app::window::Tab;
use crate::cloud::RegionId;
use crate::world::View;

/// A link to a place that a step names: its words, and what it opens. Nothing for what is not on the stage now.
pub(super) fn door(name: &str, view: &View) -> Option<(String, Msg)> {
    let tab = |words: &str, tab| Some((words.to_owned(), Msg::Open(tab)));
    match name {
        "verdict" => return tab("Open the verdict", Tab::Verdict),
        "journal" => return tab("Open the journal", Tab::Journal),
        "faults" => return tab("Open the faults", Tab::Faults),
        "terminal" => return Some(("Open the terminal".to_owned(), Msg::ToPrompt)),
        _ => {}
    }
    let (name, region) = match name.split_once('/') {
        Some((region, name)) => (name, RegionId::parse(region)?),
        None => (name, RegionId::DEFAULT),
    };
    if name == "backups" {
        let words = format!("Look at the backups in `{}`", region.name());
        return Some((words, Msg::Select(Thing::Storage(region))));
    }
    let thing = thing(name, view)?;
    Some((format!("Select `{name}`"), Msg::Select(thing)))
}

fn thing(name: &str, view: &View) -> Option<Thing> {
    let app = view.apps.iter().find(|app| app.name == name);
    let database = || view.databases.iter().find(|entry| entry.id == name);
    let snapshot = || view.snapshots.iter().find(|shot| shot.id == name);
    let app = app.map(|app| Thing::App(app.name.clone()));
    let database = || database().map(Thing::database);
    app.or_else(database)
        .or_else(|| snapshot().map(Thing::snapshot))
}
