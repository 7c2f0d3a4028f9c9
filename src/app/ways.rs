//! The ways out of an incident, side by side: of a bad write here, of what is out of reach or lost in `take_over`.

use crate::app::handed_over::hand_over;
use crate::app::led::{led_on, written};
use crate::app::run::Run;
use crate::app::take_over::take_over;
use crate::app::thing::line_name;
use crate::app::{operations, say, stage, toll, verdict, words};
use crate::cloud::{Access, Tape};
use crate::sim::{SimDuration, SimTime};
use crate::world::{
    AppView, CopyHealth, CopyView, DatabaseView, IncidentView, Lacking, MarkView, ReplicaState,
    RoleView, TapeView, View, World,
};

/// A way out of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    pub title: String,
    /// What it costs: `−1,000 rows`.
    pub cost: String,
    pub loses: bool,
    pub what: &'static str,
    /// The next line to run on this way, if there is one to run.
    pub line: Option<String>,
    /// What that line does, in words that only this way has.
    pub step: String,
    /// What is being done on this way, and how long it will take, or that it is closed for good: there is nothing to press.
    pub under_way: Option<String>,
}

/// The ways out of an incident that is open, by its place; of the one that is to be read if none was chosen.
pub fn of(run: &Run, incident: Option<usize>) -> Vec<WayOut> {
    in_world(run.session().world(), &run.view(), incident)
}

/// What can be pressed now about what has just struck, in a sentence, if anything can: its applications notice within a second.
pub fn told(run: &Run) -> Option<String> {
    let mut world = run.session().world().clone();
    world.advance_to(run.now() + SimDuration::from_secs(1));
    let ways = in_world(&world, &world.view(), None);
    let open = ways.iter().filter(|way| way.can_be_taken(run));
    let names: Vec<String> = open.map(|way| format!("“{}”", way.step)).collect();
    (!names.is_empty()).then(|| format!("Possible now, in the verdict: {}.", names.join(", ")))
}

fn in_world(world: &World, view: &View, incident: Option<usize>) -> Vec<WayOut> {
    let Some(place) = incident.or_else(|| verdict::to_be_read(view)) else {
        return Vec::new();
    };
    let incident = &view.incidents[place];
    match ways_out(view, incident, |tape, moment| world.lacking(tape, moment)) {
        Some(ways) => ways.into(),
        None => take_over(view, incident, |tape| world.lacked_by(tape)),
    }
}

impl WayOut {
    /// Whether its line would be accepted.
    pub fn can_be_taken(&self, run: &Run) -> bool {
        let line = self.line.as_ref();
        line.is_some_and(|line| run.refusal(line).is_none())
    }
}

/// Of a way out that no backup leads to any more.
pub const GONE: &str = "not possible any more: the backups that are kept begin after it";

