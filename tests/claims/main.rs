//! What common study material claims of Amazon RDS and DynamoDB, one test a claim: a transcript in, a report out.
//!
//! Where a claim departs from what AWS documents, the test shows what AWS documents, and a comment says so. Times that luck
//! decides are held against bands, over many seeds; never against one lucky number.

#[path = "../common/mod.rs"]
mod common;

mod aurora;
mod availability;
mod backups;
mod clusters;
mod keys;
mod practice;
mod promotions;
mod regions;
mod replicas;
mod restores;
mod retention;
mod snapshots;
mod standbys;
mod tables;
