//! `describe-db-snapshots`.

use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, SELECT_SNAPSHOT, name};
use crate::cloud::{CommandError, Context, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::snapshot::Snapshot;
use serde_json::{Value, json};

/// Which snapshots are asked for; all that is left out selects nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbSnapshots {
    pub instance: Option<String>,
    pub snapshot: Option<String>,
    pub kind: Option<SnapshotKind>,
    /// The resource id of the instance that they were taken of, whatever it is or was called.
    pub resource_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SnapshotKind {
    Manual,
    Automated,
}

pub const ENTRY: Entry<DescribeDbSnapshots> = entry(
    "aws rds describe-db-snapshots",
    "Lists snapshots, taken by hand or by RDS.",
    &[
        &[
            Opt::one("--snapshot-type", "automated|manual"),
            Opt::one("--dbi-resource-id", "ID"),
        ],
        SELECT_SNAPSHOT,
        PAGES,
        GLOBAL,
    ],
    read,
);

fn read(reader: &mut Reader) -> Option<DescribeDbSnapshots> {
    let kind = SnapshotKind::read(reader)?;
    Some(DescribeDbSnapshots {
        instance: reader.text(name::ID),
        snapshot: reader.text(name::SNAPSHOT),
        kind,
        resource_id: reader.text("--dbi-resource-id"),
    })
}

impl SnapshotKind {
    /// The kind that was asked for, if one was; nothing if there is no such kind.
    pub fn read(reader: &mut Reader) -> Option<Option<SnapshotKind>> {
        match reader.text("--snapshot-type").as_deref() {
            None => Some(None),
            Some("automated") => Some(Some(SnapshotKind::Automated)),
            Some("manual") => Some(Some(SnapshotKind::Manual)),
            Some(other) => {
                let word = reader.found("--snapshot-type")?.values.last()?.word;
                let message = format!("the lab has no snapshots of type \"{other}\"");
                reader.refuse(word, message, Some("one of: automated, manual".to_owned()));
                None
            }
        }
    }
}

impl RdsOperation for DescribeDbSnapshots {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        Ok(Plan::Answer(
            rds.describe_snapshots(cx, region, self, false)?,
        ))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn describe_snapshots(
        &self,
        cx: &Context,
        region: RegionId,
        select: &DescribeDbSnapshots,
        of_clusters: bool,
    ) -> Result<Reply, CommandError> {
        let (instance, snapshot) = (select.instance.as_deref(), select.snapshot.as_deref());
        let (kind, resource_id) = (select.kind, select.resource_id.as_deref());
        let automated = self.automated_snapshots(cx);
        let of_kind = |wanted: SnapshotKind| kind.is_none_or(|kind| kind == wanted);
        let manual = self
            .snapshots
            .iter()
            .filter(|_| of_kind(SnapshotKind::Manual))
            .map(|s| (s, SnapshotKind::Manual));
        let automated = automated
            .iter()
            .filter(|_| of_kind(SnapshotKind::Automated))
            .map(|s| (s, SnapshotKind::Automated));
        let asked = |s: &Snapshot| {
            let source = self.db(s.instance_key).resource_id();
            s.region == region
                && s.settings.cluster == of_clusters
                && instance.is_none_or(|id| s.instance.eq_ignore_ascii_case(id))
                && snapshot.is_none_or(|id| s.name.eq_ignore_ascii_case(id))
                && resource_id.is_none_or(|id| source.eq_ignore_ascii_case(id))
        };
        let found: Vec<Value> = manual
            .chain(automated)
            .filter(|(s, _)| asked(s))
            .map(|(s, kind)| self.snapshot_fields(cx, s, kind))
            .collect();
        if let (true, Some(id)) = (found.is_empty(), snapshot) {
            return Err(CommandError::new(
                "DBSnapshotNotFound",
                format!("DBSnapshot {id} not found in {}", region.name()),
            ));
        }
        let what = if of_clusters {
            "DBClusterSnapshots"
        } else {
            "DBSnapshots"
        };
        Ok(json!({ what: found }))
    }
}
