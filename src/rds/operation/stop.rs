//! `stop-db-instance` and `start-db-instance`: an instance that is stopped costs its storage alone, and starts by itself after seven
//! days.
//!
//! Source: User Guide, stopping a DB instance temporarily. Not modelled: that a start may change the zone of the primary
//! though both have hosts to give.

use super::check::wrong_state;
use super::entry::{Entry, RdsOperation, entry};
use super::key::usable;
use super::options::{ID, name};
use crate::cloud::class::Vendor;
use crate::cloud::{CommandError, Context, DbKey, Deed, RegionId, ZoneId, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Ground, Nature, Outcome, Task};
use crate::rds::plan::{Planned, change};
use crate::rds::status::Status;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StopDbInstance {
    pub id: String,
    /// A snapshot that is taken first.
    pub snapshot: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StartDbInstance {
    pub id: String,
}

pub const DEED: Deed = Deed::named("aws rds stop-db-instance")
    .noun("stop")
    .heading("Stop");

pub const STOP: Entry<StopDbInstance> = entry(
    "aws rds stop-db-instance",
    "Stops a DB instance, which then costs its storage alone; it starts by itself after seven days.",
    &[&[ID, Opt::one(name::SNAPSHOT, "NAME")], GLOBAL],
    read_stop,
);

pub const START: Entry<StartDbInstance> = entry(
    "aws rds start-db-instance",
    "Starts a DB instance that was stopped, or whose KMS key can be used again.",
    &[&[ID], GLOBAL],
    read_start,
);

/// The snapshot that is taken before the instance stops.
static SNAPSHOT_FIRST: Task = Task {
    nature: Nature::BACKUP,
    takes: &numbers::SNAPSHOT,
    begins: &[RdsEvent::BackupStarted],
    ends: &[Outcome::Reported(RdsEvent::BackupFinished)],
    next: Some(&STOPPING),
};

static STOPPING: Task = Task {
    nature: Nature {
        status: Status::Stopping,
        words: "stopping",
        rests: true,
        keeps_from_failover: true,
        waited_for: None,
        ..Nature::RESTART
    },
    takes: &numbers::STOP,
    begins: &[RdsEvent::EngineShutDown],
    ends: &[Outcome::Reported(RdsEvent::Stopped)],
    next: Some(&STOPPED),
};

static STOPPED: Task = Task {
    nature: Nature {
        status: Status::Stopped,
        words: "stopped, until it starts by itself",
        ground: Ground::Nothing,
        rests: true,
        keeps_from_failover: true,
        waited_for: None,
        ..Nature::RESTART
    },
    takes: &numbers::STOP_MAX,
    begins: &[],
    ends: &[Outcome::Reported(RdsEvent::StartedByItself)],
    next: Some(&STARTING),
};

static STARTING: Task = Task {
    nature: Nature {
        status: Status::Starting,
        words: "starting",
        gives_hosts: true,
        needs_new_work: true,
        ..Nature::RESTART
    },
    takes: &numbers::START,
    begins: &[],
    ends: &[Outcome::EngineStarts, Outcome::Reported(RdsEvent::Started)],
    next: None,
};

fn read_stop(reader: &mut Reader) -> Option<StopDbInstance> {
    Some(StopDbInstance {
        id: reader.text(name::ID)?,
        snapshot: reader.text(name::SNAPSHOT),
    })
}

fn read_start(reader: &mut Reader) -> Option<StartDbInstance> {
    Some(StartDbInstance {
        id: reader.text(name::ID)?,
    })
}

impl RdsOperation for StopDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.available_instance(cx, region, &self.id, "a stop")?;
        rds.check_stop(key)?;
        let snapshot = self.snapshot.as_ref();
        let snapshot = snapshot.map(|name| rds.new_snapshot_name(cx, region, name));
        let snapshot = snapshot.transpose()?;
        Ok(change(move |rds, cx| {
            if let Some(name) = snapshot {
                let takes = rds.take_snapshot(cx, key, name);
                rds.begin_task_for(cx, key, &SNAPSHOT_FIRST, takes);
                rds.pause_for_backup(cx, key);
            } else {
                rds.begin_task(cx, key, &STOPPING);
            }
            rds.instance_json(cx, key)
        }))
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEED, &self.id))
    }
}

impl RdsOperation for StartDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let key = rds.instance(region, &self.id)?;
        let status = rds.status(cx, key);
        if ![Status::Stopped, Status::KeyRecoverable].contains(&status) {
            return wrong_state(format!(
                "{} is {status}; a start needs status stopped, or {}",
                self.id,
                Status::KeyRecoverable
            ));
        }
        usable(cx, rds.db(key).settings.kms_key.as_deref())?;
        rds.check_hosts(cx, region, key)?;
        Ok(change(move |rds, cx| {
            rds.drop_job(cx, key);
            if status == Status::KeyRecoverable {
                rds.report(cx, key, RdsEvent::KeyReachable);
            }
            rds.begin_task(cx, key, &STARTING);
            rds.instance_json(cx, key)
        }))
    }
}

impl Rds {
    /// A stopped instance has no host: a zone in which it has its data must have one to give.
    fn check_hosts(&self, cx: &Context, region: RegionId, key: DbKey) -> Result<(), CommandError> {
        let db = self.db(key);
        let choose = |zone: ZoneId| self.choose_zone(cx, region, Some(&zone.name()), &[]);
        let copies = db.copies.iter().filter(|copy| copy.may_stand_for_it());
        let mut zones = copies.map(|copy| copy.node.zone);
        match zones.any(|zone| choose(zone).is_ok()) {
            true => Ok(()),
            false => choose(db.primary().zone).map(|_| ()),
        }
    }

    /// What cannot be stopped, though it is available.
    fn check_stop(&self, key: DbKey) -> Result<(), CommandError> {
        let db = self.db(key);
        let id = &db.name;
        if db.replication.is_some() {
            return wrong_state(format!("{id} is a read replica: it cannot be stopped"));
        }
        if let Some(replica) = self.replicas_of(key).next() {
            return wrong_state(format!(
                "{id} has the read replica {}: it cannot be stopped",
                self.db(replica).name
            ));
        }
        let vendor = db.engine.facts().offer.fit.vendor;
        if db.settings.multi_az && vendor == Vendor::SqlServer {
            return wrong_state(format!(
                "{id} is a Multi-AZ instance of SQL Server: it cannot be stopped"
            ));
        }
        Ok(())
    }
}
