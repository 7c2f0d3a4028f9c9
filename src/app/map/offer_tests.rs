//! What the verdict offers against what helps: every failure of every ready-made start, and every button that might lead out of it.

use crate::app::map::rows::{Row, rows};
use crate::app::map::trial::{Came, DECIDES_AFTER, Outcome, Struck};
use crate::app::operations;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::thing::Thing;
use crate::app::verdict;
use crate::app::ways::{self, WayOut};
use crate::sim::SimDuration;

/// How a remedy, or a way that is offered, came out: in how many seconds, and with how many orders lost.
#[derive(Clone, Copy, Debug)]
struct Result {
    seconds: Option<u64>,
    lost: u64,
}

impl Result {
    fn of(outcome: &Outcome) -> Result {
        let seconds = match outcome.came {
            Came::Back(after) => Some(after.ms() / 1000),
            Came::Untouched | Came::HeldOff => Some(0),
            Came::Not => None,
        };
        let lost = outcome.lost;
        Result { seconds, lost }
    }

    /// Clearly: it comes back at all, or in half the time with no more lost, or with a tenth of the loss.
    fn is_better_than(self, other: Result) -> bool {
        let Some(seconds) = self.seconds else {
            return false;
        };
        let Some(others) = other.seconds else {
            return true;
        };
        let sooner = self.lost <= other.lost && seconds * 2 < others;
        sooner || self.lost * 10 < other.lost
    }
}

const MIGHT_HELP: [&str; 8] = [
    "Allocate",
    "Copy",
    "Fail over",
    "Point",
    "Promote",
    "Reboot",
    "Restore",
    "Start",
];

/// What somebody might press once it is noticed, each the beginning of a remedy.
fn first_lines(run: &Run) -> Vec<String> {
    let view = run.view();
    let databases = view.databases.iter().map(Thing::database);
    let apps = view.apps.iter().map(|app| Thing::App(app.name.clone()));
    let snapshots = view.snapshots.iter().rev().take(1).map(Thing::snapshot);
    let things = databases.chain(apps).chain(snapshots);
    let buttons = things.flat_map(|thing| operations::of(&view, &thing));
    let mut lines: Vec<String> = buttons
        .filter(|one| MIGHT_HELP.iter().any(|word| one.title.starts_with(word)))
        .map(|one| one.line)
        .filter(|line| run.refusal(line).is_none())
        .collect();
    lines.dedup();
    lines
}

/// The run with the remedy that begins with a line: whatever of a database is promoted or made by it is led to.
fn remedied(mut run: Run, number: u32, line: &str) -> Option<Result> {
    let before: Vec<String> = standalone(&run);
    run.to_whole_second(line);
    if run.act(line).refused {
        return None;
    }
    let mut points = 0;
    for _ in 0..8 * 30 {
        let view = run.view();
        let incident = view.incident(number)?;
        if incident.recovered_at.is_some() {
            let own = view.incidents.iter().map(|one| one.lost_writes).sum();
            let seconds = incident.recovery.map(|after| after.ms() / 1000);
            return Some(Result { seconds, lost: own });
        }
        let new = standalone(&run);
        let new = new.iter().find(|name| !before.contains(name));
        let point = new.map(|name| format!("app point shop --to {name}"));
        if let Some(point) = point.filter(|line| points == 0 && run.refusal(line).is_none()) {
            points += 1;
            run.act(&point);
        }
        run.advance(SimDuration::from_mins(2));
    }
    None
}

/// Those that are at rest and take writes.
fn standalone(run: &Run) -> Vec<String> {
    let view = run.view();
    let all = view.databases.iter();
    let own = all.filter(|one| one.settled && one.role == crate::world::RoleView::Standalone);
    own.map(|one| one.region.label(&one.id)).collect()
}

/// Remedies that nothing that is offered comes near to.
fn unoffered(start: &str, run: &Run, row: &Row) -> Vec<String> {
    let Ok(mut struck) = Struck::new(run, &row.line) else {
        return Vec::new();
    };
    let mut known = vec![Result::of(&struck.clone().alone())];
    let titles = struck.ways();
    let ways = titles
        .iter()
        .filter_map(|way| struck.clone().by(way, &titles));
    known.extend(ways.map(|outcome| Result::of(&outcome)));
    let mut again = run.clone();
    again.act(&row.line);
    let Some(number) = again.view().incidents.last().map(|one| one.number) else {
        return Vec::new();
    };
    let noticed = again.view().incidents.last().map(|one| one.noticed_at);
    let decides = noticed.map_or(again.now(), |at| at) + DECIDES_AFTER;
    again.advance(decides.since(again.now()));
    let lines = first_lines(&again).into_iter();
    let found = lines.filter_map(|line| {
        let came = remedied(again.clone(), number, &line)?;
        let beats = known.iter().all(|one| came.is_better_than(*one));
        beats.then(|| format!("{start}: {}: {line}: {came:?}, beside {known:?}", row.line))
    });
    found.collect()
}

