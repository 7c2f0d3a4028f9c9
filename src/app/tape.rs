//! Where a tape's writes stand on the stage. Every tape is drawn on one scale, so that heads can be compared by eye.
//!
//! The scale is the number of writes behind the newest one, logarithmic: near the head single writes can be told apart,
//! and yesterday's snapshot still fits. Places are shares of the width, 0 at the left.

use crate::rds::TapeView;

/// How many writes the first stretch of the scale spreads out before it begins to condense.
const NEAR: f64 = 4.0;
/// A scale is never shorter than this, so that a young tape does not jump about.
const SHORTEST: u64 = 1000;
/// Cells narrower than this share of the width run together.
const NARROWEST_CELL: f64 = 0.0045;

/// The scale that all tapes of one stage share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    newest: u64,
    span: f64,
}

impl Scale {
    /// A scale that ends at the newest write.
    pub fn new(newest: u64) -> Scale {
        Scale {
            newest,
            span: (newest.max(SHORTEST) as f64 / NEAR).ln_1p(),
        }
    }

    pub fn newest(self) -> u64 {
        self.newest
    }

    /// Where the head of a tape stands that ends with this write.
    pub fn at(self, write: u64) -> f64 {
        self.back(self.newest.saturating_sub(write) as f64)
    }

    fn back(self, writes: f64) -> f64 {
        (1.0 - (writes / NEAR).ln_1p() / self.span).clamp(0.0, 1.0)
    }

    /// Marks along the scale: so many writes back, and where. Tenfold steps that fit.
    pub fn ticks(self) -> Vec<(u64, f64)> {
        (1..)
            .map(|power| 10u64.pow(power))
            .map(|writes| (writes, self.back(writes as f64)))
            .take_while(|(_, at)| *at > 0.06)
            .collect()
    }
}

/// A stretch of a tape that is drawn in one manner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub from: f64,
    pub to: f64,
    pub manner: Manner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Writes that this copy holds.
    Held,
    /// Writes received but not yet applied.
    Received,
    /// Acknowledged writes that the application's data no longer has: torn off.
    Torn,
}

/// One tape, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    pub segments: Vec<Segment>,
    /// Edges between cells, near the head, where they can be told apart.
    pub edges: Vec<f64>,
    /// The applied head.
    pub head: f64,
    /// The received head, where it is ahead.
    pub received: Option<f64>,
    /// Where it left another timeline.
    pub fork: Option<f64>,
    /// Red marks: where, and how many rows.
    pub marks: Vec<(f64, u64)>,
    /// How many writes are torn off.
    pub torn: u64,
}

/// Where the number of torn-off writes is written, so that it covers no head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LossLabel {
    /// Above the torn piece, nearer to the tear than to the head, which bears a number.
    Above(f64),
    /// To the left of the tear.
    Before(f64),
    /// To the right of the head.
    After(f64),
}

impl Drawing {
    /// Where to write how much was torn off, if anything was.
    pub fn loss_label(&self) -> Option<LossLabel> {
        let torn = self
            .segments
            .iter()
            .find(|segment| segment.manner == Manner::Torn)?;
        Some(match torn.to - torn.from {
            _ if self.head < 0.75 => LossLabel::After(self.head),
            width if width < 0.6 => LossLabel::Before(torn.from),
            width => LossLabel::Above(torn.from + width * 0.33),
        })
    }
}

/// Puts together what stands too near to be told apart: the place of each group, and who is in it.
pub fn groups<T>(stood: impl Iterator<Item = (f64, T)>, nearest: f64) -> Vec<(f64, Vec<T>)> {
    let mut groups: Vec<(f64, Vec<T>)> = Vec::new();
    for (at, one) in stood {
        match groups
            .iter_mut()
            .find(|(first, _)| (at - first).abs() < nearest)
        {
            Some((_, group)) => group.push(one),
            None => groups.push((at, vec![one])),
        }
    }
    groups
}

/// How many writes one drawn cell holds, so that at most some four cells a second pass the head: more would flicker.
pub fn cell(writes_per_second: f64) -> u64 {
    let mut cell = 1;
    while writes_per_second > 4.0 * cell as f64 && cell < 1_000_000_000 {
        cell *= 10;
    }
    cell
}

/// Lays out a tape, in cells of so many writes. `kept` is the last write that the data in use has in common with it, if the data in use left it.
pub fn draw(scale: Scale, tape: &TapeView, cell: u64, kept: Option<u64>) -> Drawing {
    let head = scale.at(tape.position);
    let received = (tape.received > tape.position).then(|| scale.at(tape.received));
    let tear = kept.filter(|kept| *kept < tape.position);
    let mut segments = Vec::new();
    if tape.position > 0 {
        segments.push(Segment {
            from: 0.0,
            to: tear.map_or(head, |kept| scale.at(kept)),
            manner: Manner::Held,
        });
    }
    if let Some(kept) = tear {
        segments.push(Segment {
            from: scale.at(kept),
            to: head,
            manner: Manner::Torn,
        });
    }
    if let Some(to) = received {
        segments.push(Segment {
            from: head,
            to,
            manner: Manner::Received,
        });
    }
    Drawing {
        segments,
        edges: edges(scale, tape.position, cell),
        head,
        received,
        fork: tape.forked_from.map(|(_, write)| scale.at(write)),
        marks: tape
            .marks
            .iter()
            .map(|mark| (scale.at(mark.position), mark.rows))
            .collect(),
        torn: tear.map_or(0, |kept| tape.position - kept),
    }
}

