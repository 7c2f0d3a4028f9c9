//! What the page says of one thing at one moment. Each is said here and nowhere else, so that stage, inspector, verdict and
//! announcement, which all ask here, cannot disagree.

pub use crate::app::kept::{Kept, backups_in, called};

use crate::app::thing::Thing;
use crate::app::words;
use crate::cloud::{JournalEntry, JournalKind, RegionId};
use crate::sim::{SimDuration, SimTime};
use crate::world::{
    Activity, AppView, ChannelView, CopyHealth, CopyView, DatabaseView, IncidentView, RegionView,
    View,
};

/// How a standby stands.
pub fn standby(copy: &CopyView) -> &'static str {
    match copy.health {
        CopyHealth::Running => "in step",
        CopyHealth::NoPower => "no power",
        CopyHealth::HostFailed => "host failed",
        CopyHealth::Stalled => "host stalled",
        CopyHealth::VolumeLost => "volume lost",
        CopyHealth::Stopped => "stopped",
        CopyHealth::Unreadable => "unreadable",
        CopyHealth::Full => "storage full",
        CopyHealth::Restarting | CopyHealth::OutOfSync => "not in step",
        CopyHealth::Creating | CopyHealth::Empty => "not in step",
    }
}

/// How each standby of a database stands.
pub fn standbys(database: &DatabaseView) -> Vec<&'static str> {
    database.standbys().iter().map(standby).collect()
}

/// Whether it should have a standby to fail over to, and has none.
pub fn is_unprotected(database: &DatabaseView) -> bool {
    let health = database.primary().health;
    let waits = matches!(
        health,
        CopyHealth::Stopped | CopyHealth::Unreadable | CopyHealth::Full
    );
    database.multi_az && !waits && !standbys(database).contains(&"in step")
}

/// AWS's word, told as AWS's: what happens in the zone or on the host may be another thing.
pub fn status(database: &DatabaseView) -> String {
    format!("{} {}", database.status_name, database.status)
}

/// That a thing is gone, and since when, if the journal tells; nothing while it is there.
pub fn gone(view: &View, journal: &[JournalEntry], thing: &Thing) -> Option<String> {
    if thing.exists(view) {
        return None;
    }
    let name = thing.name();
    let is_deletion = |entry: &&JournalEntry| {
        let told =
            matches!(entry.kind, JournalKind::Service(event) if event.category == "deletion");
        told && entry.source == name && entry.at <= view.now
    };
    let what = match journal.iter().rev().find(is_deletion) {
        Some(entry) => format!("was deleted at {}", words::stopwatch(entry.at)),
        None => "is not there at this moment".to_owned(),
    };
    Some(format!("{name} {what}; select something else."))
}

/// How far back in time something lies.
pub fn ago(view: &View, at: SimTime) -> String {
    format!("{} ago", words::span(view.now.since(at)))
}

/// `promoting, 3 min left`, where there is little room: what is left of all of it, whatever its present part is.
pub fn in_short(activity: &Activity, now: SimTime) -> String {
    let left = left(activity.what, activity.until, now);
    left.unwrap_or_else(|| activity.what.to_owned())
}

/// `promoting, 3 min left in all`.
pub fn activity(activity: &Activity, now: SimTime) -> String {
    goes_on(activity.what, activity.until, now)
}

/// What goes on, and what is left of all of it.
pub fn goes_on(what: &str, until: Option<SimTime>, now: SimTime) -> String {
    left(what, until, now).map_or_else(|| what.to_owned(), |text| text + " in all")
}

fn left(what: &str, until: Option<SimTime>, now: SimTime) -> Option<String> {
    let until = until.filter(|until| *until > now)?;
    Some(format!("{what}, {} left", words::span(until.since(now))))
}

/// Up to when an instance can be restored in a Region, whose log reaches so far.
pub fn restorable(view: &View, region: RegionId, latest: Option<SimTime>) -> String {
    let is_up = |entry: &RegionView| entry.id == region && entry.up;
    match latest {
        _ if !view.regions.iter().any(is_up) => "out of reach: the Region is down".to_owned(),
        Some(latest) => format!("restorable to {}", ago(view, latest)),
        None => "no time to restore to yet".to_owned(),
    }
}

/// What backups are whose key cannot be used, be their instance there or not.
pub const UNREADABLE: &str = "unreadable without their key";

/// Whether automated backups cannot be read now: their instance's key, which is theirs too, cannot be used.
pub fn are_unreadable(kept: &Kept) -> bool {
    kept.archive.is_some_and(|archive| !archive.readable)
}

