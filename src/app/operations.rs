//! What can be done with the selected thing: each operation is a button that runs one line of the language. A service brings those of
//! what is its own.

use crate::app::thing::{Thing, line_name};
use crate::app::{stage, words};
use crate::cloud::{Access, Around, Button, Buttons, NoButtons};
use crate::sim::SimTime;
use crate::world::{AppView, DatabaseView, RoleView, View};

/// Every operation on a thing, legal now or not.
pub fn of(view: &View, thing: &Thing) -> Vec<Button> {
    let damage = |at| damage_at(view, at);
    let around = &around(view, &damage);
    match thing {
        Thing::Database { .. } => thing.database_in(view).map_or_else(Vec::new, |entry| {
            brought(view, entry.service).of_database(around, entry)
        }),
        Thing::App(_) => thing
            .app_in(view)
            .map_or_else(Vec::new, |app| of_app(view, app)),
        Thing::Proxy { .. } => thing.proxy_in(view).map_or_else(Vec::new, |proxy| {
            brought(view, proxy.service).of_proxy(around, proxy)
        }),
        Thing::Snapshot { region, id } => view
            .snapshots
            .iter()
            .find(|shot| shot.region == *region && shot.id == *id)
            .map_or_else(Vec::new, |shot| {
                brought(view, shot.service).of_snapshot(around, shot)
            }),
        Thing::Storage(region) => {
            let gone = view.archives.iter();
            let gone = gone.filter(|one| one.region == *region && one.retained);
            gone.flat_map(|kept| brought(view, kept.service).of_kept(around, kept))
                .collect()
        }
        Thing::Zone(_) | Thing::Region(_) => Vec::new(),
    }
}

/// The operations that are ways on from what has happened, each with the name of its thing: restores, promotions, and what an
/// application can be led to.
pub fn ways_on(view: &View) -> Vec<(String, Button)> {
    let mut all = Vec::new();
    let mut add = |name: &str, some: Vec<Button>| {
        let leading = some.into_iter().filter(|one| one.leads_on);
        all.extend(leading.map(|one| (name.to_owned(), one)));
    };
    let damage = |at| damage_at(view, at);
    let around = &around(view, &damage);
    for entry in &view.databases {
        add(
            &entry.id,
            brought(view, entry.service).of_database(around, entry),
        );
    }
    for proxy in &view.proxies {
        add(
            &proxy.id,
            brought(view, proxy.service).of_proxy(around, proxy),
        );
    }
    for shot in &view.snapshots {
        add(
            &shot.id,
            brought(view, shot.service).of_snapshot(around, shot),
        );
    }
    for app in &view.apps {
        let own = view.databases.iter();
        let own = own.filter(|entry| entry.role == RoleView::Standalone);
        add(
            &app.name,
            own.flat_map(|entry| leads(view, app, entry)).collect(),
        );
    }
    all
}

/// The buttons of a service of this world.
pub fn brought(view: &View, service: &str) -> &'static dyn Buttons {
    let words = view.catalogue.service(service);
    words.map_or(&NoButtons, |words| words.buttons)
}

/// What stands around a thing. `damage` tells what damage of a moment is called: [`damage_at`].
pub fn around<'a>(view: &'a View, damage: &'a dyn Fn(SimTime) -> String) -> Around<'a> {
    Around {
        databases: &view.databases,
        proxies: &view.proxies,
        snapshots: &view.snapshots,
        calendar: view.calendar,
        damage,
    }
}

/// What the damage is called that was done at a moment.
pub fn damage_at(view: &View, at: SimTime) -> String {
    let mut own = view
        .incidents
        .iter()
        .filter(|one| one.at == at && one.damages_rows());
    own.next()
        .map_or_else(|| "bad write".to_owned(), words::cause)
}

/// `orders-2`, or the next number that is free.
pub fn next_name(view: &View, id: &str) -> String {
    around(view, &|_| String::new()).next_name(id)
}

/// A name if it is free, and else the next that is.
pub fn free_name(view: &View, id: &str) -> String {
    around(view, &|_| String::new()).free_name(id)
}

fn of_app(view: &View, app: &AppView) -> Vec<Button> {
    let all = view.databases.iter();
    let mut operations: Vec<Button> = all.flat_map(|entry| leads(view, app, entry)).collect();
    if !view.proxies.is_empty() {
        operations.extend(to_proxies(view, app));
    }
    operations.push(match app.running {
        true => Button::new("Stop its traffic", format!("app stop {}", app.name)),
        false => Button::new("Start its traffic", format!("app start {}", app.name)),
    });
    operations
}