fn edges(scale: Scale, head: u64, cell: u64) -> Vec<f64> {
    let mut edges = Vec::new();
    let mut last = scale.at(head) + 2.0 * NARROWEST_CELL;
    let whole = head / cell;
    for edge in (whole.saturating_sub(60)..=whole).rev() {
        let at = scale.at(edge * cell);
        if last - at < NARROWEST_CELL {
            break;
        }
        edges.push(at);
        last = at;
    }
    edges
}

/// The ancestry of the data in use: for each timeline on it, the last write that it kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ancestry {
    kept: Vec<(u32, u64)>,
}

impl Ancestry {
    /// Follows the forks from the tape in use; `tapes` is all that is known.
    pub fn of<'a>(in_use: &'a TapeView, tapes: impl Iterator<Item = &'a TapeView>) -> Ancestry {
        let tapes: Vec<&TapeView> = tapes.chain([in_use]).collect();
        let fork_of = |timeline| {
            let mut forks = tapes.iter().filter(|tape| tape.timeline == timeline);
            forks.find_map(|tape| tape.forked_from)
        };
        let mut ancestry = Ancestry::default();
        let mut limit = u64::MAX;
        let mut timeline = in_use.timeline;
        while let Some((parent, write)) = fork_of(timeline) {
            if ancestry.kept(parent).is_some() {
                break;
            }
            limit = limit.min(write);
            ancestry.kept.push((parent, limit));
            timeline = parent;
        }
        ancestry
    }

    /// The last write that a timeline shares with the data in use, if the data in use left that timeline.
    pub fn kept(&self, timeline: u32) -> Option<u64> {
        let mut kept = self.kept.iter();
        kept.find(|(of, _)| *of == timeline).map(|(_, last)| *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::SimTime;

    fn tape(timeline: u32, forked_from: Option<(u32, u64)>, position: u64) -> TapeView {
        TapeView {
            timeline,
            forked_from,
            position,
            head: SimTime::START,
            received: position,
            marks: Vec::new(),
        }
    }

    #[test]
    fn older_writes_stand_further_left_and_condense() {
        let scale = Scale::new(8_640_000);
        assert_eq!(scale.at(8_640_000), 1.0);
        assert_eq!(scale.at(0), 0.0);
        let second = scale.at(8_640_000 - 50);
        let day = scale.at(8_640_000 / 2);
        assert!(second > 0.8 && second < 0.9, "{second}");
        assert!(day < 0.1, "{day}");
        let ticks = scale.ticks();
        assert_eq!(ticks.first().map(|tick| tick.0), Some(10));
        assert!(ticks.windows(2).all(|pair| pair[0].1 > pair[1].1));
    }

    #[test]
    fn what_stood_behind_a_fork_is_torn_off() {
        let old = tape(0, None, 10_000);
        let new = tape(2, Some((0, 9_000)), 9_500);
        let ancestry = Ancestry::of(&new, [&old].into_iter());
        assert_eq!(ancestry.kept(0), Some(9_000));
        assert_eq!(ancestry.kept(2), None);
        let drawing = draw(Scale::new(10_000), &old, 1, ancestry.kept(0));
        assert_eq!(drawing.torn, 1_000);
        assert_eq!(drawing.segments[1].manner, Manner::Torn);
        assert!(drawing.segments[0].to < drawing.segments[1].to);
        assert!(matches!(drawing.loss_label(), Some(LossLabel::Above(_))));
    }

    #[test]
    fn a_second_fork_keeps_no_more_than_the_first() {
        let middle = tape(1, Some((0, 500)), 900);
        let newest = tape(2, Some((1, 700)), 800);
        let ancestry = Ancestry::of(&newest, [&middle].into_iter());
        assert_eq!(ancestry.kept(1), Some(700));
        assert_eq!(ancestry.kept(0), Some(500));
    }

    #[test]
    fn what_stands_near_to_each_other_is_one_group() {
        let grouped = groups(
            [(0.0, 'a'), (0.2, 'c'), (0.03, 'b'), (0.2, 'd')].into_iter(),
            0.05,
        );
        assert_eq!(grouped, [(0.0, vec!['a', 'b']), (0.2, vec!['c', 'd'])]);
    }

    #[test]
    fn a_replica_has_two_heads() {
        let mut replica = tape(0, None, 9_900);
        replica.received = 9_980;
        let drawing = draw(Scale::new(10_000), &replica, 1, None);
        let received = drawing.received.expect("it received more than it applied");
        assert!(drawing.head < received && received < 1.0);
    }

    #[test]
    fn single_writes_are_told_apart_near_the_head_only() {
        let scale = Scale::new(345_600);
        let edges = draw(scale, &tape(0, None, 345_600), 1, None).edges;
        assert!(edges.len() > 8 && edges.len() < 60, "{}", edges.len());
        let trailing = draw(scale, &tape(0, None, 300_000), 1, None).edges;
        assert!(trailing.len() < 4, "{}", trailing.len());
        assert_eq!(
            [cell(2.0), cell(50.0), cell(50.0 * 3600.0)],
            [1, 100, 100_000]
        );
    }
}
