//! What becomes of a DB instance whose allocated storage is used up.
//!
//! Sources: User Guide, DB instance status and events. Modelling choices, for nothing is published: RDS shuts the engine down at
//! the moment in which the room is used up; once there is more the engine starts by itself, as after a crash.

use crate::cloud::{Context, DbKey};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;

impl Rds {
    /// RDS shuts down an engine whose volume has no room left, before anything on it is damaged.
    pub(super) fn judge_storage(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let db = self.db(key);
        let runs = db.nodes().any(|node| node.engine_up);
        let is_told = db.space.is_told && !runs;
        if !db.is_full() || is_told || db.failed || db.is_in_the_making() {
            return false;
        }
        self.drop_failover(cx, key);
        let db = self.db_mut(key);
        let restart = db.restart.take();
        for copy in &mut db.copies {
            copy.node.engine_up = false;
        }
        let is_news = !std::mem::replace(&mut db.space.is_told, true);
        cx.cancel(restart);
        if is_news {
            self.report(cx, key, RdsEvent::StorageLow);
            self.report(cx, key, RdsEvent::StorageAlmostUsedUp);
        }
        self.report(cx, key, RdsEvent::StorageUsedUp);
        true
    }
}
