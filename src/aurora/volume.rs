//! The cluster volume: each write is kept six times, in three zones, two of them in each.
//!
//! Four of six must have a write before it is acknowledged, three are enough to read what was acknowledged. So the loss of a zone is not
//! noticed, that of a zone and one segment more stops writes and loses nothing, and that of two zones stops reads too.
//! Source: Amazon Aurora User Guide, Aurora.Overview.StorageReliability; A. Verbitski et al., Amazon Aurora: Design Considerations for
//! High Throughput Cloud-Native Relational Databases, SIGMOD 2017, section 2.1.

use crate::cloud::ZoneId;

/// How many segments keep a write.
pub const SEGMENTS: u32 = 6;
/// How many must have it before it is acknowledged.
pub const WRITE_QUORUM: u32 = 4;
/// How many are enough to read it.
pub const READ_QUORUM: u32 = 3;

const ZONES: usize = 3;
/// In each zone.
const EACH: u32 = SEGMENTS / ZONES as u32;

/// Where the segments are, and which are lost. What is lost is repaired from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    zones: [ZoneId; ZONES],
    /// The zone of each segment that something keeps lost; the same segment may be lost twice over.
    lost: Vec<ZoneId>,
}

impl Volume {
    pub fn in_zones(zones: [ZoneId; ZONES]) -> Volume {
        Volume {
            zones,
            lost: Vec::new(),
        }
    }

    pub fn zones(&self) -> &[ZoneId] {
        &self.zones
    }

    /// How many segments answer where those zones do.
    pub fn answering(&self, answers: impl Fn(ZoneId) -> bool) -> u32 {
        let zones = self.zones.iter().filter(|zone| answers(**zone));
        zones.map(|zone| self.sound_in(*zone)).sum()
    }

    /// How many segments of a zone are not lost.
    pub fn sound_in(&self, zone: ZoneId) -> u32 {
        let lost = self.lost.iter().filter(|of| **of == zone).count();
        EACH - EACH.min(u32::try_from(lost).unwrap_or(EACH))
    }

    /// A segment of a zone is lost.
    pub fn lose(&mut self, zone: ZoneId) {
        self.lost.push(zone);
    }

    /// The one that was lost last is there again, repaired; nothing if none is lost.
    pub fn repair(&mut self) {
        self.lost.pop();
    }

    /// The zone whose segment the next loss takes: of those that answer, the last of those that have most left.
    pub fn next_loss(&self, answers: impl Fn(ZoneId) -> bool) -> Option<ZoneId> {
        let left = |zone: &ZoneId| (self.sound_in(*zone), *zone);
        let zones = self.zones.iter().copied().filter(|zone| answers(*zone));
        zones
            .filter(|zone| self.sound_in(*zone) > 0)
            .max_by_key(left)
    }

    pub fn is_whole(&self) -> bool {
        self.lost.is_empty()
    }
}

/// Whether so many segments are enough for writes.
pub fn takes_writes(answering: u32) -> bool {
    answering >= WRITE_QUORUM
}

/// Whether so many segments are enough for reads.
pub fn serves_reads(answering: u32) -> bool {
    answering >= READ_QUORUM
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::RegionId;
    use proptest::prelude::*;

    fn zones() -> [ZoneId; ZONES] {
        let mut all = RegionId::DEFAULT.zones();
        std::array::from_fn(|_| all.next().expect("a Region has three zones"))
    }

    /// What is dark and what is lost, told plainly: two segments in each zone, each lost or not.
    fn plainly(dark: &[bool; ZONES], lost: &[u32; ZONES]) -> u32 {
        let zones = dark.iter().zip(lost);
        zones
            .filter(|(dark, _)| !**dark)
            .map(|(_, lost)| 2u32.saturating_sub(*lost))
            .sum()
    }

    proptest! {
        /// However segments are lost and repaired, and zones go dark and come back, in whatever order: what answers is what is neither.
        #[test]
        fn a_quorum_is_a_matter_of_what_is_there_and_of_no_order(
            losses in prop::collection::vec(0..ZONES, 0..9), repairs in 0usize..9, dark in any::<[bool; ZONES]>(),
            order in any::<prop::sample::Index>(),
        ) {
            let zones = zones();
            let mut volume = Volume::in_zones(zones);
            for place in &losses {
                volume.lose(zones[*place]);
            }
            (0..repairs).for_each(|_| volume.repair());
            let left = &losses[..losses.len().saturating_sub(repairs)];
            let lost: [u32; ZONES] = std::array::from_fn(|zone| left.iter().filter(|at| **at == zone).count() as u32);
            let answers = |zone: ZoneId| zones.iter().position(|own| *own == zone).is_some_and(|place| !dark[place]);
            let answering = volume.answering(answers);
            prop_assert_eq!(answering, plainly(&dark, &lost));
            prop_assert!(answering <= SEGMENTS);
            // What was acknowledged can be read: any four and any three of six have one in common, and so have any two fours.
            prop_assert!(!takes_writes(answering) || serves_reads(answering));
            prop_assert!(WRITE_QUORUM + READ_QUORUM > SEGMENTS && 2 * WRITE_QUORUM > SEGMENTS);
            // The same losses in another order are the same volume to whoever asks.
            let mut turned = left.to_vec();
            if !turned.is_empty() {
                let by = order.index(turned.len());
                turned.rotate_left(by);
            }
            let mut other = Volume::in_zones(zones);
            turned.iter().for_each(|place| other.lose(zones[*place]));
            prop_assert_eq!(other.answering(answers), answering);
        }

        /// The next loss takes what answers, until nothing does.
        #[test]
        fn every_loss_takes_one_that_answers(dark in any::<[bool; ZONES]>()) {
            let zones = zones();
            let mut volume = Volume::in_zones(zones);
            let answers = |zone: ZoneId| zones.iter().position(|own| *own == zone).is_some_and(|place| !dark[place]);
            let mut before = volume.answering(answers);
            while let Some(zone) = volume.next_loss(answers) {
                volume.lose(zone);
                prop_assert_eq!(volume.answering(answers), before - 1);
                before -= 1;
            }
            prop_assert_eq!(before, 0);
        }
    }

    #[test]
    fn a_zone_is_not_missed_a_zone_and_one_more_stop_writes_and_two_zones_stop_reads() {
        let zones = zones();
        let mut volume = Volume::in_zones(zones);
        let without = |volume: &Volume, dark: &[ZoneId]| {
            let answering = volume.answering(|zone| !dark.contains(&zone));
            (takes_writes(answering), serves_reads(answering))
        };
        assert_eq!(without(&volume, &[]), (true, true));
        assert_eq!(without(&volume, &zones[..1]), (true, true));
        assert_eq!(without(&volume, &zones[..2]), (false, false));
        volume.lose(zones[2]);
        assert_eq!(without(&volume, &[]), (true, true));
        assert_eq!(without(&volume, &zones[..1]), (false, true));
        volume.repair();
        assert_eq!(without(&volume, &zones[..1]), (true, true));
    }
}
