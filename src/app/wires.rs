//! The stage's wires: which cards they join, whether anything flows, and on which track they run.

use crate::app::asked::writes_something;
use crate::app::stage::{Flow, Row, Wire, WireKind, copy_row, find_database, leads_to};
use crate::cloud::{Access, Reach};
use crate::sim::sort_by_number;
use crate::world::{ChannelState, CopyHealth, CopyView, DatabaseView, RoleView, View};

/// All wires of a stage.
pub fn all(view: &View, rows: &[Row]) -> Vec<Wire> {
    let mut wires = endpoint_wires(view, rows);
    wires.extend(copy_wires(view, rows));
    assign_tracks(&mut wires);
    wires
}

fn endpoint_wires(view: &View, rows: &[Row]) -> Vec<Wire> {
    let mut wires = Vec::new();
    for (place, app) in view.apps.iter().enumerate() {
        let Some(from) = rows.iter().position(|row| *row == Row::App { app: place }) else {
            continue;
        };
        let row = |access| {
            let (database, copy) = leads_to(view, app, access)?;
            copy_row(rows, database, copy)
        };
        let mut add = |to: Option<usize>, kind, state| {
            wires.extend(to.map(|to| Wire {
                kind,
                flow: channel_flow(state),
                from,
                to,
                track: 0,
            }));
        };
        let (writes, reads) = (row(Access::Write), row(Access::Read));
        // Who writes nothing is not seen to lead where it would.
        if writes_something(app) || reads.is_none() || reads == writes {
            add(writes, WireKind::Endpoint, app.writes.state);
        }
        if reads != writes {
            add(reads, WireKind::Reads, app.reads.state);
        }
    }
    wires
}

fn channel_flow(state: ChannelState) -> Flow {
    match state {
        ChannelState::Serving => Flow::Flowing,
        ChannelState::Waiting | ChannelState::Stopped => Flow::Still,
        ChannelState::Failing => Flow::Cut,
    }
}

fn copy_wires(view: &View, rows: &[Row]) -> Vec<Wire> {
    let mut wires = Vec::new();
    for (place, entry) in view.databases.iter().enumerate() {
        let Some(own) = copy_row(rows, place, 0) else {
            continue;
        };
        let waits = match entry.standbys() {
            [_] => "each commit waits for both",
            _ => "each commit waits for one of these",
        };
        let standbys = (1..).zip(entry.standbys());
        wires.extend(standbys.filter_map(|(number, standby)| {
            Some(Wire {
                kind: WireKind::Synchronous { waits },
                flow: standby_flow(entry.primary(), standby),
                from: own,
                to: copy_row(rows, place, number)?,
                track: 0,
            })
        }));
        if let RoleView::ReadReplica { source, state, .. } = &entry.role
            && let Some(place) = find_database(view, source)
            && let Some(from) = copy_row(rows, place, 0)
        {
            wires.push(Wire {
                kind: WireKind::Asynchronous,
                flow: replica_flow(view, entry, source, state),
                from,
                to: own,
                track: 0,
            });
        }
    }
    wires
}

fn standby_flow(primary: &CopyView, standby: &CopyView) -> Flow {
    match (primary.health, standby.health) {
        (CopyHealth::Running, CopyHealth::Running) => Flow::Flowing,
        (_, CopyHealth::OutOfSync | CopyHealth::Creating) => Flow::Still,
        _ => Flow::Cut,
    }
}

fn replica_flow(view: &View, replica: &DatabaseView, source: &str, state: &str) -> Flow {
    let source_runs = find_database(view, source)
        .is_some_and(|place| view.databases[place].primary().health == CopyHealth::Running);
    let severed = view
        .faults
        .iter()
        .any(|fault| fault.fault.kind.reach == Reach::Across);
    match (replica.primary().health, state) {
        (CopyHealth::Creating, _) => Flow::Still,
        (CopyHealth::Running, "replicating") if source_runs => Flow::Flowing,
        (CopyHealth::Running, "stopped") if !severed => Flow::Still,
        _ => Flow::Cut,
    }
}

/// Short wires run near the cards, long ones outside; overlapping wires of one side never share a track.
fn assign_tracks(wires: &mut [Wire]) {
    let mut order: Vec<usize> = (0..wires.len()).collect();
    sort_by_number(&mut order, |place| {
        wires[*place].from.abs_diff(wires[*place].to) as i64
    });
    let mut placed: Vec<usize> = Vec::new();
    for place in order {
        let clashes = |track| {
            placed
                .iter()
                .map(|other| &wires[*other])
                .any(|other| other.track == track && overlap(other, &wires[place]))
        };
        let track = (0..).find(|track| !clashes(*track));
        wires[place].track = track.unwrap_or(0);
        placed.push(place);
    }
}

fn overlap(a: &Wire, b: &Wire) -> bool {
    let side = |wire: &Wire| matches!(wire.kind, WireKind::Endpoint | WireKind::Reads);
    let (a_top, a_end) = (a.from.min(a.to), a.from.max(a.to));
    let (b_top, b_end) = (b.from.min(b.to), b.from.max(b.to));
    side(a) == side(b) && a_top <= b_end && b_top <= a_end
}
