//! What a thing is, in facts, and where its numbers come from.

use crate::app::asked::writes_something;
use crate::app::thing::Thing;
use crate::app::{say, toll, words};
use crate::cloud::{Access, Number, kms, numbers};
use crate::sim::Spread;
use crate::world::{
    AppView, ArchiveView, CostItem, DatabaseView, ProxyView, RecordView, RoleView, SnapshotView,
    View,
};

type Facts = Vec<(&'static str, String)>;

/// What a replica lacks: it moves, and is looked at most.
pub const LAG: [&str; 3] = ["ReplicaLag", "Not received", "Not applied"];

/// What kind of thing it is.
pub fn kind(view: &View, thing: &Thing) -> &'static str {
    match thing {
        Thing::App(_) => "application",
        Thing::Database { .. } => match thing.database_in(view) {
            Some(entry) if matches!(entry.role, RoleView::ReadReplica { .. }) => "read replica",
            Some(entry) if entry.has_readers() => "Multi-AZ DB cluster",
            Some(entry) if entry.multi_az => "Multi-AZ DB instance",
            _ => "Single-AZ DB instance",
        },
        Thing::Proxy { .. } => "proxy, in all zones of its Region",
        Thing::Zone(_) => "Availability Zone: one or more data centres",
        Thing::Region(_) => "Region",
        Thing::Storage(_) => "object storage of the Region",
        Thing::Snapshot { .. } => "snapshot: a tape that stopped",
    }
}

pub fn facts(view: &View, thing: &Thing) -> Facts {
    match thing {
        Thing::App(_) => thing
            .app_in(view)
            .map_or_else(Facts::new, |app| of_app(view, app)),
        Thing::Database { .. } => thing
            .database_in(view)
            .map_or_else(Facts::new, |entry| of_database(view, entry)),
        Thing::Proxy { .. } => thing.proxy_in(view).map_or_else(Facts::new, of_proxy),
        Thing::Snapshot { region, id } => view
            .snapshots
            .iter()
            .find(|shot| shot.region == *region && shot.id == *id)
            .map_or_else(Facts::new, |shot| of_snapshot(view, shot)),
        Thing::Zone(zone) => {
            let lit = view
                .regions
                .iter()
                .flat_map(|region| &region.zones)
                .any(|entry| entry.id == *zone && entry.has_power);
            vec![(
                "Power",
                if lit {
                    "on"
                } else {
                    "off; stored bytes are not damaged"
                }
                .to_owned(),
            )]
        }
        Thing::Region(id) => {
            let up = view
                .regions
                .iter()
                .any(|region| region.id == *id && region.up);
            vec![(
                "Control plane",
                if up { "answers" } else { "does not answer" }.to_owned(),
            )]
        }
        Thing::Storage(region) => say::backups_in(view, *region)
            .into_iter()
            .map(|kept| {
                let text = say::backups(view, *region, &kept);
                ("Kept", format!("{}: {text}", kept.name()))
            })
            .collect(),
    }
}

#[inline(never)]
fn of_proxy(proxy: &ProxyView) -> Facts {
    let leads_to = proxy
        .target
        .as_deref()
        .unwrap_or("nothing: register a target");
    let health = proxy.health.map_or("no target", |health| health);
    vec![
        ("Leads to", leads_to.to_owned()),
        ("Target health", health.to_owned()),
        ("Status", proxy.status.to_owned()),
        ("Endpoint", proxy.endpoint.clone()),
        ("Engine family", proxy.family.to_owned()),
        ("Keeps requests for", words::span(proxy.borrow)),
        ("Connections at most", format!("{} %", proxy.percent)),
    ]
}

fn of_app(view: &View, app: &AppView) -> Facts {
    let totals = &app.totals;
    let orders = |count| words::counted(count, "order", "orders");
    let mut facts = vec![
        (
            "Writes to",
            match writes_something(app) {
                true => app.connect.clone(),
                false => "nothing: it only reads".to_owned(),
            },
        ),
        ("Reads from", app.read_from.clone()),
        ("Gives up after", words::span(app.timeout)),
        (
            "Keeps addresses",
            app.dns_cache
                .map_or_else(|| "until restarted".to_owned(), words::span),
        ),
        ("Attempted", orders(totals.attempted)),
        ("Acknowledged", orders(totals.acknowledged)),
        ("Failed", orders(totals.refused)),
        ("Present", orders(totals.present)),
        ("Lost", toll::of_app(view, app)),
    ];
    if totals.in_doubt > 0 {
        facts.push(("In doubt", orders(totals.in_doubt)));
    }
    if app.damaged_rows > 0 {
        facts.push(("Damaged", words::counted(app.damaged_rows, "row", "rows")));
    }
    facts
}

