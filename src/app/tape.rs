//! Where a tape's writes stand on the stage. Every tape is drawn on one scale, so that heads can be compared by eye.
//!
//! The scale is the time before now, logarithmic: near now single seconds can be told apart, and yesterday's snapshot still
//! fits. Time passes on it whether anything is written or not: a tape that stopped moves away from now, and a pause in which
//! nothing was written is a gap. Places are shares of the width, 0 at the left.

use crate::sim::{SimDuration, SimTime};
use crate::world::{ArchiveView, TapeView, TornView, View};

/// How much time, in milliseconds, the first stretch of the scale spreads out before it begins to condense.
const NEAR: f64 = 250.0;
/// A scale is never shorter than this, so that a young tape does not jump about.
const SHORTEST: SimDuration = SimDuration::from_hours(1);
/// Cells narrower than this share of the width run together.
const NARROWEST_CELL: f64 = 0.0045;
/// Pauses narrower than this share cannot be seen.
const NARROWEST_PAUSE: f64 = 0.003;

/// The scale that all tapes of one stage share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    now: SimTime,
    span: f64,
}

impl Scale {
    /// A scale that ends now, and begins where the oldest thing in sight does.
    pub fn of(view: &View) -> Scale {
        let heads = tapes(view).map(|tape| tape.head);
        let made = view.databases.iter().map(|entry| entry.created_at);
        Scale::new(view.now, heads.chain(made).min().unwrap_or(view.now))
    }

    pub fn new(now: SimTime, first: SimTime) -> Scale {
        let whole = now.since(first).max(SHORTEST);
        Scale {
            now,
            span: (whole.ms() as f64 / NEAR).ln_1p(),
        }
    }

    /// Where a moment stands.
    pub fn at(self, time: SimTime) -> f64 {
        let back = self.now.since(time).ms() as f64;
        (1.0 - (back / NEAR).ln_1p() / self.span).clamp(0.0, 1.0)
    }

    /// Marks along the scale: so long ago, and where; those that fit.
    pub fn ticks(self) -> Vec<(SimDuration, f64)> {
        const SECONDS: [u64; 8] = [1, 10, 60, 600, 3600, 21_600, 86_400, 604_800];
        let ticks = SECONDS.into_iter().map(SimDuration::from_secs);
        ticks
            .map(|ago| (ago, self.at(self.now - ago)))
            .take_while(|(_, at)| *at > 0.06)
            .collect()
    }
}

