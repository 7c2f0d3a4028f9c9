//! Losses: which writes were acknowledged and are lost, to which incident they belong, and whether a copy still has them.

use crate::cloud::{Access, AppId, DbKey, Stretch, Tape, What};
use crate::sim::{SimDuration, SimTime, sort_by_number};
use crate::world::incident::Incident;
use crate::world::judge::account::Account;
use crate::world::state::World;
use crate::world::{LostView, TornView};

impl World {
    /// Acknowledged writes that the application's tape does not hold now.
    pub(in crate::world) fn lost_now(&self, app: AppId) -> Vec<Stretch> {
        self.cx.tapes.lost(app, self.used_tape(app), self.cx.now)
    }

    /// Gives every newly lost stretch its owner.
    pub(in crate::world) fn attribute_losses(&mut self) {
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
            if let Some((_, None)) = client.judged {
                self.release_what_is_back(app, &lost);
            }
            let owned: Vec<Stretch> = self.all_torn().copied().collect();
            let answered = self.answered_by_tape(app);
            let newly = lost.iter().flat_map(|stretch| stretch.minus(&owned));
            let newly: Vec<Stretch> = newly.collect();
            match answered.and_then(|number| self.incident_numbered(number)) {
                _ if newly.is_empty() => {}
                Some(index) => self.incident_mut(index).torn.extend(newly),
                None => self.torn_by_hand.extend(newly),
            }
            self.clients[index].judged = Some(stand);
            self.reopen_bad_writes(app);
        }
    }

    /// Lost writes keep their owner; unless an application comes from no tape to one that holds them. Lost anew, they belong to what the
    /// change of the tape answers then.
    #[inline(never)]
    fn release_what_is_back(&mut self, app: AppId, lost: &[Stretch]) {
        let still = |torn: &[Stretch]| -> Option<Vec<Stretch>> {
            torn.iter().any(|one| one.app == app).then(|| {
                let others = torn.iter().filter(|one| one.app != app).copied();
                let own = torn.iter();
                let own = own.flat_map(|one| lost.iter().filter_map(|lost| lost.overlap(one)));
                others.chain(own).collect()
            })
        };
        for index in 0..self.incidents.len() {
            if let Some(torn) = still(&self.incidents[index].torn) {
                self.incident_mut(index).torn = torn;
            }
        }
        if let Some(torn) = still(&self.torn_by_hand) {
            self.torn_by_hand = torn;
        }
    }

    /// Every write that was once lost; unless an application came from no tape to one that holds it.
    pub(in crate::world) fn all_torn(&self) -> impl Iterator<Item = &Stretch> {
        let incidents = self.incidents.iter();
        let theirs = incidents.flat_map(|incident| &incident.torn);
        theirs.chain(&self.torn_by_hand)
    }

    /// The incident that the change of an application's tape answers: the one that it was waiting for, or if it was being served,
    /// the oldest bad write that the change heals. Otherwise the change was somebody's own idea.
    fn answered_by_tape(&self, app: AppId) -> Option<u32> {
        // What destroys a tape owns what was on it, whatever the application waited for at that moment.
        if self.used_tape(app).is_none()
            && let Some(number) = self.striking()
        {
            return Some(number);
        }
        let failing = |access: Access| {
            let waits = move |incident: &&Incident| {
                let mut claims = incident.open_claims_of(app);
                claims.any(|claim| claim.access == access)
            };
            self.open_incidents().find(waits)
        };
        let heals = |incident: &&Incident| {
            let healed = incident.mark.filter(|_| incident.damaged.contains(&app));
            healed.is_some_and(|mark| self.is_healed_for(app, mark))
        };
        let answered = failing(Access::Write).or_else(|| failing(Access::Read));
        let answered = answered.or_else(|| self.open_incidents().find(heals));
        answered.map(|incident| incident.number)
    }

    /// Of the stretches of an application that are lost now, those that belong to an incident, or to nobody's but the learner's
    /// action.
    pub(in crate::world) fn lost_to(
        &self,
        incident: Option<&Incident>,
        lost: &[Stretch],
    ) -> Vec<Stretch> {
        let owned = incident.map_or(&self.torn_by_hand, |incident| &incident.torn);
        let parts = owned
            .iter()
            .flat_map(|torn| lost.iter().filter_map(|stretch| stretch.overlap(torn)));
        parts.collect()
    }

    /// Whether what the learner's own actions have lost keeps to the RPO. `span` is how much time that is.
    pub(in crate::world) fn keeps_rpo_by_hand(
        &self,
        accounts: &[Account],
        span: SimDuration,
    ) -> Option<bool> {
        let rpo = self.goals.rpo?;
        Some(match rpo.is_zero() {
            true => accounts
                .iter()
                .all(|account| account.losses.by_hand.is_empty()),
            false => span <= rpo,
        })
    }

    /// How much time several actions have lost: what was kept between two of them is not lost.
    pub(in crate::world) fn lost_spans(&self, app: AppId, lost: &[Stretch]) -> SimDuration {
        let mut groups: Vec<(Option<SimTime>, Vec<Stretch>)> = Vec::new();
        for stretch in lost {
            let first = self.cx.tapes.writes(app).next_at_or_after(stretch.from);
            let kept = first.and_then(|first| self.last_kept(self.used_tape(app), app, first));
            match groups.iter_mut().find(|(since, _)| *since == kept) {
                Some((_, group)) => group.push(*stretch),
                None => groups.push((kept, vec![*stretch])),
            }
        }
        let spans = groups.iter().map(|(_, group)| self.lost_span(app, group));
        spans.fold(SimDuration::ZERO, |sum, span| sum + span)
    }

    /// How much time all that an application has lost is: incident for incident, since what was kept between two of them is
    /// not lost.
    pub(in crate::world) fn lost_span_in_all(&self, app: AppId, lost: &[Stretch]) -> SimDuration {
        if lost.is_empty() {
            return SimDuration::ZERO;
        }
        let own = self.lost_spans(app, &self.lost_to(None, lost));
        let spans = self
            .incidents
            .iter()
            .map(|incident| self.lost_span(app, &self.lost_to(Some(incident), lost)));
        spans.fold(own, |sum, span| sum + span)
    }

    /// How much time lost writes are, as an RPO counts it: from the last kept acknowledgement to the last lost one. This is the
    /// one place where that is said.
    pub(in crate::world) fn lost_span(&self, app: AppId, lost: &[Stretch]) -> SimDuration {
        self.span_beyond(self.used_tape(app), app, lost)
    }

    /// The same for a tape that the application has not gone on with yet.
    pub(in crate::world) fn span_beyond(
        &self,
        kept: Option<Tape>,
        app: AppId,
        lost: &[Stretch],
    ) -> SimDuration {
        let writes = self.cx.tapes.writes(app);
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
        last.since(self.last_kept(kept, app, first).unwrap_or(first))
    }

    /// When the last acknowledged write before `time` was attempted, of those that a tape keeps.
    fn last_kept(&self, tape: Option<Tape>, app: AppId, time: SimTime) -> Option<SimTime> {
        let tapes = &self.cx.tapes;
        tapes.last_present_before(app, tape?, time, self.cx.now)
    }

    /// The writes that applications have lost to a tape by going on with another one.
    pub(in crate::world) fn torn_off(&self, tape: Tape, accounts: &[Account]) -> Option<TornView> {
        // Who has no tape has not gone on with another one: what a way out will bring back is not torn off.
        let all = self.clients.iter().zip(accounts);
        let moved = all.filter(|(_, account)| account.used.is_some());
        let (mut held, mut span) = (Vec::new(), SimDuration::ZERO);
        for (client, account) in moved {
            let (tapes, losses) = (&self.cx.tapes, &account.losses);
            if !tapes.reaches(tape, &losses.begins) {
                continue;
            }
            let elsewhere = tapes.gone(&losses.lost, &[tape], self.cx.now);
            let lost = losses.lost.iter();
            let own: Vec<Stretch> = lost.flat_map(|one| one.minus(&elsewhere)).collect();
            span = span.max(self.lost_span(client.app.id, &own));
            held.extend(own);
        }
        let writes = held.iter().map(|held| self.cx.tapes.writes_in(held)).sum();
        let since = held.iter().map(|held| held.from).min()?;
        (writes > 0).then_some(TornView {
            writes,
            since,
            span,
        })
    }

    /// Lost stretches by name, split into what some copy still holds and what is gone.
    pub(in crate::world) fn lost_views(
        &self,
        app: AppId,
        lost: &[Stretch],
        account: &Account,
    ) -> Vec<LostView> {
        let gone: Vec<Stretch> = lost
            .iter()
            .flat_map(|lost| {
                account
                    .losses
                    .gone
                    .iter()
                    .filter_map(|gone| gone.overlap(lost))
            })
            .collect();
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
        // What stood on one tape and then on its fork is one row of orders all the same.
        views.dedup_by(|next, before| {
            let goes_on = next.first_number == before.last_number + 1;
            let is_one = goes_on && next.stranded == before.stranded;
            if is_one {
                (before.last_number, before.last_at) = (next.last_number, next.last_at);
            }
            is_one
        });
        views
    }

    fn lost_view(&self, app: AppId, stretch: &Stretch, stranded: bool) -> Option<LostView> {
        let writes = self.cx.tapes.writes(app);
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

    /// How long an application's requests of one kind failed because of an incident.
    pub(in crate::world) fn outage_of(
        &self,
        incident: &Incident,
        app: AppId,
        access: Access,
    ) -> SimDuration {
        let until = incident.recovered_at.unwrap_or(self.cx.now);
        let channel = self.client(app).app.channel(access);
        let claims = incident.claims.iter();
        let claims = claims.filter(|claim| claim.app == app && claim.access == access);
        let outages = claims.filter_map(|claim| channel.outage_since(claim.since));
        outages.fold(SimDuration::ZERO, |sum, outage| {
            let to = outage.to.unwrap_or(until).min(until);
            sum + to.since(outage.from.max(incident.at))
        })
    }

    /// A source that returns after a promotion or a restore is a second, divergent database, and is reported as such.
    pub(in crate::world) fn note_divergence(&mut self, key: DbKey) {
        if let Some(successor) = self.diverged_from(key) {
            let (db, other) = (self.db(key), self.db(successor).name);
            let (name, region) = (db.name.to_owned(), db.region);
            let message = format!(
                "back with its own data: a second, divergent database, for the applications went on with {other}"
            );
            self.cx.note(name, Some(region), What::App(message));
        }
    }

    /// The database that an application went on with, of which this one holds an older or another continuation.
    pub(in crate::world) fn diverged_from(&self, key: DbKey) -> Option<DbKey> {
        let own = self.tape(key)?;
        self.clients
            .iter()
            .filter_map(|client| client.used)
            .filter(|used| *used != key)
            .find(|used| {
                let fork = self
                    .tape(*used)
                    .and_then(|tape| self.cx.tapes.fork_off(tape, own.timeline));
                fork.is_some_and(|fork| self.cx.tapes.count(own) > self.cx.tapes.count(fork))
            })
    }
}
