//! What the page says of one thing at one moment. Each is said here and nowhere else, so that stage, inspector, verdict and
//! announcement, which all ask here, cannot disagree.

use crate::app::thing::Thing;
use crate::app::words;
use crate::cloud::RegionId;
use crate::rds::{
    Activity, ArchiveView, CopyHealth, DatabaseView, IncidentView, JournalEntry, JournalKind,
    RegionView, View, WriteTotals,
};
use crate::sim::{SimDuration, SimTime};

/// How the standby of a Multi-AZ DB instance stands; nothing where there is none.
pub fn standby(database: &DatabaseView) -> Option<&'static str> {
    let standby = database.standby.as_ref()?;
    Some(match standby.health {
        CopyHealth::Running => "in step",
        CopyHealth::NoPower => "no power",
        CopyHealth::HostFailed => "host failed",
        CopyHealth::VolumeLost => "volume lost",
        CopyHealth::Restarting | CopyHealth::OutOfSync | CopyHealth::Creating => "not in step",
    })
}

/// Whether it should have a standby to fail over to, and has none.
pub fn is_unprotected(database: &DatabaseView) -> bool {
    database.multi_az && standby(database) != Some("in step")
}

/// AWS's word, told as AWS's: what happens in the zone or on the host may be another thing.
pub fn status(database: &DatabaseView) -> String {
    format!("RDS status {}", database.status)
}

/// That a thing is gone, and since when, if the journal tells; nothing while it is there.
pub fn gone(view: &View, journal: &[JournalEntry], thing: &Thing) -> Option<String> {
    if thing.exists(view) {
        return None;
    }
    let name = thing.name();
    let is_deletion = |entry: &&JournalEntry| {
        let rds = matches!(entry.kind, JournalKind::Rds { category, .. } if category == "deletion");
        rds && entry.source == name && entry.at <= view.now
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

/// `promoting, 3 min left`.
pub fn activity(activity: &Activity, now: SimTime) -> String {
    match activity.until {
        Some(until) if until > now => {
            format!("{}, {} left", activity.what, words::span(until.since(now)))
        }
        _ => activity.what.to_owned(),
    }
}

/// Whose backups a Region keeps: each instance's logs and daily snapshots, and instances of which only snapshots are there.
pub fn backups_in(view: &View, region: RegionId) -> Vec<(&str, Option<&ArchiveView>)> {
    let archives = view.archives.iter().filter(|one| one.region == region);
    let mut all: Vec<_> = archives
        .map(|archive| (archive.instance.as_str(), Some(archive)))
        .collect();
    for shot in view.snapshots.iter().filter(|one| one.region == region) {
        if all.iter().all(|(instance, _)| *instance != shot.instance) {
            all.push((&shot.instance, None));
        }
    }
    all
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

/// What a Region's backups of an instance are good for.
pub fn backups(
    view: &View,
    region: RegionId,
    instance: &str,
    archive: Option<&ArchiveView>,
) -> String {
    if let Some(archive) = archive {
        let text = restorable(view, region, archive.latest);
        return match archive.status {
            "retained" => format!("{text}, kept without the instance"),
            _ => text,
        };
    }
    let stands = |here: bool| {
        let mut named = view.databases.iter().filter(|entry| entry.id == instance);
        named.any(|entry| (entry.region == region) == here)
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

/// What began an incident, in words. A reboot may have been asked for as a failover.
pub fn cause(incident: &IncidentView) -> String {
    let failed_over = incident.phases.iter().any(|phase| phase.name == "failover");
    match incident.cause {
        "aws rds reboot-db-instance" if failed_over => "forced failover".to_owned(),
        cause => words::fault(cause),
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
    let slow = format!("up to {times:.0} × for {}", words::span(incident.degraded));
    Some(match incident.normal_at {
        Some(at) => format!("{slow}, normal since {}", words::stopwatch(at)),
        None => format!("{slow} so far"),
    })
}

/// Accepted orders that are lost.
pub fn lost(orders: u64) -> String {
    words::counted(orders, "order", "orders")
}

/// Of the accepted orders that are lost those that some copy still has, and those that none has.
pub fn fates(totals: &WriteTotals) -> String {
    let gone = totals.lost - totals.stranded;
    match (totals.stranded, gone) {
        (0, 0) => "0".to_owned(),
        (0, gone) => format!("{} (gone)", words::count(gone)),
        (stranded, 0) => format!("{} (stranded)", words::count(stranded)),
        (stranded, gone) => format!(
            "{} ({} stranded, {} gone)",
            words::count(totals.lost),
            words::count(stranded),
            words::count(gone)
        ),
    }
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
        let left = words::span(until.since(view.now));
        (until > view.now).then(|| format!("{what}, {left} left"))
    };
    let apps = || {
        let copying = |app: &crate::rds::AppView| left("copying rows back", app.copy_back_until?);
        view.apps.iter().find_map(copying)
    };
    let faults = || {
        view.faults.iter().find_map(|fault| {
            let what = words::fault(fault.fault.kind());
            left(&format!("{what} at {}", fault.fault.target()), fault.until?)
        })
    };
    view.databases
        .iter()
        .find_map(works)
        .or_else(apps)
        .or_else(faults)
}
