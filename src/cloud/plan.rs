//! Plans of services: what an accepted request, or a fault of a service's own kind, will do.

use crate::cloud::{CommandError, Context, DbKey, Reply, Service};
use std::any::Any;

/// What a service will do. A plan is made by looking alone, so a refused request changes nothing: no state, no event, no luck.
pub enum Plan {
    /// A question: the answer is known, and nothing changes.
    Answer(Reply),
    /// What changes the service that made the plan, and gives the reply.
    Change(Change),
}

type Change = Box<dyn FnOnce(&mut dyn Service, &mut Context) -> Reply>;

/// A plan, or why the request is refused.
pub type Planned = Result<Plan, CommandError>;

impl Plan {
    /// A plan of a service of type `S`, with its reply, if it has one.
    pub fn change<S: Service, R: Into<Reply>>(
        carry_out: impl FnOnce(&mut S, &mut Context) -> R + 'static,
    ) -> Plan {
        Plan::Change(Box::new(move |service, cx| {
            let service: &mut dyn Any = service;
            let own = service.downcast_mut();
            let own = own.expect("a plan is carried out by the service that made it");
            carry_out(own, cx).into()
        }))
    }

    /// Whether it changes anything.
    pub fn acts(&self) -> bool {
        matches!(self, Plan::Change(_))
    }

    /// Both answers as one: what both list is listed together.
    pub fn and(self, other: Plan) -> Plan {
        match (self, other) {
            (Plan::Answer(mut own), Plan::Answer(other)) => {
                append(&mut own, other);
                Plan::Answer(own)
            }
            (own, _) => own,
        }
    }

    pub fn carry_out(self, service: &mut dyn Service, cx: &mut Context) -> Reply {
        match self {
            Plan::Answer(reply) => reply,
            Plan::Change(carry_out) => carry_out(service, cx),
        }
    }
}

/// What a fault of a service's own kind will do.
pub enum Strike {
    /// It strikes this database at one instant.
    Once(DbKey, Plan),
    /// It holds the database in its grip for as long as it lasts: [`Service::grip`].
    Grips(DbKey),
}

/// Puts what another reply lists behind what a reply lists under the same name.
fn append(reply: &mut Reply, other: Reply) {
    let Reply::Object(other) = other else {
        return;
    };
    for (name, more) in other {
        if let (Some(Reply::Array(own)), Reply::Array(more)) = (reply.get_mut(&name), more) {
            own.extend(more);
        }
    }
}
