//! Plans: what an accepted request will do. A plan is made by looking at the world alone, so a refused request changes
//! nothing: no state, no event, no luck.

use crate::cloud::{self, CommandError, Reply};
use crate::world::World;

/// The carrying out of a request that was accepted. It cannot be refused any more.
pub struct Plan(Box<dyn FnOnce(&mut World) -> Reply>);

/// A request's plan, or why it is refused.
pub type Planned = Result<Plan, CommandError>;

impl Plan {
    /// A plan that changes the world by `carry_out`, which gives the reply.
    pub fn new(carry_out: impl FnOnce(&mut World) -> Reply + 'static) -> Plan {
        Plan(Box::new(carry_out))
    }

    /// What a service will do. Whoever asked for more than an answer has acted, and what was changed has to look.
    pub fn of_service(service: usize, plan: cloud::Plan) -> Plan {
        Plan::new(move |world| {
            let acts = plan.acts();
            if acts {
                world.act();
            }
            let reply = plan.carry_out(&mut *world.services[service], &mut world.cx);
            if acts {
                world.touch_all();
            }
            reply
        })
    }

    pub fn carry_out(self, world: &mut World) -> Reply {
        (self.0)(world)
    }
}
