//! Corruption: a red mark at a position, on every tape whose head has passed it, until it is healed there.

use super::{Heal, Mark, MarkId, Tape, Tapes, TimelineId, index_of};
use crate::sim::SimTime;

impl Tapes {
    /// A wrong write commits on `tape`'s timeline at its head and damages up to `rows` rows. `what` is what it is called.
    pub fn damage(&mut self, tape: Tape, rows: u64, what: &'static str) -> MarkId {
        let id = MarkId(index_of(&self.marks));
        self.marks.push(Mark {
            timeline: tape.timeline,
            at: tape.head,
            volume: None,
            rows: rows.min(self.count(tape)),
            what,
        });
        self.timeline_mut(tape.timeline).marks.push(id);
        id
    }

    /// At `now` so many of the rows that `mark` damaged are put right on `timeline`.
    pub fn heal(&mut self, mark: MarkId, timeline: TimelineId, now: SimTime, rows: u64) {
        self.timeline_mut(timeline).heals.push(Heal {
            mark,
            at: now,
            rows,
        });
    }

    pub fn mark(&self, mark: MarkId) -> &Mark {
        &self.marks[mark.0 as usize]
    }

    /// The bad writes whose damage `tape` holds.
    pub fn damage_on(&self, tape: Tape) -> Vec<MarkId> {
        let mut damaged = Vec::new();
        for part in self.ancestry(tape) {
            let marks = self.timeline(part.timeline).marks.iter().copied();
            damaged.extend(marks.filter(|mark| self.mark(*mark).at < part.head));
        }
        damaged.extend(self.spoiled_on(tape));
        damaged.retain(|mark| self.damaged_rows_of(*mark, tape) > 0);
        damaged
    }

    /// Whether `tape` holds damage that one bad write did.
    pub fn is_damaged_by(&self, mark: MarkId, tape: Tape) -> bool {
        let Mark {
            timeline,
            at,
            volume,
            ..
        } = *self.mark(mark);
        let has_passed = match volume {
            Some(_) => self.spoiled_on(tape).any(|borne| borne == mark),
            None => self.bound(tape, timeline).is_some_and(|head| at < head),
        };
        has_passed && self.damaged_rows_of(mark, tape) > 0
    }

    /// Where on its timeline a tape has yet to pass the mark or a healing of it, if it has.
    pub fn next_of(&self, mark: MarkId, tape: Tape) -> Option<SimTime> {
        let Mark {
            timeline,
            at,
            volume,
            ..
        } = *self.mark(mark);
        let heals = self.timeline(tape.timeline).heals.iter();
        let heals = heals.filter(|heal| heal.mark == mark).map(|heal| heal.at);
        let own = (timeline == tape.timeline && volume.is_none()).then_some(at);
        heals.chain(own).filter(|at| *at >= tape.head).min()
    }

    /// Rows on `tape` that are damaged.
    pub fn damaged_rows(&self, tape: Tape) -> u64 {
        self.damage_on(tape)
            .into_iter()
            .map(|mark| self.damaged_rows_of(mark, tape))
            .sum()
    }

    /// Of the rows that `mark` damaged, those that are not put right on `tape`, which has passed the mark.
    pub fn damaged_rows_of(&self, mark: MarkId, tape: Tape) -> u64 {
        let mut left = self.mark(mark).rows;
        for part in self.ancestry(tape) {
            let heals = self.timeline(part.timeline).heals.iter();
            let healed = heals
                .filter(|heal| heal.mark == mark && heal.at < part.head)
                .map(|heal| heal.rows)
                .max();
            left = left.min(self.mark(mark).rows - healed.unwrap_or(0).min(self.mark(mark).rows));
        }
        left
    }

    /// Of the rows that `mark` damaged, those that `clean` holds undamaged: what can be copied back from it.
    pub fn rows_held_of(&self, mark: MarkId, clean: Tape) -> u64 {
        let Mark {
            timeline, at, rows, ..
        } = *self.mark(mark);
        let whole = Tape::of(timeline, at);
        let shared = self.ancestry(whole).find_map(|part| {
            let bound = self.bound(clean, part.timeline)?;
            Some(Tape::of(part.timeline, bound.min(part.head)))
        });
        rows.min(shared.map_or(0, |shared| self.count(shared)))
    }
}
