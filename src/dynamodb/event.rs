//! What the journal holds of DynamoDB. It reports no events as RDS does: only its API calls are recorded, by CloudTrail. That a table is
//! `ACTIVE` nobody is told; one asks.

use crate::cloud::{Context, RegionId, ServiceEvent, What};

macro_rules! calls {
    ($($call:ident = $id:literal, $kind:literal, $category:literal;)+) => {
        /// An API call that changes something.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Call {
            $($call),+
        }

        /// In the order of the variants.
        static FACTS: &[ServiceEvent] = &[$(ServiceEvent {
            service: "dynamodb",
            id: $id,
            code: stringify!($call),
            source_type: $kind,
            category: $category,
            message: "API call, recorded by CloudTrail",
            repeats: false,
            completes: false,
        }),+];
    };
}

calls! {
    CreateBackup = 1, "backup", "backup";
    CreateTable = 2, "table", "creation";
    DeleteBackup = 3, "backup", "deletion";
    DeleteTable = 4, "table", "deletion";
    RestoreTableFromBackup = 5, "table", "restoration";
    RestoreTableToPointInTime = 6, "table", "restoration";
    UpdateContinuousBackups = 7, "table", "configuration change";
    UpdateTable = 8, "table", "configuration change";
}

/// CloudTrail records a call about a table or a backup.
pub fn record(cx: &mut Context, region: RegionId, about: &str, call: Call) {
    cx.note(about, Some(region), What::Service(&FACTS[call as usize]));
}
