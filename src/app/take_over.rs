//! The ways out where the copy that an application writes to is out of reach or lost, side by side.

use crate::app::handed_over::hand_over;
use crate::app::led::{led_on, written};
use crate::app::pace::is_being_made;
use crate::app::thing::line_name;
use crate::app::ways::WayOut;
use crate::app::{operations, say, stage, toll, words};
use crate::cloud::{RegionId, Tape, TimelineId};
use crate::world::{AppView, CopyHealth, DatabaseView, IncidentView, Lacking, RoleView, View};

/// What can be done about an incident that is not over and that nothing here repairs by itself: wait, promote, restore, point.
/// `lacked` tells what an application that goes on with a tape would lack.
#[inline(never)]
pub fn take_over(
    view: &View,
    incident: &IncidentView,
    lacked: impl Fn(Tape) -> Lacking,
) -> Vec<WayOut> {
    let Some((app, source)) = stricken(view, incident) else {
        return Vec::new();
    };
    let cost = |tape: Tape| {
        let lacked = lacked(tape);
        match lacked.writes {
            0 => ("0".to_owned(), false),
            writes => {
                let orders = words::counted(writes, "order", "orders");
                (format!("−{}", toll::and_time(orders, lacked.span)), true)
            }
        }
    };
    let others = || view.databases.iter().filter(|other| *other != source);
    let mut ways: Vec<WayOut> = wait(view, source).into_iter().collect();
    ways.extend(fail_over(view, source));
    for other in others() {
        if let Some(way) = heir(view, app, source, other, &cost) {
            ways.extend(by_proxy(view, app, other, way));
        }
    }
    // One restore is enough.
    if !others().any(|other| is_made_from(other, source)) {
        ways.extend(restore(view, source, &cost));
    }
    ways
}

/// The application of an incident that is not over, and its database, if that will not be had again soon: its copy is out of
/// reach or lost, and no standby takes over by itself.
fn stricken<'v>(
    view: &'v View,
    incident: &IncidentView,
) -> Option<(&'v AppView, &'v DatabaseView)> {
    if incident.recovered_at.is_some() {
        return None;
    }
    let mut apps = view
        .apps
        .iter()
        .filter(|app| incident.apps.contains(&app.name));
    apps.find_map(|app| {
        let source = written(view, app)?;
        let health = source.primary().health;
        let is_saved = health != CopyHealth::Stalled && has_heir_apparent(source);
        (is_away(health) && !is_saved).then_some((app, source))
    })
}

/// Whether a standby is in step.
fn has_heir_apparent(source: &DatabaseView) -> bool {
    let mut standbys = source.standbys().iter();
    standbys.any(|standby| standby.health == CopyHealth::Running)
}

/// Whether what a copy holds cannot be used, and no restart of its engine will change that.
fn is_away(health: CopyHealth) -> bool {
    match health {
        CopyHealth::NoPower | CopyHealth::VolumeLost | CopyHealth::Empty => true,
        CopyHealth::Unreadable | CopyHealth::Full => true,
        CopyHealth::HostFailed | CopyHealth::Stalled => true,
        CopyHealth::Running
        | CopyHealth::Restarting
        | CopyHealth::Stopped
        | CopyHealth::OutOfSync
        | CopyHealth::Creating => false,
    }
}

/// A place that has no power comes back; what waits for its key, or for room, comes back once it has that; a lost volume does not.
fn wait(view: &View, source: &DatabaseView) -> Option<WayOut> {
    let health = source.primary().health;
    let what = match health {
        CopyHealth::NoPower => {
            "It comes back where it stands, with all that it holds; nobody can say when."
        }
        CopyHealth::Unreadable => "Once its key can be used it comes back with all that it holds.",
        CopyHealth::Full => {
            "With more storage it comes back where it stands, with all that it holds."
        }
        CopyHealth::HostFailed => "RDS puts another host to its volume, with all that it holds.",
        CopyHealth::Stalled => "RDS acts once its health checks see it; nobody can say when.",
        _ => return None,
    };
    let brought = operations::brought(view, source.service);
    let needs_somebody = matches!(health, CopyHealth::Unreadable | CopyHealth::Full);
    let button = Some(brought).filter(|_| needs_somebody);
    let button = button.and_then(|brought| brought.bring_back(source));
    let name = line_name(view, source);
    let step = button.as_ref().map(|one| match health {
        CopyHealth::Full => format!("{} for {name}", one.title),
        _ => format!("{} {name}", one.title),
    });
    let works = source.activity.as_ref().filter(|one| one.until.is_some());
    let under_way = works.filter(|_| health == CopyHealth::Full);
    let under_way = under_way.map(|one| say::activity(one, view.now));
    let line = button.map(|button| button.line);
    Some(WayOut {
        title: step.clone().unwrap_or_else(|| "Wait".to_owned()),
        cost: "0".to_owned(),
        loses: false,
        what,
        line: line.filter(|_| under_way.is_none()),
        step: step.unwrap_or_default(),
        under_way,
    })
}

