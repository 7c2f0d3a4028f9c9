//! The palette of faults: for each thing on the stage, the lines that strike it.

use crate::app::part::Parts;
use crate::app::stage;
use crate::app::thing::{Thing, line_name};
use crate::cloud::{Access, FaultKind, Reach, RegionId, Target, ZoneId, kms};
use crate::sim::sort_by_number;
use crate::world::{DatabaseView, FaultView, KindView, RoleView, View};

/// One way to break something, as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strike {
    pub kind: &'static FaultKind,
    /// Where it strikes, as a person says it.
    pub place: String,
    pub line: String,
}

impl Strike {
    fn new(kind: &'static FaultKind, target: &str, options: &str) -> Strike {
        let mut line = format!("fault inject {} {target}", kind.name);
        if !options.is_empty() {
            line.push(' ');
            line.push_str(options);
        }
        Strike {
            kind,
            place: target.replace(' ', " from "),
            line,
        }
    }
}

/// Every strike that is possible on this stage, in the order of the list of kinds.
pub fn all(view: &View) -> Vec<Strike> {
    let mut strikes: Vec<Strike> = things(view)
        .iter()
        .flat_map(|thing| against(view, thing))
        .collect();
    let kinds = &view.kinds;
    let place = |kind| kinds.iter().position(|known| known.kind == kind);
    sort_by_number(&mut strikes, |strike| {
        place(strike.kind).map_or(-1, |place| place as i64)
    });
    strikes.dedup();
    strikes
}

/// Strikes as a menu offers them: what is seldom looked for stands behind one word.
pub fn offer(
    kind: &'static str,
    strikes: &[Strike],
    at: &mut Parts,
    each: impl Fn(&Strike, &mut Parts),
) {
    let (rare, common): (Vec<&Strike>, Vec<&Strike>) =
        strikes.iter().partition(|strike| strike.kind.rare);
    common.into_iter().for_each(|strike| each(strike, at));
    at.when(!rare.is_empty(), |at| {
        at.within(kind, |at| {
            at.line("summary", "More…");
            rare.into_iter().for_each(|strike| each(strike, at));
        });
    });
}

fn things(view: &View) -> Vec<Thing> {
    let mut things: Vec<Thing> = view
        .apps
        .iter()
        .map(|app| Thing::App(app.name.clone()))
        .collect();
    things.extend(view.databases.iter().map(Thing::database));
    // Of the automated ones, which are many, the newest is enough: each offers its faults where it is shown.
    let (automated, by_hand): (Vec<_>, Vec<_>) =
        view.snapshots.iter().partition(|shot| shot.automated);
    let newest = automated.last().copied();
    things.extend(by_hand.into_iter().chain(newest).map(Thing::snapshot));
    for region in &view.regions {
        things.extend(region.zones.iter().map(|zone| Thing::Zone(zone.id)));
        things.push(Thing::Region(region.id));
    }
    things
}

/// The strikes against one thing, in the order of its menu.
pub fn against(view: &View, thing: &Thing) -> Vec<Strike> {
    let mut strikes = Vec::new();
    match thing {
        Thing::App(name) => against_app(view, name, &mut strikes),
        Thing::Database { .. } => {
            if let Some(entry) = thing.database_in(view) {
                against_database(view, entry, &mut strikes);
            }
        }
        Thing::Zone(zone) => against_zone(view, *zone, &mut strikes),
        Thing::Region(region) => against_region(view, *region, &mut strikes),
        Thing::Snapshot { region, id } => {
            add(view, &mut strikes, Target::Snapshot, &region.label(id), any);
        }
        Thing::Proxy { .. } | Thing::Storage(_) => {}
    }
    // AWS's own key is not the account's to disable.
    if let Some(key) = thing.key_in(view).filter(|key| !key.is_aws_own()) {
        add(view, &mut strikes, Target::Key, &key.label(), any);
    }
    sort_by_number(&mut strikes, |strike| i64::from(strike.kind.menu));
    strikes
}

/// Strikes of all kinds that are aimed at such a target and fit.
fn add(
    view: &View,
    strikes: &mut Vec<Strike>,
    target: Target,
    name: &str,
    fits: impl Fn(&KindView) -> bool,
) {
    let aimed = view.kinds.iter();
    let aimed = aimed.filter(|of| of.kind.targets == [target] && fits(of));
    strikes.extend(aimed.map(|of| Strike::new(of.kind, name, of.kind.button)));
}

/// Strikes of all kinds that come between two sides.
fn add_between(view: &View, strikes: &mut Vec<Strike>, a: &str, b: &str, options: Option<&str>) {
    let between = view.kinds.iter().map(|of| of.kind);
    let between = between.filter(|kind| kind.reach == Reach::Across);
    let sides = format!("{a} {b}");
    strikes.extend(between.map(|kind| Strike::new(kind, &sides, options.unwrap_or(kind.button))));
}

fn any(_: &KindView) -> bool {
    true
}

fn against_app(view: &View, name: &str, strikes: &mut Vec<Strike>) {
    add(view, strikes, Target::App, name, any);
    let app = view.apps.iter().find(|app| app.name == name);
    if let Some(place) = app.and_then(|app| stage::named(view, app, Access::Write)) {
        let database = line_name(view, &view.databases[place]);
        add_between(view, strikes, name, &database, Some("--for 10m"));
    }
}