fn of_database(view: &View, entry: &DatabaseView) -> Facts {
    // What changes comes before what stays as it is.
    let mut facts = vec![(entry.status_name, entry.status.to_owned())];
    facts.extend(of_replica(&entry.role));
    facts.extend([
        (
            "Engine",
            format!(
                "{}, {}, {} GiB",
                entry.engine, entry.class, entry.storage_gib
            ),
        ),
        ("Zone", entry.primary().zone.name()),
    ]);
    facts.extend(entry.standbys().iter().map(|standby| {
        let text = format!("{}, {}", standby.zone.name(), say::standby(standby));
        let role = match standby.role.serves(Access::Read) {
            true => "Reader",
            false => "Standby",
        };
        (role, text)
    }));
    facts.extend(of_records(entry));
    let under_way = entry.activity.as_ref().filter(|one| one.until.is_some());
    facts.extend(under_way.map(|one| ("Under way", say::activity(one, view.now))));
    facts.push(match entry.retention_days {
        0 => ("Backups", "off".to_owned()),
        days => (
            "Backups",
            format!("kept {days} d, window {}", entry.backup_window),
        ),
    });
    let is_own = |archive: &&ArchiveView| archive.resource_id == entry.resource_id;
    let archive = view.archives.iter().find(is_own);
    let is_read = archive.is_none_or(|archive| archive.readable);
    let (from, to) = (entry.earliest_restorable, entry.latest_restorable);
    if let (Some(from), Some(_), true) = (from, to, is_read) {
        let text = say::restorable(view, entry.region, to);
        facts.push(("Logs", format!("{text}, from {} on", say::ago(view, from))));
    }
    if let Some(other) = &entry.diverged_from {
        facts.push(("Diverged", format!("holds writes that {other} lacks")));
    }
    facts.extend(encrypted_with(entry.kms_key.as_ref()));
    if entry.deletion_protection {
        facts.push(("Deletion", "protected".to_owned()));
    }
    for pending in &entry.pending {
        facts.push(("Pending", pending.clone()));
    }
    let own = |item: &&CostItem| item.what.split(':').next() == Some(entry.id.as_str());
    let items: Vec<&CostItem> = view.cost.iter().filter(own).collect();
    let cost: f64 = items.iter().filter_map(|item| item.usd_per_month).sum();
    let unpriced = items.iter().any(|item| item.usd_per_month.is_none());
    if cost > 0.0 || unpriced {
        let rest = if unpriced {
            ", and what has no price here"
        } else {
            ""
        };
        facts.push(("Cost", format!("{} a month{rest}", words::dollars(cost))));
    }
    facts
}

/// The names that lead to a database, where there are several: what each is for, and where it leads.
fn of_records(entry: &DatabaseView) -> Facts {
    if entry.records.len() < 2 {
        return Facts::new();
    }
    let fact = |record: &RecordView| {
        let purpose = match record.access {
            Access::Write => "Endpoint",
            Access::Read => "Reader endpoint",
        };
        let copy = record.leads_to.and_then(|place| entry.copies.get(place));
        let place = copy.map_or_else(|| "nowhere".to_owned(), |copy| copy.zone.name());
        (purpose, format!("{}, to {place}", record.name))
    };
    entry.records.iter().map(fact).collect()
}

fn of_replica(role: &RoleView) -> Facts {
    let mut facts = Facts::new();
    if let RoleView::ReadReplica {
        source,
        state,
        replica_lag_s,
        not_received,
        not_applied,
        ..
    } = role
    {
        facts.push(("ReplicaLag", format!("{replica_lag_s:.1} s")));
        facts.push((
            "Not received",
            words::counted(*not_received, "commit", "commits"),
        ));
        facts.push((
            "Not applied",
            words::counted(*not_applied, "commit", "commits"),
        ));
        facts.push(("Replication", state.name().to_owned()));
        facts.push(("Source", source.clone()));
    }
    facts
}

/// What something is encrypted with; nothing is said of what is plain.
fn encrypted_with(kms_key: Option<&String>) -> Option<(&'static str, String)> {
    let key = kms::named(kms_key?)?;
    Some(("Encrypted with", key.label()))
}

fn of_snapshot(view: &View, shot: &SnapshotView) -> Facts {
    let mut facts = vec![
        (
            "Of",
            match shot.instance == shot.instance_now {
                true => shot.instance.clone(),
                false => say::called(&shot.instance_now, &[&shot.instance]),
            },
        ),
        (
            "Made by",
            if shot.automated { "RDS, daily" } else { "hand" }.to_owned(),
        ),
        (
            "Status",
            match shot.percent {
                100 => status_of(shot),
                percent => format!("{}, {percent} %", shot.status),
            },
        ),
        ("Taken", say::ago(view, shot.created_at)),
        (
            "Holds",
            words::counted(shot.tape.position, "commit", "commits"),
        ),
        ("Size", format!("{} GiB", shot.storage_gib)),
    ];
    facts.extend(encrypted_with(shot.kms_key.as_ref()));
    facts
}

