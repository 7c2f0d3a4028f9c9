//! `reboot-db-instance`, which may be a forced failover.

use super::check::{clash, wrong_state};
use super::entry::{Entry, RdsOperation, entry};
use super::options::{ID, name};
use crate::cloud::{Context, DbKey, Deed, NodeId, RegionId, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::job_kind::{Nature, Outcome, Task};
use crate::rds::plan::{Plan, Planned, change};
use crate::rds::status::Status;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RebootDbInstance {
    pub id: String,
    pub force_failover: bool,
}

pub const DEED: Deed = Deed::named("aws rds reboot-db-instance")
    .noun("reboot")
    .heading("Reboot");

/// The same line, which is called by what it asks for from the first moment on.
const FORCED: Deed = DEED.noun("forced failover").heading("Forced failover");

static REBOOTING: Task = Task {
    nature: Nature {
        status: Status::Rebooting,
        words: "rebooting",
        ends_with_host: true,
        ..Nature::RESTART
    },
    takes: &numbers::REBOOT,
    begins: &[RdsEvent::EngineShutDown],
    ends: &[Outcome::EngineStarts],
    next: None,
};

pub const ENTRY: Entry<RebootDbInstance> = entry(
    "aws rds reboot-db-instance",
    "Restarts the engine; with --force-failover the standby takes over.",
    &[&[ID, Opt::yes_or_no("--force-failover")], GLOBAL],
    read,
);

fn read(reader: &mut Reader) -> Option<RebootDbInstance> {
    Some(RebootDbInstance {
        id: reader.text(name::ID)?,
        force_failover: reader.is_set("--force-failover"),
    })
}

impl RdsOperation for RebootDbInstance {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        rds.reboot(cx, region, self)
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        let deed = if self.force_failover { FORCED } else { DEED };
        Some((deed, &self.id))
    }
}

impl Rds {
    pub(super) fn reboot(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RebootDbInstance,
    ) -> Planned {
        let (id, force_failover) = (&asked.id, asked.force_failover);
        let key = self.instance(region, id)?;
        if force_failover && !self.db(key).settings.multi_az {
            return clash(format!(
                "{id} is not Multi-AZ: there is no standby to fail over to"
            ));
        }
        self.available_instance(cx, region, id, "a reboot")?;
        if force_failover {
            return self.plan_failover(cx, key, None);
        }
        Ok(self.plan_reboot(key))
    }

    /// The restart of an instance's engine, in a cluster of its writer's.
    pub(super) fn plan_reboot(&self, key: DbKey) -> Plan {
        change(move |rds, cx| {
            rds.begin_task(cx, key, &REBOOTING);
            rds.instance_json(cx, key)
        })
    }

    /// A failover that is asked for, maybe to a certain host.
    pub(super) fn plan_failover(
        &self,
        cx: &Context,
        key: DbKey,
        target: Option<NodeId>,
    ) -> Planned {
        // The call is accepted; RDS abandons the failover and says so.
        if !self.db(key).settings.cluster && self.in_failover_cooldown(cx, key) {
            return Ok(change(move |rds, cx| {
                rds.report(cx, key, RdsEvent::FailoverDropped);
                rds.instance_json(cx, key)
            }));
        }
        let db = self.db(key);
        if !db.is_protected(&cx.topology) {
            return wrong_state(format!(
                "no standby of {} is in step with its primary, so none can take over",
                db.name
            ));
        }
        Ok(change(move |rds, cx| {
            rds.begin_forced_failover(cx, key, target);
            rds.instance_json(cx, key)
        }))
    }
}
