//! What the page offers to do with DB instances, snapshots and what is kept: each button is one line of `aws rds`.

mod cluster;
mod database;
mod example;
mod proxy;
mod restore;
mod snapshot;

use crate::cloud::view::{ArchiveView, CopyHealth, DatabaseView, Form, ProxyView, SnapshotView};
use crate::cloud::{Around, Button, Buttons, RegionId};
use crate::sim::Date;

/// The service's buttons.
#[derive(Debug)]
pub struct RdsButtons;

impl Buttons for RdsButtons {
    fn of_database(&self, around: &Around, database: &DatabaseView) -> Vec<Button> {
        let mut buttons = match database.form {
            Form::Cluster => cluster::buttons(around, database),
            Form::Instance => database::buttons(around, database),
        };
        buttons.extend(proxy::in_front(around, database));
        buttons
    }

    fn of_proxy(&self, around: &Around, proxy: &ProxyView) -> Vec<Button> {
        proxy::buttons(around, proxy)
    }

    fn of_snapshot(&self, around: &Around, snapshot: &SnapshotView) -> Vec<Button> {
        snapshot::buttons(around, snapshot)
    }

    fn of_kept(&self, around: &Around, kept: &ArchiveView) -> Vec<Button> {
        vec![restore::of_kept(around, kept)]
    }

    fn promote(&self, replica: &DatabaseView) -> Option<String> {
        database::promotion(replica).map(|button| button.line)
    }

    fn bring_back(&self, database: &DatabaseView) -> Option<Button> {
        match (database.form, database.primary().health) {
            (_, CopyHealth::Full) => Some(allocate(database)),
            (Form::Instance, _) => Some(database::start(database)),
            (Form::Cluster, _) => None,
        }
    }

    fn fail_over(&self, database: &DatabaseView) -> Option<Button> {
        match database.form {
            Form::Cluster => Some(cluster::fail_over(database)),
            Form::Instance => database.multi_az.then(|| database::fail_over(database)),
        }
    }

    fn lead_to(
        &self,
        around: &Around,
        proxy: &ProxyView,
        database: &DatabaseView,
    ) -> Option<Button> {
        proxy::lead_to(around, proxy, database)
    }

    fn examples(&self, around: &Around) -> Vec<String> {
        example::lines(around)
    }

    fn restore(&self, database: &DatabaseView, target: &str, at: Option<Date>) -> Option<String> {
        Some(restore::to_moment(database, target, at))
    }

    fn restore_kept(&self, kept: &ArchiveView, target: &str, at: Option<Date>) -> Option<String> {
        Some(restore::kept_to_moment(kept, target, at))
    }
}

/// More storage by a quarter: it grows by a tenth at least.
fn allocate(entry: &DatabaseView) -> Button {
    let gib = entry.storage_gib + entry.storage_gib.div_ceil(4);
    let options = format!("--allocated-storage {gib}");
    let line = match entry.form {
        Form::Instance => database::modify(entry, &options),
        Form::Cluster => cluster::modify(entry, &options),
    };
    let is_full = entry.primary().health == CopyHealth::Full;
    Button::new(format!("Allocate {gib} GiB"), line).leading_on(is_full)
}

/// What a copy in another Region needs besides, where what is copied is encrypted: a key of that Region.
fn key_option(kms_key: Option<&String>, region: RegionId) -> &'static str {
    match (kms_key, region) {
        (None, _) => "",
        (Some(_), RegionId::DEFAULT) => " --kms-key-id alias/east",
        (Some(_), _) => " --kms-key-id alias/west",
    }
}

/// ` --region NAME`, unless it is the default one.
fn region_option(region: RegionId) -> String {
    match region {
        RegionId::DEFAULT => String::new(),
        other => format!(" --region {}", other.name()),
    }
}
