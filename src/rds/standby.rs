//! The standby of a Multi-AZ DB instance: left behind, rebuilt, built elsewhere.

use crate::cloud::{Access, Context, DbKey, Footing, Progress, Step, ZoneId, numbers};
use crate::rds::Rds;
use crate::rds::copy::{DbCopy, Node, Rebuild, Sync, Volume};
use crate::rds::event::RdsEvent;
use crate::sim::SimTime;

impl Rds {
    /// Health checks see at last that a host answers nobody, and give it up.
    pub(super) fn notice_stalls(&mut self, cx: &Context, key: DbKey) -> bool {
        let mut changed = false;
        for copy in &mut self.db_mut(key).copies {
            let seen = |at: SimTime| at <= cx.now;
            if copy.node.stalled_until_seen.is_some_and(seen) {
                copy.node.lose_host();
                if let Sync::Behind { clean, .. } = &mut copy.sync {
                    *clean = false;
                }
                changed = true;
            }
        }
        changed
    }

    /// A primary that goes on without a standby leaves it behind.
    pub(super) fn judge_standbys(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let places = 1..self.db(key).copies.len();
        places.fold(false, |changed, place| {
            self.judge_standby(cx, key, place) | changed
        })
    }

    fn judge_standby(&mut self, cx: &mut Context, key: DbKey, place: usize) -> bool {
        let db = self.db(key);
        let standby = &db.copies[place];
        let apart = !standby.node.is_sound(&cx.topology)
            || !self.hosts_connected(cx, key, db.primary(), &standby.node);
        let goes_on = db.primary().serves(&cx.topology)
            && db.failover.is_none()
            && cx.topology.in_touch_with_region(db.primary().zone);
        if standby.sync != Sync::InStep || !apart || !goes_on || self.misses_nothing(cx, key, place)
        {
            return false;
        }
        // What another one acknowledges does not pause.
        if db.settings.cluster {
            self.fall_behind(cx, key, place, cx.now, false);
            return true;
        }
        let name = db.name.clone();
        let pause_until = cx.now + cx.duration(&numbers::SYNC_PAUSE, &name);
        self.fall_behind(cx, key, place, cx.now, false);
        self.db_mut(key).pause_until = pause_until;
        cx.look_at(pause_until, key.party());
        true
    }

    /// A standby that is behind is brought back into step while both sides are there.
    pub(super) fn judge_rebuilds(&mut self, cx: &mut Context, key: DbKey) -> bool {
        let places = 1..self.db(key).copies.len();
        places.fold(false, |changed, place| {
            self.judge_rebuild(cx, key, place) | changed
        })
    }

    fn judge_rebuild(&mut self, cx: &mut Context, key: DbKey, place: usize) -> bool {
        let DbCopy { node, sync, .. } = &self.db(key).copies[place];
        let Sync::Behind {
            head,
            clean,
            since,
            rebuild,
        } = *sync
        else {
            return false;
        };
        let footing = self.rebuild_footing(cx, key, node, clean);
        let mut rebuild = match rebuild {
            Some(rebuild) => rebuild,
            None if self.db(key).completing.is_some() => return false,
            None if footing == Footing::Firm => self.begin_rebuild(cx, key, place, clean),
            None => return self.move_standby(cx, key, place, since),
        };
        match cx.step_work(&mut rebuild.progress, footing, key.party()) {
            Step::Same if rebuild.progress.until().is_none() => {
                return self.move_standby(cx, key, place, since);
            }
            Step::Same => return false,
            Step::Done => self.standby_ready(cx, key, place),
            Step::Failed => {
                unreachable!("a rebuild waits; what it reads from fails with its instance")
            }
            Step::Changed => {
                let (since, rebuild) = (cx.now, Some(rebuild));
                self.db_mut(key).copies[place].sync = Sync::Behind {
                    head,
                    clean,
                    since,
                    rebuild,
                };
                if footing != Footing::Firm {
                    self.look_elsewhere(cx, key);
                }
            }
        }
        true
    }

