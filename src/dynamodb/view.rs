//! Tables, backups and what can be restored, as an observer sees them.

use super::WORDS;
use super::backup::{Backup, BackupState};
use super::state::Dynamo;
use super::table::{Status, Table};
use crate::cloud::view::{
    Activity, ArchiveView, CopyHealth, DatabaseView, Form, SnapshotView, TapeView,
};
use crate::cloud::{Context, DbKey, Tape};

impl Dynamo {
    /// One tape, wherever it is shown: all zones hold the same.
    pub(super) fn shown(&self, cx: &Context, key: DbKey) -> DatabaseView {
        let table = self.table(key);
        let window = table.continuous.map(|continuous| continuous.window(cx));
        let mut view = DatabaseView {
            resource_id: table.id.clone(),
            status_name: "Table status",
            settled: table.is(Status::Active),
            passes: table.work.is_some(),
            multi_az: true,
            protected: table.is(Status::Active) && table.has_spare(&cx.topology),
            retention_days: table.continuous.map_or(0, |continuous| continuous.days),
            deletion_protection: table.protected,
            earliest_restorable: window.map(|(earliest, _)| earliest),
            latest_restorable: window.map(|(_, latest)| latest),
            created_at: table.created_at,
            activity: activity(cx, table),
            ..DatabaseView::of(cx, self, WORDS.name, key)
        };
        if table.is(Status::Creating) {
            view.primary_mut().health = CopyHealth::Creating;
        }
        view
    }

    #[inline(never)]
    pub(super) fn shown_backup(&self, cx: &Context, backup: &Backup) -> SnapshotView {
        let table = self.table(backup.table);
        let done = backup.work.map_or(1.0, |work| work.share(cx.now));
        SnapshotView {
            service: WORDS.name,
            id: backup.id.clone(),
            region: backup.region,
            instance: backup.table_name.clone(),
            resource_id: table.id.clone(),
            form: Form::Instance,
            instance_now: table.name.clone(),
            automated: backup.system,
            status: backup.state.name(),
            complete: backup.state == BackupState::Available,
            created_at: backup.created_at,
            percent: (done * 100.0) as u32,
            tape: TapeView::of(&cx.tapes, backup.tape, false),
            storage_gib: 0,
            kms_key: None,
            readable: true,
        }
    }

    #[inline(never)]
    pub(super) fn shown_archive(&self, cx: &Context, table: &Table) -> Option<ArchiveView> {
        let (earliest, latest) = table.continuous?.window(cx);
        let tape = Tape::of(table.timeline, latest);
        Some(ArchiveView {
            service: WORDS.name,
            instance: table.name.clone(),
            resource_id: table.id.clone(),
            form: Form::Instance,
            region: table.region,
            status: "ENABLED",
            retained: false,
            readable: true,
            earliest: Some(earliest),
            latest: Some(latest),
            tape: Some(TapeView::of(&cx.tapes, tape, false)),
        })
    }
}

fn activity(cx: &Context, table: &Table) -> Option<Activity> {
    let (work, creating) = (table.work?, table.is(Status::Creating));
    Some(Activity {
        what: match (creating, &table.origin) {
            (true, Some(_)) => "restoring",
            (true, None) => "creating",
            (false, _) => "deleting",
        },
        since: work.since,
        until: work.progress.until(),
        done: Some(work.progress.share(cx.now)),
        makes: creating,
    })
}
