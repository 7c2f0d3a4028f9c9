//! Where things stand on the timeline. Places are shares of the width, from the start of the run to its horizon.

use crate::app::words;
use crate::cloud::{JournalEntry, JournalKind};
use crate::sim::{SimDuration, SimTime};

/// A timeline is never shorter than this, so that the first seconds do not fill it.
const SHORTEST_MS: i64 = 300_000;

/// How moments map to places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub horizon: SimTime,
}

impl Axis {
    /// An axis that shows everything until `furthest`, with some room ahead.
    pub fn new(furthest: SimTime) -> Axis {
        let mut horizon = SHORTEST_MS;
        while horizon < furthest.ms() {
            horizon = horizon.saturating_mul(2);
        }
        Axis {
            horizon: SimTime::from_ms(horizon),
        }
    }

    /// The axis of a run whose end is known.
    pub fn to(end: SimTime) -> Axis {
        Axis {
            horizon: SimTime::from_ms(end.ms().max(SHORTEST_MS)),
        }
    }

    pub fn at(self, time: SimTime) -> f64 {
        (time.ms() as f64 / self.horizon.ms() as f64).clamp(0.0, 1.0)
    }

    /// The whole second at a place.
    pub fn time(self, place: f64) -> SimTime {
        let seconds = self.horizon.ms() as f64 / 1000.0 * place.clamp(0.0, 1.0);
        SimTime::from_ms(seconds.round() as i64 * 1000)
    }

    /// Round moments to label.
    pub fn ticks(self) -> Vec<SimTime> {
        const STEPS: [i64; 14] = [
            60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 432_000,
            1_296_000,
        ];
        let seconds = self.horizon.ms() / 1000;
        let step = STEPS
            .into_iter()
            .find(|step| seconds / step <= 6)
            .unwrap_or(seconds / 6 + 1);
        (0..=seconds / step)
            .map(|count| SimTime::from_ms(count * step * 1000))
            .collect()
    }
}

/// A stretch of time, on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    pub from: f64,
    pub to: f64,
    pub span: SimDuration,
    /// How much room there is behind it, until the next or the end.
    pub room: f64,
    /// Whether it reaches up to the present.
    pub grows: bool,
}

/// Stretches of a channel, such as its outages, up to now; the last may be open. What lies before the run is not shown.
pub fn gaps(axis: Axis, stretches: &[(SimTime, Option<SimTime>)], now: SimTime) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = stretches
        .iter()
        .map(|(from, to)| (*from, to.unwrap_or(now).min(now)))
        .filter(|(from, to)| to > from && *to > SimTime::START)
        .map(|(from, to)| Gap {
            from: axis.at(from),
            to: axis.at(to),
            span: to.since(from),
            room: 1.0 - axis.at(to),
            grows: to == now,
        })
        .collect();
    for next in 1..gaps.len() {
        gaps[next - 1].room = gaps[next].from - gaps[next - 1].to;
    }
    gaps
}

/// A mark for something that happened, or for several things too near to each other to be told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    pub time: SimTime,
    pub at: f64,
    pub kind: HappeningKind,
    /// What happened and when, a line each.
    pub text: String,
    /// What it is called beside the mark; an event of a service stands unnamed.
    pub name: Option<String>,
    /// How much room there is for the name, until the next mark that bears one or the end: where it is too little, nothing is seen.
    pub room: f64,
    /// Whether the name stands before the mark, for it has no room behind it.
    pub before: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HappeningKind {
    Fault,
    Action,
    Event,
}

/// Faults, the learner's actions and what services report; those that would overlap within a kind share a mark.
pub fn happenings(axis: Axis, journal: &[JournalEntry]) -> Vec<Happening> {
    const NEAREST: f64 = 0.004;
    const LINES_MAX: usize = 6;
    let mut shown: Vec<Happening> = Vec::new();
    // Where the last mark of each kind stands in the list.
    let mut last: [Option<usize>; 3] = [None; 3];
    for entry in journal.iter().filter(|entry| entry.at >= SimTime::START) {
        let kind = match entry.kind {
            JournalKind::Fault => HappeningKind::Fault,
            JournalKind::Action => HappeningKind::Action,
            JournalKind::Service(_) => HappeningKind::Event,
            JournalKind::App => continue,
        };
        let at = axis.at(entry.at);
        let line = |told: String| format!("{}: {told}", words::stopwatch(entry.at));
        if let Some(near) = last[kind as usize].map(|place| &mut shown[place])
            && at - near.at < NEAREST
        {
            match near.text.matches('\n').count() + 1 {
                lines if lines < LINES_MAX => {
                    near.text.push('\n');
                    near.text.push_str(&line(told(entry).1));
                }
                LINES_MAX => near.text.push_str("\n…"),
                _ => {}
            }
            continue;
        }
        let (name, told) = told(entry);
        last[kind as usize] = Some(shown.len());
        shown.push(Happening {
            time: entry.at,
            at,
            kind,
            text: line(told),
            name,
            room: 0.0,
            before: false,
        });
    }
    place_names(&mut shown);
    shown
}

