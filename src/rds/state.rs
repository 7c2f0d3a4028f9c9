//! What Amazon RDS owns: its DB instances and snapshots, and how they are found.

use crate::cloud::{DbKey, DbName, Endpoint, NodeId, RegionId};
use crate::rds::agenda::Agenda;
use crate::rds::instance::DbInstance;
use crate::rds::proxy::Proxy;
use crate::rds::replication::Replication;
use crate::rds::snapshot::{Snapshot, SnapshotId};

#[derive(Clone, Debug, Default)]
pub struct Rds {
    /// Its place among the services of the world.
    pub(super) service: u8,
    /// Every instance that ever was; a deleted one may have left backups.
    pub(crate) databases: Vec<DbInstance>,
    pub(crate) snapshots: Vec<Snapshot>,
    /// Every proxy that ever was; what is still open to a deleted one belongs to its database.
    pub(super) proxies: Vec<Proxy>,
    /// How many snapshots were ever taken or copied by hand.
    pub(super) snapshots_made: u32,
    /// Snapshots from which nothing can be restored, though nothing shows it.
    pub(super) damaged_snapshots: Vec<SnapshotId>,
    /// Databases whose next restore breaks.
    pub(super) next_restore_breaks: Vec<DbKey>,
    pub(super) agenda: Agenda,
}

impl Rds {
    /// A service that has nothing yet, by its place among those of the world.
    pub fn new(service: u8) -> Rds {
        Rds {
            service,
            ..Rds::default()
        }
    }

    /// The key of the next database.
    pub(super) fn next_key(&self) -> DbKey {
        DbKey::new(self.service, self.databases.len())
    }

    pub(crate) fn db(&self, key: DbKey) -> &DbInstance {
        &self.databases[key.place()]
    }

    pub(crate) fn db_mut(&mut self, key: DbKey) -> &mut DbInstance {
        &mut self.databases[key.place()]
    }

    pub(crate) fn db_keys(&self) -> impl Iterator<Item = DbKey> + use<> {
        let service = self.service;
        let keys = 0..self.databases.len();
        keys.map(move |place| DbKey::new(service, place))
    }

    /// The database that a name stands for: in the Region told, else in the one Region that has it, else in the default one.
    pub(super) fn named(&self, name: &DbName) -> Option<DbKey> {
        let bears = |db: &&DbInstance| {
            db.exists()
                && db.name.eq_ignore_ascii_case(&name.name)
                && name.region.is_none_or(|region| region == db.region)
        };
        let mut found = self.databases.iter().filter(bears);
        let first = found.next()?;
        let in_default = |db: &&DbInstance| db.region == RegionId::DEFAULT;
        let chosen = found.chain([first]).find(in_default).unwrap_or(first);
        Some(chosen.key)
    }

    /// The living database that an endpoint belongs to: by its own name, which leads nowhere before its birth, or by a record.
    pub(super) fn instance_behind(&self, endpoint: &Endpoint) -> Option<&DbInstance> {
        let leads_to = |db: &&DbInstance| {
            let mut records = db.records.iter();
            let own = db.name == endpoint.name || db.reader_name().as_ref() == Some(&endpoint.name);
            own || records.any(|record| record.name == endpoint.name)
        };
        let mut there = self
            .databases
            .iter()
            .filter(|db| db.exists() && db.region == endpoint.region);
        there.find(leads_to)
    }

    /// The database that a host belongs to; a deleted one's hosts belong to it still, and a proxy to the one that it led to last.
    pub(crate) fn owner_of(&self, node: NodeId) -> Option<DbKey> {
        let mut databases = self.databases.iter();
        let owner = databases.find(|db| db.nodes().any(|own| own.id == node));
        let proxied = || {
            let mut proxies = self.proxies.iter();
            proxies.find(|proxy| proxy.node == node)?.led_to
        };
        owner.map(|db| db.key).or_else(proxied)
    }

    pub(super) fn replicas_of(&self, source: DbKey) -> impl Iterator<Item = DbKey> + '_ {
        let of_source = move |replication: &Replication| {
            replication.source == source && !replication.terminated
        };
        self.databases
            .iter()
            .filter(move |db| db.exists() && db.replication.as_deref().is_some_and(of_source))
            .map(|db| db.key)
    }

    /// Asks a database to look, and everybody who looks at it: its replicas, and its source.
    pub(crate) fn touch(&mut self, key: DbKey) {
        let source = self.db(key).replication.as_ref().map(|r| r.source);
        let replicas: Vec<DbKey> = self.replicas_of(key).collect();
        for concerned in replicas.into_iter().chain(source).chain([key]) {
            self.agenda.touch(concerned);
        }
    }

    /// Asks every database to look.
    pub(crate) fn touch_all(&mut self) {
        for key in self.db_keys() {
            self.agenda.touch(key);
        }
    }
}
