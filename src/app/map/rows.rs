//! What can strike a design: the rows of its map.

use crate::app::faults::{self, Strike};
use crate::app::led::written;
use crate::app::thing::Thing;
use crate::cloud::{FaultKind, Reach, Target};
use crate::sim::{SimDuration, parse_duration};
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

/// What no row is of, and why, in sentences.
pub fn untried(view: &View) -> Vec<String> {
    let here: Vec<&FaultKind> = faults::all(view).iter().map(|one| one.kind).collect();
    let (mut lagging, mut latent, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for kind in view.kinds.iter().map(|one| one.kind) {
        match (here.contains(&kind), kind.reach) {
            (false, _) => missing.push([kind.heading, " (", lacking(kind), ")"].concat()),
            (true, Reach::Lag) => lagging.push(kind.heading.to_owned()),
            (true, Reach::Latent) => latent.push(kind.heading.to_owned()),
            (true, _) => {}
        }
    }
    let told = [
        (
            "Not tried, for no request fails by it (requests take longer, or copies fall behind)",
            lagging,
        ),
        (
            "Not tried, for it shows only once something else fails or somebody acts",
            latent,
        ),
        ("Cannot strike here", missing),
    ];
    let told = told.into_iter().filter(|(_, kinds)| !kinds.is_empty());
    told.map(|(why, kinds)| [why, ": ", &kinds.join(", "), "."].concat())
        .collect()
}

/// What is not there that it would strike.
fn lacking(kind: &FaultKind) -> &'static str {
    match kind.targets.first() {
        Some(Target::Key) => "no key of the account is used",
        Some(Target::Replica) => "there is no read replica",
        _ => "there is nothing of its kind",
    }
}

impl Row {
    /// How late it is noticed, if its line says so.
    pub fn noticed_after(&self) -> Option<SimDuration> {
        let mut words = self.line.split(' ').skip_while(|word| *word != UNNOTICED);
        parse_duration(words.nth(1)?).ok()
    }

    fn of(strike: &Strike, more: Option<&str>) -> Row {
        let own = strike.line.split_once(" --").map(|(_, options)| options);
        let options = [own, more.map(|more| more.trim_start_matches("--"))];
        let options = options
            .into_iter()
            .flatten()
            .flat_map(|options| options.split(" --"));
        let words = options.map(|option| match option.split_once(' ') {
            Some(("rows", rows)) => format!(", {rows} rows"),
            _ => format!(", {}", option.replace('-', " ")),
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::Run;
    use crate::app::starts;

    /// Each kind, and where a map of this design tells of it: in a row, or in a sentence of what is not tried.
    fn told(run: &Run) -> Vec<(&'static str, usize)> {
        let view = run.view();
        let (rows, untried) = (rows(&view), untried(&view));
        let kinds = view.kinds.iter().map(|one| one.kind.heading);
        let places = kinds.map(|heading| {
            let in_row = rows.iter().any(|row| row.heading == heading);
            let named = untried
                .iter()
                .flat_map(|told| told.split_once(": ").map(|(_, kinds)| kinds));
            let named = named.flat_map(|kinds| kinds.trim_end_matches('.').split(", "));
            let named = named.filter(|kind| kind.split(" (").next() == Some(heading));
            (heading, usize::from(in_row) + named.count())
        });
        places.collect()
    }

    #[test]
    fn every_kind_of_fault_has_a_row_or_is_told_why_it_has_none() {
        const KEYED: &str = "seed KYIV\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --storage-encrypted --kms-key-id alias/orders\ngiven app create shop --connect orders --writes 50/s --reads 200/s\n";
        let starts = starts::ALL.iter().map(|start| start.transcript("KYIV"));
        for text in starts.chain([KEYED.to_owned()]) {
            let run = Run::open(&text).expect("it can be opened");
            let all = told(&run);
            assert!(all.len() > 15);
            let wrong: Vec<_> = all.iter().filter(|(_, times)| *times != 1).collect();
            assert!(wrong.is_empty(), "{wrong:?}: {text}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_with_what_it_would_take() {
        let sentences = |name: &str| {
            let start = starts::ALL
                .iter()
                .find(|start| start.name == name)
                .expect("there is one");
            untried(
                &Run::open(&start.transcript("KYIV"))
                    .expect("it can be opened")
                    .view(),
            )
        };
        let single = sentences("single-az");
        assert!(
            single[1].starts_with("Not tried, for it shows only"),
            "{single:?}"
        );
        assert!(
            single[1].contains("DNS answers kept for ever"),
            "{single:?}"
        );
        assert!(
            single[2].contains("Stopped replication (there is no read replica)"),
            "{single:?}"
        );
        let replica = sentences("cross-region");
        assert!(replica[0].contains("Stopped replication"), "{replica:?}");
    }
}
