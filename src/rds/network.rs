//! How the hosts of DB instances answer applications.

use crate::cloud::{Access, Answer, Context, Endpoint, NodeId, Phase, Site};
use crate::rds::Rds;
use crate::rds::copy::DbCopy;
use crate::rds::instance::DbInstance;

impl Rds {
    /// The host that a name leads to, if it has a record.
    pub(super) fn host_named(&self, endpoint: &Endpoint) -> Option<NodeId> {
        let mut records = self.instance_behind(endpoint)?.records.iter();
        let record = records.find(|record| record.name == endpoint.name);
        record.map(|record| record.node)
    }

    /// What a name's record waits for that does not name the host that it should; there may be none yet.
    pub(super) fn record_behind(&self, cx: &Context, endpoint: &Endpoint) -> Option<Phase> {
        let db = self.instance_behind(endpoint)?;
        let mut records = db.records.iter();
        let record = records.find(|record| record.name == endpoint.name);
        let behind = record.is_none_or(|record| record.node != db.host_for(record, &cx.topology));
        behind.then_some(match db.completing {
            Some(_) => Phase::Failover,
            None => Phase::Dns,
        })
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
        let site = Site::Host {
            zone: copy.node.zone,
            database: db.key,
        };
        Some(match cx.topology.connected(Site::App(app), site) {
            true => self.answer_on(cx, db, copy, access),
            false => Answer::Silent,
        })
    }

    /// How the host of a copy answers whoever reaches it.
    pub(super) fn answer_on(
        &self,
        cx: &Context,
        db: &DbInstance,
        copy: &DbCopy,
        access: Access,
    ) -> Answer {
        let node = &copy.node;
        let is_primary = db.primary().id == node.id;
        let fenced = db.failover.is_some_and(|failover| !failover.forced) && is_primary;
        if fenced || node.fell_silent || node.is_stalled() || !node.is_sound(&cx.topology) {
            return Answer::Silent;
        }
        if !copy.serves(Access::Read) || !node.engine_up {
            return Answer::Refuses;
        }
        if db.io_pause_until > cx.now {
            return Answer::Silent;
        }
        match access {
            Access::Write if db.replication.is_some() || !copy.serves(access) => Answer::Refuses,
            Access::Write if db.pause_until > cx.now => Answer::Silent,
            // Nobody is told that it is committed before one of two has it.
            Access::Write if !self.is_acknowledged(cx, db) => Answer::Silent,
            Access::Write | Access::Read => Answer::Accepts {
                incarnation: node.incarnation,
            },
        }
    }
}
