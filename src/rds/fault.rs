//! Faults: each pulls levers of the world, and its end puts the same levers back. Nothing else asks which fault is active.

use crate::cloud::{AppId, Place, RegionId, ZoneId};
use crate::rds::incident::Incident;
use crate::rds::instance::DbKey;
use crate::rds::journal::What;
use crate::rds::world::{Event, World};
use crate::rds::{CommandError, DbName, DeleteDbInstance, Fault, FaultCommand, Reply};
use crate::sim::{EventId, SimDuration, SimTime};
use serde::{Deserialize, Serialize};

/// A fault that lasts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActiveFault {
    pub number: u32,
    pub fault: Fault,
    pub at: SimTime,
    pub ends: Option<EventId>,
    levers: Vec<Lever>,
}

/// Something that a fault holds switched; it can be put back.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Lever {
    ZoneDark(ZoneId),
    RegionShut(RegionId),
    Cut(Place, Place),
    ReplicationStopped(DbKey),
    Surge(AppId, u32),
}

/// Rows that a bad write damages unless told otherwise.
pub const BAD_WRITE_ROWS: u64 = 1000;
/// How many times as much an application writes in a surge unless told otherwise.
pub const SURGE_FACTOR_MAX: u32 = 10_000;

impl World {
    pub(super) fn apply_fault(&mut self, command: &FaultCommand) -> Result<Reply, CommandError> {
        match command {
            FaultCommand::Inject { fault, lasts } => self.inject(fault, *lasts)?,
            FaultCommand::Clear { fault } => self.clear(fault)?,
        }
        Ok(Reply::Null)
    }

    fn inject(&mut self, fault: &Fault, lasts: Option<SimDuration>) -> Result<(), CommandError> {
        let levers = self.levers(fault)?;
        let number = self.faults_injected;
        self.faults_injected += 1;
        let mut mark = None;
        if levers.is_empty() {
            mark = self.strike_once(fault)?;
        } else {
            for lever in &levers {
                self.pull(lever, true);
            }
            let ends =
                lasts.map(|lasts| self.schedule(self.now + lasts, Event::FaultEnds { number }));
            self.faults.push(ActiveFault {
                number,
                fault: fault.clone(),
                at: self.now,
                ends,
                levers,
            });
        }
        self.note(
            fault.target(),
            None,
            What::Fault(format!("{} strikes", fault.kind())),
        );
        self.incidents
            .push(Incident::new(number, fault.clone(), self.now, mark));
        Ok(())
    }

    fn clear(&mut self, fault: &Fault) -> Result<(), CommandError> {
        let same = |active: &&ActiveFault| {
            active.fault.kind() == fault.kind() && active.fault.target() == fault.target()
        };
        let Some(number) = self.faults.iter().find(same).map(|active| active.number) else {
            let message = format!("no {} is in force on {}", fault.kind(), fault.target());
            return Err(CommandError::new("FaultNotActive", message));
        };
        self.end_fault(number);
        Ok(())
    }

    pub(super) fn end_fault(&mut self, number: u32) {
        let Some(place) = self
            .faults
            .iter()
            .position(|active| active.number == number)
        else {
            return;
        };
        let active = self.faults.remove(place);
        self.cancel(active.ends);
        for lever in &active.levers {
            self.pull(lever, false);
        }
        self.note(
            active.fault.target(),
            None,
            What::Fault(format!("{} ends", active.fault.kind())),
        );
    }

    /// The levers that a fault holds; none if it strikes once. Fails if its target is not there.
    fn levers(&self, fault: &Fault) -> Result<Vec<Lever>, CommandError> {
        Ok(match fault {
            Fault::AzOutage { zone } => vec![Lever::ZoneDark(zone_named(zone)?)],
            Fault::RegionOutage { region } => vec![Lever::RegionShut(region_named(region)?)],
            Fault::NetworkPartition { a, b } => {
                let (a, b) = (self.place(a)?, self.place(b)?);
                if a == b {
                    return Err(CommandError::new(
                        "InvalidTarget",
                        "a network partition needs two different places",
                    ));
                }
                vec![Lever::Cut(a, b)]
            }
            Fault::ReplicationStop { replica } => {
                let key = self.db_named(replica)?;
                if self.db(key).replication.is_none() {
                    return Err(CommandError::new(
                        "InvalidTarget",
                        format!("{replica} is not a read replica"),
                    ));
                }
                vec![Lever::ReplicationStopped(key)]
            }
            Fault::WriteSurge { app, factor } => {
                if !(2..=SURGE_FACTOR_MAX).contains(factor) {
                    return Err(CommandError::new(
                        "InvalidTarget",
                        format!("a surge's factor lies between 2 and {SURGE_FACTOR_MAX}"),
                    ));
                }
                vec![Lever::Surge(self.app_named(app)?, *factor)]
            }
            Fault::InstanceCrash { database }
            | Fault::HostFailure { database }
            | Fault::VolumeFailure { database }
            | Fault::OperatorDelete { database } => {
                self.db_named(database)?;
                Vec::new()
            }
            Fault::BadWrite { database, .. } => {
                self.writable(database)?;
                Vec::new()
            }
        })
    }

