//! Lines that could be typed now, of every verb that there is something to type for: examples of what the lab would carry out.

use crate::app::thing::{Thing, line_name};
use crate::app::{faults, operations};
use crate::world::View;

/// Lines about whatever there is, whether or not each would be accepted at this moment.
#[inline(never)]
pub fn lines(view: &View) -> Vec<String> {
    let things = things(view);
    let operations = things.iter().flat_map(|thing| operations::of(view, thing));
    let mut lines: Vec<String> = operations.map(|one| one.line).collect();
    lines.extend(faults::all(view).into_iter().map(|strike| strike.line));
    lines.extend(view.faults.iter().filter_map(faults::mend));
    let around = &operations::around(view, &|_| String::new());
    let services = view.catalogue.services.iter();
    lines.extend(services.flat_map(|service| service.buttons.examples(around)));
    lines.extend(view.databases.first().map(|entry| {
        let name = operations::free_name(view, "reports");
        let connect = line_name(view, entry);
        format!("app create {name} --connect {connect} --writes 0/s --reads 50/s")
    }));
    lines.extend(view.apps.iter().flat_map(|app| {
        let own = |verb| format!("app {verb} {}", app.name);
        [own("start"), own("stop")]
    }));
    lines.extend(["goal rto 15m", "goal rpo 1m"].map(str::to_owned));
    lines
}

fn things(view: &View) -> Vec<Thing> {
    let apps = view.apps.iter().map(|app| Thing::App(app.name.clone()));
    let databases = view.databases.iter().map(Thing::database);
    let proxies = view.proxies.iter().map(Thing::proxy);
    let snapshots = view.snapshots.iter().map(Thing::snapshot);
    let regions = view.regions.iter().map(|region| Thing::Storage(region.id));
    databases
        .chain(apps)
        .chain(proxies)
        .chain(snapshots)
        .chain(regions)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::Run;
    use crate::language::help;
    use crate::sim::SimDuration;

    /// Of verbs that nothing can be typed for here: there is no MySQL, no damage, and no backup of an instance that is gone; and
    /// numbers are changed before a run begins.
    const NONE: [&str; 4] = [
        "app copy-back",
        "aws rds delete-db-instance-automated-backup",
        "number",
        "sql",
    ];

    #[test]
    fn every_verb_has_an_example_that_would_be_accepted_now() {
        let start = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az --backup-retention-period 7
given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders
given aws rds create-db-cluster --db-cluster-identifier sales --engine postgres --db-cluster-instance-class db.m6gd.large --storage-type gp3 --allocated-storage 100
given aws rds create-db-instance --db-instance-identifier idle --engine postgres --db-instance-class db.m6g.large --allocated-storage 20
given aws rds create-db-instance --db-instance-identifier spare --engine postgres --db-instance-class db.m6g.large --allocated-storage 20
given aws rds stop-db-instance --db-instance-identifier idle
given aws rds create-db-proxy --db-proxy-name front --engine-family POSTGRESQL
given aws rds create-db-proxy --db-proxy-name door --engine-family POSTGRESQL
given aws rds register-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders
given aws dynamodb create-table --table-name baskets --billing-mode PAY_PER_REQUEST
given aws dynamodb update-continuous-backups --table-name baskets --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
given app create shop --connect orders
given -9h aws dynamodb create-backup --table-name baskets --backup-name nightly
given -9h aws rds create-db-cluster-snapshot --db-cluster-identifier sales --db-cluster-snapshot-identifier kept
given -9h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier keep
10s fault inject network-partition us-east-1a us-east-1c --for 9h
11s app stop shop
";
        let mut run = Run::open(start).expect("it can be opened");
        run.advance(SimDuration::from_secs(60));
        let now = lines(&run.view());
        let now: Vec<String> = now
            .into_iter()
            .filter(|line| run.refusal(line).is_none())
            .collect();
        for verb in crate::language::Verb::all() {
            let told = help(verb.path, &now).expect("it is known");
            let is_shown = told.contains("now, for example: ");
            assert_eq!(is_shown, !NONE.contains(&verb.path), "{told}");
        }
    }
}
