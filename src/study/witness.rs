//! A witness of a run: what was told once must stay true. It remembers what it saw, and compares.

use crate::cloud::{JournalEntry, JournalKind, RegionId};
use crate::sim::{SimDuration, SimTime};
use crate::world::{SnapshotView, View, World};
use std::collections::{BTreeMap, BTreeSet};

/// How far a copy runs ahead: by then most restored volumes have loaded.
const AHEAD: SimDuration = SimDuration::from_days(1);

/// What was seen of a world so far.
pub struct Witness {
    /// Everything that was reported, when it was reported.
    told: Vec<JournalEntry>,
    until: SimTime,
    /// Every automated snapshot: when it began and what it holds.
    automated: BTreeMap<(RegionId, String), (SimTime, u64)>,
    /// Those that were deleted since: none comes back.
    deleted: BTreeSet<(RegionId, String, SimTime)>,
    /// Whether each Region answered at the last look.
    open: BTreeMap<RegionId, bool>,
    /// How many incidents were over at the last look.
    over: usize,
}

impl Witness {
    /// A witness that begins with the world as it stands.
    pub fn new(world: &World) -> Witness {
        let before = SimTime::from_ms(i64::MIN / 2);
        let mut witness = Witness {
            told: Vec::new(),
            until: before,
            automated: BTreeMap::new(),
            deleted: BTreeSet::new(),
            open: BTreeMap::new(),
            over: 0,
        };
        witness.look(world);
        witness
    }

    /// Takes note of what is new.
    ///
    /// Panics if something contradicts what was seen: an automated snapshot that changed or came back, work that ended in a
    /// dark Region, anything that is shown otherwise than it is.
    pub fn look(&mut self, world: &World) {
        let afresh = world.view_afresh();
        let (now, view) = (world.now(), world.view());
        assert!(
            view == afresh,
            "something is shown as it is no longer at {now}: {:?}",
            view.incidents
        );
        self.look_ahead(world, &afresh);
        let open = |region| view.regions.iter().find(|r| r.id == region).map(|r| r.up);
        // More may be reported at this very moment: it is taken down at the next.
        let before = SimTime::from_ms(now.ms() - 1);
        let news = world.journal(SimTime::from_ms(self.until.ms() + 1), before);
        for entry in &news {
            let (JournalKind::Service(event), Some(region)) = (entry.kind, entry.region) else {
                continue;
            };
            let was_open = self.open.get(&region).copied().unwrap_or(true);
            let is_open = was_open || open(region).unwrap_or(true);
            assert!(
                is_open || !event.completes,
                "{} of {} out of a dark Region at {}",
                event.code,
                entry.source,
                entry.at
            );
        }
        self.told.extend(news);
        self.until = before;
        self.open = view.regions.iter().map(|r| (r.id, r.up)).collect();
        self.compare_snapshots(view.snapshots.iter().filter(|shot| shot.automated));
    }

    /// Whenever one more incident is over, somebody looks at a copy that runs ahead: the world itself shows nothing of it.
    fn look_ahead(&mut self, world: &World, afresh: &View) {
        let over = afresh.incidents.iter().filter(|one| one.recovery.is_some());
        let over = over.count();
        if over > self.over {
            let mut ahead = world.clone();
            ahead.advance_to(world.now() + AHEAD);
            ahead.view();
            assert!(
                world.view() == *afresh,
                "a copy that ran ahead of {} left something behind",
                world.now()
            );
        }
        self.over = over;
    }

    fn compare_snapshots<'a>(&mut self, seen: impl Iterator<Item = &'a SnapshotView>) {
        let mut now = BTreeMap::new();
        for shot in seen.filter(|shot| shot.complete) {
            let (id, holds) = (shot.id.clone(), (shot.created_at, shot.tape.position));
            let was_deleted = (shot.region, id.clone(), shot.created_at);
            assert!(!self.deleted.contains(&was_deleted), "{id} came back");
            let key = (shot.region, id);
            let known = *self.automated.get(&key).unwrap_or(&holds);
            // A namesake of another day is another snapshot.
            assert!(
                known == holds || known.0 != holds.0,
                "{} has changed: {known:?} is now {holds:?}",
                shot.id
            );
            now.insert(key, holds);
        }
        for ((region, id), (at, _)) in std::mem::replace(&mut self.automated, now) {
            if !self.automated.contains_key(&(region, id.clone())) {
                self.deleted.insert((region, id, at));
            }
        }
    }

    /// At the end: all that was told stands in the journal as it was told, and nothing was dated back.
    pub fn look_back(&self, world: &World) {
        let whole = world.journal(SimTime::from_ms(i64::MIN / 2), self.until);
        for (told, stands) in self.told.iter().zip(&whole) {
            assert_eq!(told, stands, "the journal is not what it was");
        }
        assert_eq!(
            self.told.len(),
            whole.len(),
            "something was dated before what was reported already: {:?}",
            whole.get(self.told.len())
        );
    }
}
