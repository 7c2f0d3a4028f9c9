//! How the hosts of DB instances answer applications.

use crate::cloud::{Access, Answer, Context, NodeId, Site};
use crate::rds::Rds;

impl Rds {
    /// How a host answers; `None` if it belongs to no living instance.
    pub(super) fn answer_of(
        &self,
        cx: &Context,
        app: &str,
        id: NodeId,
        access: Access,
    ) -> Option<Answer> {
        let owner = self
            .databases
            .iter()
            .find(|db| db.exists() && db.nodes().any(|node| node.id == id));
        let db = owner?;
        let node = db.nodes().find(|node| node.id == id)?;
        let site = Site::Host {
            zone: node.zone,
            database: db.key,
        };
        let fenced = db.failover.is_some_and(|failover| !failover.forced) && db.primary.id == id;
        let gone = fenced || node.fell_silent || !node.is_sound(&cx.topology);
        if gone || !cx.topology.connected(Site::App(app), site) {
            return Some(Answer::Silent);
        }
        if db.primary.id != id || !node.engine_up {
            return Some(Answer::Refuses);
        }
        if db.io_pause_until > cx.now {
            return Some(Answer::Silent);
        }
        Some(match access {
            Access::Write if db.replication.is_some() => Answer::Refuses,
            Access::Write if db.pause_until > cx.now => Answer::Silent,
            Access::Write | Access::Read => Answer::Accepts {
                incarnation: node.incarnation,
            },
        })
    }
}
