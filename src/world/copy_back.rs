//! Copying damaged rows back from a clean database: it heals in place, takes time and loses nothing.

use crate::cloud::{
    Access, AppId, CommandError, Database, DbKey, Footing, MarkId, Party, Progress, Step, What,
    numbers,
};
use crate::sim::SimDuration;
use crate::world::state::{CopyBack, World};

impl World {
    /// The bad writes whose damaged rows can be copied back from a database, or why none can.
    #[inline(never)]
    pub(super) fn damage_to_copy_back(
        &self,
        app: AppId,
        from: DbKey,
    ) -> Result<Vec<MarkId>, CommandError> {
        let refuse = |why: String| Err(CommandError::new("InvalidCopyBack", why));
        let name = &self.client(app).app.name;
        let Some(used) = self.client(app).used else {
            return refuse(format!("{name} uses no database yet"));
        };
        let damage = self
            .tape_with_now(used)
            .map(|tape| self.cx.tapes.damage_on(tape))
            .unwrap_or_default();
        if damage.is_empty() {
            return refuse(format!(
                "the database that {name} uses holds no damaged rows"
            ));
        }
        if self.client(app).copy_back.is_some() {
            return refuse(format!("{name} is being copied back already"));
        }
        for db in [from, used].map(|key| self.db(key)) {
            if !db.serves {
                return refuse(format!(
                    "{} is {}; it must be available",
                    db.name,
                    self.service(db.key).status(&self.cx, db.key)
                ));
            }
            if !self.can_reach(app, Access::Write, &db) {
                return refuse(format!(
                    "{name} cannot reach {}: the network is cut",
                    db.name
                ));
            }
        }
        let clean = self
            .tape_with_now(from)
            .map(|tape| self.cx.tapes.damage_on(tape));
        if clean.is_none_or(|marks| marks.iter().any(|mark| damage.contains(mark))) {
            return refuse(format!(
                "{} holds the same damage; restore to a moment before it",
                self.db(from).name
            ));
        }
        Ok(damage)
    }

    pub(super) fn begin_copy_back(&mut self, app: AppId, from: DbKey, marks: Vec<MarkId>) {
        let rows: u64 = marks
            .iter()
            .map(|mark| self.cx.tapes.mark(*mark).rows)
            .sum();
        let (name, since) = (self.client(app).app.name.clone(), self.cx.now);
        let base = self.cx.duration(&numbers::COPY_BACK_BASE, &name);
        let rate = self.cx.numbers.value(&numbers::COPY_BACK_RATE).max(0.001);
        let takes = base + SimDuration::from_ms((rows as f64 / rate * 1000.0) as u64);
        self.client_mut(app).copy_back = Some(CopyBack {
            from,
            since,
            progress: Progress::new(takes),
            marks,
        });
        let message = format!("copying {rows} damaged rows back");
        self.cx.note(name, None, What::Action(message));
    }

    /// Brings every copying back up to its footing: it needs both databases, and ends with either.
    pub(super) fn settle_copy_backs(&mut self) -> bool {
        let mut changed = false;
        for index in 0..self.clients.len() {
            let client = &self.clients[index];
            let Some(copy_back) = &client.copy_back else {
                continue;
            };
            let footing = self.copy_back_footing(client.app.id, copy_back.from, client.used);
            let mut progress = copy_back.progress;
            let step = self.cx.step_work(&mut progress, footing, Party::Observers);
            if let Some(copy_back) = self.clients[index].copy_back.as_mut() {
                copy_back.progress = progress;
            }
            match step {
                Step::Same => continue,
                Step::Changed => {}
                Step::Done => self.copy_back_ends(index, true),
                Step::Failed => self.copy_back_ends(index, false),
            }
            changed = true;
        }
        changed
    }

    /// It runs in the application, which reads from one database and writes to the other.
    #[inline(never)]
    fn copy_back_footing(&self, app: AppId, from: DbKey, used: Option<DbKey>) -> Footing {
        let both = [Some(from), used].map(|key| key.map(|key| self.db(key)));
        if both.iter().any(|db| db.is_none_or(|db| !db.holds_data)) {
            return Footing::Gone;
        }
        let serves =
            |db: Database| db.serves && !db.fails_over && self.can_reach(app, Access::Write, &db);
        Footing::firm_if(both.into_iter().flatten().all(serves))
    }

    fn copy_back_ends(&mut self, index: usize, done: bool) {
        let Some(copy_back) = self.clients[index].copy_back.take() else {
            return;
        };
        let name = self.clients[index].app.name.clone();
        let used = self.clients[index].used.filter(|_| done);
        let clean = self.tape_with_now(copy_back.from);
        let target = used.and_then(|used| self.tape_with_now(used));
        let (Some(clean), Some(target)) = (clean, target) else {
            let message = "copying back failed: one of the two databases is gone".into();
            return self.cx.note(name, None, What::Action(message));
        };
        let still = self.cx.tapes.damage_on(clean);
        for mark in copy_back.marks {
            if !still.contains(&mark) {
                let rows = self.cx.tapes.rows_held_of(mark, clean);
                self.cx.tapes.heal(mark, target.timeline, self.cx.now, rows);
            }
        }
        self.cx
            .note(name, None, What::Action("damaged rows copied back".into()));
    }
}
