//! What can strike a design: the rows of its map.

use crate::app::faults::{self, Strike};
use crate::app::led::written;
use crate::app::thing::Thing;
use crate::cloud::Reach;
use crate::world::View;

/// A statement that nobody notices for so long is a row of its own: backups may have gone by then.
const UNNOTICED: &str = "--noticed-after";
const FOR_DAYS: &str = "9d";

/// A failure, and the line that brings it about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `Zone outage`
    pub heading: &'static str,
    /// `us-east-1a for 45m`
    pub place: String,
    pub line: String,
}

/// Whatever can strike what applications write to, and would be felt, or be found one day. What only shows when something else goes
/// wrong is none.
pub fn rows(view: &View) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for strike in strikes(view) {
        let own = Row::of(&strike, None);
        let late = options(&strike).contains(&UNNOTICED).then(|| {
            let more = format!("{UNNOTICED} {FOR_DAYS}");
            Row::of(&strike, Some(&more))
        });
        for row in [Some(own), late].into_iter().flatten() {
            if !rows.iter().any(|known| known.line == row.line) {
                rows.push(row);
            }
        }
    }
    rows
}

impl Row {
    fn of(strike: &Strike, more: Option<&str>) -> Row {
        let own = strike.line.split_once(" --").map(|(_, options)| options);
        let options = [own, more.map(|more| more.trim_start_matches("--"))];
        let options = options
            .into_iter()
            .flatten()
            .flat_map(|options| options.split(" --"));
        let words = options.map(|option| format!(", {}", option.replace('-', " ")));
        let words: String = words.collect();
        let line = [Some(strike.line.as_str()), more];
        let line: Vec<&str> = line.into_iter().flatten().collect();
        Row {
            heading: strike.kind.heading,
            place: strike.place.clone() + &words,
            line: line.join(" "),
        }
    }
}

fn options(strike: &Strike) -> Vec<&'static str> {
    strike
        .kind
        .options
        .iter()
        .map(|option| option.name)
        .collect()
}

fn strikes(view: &View) -> Vec<Strike> {
    let mut strikes: Vec<Strike> = struck(view)
        .iter()
        .flat_map(|thing| faults::against(view, thing))
        .collect();
    strikes.retain(|strike| !matches!(strike.kind.reach, Reach::Latent | Reach::Lag));
    strikes
}

/// What applications write to, and what that stands on: hosts first, then zones, then Regions.
fn struck(view: &View) -> Vec<Thing> {
    let mut written_to: Vec<_> = view
        .apps
        .iter()
        .filter_map(|app| written(view, app))
        .collect();
    written_to.dedup_by(|a, b| a.resource_id == b.resource_id);
    let mut things: Vec<Thing> = written_to
        .iter()
        .map(|entry| Thing::database(entry))
        .collect();
    let copies = written_to.iter().flat_map(|entry| &entry.copies);
    things.extend(copies.map(|copy| Thing::Zone(copy.zone)));
    things.extend(written_to.iter().map(|entry| Thing::Region(entry.region)));
    things.extend(view.apps.iter().map(|app| Thing::App(app.name.clone())));
    let mut once: Vec<Thing> = Vec::new();
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}
