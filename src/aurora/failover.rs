//! A failover: one of the readers becomes the writer. The volume is the same before and after, so nothing is lost by it.

use crate::aurora::cluster::Cluster;
use crate::aurora::member::{Member, Task};
use crate::cloud::{Context, NodeId, numbers};
use crate::rds::event::RdsEvent;
use crate::sim::{EventId, SimTime, Spread};

/// A failover that is going on.
#[derive(Clone, Debug)]
pub struct Failover {
    pub since: SimTime,
    /// Whether Aurora has noticed the failure, or was asked for the failover.
    pub detected: bool,
    pub next: EventId,
    pub completes: SimTime,
    /// The reader that takes over.
    pub target: NodeId,
}

const ANY: Spread = Spread::Uniform {
    low: 0.0,
    high: 1.0,
};

impl Cluster {
    /// The reader that would take over now: of those that run the one of the lowest tier, then the largest, then any.
    pub fn successor(&self, cx: &Context) -> Option<NodeId> {
        let may = |member: &&Member| {
            let stays = !member.is_being(Task::Deleting) && Some(member.node) != self.writer;
            stays && member.runs(&cx.topology)
        };
        let chance = |member: &Member| {
            let luck = cx.luck;
            let drawn = luck.draw(ANY, "aurora.successor", &member.name, self.failovers);
            (drawn * 1e9) as u64
        };
        let order = |member: &&Member| {
            let largest_first = u32::MAX - member.size();
            (member.tier, largest_first, chance(member), member.node)
        };
        let first = self.living().filter(may).min_by_key(order);
        first.map(|member| member.node)
    }

    /// Begins a failover when only a reader can go on, and carries on with the one that is under way; one whose reader is gone is
    /// dropped, and another reader is looked for.
    pub fn judge_failover(&mut self, cx: &mut Context) -> bool {
        if let Some(failover) = &self.failover {
            let runs = |member: &Member| member.runs(&cx.topology);
            if !self.on(failover.target).is_some_and(runs) {
                cx.cancel(Some(failover.next));
                self.failover = None;
                return true;
            }
            return failover.next.due() <= cx.now && self.go_on(cx);
        }
        let is_lost = |writer: &Member| !writer.runs(&cx.topology) && !self.comes_back(cx, writer);
        let lost = self.writing().is_some_and(is_lost);
        let target = lost.then(|| self.successor(cx)).flatten();
        target
            .inspect(|target| self.begin_failover(cx, *target, false))
            .is_some()
    }

    pub fn begin_failover(&mut self, cx: &mut Context, target: NodeId, forced: bool) {
        let takes = cx.duration(&numbers::AURORA_FAILOVER, &self.name);
        let detection = cx.duration(&numbers::CLUSTER_FAILOVER_DETECTION, &self.name);
        let detection = detection.min(takes);
        // Whoever asks has seen already.
        let (seen, completes) = match forced {
            true => (takes - detection, cx.now + (takes - detection)),
            false => (detection, cx.now + takes),
        };
        self.failovers += 1;
        self.failover = Some(Failover {
            since: cx.now,
            detected: forced,
            next: cx.look_at(cx.now + seen, self.key.party()),
            completes,
            target,
        });
        if forced {
            self.stop_writer();
            self.report_start(cx, target);
        }
    }

    /// The writer's engine is down, where it ran.
    fn stop_writer(&mut self) {
        if let Some(writer) = self.writer.and_then(|node| self.on_mut(node)) {
            writer.engine_up = false;
        }
    }

    fn report_start(&self, cx: &mut Context, target: NodeId) {
        let zone = |node: NodeId| self.on(node).map(|member| member.zone);
        let same = self.writer.and_then(zone) == zone(target);
        let event = match same {
            true => RdsEvent::ClusterFailoverStartedInZone,
            false => RdsEvent::ClusterFailoverStarted,
        };
        self.report(cx, event);
    }

    /// What is next of a failover: that the failure is seen, or its end.
    fn go_on(&mut self, cx: &mut Context) -> bool {
        let Some(mut failover) = self.failover.take() else {
            return false;
        };
        if !failover.detected {
            self.report_start(cx, failover.target);
            failover.detected = true;
            failover.next = cx.look_at(failover.completes, self.key.party());
            self.failover = Some(failover);
            return true;
        }
        // Both restart: the one comes back as a reader, the other as the writer.
        self.stop_writer();
        self.writer = Some(failover.target);
        if let Some(target) = self.on_mut(failover.target) {
            target.start_engine();
        }
        self.report(cx, RdsEvent::ClusterFailoverComplete);
        true
    }
}
