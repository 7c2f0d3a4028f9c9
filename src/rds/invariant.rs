//! What must always be true of RDS.

use crate::cloud::{Access, Context, ZoneId};
use crate::rds::Rds;
use crate::rds::copy::Sync;
use crate::rds::instance::DbInstance;
use crate::rds::proxy::Family;
use crate::rds::snapshot::Snapshot;

impl Rds {
    /// Panics with a message if RDS contradicts itself.
    pub(super) fn check_invariants(&self, cx: &Context) {
        self.check_standbys();
        self.check_clusters();
        self.check_replicas(cx);
        self.check_names();
        self.check_proxies();
    }

    fn check_standbys(&self) {
        for db in self.databases.iter().filter(|db| db.exists()) {
            let mut idle = db.copies.iter().filter(|copy| !copy.serves(Access::Read));
            assert!(
                !idle.any(|standby| standby.node.engine_up),
                "{}: a standby takes no connections",
                db.name
            );
            let mut standbys = db.standbys().iter();
            assert!(
                db.failover.is_none() || standbys.any(|standby| standby.sync == Sync::InStep),
                "{}: only a synchronised standby may take over",
                db.name
            );
        }
    }

    fn check_clusters(&self) {
        let clusters = |db: &&DbInstance| db.exists() && db.settings.cluster;
        for db in self.databases.iter().filter(clusters) {
            let mut zones: Vec<ZoneId> = db.nodes().map(|node| node.zone).collect();
            zones.sort_unstable();
            zones.dedup();
            assert_eq!(zones.len(), 3, "{}: three zones", db.name);
            let mut numbers: Vec<u32> = db
                .nodes()
                .filter_map(|node| Some(node.member?.number))
                .collect();
            numbers.sort_unstable();
            assert_eq!(numbers, [1, 2, 3], "{}: three members", db.name);
        }
    }

    fn check_replicas(&self, cx: &Context) {
        for db in self.databases.iter().filter(|db| db.exists()) {
            let Some(replication) = &db.replication else {
                continue;
            };
            let heads = self.heads(cx, db.key);
            assert!(
                heads.applied <= heads.received,
                "{}: applied is never ahead of received at {}",
                db.name,
                cx.now
            );
            assert!(
                heads.received <= cx.now,
                "{}: a replica is never ahead of now",
                db.name
            );
            let source = self.db(replication.source);
            if source.timeline == db.timeline {
                assert!(
                    heads.received <= self.head(cx, source.key),
                    "{}: a replica is never ahead of its source at {}",
                    db.name,
                    cx.now
                );
            }
        }
    }

    /// A proxy leads to nothing but what takes writes in its own Region, and speaks its protocol; no two bear one name.
    fn check_proxies(&self) {
        for (place, proxy) in self
            .proxies
            .iter()
            .enumerate()
            .filter(|(_, one)| one.exists)
        {
            let same = self.proxy_place(proxy.region, &proxy.name);
            assert_eq!(same, Some(place), "{} twice", proxy.name);
            let Some(target) = &proxy.target else {
                continue;
            };
            let db = self.db(target.key);
            let fits = db.region == proxy.region && Family::of(db.engine) == Some(proxy.family);
            assert!(
                fits && db.replication.is_none(),
                "{} leads to {}",
                proxy.name,
                db.name
            );
            let joined = target.joining.is_none();
            assert!(
                !joined || proxy.led_to == Some(target.key),
                "{} led elsewhere",
                proxy.name
            );
        }
    }

    /// No two things that stand bear one name, and no two instances ever have one resource id.
    fn check_names(&self) {
        for (place, db) in self.databases.iter().enumerate() {
            for other in &self.databases[..place] {
                assert_ne!(db.resource_id(), other.resource_id(), "a resource id twice");
                let both = db.exists() && other.exists() && db.region == other.region;
                assert!(!both || db.name != other.name, "{} twice", db.name);
            }
        }
        for (place, snapshot) in self.snapshots.iter().enumerate() {
            let same =
                |other: &&Snapshot| other.region == snapshot.region && other.name == snapshot.name;
            let twin = self.snapshots[..place].iter().find(same);
            assert!(twin.is_none(), "{} twice", snapshot.name);
        }
    }
}
