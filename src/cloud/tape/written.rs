//! When writes committed: what a tape shows beside how many they were.

use super::{Tape, Tapes};
use crate::sim::{SimTime, sort_by_number};

impl Tapes {
    /// The newest stretches of time, at most so many, in which writes that `tape` holds committed, oldest first. Stretches that
    /// touch or overlap, of several applications, are one.
    pub fn written(&self, tape: Tape, most: usize) -> Vec<(SimTime, SimTime)> {
        let mut written: Vec<(SimTime, SimTime)> = Vec::new();
        for part in self.ancestry(tape) {
            let newest = self.timeline(part.timeline).segments.iter().rev();
            let held = newest.filter_map(|segment| {
                let stretch = segment.before_bound(part.head, part.head)?;
                let committed = segment.late.unwrap_or(stretch.from);
                (self.writes_in(&stretch) > 0).then_some((committed, stretch.to))
            });
            written.extend(held.take(most));
            if written.len() >= most {
                break;
            }
        }
        sort_by_number(&mut written, |(from, _)| from.ms());
        written.dedup_by(|next, before| {
            let touches = next.0 <= before.1;
            if touches {
                before.1 = before.1.max(next.1);
            }
            touches
        });
        let surplus = written.len().saturating_sub(most);
        written.split_off(surplus)
    }
}
