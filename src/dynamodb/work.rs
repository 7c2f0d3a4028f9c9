//! What takes time: tables are created, restored and deleted, backups are finished. What the page does not enter while there is no table
//! stands apart, here and in the view, so that it need not be loaded.

use super::backup::{Backup, BackupState};
use super::state::Dynamo;
use super::table::{Status, Table};
use crate::cloud::{Context, Footing, RegionId, Step};

impl Dynamo {
    /// One round: whatever is under way is brought up to its footing; whether anything changed.
    pub(super) fn go_on(&mut self, cx: &mut Context) -> bool {
        let mut changed = false;
        for table in &mut self.tables {
            changed |= table.goes_on(cx);
        }
        for backup in &mut self.backups {
            changed |= backup.goes_on(cx);
        }
        changed
    }
}

impl Backup {
    #[inline(never)]
    fn goes_on(&mut self, cx: &mut Context) -> bool {
        let Some(mut progress) = self.work else {
            return false;
        };
        // What is begun is finished also while the control plane is degraded.
        let footing = Footing::firm_if(cx.topology.is_open(self.region));
        let step = cx.step_work(&mut progress, footing, self.table.party());
        self.work = Some(progress);
        if step == Step::Done {
            self.work = None;
            self.state = BackupState::Available;
        }
        step != Step::Same
    }
}

impl Table {
    #[inline(never)]
    fn goes_on(&mut self, cx: &mut Context) -> bool {
        let Some(mut work) = self.work else {
            return false;
        };
        let footing = Footing::firm_if(self.has_footing(cx));
        let step = cx.step_work(&mut work.progress, footing, self.key.party());
        self.work = Some(work);
        if step == Step::Done {
            self.work = None;
            self.status = match self.status {
                Some(Status::Creating) => Some(Status::Active),
                _ => None,
            };
            if self.origin.is_some() && self.exists() {
                self.independent_since = Some(cx.now);
            }
        }
        step != Step::Same
    }

    /// The control plane has to finish what it begins, and a restore reads where its source stands.
    fn has_footing(&self, cx: &Context) -> bool {
        let reads = self.origin.as_ref().filter(|_| self.is(Status::Creating));
        let linked = |home: RegionId| {
            let open = cx.topology.is_open(home);
            home == self.region || (open && cx.topology.regions_linked(home, self.region))
        };
        cx.topology.finishes_work(self.region) && reads.is_none_or(|origin| linked(origin.region))
    }
}
