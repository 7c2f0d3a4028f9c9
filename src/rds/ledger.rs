//! The ledger: which writes were acknowledged and are lost, to which incident they belong, and whether a copy still has them.

use crate::cloud::{AppId, Stretch, Tape};
use crate::rds::incident::Incident;
use crate::rds::instance::DbKey;
use crate::rds::world::World;
use crate::rds::{LostView, WriteTotals};
use crate::sim::{SimDuration, SimTime, sort_by_number};
use serde::{Deserialize, Serialize};

/// Writes that were once lost. They belong to the earliest incident that was open then, or to the learner's own action; a
/// later re-pointing may bring them back, but they keep their owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Torn {
    pub stretch: Stretch,
    pub incident: Option<u32>,
}

impl World {
    /// The tape that an application uses; `None` once it is destroyed.
    pub(super) fn used_tape(&self, app: AppId) -> Option<Tape> {
        self.client(app).used.and_then(|db: DbKey| self.tape(db))
    }

    /// Acknowledged writes that the application's tape does not hold now.
    pub(super) fn lost_now(&self, app: AppId) -> Vec<Stretch> {
        self.tapes.lost(app, self.used_tape(app), self.now)
    }

    /// Gives every newly lost stretch its owner.
    pub(super) fn attribute_losses(&mut self) {
        for index in 0..self.clients.len() {
            let client = &self.clients[index];
            let (app, stand) = (
                client.app.id,
                (
                    client.used,
                    self.used_tape(client.app.id).map(|tape| tape.timeline),
                ),
            );
            if client.judged == Some(stand) {
                continue;
            }
            let lost = self.lost_now(app);
            let owned: Vec<Stretch> = self.torn.iter().map(|torn| torn.stretch).collect();
            let open = |incident: &&Incident| self.suffers_from(app, incident);
            let incident = self
                .incidents
                .iter()
                .find(open)
                .map(|incident| incident.number);
            for stretch in lost.iter().flat_map(|stretch| stretch.minus(&owned)) {
                self.torn.push(Torn { stretch, incident });
            }
            self.clients[index].judged = Some(stand);
        }
    }

    /// The stretches of an application that are lost now and belong to an incident, or to nobody's but the learner's action.
    pub(super) fn lost_to(&self, incident: Option<&Incident>, app: AppId) -> Vec<Stretch> {
        let owner = incident.map(|incident| incident.number);
        let owned = self.torn.iter().filter(|torn| torn.incident == owner);
        let lost = self.lost_now(app);
        owned
            .flat_map(|torn| {
                lost.iter()
                    .filter_map(|stretch| stretch.overlap(&torn.stretch))
            })
            .collect()
    }

    /// Whether what the learner's own actions have lost keeps to the RPO.
    pub(super) fn keeps_rpo_by_hand(&self) -> Option<bool> {
        let rpo = self.goals.rpo?;
        let keeps = |app: AppId| {
            let lost = self.lost_to(None, app);
            match rpo.is_zero() {
                true => lost.is_empty(),
                false => self.lost_span(app, &lost) <= rpo,
            }
        };
        Some(self.clients.iter().all(|client| keeps(client.app.id)))
    }

    /// From the last kept acknowledgement to the last lost one.
    pub(super) fn lost_span(&self, app: AppId, lost: &[Stretch]) -> SimDuration {
        let writes = self.tapes.writes(app);
        let first = lost
            .iter()
            .filter_map(|stretch| writes.next_at_or_after(stretch.from))
            .min();
        let last = lost
            .iter()
            .filter_map(|stretch| writes.last_before(stretch.to))
            .max();
        let (Some(first), Some(last)) = (first, last) else {
            return SimDuration::ZERO;
        };
        let kept = self
            .used_tape(app)
            .and_then(|tape| self.tapes.last_present_before(app, tape, first, self.now));
        last.since(kept.unwrap_or(first))
    }

    /// Lost stretches by name, split into what some copy still holds and what is gone.
    pub(super) fn lost_views(&self, app: AppId, lost: &[Stretch]) -> Vec<LostView> {
        let gone = self.tapes.gone(lost, &self.copies(), self.now);
        let mut views: Vec<LostView> = lost
            .iter()
            .flat_map(|stretch| stretch.minus(&gone))
            .filter_map(|stretch| self.lost_view(app, &stretch, true))
            .chain(
                gone.iter()
                    .filter_map(|stretch| self.lost_view(app, stretch, false)),
            )
            .collect();
        sort_by_number(&mut views, |view| view.first_number.cast_signed());
        views
    }

    fn lost_view(&self, app: AppId, stretch: &Stretch, stranded: bool) -> Option<LostView> {
        let writes = self.tapes.writes(app);
        let (before, last_number) = (
            writes.count_before(stretch.from),
            writes.count_before(stretch.to),
        );
        if last_number == before {
            return None;
        }
        Some(LostView {
            app: self.client(app).app.name.clone(),
            first_number: before + 1,
            last_number,
            first_at: writes.time_of(before + 1)?,
            last_at: writes.time_of(last_number)?,
            stranded,
        })
    }

    /// The account of an application's writes since it was created.
    pub fn totals_of(&self, app: AppId) -> WriteTotals {
        let (writes, state) = (self.tapes.writes(app), &self.client(app).app);
        let missed = self.missed_since_gap(app);
        let waits = matches!(state.write.link, crate::cloud::Link::Waiting { .. });
        let lost = self.lost_now(app);
        let total = |stretches: &[Stretch]| {
            stretches
                .iter()
                .map(|s| self.tapes.writes_in(s))
                .sum::<u64>()
        };
        let acknowledged = self.tapes.acknowledged(app, self.now);
        let gone = total(&self.tapes.gone(&lost, &self.copies(), self.now));
        let lost = total(&lost);
        let tape = self.client(app).used.and_then(|db| self.tape_with_now(db));
        WriteTotals {
            attempted: writes.count_before(self.now) - if waits { missed } else { 0 },
            acknowledged,
            refused: state.refused
                + if waits {
                    0
                } else {
                    missed - state.in_doubt_now
                },
            in_doubt: state.in_doubt + state.in_doubt_now,
            present: acknowledged - lost,
            damaged: tape.map_or(0, |tape| self.tapes.damaged_rows(tape)),
            lost,
            stranded: lost - gone,
        }
    }

    /// All applications together. Damage that several of them share counts once.
    pub fn totals(&self) -> WriteTotals {
        let mut sum = WriteTotals::default();
        let mut seen: Vec<DbKey> = Vec::new();
        for client in &self.clients {
            let own = self.totals_of(client.app.id);
            sum.attempted += own.attempted;
            sum.acknowledged += own.acknowledged;
            sum.refused += own.refused;
            sum.in_doubt += own.in_doubt;
            sum.present += own.present;
            sum.lost += own.lost;
            sum.stranded += own.stranded;
            if let Some(db) = client.used.filter(|db| !seen.contains(db)) {
                seen.push(db);
                sum.damaged += own.damaged;
            }
        }
        sum
    }

    /// When an incident touched an application, how long its requests of one kind failed since.
    pub(super) fn outage_of(
        &self,
        incident: &Incident,
        app: AppId,
        access: crate::cloud::Access,
    ) -> SimDuration {
        let until: SimTime = incident.recovered_at.unwrap_or(self.now);
        self.client(app)
            .app
            .channel(access)
            .outage_within(incident.at, until)
    }
}
