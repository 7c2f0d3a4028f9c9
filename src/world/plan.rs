//! Plans: what an accepted request will do. A plan is made by looking at the world alone, so a refused request changes
//! nothing: no state, no event, no luck.

use crate::cloud::{self, CommandError, DbName, Reply};
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

    /// What a service will do, and the name of the database that it is about. Whoever asked for more than an answer has acted, and
    /// what was changed has to look.
    pub fn of_service(service: usize, plan: cloud::Plan, about: Option<DbName>) -> Plan {
        Plan::new(move |world| {
            let acts = plan.acts();
            let named = |world: &World| {
                let of = &world.services[service];
                about
                    .as_ref()
                    .and_then(|name| of.with_part(&world.cx, name))
            };
            let before = named(world);
            let reply = plan.carry_out(&mut *world.services[service], &mut world.cx);
            if acts {
                // What was created bears its name only now.
                world.act(before.or_else(|| named(world)));
                world.touch_all();
            }
            reply
        })
    }

    pub fn carry_out(self, world: &mut World) -> Reply {
        (self.0)(world)
    }
}