#[test]
fn no_button_leads_better_out_of_a_failure_than_what_the_verdict_offers() {
    let mut missing: Vec<String> = Vec::new();
    for start in starts::ALL {
        let run = Run::open(&start.transcript("KYIV")).expect("it can be opened");
        let rows = rows(&run.view()).into_iter();
        for row in rows.filter(|row| !row.line.contains("--noticed-after")) {
            missing.extend(unoffered(start.name, &run, &row));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The ways out of what a line does, once somebody has had a minute to see it.
fn offered(start: &str, line: &str) -> (Run, Vec<WayOut>) {
    let start = starts::ALL.iter().find(|one| one.name == start);
    let text = start.expect("there is one").transcript("KYIV");
    let mut run = Run::open(&format!("{text}60s {line}\n")).expect("it can be opened");
    run.advance(SimDuration::from_mins(5));
    let ways = ways::of(&run, None);
    (run, ways)
}

#[test]
fn who_has_a_standby_in_step_is_offered_to_fail_over_from_a_host_that_stalls() {
    let line = "fault inject host-stall orders --for 2h";
    for (start, title) in [
        ("multi-az", "Reboot with failover"),
        ("proxy", "Reboot with failover"),
        ("cluster", "Fail over to a reader"),
    ] {
        let (mut run, ways) = offered(start, line);
        let way = ways.iter().find(|way| way.title == title);
        let way = way.unwrap_or_else(|| panic!("{start}: {ways:?}"));
        assert!(way.can_be_taken(&run) && !way.loses);
        assert!(!run.act(way.line.as_ref().expect("there is a line")).refused);
        run.advance(SimDuration::from_mins(4));
        let recovery = run.view().incidents[0].recovery;
        assert!(
            recovery.is_some_and(|after| after < SimDuration::from_mins(8)),
            "{start}"
        );
        assert_eq!(ways::of(&run, None), []);
    }
    let (_, ways) = offered("single-az", line);
    let titles: Vec<&str> = ways.iter().map(|way| way.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Wait", "Restore the backups"],
        "nobody can take over"
    );
}

#[test]
fn a_spoiled_block_is_told_as_such_and_put_right_from_the_replica_that_never_heard_of_it() {
    let (mut run, ways) = offered("cross-region", "fault inject block-corruption orders");
    let why = verdict::why(&run.view(), &run.view().incidents[0]);
    assert_eq!(
        why,
        "Bytes of the volume are spoiled. The standby and later snapshots bear it, a read replica does not."
    );
    let [_, rewind, back] = &ways[..] else {
        panic!("{ways:?}")
    };
    assert_eq!(
        back.line.as_deref(),
        Some("app copy-back shop --from orders-west")
    );
    let promotes = rewind
        .line
        .as_ref()
        .is_some_and(|line| line.contains("promote-read-replica"));
    assert!(promotes, "{rewind:?}");
    assert_eq!(rewind.cost, "−140 commits, 2.8 s back");
    run.act(back.line.as_ref().expect("there is one"));
    run.advance(SimDuration::from_mins(15));
    let incident = &run.view().incidents[0];
    assert!(incident.recovered_at.is_some() && incident.lost_writes == 0);
    // What a restore would have gone back to is not known any more.
    assert_eq!(ways::afterwards(&run, incident), []);
    // A wrong statement is copied there, and the replica is no help.
    let (_, ways) = offered("cross-region", "fault inject bad-write orders --rows 1000");
    assert!(
        ways[2]
            .line
            .as_ref()
            .is_some_and(|line| line.contains("--restore-time")),
        "{ways:?}"
    );
}

const MOVED: &str = "60s fault inject volume-failure orders
+5m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time
+0s aws rds wait db-instance-available --db-instance-identifier orders-2
+5s app point shop --to orders-2
";

/// Who has once lost all with a volume, and had it again, loses it to the next incident, not to the first.
#[test]
fn what_came_back_and_is_lost_anew_belongs_to_the_incident_that_loses_it() {
    let start = starts::ALL[0].transcript("KYIV") + MOVED;
    let mut run = Run::open(&start).expect("it can be opened");
    run.advance(SimDuration::from_hours(5));
    let before = run.view();
    assert_eq!(before.writes.lost, before.incidents[0].lost_writes);
    let mut struck =
        Struck::new(&run, "fault inject operator-delete orders-2").expect("it strikes");
    let titles = struck.ways();
    let by = titles
        .iter()
        .filter_map(|way| struck.clone().by(way, &titles));
    let by: Vec<Outcome> = by.collect();
    let older = by
        .iter()
        .find(|one| one.way.as_deref() == Some("Restore a snapshot"));
    let older = older.unwrap_or_else(|| panic!("{titles:?}"));
    assert!(
        older.lost > 500_000 && older.met[1] == Some(false),
        "{older:?}"
    );
    let mut after = Run::open(&older.text).expect("it can be opened");
    after.seek(older.at);
    let view = after.view();
    let owned: u64 = view.incidents.iter().map(|one| one.lost_writes).sum();
    assert_eq!(owned, view.writes.lost, "each lost order has one owner");
    let best = by
        .iter()
        .min_by_key(|one| one.badness())
        .expect("there is a way");
    assert_eq!(
        best.way.as_deref(),
        Some("Restore to the latest restorable time, orders"),
        "{by:?}"
    );
    assert!((700_000..800_000).contains(&best.lost), "{best:?}");
}
