//! Copying damaged rows back from a clean database: it heals in place, takes time and loses nothing.

use crate::cloud::{AppId, numbers};
use crate::rds::CommandError;
use crate::rds::instance::DbKey;
use crate::rds::journal::What;
use crate::rds::world::{CopyBack, Event, World};
use crate::sim::SimDuration;

impl World {
    pub(super) fn begin_copy_back(&mut self, app: AppId, from: DbKey) -> Result<(), CommandError> {
        let refuse = |why: String| Err(CommandError::new("InvalidCopyBack", why));
        let name = self.client(app).app.name.clone();
        let Some(used) = self.client(app).used else {
            return refuse(format!("{name} uses no database yet"));
        };
        let damage = self
            .tape_with_now(used)
            .map(|tape| self.tapes.damage_on(tape))
            .unwrap_or_default();
        if damage.is_empty() {
            return refuse(format!(
                "the database that {name} uses holds no damaged rows"
            ));
        }
        if self.client(app).copy_back.is_some() {
            return refuse(format!("{name} is being copied back already"));
        }
        let (source, target) = (self.db(from), self.db(used));
        for db in [source, target] {
            if !db.primary.serves(&self.topology) {
                return refuse(format!(
                    "{} is {}; it must be available",
                    db.name,
                    self.status(db.key)
                ));
            }
        }
        let clean = self
            .tape_with_now(from)
            .map(|tape| (tape, self.tapes.damage_on(tape)));
        if clean.is_none_or(|(_, marks)| marks.iter().any(|mark| damage.contains(mark))) {
            return refuse(format!(
                "{} holds the same damage; restore to a moment before it",
                source.name
            ));
        }
        let rows: u64 = damage.iter().map(|mark| self.tapes.mark(*mark).rows).sum();
        let base = self.duration(&numbers::COPY_BACK_BASE, &name);
        let rate = self.numbers.value(&numbers::COPY_BACK_RATE).max(0.001);
        let until = self.now + base + SimDuration::from_ms((rows as f64 / rate * 1000.0) as u64);
        let event = self.schedule(until, Event::CopyBackDone { app });
        self.act();
        let since = self.now;
        self.client_mut(app).copy_back = Some(CopyBack {
            from,
            since,
            until,
            event,
        });
        self.note(
            name,
            None,
            What::Action(format!("copying {rows} damaged rows back")),
        );
        Ok(())
    }

    pub(super) fn copy_back_done(&mut self, app: AppId) {
        let Some(copy_back) = self.client_mut(app).copy_back.take() else {
            return;
        };
        let (Some(used), now) = (self.client(app).used, self.now) else {
            return;
        };
        let (Some(clean), Some(target)) =
            (self.tape_with_now(copy_back.from), self.tape_with_now(used))
        else {
            return;
        };
        let still = self.tapes.damage_on(clean);
        let timeline = self.db(used).timeline;
        for mark in self.tapes.damage_on(target) {
            if !still.contains(&mark) {
                let rows = self.tapes.rows_held_of(mark, clean);
                self.tapes.heal(mark, timeline, now, rows);
            }
        }
        let name = self.client(app).app.name.clone();
        self.note(name, None, What::Action("damaged rows copied back".into()));
    }
}