/// How much room the name of a mark needs, as a share of a timeline on a desk.
fn needs(one: &Happening) -> f64 {
    // A letter and what stands around the name.
    const LETTER: f64 = 0.0075;
    const AROUND: f64 = 0.02;
    let letters = one.name.as_ref().map_or(0, |name| name.chars().count());
    letters as f64 * LETTER + AROUND
}

/// A name stands directly behind its own mark where there is room until the next, else directly before it, else nowhere; never
/// beside another mark. What services report stands below the names. Faults choose first.
fn place_names(shown: &mut [Happening]) {
    let mut named: Vec<&mut Happening> =
        shown.iter_mut().filter(|one| one.name.is_some()).collect();
    // What is free before each mark, and behind the last.
    let (mut free, mut taken) = (Vec::new(), 0.0);
    for at in named.iter().map(|one| one.at).chain([1.0]) {
        free.push(at - taken);
        taken = at;
    }
    for kind in [HappeningKind::Fault, HappeningKind::Action] {
        for (place, one) in named.iter_mut().enumerate() {
            let needs = needs(one);
            let behind = free[place + 1] >= needs;
            if one.kind == kind && (behind || free[place] >= needs) {
                (one.before, one.room) = (!behind, needs);
                free[place + usize::from(behind)] -= needs;
            }
        }
    }
    for (one, free) in named.into_iter().zip(&free[1..]) {
        one.room += if one.before { 0.0 } else { *free };
    }
}

