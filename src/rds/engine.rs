//! Database engines: each is a set of parameters, and nothing else in the model asks which engine it is.

use serde::{Deserialize, Serialize};

/// An engine, by its place in [`ENGINES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engine(u8);

/// What differs between engines. Sources: Amazon RDS User Guide (read replicas, quotas) and API reference.
pub struct EngineFacts {
    /// As `--engine` takes it.
    pub name: &'static str,
    pub replicas_max: u32,
    /// Replicas that a replica may have.
    pub replicas_of_replica_max: u32,
    /// Instances in a chain of replicas, the first source included; 2 where replicas cannot have replicas.
    pub chain_max: u32,
    /// Whether `ReplicaLag` climbs after the source has died; else it says -1.
    pub lag_climbs_without_source: bool,
    /// Whether a replica restarts to resynchronise after its Multi-AZ source has failed over; else it re-attaches.
    pub replica_restarts_after_failover: bool,
    /// Whether a cross-Region replica is promoted when its source is deleted; else its replication is terminated.
    pub cross_region_replica_outlives_source: bool,
    /// Whether a replica can have replicas in other Regions.
    pub replica_can_feed_other_regions: bool,
    /// Whether point-in-time restore of a replica is possible.
    pub replica_backups: bool,
    /// Whether a replica's automated backups can be restored to a point in time.
    pub replica_point_in_time: bool,
    /// Whether the primary's storage pauses for a backup of a Multi-AZ instance.
    pub standby_takes_backups: bool,
}

const ENGINES: &[EngineFacts] = &[
    open_source("mariadb", false),
    open_source("mysql", false),
    open_source("postgres", true),
    commercial("oracle-ee", 5, true),
    commercial("oracle-se2", 5, true),
    commercial("sqlserver-ee", 5, false),
    commercial("sqlserver-ex", 5, false),
    commercial("sqlserver-se", 5, false),
    commercial("sqlserver-web", 5, false),
    commercial("db2-ae", 3, true),
    commercial("db2-se", 3, true),
];

const fn open_source(name: &'static str, physical: bool) -> EngineFacts {
    EngineFacts {
        name,
        replicas_max: 15,
        replicas_of_replica_max: if physical { 5 } else { 15 },
        chain_max: 4,
        lag_climbs_without_source: physical,
        replica_restarts_after_failover: physical,
        cross_region_replica_outlives_source: !physical,
        replica_can_feed_other_regions: !physical,
        replica_backups: true,
        replica_point_in_time: !physical,
        standby_takes_backups: true,
    }
}

const fn commercial(
    name: &'static str,
    replicas_max: u32,
    standby_takes_backups: bool,
) -> EngineFacts {
    EngineFacts {
        name,
        replicas_max,
        replicas_of_replica_max: 0,
        chain_max: 2,
        lag_climbs_without_source: false,
        replica_restarts_after_failover: false,
        cross_region_replica_outlives_source: true,
        replica_can_feed_other_regions: false,
        replica_backups: false,
        replica_point_in_time: false,
        standby_takes_backups,
    }
}

impl Engine {
    pub fn parse(name: &str) -> Option<Engine> {
        (0u8..)
            .zip(ENGINES)
            .find(|(_, facts)| facts.name == name)
            .map(|(index, _)| Engine(index))
    }

    pub fn facts(self) -> &'static EngineFacts {
        &ENGINES[usize::from(self.0)]
    }

    /// The names that `--engine` takes here.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ENGINES.iter().map(|facts| facts.name)
    }
}
