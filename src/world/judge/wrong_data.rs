//! Wrong data: who is served what a bad write damaged, and for how long.

use crate::cloud::{Access, AppId, DbKey, MarkId, Party, Tape};
use crate::sim::SimDuration;
use crate::world::phase::Moment;
use crate::world::state::{Client, World};

/// The databases that an application uses at one moment, with what they hold then.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::world) struct InUse {
    /// The one that took its last write.
    pub written: Option<(DbKey, Tape)>,
    /// The one that answers its reads.
    pub read: Option<(DbKey, Tape)>,
}

impl World {
    /// What every application's writes and reads go to now. A replica's head takes time to compute, and an application may have
    /// many incidents.
    pub(in crate::world) fn tapes_in_use(&self) -> Vec<InUse> {
        let tape = |db| Some((db, self.tape_with_now(db)?));
        let in_use = |client: &Client| InUse {
            written: client.used.and_then(tape),
            read: self.read_database(client.app.id).and_then(tape),
        };
        match self.marked.is_empty() {
            true => vec![InUse::default(); self.clients.len()],
            false => self.clients.iter().map(in_use).collect(),
        }
    }

    /// The applications that use a tape with the damage of a bad write that is not healed, or was not met yet.
    pub(in crate::world) fn find_damaged(&mut self, index: usize, in_use: &[InUse]) {
        let (now, incident) = (self.cx.now, &self.incidents[index]);
        let looked_for = incident.is_open() || !incident.concerns_somebody();
        let Some(mark) = incident.mark.filter(|_| looked_for) else {
            return;
        };
        let apps = self.clients.iter().map(|client| client.app.id);
        let hit: Vec<AppId> = apps
            .filter(|app| !incident.damaged.contains(app))
            .filter(|app| self.holds_mark(mark, &in_use[app.0 as usize]))
            .collect();
        if !hit.is_empty() {
            self.watched.insert(self.incidents[index].number);
            let incident = self.incident_mut(index);
            incident.damaged.extend(hit);
            incident.reopen(now);
        }
    }

    pub(in crate::world) fn holds_mark(&self, mark: MarkId, in_use: &InUse) -> bool {
        let mut tapes = [in_use.written, in_use.read].into_iter().flatten();
        tapes.any(|(_, tape)| self.cx.tapes.is_damaged_by(mark, tape))
    }

    /// An application that went back to a damaged tape had not recovered for good.
    pub(in crate::world) fn reopen_bad_writes(&mut self, app: AppId) {
        let Some(tape) = self.used_tape(app) else {
            return;
        };
        for number in self.marked.clone() {
            let Some(place) = self.incident_numbered(number) else {
                continue;
            };
            let (incident, tapes) = (&self.incidents[place], &self.cx.tapes);
            let back = |mark| incident.damaged.contains(&app) && tapes.is_damaged_by(mark, tape);
            if let (Some(at), true) = (incident.recovered_at, incident.mark.is_some_and(back))
                && at < self.cx.now
            {
                self.watched.insert(number);
                let incident = self.incident_mut(place);
                incident.recovered_at = None;
                incident.slow = None;
                incident.moments.push(Moment::well(at));
            }
        }
    }

    /// Whether the tape that takes the application's writes is free of what a bad write did.
    pub(in crate::world) fn is_healed_for(&self, app: AppId, mark: MarkId) -> bool {
        let used = self.used_tape(app);
        used.is_some_and(|tape| !self.cx.tapes.is_damaged_by(mark, tape))
    }

    /// How long the damage of one bad write was served to each application.
    pub(in crate::world) fn account_damage(&mut self, index: usize, in_use: &[InUse]) {
        let Some(mark) = self.incidents[index].mark else {
            return;
        };
        let now = self.cx.now;
        for app in self.incidents[index].damaged.clone() {
            let (client, in_use) = (&self.client(app).app, in_use[app.0 as usize]);
            let serving = match self.asks_nothing(app, Access::Read) {
                true => in_use.written.filter(|_| client.write.serves()),
                false => in_use.read,
            };
            let wrong = serving.is_some_and(|(_, tape)| self.cx.tapes.is_damaged_by(mark, tape));
            if let Some((db, _)) = serving {
                self.look_when_replica_catches_up(index, db);
            }
            self.incident_mut(index).set_wrong(app, now, wrong);
        }
    }

    /// The same, whoever did the damage.
    pub(in crate::world) fn account_wrong_data(&mut self) {
        let now = self.cx.now;
        let open = self.open_incidents();
        let spans = open.flat_map(|incident| incident.wrong_data.iter());
        let wrong: Vec<AppId> = spans
            .filter(|(_, span)| span.is_open())
            .map(|(app, _)| *app)
            .collect();
        for client in &mut self.clients {
            let is_wrong = wrong.contains(&client.app.id);
            client.wrong.set(now, is_wrong);
        }
    }

    /// A replica takes over damage, and its healing, without an event of its own: look again when its applied head will have
    /// passed what it has yet to apply.
    fn look_when_replica_catches_up(&mut self, index: usize, db: DbKey) {
        let Some(mark) = self.incidents[index].mark else {
            return;
        };
        let tape = Tape::of(self.db(db).timeline, self.head(db));
        let pending = self.incidents[index]
            .look
            .is_some_and(|event| event.due() > self.cx.now);
        if self.db(db).source.is_none() || pending {
            return;
        }
        if let Some(ahead) = self.cx.tapes.next_of(mark, tape) {
            let behind = ahead.since(tape.head) + SimDuration::from_ms(1);
            let event = self.cx.look_at(self.cx.now + behind, Party::Observers);
            self.incident_mut(index).look = Some(event);
        }
    }
}
