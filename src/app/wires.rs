//! The stage's wires: which cards they join, whether anything flows, and on which track they run.

use crate::app::asked::writes_something;
use crate::app::stage::{Flow, Row, Wire, WireKind, copy_row, find_database, leads_to};
use crate::cloud::{Access, Reach};
use crate::sim::sort_by_number;
use crate::world::{
    ChannelState, CopyHealth, CopyView, DatabaseView, ProxyView, ReplicaState, RoleView, View,
};

/// All wires of a stage.
pub fn all(view: &View, rows: &[Row]) -> Vec<Wire> {
    let mut wires = endpoint_wires(view, rows);
    wires.extend(proxy_wires(view, rows));
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
        let by_proxy = |name: &str| proxy_row(view, rows, name);
        let writes = by_proxy(&app.connect).or_else(|| row(Access::Write));
        let reads = by_proxy(&app.read_from).or_else(|| row(Access::Read));
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

/// The row of the proxy that bears this endpoint.
fn proxy_row(view: &View, rows: &[Row], endpoint: &str) -> Option<usize> {
    let mut proxies = view.proxies.iter();
    let place = proxies.position(|proxy| proxy.region.is_label(endpoint, &proxy.endpoint))?;
    rows.iter()
        .position(|row| *row == Row::Proxy { proxy: place })
}

/// From each proxy to what it leads to.
fn proxy_wires(view: &View, rows: &[Row]) -> Vec<Wire> {
    let wire = |proxy: &ProxyView| {
        let label = proxy.region.label(&proxy.endpoint);
        let target = format!("{}/{}", proxy.region.name(), proxy.target.as_ref()?);
        Some(Wire {
            kind: WireKind::Endpoint,
            flow: match proxy.health? {
                "AVAILABLE" => Flow::Flowing,
                "REGISTERING" => Flow::Still,
                _ => Flow::Cut,
            },
            from: proxy_row(view, rows, &label)?,
            to: copy_row(rows, find_database(view, &target)?, 0)?,
            track: 0,
        })
    };
    view.proxies.iter().filter_map(wire).collect()
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
                flow: standby_flow(view, entry.primary(), standby),
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
                flow: replica_flow(view, entry, source, *state),
                from,
                to: own,
                track: 0,
            });
        }
    }
    wires
}

fn standby_flow(view: &View, primary: &CopyView, standby: &CopyView) -> Flow {
    let zones = [primary.zone.name(), standby.zone.name()];
    if severs(view, |sides| zones.iter().all(|zone| sides.contains(zone))) {
        return Flow::Cut;
    }
    match (primary.health, standby.health) {
        (CopyHealth::Running, CopyHealth::Running) => Flow::Flowing,
        (_, CopyHealth::OutOfSync | CopyHealth::Creating) => Flow::Still,
        (_, CopyHealth::Stopped | CopyHealth::Unreadable | CopyHealth::Full) => Flow::Still,
        _ => Flow::Cut,
    }
}

/// Whether the network is cut between such sides.
fn severs(view: &View, sides: impl Fn(&[String]) -> bool) -> bool {
    let mut faults = view.faults.iter().map(|fault| &fault.fault);
    faults.any(|fault| fault.kind.reach == Reach::Across && sides(&fault.targets))
}

fn replica_flow(view: &View, replica: &DatabaseView, source: &str, state: ReplicaState) -> Flow {
    let source_runs = find_database(view, source)
        .is_some_and(|place| view.databases[place].primary().health == CopyHealth::Running);
    let severed = severs(view, |_| true);
    match (replica.primary().health, state) {
        (CopyHealth::Creating, _) => Flow::Still,
        (CopyHealth::Running, ReplicaState::Replicating) if source_runs => Flow::Flowing,
        (CopyHealth::Running, ReplicaState::Stopped) if !severed => Flow::Still,
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

/// Tracks in use on the side of the endpoints, and on the side of the copies.
pub fn tracks(wires: &[Wire]) -> (u32, u32) {
    let most = |endpoint: bool| {
        wires
            .iter()
            .filter(|wire| matches!(wire.kind, WireKind::Endpoint | WireKind::Reads) == endpoint)
            .map(|wire| wire.track + 1)
            .max()
            .unwrap_or(0)
    };
    (most(true), most(false))
}

/// An application's wire stays the same one wherever it leads; any other is the one between two rows.
pub fn wire_key(wire: &Wire) -> usize {
    match wire.kind {
        WireKind::Endpoint => wire.from,
        WireKind::Reads => 1000 + wire.from,
        WireKind::Synchronous { .. } | WireKind::Asynchronous => 2000 + wire.from * 1000 + wire.to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::Run;
    use crate::app::stage::lay_out;
    use crate::sim::SimDuration;

    #[test]
    fn a_cut_between_two_zones_cuts_the_wire_between_their_copies_and_no_other() {
        let start = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az
given app create shop --connect orders --writes 50/s --reads 200/s
";
        let flow = |line: &str, secs: u64| {
            let mut run = Run::open(&format!("{start}60s {line}\n")).expect("it can be opened");
            run.advance(SimDuration::from_secs(secs));
            let view = run.view();
            let is_copying = |wire: &Wire| matches!(wire.kind, WireKind::Synchronous { .. });
            let wires = lay_out(&view).wires;
            wires.into_iter().find(is_copying).map(|wire| wire.flow)
        };
        let cut = "fault inject network-partition us-east-1a us-east-1b --for 5m";
        assert_eq!(flow(cut, 30), Some(Flow::Flowing));
        assert_eq!(flow(cut, 65), Some(Flow::Cut));
        assert_eq!(flow(cut, 400), Some(Flow::Still), "it catches up");
        let elsewhere = "fault inject network-partition us-east-1a us-east-1c --for 5m";
        assert_eq!(flow(elsewhere, 65), Some(Flow::Flowing));
    }
}
