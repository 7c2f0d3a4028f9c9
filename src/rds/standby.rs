//! The standby of a Multi-AZ DB instance: left behind, rebuilt, built elsewhere.

use crate::cloud::{Site, ZoneId, numbers};
use crate::rds::instance::{DbKey, Node, Standby, Sync};
use crate::rds::world::{Event, World};
use crate::sim::SimTime;

impl World {
    /// A primary that goes on without its standby leaves it behind; a rebuild stops when either side does.
    pub(super) fn judge_standby(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(standby) = &db.standby else {
            return false;
        };
        let apart = !standby.node.is_sound(&self.topology)
            || !self.hosts_connected(key, &db.primary, &standby.node);
        match standby.sync {
            Sync::InStep => {
                let goes_on = db.primary.serves(&self.topology)
                    && db.failover.is_none()
                    && self.topology.in_touch_with_region(db.primary.zone);
                if !apart || !goes_on {
                    return false;
                }
                self.leave_standby_behind(key);
                true
            }
            Sync::Rebuilding { head, done, .. } => {
                let lost_power = !self.topology.has_power(standby.node.zone)
                    || !self.hosts_connected(key, &db.primary, &standby.node);
                if !lost_power && db.primary.serves(&self.topology) {
                    return false;
                }
                self.cancel(Some(done));
                self.fall_behind(key, head, false);
                true
            }
            Sync::Behind { .. } => false,
        }
    }

    pub(super) fn leave_standby_behind(&mut self, key: DbKey) {
        let name = self.db(key).name.clone();
        let pause_until = self.now + self.duration(&numbers::SYNC_PAUSE, &name);
        self.fall_behind(key, self.now, false);
        self.db_mut(key).pause_until = pause_until;
        self.schedule(pause_until, Event::Look);
    }

    /// A standby that is behind is brought back into step once both sides are there.
    pub(super) fn judge_rebuild(&mut self, key: DbKey) -> bool {
        let db = self.db(key);
        let Some(Standby {
            node,
            sync: Sync::Behind { head, clean, since },
        }) = &db.standby
        else {
            return false;
        };
        let (head, clean, since) = (*head, *clean, *since);
        let possible = self.topology.has_power(node.zone)
            && db.primary.serves(&self.topology)
            && db.failover.is_none()
            && self.hosts_connected(key, &db.primary, node);
        if !possible {
            return self.move_standby(key, since);
        }
        let name = db.name.clone();
        let takes = self.duration(
            if clean {
                &numbers::REBOOT
            } else {
                &numbers::STANDBY_REBUILD
            },
            &name,
        );
        let done = self.schedule(self.now + takes, Event::StandbyReady { db: key });
        self.set_sync(
            key,
            Sync::Rebuilding {
                head,
                since: self.now,
                done,
            },
        );
        self.report(key, 361);
        true
    }

    /// A standby whose zone stays dark is built anew in a third zone, if the primary serves and there is one.
    pub(super) fn move_standby(&mut self, key: DbKey, since: SimTime) -> bool {
        let db = self.db(key);
        let Some(standby) = &db.standby else {
            return false;
        };
        let waited = self.now >= since + self.fixed(&numbers::STANDBY_ELSEWHERE);
        let dark = !self.topology.has_power(standby.node.zone);
        let serves = db.primary.serves(&self.topology) && db.failover.is_none();
        let taken = [db.primary.zone, standby.node.zone];
        let mut others = db.region.zones().filter(|zone| !taken.contains(zone));
        let third = others.find(|zone| self.topology.has_power(*zone));
        let Some(zone) = third.filter(|_| waited && dark && serves) else {
            return false;
        };
        let mut node = self.new_node(zone);
        // It holds nothing until it is rebuilt.
        node.volume_lost = true;
        if let Some(standby) = self.db_mut(key).standby.as_mut() {
            standby.node = node;
            if let Sync::Behind { clean, .. } = &mut standby.sync {
                *clean = false;
            }
        }
        true
    }

    /// The standby is behind from now on; should its zone stay dark, it is looked at again.
    pub(super) fn fall_behind(&mut self, key: DbKey, head: SimTime, clean: bool) {
        let since = self.now;
        self.set_sync(key, Sync::Behind { head, clean, since });
        let elsewhere = since + self.fixed(&numbers::STANDBY_ELSEWHERE);
        self.schedule(elsewhere, Event::Look);
    }

    pub(super) fn standby_ready(&mut self, key: DbKey) {
        if let Some(standby) = self.db_mut(key).standby.as_mut() {
            standby.node.host_up = true;
            standby.node.volume_lost = false;
            standby.sync = Sync::InStep;
            self.report(key, 362);
        }
    }

    pub(super) fn set_sync(&mut self, key: DbKey, sync: Sync) {
        if let Some(standby) = self.db_mut(key).standby.as_mut() {
            standby.sync = sync;
        }
    }

    pub(super) fn hosts_connected(&self, key: DbKey, a: &Node, b: &Node) -> bool {
        let site = |node: &Node| Site::Host {
            zone: node.zone,
            database: key.0,
        };
        self.topology.connected(site(a), site(b))
    }

    /// Gives the instance a standby in another zone of its Region; the zone has power if any has.
    pub(super) fn add_standby(&mut self, key: DbKey) {
        let (region, own) = (self.db(key).region, self.db(key).primary.zone);
        let other = |zone: &ZoneId| *zone != own;
        let zone = region
            .zones()
            .filter(other)
            .find(|zone| self.topology.has_power(*zone));
        if let Some(zone) = zone.or_else(|| region.zones().find(other)) {
            let node = self.new_node(zone);
            self.db_mut(key).standby = Some(Standby {
                node,
                sync: Sync::InStep,
            });
        }
    }
}