/// What a Region's backups of an instance are good for.
pub fn backups(view: &View, region: RegionId, kept: &Kept) -> String {
    if are_unreadable(kept) {
        return UNREADABLE.to_owned();
    }
    if let Some(archive) = kept.archive {
        let text = restorable(view, region, archive.latest);
        return match archive.retained {
            true => format!("{text}, kept without the instance"),
            false => text,
        };
    }
    let stands = |here: bool| {
        let mut all = view.databases.iter();
        let is_it = |entry: &DatabaseView| entry.resource_id == kept.resource_id;
        all.any(|entry| is_it(entry) && (entry.region == region) == here)
    };
    if stands(true) {
        "snapshots only: automated backups are off"
    } else if stands(false) {
        "snapshots only: copies from another Region"
    } else {
        "snapshots only: the rest is gone with the instance"
    }
    .to_owned()
}

/// The application whose reads and writes the timeline shows, where it can show but one: the one that is selected, else the
/// one that the incident which is read hit worst, else the one that was down longest.
pub fn timed_app<'v>(
    view: &'v View,
    incident: Option<&IncidentView>,
    selected: Option<&Thing>,
) -> Option<&'v AppView> {
    let selected = selected.and_then(|thing| thing.app_in(view));
    let worst = || {
        let incident = incident?;
        let accounts = incident.apps.iter().zip(&incident.accounts).rev();
        let (name, _) = accounts.max_by_key(|(_, one)| (one.write_outage, one.read_outage))?;
        view.apps.iter().find(|app| app.name == *name)
    };
    let longest = || {
        let total = |app: &&AppView| (app.writes.outage_total, app.reads.outage_total);
        view.apps.iter().rev().max_by_key(total)
    };
    selected.or_else(worst).or_else(longest)
}

/// What an application is judged by, what it asks for, and what becomes of that: one that writes nothing has no orders.
pub fn asked_for(app: &AppView) -> (&ChannelView, &'static str, &'static str) {
    match app.writes.rate > 0.0 {
        true => (&app.writes, "orders", "accepted"),
        false => (&app.reads, "reads", "answered"),
    }
}

/// How an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Something waits for it to be over.
    Open,
    /// It goes on, and has touched no application so far.
    Untouched,
    /// It is over, and never touched an application.
    NeverTouched,
    Recovered,
}

pub fn standing(incident: &IncidentView) -> Standing {
    match incident.recovered_at {
        None => Standing::Open,
        Some(_) if incident.is_untouched_so_far() => Standing::Untouched,
        Some(_) if incident.apps.is_empty() => Standing::NeverTouched,
        Some(_) => Standing::Recovered,
    }
}

impl Standing {
    pub fn words(self) -> &'static str {
        match self {
            Standing::Open => "not recovered yet",
            Standing::Untouched => "no application touched so far",
            Standing::NeverTouched => "no application touched",
            Standing::Recovered => "recovered",
        }
    }

    /// Whether time can still change what it cost.
    pub fn is_decided(self) -> bool {
        matches!(self, Standing::NeverTouched | Standing::Recovered)
    }
}

/// How long an incident's recovery took, or takes so far.
pub fn recovery(incident: &IncidentView, now: SimTime) -> SimDuration {
    incident.recovery.unwrap_or_else(|| now.since(incident.at))
}

/// Recovered is not yet normal: how slow requests are, or were, while a restored volume loads.
pub fn degraded(incident: &IncidentView) -> Option<String> {
    let times = Some(incident.degraded_times).filter(|times| *times > 1.0)?;
    if incident.degraded.is_zero() && incident.normal_at.is_none() {
        return Some(format!(
            "up to {times:.0} × from now on, until it has loaded"
        ));
    }
    let slow = format!("up to {times:.0} × for {}", words::span(incident.degraded));
    Some(match incident.normal_at {
        Some(at) => format!("{slow}, normal since {}", words::stopwatch(at)),
        None => format!("{slow} so far"),
    })
}

