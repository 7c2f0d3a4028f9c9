//! Database engines: each is a set of parameters, and nothing else in the model asks which engine it is.

use crate::cloud::CommandError;
use crate::cloud::class::{Fit, Vendor};
use crate::rds::offer::{EngineOffer, License, Versions, not_modelled};

/// An engine, by its place in [`ENGINES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine(u8);

/// What differs between engines. Sources: Amazon RDS User Guide (read replicas, quotas) and API reference.
pub struct EngineFacts {
    /// As `--engine` takes it.
    pub name: &'static str,
    /// Versions, classes, port, licences.
    pub offer: EngineOffer,
    /// Whether it has the procedures `mysql.rds_…`: MySQL's are MariaDB's too (Appendix.MariaDB.SQLRef).
    pub mysql_procedures: bool,
    /// The parameter that delays a replica, where no procedure does.
    pub delay_parameter: Option<&'static str>,
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
    /// Whether the failover of a DB cluster waits until all its readers have applied what they received; else until one has.
    pub failover_waits_for_all: bool,
    /// Whether the primary's storage pauses for a backup of a Multi-AZ instance.
    pub standby_takes_backups: bool,
}

const ENGINES: &[EngineFacts] = &[
    open_source("mariadb", false, MARIADB),
    open_source("mysql", false, MYSQL),
    open_source("postgres", true, POSTGRES),
    commercial("oracle-ee", 5, true, ORACLE_EE),
    commercial("oracle-se2", 5, true, ORACLE_SE2),
    commercial(
        "sqlserver-ee",
        5,
        false,
        sql_server((16, 32), (4, 192), Some("0")),
    ),
    commercial("sqlserver-ex", 5, false, sql_server((1, 16), (0, 0), None)),
    commercial(
        "sqlserver-se",
        5,
        false,
        sql_server((16, 32), (2, 96), Some("0")),
    ),
    commercial(
        "sqlserver-web",
        5,
        false,
        sql_server((2, 32), (2, 16), Some("16.00.4215.2.v1")),
    ),
    commercial("db2-ae", 3, true, db2(192)),
    commercial("db2-se", 3, true, db2(32)),
];

// Versions: [`crate::rds::offer::Versions`].
const MYSQL: EngineOffer = EngineOffer {
    fit: Fit {
        vendor: Vendor::Open,
        burstable_gib: (1, 32),
        vcpus: (2, 192),
    },
    versions: Versions {
        majors: &[("8.4", "8"), ("8.0", "45"), ("5.7", "44")],
    },
    port: 3306,
    licenses: &[License::GeneralPublic],
    multi_az_since: Some("0"),
    raises_throughput: true,
};

const MARIADB: EngineOffer = EngineOffer {
    versions: Versions {
        majors: &[
            ("11.8", "6"),
            ("11.4", "10"),
            ("10.11", "16"),
            ("10.6", "25"),
            ("10.5", "29"),
        ],
    },
    ..MYSQL
};

const POSTGRES: EngineOffer = EngineOffer {
    versions: Versions {
        majors: &[
            ("17", "9"),
            ("18", "3"),
            ("16", "13"),
            ("15", "17"),
            ("14", "22"),
            ("13", "23"),
            ("12", "22"),
            ("11", "22"),
        ],
    },
    port: 5432,
    licenses: &[License::Postgresql],
    raises_throughput: false,
    ..MYSQL
};

const ORACLE_EE: EngineOffer = EngineOffer {
    fit: Fit {
        vendor: Vendor::Oracle,
        burstable_gib: (2, 32),
        vcpus: (2, 192),
    },
    versions: Versions {
        majors: &[("19", "0.0.0.ru-2026-01.rur-2026-01.r1")],
    },
    port: 1521,
    licenses: &[License::Own],
    raises_throughput: false,
    ..MYSQL
};

const ORACLE_SE2: EngineOffer = EngineOffer {
    fit: Fit {
        vcpus: (2, 16),
        ..ORACLE_EE.fit
    },
    licenses: &[License::Own, License::Included],
    ..ORACLE_EE
};

