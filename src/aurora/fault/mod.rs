//! What can go wrong with a cluster: with an instance of it, which it suffers as any DB instance does, and with its volume.

pub mod segment_failure;

use crate::aurora::Aurora;
use crate::cloud::{CommandError, Context, DbKey, Fault, FaultKind, NodeId, Plan, Service, Strike};
use crate::rds::fault::{host_failure, instance_crash};

/// What a fault of a kind will do now. Fails if its target is not there.
type Strikes = fn(&Aurora, &Context, &Fault) -> Result<Strike, CommandError>;

/// Every kind of fault with what it does, by name.
const FAULTS: [(&FaultKind, Strikes); 3] = [
    (&host_failure::KIND, lose_host),
    (&instance_crash::KIND, crash),
    (&segment_failure::KIND, segment_failure::strike),
];

/// The kinds of faults that it suffers, by name.
pub const FAULT_KINDS: &[&FaultKind] = &FaultKind::of_table(&FAULTS);

pub fn plan(aurora: &Aurora, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let mut faults = FAULTS.iter();
    match faults.find(|(kind, _)| *kind == fault.kind) {
        Some((_, strikes)) => strikes(aurora, cx, fault),
        None => unreachable!("{} is no fault of Aurora", fault.kind.name),
    }
}

/// A fault that lasts takes hold of a cluster, or lets it go: there is one that does.
pub fn grip(aurora: &mut Aurora, cx: &Context, fault: &Fault, key: DbKey, on: bool) {
    assert!(fault.kind.lasts, "{} does not last", fault.kind.name);
    segment_failure::grip(aurora, cx, key, on);
}

/// The instance that a fault names: by its own name, or the writer by that of its cluster.
fn struck(aurora: &Aurora, cx: &Context, fault: &Fault) -> Result<(DbKey, NodeId), CommandError> {
    let name = fault.database();
    let key = match aurora.with_part(cx, &name) {
        Some(key) => key,
        None => aurora.known(cx, &name)?,
    };
    let cluster = aurora.cluster(key);
    let member = cluster.called(&name.name).or_else(|| cluster.writing());
    let member = member.ok_or_else(|| {
        let message = format!("{name} has no instance that could be struck");
        CommandError::new("InvalidTarget", message)
    })?;
    Ok((key, member.node))
}

fn crash(aurora: &Aurora, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let (key, node) = struck(aurora, cx, fault)?;
    let plan = Plan::change(move |own: &mut Aurora, _| {
        if let Some(member) = own.cluster_mut(key).on_mut(node) {
            member.engine_up = false;
        }
    });
    Ok(Strike::Once(key, plan))
}

fn lose_host(aurora: &Aurora, cx: &Context, fault: &Fault) -> Result<Strike, CommandError> {
    let (key, node) = struck(aurora, cx, fault)?;
    let plan = Plan::change(move |own: &mut Aurora, _| {
        if let Some(member) = own.cluster_mut(key).on_mut(node) {
            (member.host_up, member.engine_up) = (false, false);
        }
    });
    Ok(Strike::Once(key, plan))
}
