//! Deeds: what people, or a service by itself, do to databases and applications, and what can make requests fail.

/// A kind of deed. Two are the same if they bear one name and mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The first words of its line, `aws rds reboot-db-instance`, or what the service calls it.
    pub name: &'static str,
    /// In a sentence: `reboot`. Its name, unless told.
    pub noun: &'static str,
    /// As the heading of an incident that it began: `Reboot`.
    pub heading: Option<&'static str>,
    /// Whether people take it to get out of an incident that is open: what fails by it meanwhile is part of the way.
    pub is_way_out: bool,
    /// Whether it brings an application to a database, which may be in trouble already.
    pub is_arrival: bool,
    /// Whether it may wait for a maintenance window before it begins.
    pub may_wait: bool,
}

impl Deed {
    /// What a service does in a maintenance window, or by itself in general.
    pub const MAINTENANCE: Deed = Deed::named("maintenance window");

    /// A deed that is none of all that.
    pub const fn named(name: &'static str) -> Deed {
        Deed {
            name,
            noun: name,
            heading: None,
            is_way_out: false,
            is_arrival: false,
            may_wait: false,
        }
    }

    pub const fn noun(self, noun: &'static str) -> Deed {
        Deed { noun, ..self }
    }

    pub const fn heading(self, heading: &'static str) -> Deed {
        Deed {
            heading: Some(heading),
            ..self
        }
    }

    pub const fn way_out(self) -> Deed {
        Deed {
            is_way_out: true,
            ..self
        }
    }

    pub const fn arrival(self) -> Deed {
        Deed {
            is_arrival: true,
            ..self
        }
    }

    pub const fn waiting(self) -> Deed {
        Deed {
            may_wait: true,
            ..self
        }
    }
}
