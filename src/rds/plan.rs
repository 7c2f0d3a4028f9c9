//! Plans: what an accepted request will do. A plan is made by looking alone, so a refused request changes nothing: no state, no
//! event, no luck.

use crate::cloud::{CommandError, Context, Reply};
use crate::rds::Rds;

/// An accepted request. It cannot be refused any more.
pub enum Plan {
    /// A question: the answer is known, and nothing changes.
    Answer(Reply),
    /// What changes the service, and gives the reply.
    Change(Change),
}

/// How a request is carried out.
type Change = Box<dyn FnOnce(&mut Rds, &mut Context) -> Reply>;

/// A request's plan, or why it is refused.
pub type Planned = Result<Plan, CommandError>;

impl Plan {
    pub fn new(carry_out: impl FnOnce(&mut Rds, &mut Context) -> Reply + 'static) -> Plan {
        Plan::Change(Box::new(carry_out))
    }

    pub fn carry_out(self, rds: &mut Rds, cx: &mut Context) -> Reply {
        match self {
            Plan::Answer(reply) => reply,
            Plan::Change(carry_out) => carry_out(rds, cx),
        }
    }
}