/// What answers nobody and seems to be well has a standby that takes over when it is told to.
fn fail_over(view: &View, source: &DatabaseView) -> Option<WayOut> {
    if source.primary().health != CopyHealth::Stalled || !has_heir_apparent(source) {
        return None;
    }
    let what =
        "The standby holds every accepted order. A plain reboot stays on the host that stalls.";
    hand_over(view, source, what)
}

/// A database that can take over: a replica of the source, or one that was promoted or restored since.
fn heir(
    view: &View,
    app: &AppView,
    source: &DatabaseView,
    other: &DatabaseView,
    cost: &impl Fn(Tape) -> (String, bool),
) -> Option<WayOut> {
    if other.primary().health != CopyHealth::Running && !other.passes {
        return None;
    }
    let tape = &other.primary().tape;
    let works = other.activity.as_ref().filter(|one| one.until.is_some());
    let under_way = works.filter(|_| !other.settled);
    let under_way = under_way.map(|one| say::activity(one, view.now));
    let name = line_name(view, other);
    let is_under_way = under_way.is_some();
    let way = |title: String, (cost, loses), what, line: String, step: String| WayOut {
        title,
        cost,
        loses,
        what,
        line: (!is_under_way).then_some(line),
        step,
        under_way,
    };
    match &other.role {
        RoleView::ReadReplica { source: of, .. } => {
            let is_its = stage::find_database(view, of)
                .is_some_and(|place| view.databases[place] == *source);
            let line = operations::brought(view, other.service).promote(other);
            let line = line.filter(|_| is_its)?;
            let kept = Tape {
                timeline: TimelineId(tape.timeline),
                head: tape.received_at,
                blocks: None,
            };
            let what = "It becomes a database of its own, with what it has received. Then the application is led there.";
            let step = format!("Promote {name}");
            Some(way(step.clone(), cost(kept), what, line, step))
        }
        RoleView::Standalone => {
            if !is_made_from(other, source) {
                return None;
            }
            let what = "It has an endpoint of its own: the application must be told.";
            let step = format!("Point {} to {name}", app.name);
            let line = format!("app point {} --to {name}", app.name);
            Some(way(
                format!("Go on with {name}"),
                cost(tape.tape()),
                what,
                line,
                step,
            ))
        }
    }
}

/// Where an application goes by a proxy, that is led to what can take over; past it, it goes only besides.
fn by_proxy(view: &View, app: &AppView, other: &DatabaseView, past: WayOut) -> Vec<WayOut> {
    let led = led_on(view, app, other).filter(|_| other.role == RoleView::Standalone);
    let Some(led) = led else { return vec![past] };
    let is_there = past.line.is_some();
    let by = WayOut {
        what: "The proxy leads to what is registered with it: all who go by it come along.",
        line: led.line.filter(|_| is_there),
        step: led.step,
        under_way: led.under_way.or(past.under_way.clone()),
        ..past.clone()
    };
    let mut ways = vec![by];
    if is_there {
        ways.push(WayOut {
            title: format!("Go past the proxy to {}", line_name(view, other)),
            ..past
        });
    }
    ways
}

/// Whether a database was promoted or restored from a source, or is being made: from what is not told before it is there.
fn is_made_from(other: &DatabaseView, source: &DatabaseView) -> bool {
    let from = other.primary().tape.forked_from;
    let is_its = from.is_some_and(|(timeline, _)| timeline == source.primary().tape.timeline);
    let is_new = from.is_none() && is_being_made(other);
    other.role == RoleView::Standalone && (is_its || is_new)
}

