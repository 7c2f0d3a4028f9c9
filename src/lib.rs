//! Failover Lab: a model of Amazon RDS that can be broken, repaired and measured.
//!
//! Modules import only from modules above them in this list. Everything but `ui` is the core: no Yew, no browser, no I/O,
//! no wall clock.

pub mod app;
pub mod cloud;
pub mod language;
pub mod lesson;
pub mod rds;
pub mod sim;
pub mod study;

#[cfg(target_arch = "wasm32")]
pub mod ui;
