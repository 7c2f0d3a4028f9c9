//! What a copy's card says, in words and by shape.

use crate::app::{say, words};
use crate::cloud::CopyRole;
use crate::sim::SimTime;
use crate::world::{CopyHealth, CopyView, DatabaseView, ReplicaState, RoleView};

/// The text of one card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub name: String,
    pub role: &'static str,
    /// The status, where it is the primary's card and tells more than that it stands ready.
    pub status: Option<String>,
    /// What the status is called.
    pub status_name: &'static str,
    pub tone: Tone,
    pub shape: Shape,
    /// What else matters now: `0.4 s behind`, `no standby: unprotected`.
    pub note: Option<String>,
    /// How far what is being done has come.
    pub progress: Option<f64>,
}

/// How a card stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Well,
    /// Something is going on, or it is not in step.
    Busy,
    /// It does not serve.
    Down,
    /// What it held is lost.
    Lost,
}

/// The picture on a card: what kind of copy, or what struck it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Database,
    Standby,
    Replica,
    Unpowered,
    DeadHost,
    BrokenDisk,
    Restarting,
    Stopped,
    Unreadable,
    Full,
    Building,
}

/// What a copy is to its database.
pub fn role_of(database: &DatabaseView, copy: &CopyView) -> &'static str {
    match (copy.role, &database.role) {
        (CopyRole::Standby { readable: true }, _) => "reader",
        (CopyRole::Standby { readable: false }, _) => "standby",
        (CopyRole::Primary, RoleView::ReadReplica { .. }) => "read replica",
        (CopyRole::Primary, _) if database.has_readers() => "writer",
        (CopyRole::Primary, RoleView::Standalone) => "primary",
    }
}

pub fn card(database: &DatabaseView, copy: &CopyView, now: SimTime) -> Card {
    let is_primary = copy.role == CopyRole::Primary;
    let kind = match (copy.role, &database.role) {
        (CopyRole::Standby { .. }, _) => Shape::Standby,
        (CopyRole::Primary, RoleView::ReadReplica { .. }) => Shape::Replica,
        (CopyRole::Primary, RoleView::Standalone) => Shape::Database,
    };
    let (tone, shape) = match copy.health {
        CopyHealth::Running => (Tone::Well, kind),
        CopyHealth::Restarting => (Tone::Down, Shape::Restarting),
        CopyHealth::Stopped => (Tone::Busy, Shape::Stopped),
        CopyHealth::Unreadable => (Tone::Down, Shape::Unreadable),
        CopyHealth::Full => (Tone::Down, Shape::Full),
        CopyHealth::NoPower => (Tone::Down, Shape::Unpowered),
        CopyHealth::HostFailed | CopyHealth::Stalled => (Tone::Down, Shape::DeadHost),
        CopyHealth::Empty if is_primary => (Tone::Down, Shape::DeadHost),
        CopyHealth::VolumeLost => (Tone::Lost, Shape::BrokenDisk),
        CopyHealth::OutOfSync | CopyHealth::Creating | CopyHealth::Empty => {
            (Tone::Busy, Shape::Building)
        }
    };
    Card {
        name: database.id.clone(),
        role: role_of(database, copy),
        status: (is_primary && !database.settled).then(|| database.status.to_owned()),
        status_name: database.status_name,
        tone,
        shape,
        note: note(database, copy, now),
        progress: progress(database, copy),
    }
}