const fn sql_server(
    burstable_gib: (u32, u32),
    vcpus: (u32, u32),
    multi_az_since: Option<&'static str>,
) -> EngineOffer {
    EngineOffer {
        fit: Fit {
            vendor: Vendor::SqlServer,
            burstable_gib,
            vcpus,
        },
        versions: Versions {
            majors: &[
                ("16.00", "4236.2.v1"),
                ("15.00", "4455.2.v1"),
                ("14.00", "3515.1.v1"),
            ],
        },
        port: 1433,
        licenses: &[License::Included, License::OwnMedia],
        multi_az_since,
        raises_throughput: false,
    }
}

const fn db2(vcpus_max: u32) -> EngineOffer {
    EngineOffer {
        fit: Fit {
            vendor: Vendor::Db2,
            burstable_gib: (2, 32),
            vcpus: (2, vcpus_max),
        },
        versions: Versions {
            majors: &[("11.5", "9.0.sb00000000.r1")],
        },
        port: 50_000,
        licenses: &[License::Own, License::Marketplace],
        multi_az_since: Some("0"),
        raises_throughput: false,
    }
}

const fn open_source(name: &'static str, physical: bool, offer: EngineOffer) -> EngineFacts {
    EngineFacts {
        name,
        offer,
        mysql_procedures: !physical,
        delay_parameter: if physical {
            Some("recovery_min_apply_delay")
        } else {
            None
        },
        replicas_max: 15,
        replicas_of_replica_max: if physical { 5 } else { 15 },
        chain_max: 4,
        lag_climbs_without_source: physical,
        replica_restarts_after_failover: physical,
        cross_region_replica_outlives_source: !physical,
        replica_can_feed_other_regions: !physical,
        replica_backups: true,
        replica_point_in_time: !physical,
        failover_waits_for_all: !physical,
        standby_takes_backups: true,
    }
}

const fn commercial(
    name: &'static str,
    replicas_max: u32,
    standby_takes_backups: bool,
    offer: EngineOffer,
) -> EngineFacts {
    EngineFacts {
        name,
        offer,
        mysql_procedures: false,
        delay_parameter: None,
        replicas_max,
        replicas_of_replica_max: 0,
        chain_max: 2,
        lag_climbs_without_source: false,
        replica_restarts_after_failover: false,
        cross_region_replica_outlives_source: true,
        replica_can_feed_other_regions: false,
        replica_backups: false,
        replica_point_in_time: false,
        failover_waits_for_all: false,
        standby_takes_backups,
    }
}

/// Engines of AWS's that the lab does not model: Aurora lives in DB clusters, RDS Custom and the others are variants.
/// Source: API reference, CreateDBInstance.
const NOT_MODELLED: &[&str] = &[
    "aurora-mysql",
    "aurora-postgresql",
    "custom-oracle-ee",
    "custom-oracle-ee-cdb",
    "custom-oracle-se2",
    "custom-oracle-se2-cdb",
    "custom-sqlserver-dev",
    "custom-sqlserver-ee",
    "custom-sqlserver-se",
    "custom-sqlserver-web",
    "db2-ce",
    "oracle-ee-cdb",
    "oracle-se2-cdb",
    "sqlserver-dev-ee",
];

impl Engine {
    pub fn parse(name: &str) -> Option<Engine> {
        (0u8..)
            .zip(ENGINES)
            .find(|(_, facts)| facts.name == name)
            .map(|(index, _)| Engine(index))
    }

    /// The engine that a request names, or why there is none.
    pub fn asked(name: &str) -> Result<Engine, CommandError> {
        if let Some(engine) = Engine::parse(name) {
            return Ok(engine);
        }
        if NOT_MODELLED.contains(&name) {
            return not_modelled(format!("the engine {name}"));
        }
        let known: Vec<&str> = Engine::names().collect();
        Err(CommandError::new(
            "InvalidParameterValue",
            format!("invalid DB engine: {name}; there is: {}", known.join(", ")),
        ))
    }

    pub fn facts(self) -> &'static EngineFacts {
        &ENGINES[usize::from(self.0)]
    }

    /// The names that `--engine` takes here.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ENGINES.iter().map(|facts| facts.name)
    }
}