/// The three ways out of a bad write that still does damage, side by side. `lacking` tells what a tape holds since a moment.
#[inline(never)]
pub fn ways_out(
    view: &View,
    incident: &IncidentView,
    lacking: impl Fn(Tape, SimTime) -> Lacking,
) -> Option<[WayOut; 3]> {
    if !incident.damages_rows() || incident.corrupt_writes_remaining == 0 {
        return None;
    }
    let app = view
        .apps
        .iter()
        .find(|app| incident.apps.contains(&app.name))
        .or(view.apps.first())?;
    let source = written(view, app)?;
    let mark = source.primary().tape.marks.first()?;
    let in_blocks = incident.spoils_blocks();
    let clean = clean_copy(view, source, in_blocks);
    // A wrong statement may wait in a replica that was stopped in time: promoted, it would apply it.
    let heir = clean.filter(|copy| !follows(copy) || in_blocks);
    let moment = restored_to(view, source, mark, in_blocks);
    let tape = &source.primary().tape;
    let torn_off = lacking(tape.tape(), kept_until(heir, tape, moment));
    let commits = words::counted(torn_off.writes, "commit", "commits");
    let (what, line, step, under_way) = rewind(view, app, source, heir, moment);
    // While rows are copied back there is nothing to do but wait.
    let copying = app.copy_back_until;
    let rewind = WayOut {
        title: "Rewind to a copy".to_owned(),
        cost: format!("−{}", toll::and_time(commits, torn_off.span)),
        loses: true,
        what,
        line: line.filter(|_| copying.is_none()),
        step,
        under_way: under_way.filter(|_| copying.is_none()),
    };
    let (line, step, made) = match clean {
        None => restore(view, source, moment, "Restore, to copy from"),
        Some(copy) => {
            let line = format!(
                "app copy-back {} --from {}",
                app.name,
                line_name(view, copy)
            );
            let line = Some(line).filter(|_| copy.settled);
            (line, "Copy back".to_owned(), being_made(view, copy))
        }
    };
    let told = copying.map(|until| say::goes_on("copying rows back", Some(until), view.now));
    let back = WayOut {
        title: "Copy back".to_owned(),
        cost: "0".to_owned(),
        loses: false,
        what: match clean {
            None => {
                "Your own work, no feature of RDS: restore beside it, dump the good rows there, load them here."
            }
            Some(_) => {
                "Your own work, no feature of RDS: dump the good rows of the clean copy, load them here."
            }
        },
        line: line.filter(|_| copying.is_none()),
        step,
        under_way: told.or(made),
    };
    let over = fail_over(view, source).filter(|_| in_blocks && copying.is_none());
    Some([stay(incident), over.unwrap_or(rewind), back])
}

/// What is copied by statements has a standby without the damage, which can be asked to take over.
fn fail_over(view: &View, source: &DatabaseView) -> Option<WayOut> {
    let is_clean =
        |copy: &CopyView| copy.health == CopyHealth::Running && copy.tape.marks.is_empty();
    if !source.standbys().iter().any(is_clean) {
        return None;
    }
    hand_over(view, source, "A reader has clean blocks and every order.")
}

/// A line, the step that it is, and what is under way instead.
type Next = (Option<String>, String, Option<String>);

/// How an application comes to run on a copy without the damage.
fn rewind(
    view: &View,
    app: &AppView,
    source: &DatabaseView,
    heir: Option<&DatabaseView>,
    moment: SimTime,
) -> (&'static str, Option<String>, String, Option<String>) {
    let Some(copy) = heir else {
        let (line, step, made) = restore(view, source, moment, "Restore, to rewind");
        let what = "Restore to just before it, and lead the application there.";
        return (what, line, step, made);
    };
    let name = line_name(view, copy);
    let made = being_made(view, copy);
    if follows(copy) {
        let line = operations::brought(view, copy.service).promote(copy);
        let what = "Promote the replica, and lead the application there.";
        let line = line.filter(|_| copy.settled);
        return (what, line, format!("Promote {name}"), made);
    }
    let (line, step, registers) = match led_on(view, app, copy) {
        Some(led) => (led.line, led.step, led.under_way),
        None => {
            let line = format!("app point {} --to {name}", app.name);
            (Some(line), "Re-point to it".to_owned(), None)
        }
    };
    let what = "Lead the application to the copy without the damage.";
    (
        what,
        line.filter(|_| copy.settled),
        step,
        made.or(registers),
    )
}

/// What restores a database to a moment, if its backups reach so far back.
fn restore(view: &View, source: &DatabaseView, moment: SimTime, step: &str) -> Next {
    let is_gone = source.earliest_restorable.is_some_and(|at| at > moment);
    let at = Some(view.calendar.date(moment)).filter(|_| source.latest_restorable != Some(moment));
    let brought = operations::brought(view, source.service);
    let line = brought.restore(source, &operations::next_name(view, &source.id), at);
    let line = line.filter(|_| !is_gone);
    (line, step.to_owned(), is_gone.then(|| GONE.to_owned()))
}

