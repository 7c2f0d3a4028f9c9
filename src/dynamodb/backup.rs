//! Backups on demand, and the one that is kept of a table that was deleted while point-in-time recovery was enabled.

use super::table::arn;
use crate::cloud::{Context, DbKey, Progress, RegionId, Tape, numbers};
use crate::sim::SimTime;

/// AWS's status of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupState {
    Available,
    Creating,
    Deleted,
}

impl BackupState {
    pub const NAMES: &[&str] = &["AVAILABLE", "CREATING", "DELETED"];

    /// In the order of the variants.
    pub fn name(self) -> &'static str {
        BackupState::NAMES[self as usize]
    }
}

#[derive(Clone, Debug)]
pub struct Backup {
    /// As it was called; several may be called alike.
    pub name: String,
    /// The end of its ARN: no two of a Region ever have one.
    pub id: String,
    pub region: RegionId,
    pub table: DbKey,
    pub table_name: String,
    /// Whether DynamoDB took it by itself when the table was deleted.
    pub system: bool,
    pub created_at: SimTime,
    pub tape: Tape,
    pub state: BackupState,
    pub work: Option<Progress>,
}

impl Backup {
    pub fn arn(&self) -> String {
        format!("{}/backup/{}", arn(self.region, &self.table_name), self.id)
    }

    pub fn kind(&self) -> &'static str {
        match self.system {
            true => "SYSTEM",
            false => "USER",
        }
    }

    /// When DynamoDB deletes it by itself; one on demand is kept until somebody deletes it.
    pub fn expires_at(&self, cx: &Context) -> Option<SimTime> {
        let kept = cx.fixed(&numbers::DYNAMODB_SYSTEM_BACKUP);
        self.system.then(|| self.created_at + kept)
    }

    pub fn is_kept(&self, cx: &Context) -> bool {
        let expired = self.expires_at(cx).is_some_and(|at| at <= cx.now);
        self.state != BackupState::Deleted && !expired
    }
}
