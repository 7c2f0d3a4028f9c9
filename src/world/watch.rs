//! The view: the world as an observer sees it at one moment.

mod app;
mod database;
mod incident;

use crate::cloud::{RegionId, ZoneId};
use crate::rds::instance::DbInstance;
use crate::rds::snapshot::Snapshot;
use crate::world::state::World;
use crate::world::{ArchiveView, FaultView, RegionView, SnapshotView, View, ZoneView};

impl World {
    pub fn view(&self) -> View {
        View {
            now: self.cx.now,
            calendar: self.cx.calendar,
            regions: self.region_views(),
            databases: self
                .rds
                .databases
                .iter()
                .filter(|db| db.exists())
                .map(|db| self.database_view(db))
                .collect(),
            snapshots: self.snapshot_views(),
            archives: self
                .rds
                .databases
                .iter()
                .filter_map(|db| self.archive_view(db))
                .collect(),
            apps: self
                .clients
                .iter()
                .map(|client| self.app_view(client))
                .collect(),
            faults: self
                .faults
                .iter()
                .map(|active| FaultView {
                    fault: active.fault.clone(),
                    at: active.at,
                    until: active.ends.map(|event| event.due()),
                })
                .collect(),
            incidents: self.incident_views(),
            goals: self.goals,
            own_actions_met_rpo: self.keeps_rpo_by_hand(),
            writes: self.totals(),
            cost: self.cost(),
            next_event_at: self.next_due(),
        }
    }

    fn region_views(&self) -> Vec<RegionView> {
        RegionId::all()
            .filter_map(|id| {
                let used: Vec<ZoneId> = self
                    .rds
                    .databases
                    .iter()
                    .filter(|db| db.exists() && db.region == id)
                    .flat_map(|db| db.nodes().map(|node| node.zone).collect::<Vec<_>>())
                    .collect();
                let holds_copies = self
                    .rds
                    .snapshots
                    .iter()
                    .any(|snapshot| snapshot.region == id)
                    || self
                        .rds
                        .databases
                        .iter()
                        .any(|db| db.region == id && db.backups.chain.is_some());
                let shown = !used.is_empty()
                    || holds_copies
                    || !self.cx.topology.is_open(id)
                    || id == RegionId::DEFAULT;
                let zones = id.zones().enumerate().filter(|(place, zone)| {
                    *place < 2
                        || used.contains(zone)
                        || (self.cx.topology.is_open(id) && !self.cx.topology.has_power(*zone))
                });
                shown.then(|| RegionView {
                    id,
                    up: self.cx.topology.is_open(id),
                    zones: zones
                        .map(|(_, id)| ZoneView {
                            id,
                            has_power: self.cx.topology.has_power(id),
                        })
                        .collect(),
                })
            })
            .collect()
    }

    fn snapshot_views(&self) -> Vec<SnapshotView> {
        let automated = self.rds.automated_snapshots(&self.cx);
        let view = |snapshot: &Snapshot, automated: bool| SnapshotView {
            id: snapshot.name.clone(),
            region: snapshot.region,
            instance: snapshot.instance.clone(),
            resource_id: self.rds.db(snapshot.instance_key).resource_id(),
            instance_now: self.rds.db(snapshot.instance_key).name.clone(),
            automated,
            status: snapshot.state.name(),
            created_at: snapshot.created_at,
            percent: snapshot.percent(self.cx.now),
            tape: self.tape_view(snapshot.tape, false),
            storage_gib: snapshot.settings.storage_gib,
        };
        let manual = self
            .rds
            .snapshots
            .iter()
            .map(|snapshot| view(snapshot, false));
        manual
            .chain(automated.iter().map(|snapshot| view(snapshot, true)))
            .collect()
    }

    fn archive_view(&self, db: &DbInstance) -> Option<ArchiveView> {
        let living = db.exists() && db.backups.retention_days > 0 && db.replication.is_none();
        if !living && db.backups.chain.is_none() {
            return None;
        }
        let window = self.rds.restore_window(&self.cx, db);
        let tape = self.rds.archived_tape(&self.cx, db.key);
        Some(ArchiveView {
            instance: db.name.clone(),
            resource_id: db.resource_id(),
            region: db.region,
            status: self.rds.backup_status(db).name(),
            earliest: window.map(|(earliest, _)| earliest),
            latest: window.map(|(_, latest)| latest),
            tape: tape.map(|tape| self.tape_view(tape, false)),
        })
    }
}
