//! Failover Lab: a model of Amazon RDS that can be broken, repaired and measured.
//!
//! Modules import only from modules above them in this list; `lesson` and `study` stand beside each other, and so do services: `dynamodb`
//! and `rds`, and `aurora`, which is asked by the API of `rds` and knows no more of it. `tests/architecture` holds it. Everything but `ui` is
//! the core: no Yew, no browser, no I/O, no wall clock.
//! `ARCHITECTURE.md` has a picture of it, and says where to add what.

pub mod sim;

pub mod cloud;

pub mod grammar;

pub mod dynamodb;

pub mod rds;

pub mod aurora;

pub mod world;

pub mod language;

pub mod lesson;

pub mod study;

pub mod app;

#[cfg(target_arch = "wasm32")]
pub mod ui;