/// While a copy is being made there is nothing to do but wait.
fn being_made(view: &View, copy: &DatabaseView) -> Option<String> {
    let activity = copy.activity.as_ref().filter(|_| !copy.settled)?;
    Some(say::activity(activity, view.now))
}

fn follows(entry: &DatabaseView) -> bool {
    matches!(entry.role, RoleView::ReadReplica { .. })
}

/// What each way out of a wrong statement came to, or would have, once it has been put right: by then none can be taken any more. Of
/// spoiled blocks nothing: what a rewind would have cost hung on what could be restored then.
pub fn afterwards(run: &Run, incident: &IncidentView) -> Vec<WayOut> {
    let by_statement = incident.damages_rows() && !incident.spoils_blocks();
    let Some(healed_at) = incident.recovered_at.filter(|_| by_statement) else {
        return Vec::new();
    };
    let has = |name: &str| incident.phases.iter().any(|phase| phase.name == name);
    let (view, world) = (run.view(), run.session().world());
    let rewound = incident.lost_writes > 0;
    let back = has("copying back") && !rewound;
    let mut apps = view.apps.iter();
    let app = apps.find(|app| incident.apps.contains(&app.name));
    let torn_off = match app.and_then(|app| stage::named(&view, app, Access::Write)) {
        Some(used) if !rewound => {
            let tape = view.databases[used].primary().tape.tape();
            world.lacking(tape.until(healed_at), incident.at.last_second_before())
        }
        _ => Lacking {
            writes: incident.lost_writes,
            span: incident.lost_span,
        },
    };
    let commits = words::counted(torn_off.writes, "commit", "commits");
    let way = |title: &str, cost: String, loses, taken| WayOut {
        title: title.to_owned(),
        cost,
        loses,
        what: if taken { "You took this way." } else { "" },
        line: None,
        step: String::new(),
        under_way: None,
    };
    let rewind = format!("−{}", toll::and_time(commits, torn_off.span));
    vec![
        way("Stay", "wrong data for good".to_owned(), true, false),
        way("Rewind to a copy", rewind, true, rewound),
        way("Copy back", "0".to_owned(), false, back),
    ]
}

fn stay(incident: &IncidentView) -> WayOut {
    let rows = words::counted(incident.corrupt_writes_remaining, "row", "rows");
    WayOut {
        title: "Stay".to_owned(),
        cost: format!("−{rows}"),
        loses: true,
        what: "Keep running on the damaged rows.",
        line: None,
        step: String::new(),
        under_way: None,
    }
}

/// A copy that does not bear the damage: one that was made of it before, or a replica that has not heard of it and will not.
fn clean_copy<'v>(
    view: &'v View,
    source: &DatabaseView,
    in_blocks: bool,
) -> Option<&'v DatabaseView> {
    let of_source = source.primary().tape.timeline;
    let is_clean = |entry: &&DatabaseView| {
        let tape = &entry.primary().tape;
        let is_other = match entry.role {
            RoleView::Standalone => tape.forked_from.is_some() && tape.timeline != of_source,
            RoleView::ReadReplica { state, .. } => {
                let is_held = state == ReplicaState::Stopped;
                let runs = entry.primary().health == CopyHealth::Running;
                tape.timeline == of_source && runs && (in_blocks || is_held)
            }
        };
        is_other && tape.marks.is_empty()
    };
    let mut all = view.databases.iter();
    let ready = all.clone().find(|entry| is_clean(entry) && entry.settled);
    ready.or_else(|| all.find(is_clean))
}

/// The moment that a restore goes back to: the last whole second before a wrong statement; of what was spoiled beneath the engine, the
/// latest, as long as no backup was taken of the spoiled blocks, for the log on an older one makes a database that is whole.
fn restored_to(view: &View, source: &DatabaseView, mark: &MarkView, in_blocks: bool) -> SimTime {
    let Some(latest) = source.latest_restorable.filter(|_| in_blocks) else {
        return mark.at.last_second_before();
    };
    let own = view.snapshots.iter();
    let bearing = own.filter(|shot| {
        let is_base = shot.automated && shot.resource_id == source.resource_id;
        is_base && !shot.tape.marks.is_empty()
    });
    let first = bearing
        .map(|shot| shot.created_at.last_second_before())
        .min();
    first.map_or(latest, |first| first.min(latest))
}

