//! How the hosts of a world answer its applications.

use crate::cloud::{Access, Answer, Endpoint, Network, NodeId, Site, Topology};
use crate::rds::instance::DbInstance;
use crate::sim::SimTime;

/// What clients see of the databases now.
pub struct Databases<'a> {
    pub databases: &'a [DbInstance],
    pub topology: &'a Topology,
    pub now: SimTime,
}

impl Network for Databases<'_> {
    fn resolve(&self, endpoint: &Endpoint) -> Option<NodeId> {
        let named = |db: &&DbInstance| {
            db.exists() && db.region == endpoint.region && db.name == endpoint.name
        };
        self.databases.iter().find(named)?.record
    }

    fn answer(&self, app: &str, id: NodeId, access: Access) -> Answer {
        let owner = self
            .databases
            .iter()
            .find(|db| db.exists() && db.nodes().any(|node| node.id == id));
        let Some((db, node)) =
            owner.and_then(|db| Some((db, db.nodes().find(|node| node.id == id)?)))
        else {
            return Answer::Silent;
        };
        let site = Site::Host {
            zone: node.zone,
            database: db.key,
        };
        let fenced = db.failover.is_some_and(|failover| !failover.forced) && db.primary.id == id;
        let gone = fenced || node.fell_silent || !node.is_sound(self.topology);
        if gone || !self.topology.connected(Site::App(app), site) {
            return Answer::Silent;
        }
        if db.primary.id != id || !node.engine_up {
            return Answer::Refuses;
        }
        if db.io_pause_until > self.now {
            return Answer::Silent;
        }
        match access {
            Access::Write if db.replication.is_some() => Answer::Refuses,
            Access::Write if db.pause_until > self.now => Answer::Silent,
            Access::Write | Access::Read => Answer::Accepts {
                incarnation: node.incarnation,
            },
        }
    }
}
