//! What can be done with what is a service's own, as buttons: each writes one line of the language.

use crate::cloud::view::{ArchiveView, DatabaseView, ProxyView, SnapshotView};
use crate::sim::{Calendar, Date, SimTime};
use std::fmt;

/// One button, and the line that it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub title: String,
    pub line: String,
    /// It is a way on from what has happened, and may become possible with time: a restore, a promotion.
    pub leads_on: bool,
}

impl Button {
    pub fn new(title: impl Into<String>, line: String) -> Button {
        Button {
            title: title.into(),
            line,
            leads_on: false,
        }
    }

    /// A button that is a way on from what has happened, if so.
    pub fn leading_on(self, leads_on: bool) -> Button {
        Button { leads_on, ..self }
    }
}

/// What stands around a thing, as a service needs to know it to offer what is free and what would help.
pub struct Around<'a> {
    pub databases: &'a [DatabaseView],
    pub proxies: &'a [ProxyView],
    pub snapshots: &'a [SnapshotView],
    pub calendar: Calendar,
    /// What the damage is called that was done at a moment: `wrong DELETE`.
    pub damage: &'a dyn Fn(SimTime) -> String,
}

impl Around<'_> {
    /// `orders-2`, or the next number that is free.
    pub fn next_name(&self, id: &str) -> String {
        let stem = match id.rsplit_once('-') {
            Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
            _ => id,
        };
        let mut names = (2..).map(|number: u32| format!("{stem}-{number}"));
        let free = names.find(|name| self.databases.iter().all(|entry| entry.id != *name));
        free.unwrap_or_else(|| stem.to_owned())
    }

    /// A name if it is free, and else the next that is.
    pub fn free_name(&self, id: &str) -> String {
        match self.databases.iter().any(|entry| entry.id == id) {
            true => self.next_name(id),
            false => id.to_owned(),
        }
    }

    /// The first of `stem-1`, `stem-2`, … that no snapshot bears.
    pub fn free_snapshot(&self, stem: &str) -> String {
        let mut names = (1..).map(|number: u32| format!("{stem}-{number}"));
        let free = names.find(|name| self.snapshots.iter().all(|shot| shot.id != *name));
        free.unwrap_or_else(|| stem.to_owned())
    }
}

/// The buttons that a service brings, legal now or not. What it has no notion of it need not answer.
pub trait Buttons: Sync {
    fn of_database(&self, around: &Around, database: &DatabaseView) -> Vec<Button> {
        let _ = (around, database);
        Vec::new()
    }

    fn of_proxy(&self, around: &Around, proxy: &ProxyView) -> Vec<Button> {
        let _ = (around, proxy);
        Vec::new()
    }

    fn of_snapshot(&self, around: &Around, snapshot: &SnapshotView) -> Vec<Button> {
        let _ = (around, snapshot);
        Vec::new()
    }

    /// What can be done with what is kept of a database that is gone.
    fn of_kept(&self, around: &Around, kept: &ArchiveView) -> Vec<Button> {
        let _ = (around, kept);
        Vec::new()
    }

    /// The line that makes a replica a database of its own.
    fn promote(&self, replica: &DatabaseView) -> Option<String> {
        let _ = replica;
        None
    }

    /// What brings a database back where it stands that waits for its key, or for room.
    fn bring_back(&self, database: &DatabaseView) -> Option<Button> {
        let _ = database;
        None
    }

    /// What lets its standby take over, where it has one that can be asked to.
    fn fail_over(&self, database: &DatabaseView) -> Option<Button> {
        let _ = database;
        None
    }

    /// What makes a proxy lead to another database, one line after the other; nothing if it cannot.
    fn lead_to(
        &self,
        around: &Around,
        proxy: &ProxyView,
        database: &DatabaseView,
    ) -> Option<Button> {
        let _ = (around, proxy, database);
        None
    }

    /// Lines that no button writes, as examples of what can be typed.
    fn examples(&self, around: &Around) -> Vec<String> {
        let _ = around;
        Vec::new()
    }

    /// The line that restores a database's backup into a new one: to a moment, or to the latest possible.
    fn restore(&self, database: &DatabaseView, target: &str, at: Option<Date>) -> Option<String> {
        let _ = (database, target, at);
        None
    }

    /// The same of what a database has left, whether it stands or is gone.
    fn restore_kept(&self, kept: &ArchiveView, target: &str, at: Option<Date>) -> Option<String> {
        let _ = (kept, target, at);
        None
    }
}

/// Of a service that brings none.
#[derive(Debug)]
pub struct NoButtons;

impl Buttons for NoButtons {}

impl fmt::Debug for dyn Buttons {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Buttons")
    }
}
