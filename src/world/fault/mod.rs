//! Faults: each pulls levers of the world, and its end puts the same levers back. Nothing else asks which fault is active.
//!
//! Every kind is one file, and one line in the table of all.

pub mod az_outage;
pub mod bad_write;
pub mod block_corruption;
pub mod capacity_shortage;
pub mod control_plane_degraded;
pub mod dns_cached_forever;
pub mod drop_table;
pub mod kms_key_disabled;
pub mod network_partition;
pub mod region_outage;
pub mod write_surge;

pub use write_surge::SURGE_FACTOR_MAX;

use crate::cloud::{
    self, CommandError, DbKey, Fault, FaultKind, FaultOption, MarkId, Party, Reach, RegionId,
    Reply, Strike, What, ZoneId,
};
use crate::grammar::Catalogue;
use crate::sim::{EventId, SimDuration};
use crate::world::cause::{Cause, Origin};
use crate::world::incident::Incident;
use crate::world::lever::{ActiveFault, Lever};
use crate::world::plan::{Plan, Planned};
use crate::world::state::World;
use crate::world::{FaultCommand, KindView};
use std::rc::Rc;

/// What a fault of a kind does now. Fails if its target is not there.
type Strikes = fn(&World, &Fault) -> Result<Effect, CommandError>;

/// Every kind of fault with what it does, by name.
const FAULTS: [(&FaultKind, Strikes); 11] = [
    (&az_outage::KIND, az_outage::strike),
    (&bad_write::KIND, bad_write::strike),
    (&block_corruption::KIND, block_corruption::strike),
    (&capacity_shortage::KIND, capacity_shortage::strike),
    (
        &control_plane_degraded::KIND,
        control_plane_degraded::strike,
    ),
    (&dns_cached_forever::KIND, dns_cached_forever::strike),
    (&drop_table::KIND, bad_write::strike),
    (&kms_key_disabled::KIND, kms_key_disabled::strike),
    (&network_partition::KIND, network_partition::strike),
    (&region_outage::KIND, region_outage::strike),
    (&write_surge::KIND, write_surge::strike),
];

/// What can go wrong with places, networks, rows and applications, whatever services there are, by name.
pub const FAULT_KINDS: &[&FaultKind] = &FaultKind::of_table(&FAULTS);

/// What a fault does: it holds levers for as long as it lasts, or it strikes once.
enum Effect {
    Holds(Lever),
    Strikes(AtOnce),
    /// It is of a service's own kind, and strikes one of its databases.
    StrikesOne(DbKey, cloud::Plan),
}

/// What strikes at one instant; it gives the damage that it did to rows, if it did any.
type AtOnce = Box<dyn FnOnce(&mut World) -> Option<MarkId>>;

impl Effect {
    fn strikes(strike: impl FnOnce(&mut World) -> Option<MarkId> + 'static) -> Effect {
        Effect::Strikes(Box::new(strike))
    }
}

impl World {
    pub(super) fn plan_fault(&self, command: &FaultCommand) -> Planned {
        match command {
            FaultCommand::Inject { fault, lasts } => {
                let effect = self.effect_of(fault)?;
                let (fault, lasts) = (fault.clone(), *lasts);
                Ok(Plan::new(move |world| {
                    world.inject(fault, effect, lasts);
                    Reply::Null
                }))
            }
            FaultCommand::Clear { fault } => {
                let number = self.active_fault(fault)?;
                Ok(Plan::new(move |world| {
                    world.end_fault(number);
                    Reply::Null
                }))
            }
        }
    }

    fn inject(&mut self, fault: Fault, effect: Effect, lasts: Option<SimDuration>) {
        let number = self.incidents_opened;
        self.incidents_opened += 1;
        let (mark, named) = match effect {
            Effect::Strikes(strike) => (strike(self), None),
            Effect::StrikesOne(key, plan) => {
                let service = &mut self.services[usize::from(key.service)];
                plan.carry_out(&mut **service, &mut self.cx);
                (None, Some(key))
            }
            Effect::Holds(lever) => {
                let named = match lever {
                    Lever::Grip(_, key) => Some(key),
                    _ => None,
                };
                self.pull(&lever, true);
                let party = named.map_or(Party::Everyone, Party::Database);
                let ends = lasts.map(|lasts| self.cx.look_at(self.cx.now + lasts, party));
                self.faults.push(ActiveFault {
                    number,
                    fault: fault.clone(),
                    at: self.cx.now,
                    ends,
                    lever,
                });
                (None, named)
            }
        };
        self.cx.note(
            fault.target(),
            None,
            What::Fault(format!("{} strikes", fault.kind.name)),
        );
        let mut struck = match (fault.kind.reach, named) {
            (Reach::Named, Some(key)) => vec![key],
            _ => self.databases_within(&fault),
        };
        for key in &struck {
            self.services[usize::from(key.service)].touch(*key);
        }
        // What is stopped on purpose suffers from nothing that does not outlast its start.
        struck.retain(|key| !self.db(*key).rests);
        let noticed_at = fault.span(&FaultOption::NOTICED_AFTER);
        let noticed_at = noticed_at.map(|after| self.cx.now + after);
        if let Some(at) = noticed_at {
            self.cx.look_at(at, Party::Observers);
        }
        let cause = Cause::Fault(fault);
        self.marked.extend(mark.map(|_| number));
        self.watched.insert(number);
        self.incidents.push(Incident {
            mark,
            noticed_at,
            struck,
            ..Incident::new(number, cause, self.cx.now)
        });
        self.just_now = Some(Origin::Incident(number));
    }

