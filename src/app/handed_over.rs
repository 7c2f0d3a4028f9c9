//! The way out that asks a standby to take over.

use crate::app::operations;
use crate::app::say;
use crate::app::ways::WayOut;
use crate::world::{DatabaseView, View};

/// It loses nothing: a standby in step has every accepted order. `what` says why one is asked.
pub fn hand_over(view: &View, source: &DatabaseView, what: &'static str) -> Option<WayOut> {
    let button = operations::brought(view, source.service).fail_over(source)?;
    let under_way = source.activity.as_ref().filter(|_| !source.settled);
    Some(WayOut {
        title: button.title.clone(),
        cost: "0".to_owned(),
        loses: false,
        what,
        line: Some(button.line).filter(|_| source.settled),
        step: button.title,
        under_way: under_way.map(|activity| say::activity(activity, view.now)),
    })
}
