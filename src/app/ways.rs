//! The ways out of a bad write, side by side.

use crate::app::thing::line_name;
use crate::app::{operations, restores, stage, toll, words};
use crate::cloud::{Access, Tape};
use crate::sim::SimTime;
use crate::world::{DatabaseView, IncidentView, Lacking, MarkView, TapeView, View};

/// A way out of a bad write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    pub title: &'static str,
    /// What it costs: `−1,000 rows`.
    pub cost: String,
    pub loses: bool,
    pub what: &'static str,
    /// The next line to run on this way, if there is one to run.
    pub line: Option<String>,
    /// What that line does, in words that only this way has.
    pub step: &'static str,
}

/// The three ways out of a bad write that still does damage, side by side. `lacking` tells what a tape holds since a moment.
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
    let source = &view.databases[stage::named(view, app, Access::Write)?];
    let mark = source.primary.tape.marks.first()?;
    let clean = view.databases.iter().find(|entry| {
        entry.primary.tape.forked_from.is_some()
            && entry.primary.tape.marks.is_empty()
            && entry.primary.tape.timeline != source.primary.tape.timeline
    });
    let restore = || {
        restores::restore_to(
            source,
            &operations::fresh_instance(view, &source.id),
            Some(view.calendar.date(mark.at.last_second_before())),
        )
    };
    // While the copy is being made there is nothing to do but wait.
    let step = |first: &'static str, then: &'static str| if clean.is_some() { then } else { first };
    let with = |verb: &dyn Fn(&str) -> String| match clean {
        Some(copy) if copy.status == "available" => Some(verb(&line_name(view, copy))),
        Some(_) => None,
        None => Some(restore()),
    };
    let tape = &source.primary.tape;
    let torn_off = lacking(tape.tape(), kept_until(clean, tape, mark));
    let commits = words::counted(torn_off.writes, "commit", "commits");
    Some([
        WayOut {
            title: "Stay",
            cost: format!(
                "−{}",
                words::counted(incident.corrupt_writes_remaining, "row", "rows")
            ),
            loses: true,
            what: "Keep running on the damaged rows.",
            line: None,
            step: "",
        },
        WayOut {
            title: "Rewind to a copy",
            cost: format!("−{}", toll::and_time(commits, torn_off.span)),
            loses: true,
            what: "Restore to just before it, and point the application there.",
            line: with(&|copy| format!("app point {} --to {copy}", app.name)),
            step: step("Restore, to rewind", "Re-point to it"),
        },
        WayOut {
            title: "Copy back",
            cost: "0".to_owned(),
            loses: false,
            what: "Your own work, no feature of RDS: restore beside it, dump the good rows there, load them here.",
            line: with(&|copy| format!("app copy-back {} --from {copy}", app.name)),
            step: step("Restore, to copy from", "Copy back"),
        },
    ])
}

/// When a rewind goes back to: where the copy forked, or will, at the last whole second before the damage.
fn kept_until(copy: Option<&DatabaseView>, source: &TapeView, mark: &MarkView) -> SimTime {
    let forked = |copy: &DatabaseView| {
        let tape = &copy.primary.tape;
        let (timeline, _) = tape.forked_from?;
        tape.forked_at.filter(|_| timeline == source.timeline)
    };
    copy.and_then(forked)
        .unwrap_or_else(|| mark.at.last_second_before())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::sim::SimDuration;

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
        assert_eq!(costs, ["−1,000 rows", "−42 commits, 21 s of them", "0"]);
        assert_ne!(ways[1].step, ways[2].step);
        assert_eq!(ways[1].line, ways[2].line, "both begin with a restore");
        assert!(ways_out(&view, &fixture::zone_dark().incidents[0], lacking).is_none());
    }
}
