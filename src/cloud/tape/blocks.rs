//! Whose blocks a copy bears. A standby and a snapshot are made block by block, and bear what is wrong with a volume's bytes; a read
//! replica is sent what changes, and a replayed log puts right what it writes: neither hears of bytes that were spoiled beneath.

use super::{Blocks, Mark, MarkId, Tape, Tapes, VolumeId, index_of};
use crate::sim::SimTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Volume {
    copied_from: Option<Blocks>,
    /// What spoiled its bytes, and when.
    spoiled: Vec<(MarkId, SimTime)>,
}

impl Tapes {
    /// A new, empty volume, or one that was filled with the blocks of another.
    pub fn new_volume(&mut self, copied_from: Option<Blocks>) -> VolumeId {
        let id = VolumeId(index_of(&self.volumes));
        self.volumes.push(Volume {
            copied_from,
            spoiled: Vec::new(),
        });
        id
    }

    /// Bytes of the volume under `tape` are spoiled now, and with them up to `rows` of its rows. `what` is what that is called.
    pub fn spoil(&mut self, tape: Tape, blocks: Blocks, rows: u64, what: &'static str) -> MarkId {
        let id = MarkId(index_of(&self.marks));
        self.marks.push(Mark {
            timeline: tape.timeline,
            at: tape.head,
            volume: Some(blocks.volume),
            rows: rows.min(self.count(tape)),
            what,
        });
        let volume = &mut self.volumes[blocks.volume.0 as usize];
        volume.spoiled.push((id, blocks.until));
        id
    }

    /// What spoiled bytes that a tape stands on.
    pub(super) fn spoiled_on(&self, tape: Tape) -> impl Iterator<Item = MarkId> + '_ {
        let volume = |blocks: Blocks| &self.volumes[blocks.volume.0 as usize];
        let ancestry = std::iter::successors(tape.blocks, move |blocks| {
            let copied_from = volume(*blocks).copied_from?;
            Some(Blocks {
                until: copied_from.until.min(blocks.until),
                ..copied_from
            })
        });
        ancestry.flat_map(move |blocks| {
            let spoiled = volume(blocks).spoiled.iter();
            let borne = spoiled.filter(move |(_, at)| *at < blocks.until);
            borne.map(|(mark, _)| *mark)
        })
    }
}
