//! What Aurora does by itself with a cluster: it carries out what was asked for, fails over, brings back engines and hosts.
//!
//! Everything here looks at the state and reacts; no reaction asks which fault brought the state about.

use crate::aurora::cluster::{Cluster, Making};
use crate::aurora::member::{Member, Mend, Task};
use crate::cloud::{Context, Footing, Progress, Step, Topology, numbers};
use crate::rds::event::RdsEvent;

impl Cluster {
    /// One round of reactions; whether anything changed.
    pub fn supervise(&mut self, cx: &mut Context) -> bool {
        if !self.exists() {
            return false;
        }
        let finished = self.step_making(cx);
        if !self.exists() {
            return finished;
        }
        let places = 0..self.members.len();
        let stepped = places.fold(false, |changed, place| {
            self.step_task(cx, place) | self.lose_power(cx, place) | changed
        });
        finished
            | stepped
            | self.judge_failover(cx)
            | self.judge_writer(cx)
            | self.mend_all(cx)
            | self.judge_records(cx)
    }

    fn step_making(&mut self, cx: &mut Context) -> bool {
        let Some(mut work) = self.work.take() else {
            return false;
        };
        let empty = work.task != Making::Deleting || self.living().next().is_none();
        let footing = Footing::firm_if(cx.topology.finishes_work(self.region) && empty);
        let step = cx.step_work(&mut work.progress, footing, self.key.party());
        if step != Step::Done {
            self.work = Some(work);
            return step != Step::Same;
        }
        match work.task {
            Making::Creating | Making::Restoring => {
                self.born_at = Some(cx.now);
                if work.task == Making::Restoring {
                    self.independent_since = Some(cx.now);
                }
                self.report(cx, RdsEvent::ClusterCreated);
            }
            Making::Deleting => {
                self.deleted_at = Some(cx.now);
                self.end_records(cx);
                self.report(cx, RdsEvent::ClusterDeleted);
            }
        }
        true
    }

    /// What was asked of an instance goes on, or is done.
    fn step_task(&mut self, cx: &mut Context, place: usize) -> bool {
        let Some(mut work) = self.members[place].work.take() else {
            return false;
        };
        let zone = self.members[place].zone;
        let footing = match work.task {
            Task::Creating => cx.topology.gives_hosts(zone),
            Task::Deleting => cx.topology.finishes_work(self.region),
            Task::Rebooting => cx.topology.has_power(zone),
        };
        let footing = Footing::firm_if(footing);
        let step = cx.step_work(&mut work.progress, footing, self.key.party());
        if step != Step::Done {
            self.members[place].work = Some(work);
            return step != Step::Same;
        }
        let name = self.members[place].name.clone();
        match work.task {
            Task::Creating => {
                self.members[place].host_up = true;
                self.members[place].start_engine();
                self.report_of(cx, &name, RdsEvent::Created);
            }
            // What was struck meanwhile is mended.
            Task::Rebooting if !self.members[place].host_up => {}
            Task::Rebooting => {
                self.members[place].start_engine();
                self.report_of(cx, &name, RdsEvent::EngineStarted);
            }
            Task::Deleting => {
                self.members[place].deleted_at = Some(cx.now);
                self.report_of(cx, &name, RdsEvent::Deleted);
            }
        }
        true
    }

    /// Where no instance is the writer, the first that runs becomes it.
    fn judge_writer(&mut self, cx: &Context) -> bool {
        let vacant = self.writing().is_none() && self.failover.is_none();
        let first = vacant.then(|| self.successor(cx)).flatten();
        first.inspect(|node| self.enthrone(*node)).is_some()
    }

    /// Its names lead nowhere.
    fn end_records(&mut self, cx: &mut Context) {
        for record in std::mem::take(&mut self.records) {
            cx.cancel(record.due);
        }
    }

    /// An engine does not survive its host, or its zone's power.
    fn lose_power(&mut self, cx: &mut Context, place: usize) -> bool {
        let member = &mut self.members[place];
        let stands = member.host_up && cx.topology.has_power(member.zone);
        let dies = member.engine_up && !stands;
        member.engine_up &= stands;
        dies
    }

    fn mend_all(&mut self, cx: &mut Context) -> bool {
        let places = 0..self.members.len();
        places.fold(false, |changed, place| self.mend(cx, place) | changed)
    }

    /// Brings an engine back that is down: where it ran, without any replay of a log, for the volume is as the last commit left it; or, if
    /// its host is lost, on a new one in the same zone. Whoever is about to be replaced waits for that.
    fn mend(&mut self, cx: &mut Context, place: usize) -> bool {
        let member = &self.members[place];
        let replaced = self.failover.is_some() && self.writer == Some(member.node);
        let seen = cx.topology.reaches_storage(member.zone);
        let down = member.exists() && member.work.is_none() && !member.engine_up;
        let wanted = (down && seen && !replaced).then_some(!member.host_up);
        let running = member.mend.as_ref().map(|mend| mend.new_host);
        if wanted != running {
            let before = self.members[place].mend.take();
            cx.cancel(before.and_then(|mend| mend.progress.event()));
        }
        let Some(new_host) = wanted else {
            return running.is_some();
        };
        let name = self.members[place].name.clone();
        let mut mend = self.members[place].mend.take().unwrap_or_else(|| Mend {
            new_host,
            progress: Progress::new(cx.duration(
                match new_host {
                    true => &numbers::AURORA_RECREATE,
                    false => &numbers::REBOOT,
                },
                &name,
            )),
        });
        let footing = footing(&cx.topology, &self.members[place], new_host);
        let step = cx.step_work(&mut mend.progress, footing, self.key.party());
        if step == Step::Done {
            self.members[place].host_up = true;
            self.members[place].start_engine();
            self.report_of(cx, &name, RdsEvent::EngineStarted);
        } else {
            self.members[place].mend = Some(mend);
        }
        step != Step::Same || wanted != running
    }
}

fn footing(topology: &Topology, member: &Member, new_host: bool) -> Footing {
    Footing::firm_if(!new_host || topology.gives_hosts(member.zone))
}
