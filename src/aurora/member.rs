//! A DB instance of a cluster: a host with an engine, and nothing that would be lost with it.

use crate::cloud::class::Class;
use crate::cloud::{NodeId, Phase, Progress, Topology, ZoneId};
use crate::sim::{SimDuration, SimTime};

#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub node: NodeId,
    pub zone: ZoneId,
    pub class: String,
    /// From 0 to 15: the lowest takes over first.
    pub tier: u32,
    pub host_up: bool,
    pub engine_up: bool,
    /// Counts the engine's starts: a connection outlives none of them.
    pub incarnation: u32,
    /// How far what it shows trails what is committed, while it reads.
    pub lag: SimDuration,
    /// What was asked for and takes its time.
    pub work: Option<Work<Task>>,
    /// How far its coming back is, where Aurora brings it back.
    pub mend: Option<Mend>,
    pub created_at: SimTime,
    pub deleted_at: Option<SimTime>,
}

/// What is done with something, since when, and how far that is.
#[derive(Clone, Debug)]
pub struct Work<T> {
    pub task: T,
    pub since: SimTime,
    pub progress: Progress,
}

impl<T> Work<T> {
    pub fn new(task: T, since: SimTime, takes: SimDuration) -> Work<T> {
        Work {
            task,
            since,
            progress: Progress::new(takes),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Creating,
    Deleting,
    Rebooting,
}

/// The coming back of an engine where it ran, or on a new host in the same zone.
#[derive(Clone, Debug)]
pub struct Mend {
    pub new_host: bool,
    pub progress: Progress,
}

impl Member {
    pub fn exists(&self) -> bool {
        self.deleted_at.is_none()
    }

    pub fn is_being(&self, task: Task) -> bool {
        self.work.as_ref().is_some_and(|work| work.task == task)
    }

    /// Whether its engine runs on a host that its Region sees.
    pub fn runs(&self, topology: &Topology) -> bool {
        self.exists() && self.engine_up && self.host_up && topology.reaches_storage(self.zone)
    }

    pub fn start_engine(&mut self) {
        self.engine_up = true;
        self.incarnation += 1;
    }

    /// How large it is, as far as that decides who takes over.
    pub fn size(&self) -> u32 {
        Class::parse(&self.class).map_or(0, |class| class.memory_mib)
    }

    /// What keeps its clients from it, if anything does.
    pub fn held(&self, topology: &Topology) -> Option<Phase> {
        if !topology.has_power(self.zone) {
            return Some(Phase::WaitingForZone);
        }
        match (self.host_up, self.engine_up) {
            _ if self.is_being(Task::Creating) => Some(Phase::Creating),
            _ if self.is_being(Task::Rebooting) => Some(Phase::Restarting),
            (false, _) => Some(Phase::HostReplacement),
            (true, false) => Some(Phase::CrashRecovery),
            (true, true) if !topology.in_touch_with_region(self.zone) => {
                Some(Phase::WaitingForNetwork)
            }
            (true, true) => None,
        }
    }

    /// AWS's word for what it is doing.
    pub fn status(&self, topology: &Topology) -> &'static str {
        match self.work.as_ref().map(|work| work.task) {
            Some(Task::Creating) => "creating",
            Some(Task::Deleting) => "deleting",
            Some(Task::Rebooting) => "rebooting",
            None if self.runs(topology) => "available",
            None => "rebooting",
        }
    }
}
