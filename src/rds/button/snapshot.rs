//! What can be done with a snapshot.

use super::{key_option, region_option, restore};
use crate::cloud::kms::ACCOUNT;
use crate::cloud::view::{Form, SnapshotView};
use crate::cloud::{Around, Button};

pub fn buttons(around: &Around, shot: &SnapshotView) -> Vec<Button> {
    if shot.form == Form::Cluster {
        let delete = format!(
            "aws rds delete-db-cluster-snapshot{} --db-cluster-snapshot-identifier {}",
            region_option(shot.region),
            shot.id
        );
        return vec![
            restore::of_snapshot(around, shot),
            Button::new("Delete it", delete),
        ];
    }
    let other = shot.region.far_away();
    let copy = format!(
        "aws rds copy-db-snapshot{} --source-db-snapshot-identifier arn:aws:rds:{}:{ACCOUNT}:snapshot:{} --target-db-snapshot-identifier {}{}",
        region_option(other),
        shot.region.name(),
        shot.id,
        around.free_snapshot(&format!("{}-copy", shot.instance)),
        key_option(shot.kms_key.as_ref(), other),
    );
    let delete = format!(
        "aws rds delete-db-snapshot{} --db-snapshot-identifier {}",
        region_option(shot.region),
        shot.id
    );
    vec![
        restore::of_snapshot(around, shot),
        Button::new(format!("Copy it to {}", other.name()), copy),
        Button::new("Delete it", delete),
    ]
}
