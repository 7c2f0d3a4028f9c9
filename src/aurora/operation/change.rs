//! What is done with a cluster and its instances: `failover-db-cluster`, `reboot-db-instance`, `delete-db-instance`,
//! `delete-db-cluster`.

use super::create::wrong_state;
use crate::aurora::Aurora;
use crate::aurora::cluster::{Cluster, Making};
use crate::aurora::member::{Member, Task, Work};
use crate::cloud::{
    CommandError, Context, DbKey, NodeId, Number, Plan, Planned, RegionId, numbers,
};
use crate::rds::offer::not_modelled;
use crate::rds::operation::check::{clash, wrong_state as wrong_instance};
use crate::rds::{DeleteDbCluster, DeleteDbInstance, FailoverDbCluster, RebootDbInstance};

type Checked<T> = Result<T, CommandError>;

impl Aurora {
    /// The cluster of that name in the Region, or AWS's refusal.
    pub(super) fn cluster_asked(&self, region: RegionId, id: &str) -> Checked<&Cluster> {
        self.cluster_called(region, id).ok_or_else(|| {
            CommandError::new(
                "DBClusterNotFoundFault",
                format!("DBCluster {id} not found in {}", region.name()),
            )
        })
    }

    /// The instance of that name in the Region, with its cluster.
    fn member_asked(&self, region: RegionId, id: &str) -> Checked<(&Cluster, &Member)> {
        self.member_called(region, id).ok_or_else(|| {
            CommandError::new(
                "DBInstanceNotFound",
                format!("DBInstance {id} not found in {}", region.name()),
            )
        })
    }

    pub(super) fn fail_over(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &FailoverDbCluster,
    ) -> Planned {
        let cluster = self.cluster_asked(region, &asked.id)?;
        if cluster.status(cx) != "available" {
            return Err(wrong_state(cx, cluster, "a failover"));
        }
        let target = match &asked.target {
            Some(id) => target(cx, cluster, id)?,
            None => cluster.successor(cx).ok_or_else(|| {
                CommandError::new(
                    "InvalidDBClusterStateFault",
                    format!("{} has no reader that could take over", cluster.name),
                )
            })?,
        };
        let key = cluster.key;
        Ok(Plan::change(move |own: &mut Aurora, cx: &mut Context| {
            own.cluster_mut(key).begin_failover(cx, target, true);
            own.cluster_json(cx, key)
        }))
    }

    pub(super) fn reboot(
        &self,
        cx: &Context,
        region: RegionId,
        asked: &RebootDbInstance,
    ) -> Planned {
        let (cluster, member) = self.member_asked(region, &asked.id)?;
        if asked.force_failover {
            return clash(
                "an instance of Aurora is not rebooted with a failover; failover-db-cluster makes a reader the writer",
            );
        }
        let status = member.status(&cx.topology);
        if status != "available" || cluster.failover.is_some() {
            return wrong_instance(format!(
                "{} is {status}; a reboot needs status available",
                member.name
            ));
        }
        Ok(stopping(
            cluster.key,
            member.node,
            Task::Rebooting,
            &numbers::REBOOT,
        ))
    }

    pub(super) fn delete_instance(&self, region: RegionId, asked: &DeleteDbInstance) -> Planned {
        let (cluster, member) = self.member_asked(region, &asked.id)?;
        if asked.final_snapshot.is_some() {
            return clash(
                "an instance of Aurora has no snapshots of its own: say --skip-final-snapshot; its cluster's volume stays",
            );
        }
        if member.is_being(Task::Deleting) {
            return wrong_instance(format!("{} is being deleted already", member.name));
        }
        Ok(stopping(
            cluster.key,
            member.node,
            Task::Deleting,
            &numbers::DELETE,
        ))
    }

    pub(super) fn delete_cluster(&self, region: RegionId, asked: &DeleteDbCluster) -> Planned {
        let cluster = self.cluster_asked(region, &asked.id)?;
        let state = |message: String| Err(CommandError::new("InvalidDBClusterStateFault", message));
        if cluster.is_being(Making::Deleting) {
            return state(format!("{} is being deleted already", cluster.name));
        }
        if cluster.deletion_protection {
            return clash(format!(
                "cannot delete {}: deletion protection is on",
                cluster.name
            ));
        }
        let stays = |member: &&Member| !member.is_being(Task::Deleting);
        if let Some(member) = cluster.living().find(stays) {
            return state(format!(
                "{} cannot be deleted: it still contains DB instances, {} among them; delete-db-instance deletes one",
                cluster.name, member.name
            ));
        }
        match (asked.skip_final_snapshot, &asked.final_snapshot) {
            (false, None) => {
                return clash("say --skip-final-snapshot, or --final-db-snapshot-identifier NAME");
            }
            (true, Some(_)) => {
                return clash("a final snapshot cannot be both skipped and named");
            }
            (false, Some(_)) => return not_modelled("snapshots of Aurora clusters"),
            (true, None) => {}
        }
        if asked.delete_automated_backups == Some(false) {
            return not_modelled("automated backups of Aurora that outlive their cluster");
        }
        let key = cluster.key;
        Ok(Plan::change(move |own: &mut Aurora, cx: &mut Context| {
            let cluster = own.cluster_mut(key);
            let takes = cx.duration(&numbers::DELETE, &cluster.name);
            if let Some(before) = cluster.work.take() {
                cx.cancel(before.progress.event());
            }
            cluster.work = Some(Work::new(Making::Deleting, cx.now, takes));
            own.cluster_json(cx, key)
        }))
    }
}

/// The reader of that name, if it can take over.
fn target(cx: &Context, cluster: &Cluster, id: &str) -> Checked<NodeId> {
    let Some(member) = cluster.called(id) else {
        return Err(CommandError::new(
            "DBInstanceNotFound",
            format!("{} has no instance {id}", cluster.name),
        ));
    };
    let is_writer = cluster.writer == Some(member.node);
    match !is_writer && member.status(&cx.topology) == "available" {
        true => Ok(member.node),
        false => wrong_instance(format!(
            "{id} is no reader of {} that is available, so it cannot take over",
            cluster.name
        )),
    }
}

/// The engine of an instance stops for something that takes its time.
fn stopping(key: DbKey, node: NodeId, task: Task, takes: &'static Number) -> Plan {
    Plan::change(move |own: &mut Aurora, cx: &mut Context| {
        let member = own.cluster_mut(key).on_mut(node);
        let member = member.expect("an instance stays on its cluster's list");
        let name = member.name.clone();
        member.engine_up = false;
        let (before, mend) = (member.work.take(), member.mend.take());
        member.work = Some(Work::new(task, cx.now, cx.duration(takes, &name)));
        cx.cancel(before.and_then(|work| work.progress.event()));
        cx.cancel(mend.and_then(|mend| mend.progress.event()));
        own.instance_json(cx, key, &name)
    })
}
