//! What a copy holds: writes up to a position, and the blocks that they stand on.

use super::TimelineId;
use crate::sim::{SimDuration, SimTime};

/// What a copy holds: every write on the ancestry of `timeline` that committed before `head`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tape {
    pub timeline: TimelineId,
    pub head: SimTime,
    /// Whose blocks they stand on; nothing where only the writes are asked for.
    pub blocks: Option<Blocks>,
}

/// A volume, with whatever is kept in step with it block by block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VolumeId(pub u32);

/// The blocks of a volume as they stood at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    pub volume: VolumeId,
    pub until: SimTime,
}

impl Tape {
    /// So many writes of a timeline, whatever they stand on.
    pub fn of(timeline: TimelineId, head: SimTime) -> Tape {
        Tape {
            timeline,
            head,
            blocks: None,
        }
    }

    /// The same writes, on those blocks.
    pub fn on(self, blocks: Blocks) -> Tape {
        Tape {
            blocks: Some(blocks),
            ..self
        }
    }

    /// With what commits, and is spoiled, at this very moment.
    pub fn with_now(self) -> Tape {
        let moment = SimDuration::from_ms(1);
        Tape {
            head: self.head + moment,
            blocks: self.blocks.map(|blocks| Blocks {
                until: blocks.until + moment,
                ..blocks
            }),
            ..self
        }
    }

    /// What of it stood at a moment of its.
    pub fn until(self, moment: SimTime) -> Tape {
        Tape {
            head: moment.min(self.head),
            blocks: self.blocks.map(|blocks| Blocks {
                until: moment.min(blocks.until),
                ..blocks
            }),
            ..self
        }
    }
}