    fn pull(&mut self, lever: &Lever, on: bool) {
        let now = self.now;
        match lever.clone() {
            Lever::ZoneDark(zone) if on => self.topology.power_off_zone(zone),
            Lever::ZoneDark(zone) => self.topology.power_on_zone(zone),
            Lever::RegionShut(region) if on => self.topology.shut_region(region),
            Lever::RegionShut(region) => self.topology.open_region(region),
            Lever::Cut(a, b) if on => self.topology.cut(a, b),
            Lever::Cut(a, b) => self.topology.mend(a, b),
            Lever::ReplicationStopped(key) => {
                self.write_down_heads(key);
                if let Some(replication) = self.db_mut(key).replication.as_mut() {
                    replication.stopped = if on {
                        replication.stopped + 1
                    } else {
                        replication.stopped.saturating_sub(1)
                    };
                }
            }
            Lever::Surge(app, factor) if on => self.tapes.writes_mut(app).add_surge(now, factor),
            Lever::Surge(app, factor) => self.tapes.writes_mut(app).end_surge(now, factor),
        }
    }

    /// What a fault that strikes once does; the damage, if it did any.
    fn strike_once(&mut self, fault: &Fault) -> Result<Option<crate::cloud::MarkId>, CommandError> {
        match fault {
            Fault::InstanceCrash { database } => {
                let key = self.db_named(database)?;
                self.db_mut(key).primary.engine_up = false;
            }
            Fault::HostFailure { database } => {
                let key = self.db_named(database)?;
                let restart = self.db_mut(key).restart.take();
                self.cancel(restart);
                self.db_mut(key).primary.host_up = false;
                self.db_mut(key).primary.engine_up = false;
            }
            Fault::VolumeFailure { database } => {
                let key = self.db_named(database)?;
                self.write_down_heads(key);
                self.db_mut(key).primary.volume_lost = true;
            }
            Fault::BadWrite { database, rows } => {
                let key = self.writable(database)?;
                let tape = self.tape(key).ok_or_else(|| {
                    CommandError::new("InvalidTarget", format!("{database} holds nothing"))
                })?;
                return Ok(Some(
                    self.tapes.damage(tape, rows.unwrap_or(BAD_WRITE_ROWS)),
                ));
            }
            Fault::OperatorDelete { database } => {
                let key = self.db_named(database)?;
                let (region, id) = (self.db(key).region, self.db(key).name.clone());
                let delete = DeleteDbInstance {
                    id,
                    skip_final_snapshot: true,
                    ..DeleteDbInstance::default()
                };
                self.delete(region, &delete)?;
            }
            Fault::AzOutage { .. }
            | Fault::RegionOutage { .. }
            | Fault::NetworkPartition { .. }
            | Fault::ReplicationStop { .. }
            | Fault::WriteSurge { .. } => {}
        }
        Ok(None)
    }

    /// A database that takes writes now.
    fn writable(&self, name: &DbName) -> Result<DbKey, CommandError> {
        let key = self.db_named(name)?;
        let db = self.db(key);
        if db.replication.is_some() {
            return Err(CommandError::new(
                "InvalidTarget",
                format!("{name} is a read replica and takes no writes; strike its source"),
            ));
        }
        if !db.primary.serves(&self.topology) || db.failover.is_some() {
            let message = format!("{name} is {} and takes no writes now", self.status(key));
            return Err(CommandError::new("InvalidTarget", message));
        }
        Ok(key)
    }

    /// A zone, a Region, an application or a database, by name.
    fn place(&self, name: &str) -> Result<Place, CommandError> {
        if let Some(zone) = ZoneId::parse(name) {
            return Ok(Place::Zone(zone));
        }
        if let Some(region) = RegionId::parse(name) {
            return Ok(Place::Region(region));
        }
        if let Ok(app) = self.app_named(name) {
            return Ok(Place::App(self.client(app).app.name.clone()));
        }
        let (region, id) = match name.split_once('/') {
            Some((region, id)) => (Some(region_named(region)?), id),
            None => (None, name),
        };
        let database = DbName {
            region,
            name: id.to_owned(),
        };
        self.db_named(&database)
            .map(|key| Place::Database(key.0))
            .map_err(|_| {
                CommandError::new(
                    "TargetNotFound",
                    format!("{name} is no Availability Zone, Region, application or database here"),
                )
            })
    }
}

fn zone_named(name: &str) -> Result<ZoneId, CommandError> {
    ZoneId::parse(name).ok_or_else(|| {
        CommandError::new(
            "AvailabilityZoneNotFound",
            format!("there is no Availability Zone {name}; for example us-east-1a"),
        )
    })
}

fn region_named(name: &str) -> Result<RegionId, CommandError> {
    RegionId::parse(name).ok_or_else(|| {
        let known: Vec<&str> = RegionId::all().map(RegionId::name).collect();
        CommandError::new(
            "RegionNotFound",
            format!("the lab has no Region {name}; it has {}", known.join(", ")),
        )
    })
}
