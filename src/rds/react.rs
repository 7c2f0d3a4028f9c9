//! How the service comes to rest: what has come due happens, whoever is touched by it looks, until nobody finds anything to do.

use crate::cloud::{Context, DbKey, Due, Party};
use crate::rds::Rds;
use crate::rds::backup::Backups;
use crate::sim::EventId;

impl Rds {
    /// A moment has come: those look whom it concerns, and what `event` was scheduled for happens, if it was something of
    /// RDS's. The state knows what that is.
    pub(crate) fn come_due(
        &mut self,
        cx: &mut Context,
        event: EventId,
        party: Party,
    ) -> Option<Due> {
        match party {
            Party::Observers => None,
            Party::Everyone => {
                self.touch_all();
                None
            }
            Party::Database(key) if key.service != self.service => None,
            Party::Database(key) => {
                let due = self.happen(cx, event, key);
                self.touch(key);
                due
            }
        }
    }

    fn happen(&mut self, cx: &mut Context, event: EventId, key: DbKey) -> Option<Due> {
        if self.reader_starts(key, event) {
            return None;
        }
        let is_due = |known: Option<EventId>| known == Some(event);
        let db = self.db(key);
        let replication = db.replication.as_ref();
        if is_due(db.restart) {
            self.start_again(cx, key);
            return Some(Due::EngineStarts(key));
        } else if is_due(db.failover.map(|failover| failover.next)) {
            self.failover_goes_on(cx, key);
        } else if is_due(db.pending_event) {
            return self
                .open_window(cx, key)
                .then_some(Due::ModificationBegins(key));
        } else if is_due(replication.and_then(|replication| Some(replication.broken?.1))) {
            self.terminate_replication(cx, key);
        }
        None
    }

    /// One round of reactions of everybody who has to look; whether anything changed.
    pub(crate) fn react(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        self.agenda.begin_round();
        while let Some(key) = self.agenda.next_in_round() {
            let source = self.db(key).replication.as_ref().map(|r| r.source);
            if self.supervise(cx, key) {
                changed = true;
                self.touch(key);
                // A promoted replica has left its source.
                source
                    .into_iter()
                    .for_each(|source| self.agenda.touch(source));
            }
        }
        changed | self.settle_snapshots(cx) | self.settle_proxies(cx)
    }

    /// The world has come to rest. Whoever was not asked to look would have found nothing to do.
    pub(crate) fn rest(&mut self, cx: &mut Context) {
        self.settle_archives(cx);
        // Who is due at this very moment will be asked by an event of its own.
        let is_last = cx.queue.next_due().is_none_or(|due| due > cx.now);
        if cfg!(debug_assertions) && is_last {
            self.check_that_nobody_was_forgotten(cx);
        }
        self.agenda.rest();
    }

    fn check_that_nobody_was_forgotten(&mut self, cx: &mut Context) {
        let backups = |rds: &Rds| -> Vec<Backups> {
            rds.databases.iter().map(|db| db.backups.clone()).collect()
        };
        let before = backups(self);
        self.touch_all();
        assert!(
            !self.react(cx),
            "somebody was not asked to look at {}",
            cx.now
        );
        assert!(
            !self.settle_replication(cx),
            "a replica was not asked at {}",
            cx.now
        );
        self.settle_archives(cx);
        assert!(
            before == backups(self),
            "an archive was not asked at {}",
            cx.now
        );
    }
}
