//! How the hosts of DB instances answer applications.

use crate::cloud::{Access, Answer, Context, Endpoint, NodeId, Site};
use crate::rds::Rds;

impl Rds {
    /// The host that a name leads to, if it has a record.
    pub(super) fn host_named(&self, endpoint: &Endpoint) -> Option<NodeId> {
        let mut records = self.instance_behind(endpoint)?.records.iter();
        let record = records.find(|record| record.name == endpoint.name);
        record.map(|record| record.node)
    }

    /// Whether a name's record does not name the host that it should; there may be none yet.
    pub(super) fn record_is_behind(&self, cx: &Context, endpoint: &Endpoint) -> bool {
        let Some(db) = self.instance_behind(endpoint) else {
            return false;
        };
        let mut records = db.records.iter();
        let record = records.find(|record| record.name == endpoint.name);
        record.is_none_or(|record| record.node != db.host_for(record, &cx.topology))
    }

    /// How a host answers; `None` if it belongs to no living instance.
    pub(super) fn answer_of(
        &self,
        cx: &Context,
        app: &str,
        id: NodeId,
        access: Access,
    ) -> Option<Answer> {
        let mut there = self.databases.iter().filter(|db| db.exists());
        let (db, copy) = there.find_map(|db| Some((db, db.copy_on(id)?)))?;
        let node = &copy.node;
        let site = Site::Host {
            zone: node.zone,
            database: db.key,
        };
        let fenced = db.failover.is_some_and(|failover| !failover.forced) && db.primary().id == id;
        let gone = fenced || node.fell_silent || node.is_stalled() || !node.is_sound(&cx.topology);
        if gone || !cx.topology.connected(Site::App(app), site) {
            return Some(Answer::Silent);
        }
        if !copy.serves(Access::Read) || !node.engine_up {
            return Some(Answer::Refuses);
        }
        if db.io_pause_until > cx.now {
            return Some(Answer::Silent);
        }
        Some(match access {
            Access::Write if db.replication.is_some() || !copy.serves(access) => Answer::Refuses,
            Access::Write if db.pause_until > cx.now => Answer::Silent,
            // Nobody is told that it is committed before one of two has it.
            Access::Write if !self.is_acknowledged(cx, db) => Answer::Silent,
            Access::Write | Access::Read => Answer::Accepts {
                incarnation: node.incarnation,
            },
        })
    }
}