fn note(database: &DatabaseView, copy: &CopyView, now: SimTime) -> Option<String> {
    if copy.role != CopyRole::Primary {
        let (how, behind) = (
            say::standby(copy),
            copy.tape.received_at.since(copy.tape.head),
        );
        let lags = copy.health == CopyHealth::Running && !behind.is_zero();
        return Some(match lags {
            true => format!("{how}, applies {} behind", words::span(behind)),
            false => how.to_owned(),
        });
    }
    let activity = || {
        let activity = database.activity.as_ref();
        activity.map(|activity| say::in_short(activity, now))
    };
    let or = |words: &str| Some(activity().unwrap_or_else(|| words.to_owned()));
    match copy.health {
        CopyHealth::Restarting => return or("restarting"),
        CopyHealth::Stopped => return or("stopped"),
        CopyHealth::Unreadable => return or("unreadable"),
        CopyHealth::Full => return or("storage full"),
        CopyHealth::Creating => return or("being created"),
        CopyHealth::NoPower => return Some("no power".to_owned()),
        CopyHealth::HostFailed => return Some("host failed".to_owned()),
        CopyHealth::Stalled => return Some("host stalled".to_owned()),
        CopyHealth::VolumeLost => return Some("volume lost".to_owned()),
        CopyHealth::Empty => return Some("never created".to_owned()),
        CopyHealth::OutOfSync | CopyHealth::Running => {}
    }
    if say::is_unprotected(database) && database.settled {
        return Some("unprotected".to_owned());
    }
    if let Some(activity) = activity() {
        return Some(activity);
    }
    if let Some(other) = &database.diverged_from {
        return Some(format!("diverged from {other}"));
    }
    if let RoleView::ReadReplica { state, behind, .. } = &database.role {
        return Some(match *state {
            ReplicaState::Replicating => format!("{} behind", words::span(*behind)),
            other => format!("{}, {} behind", other.name(), words::span(*behind)),
        });
    }
    (database.hydrated < 1.0)
        .then(|| format!("loading, {:.0} %", (database.hydrated * 100.0).floor()))
}

fn progress(database: &DatabaseView, copy: &CopyView) -> Option<f64> {
    let activity = database.activity.as_ref()?;
    let shown = match copy.role {
        CopyRole::Primary => true,
        CopyRole::Standby { .. } => {
            matches!(copy.health, CopyHealth::OutOfSync | CopyHealth::Empty)
        }
    };
    activity.done.filter(|_| shown).map(|done| done.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::run::Run;
    use crate::app::stage::{Flow, WireKind, lay_out};
    use crate::sim::SimDuration;

    #[test]
    fn a_card_tells_what_struck_it() {
        let view = fixture::zone_dark();
        let orders = &view.databases[0];
        let primary = card(orders, orders.primary(), view.now);
        assert_eq!(
            (primary.tone, primary.shape),
            (Tone::Down, Shape::Unpowered)
        );
        assert_eq!(primary.status.as_deref(), Some("rebooting"));
        let standby = card(orders, &orders.standbys()[0], view.now);
        assert_eq!(standby.note.as_deref(), Some("in step"));
    }

    #[test]
    fn what_is_stopped_rests_and_is_not_broken() {
        let mut run = Run::open(
            "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az
given app create shop --connect orders --writes 50/s --reads 200/s
60s aws rds stop-db-instance --db-instance-identifier orders
65m fault inject host-failure orders
",
        )
        .expect("it can be opened");
        for hours in [1, 2] {
            run.advance(SimDuration::from_hours(hours));
            let view = run.view();
            let orders = &view.databases[0];
            for copy in &orders.copies {
                assert_eq!(copy.health, CopyHealth::Stopped);
                let card = card(orders, copy, view.now);
                assert_eq!((card.tone, card.shape), (Tone::Busy, Shape::Stopped));
                assert!(card.note.is_some_and(|note| note.starts_with("stopped")));
            }
            assert!(!say::is_unprotected(orders), "nothing runs that could fail");
            let mut wires = lay_out(&view).wires.into_iter();
            let copying = wires.find(|wire| matches!(wire.kind, WireKind::Synchronous { .. }));
            assert_eq!(copying.map(|wire| wire.flow), Some(Flow::Still));
        }
    }

    #[test]
    fn a_replica_tells_how_far_it_is_behind() {
        let view = fixture::cross_region();
        let west = card(&view.databases[1], view.databases[1].primary(), view.now);
        assert_eq!(west.role, "read replica");
        assert_eq!(west.note.as_deref(), Some("3.2 s behind"));
    }
}