    fn begin_rebuild(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        place: usize,
        clean: bool,
    ) -> Rebuild {
        let name = self.db(key).name.clone();
        let number = if clean {
            &numbers::REBOOT
        } else {
            &numbers::STANDBY_REBUILD
        };
        let progress = Progress::new(cx.duration(number, &name));
        self.report_host(cx, key, place, RdsEvent::StandbyRebuildStarted);
        Rebuild {
            since: cx.now,
            progress,
        }
    }

    /// A standby whose zone stays dark, or has no host to give for it, is built anew in another zone, if the primary serves and
    /// there is one.
    fn move_standby(&mut self, cx: &mut Context, key: DbKey, place: usize, since: SimTime) -> bool {
        let db = self.db(key);
        let waited = cx.now >= since + cx.fixed(&numbers::STANDBY_ELSEWHERE);
        let zone = db.copies[place].node.zone;
        let none_given = !cx.topology.has_power(zone) || !cx.topology.has_capacity(zone);
        let serves = db.primary().serves(&cx.topology) && db.failover.is_none();
        let taken: Vec<ZoneId> = db.nodes().map(|node| node.zone).collect();
        let mut others = db.region.zones().filter(|zone| !taken.contains(zone));
        let third = others.find(|zone| cx.topology.gives_hosts(*zone));
        let Some(zone) = third.filter(|_| waited && none_given && serves) else {
            return false;
        };
        let mut node = Node::new(cx.new_node(), zone);
        node.volume = Volume::Empty;
        let standby = &mut self.db_mut(key).copies[place];
        node.member = standby.node.member;
        standby.node = node;
        if let Sync::Behind { clean, rebuild, .. } = &mut standby.sync {
            (*clean, *rebuild) = (false, None);
        }
        true
    }

    /// The standby is behind from now on; should its zone stay dark, it is looked at again.
    pub(super) fn fall_behind(
        &mut self,
        cx: &mut Context,
        key: DbKey,
        place: usize,
        head: SimTime,
        clean: bool,
    ) {
        self.db_mut(key).copies[place].sync = Sync::Behind {
            head,
            clean,
            since: cx.now,
            rebuild: None,
        };
        self.look_elsewhere(cx, key);
    }

    /// Looks again when it is time to build a standby in a third zone.
    fn look_elsewhere(&self, cx: &mut Context, key: DbKey) {
        let elsewhere = cx.now + cx.fixed(&numbers::STANDBY_ELSEWHERE);
        cx.look_at(elsewhere, key.party());
    }

    fn standby_ready(&mut self, cx: &mut Context, key: DbKey, place: usize) {
        let blocks = self.db(key).blocks(cx.now);
        let standby = &mut self.db_mut(key).copies[place];
        if let Sync::Behind { clean: false, .. } = standby.sync {
            standby.node.slow_times = None;
            // It was filled anew with the writer's.
            if let Some(member) = &mut standby.node.member {
                member.blocks = cx.tapes.new_volume(Some(blocks));
            }
        }
        standby.node.host_up = true;
        standby.node.volume = Volume::Whole;
        standby.sync = Sync::InStep;
        if standby.serves(Access::Read) {
            standby.node.start_engine();
        }
        self.replay_anew(cx, key, place);
        self.report_host(cx, key, place, RdsEvent::StandbyRebuildComplete);
    }

    /// Gives the instance a standby in another zone of its Region; the zone has power if any has.
    pub(super) fn add_standby(&mut self, cx: &mut Context, key: DbKey) {
        let db = self.db(key);
        let taken: Vec<ZoneId> = db.nodes().map(|node| node.zone).collect();
        let free = || db.region.zones().filter(|zone| !taken.contains(zone));
        let given = free().find(|zone| cx.topology.gives_hosts(*zone));
        let lit = given.or_else(|| free().find(|zone| cx.topology.has_power(*zone)));
        if let Some(zone) = lit.or_else(|| free().next()) {
            let node = Node::new(cx.new_node(), zone);
            self.db_mut(key).copies.push(DbCopy::standby(node));
        }
    }
}