/// When a rewind goes back to: up to where the copy holds what the source did, or will.
fn kept_until(copy: Option<&DatabaseView>, source: &TapeView, moment: SimTime) -> SimTime {
    let Some(copy) = copy else { return moment };
    let tape = &copy.primary().tape;
    if follows(copy) {
        return tape.received_at;
    }
    let is_fork = tape
        .forked_from
        .is_some_and(|(of, _)| of == source.timeline);
    tape.forked_at.filter(|_| is_fork).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn while_rows_are_copied_back_that_is_told_and_nothing_leads_elsewhere() {
        let mut view = fixture::bad_write();
        let mut copy = view.databases[0].clone();
        (copy.id, copy.resource_id) = ("orders-2".to_owned(), "db-orders-2".to_owned());
        copy.primary_mut().tape.timeline += 1;
        copy.primary_mut().tape.forked_from = Some((view.databases[0].primary().tape.timeline, 1));
        copy.primary_mut().tape.marks.clear();
        view.databases.push(copy);
        let shown = |view: &View| {
            let ways = ways_out(view, &view.incidents[0], |_, _| Lacking::default());
            ways.expect("damage remains")
                .map(|way| (way.line, way.under_way))
        };
        let ready = shown(&view);
        assert!(ready[1].0.is_some() && ready[2].0.is_some());
        view.apps[0].copy_back_until = Some(view.now + SimDuration::from_mins(3));
        let [_, rewind, back] = shown(&view);
        assert_eq!(rewind, (None, None), "it would break off what is under way");
        let told = "copying rows back, 3 min left in all".to_owned();
        assert_eq!(back, (None, Some(told)));
    }

    #[test]
    fn once_rows_were_copied_back_it_is_told_what_the_other_ways_would_have_cost() {
        let text = crate::app::starts::first_minute("KYIV", true)
            + "10s fault inject bad-write orders --rows 1000\n10m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:09Z\n+0s aws rds wait db-instance-available --db-instance-identifier orders-2\n+10s app copy-back shop --from orders-2\n";
        let mut run = Run::open(&text).expect("it can be opened");
        run.advance(SimDuration::from_secs(60));
        assert_eq!(afterwards(&run, &run.view().incidents[0]), []);
        run.advance(SimDuration::from_hours(5));
        let view = run.view();
        let ways = afterwards(&run, &view.incidents[0]);
        let taken: Vec<bool> = ways.iter().map(|way| !way.what.is_empty()).collect();
        assert_eq!(taken, [false, false, true]);
        let recovery = view.incidents[0].recovery.expect("it is over");
        let commits = 2 * (recovery.ms() / 1000);
        let told: String = ways[1].cost.chars().filter(char::is_ascii_digit).collect();
        let near = (commits - 10..commits + 20).any(|count| told.starts_with(&count.to_string()));
        assert!(near, "{commits} in {recovery:?}, {}", ways[1].cost);
    }

    #[test]
    fn a_bad_write_has_three_ways_out() {
        let view = fixture::bad_write();
        let lacking = |_, moment| {
            assert_eq!(moment, view.incidents[0].at.last_second_before());
            Lacking {
                writes: 42,
                span: SimDuration::from_secs(21),
            }
        };
        let ways = ways_out(&view, &view.incidents[0], lacking).expect("damage remains");
        let costs: Vec<_> = ways.iter().map(|way| way.cost.as_str()).collect();
        assert_eq!(costs, ["−1,000 rows", "−42 commits, 21 s back", "0"]);
        assert_ne!(ways[1].step, ways[2].step);
        assert_eq!(ways[1].line, ways[2].line, "both begin with a restore");
        assert!(ways_out(&view, &fixture::zone_dark().incidents[0], lacking).is_none());
    }
}