/// A restore of the backups, where their Region answers.
fn restore(
    view: &View,
    source: &DatabaseView,
    cost: &impl Fn(Tape) -> (String, bool),
) -> Option<WayOut> {
    let head = source.latest_restorable?;
    let is_up = |region: RegionId| view.regions.iter().any(|one| one.id == region && one.up);
    if !is_up(source.region) {
        return None;
    }
    let tape = Tape {
        timeline: TimelineId(source.primary().tape.timeline),
        head,
        blocks: None,
    };
    let (cost, loses) = cost(tape);
    let target = operations::next_name(view, &source.id);
    Some(WayOut {
        title: "Restore the backups".to_owned(),
        cost,
        loses,
        what: "A new database from the last backup and the logs that were uploaded. Then the application is led there.",
        line: operations::brought(view, source.service).restore(source, &target, None),
        step: format!("Restore as {target}"),
        under_way: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::app::run::Run;
    use crate::app::ways;
    use crate::sim::SimDuration;

    const START: &str = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
";
    const NEAR: &str = "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders --availability-zone us-east-1b\n";
    const FAR: &str = "given aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier orders-west --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders\n";

    fn run(replica: &str, fault: &str) -> Run {
        let start = START.replacen("given app", &format!("{replica}given app"), 1);
        let mut run =
            Run::open(&format!("{start}60s fault inject {fault}\n")).expect("it can be opened");
        run.advance(SimDuration::from_secs(120));
        run
    }

    fn steps(run: &Run) -> Vec<(String, String)> {
        let ways = ways::of(run, None).into_iter();
        ways.map(|way| (way.title, way.line.unwrap_or_default()))
            .collect()
    }

    fn act(run: &mut Run, line: &str) {
        let answer = run.act(line);
        assert!(!answer.refused, "{line}: {}", answer.text);
    }

    /// Each way's button, pressed in turn, ends the incident; each is a line that is accepted when it is offered.
    fn is_led_out(mut run: Run, first: &str) {
        let (_, line) = steps(&run)
            .into_iter()
            .find(|(title, _)| title.starts_with(first))
            .expect("it is offered");
        act(&mut run, &line);
        let offered = |run: &Run| {
            ways::of(run, None)
                .into_iter()
                .find(|way| way.title.starts_with("Go on with"))
        };
        for _ in 0..400 {
            run.advance(SimDuration::from_secs(30));
            let next = offered(&run).and_then(|way| way.line);
            if let Some(line) = next {
                act(&mut run, &line);
                run.advance(SimDuration::from_secs(60));
                break;
            }
            let told = steps(&run);
            assert!(
                told.iter().all(|(_, one)| *one != line),
                "it is not offered twice: {told:?}"
            );
        }
        let view = run.view();
        assert!(view.incidents[0].recovered_at.is_some(), "{first}");
        assert_eq!(ways::of(&run, None), []);
    }

    #[test]
    fn a_lost_volume_with_a_replica_offers_to_promote_it_and_then_to_point_there() {
        let run = run(NEAR, "volume-failure orders");
        let titles: Vec<String> = steps(&run).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Promote orders-r", "Restore the backups"]);
        is_led_out(run.clone(), "Promote");
        is_led_out(run, "Restore");
    }

    #[test]
    fn a_region_that_is_lost_leaves_the_replica_of_the_other() {
        let run = run(FAR, "region-outage us-east-1 --for 9h");
        let titles: Vec<String> = steps(&run).into_iter().map(|(title, _)| title).collect();
        assert_eq!(
            titles,
            ["Wait", "Promote orders-west"],
            "its backups are out of reach"
        );
        is_led_out(run, "Promote");
    }

    #[test]
    fn a_disabled_key_is_waited_for_whatever_stands_by_and_a_replica_elsewhere_takes_over() {
        let keyed = |line: &str, key: &str| {
            line.replace(
                "--db-instance-id",
                &format!("--kms-key-id {key} --db-instance-id"),
            )
        };
        let start = keyed(START, "alias/orders --storage-encrypted --multi-az");
        let far = keyed(FAR, "alias/west") + "given app";
        let start = start.replacen("given app", &far, 1);
        let line = "60s fault inject kms-key-disabled alias/orders --for 1h\n";
        let mut run = Run::open(&format!("{start}{line}")).expect("it can be opened");
        run.advance(SimDuration::from_secs(120));
        let titles: Vec<String> = steps(&run).into_iter().map(|(title, _)| title).collect();
        let three = ["Start orders", "Promote orders-west", "Restore the backups"];
        assert_eq!(titles, three);
        let open = |run: &Run| -> Vec<bool> {
            let ways = ways::of(run, None);
            ways.iter().map(|way| way.can_be_taken(run)).collect()
        };
        assert_eq!(open(&run), [false, true, false], "they need the key");
        is_led_out(run.clone(), "Promote");
        run.advance(SimDuration::from_hours(1));
        assert_eq!(open(&run), [true; 3]);
    }

    #[test]
    fn a_zone_without_a_standby_is_waited_for_or_restored_from_and_with_one_nothing_need_be_done() {
        let run = run("", "az-outage us-east-1a --for 9h");
        let titles: Vec<String> = steps(&run).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Wait", "Restore the backups"]);
        is_led_out(run, "Restore");
        let saved = START.replace("--backup", "--multi-az --backup");
        let mut run = Run::open(&format!(
            "{saved}60s fault inject az-outage us-east-1a --for 9h\n"
        ))
        .expect("it can be opened");
        for _ in 0..60 {
            run.advance(SimDuration::from_secs(5));
            assert_eq!(ways::of(&run, None), []);
        }
    }

    #[test]
    fn a_promotion_costs_what_the_replica_had_not_received() {
        let run = run(NEAR, "volume-failure orders");
        let ways = ways::of(&run, None);
        let costs: Vec<&str> = ways.iter().map(|way| way.cost.as_str()).collect();
        assert!(
            costs[0].starts_with('−') && costs[1].starts_with('−'),
            "{costs:?}"
        );
        assert!(ways.iter().all(|way| way.loses));
        let told = ways::told(&run).expect("both can be done");
        assert!(
            told.contains("“Promote orders-r”, “Restore as orders-2”"),
            "{told}"
        );
    }
}
