//! The rows, in the order of the table.

mod data;
mod hardware;
mod networks;
mod operations;
mod services;
mod ways;

pub use data::{bad_write, block_corruption, silent_corruption};
pub use hardware::{az_outage, host_failure, region_outage, standbys_zone, volume_failure};
pub use networks::{cut_from_the_application, cut_from_the_standby};
pub use operations::{deletion, key_disabled, storage_full};
pub use services::{control_plane, failed_restore};

use crate::cell::Row;

pub fn all() -> Vec<Row> {
    vec![
        host_failure(),
        volume_failure(),
        az_outage(),
        standbys_zone(),
        region_outage(),
        bad_write(),
        silent_corruption(),
        block_corruption(),
        cut_from_the_application(),
        cut_from_the_standby(),
        deletion(),
        key_disabled(),
        storage_full(),
        failed_restore(),
        control_plane(),
    ]
}
