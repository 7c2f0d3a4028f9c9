//! Plans of RDS: what an accepted request will do.

pub use crate::cloud::{Plan, Planned};

use crate::cloud::{Context, Reply};
use crate::rds::Rds;

type Change = Box<dyn FnOnce(&mut Rds, &mut Context) -> Reply>;

/// A plan that changes RDS by `carry_out`, which gives the reply.
pub fn change(carry_out: impl FnOnce(&mut Rds, &mut Context) -> Reply + 'static) -> Plan {
    let carry_out: Change = Box::new(carry_out);
    Plan::change(carry_out)
}
