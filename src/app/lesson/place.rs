//! Where a step's places lead: a tab beside the stage, or a thing on it.

use crate::app::lesson::LessonPlay;
use crate::app::msg::Msg;
use crate::app::thing::Thing;
use crate::app::window::Tab;
use crate::cloud::RegionId;
use crate::lesson::Place;
use crate::world::View;

/// A link to a place that a step names: its words, and what it opens. Nothing for what is not on the stage now.
pub(super) fn door(name: &str, view: &View) -> Option<(String, Msg)> {
    let tab = |words: &str, tab| Some((words.to_owned(), Msg::Open(tab)));
    let (region, name) = match Place::parse(name)? {
        Place::Verdict => return tab("Open the verdict", Tab::Verdict),
        Place::Journal => return tab("Open the journal", Tab::Journal),
        Place::Faults => return tab("Open the faults", Tab::Faults),
        Place::Terminal => return Some(("Open the terminal".to_owned(), Msg::ToPrompt)),
        Place::Backups(region) => {
            let words = format!("Look at the backups in `{}`", region.name());
            return Some((words, Msg::Select(Thing::Storage(region))));
        }
        Place::Thing(region, name) => (region.unwrap_or(RegionId::DEFAULT), name),
    };
    let thing = thing(region, name, view)?;
    Some((format!("Select `{name}`"), Msg::Select(thing)))
}

/// The first thing on the stage that the step names: it is to be watched while the clock runs.
pub fn watched(play: &LessonPlay, view: &View) -> Option<String> {
    let places = play.step()?.1.step.places.iter();
    let mut doors = places.filter_map(|name| door(name, view));
    doors.find_map(|(_, msg)| match msg {
        Msg::Select(thing) => Some(thing.id()),
        _ => None,
    })
}

fn thing(region: RegionId, name: &str, view: &View) -> Option<Thing> {
    let id = || name.to_owned();
    let all = [
        Thing::App(id()),
        Thing::Database { region, id: id() },
        Thing::Snapshot { region, id: id() },
    ];
    all.into_iter().find(|thing| thing.exists(view))
}
