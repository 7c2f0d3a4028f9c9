//! What a database is to a client: a name that leads to a host, and a host that answers or does not.

use crate::cloud::RegionId;

/// A host with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A DNS name: the endpoint of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub region: RegionId,
    pub name: String,
}

/// What a channel is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    Write,
    Read,
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
}

/// What a client can see of the world.
pub trait Network {
    /// The host that the name's record holds now.
    fn resolve(&self, endpoint: &Endpoint) -> Option<NodeId>;
    fn answer(&self, app: &str, node: NodeId, access: Access) -> Answer;
}