/// Every tape in sight.
fn tapes(view: &View) -> impl Iterator<Item = &TapeView> {
    let copies = view
        .databases
        .iter()
        .flat_map(|entry| &entry.copies)
        .map(|copy| &copy.tape);
    let archives = view.archives.iter();
    copies
        .chain(view.snapshots.iter().map(|shot| &shot.tape))
        .chain(archives.filter_map(|archive| archive.tape.as_ref()))
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
    /// Accepted orders that the application's data no longer has: torn off.
    Torn,
    /// Time in which nothing was written.
    Pause,
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
    /// Red marks: where, and what did it to how many rows.
    pub marks: Vec<(f64, &'static str, u64)>,
    /// What is torn off it.
    pub torn: Option<TornView>,
}

/// Where the number of torn-off writes is written, so that it covers no head and no mark's flag, also where the stage is narrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LossLabel {
    /// On the torn piece, around this place.
    On(f64),
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
        Some(match torn.from {
            _ if self.head < 0.45 => LossLabel::After(self.head),
            from if from >= 0.5 => LossLabel::Before(from),
            from => LossLabel::On((from + torn.to) / 2.0),
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

/// How much time one drawn cell is, at a pace of so much simulated time in real time, so that at most some four cells a second
/// pass the head: more would flicker.
pub fn cell(pace: f64) -> SimDuration {
    const SECONDS: [u64; 7] = [1, 5, 30, 300, 1800, 7200, 86_400];
    let enough = SECONDS
        .into_iter()
        .find(|cell| pace <= 4.0 * *cell as f64 + 0.5);
    SimDuration::from_secs(enough.unwrap_or(86_400))
}

/// Lays out a tape, in cells of so much time.
pub fn draw(scale: Scale, tape: &TapeView, cell: SimDuration) -> Drawing {
    let head = scale.at(tape.head);
    let received = (tape.received > tape.position).then(|| scale.at(tape.received_at));
    let tear = tape.torn.map(|torn| scale.at(torn.since).min(head));
    let pauses: Vec<(f64, f64)> = pauses(scale, tape).collect();
    // What holds nothing has nothing to be told apart.
    let mut edges = match tape.position {
        0 => Vec::new(),
        _ => edges(scale, tape.head, cell),
    };
    edges.retain(|at| pauses.iter().all(|(from, to)| at <= from || at >= to));
    // Before its first write there is nothing of it.
    let first = tape.written.first();
    let begins = first.map_or(0.0, |(from, _)| scale.at(*from).min(head));
    edges.retain(|at| *at > begins);
    let mut segments = Vec::new();
    let mut add = |from, to, manner| segments.push(Segment { from, to, manner });
    if tape.position > 0 {
        add(begins, tear.unwrap_or(head).max(begins), Manner::Held);
    }
    if let Some(tear) = tear {
        add(tear, head, Manner::Torn);
    }
    if let Some(to) = received {
        add(head, to, Manner::Received);
    }
    for (from, to) in pauses {
        add(from, to, Manner::Pause);
    }
    Drawing {
        segments,
        edges,
        head,
        received,
        fork: tape.forked_at.map(|at| scale.at(at)),
        marks: tape
            .marks
            .iter()
            .map(|mark| (scale.at(mark.at), mark.what, mark.rows))
            .collect(),
        torn: tape.torn,
    }
}

/// Lays out what backups hold: it begins at the earliest moment to which they can be restored. Where there is none, nothing is drawn.
pub fn draw_kept(scale: Scale, archive: &ArchiveView, cell: SimDuration) -> Option<Drawing> {
    let (earliest, held) = (archive.earliest?, archive.tape.as_ref()?);
    let mut drawing = draw(scale, held, cell);
    let begins = scale.at(earliest).min(drawing.head);
    drawing.segments.retain(|one| one.to > begins);
    for segment in &mut drawing.segments {
        segment.from = segment.from.max(begins);
    }
    drawing.edges.retain(|at| *at > begins);
    drawing.fork = drawing.fork.filter(|at| *at > begins);
    // What was spoiled before is spoiled in all of it.
    for (at, ..) in &mut drawing.marks {
        *at = at.max(begins);
    }
    Some(drawing)
}

/// Between the stretches in which something was written, and behind the last.
fn pauses(scale: Scale, tape: &TapeView) -> impl Iterator<Item = (f64, f64)> {
    let ends = tape.written.iter().map(|(_, to)| *to);
    let begins = tape.written.iter().skip(1).map(|(from, _)| *from);
    ends.zip(begins.chain([tape.head]))
        .map(move |(from, to)| (scale.at(from), scale.at(to)))
        .filter(|(from, to)| to - from > NARROWEST_PAUSE)
}

fn edges(scale: Scale, head: SimTime, cell: SimDuration) -> Vec<f64> {
    let cell = i64::try_from(cell.ms()).unwrap_or(1000);
    let mut edges = Vec::new();
    let mut last = scale.at(head) + 2.0 * NARROWEST_CELL;
    let whole = head.ms().div_euclid(cell);
    for edge in (whole - 60..=whole).rev() {
        let at = scale.at(SimTime::from_ms(edge * cell));
        if last - at < NARROWEST_CELL {
            break;
        }
        edges.push(at);
        last = at;
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture::secs;

    fn tape(position: u64, head: i64) -> TapeView {
        TapeView {
            timeline: 0,
            forked_from: None,
            forked_at: None,
            position,
            head: secs(head),
            received: position,
            received_at: secs(head),
            written: vec![(secs(-172_800), secs(head))],
            torn: None,
            marks: Vec::new(),
            blocks: None,
        }
    }

    /// Now is 0s, and the history two days long.
    fn scale() -> Scale {
        Scale::new(SimTime::START, secs(-172_800))
    }

    #[test]
    fn older_moments_stand_further_left_and_condense() {
        let scale = scale();
        assert_eq!(scale.at(SimTime::START), 1.0);
        assert_eq!(scale.at(secs(-172_800)), 0.0);
        let (second, day) = (scale.at(secs(-1)), scale.at(secs(-86_400)));
        assert!(second > 0.8 && second < 0.9, "{second}");
        assert!(day < 0.1, "{day}");
        let ticks = scale.ticks();
        assert_eq!(ticks.first().map(|tick| tick.0.ms()), Some(1000));
        assert!(ticks.windows(2).all(|pair| pair[0].1 > pair[1].1));
    }

    #[test]
    fn a_tape_that_stopped_shows_how_long_ago_whatever_others_write() {
        let (first, mut heads) = (secs(-172_800), Vec::new());
        let stopped = tape(345_600, 0);
        for now in [0, 10, 600, 7200] {
            let drawing = draw(Scale::new(secs(now), first), &stopped, cell(1.0));
            heads.push(drawing.head);
        }
        assert!(heads.windows(2).all(|pair| pair[1] < pair[0]), "{heads:?}");
    }

    #[test]
    fn a_pause_in_writing_is_a_gap_that_moves_away_and_one_that_goes_on_reaches_the_head() {
        let mut paused = tape(345_600, 0);
        paused.written = vec![(secs(-172_800), secs(-600)), (secs(-300), secs(-60))];
        let drawing = draw(scale(), &paused, cell(1.0));
        let gaps = drawing.segments.iter();
        let gaps: Vec<_> = gaps.filter(|one| one.manner == Manner::Pause).collect();
        assert_eq!(gaps.len(), 2);
        assert_eq!(gaps[0].from, scale().at(secs(-600)));
        assert_eq!(gaps[1].to, 1.0);
    }

    #[test]
    fn backups_are_drawn_from_the_earliest_moment_to_which_they_lead() {
        let mut kept = crate::app::fixture::archive(345_600);
        kept.tape = Some(tape(345_600, 0));
        kept.earliest = Some(secs(-600));
        let drawing =
            draw_kept(scale(), &kept, cell(1.0)).expect("there is something to restore to");
        let begins = scale().at(secs(-600));
        let all = drawing.segments.iter().map(|one| one.from);
        assert!(all.chain(drawing.edges).all(|at| at >= begins));
        assert_eq!(drawing.head, 1.0);
        kept.earliest = None;
        assert_eq!(draw_kept(scale(), &kept, cell(1.0)), None);
    }

    #[test]
    fn what_was_lost_is_torn_off_the_tape_that_still_holds_it() {
        let mut old = tape(10_000, -30);
        old.torn = Some(TornView {
            writes: 1_000,
            since: secs(-400),
            span: SimDuration::from_secs(370),
        });
        let drawing = draw(scale(), &old, cell(1.0));
        assert_eq!(drawing.torn, old.torn);
        assert_eq!(drawing.segments[1].manner, Manner::Torn);
        assert!(drawing.segments[0].to < drawing.segments[1].to);
        let place = |since, head| {
            let mut old = tape(10_000, head);
            old.torn = old.torn.or(drawing.torn).map(|torn| TornView {
                since: secs(since),
                ..torn
            });
            draw(scale(), &old, cell(1.0)).loss_label()
        };
        assert!(matches!(place(-400, -30), Some(LossLabel::On(_))));
        assert!(matches!(place(-40, -3), Some(LossLabel::Before(_))));
        assert!(matches!(place(-9000, -2000), Some(LossLabel::After(_))));
    }

    #[test]
    fn a_young_tape_begins_with_its_first_write() {
        let mut young = tape(15_000, 0);
        young.written = vec![(secs(-300), secs(0))];
        let drawing = draw(scale(), &young, cell(1.0));
        let begins = scale().at(secs(-300));
        assert_eq!(drawing.segments[0].from, begins);
        assert!(drawing.edges.iter().all(|at| *at > begins));
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
        let mut replica = tape(9_900, -3);
        (replica.received, replica.received_at) = (9_980, secs(-1));
        let drawing = draw(scale(), &replica, cell(1.0));
        let received = drawing.received.expect("it received more than it applied");
        assert!(drawing.head < received && received < 1.0);
    }

    #[test]
    fn single_seconds_are_told_apart_near_now_only() {
        let edges = draw(scale(), &tape(345_600, 0), cell(1.0)).edges;
        assert!(edges.len() > 8 && edges.len() < 60, "{}", edges.len());
        let trailing = draw(scale(), &tape(300_000, -40_000), cell(1.0)).edges;
        assert!(trailing.len() < 4, "{}", trailing.len());
        assert_eq!(
            [1.0, 8.0, 86_400.0].map(|pace| cell(pace).ms() / 1000),
            [1, 5, 86_400]
        );
    }
}