/// AWS's status; that a snapshot cannot be read is none, and is said beside it.
fn status_of(shot: &SnapshotView) -> String {
    match shot.readable {
        true => shot.status.to_owned(),
        false => format!("{}, but unreadable without its key", shot.status),
    }
}

/// A snapshot in one line.
pub fn snapshot_line(view: &View, shot: &SnapshotView) -> String {
    let by = if shot.automated {
        "automated"
    } else {
        "manual"
    };
    format!(
        "{by}, {}, {}",
        status_of(shot),
        say::ago(view, shot.created_at)
    )
}

/// The entries of the table of numbers that bear on a thing.
pub fn numbers(view: &View, thing: &Thing) -> Vec<&'static Number> {
    let mut all = own_numbers(view, thing);
    all.extend(thing.key_in(view).map(|_| &numbers::KEY_GRACE));
    all
}

fn own_numbers(view: &View, thing: &Thing) -> Vec<&'static Number> {
    match thing {
        Thing::App(_) => vec![
            &numbers::CLIENT_TIMEOUT,
            &numbers::CLIENT_RETRY,
            &numbers::CLIENT_DNS_CACHE,
            &numbers::DNS_TTL,
        ],
        Thing::Proxy { .. } => vec![
            &numbers::PROXY_SAVES,
            &numbers::PROXY_BORROW,
            &numbers::PROXY_PRICE,
        ],
        Thing::Database { .. } => match thing.database_in(view) {
            Some(entry) if matches!(entry.role, RoleView::ReadReplica { .. }) => {
                let lag = match entry.region == crate::cloud::RegionId::DEFAULT {
                    true => &numbers::REPLICA_LAG_SAME_REGION,
                    false => &numbers::REPLICA_LAG_CROSS_REGION,
                };
                vec![lag, &numbers::PROMOTION, &numbers::REPLICA_APPLY_RATE]
            }
            Some(entry) if entry.has_readers() => vec![
                &numbers::CLUSTER_FAILOVER,
                &numbers::CLUSTER_FAILOVER_DETECTION,
                &numbers::CLUSTER_COMMIT,
                &numbers::STANDBY_REBUILD,
            ],
            Some(entry) if entry.multi_az => vec![
                &numbers::FAILOVER,
                &numbers::FAILOVER_DETECTION,
                &numbers::STANDBY_REBUILD,
                &numbers::DNS_TTL,
            ],
            _ => vec![
                &numbers::HOST_RECOVERY,
                &numbers::RESTORE,
                &numbers::PITR_REPLAY,
                &numbers::REBOOT,
            ],
        },
        Thing::Storage(_) | Thing::Snapshot { .. } => {
            vec![
                &numbers::LOG_UPLOAD,
                &numbers::SNAPSHOT,
                &numbers::RESTORE,
                &numbers::HYDRATION,
            ]
        }
        Thing::Zone(_) => vec![
            &numbers::YEARLY_AZ_OUTAGE,
            &numbers::YEARLY_AZ_OUTAGE_LENGTH,
        ],
        Thing::Region(_) => vec![
            &numbers::YEARLY_REGION_OUTAGE,
            &numbers::YEARLY_REGION_OUTAGE_LENGTH,
        ],
    }
}

/// A figure as a band: `60–120 s`, typical first where the ends are open.
pub fn band(number: &Number) -> String {
    let unit = number.unit;
    match number.spread {
        Spread::Fixed(value) => format!("{value} {unit}"),
        Spread::Uniform { low, high } | Spread::Triangular { low, high, .. } => {
            format!("{low}–{high} {unit}")
        }
        Spread::LogNormal { median, p95 } => {
            format!("typically {median}, rarely over {p95} {unit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn a_thing_is_told_in_facts() {
        let view = fixture::cross_region();
        let orders = Thing::database(&view.databases[0]);
        assert_eq!(kind(&view, &orders), "Multi-AZ DB instance");
        assert!(facts(&view, &orders).contains(&("Standby", "us-east-1b, in step".to_owned())));
        let west = Thing::database(&view.databases[1]);
        assert!(facts(&view, &west).contains(&("Not received", "40 commits".to_owned())));
        assert_eq!(band(numbers(&view, &orders)[0]), "60–120 s");
    }
}
