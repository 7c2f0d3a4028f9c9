//! Accounts: what became of the writes of each application. Whoever needs several figures of one moment computes them once.

use crate::cloud::{AppId, DbKey, Link, Stretch, Tape};
use crate::world::WriteTotals;
use crate::world::losses::Losses;
use crate::world::state::World;
use std::cell::LazyCell;
use std::rc::Rc;

/// What became of the writes of one application, at one moment.
#[derive(Clone, Debug)]
pub(in crate::world) struct Account {
    /// The tape that it uses; `None` once that is destroyed.
    pub used: Option<Tape>,
    pub losses: Rc<Losses>,
    pub totals: WriteTotals,
}

impl World {
    /// The accounts of all applications, in order.
    pub(in crate::world) fn accounts(&self) -> Vec<Account> {
        let copies = LazyCell::new(|| self.copies());
        let apps = self.clients.iter().map(|client| client.app.id);
        apps.map(|app| self.account_among(app, &copies)).collect()
    }

    /// The account of one application.
    pub(in crate::world) fn account(&self, app: AppId) -> Account {
        self.account_among(app, &LazyCell::new(|| self.copies()))
    }

    fn account_among(
        &self,
        app: AppId,
        copies: &LazyCell<Vec<Tape>, impl FnOnce() -> Vec<Tape>>,
    ) -> Account {
        let used = self.used_tape(app);
        let losses = self.losses_among(app, used, copies);
        Account {
            totals: self.totals_by(app, used, &losses.lost, &losses.gone),
            used,
            losses,
        }
    }

    /// What it has lost: as when somebody last looked, unless what that follows from has changed.
    fn losses_among(
        &self,
        app: AppId,
        used: Option<Tape>,
        copies: &LazyCell<Vec<Tape>, impl FnOnce() -> Vec<Tape>>,
    ) -> Rc<Losses> {
        let (tapes, now, client) = (&self.cx.tapes, self.cx.now, self.client(app));
        let stand = (client.used, used.map(|tape| tape.timeline));
        let lost = tapes.lost(app, used, now);
        let unheld = match lost.is_empty() {
            true => Vec::new(),
            false => tapes.beyond(app, copies, now),
        };
        let known = Rc::clone(&client.losses.borrow());
        if (known.stand, &known.lost, &known.unheld) == (stand, &lost, &unheld) {
            return known;
        }
        let gone = lost.iter();
        let gone = gone.flat_map(|one| unheld.iter().filter_map(|part| part.overlap(one)));
        let by_hand = self.lost_to(None, &lost);
        let losses = Rc::new(Losses {
            stand,
            begins: tapes.lost_from(app, used, now),
            gone: gone.collect(),
            span_by_hand: self.lost_spans(app, &by_hand),
            span: self.lost_span_in_all(app, &lost),
            by_hand,
            lost,
            unheld,
        });
        client.losses.replace(Rc::clone(&losses));
        losses
    }

    fn totals_by(
        &self,
        app: AppId,
        used: Option<Tape>,
        lost: &[Stretch],
        gone: &[Stretch],
    ) -> WriteTotals {
        let (writes, state) = (self.cx.tapes.writes(app), &self.client(app).app);
        let missed = self.missed_since_gap(app);
        let waits = matches!(state.write.link, Link::Waiting { .. });
        let count = |stretches: &[Stretch]| -> u64 {
            let writes = stretches.iter().map(|one| self.cx.tapes.writes_in(one));
            writes.sum()
        };
        let acknowledged = self.cx.tapes.acknowledged(app, self.cx.now);
        let (lost, gone) = (count(lost), count(gone));
        WriteTotals {
            attempted: writes.count_before(self.cx.now) - if waits { missed } else { 0 },
            acknowledged,
            refused: state.refused
                + if waits {
                    0
                } else {
                    missed - state.in_doubt_now
                },
            in_doubt: state.in_doubt + state.in_doubt_now,
            present: acknowledged - lost,
            damaged: used.map_or(0, |tape| self.cx.tapes.damaged_rows(tape)),
            lost,
            stranded: lost - gone,
        }
    }

    /// The writes of all applications since they were created.
    pub fn totals(&self) -> WriteTotals {
        self.sum_of(&self.accounts())
    }

    /// All applications together. Damage that several of them share counts once.
    pub(in crate::world) fn sum_of(&self, accounts: &[Account]) -> WriteTotals {
        let mut sum = WriteTotals::default();
        let mut seen: Vec<DbKey> = Vec::new();
        for (client, account) in self.clients.iter().zip(accounts) {
            let own = &account.totals;
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
}
