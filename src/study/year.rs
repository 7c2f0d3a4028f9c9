//! A simulated year of a world under random faults at the yearly rates of the table of numbers.
//!
//! Nobody acts in it: what RDS does not repair by itself stays broken until the year's end.

use crate::cloud::{DbName, Fault, Target, Yearly};
use crate::sim::{Luck, SimDuration, SimTime, Spread};
use crate::world::{Command, DatabaseView, FaultCommand, KindView, RoleView, World};

/// The length of a year.
const YEAR: SimDuration = SimDuration::from_days(365);
const YEAR_S: f64 = 365.0 * 86_400.0;

/// What can go wrong in a year: one entry for each thing that can fail, with the rate at which it does.
pub struct YearPlan {
    risks: Vec<Risk>,
}

struct Risk {
    fault: Fault,
    yearly: Yearly,
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
        let mut add = |target: Target, name: &str, db: Option<&DatabaseView>| {
            let standalone = |db: &DatabaseView| matches!(db.role, RoleView::Standalone);
            let takes_writes = db.is_some_and(standalone);
            let fits = |kind: &&KindView| db.is_none_or(|db| kind.fits(db));
            let kinds = view.kinds.iter().filter(fits).map(|of| of.kind);
            for kind in kinds.filter(|kind| kind.targets == [target]) {
                let hurts = takes_writes || !kind.reach.damages();
                risks.extend(kind.yearly.filter(|_| hurts).map(|yearly| Risk {
                    fault: Fault::on(kind, name),
                    yearly,
                    whom: name.to_owned(),
                }));
            }
        };
        for region in &view.regions {
            add(Target::Region, region.id.name(), None);
            for zone in &region.zones {
                add(Target::Zone, &zone.id.name(), None);
            }
        }
        for db in &view.databases {
            let name = DbName::within(db.region, &db.id);
            add(Target::Database, &name.to_string(), Some(db));
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
            let per_year = numbers.value(risk.yearly.rate);
            let mut at_s = 0.0;
            for n in 0.. {
                at_s += waiting_time(luck, per_year, risk, n);
                if at_s >= YEAR_S {
                    break;
                }
                let lasts = risk
                    .yearly
                    .length
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
    -libm::log(luck.draw(uniform, risk.yearly.rate.name, &risk.whom, n)) / per_year * YEAR_S
}