/// What goes on by itself and will come to an end: an operation, a copy-back, a fault whose time will be up.
pub fn under_way(view: &View) -> Option<String> {
    let works = |entry: &DatabaseView| {
        let activity = entry.activity.as_ref()?;
        let ends = activity.until.is_some_and(|until| until > view.now);
        let routine = matches!(activity.what, "daily backup" | "backing up");
        (ends && !routine).then(|| format!("{}: {}", entry.id, self::activity(activity, view.now)))
    };
    let left = |what: &str, until: SimTime| {
        (until > view.now).then(|| goes_on(what, Some(until), view.now))
    };
    let apps = || {
        let copying = |app: &AppView| left("copying rows back", app.copy_back_until?);
        view.apps.iter().find_map(copying)
    };
    let faults = || {
        view.faults.iter().find_map(|fault| {
            let (what, target) = (fault.fault.kind.noun, fault.fault.target());
            let until = fault.until.filter(|until| *until > view.now)?;
            let left = words::span(until.since(view.now));
            // Whoever stands in the outage has no such clock.
            Some(format!(
                "{what} at {target}, which this lab will end in {left}: nobody else could tell"
            ))
        })
    };
    view.databases
        .iter()
        .find_map(works)
        .or_else(apps)
        .or_else(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::language::{Session, Transcript};
    use crate::world::AccountView;

    const START: &str = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az --backup-retention-period 7
given app create shop --connect orders
";

    fn begun(lines: &str) -> Session {
        let transcript = Transcript::parse(&format!("{START}{lines}"));
        transcript.and_then(Session::new).expect("it can be read")
    }

    fn seconds_left(said: &str) -> Option<u64> {
        let (_, left) = said.split_once(", ")?;
        let left = left.strip_suffix(" left in all")?.replace(' ', "");
        let left = crate::sim::parse_duration(&left.replace("min", "m")).expect("a span");
        Some(left.ms() / 1000)
    }

    #[test]
    fn what_is_left_is_left_of_all_of_it_whatever_part_it_is_in() {
        let restore = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time";
        let replica = "aws rds create-db-instance-read-replica --db-instance-identifier orders-2 --source-db-instance-identifier orders";
        for line in [restore, replica] {
            let mut session = begun(&format!("60s {line}\n"));
            session.advance_to(fixture::secs(70));
            let mut known: Option<SimTime> = None;
            let mut parts = 0;
            let mut what = "";
            for second in 71..20_000 {
                session.advance_to(fixture::secs(second));
                let view = session.world().view();
                let Some(activity) = &view.databases[1].activity else {
                    break;
                };
                if view.databases[1].settled {
                    break;
                }
                let ends = activity.until.expect("nothing is in its way");
                assert_eq!(*known.get_or_insert(ends), ends, "{line} at {second} s");
                let said = self::activity(activity, view.now);
                let left = seconds_left(&said).expect("it says how long");
                assert!(
                    left.abs_diff(ends.since(view.now).ms() / 1000) <= 60,
                    "{said}"
                );
                assert_eq!(said, format!("{} in all", in_short(activity, view.now)));
                parts += usize::from(activity.what != what);
                what = activity.what;
            }
            assert!(parts > 0, "{line}");
        }
    }

    #[test]
    fn a_mark_is_called_as_what_did_it() {
        let mut session =
            begun("60s fault inject bad-write orders\n2m fault inject drop-table orders\n");
        session.advance_to(fixture::secs(180));
        let view = session.world().view();
        let marks = view.databases[0].primary().tape.marks.iter();
        let told: Vec<&str> = marks.map(|mark| mark.what).collect();
        assert_eq!(told, ["wrong DELETE", "DROP TABLE"]);
    }

    #[test]
    fn backups_whose_key_cannot_be_used_are_not_said_to_be_restorable() {
        let text = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --storage-encrypted --kms-key-id alias/orders
60s fault inject kms-key-disabled alias/orders
";
        let mut run = crate::app::run::Run::open(text).expect("it can be opened");
        let told = |run: &crate::app::run::Run| {
            let view = run.view();
            let kept = backups_in(&view, RegionId::DEFAULT);
            backups(&view, RegionId::DEFAULT, &kept[0])
        };
        assert!(told(&run).starts_with("restorable to"), "{}", told(&run));
        run.advance(SimDuration::from_secs(61));
        assert_eq!(told(&run), "unreadable without their key");
        // Nor once the instance is gone, which RDS gives up after seven days.
        run.advance(SimDuration::from_hours(8 * 24));
        assert_eq!(told(&run), "unreadable without their key");
    }

    #[test]
    fn the_timeline_shows_whoever_is_selected_or_else_was_hit_worst() {
        let mut view = fixture::zone_dark();
        let mut till = view.apps[0].clone();
        till.name = "till".to_owned();
        view.apps.push(till);
        let name = |view: &View, selected: Option<&Thing>| {
            let app = timed_app(view, view.incidents.first(), selected);
            app.map(|app| app.name.clone()).unwrap_or_default()
        };
        assert_eq!(name(&view, None), "shop", "the first of equals");
        let account = |seconds| AccountView {
            write_outage: SimDuration::from_secs(seconds),
            ..AccountView::default()
        };
        view.incidents[0].apps = vec!["shop".to_owned(), "till".to_owned()];
        view.incidents[0].accounts = vec![account(4), account(20)];
        assert_eq!(name(&view, None), "till");
        assert_eq!(name(&view, Some(&Thing::App("shop".to_owned()))), "shop");
        assert_eq!(
            name(&view, Some(&Thing::database(&view.databases[0]))),
            "till"
        );
    }
}
