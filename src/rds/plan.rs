//! Plans of RDS: what an accepted request will do.

pub use crate::cloud::{Plan, Planned};

use crate::cloud::{Context, Reply};
use crate::rds::Rds;

type Change = Box<dyn FnOnce(&mut Rds, &mut Context) -> Reply>;

/// A plan that changes RDS by `carry_out`, which gives the reply, if there is one.
pub fn change<R: Into<Reply>>(
    carry_out: impl FnOnce(&mut Rds, &mut Context) -> R + 'static,
) -> Plan {
    let carry_out: Change = Box::new(|rds, cx| carry_out(rds, cx).into());
    Plan::change(carry_out)
}
