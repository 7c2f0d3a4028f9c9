//! The two names of a cluster, that of its writer and that of its readers, and the instances that they lead to.

use crate::aurora::cluster::Cluster;
use crate::aurora::member::Member;
use crate::cloud::{Access, Context, NodeId, numbers};
use crate::sim::{EventId, SimDuration};

/// A name that DNS answers with one of the cluster's instances.
#[derive(Clone, Debug)]
pub struct Record {
    /// What its clients want.
    pub access: Access,
    pub node: NodeId,
    /// When it will name the instance that it should name.
    pub due: Option<EventId>,
}

impl Cluster {
    /// Its first instance is the writer, and its names lead there, once it has any.
    pub fn enthrone(&mut self, node: NodeId) {
        self.writer = Some(node);
        if !self.records.is_empty() {
            return;
        }
        self.records = [Access::Write, Access::Read]
            .map(|access| Record {
                access,
                node,
                due: None,
            })
            .into();
    }

    pub fn record(&self, access: Access) -> Option<&Record> {
        self.records.iter().find(|record| record.access == access)
    }

    /// The instance that a name should lead to: the writer, or a reader that runs, the one that it names if that does; with no
    /// reader, the writer.
    fn wanted(&self, cx: &Context, record: &Record) -> NodeId {
        let writer = self.writer.unwrap_or(self.vacant);
        let reads = |member: &&Member| member.node != writer && member.runs(&cx.topology);
        let readers = || self.living().filter(reads);
        let named = readers().find(|member| member.node == record.node);
        match record.access {
            Access::Write => writer,
            Access::Read => named
                .or_else(|| readers().next())
                .map_or(writer, |member| member.node),
        }
    }

    /// Whether a name does not lead yet where it should.
    pub fn is_behind(&self, cx: &Context, access: Access) -> bool {
        let record = self.record(access);
        record.is_none_or(|record| record.node != self.wanted(cx, record))
    }

    /// Names that lead to the wrong instance are changed, which takes until DNS tells it everywhere. That a reader is gone has to be
    /// seen first.
    pub fn judge_records(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        for place in 0..self.records.len() {
            let record = &self.records[place];
            let (wanted, access) = (self.wanted(cx, record), record.access);
            match record.due {
                Some(due) if due.due() <= cx.now => {
                    self.records[place].node = wanted;
                    self.records[place].due = None;
                }
                None if record.node != wanted => {
                    let runs = |member: &Member| member.runs(&cx.topology);
                    let is_gone = access == Access::Read && !self.on(record.node).is_some_and(runs);
                    let name = self.endpoint(access);
                    let seen = match is_gone {
                        true => cx.duration(&numbers::CLUSTER_FAILOVER_DETECTION, &name),
                        false => SimDuration::ZERO,
                    };
                    let spreads = cx.now + seen + cx.duration(&numbers::DNS_PROPAGATION, &name);
                    let due = cx.look_at(spreads, self.key.party());
                    self.records[place].due = Some(due);
                }
                Some(_) | None => continue,
            }
            changed = true;
        }
        changed
    }
}
