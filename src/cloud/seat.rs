//! What a database is to a client: a name that leads to a host, and a host that answers or does not.

use crate::cloud::RegionId;
use crate::sim::SimDuration;

/// A host with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A database of a service: by its place among all that the service ever had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DbKey {
    /// The service's place among those of the world.
    pub service: u8,
    pub number: u32,
}

impl DbKey {
    /// The database at a place in its service's list.
    pub fn new(service: u8, place: usize) -> DbKey {
        let number = u32::try_from(place).expect("fewer than four thousand million");
        DbKey { service, number }
    }

    /// This database alone has to look.
    pub fn party(self) -> Party {
        Party::Database(self)
    }

    /// Its place in its service's list.
    pub fn place(self) -> usize {
        self.number as usize
    }
}

/// Who has to look at the state when a moment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Applications and incidents, which look whatever happens.
    Observers,
    /// One database.
    Database(DbKey),
    /// Every database: what has come may concern any.
    Everyone,
}

/// A DNS name: the endpoint of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The service whose name it is, by its place in the world.
    pub service: u8,
    pub region: RegionId,
    pub name: String,
}

/// What a channel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    Write,
    Read,
}

/// What a copy does for its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyRole {
    /// It serves reads and writes.
    Primary,
    /// It follows the primary synchronously and may take over. That of a Multi-AZ DB instance takes no connections; those of a
    /// Multi-AZ DB cluster serve reads.
    Standby { readable: bool },
}

impl CopyRole {
    /// Whether it serves such requests, its engine running.
    pub fn serves(self, access: Access) -> bool {
        match self {
            CopyRole::Primary => true,
            CopyRole::Standby { readable } => readable && access == Access::Read,
        }
    }
}

/// How a host answers a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It serves the request. Connections to an earlier incarnation of its engine are gone.
    Accepts { incarnation: u32 },
    /// It, or its network, says no at once.
    Refuses,
    /// Nothing comes back.
    Silent,
    /// It keeps the request until somebody serves it, so long at most; what was being served is broken off.
    Queues { at_most: SimDuration },
}

/// What a client can see of the world.
pub trait Network {
    /// The host that the name's record holds now.
    fn resolve(&self, endpoint: &Endpoint) -> Option<NodeId>;
    fn answer(&self, app: &str, node: NodeId, access: Access) -> Answer;
}
