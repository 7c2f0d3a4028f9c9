//! Scenarios: a start, what strikes, what is done about it; and what must come of it, as AWS documents it.
//!
//! Where luck decides, the outcome is held against bands over several seeds; where the order and the times of what RDS reports
//! are the point, a story under one seed is compared as a whole. The starts S, M, R and X are those of `common`.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test crate uses its part of it")]
mod common;

mod bands;
mod storage;
mod story;

mod accounts;
mod apart;
mod backups;
mod blocks;
mod broken_restores;
mod chains;
mod clients;
mod cluster_lines;
mod clusters;
mod damage;
mod delayed;
mod deletions;
mod grey;
mod hosts;
mod key_interrupts;
mod key_requests;
mod keys;
mod keys_and_prices;
mod lost_time;
mod modifications;
mod namesakes;
mod networks;
mod noticing;
mod offers;
mod overlaps;
mod proxies;
mod proxy_lines;
mod proxy_targets;
mod reboots;
mod refusals;
mod regions;
mod replicas;
mod restores;
mod returns;
mod stops;
mod sums;
mod table_backups;
mod table_refusals;
mod tables;
mod under_way;
mod zones;
