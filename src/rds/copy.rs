//! The copies of a DB instance's data, each a host with its volume, and the DNS records that lead to them.

use crate::cloud::{Access, CopyRole, NodeId, Progress, Topology, VolumeId, ZoneId};
use crate::rds::replication::Replication;
use crate::sim::{EventId, SimTime};

/// One copy of an instance's data.
#[derive(Clone, Debug, PartialEq)]
pub struct DbCopy {
    pub node: Node,
    pub role: CopyRole,
    /// The primary is in step with itself.
    pub sync: Sync,
    /// The engine of a readable standby, which is in step, is coming back at this event's time.
    pub restart: Option<EventId>,
    /// How a readable standby applies what it has received: it has more than its readers see.
    pub replay: Option<Box<Replication>>,
}

/// A name that DNS answers with one of an instance's hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsRecord {
    pub name: String,
    /// What its clients want: writes lead to the primary, reads to a readable standby where there is one.
    pub access: Access,
    pub node: NodeId,
    /// When it will name the host that it should name, after a failover.
    pub due: Option<SimTime>,
}

/// What a host's volume holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volume {
    /// Everything up to its copy's head; while the instance is in the making, its job tells how much of that is there.
    Whole,
    /// Nothing: a standby elsewhere that is yet to be rebuilt, or an instance that came to nothing.
    Empty,
    /// Nothing any more.
    Lost,
}

/// A host with its volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub id: NodeId,
    pub zone: ZoneId,
    pub host_up: bool,
    pub engine_up: bool,
    /// Counts the engine's starts: a connection outlives none of them.
    pub incarnation: u32,
    pub volume: Volume,
    /// It left its clients without a word when it was failed over from: what is still open to it hangs.
    pub fell_silent: bool,
    /// It answers nobody, though it runs; that will have been noticed then.
    pub stalled_until_seen: Option<SimTime>,
    /// How many times as long a request takes on its volume, whose I/O is degraded.
    pub slow_times: Option<u32>,
    /// Of a member of a DB cluster: its number, and the blocks that are its own, since what is sent to it is log.
    pub member: Option<Member>,
}

/// What makes a host a member of a DB cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// From 1.
    pub number: u32,
    pub blocks: VolumeId,
}

/// How far a copy follows the primary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// It holds what the primary holds: the only state from which it may take over.
    InStep,
    /// It stopped at this position. While both sides are in reach it is rebuilt or resynchronised; else it has waited since
    /// `since` for its zone, its host or the network.
    Behind {
        head: SimTime,
        clean: bool,
        since: SimTime,
        rebuild: Option<Rebuild>,
    },
}

/// A standby that is being brought back into step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuild {
    pub since: SimTime,
    pub progress: Progress,
}

impl DbCopy {
    /// Whether it is being brought back into step.
    pub fn is_rebuilt(&self) -> bool {
        let rebuild = match self.sync {
            Sync::Behind { rebuild, .. } => rebuild,
            Sync::InStep => None,
        };
        rebuild.is_some_and(|rebuild| rebuild.progress.until().is_some())
    }

    pub fn primary(node: Node) -> DbCopy {
        DbCopy {
            node,
            role: CopyRole::Primary,
            sync: Sync::InStep,
            restart: None,
            replay: None,
        }
    }

    /// A standby that takes no connections, in step.
    pub fn standby(node: Node) -> DbCopy {
        DbCopy {
            node,
            role: CopyRole::Standby { readable: false },
            sync: Sync::InStep,
            restart: None,
            replay: None,
        }
    }

    /// Whether it serves that to clients, its engine running.
    pub fn serves(&self, access: Access) -> bool {
        self.role.serves(access)
    }

    /// Whether it holds what the primary holds, on a sound host.
    pub fn is_in_step(&self, topology: &Topology) -> bool {
        self.sync == Sync::InStep && self.node.is_sound(topology)
    }

    /// Whether it holds what the primary holds, wherever its host is.
    pub fn may_stand_for_it(&self) -> bool {
        self.sync == Sync::InStep && self.node.holds_data()
    }

    /// Up to which moment it holds what the primary has written up to `head`; nothing if its volume is lost or empty.
    pub fn holds_up_to(&self, head: SimTime) -> Option<SimTime> {
        let head = match self.sync {
            Sync::InStep => head,
            Sync::Behind { head: own, .. } => own.min(head),
        };
        self.node.holds_data().then_some(head)
    }

    /// The event at which its rebuild will be done, or its engine be back, if that goes on.
    pub fn event(&self) -> Option<EventId> {
        match self.sync {
            Sync::InStep => self.restart,
            Sync::Behind { rebuild, .. } => rebuild?.progress.event(),
        }
    }
}

impl Node {
    pub fn new(id: NodeId, zone: ZoneId) -> Node {
        Node {
            id,
            zone,
            host_up: true,
            engine_up: false,
            incarnation: 0,
            volume: Volume::Whole,
            fell_silent: false,
            stalled_until_seen: None,
            slow_times: None,
            member: None,
        }
    }

    /// Whether the host is there, with power, network and its volume.
    pub fn is_sound(&self, topology: &Topology) -> bool {
        self.host_up && self.holds_data() && topology.has_power(self.zone)
    }

    /// Whether its volume holds what its copy is said to hold.
    pub fn holds_data(&self) -> bool {
        self.volume == Volume::Whole
    }

    /// Whether the engine runs on a sound host, as health checks see it.
    pub fn runs(&self, topology: &Topology) -> bool {
        self.engine_up && self.is_sound(topology)
    }

    /// Whether it runs and answers.
    pub fn serves(&self, topology: &Topology) -> bool {
        self.runs(topology) && !self.is_stalled()
    }

    /// Whether it answers nobody, though it runs.
    pub fn is_stalled(&self) -> bool {
        self.stalled_until_seen.is_some()
    }

    /// The host is gone, and with it whatever ailed it; its volume is not.
    pub fn lose_host(&mut self) {
        self.host_up = false;
        self.engine_up = false;
        self.stalled_until_seen = None;
    }

    /// It has another host, which is well, on its volume.
    pub fn gain_host(&mut self) {
        self.host_up = true;
        self.stalled_until_seen = None;
    }

    pub fn start_engine(&mut self) {
        self.engine_up = true;
        self.fell_silent = false;
        self.incarnation += 1;
    }
}

#[cfg(test)]
mod tests;