/// What something is called in a few words, unless a service reports it; and what it is in all.
fn told(entry: &JournalEntry) -> (Option<String>, String) {
    let (source, message) = (&entry.source, &entry.message);
    let whole = format!("{source} {message}");
    match (entry.kind, message.split_once(' ')) {
        (JournalKind::Fault, Some((kind, "strikes"))) => {
            let noun = words::fault(kind);
            let whole = format!("{noun}, {source}");
            (Some(noun), whole)
        }
        (JournalKind::Fault, Some((kind, _))) => {
            let over = format!("{} over", words::fault(kind));
            let whole = format!("{over}, {source}");
            (Some(over), whole)
        }
        // Of a line its verb: `promote-read-replica`.
        (JournalKind::Action, Some((verb, _))) if source.starts_with("aws ") => {
            (Some(verb.to_owned()), whole)
        }
        (JournalKind::Action, Some((verb, _))) if source == "app" => {
            (Some(format!("app {verb}")), whole)
        }
        (JournalKind::Fault | JournalKind::Action, _) => (Some(message.clone()), whole),
        (JournalKind::Service(_) | JournalKind::App, _) => (None, whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use proptest::prelude::proptest;

    #[test]
    fn the_axis_grows_by_doubling_and_keeps_few_ticks() {
        assert_eq!(Axis::new(SimTime::START).horizon, SimTime::from_ms(300_000));
        assert_eq!(
            Axis::new(SimTime::from_ms(300_001)).horizon,
            SimTime::from_ms(600_000)
        );
        for ms in [0, 1_000_000, 100_000_000, 9_000_000_000] {
            let ticks = Axis::new(SimTime::from_ms(ms)).ticks();
            assert!((2..=8).contains(&ticks.len()), "{ms}: {}", ticks.len());
        }
        let axis = Axis::new(SimTime::START);
        assert_eq!(
            axis.time(axis.at(SimTime::from_ms(93_000))),
            SimTime::from_ms(93_000)
        );
    }

    #[test]
    fn an_open_outage_reaches_to_now() {
        let view = fixture::zone_dark();
        let outages = &view.apps[0].writes.outages;
        let bands = gaps(Axis::new(view.now), outages, view.now);
        assert_eq!(bands.len(), 1);
        assert!((bands[0].to - 40.0 / 300.0).abs() < 1e-9);
        assert!((bands[0].room + bands[0].to - 1.0).abs() < 1e-9);
        assert!(bands[0].grows);
    }

    #[test]
    fn a_stretch_that_began_before_the_run_is_shown_from_its_start_on() {
        let axis = Axis::new(SimTime::START);
        let before = (fixture::secs(-90), Some(fixture::secs(-30)));
        let through = (fixture::secs(-10), Some(fixture::secs(30)));
        let open = (fixture::secs(60), None);
        let shown = gaps(axis, &[before, through, open], fixture::secs(90));
        let places: Vec<(f64, f64)> = shown.iter().map(|one| (one.from, one.to)).collect();
        assert_eq!(places, [(0.0, 0.1), (0.2, 0.3)]);
    }

    fn entry(secs: i64, kind: JournalKind, source: &str, message: &str) -> JournalEntry {
        JournalEntry {
            at: fixture::secs(secs),
            kind,
            source: source.to_owned(),
            region: None,
            message: message.to_owned(),
        }
    }

    #[test]
    fn marks_are_named_and_what_is_too_near_shares_one() {
        let journal = [
            entry(30, JournalKind::Fault, "orders", "bad-write strikes"),
            entry(60, JournalKind::Fault, "us-east-1a", "az-outage strikes"),
            entry(60, JournalKind::Fault, "us-east-1a", "az-outage ends"),
            entry(
                150,
                JournalKind::Action,
                "aws rds",
                "reboot-db-instance --force-failover",
            ),
            entry(210, JournalKind::Action, "shop", "traffic stopped"),
        ];
        let marks = happenings(Axis::new(SimTime::START), &journal);
        let told: Vec<(&str, &str)> = marks
            .iter()
            .map(|one| (one.name.as_deref().unwrap_or_default(), one.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("wrong DELETE", "0:30: wrong DELETE, orders"),
                (
                    "power outage of a zone",
                    "1:00: power outage of a zone, us-east-1a\n1:00: power outage of a zone over, us-east-1a"
                ),
                (
                    "reboot-db-instance",
                    "2:30: aws rds reboot-db-instance --force-failover"
                ),
                ("traffic stopped", "3:30: shop traffic stopped"),
            ]
        );
        let rooms: Vec<f64> = marks.iter().map(|one| one.room).collect();
        assert!(
            (rooms[0] - 0.1).abs() < 1e-9 && (rooms[3] - 0.3).abs() < 1e-9,
            "{rooms:?}"
        );
    }

    #[test]
    fn a_name_stands_beside_its_own_mark_or_nowhere() {
        let struck = |secs| entry(secs, JournalKind::Fault, "orders", "bad-write strikes");
        let acted = |secs| entry(secs, JournalKind::Action, "shop", "traffic stopped");
        let sides = |journal: &[JournalEntry]| -> Vec<Option<bool>> {
            let marks = happenings(Axis::new(SimTime::START), journal);
            let shown = |one: &Happening| (one.room >= needs(one)).then_some(one.before);
            marks.iter().map(shown).collect()
        };
        // The fault before its mark, the actions between each other nowhere.
        let close = [struck(60), acted(66), acted(72), acted(120)];
        assert_eq!(sides(&close), [Some(true), None, Some(false), Some(false)]);
        let early = [struck(15), acted(21), acted(120)];
        assert_eq!(sides(&early), [None, Some(false), Some(false)]);
        // What lies between is the fault's.
        assert_eq!(sides(&[acted(250), struck(292)])[1], Some(true));
        assert_eq!(
            sides(&[acted(10), struck(50), acted(51)]),
            [None, Some(true), Some(false)]
        );
        let named = happenings(Axis::new(SimTime::START), &close);
        assert!(
            named.iter().all(|one| one.name.is_some()),
            "each can be reached by Tab"
        );
    }

    proptest! {
        #[test]
        fn between_a_name_and_its_mark_lies_no_other(all in proptest::collection::vec((0_i64..600, 0_u8..3), 0..40)) {
            let mut all = all;
            all.sort_unstable();
            let told = all.iter().map(|(secs, kind)| match kind {
                0 => entry(*secs, JournalKind::Fault, "us-east-1a", "az-outage strikes"),
                1 => entry(*secs, JournalKind::Action, "aws rds", "reboot-db-instance x"),
                _ => entry(*secs, JournalKind::Action, "shop", "traffic stopped"),
            });
            let journal: Vec<JournalEntry> = told.collect();
            let shown = happenings(Axis::to(SimTime::from_ms(600_000)), &journal);
            let place = |one: &Happening| match one.before {
                true => (one.at - one.room, one.at),
                false => (one.at, one.at + one.room),
            };
            let most = 1.0 + 1e-9;
            let mut taken = 0.0;
            for one in &shown {
                let (from, to) = place(one);
                proptest::prop_assert!(from >= taken - 1e-9 && to <= most, "{one:?}");
                taken = to;
                let inside = |other: &&Happening| other.at > from + 1e-9 && other.at < to - 1e-9;
                proptest::prop_assert!(!shown.iter().any(|other| inside(&other)), "{one:?}");
            }
        }
    }

    #[test]
    fn a_name_that_the_edge_would_cut_stands_before_its_mark() {
        let rebooted = |secs| entry(secs, JournalKind::Action, "aws rds", "reboot-db-instance x");
        let struck = entry(30, JournalKind::Fault, "orders", "bad-write strikes");
        let marks = |secs| {
            let axis = Axis::new(SimTime::START);
            happenings(axis, &[struck.clone(), rebooted(secs)])
        };
        assert!(
            marks(200).iter().all(|one| !one.before),
            "there is room behind"
        );
        let shown = marks(290);
        assert!(shown[1].before && !shown[0].before);
        let ends = shown[0].at + shown[0].room;
        let begins = shown[1].at - shown[1].room;
        assert!((ends - begins).abs() < 1e-9, "they share what lies between");
        let alone = happenings(Axis::new(SimTime::START), &[rebooted(290)]);
        assert!(alone[0].before);
        let close = [struck.clone(), rebooted(270), rebooted(290)];
        let shown = happenings(Axis::new(SimTime::START), &close);
        assert!(!shown[2].before, "neither side has room");
    }
}
