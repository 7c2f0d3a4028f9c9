//! What Aurora owns: its clusters, and how they are found.

use crate::aurora::cluster::Cluster;
use crate::aurora::member::Member;
use crate::cloud::{DbKey, DbName, Endpoint, NodeId, RegionId};

#[derive(Clone, Debug, Default)]
pub struct Aurora {
    /// Its place among the services of the world.
    pub(super) service: u8,
    /// Every cluster that ever was.
    pub(super) clusters: Vec<Cluster>,
}

impl Aurora {
    /// A service that has nothing yet, by its place among those of the world.
    pub fn new(service: u8) -> Aurora {
        Aurora {
            service,
            ..Aurora::default()
        }
    }

    /// The key of the next cluster.
    pub(super) fn next_key(&self) -> DbKey {
        DbKey::new(self.service, self.clusters.len())
    }

    pub(super) fn cluster(&self, key: DbKey) -> &Cluster {
        &self.clusters[key.place()]
    }

    pub(super) fn cluster_mut(&mut self, key: DbKey) -> &mut Cluster {
        &mut self.clusters[key.place()]
    }

    pub(super) fn living(&self) -> impl Iterator<Item = &Cluster> {
        self.clusters.iter().filter(|cluster| cluster.exists())
    }

    pub(super) fn within(&self, region: RegionId) -> impl Iterator<Item = &Cluster> {
        self.living()
            .filter(move |cluster| cluster.region == region)
    }

    /// The cluster of that name in a Region.
    pub(super) fn cluster_called(&self, region: RegionId, id: &str) -> Option<&Cluster> {
        let mut there = self.within(region);
        there.find(|cluster| cluster.name.eq_ignore_ascii_case(id))
    }

    /// The instance of that name in a Region, with its cluster.
    pub(super) fn member_called(&self, region: RegionId, id: &str) -> Option<(&Cluster, &Member)> {
        let mut there = self.within(region);
        there.find_map(|cluster| Some((cluster, cluster.called(id)?)))
    }

    /// The clusters that a line's name may stand for: in the Region told, else the default one before the others.
    pub(super) fn by_region(&self, name: &DbName) -> impl Iterator<Item = &Cluster> {
        let told = name.region;
        let here = move |cluster: &&Cluster| told.is_none_or(|region| region == cluster.region);
        let is_default = |cluster: &&Cluster| cluster.region == RegionId::DEFAULT;
        let first = self.living().filter(here).filter(is_default);
        let others = self
            .living()
            .filter(here)
            .filter(move |one| !is_default(one));
        first.chain(others)
    }

    /// The living cluster that an endpoint belongs to: by its own name, that of its readers, or that of an instance.
    pub(super) fn behind_endpoint(&self, endpoint: &Endpoint) -> Option<&Cluster> {
        let leads_to = |cluster: &&Cluster| {
            let name = endpoint.name.as_str();
            cluster.name == name || cluster.reader_name() == name || cluster.called(name).is_some()
        };
        self.within(endpoint.region).find(leads_to)
    }

    /// The cluster that a host belongs to; a deleted one's hosts belong to it still.
    pub(super) fn owner(&self, node: NodeId) -> Option<&Cluster> {
        let owns = |cluster: &&Cluster| cluster.vacant == node || cluster.on(node).is_some();
        self.clusters.iter().find(owns)
    }
}