fn against_database(view: &View, entry: &DatabaseView, strikes: &mut Vec<Strike>) {
    let name = line_name(view, entry);
    if let RoleView::ReadReplica { source, .. } = &entry.role {
        // It takes no writes, wrong ones neither.
        add(view, strikes, Target::Database, &name, |of| {
            !of.kind.reach.damages() && of.fits(entry)
        });
        add(view, strikes, Target::Replica, &name, |of| of.fits(entry));
        if let Some(place) = stage::find_database(view, source) {
            let source = line_name(view, &view.databases[place]);
            add_between(view, strikes, &source, &name, None);
        }
    } else {
        add(view, strikes, Target::Database, &name, |of| of.fits(entry));
    }
}

fn against_zone(view: &View, zone: ZoneId, strikes: &mut Vec<Strike>) {
    add(view, strikes, Target::Zone, &zone.name(), any);
    let neighbour = view
        .regions
        .iter()
        .find(|region| region.id == zone.region)
        .and_then(|region| region.zones.iter().find(|other| other.id != zone));
    if let Some(other) = neighbour {
        let (a, b) = (zone.min(other.id), zone.max(other.id));
        add_between(view, strikes, &a.name(), &b.name(), None);
    }
}

fn against_region(view: &View, region: RegionId, strikes: &mut Vec<Strike>) {
    add(view, strikes, Target::Region, region.name(), any);
    if let Some(other) = view.regions.iter().find(|other| other.id != region) {
        let (a, b) = (region.min(other.id), region.max(other.id));
        add_between(view, strikes, a.name(), b.name(), None);
    }
}

/// The line that mends a fault in force, if that kind can be mended.
pub fn mend(fault: &FaultView) -> Option<String> {
    let kind = fault.fault.kind;
    let target = fault.fault.target();
    kind.lasts
        .then(|| format!("fault clear {} {target}", kind.name))
}

/// Faults in force that strike a thing by name, or the key that it is encrypted with.
pub fn in_force<'a>(view: &'a View, thing: &Thing) -> impl Iterator<Item = &'a FaultView> {
    let (name, key) = (thing.name(), thing.key_in(view));
    let is_it = move |target: &String| target.rsplit('/').next() == Some(name.as_str());
    view.faults
        .iter()
        .filter(move |FaultView { fault, .. }| match fault.kind.targets {
            [Target::Key] => key.is_some() && kms::named(fault.first()) == key,
            _ => fault.targets.iter().any(&is_it),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::cloud::Fault;
    use crate::world::CATALOGUE;

    #[test]
    fn every_kind_of_fault_has_a_title_and_a_place_in_the_palette() {
        let mut view = fixture::cross_region();
        view.databases[0].kms_key = kms::named("alias/orders").map(|key| key.arn());
        let strikes = all(&view);
        for kind in CATALOGUE.fault_kinds() {
            assert!(!kind.title.is_empty(), "{}", kind.name);
            assert!(
                strikes.iter().any(|strike| strike.kind == kind),
                "{}",
                kind.name
            );
        }
    }

    #[test]
    fn a_key_is_struck_from_what_is_encrypted_with_it() {
        let mut view = fixture::cross_region();
        let [orders, west] = [0, 1].map(|place| Thing::database(&view.databases[place]));
        let keyed = |view: &View, thing: &Thing| -> Vec<String> {
            let strikes = against(view, thing).into_iter();
            let of_key = strikes.filter(|strike| strike.kind.targets == [Target::Key]);
            of_key.map(|strike| strike.line).collect()
        };
        assert_eq!(keyed(&view, &orders), [""; 0], "it is not encrypted");
        for (place, name) in ["alias/orders", "us-west-2/alias/orders"]
            .iter()
            .enumerate()
        {
            view.databases[place].kms_key = kms::named(name).map(|key| key.arn());
        }
        let line = "fault inject kms-key-disabled us-west-2/alias/orders";
        assert_eq!(keyed(&view, &west), [line]);
        // The database `orders` and the key `alias/orders` are two things.
        let fault = Fault::on(
            against(&view, &west).last().expect("it is the last").kind,
            "us-west-2/alias/orders",
        );
        view.faults = vec![FaultView {
            fault,
            ..fixture::zone_dark().faults[0].clone()
        }];
        assert_eq!(in_force(&view, &orders).count(), 0);
        assert_eq!(in_force(&view, &west).count(), 1);
        view.databases[0].kms_key = Some(kms::KmsKey::aws_own(RegionId::DEFAULT).arn());
        assert_eq!(
            keyed(&view, &orders),
            [""; 0],
            "nobody disables AWS's own key"
        );
    }

    #[test]
    fn a_zone_is_struck_from_itself() {
        let view = fixture::zone_dark();
        let zone = Thing::Zone(ZoneId::parse("us-east-1a").expect("it exists"));
        assert_eq!(
            against(&view, &zone)[0].line,
            "fault inject az-outage us-east-1a --for 45m"
        );
        let fault = in_force(&view, &zone).next().expect("it is in force");
        assert_eq!(
            mend(fault).as_deref(),
            Some("fault clear az-outage us-east-1a")
        );
    }
}
