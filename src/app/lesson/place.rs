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

/// What is to be watched on the stage in the present step, by ids, what matters most first: what its text says to watch or to look at,
/// where it leads, whatever else it names, and what the applications use.
pub fn watched(play: &LessonPlay, view: &View) -> Vec<String> {
    let Some((_, step)) = play.step() else {
        return Vec::new();
    };
    let led_to = step.step.places.iter().filter_map(|name| {
        let (_, msg) = door(name, view)?;
        match msg {
            Msg::Select(thing) => Some(thing),
            _ => None,
        }
    });
    let named = named(&step.html);
    let of = |is_watched: bool| {
        let some = named.iter().filter(move |(_, is)| *is == is_watched);
        some.filter_map(|(name, _)| anywhere(name, view))
    };
    let used = view.apps.iter();
    let used = used.filter_map(|app| anywhere(&app.connect, view));
    let mut lanes: Vec<String> = Vec::new();
    for thing in of(true).chain(led_to).chain(of(false)).chain(used) {
        for lane in thing.lanes(view) {
            if !lanes.contains(&lane) {
                lanes.push(lane);
            }
        }
    }
    lanes
}

/// What a text names in code, and whether its sentence has said before to watch it or to look at it.
fn named(html: &str) -> Vec<(&str, bool)> {
    const SAYS: [&str; 2] = ["watch ", "look at "];
    let mut all = Vec::new();
    let mut parts = html.split("<code>");
    let mut said = String::new();
    let mut hear = |prose: &str| {
        said.push_str(&prose.to_lowercase().replace('\n', " "));
        let ends = [". ", ".<"].iter().filter_map(|end| said.rfind(end)).max();
        said.drain(..ends.map_or(0, |end| end + 1));
        SAYS.iter().any(|word| said.contains(word))
    };
    let mut is_watched = hear(parts.next().unwrap_or_default());
    for part in parts {
        if let Some((name, prose)) = part.split_once("</code>") {
            all.push((name, is_watched));
            is_watched = hear(prose);
        }
    }
    all
}

/// An application, or else a database, a snapshot or a zone in whatever Region.
fn anywhere(name: &str, view: &View) -> Option<Thing> {
    let mut regions = view.regions.iter();
    let found = regions.find_map(|region| thing(region.id, name, view));
    let zones = || {
        let mut all = view.regions.iter().flat_map(|region| &region.zones);
        all.find(|zone| zone.id.name() == name)
    };
    found.or_else(|| zones().map(|zone| Thing::Zone(zone.id)))
}

fn thing(region: RegionId, name: &str, view: &View) -> Option<Thing> {
    let id = || name.to_owned();
    let all = [
        Thing::App(id()),
        Thing::Database { region, id: id() },
        Thing::Snapshot { region, id: id() },
    ];
    let stands = all.into_iter().find(|thing| thing.exists(view));
    stands.or_else(|| proxy(region, name, view))
}

/// A proxy, by its name or as an application's endpoint.
fn proxy(region: RegionId, name: &str, view: &View) -> Option<Thing> {
    let mut proxies = view.proxies.iter().filter(|one| one.region == region);
    let found = proxies.find(|one| one.id == name || one.endpoint == name);
    found.map(Thing::proxy)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn what_a_sentence_says_to_watch_is_told_from_what_it_only_names() {
        let html = "<p>The tape of <code>orders</code> runs on. Then look at\n<code>orders-r</code> and <code>orders-s</code>.</p>\n<p>Watch it: <code>shop</code> waits. <code>cart</code> does not.</p>";
        let watched = |is: bool| -> Vec<&str> {
            let some = named(html).into_iter().filter(|(_, one)| *one == is);
            some.map(|(name, _)| name).collect()
        };
        assert_eq!(watched(true), ["orders-r", "orders-s", "shop"]);
        assert_eq!(watched(false), ["orders", "cart"]);
    }
}