    /// The number of the fault in force of that kind on that target.
    #[inline(never)]
    fn active_fault(&self, fault: &Fault) -> Result<u32, CommandError> {
        let same = |active: &&ActiveFault| active.fault.is_like(fault);
        let found = self.faults.iter().find(same);
        found.map(|active| active.number).ok_or_else(|| {
            let message = format!("no {} is in force on {}", fault.kind.name, fault.target());
            CommandError::new("FaultNotActive", message)
        })
    }

    /// Ends the fault whose time is over with this event, if it is one's.
    pub(super) fn end_fault_due(&mut self, event: EventId) {
        let mut active = self.faults.iter();
        if let Some(over) = active.find(|active| active.ends == Some(event)) {
            self.end_fault(over.number);
        }
    }

    fn end_fault(&mut self, number: u32) {
        let Some(place) = self
            .faults
            .iter()
            .position(|active| active.number == number)
        else {
            return;
        };
        let active = self.faults.remove(place);
        self.cx.cancel(active.ends);
        self.pull(&active.lever, false);
        self.cx.note(
            active.fault.target(),
            None,
            What::Fault(format!("{} ends", active.fault.kind.name)),
        );
    }

    /// What a fault will do. Fails if its target is not there.
    fn effect_of(&self, fault: &Fault) -> Result<Effect, CommandError> {
        let mut faults = FAULTS.iter();
        match faults.find(|(kind, _)| *kind == fault.kind) {
            Some((_, strikes)) => strikes(self, fault),
            None => self.effect_by_service(fault),
        }
    }

    /// What a fault will do that is of a service's own kind.
    #[inline(never)]
    fn effect_by_service(&self, fault: &Fault) -> Result<Effect, CommandError> {
        let suffering: Vec<usize> = self.catalogue.sufferers(fault.kind).collect();
        let name = fault.database();
        let knows = |place: &usize| self.services[*place].with_part(&self.cx, &name).is_some();
        let known = suffering.iter().copied().find(knows);
        let stranger = (0..self.services.len()).find(knows);
        let service = match (known, stranger, suffering.first()) {
            (Some(place), ..) => place,
            // What is aimed at no database is a matter of the first.
            (None, None, Some(first)) => *first,
            (None, ..) => {
                let message = format!(
                    "{} does not suffer from {}",
                    fault.target(),
                    fault.kind.name
                );
                return invalid(message);
            }
        };
        Ok(match self.services[service].strike(&self.cx, fault)? {
            Strike::Once(key, plan) => Effect::StrikesOne(key, plan),
            Strike::Grips(key) => Effect::Holds(Lever::Grip(fault.clone(), key)),
        })
    }

    fn pull(&mut self, lever: &Lever, on: bool) {
        let now = self.cx.now;
        match lever {
            Lever::Grip(_, key) => self.services[usize::from(key.service)].touch(*key),
            _ => self.touch_all(),
        }
        match lever.clone() {
            Lever::ZoneDark(zone) if on => self.cx.topology.power_off_zone(zone),
            Lever::ZoneDark(zone) => self.cx.topology.power_on_zone(zone),
            Lever::RegionShut(region) if on => self.cx.topology.shut_region(region),
            Lever::RegionShut(region) => self.cx.topology.open_region(region),
            Lever::RegionDegraded(region) if on => self.cx.topology.degrade_region(region),
            Lever::RegionDegraded(region) => self.cx.topology.relieve_region(region),
            Lever::ZoneShort(zone) if on => self.cx.topology.run_short(zone),
            Lever::ZoneShort(zone) => self.cx.topology.restock(zone),
            Lever::Cut(a, b) if on => self.cx.topology.cut(a, b),
            Lever::Cut(a, b) => self.cx.topology.mend(a, b),
            Lever::KeyOff(arn) if on => self.cx.topology.disable_key(arn),
            Lever::KeyOff(arn) => self.cx.topology.enable_key(&arn),
            Lever::Grip(fault, key) => {
                self.services[usize::from(key.service)].grip(&mut self.cx, &fault, key, on)
            }
            Lever::Surge(app, factor) if on => self.cx.tapes.writes_mut(app).add_surge(now, factor),
            Lever::Surge(app, factor) => self.cx.tapes.writes_mut(app).end_surge(now, factor),
            Lever::DnsKept(app) if on => self.client_mut(app).app.keep_answers(),
            Lever::DnsKept(app) => self.client_mut(app).app.let_answers_go(now),
        }
    }
}

/// Every kind of fault that can strike in a world of that catalogue, by name.
pub fn kinds_of(catalogue: Catalogue) -> Rc<[KindView]> {
    let all = catalogue.fault_kinds().into_iter();
    let view = |kind| KindView {
        kind,
        of: catalogue
            .sufferers(kind)
            .map(|place| catalogue.services[place].name)
            .collect(),
    };
    all.map(view).collect()
}

fn invalid<T>(message: impl Into<String>) -> Result<T, CommandError> {
    Err(CommandError::new("InvalidTarget", message))
}

fn zone_named(name: &str) -> Result<ZoneId, CommandError> {
    ZoneId::parse(name).ok_or_else(|| {
        CommandError::new(
            "AvailabilityZoneNotFound",
            format!("there is no Availability Zone {name}; for example us-east-1a"),
        )
    })
}

fn region_named(name: &str) -> Result<RegionId, CommandError> {
    RegionId::parse(name).ok_or_else(|| {
        CommandError::new(
            "RegionNotFound",
            format!("AWS has no commercial Region {name}; for example us-east-1"),
        )
    })
}