/// What leads an application to a proxy that it does not go through.
#[inline(never)]
fn to_proxies(view: &View, app: &AppView) -> Vec<Button> {
    let others = view.proxies.iter().filter(|proxy| {
        let label = proxy.region.label(&proxy.endpoint);
        proxy.available && label != app.connect
    });
    let buttons = others.map(|proxy| {
        let name = proxy.region.label(&proxy.endpoint);
        let line = format!("app point {} --to {name}", app.name);
        Button::new(format!("Point it to {name}"), line)
    });
    buttons.collect()
}

/// What leads an application to a database that it does not write to, and what copies its rows back from there.
fn leads(view: &View, app: &AppView, entry: &DatabaseView) -> Vec<Button> {
    let in_use = stage::named(view, app, Access::Write);
    if in_use.is_some_and(|place| view.databases[place] == *entry) {
        return Vec::new();
    }
    let name = line_name(view, entry);
    let leading = |title: String, line: String| Button::new(title, line).leading_on(true);
    let mut operations = vec![leading(
        format!("Point it to {name}"),
        format!("app point {} --to {name}", app.name),
    )];
    if app.damaged_rows > 0 {
        operations.push(leading(
            format!("Copy the damaged rows back from {name}"),
            format!("app copy-back {} --from {name}", app.name),
        ));
    }
    operations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::Run;
    use crate::app::{describe, fixture};
    use crate::sim::SimDuration;

    fn lines(view: &View, thing: &Thing) -> Vec<String> {
        of(view, thing)
            .into_iter()
            .map(|operation| operation.line)
            .collect()
    }

    #[test]
    fn a_damaged_database_offers_the_second_before_the_bad_write() {
        let view = fixture::bad_write();
        let thing = Thing::database(&view.databases[0]);
        assert!(lines(&view, &thing).contains(
            &"aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:19Z".to_owned()
        ));
    }

    #[test]
    fn a_replica_elsewhere_is_promoted_in_its_region() {
        let view = fixture::cross_region();
        let thing = Thing::database(&view.databases[1]);
        assert_eq!(
            lines(&view, &thing)[0],
            "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west"
        );
        let shop = Thing::App("shop".to_owned());
        assert!(lines(&view, &shop).contains(&"app point shop --to orders-west".to_owned()));
    }

    #[test]
    fn new_names_are_free() {
        let view = fixture::restored();
        assert_eq!(next_name(&view, "orders"), "orders-3");
        assert_eq!(next_name(&view, "orders-2"), "orders-3");
    }

    #[test]
    fn what_leads_on_is_restores_promotions_and_other_databases() {
        let titles = |view: &View| -> Vec<String> {
            let ways = ways_on(view).into_iter();
            ways.map(|(of, one)| format!("{of}: {}", one.title))
                .collect()
        };
        let mut view = fixture::cross_region();
        assert_eq!(
            titles(&view),
            [
                "orders: Restore to the latest restorable time",
                "orders-west: Promote to a database of its own",
                "orders-west: Restore to the latest restorable time",
            ]
        );
        view.databases[0].retention_days = 0;
        view.databases[1].retention_days = 0;
        assert_eq!(
            titles(&view),
            ["orders-west: Promote to a database of its own"],
            "without backups no time brings one"
        );
    }

    #[test]
    fn what_is_encrypted_goes_elsewhere_with_a_key_of_its_own_and_starts_again() {
        let mut run = Run::open(
            "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --storage-encrypted --kms-key-id alias/orders
given app create shop --connect orders
given -3h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier by-hand
1h fault inject kms-key-disabled alias/orders
",
        )
        .expect("it can be opened");
        let view = run.view();
        let shot = view.snapshots.iter().find(|shot| shot.id == "by-hand");
        let shot = Thing::snapshot(shot.expect("it was taken"));
        let orders = Thing::database(&view.databases[0]);
        for thing in [&orders, &shot] {
            let key = ("Encrypted with", "alias/orders".to_owned());
            assert!(describe::facts(&view, thing).contains(&key), "{thing:?}");
            let all = lines(&view, thing);
            let elsewhere = all.iter().find(|line| line.contains("--region us-west-2"));
            let elsewhere = elsewhere.expect("it can be had elsewhere");
            assert!(
                elsewhere.ends_with(" --kms-key-id alias/west"),
                "{elsewhere}"
            );
        }
        let start = "aws rds start-db-instance --db-instance-identifier orders".to_owned();
        assert!(!lines(&view, &orders).contains(&start), "it runs");
        run.advance(SimDuration::from_hours(2));
        assert!(
            lines(&run.view(), &orders).contains(&start),
            "it waits for its key"
        );
    }
}
