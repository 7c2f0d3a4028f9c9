//! A simulated year of a world under random faults at the yearly rates of the table of numbers.
//!
//! Nobody acts in it: what RDS does not repair by itself stays broken until the year's end.

use crate::cloud::{DbName, Number, numbers};
use crate::sim::{Luck, SimDuration, SimTime, Spread};
use crate::world::{Command, Fault, FaultCommand, World};

/// The length of a year.
const YEAR: SimDuration = SimDuration::from_days(365);
const YEAR_S: f64 = 365.0 * 86_400.0;

/// What can go wrong in a year: one entry for each thing that can fail, with the rate at which it does.
pub struct YearPlan {
    risks: Vec<Risk>,
}

struct Risk {
    fault: Fault,
    rate: &'static Number,
    lasts: Option<&'static Number>,
    whom: String,
}

/// What a year came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    pub faults: u32,
    /// The longest time without writes, over all applications and outages added up.
    pub write_outage: SimDuration,
    pub lost_writes: u64,
}

impl YearPlan {
    /// Every fault that can strike what stands in `world`.
    pub fn new(world: &World) -> YearPlan {
        let mut risks = Vec::new();
        let view = world.view();
        for region in &view.regions {
            let name = region.id.name().to_owned();
            let fault = Fault::RegionOutage { region: name };
            risks.push(Risk::lasting(
                fault,
                &numbers::YEARLY_REGION_OUTAGE,
                &numbers::YEARLY_REGION_OUTAGE_LENGTH,
            ));
            for zone in &region.zones {
                let fault = Fault::AzOutage {
                    zone: zone.id.name(),
                };
                risks.push(Risk::lasting(
                    fault,
                    &numbers::YEARLY_AZ_OUTAGE,
                    &numbers::YEARLY_AZ_OUTAGE_LENGTH,
                ));
            }
        }
        for db in &view.databases {
            let database = DbName {
                region: Some(db.region),
                name: db.id.clone(),
            };
            risks.push(Risk::instant(
                Fault::HostFailure {
                    database: database.clone(),
                },
                &numbers::YEARLY_HOST_FAILURE,
            ));
            risks.push(Risk::instant(
                Fault::VolumeFailure {
                    database: database.clone(),
                },
                &numbers::YEARLY_VOLUME_FAILURE,
            ));
            if matches!(db.role, crate::world::RoleView::Standalone) {
                risks.push(Risk::instant(
                    Fault::BadWrite {
                        database,
                        rows: None,
                    },
                    &numbers::YEARLY_BAD_WRITE,
                ));
            }
        }
        YearPlan { risks }
    }

    /// Lets year number `number` of the seed pass from `start`, a world at 0s.
    pub fn run(&self, start: &World, seed: &str, number: u64) -> Year {
        let luck = Luck::from_seed(&format!("{seed}-{number}"));
        let mut strikes = self.strikes(start, luck);
        strikes.sort_by_key(|(at, ..)| *at);
        let mut world = start.in_other_luck(luck);
        let mut year = Year::default();
        for (at, fault, lasts) in strikes {
            world.advance_to(at);
            let inject = Command::Fault(FaultCommand::Inject {
                fault: fault.clone(),
                lasts,
            });
            // A fault whose target is gone, or takes no writes now, does not strike.
            if world.apply(&inject).is_ok() {
                year.faults += 1;
            }
        }
        world.advance_to(SimTime::START + YEAR);
        year.write_outage = world.write_outage();
        year.lost_writes = world.totals().lost;
        year
    }

    fn strikes(&self, world: &World, luck: Luck) -> Vec<(SimTime, &Fault, Option<SimDuration>)> {
        let numbers = world.numbers();
        let mut strikes = Vec::new();
        for risk in &self.risks {
            let per_year = numbers.value(risk.rate);
            let mut at_s = 0.0;
            for n in 0.. {
                at_s += waiting_time(luck, per_year, risk, n);
                if at_s >= YEAR_S {
                    break;
                }
                let lasts = risk
                    .lasts
                    .map(|number| luck.duration(numbers.get(number), number.name, &risk.whom, n));
                strikes.push((SimTime::from_ms((at_s * 1000.0) as i64), &risk.fault, lasts));
            }
        }
        strikes
    }
}

/// Seconds until the next fault of a Poisson process.
fn waiting_time(luck: Luck, per_year: f64, risk: &Risk, n: u64) -> f64 {
    if per_year <= 0.0 {
        return f64::INFINITY;
    }
    let uniform = Spread::Uniform {
        low: f64::MIN_POSITIVE,
        high: 1.0,
    };
    -libm::log(luck.draw(uniform, risk.rate.name, &risk.whom, n)) / per_year * YEAR_S
}

impl Risk {
    fn instant(fault: Fault, rate: &'static Number) -> Risk {
        let whom = fault.target();
        Risk {
            fault,
            rate,
            lasts: None,
            whom,
        }
    }

    fn lasting(fault: Fault, rate: &'static Number, lasts: &'static Number) -> Risk {
        let whom = fault.target();
        Risk {
            fault,
            rate,
            lasts: Some(lasts),
            whom,
        }
    }
}
