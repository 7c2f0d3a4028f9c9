//! The worlds in which things are measured, as transcripts; and what is run for years.

use crate::plain;
use failover_lab::language::{Session, Transcript};
use failover_lab::study::{Year, YearPlan};

/// What is run for years, natively and in WebAssembly.
#[cfg_attr(
    target_arch = "wasm32",
    expect(dead_code, reason = "the native build prints them")
)]
pub struct Years {
    pub name: &'static str,
    /// Lets so many years pass; the figure says that something happened in them.
    pub run: fn(u32) -> u64,
    /// Years a second that it must reach natively, and in WebAssembly.
    pub budget: Option<(f64, f64)>,
}

pub const YEARS: [Years; 4] = [
    Years {
        name: "a Multi-AZ database with a replica, faults at their default rates",
        run: |count| years(&Faults::new(&with_replica()), count),
        budget: Some((100_000.0, 50_000.0)),
    },
    Years {
        name: "20 databases and their applications, each failing every 1000 h",
        run: |count| years(&Faults::new(&failing()), count),
        budget: None,
    },
    Years {
        name: "plain heap: 20 components, up 1000 h, down 1 h, daily backups",
        run: |count| (0..count).map(|n| plain::year(n.into(), false)).sum(),
        budget: None,
    },
    Years {
        name: "plain heap: the same, and an upload every 5 minutes",
        run: |count| (0..count).map(|n| plain::year(n.into(), true)).sum(),
        budget: None,
    },
];

/// Years of one world, each with a luck of its own.
pub struct Faults {
    start: Session,
    plan: YearPlan,
}

impl Faults {
    pub fn new(text: &str) -> Faults {
        let start = at_start(text);
        Faults {
            plan: YearPlan::new(start.world()),
            start,
        }
    }

    pub fn year(&self, number: u32) -> Year {
        self.plan.run(self.start.world(), "BENCH", number.into())
    }
}

fn years(faults: &Faults, count: u32) -> u64 {
    let years = (0..count).map(|number| faults.year(number));
    years.map(|year| year.write_outage.ms()).sum()
}

/// A run that stands at 0s.
pub fn at_start(text: &str) -> Session {
    let transcript = Transcript::parse(text).expect("it is valid");
    Session::without_keyframes(transcript).expect("nothing given is refused")
}

fn with_replica() -> String {
    database(1, "--multi-az")
        + "given aws rds create-db-instance-read-replica --db-instance-identifier db-1-r --source-db-instance-identifier db-1\n\
           given app create shop --connect db-1\n"
}

/// As many as [`plain`] has, failing as often; nothing else goes wrong.
fn failing() -> String {
    let rate = 365.0 * 24.0 / plain::UP_HOURS;
    let mut text = format!("given number yearly.host-failure {rate}\n");
    for other in ["az-outage", "bad-write", "region-outage", "volume-failure"] {
        text += &format!("given number yearly.{other} 0\n");
    }
    for number in 1..=plain::COMPONENTS {
        text += &database(number, "--no-multi-az");
        text += &format!("given app create shop-{number} --connect db-{number}\n");
    }
    text
}

pub fn database(number: u32, zones: &str) -> String {
    format!(
        "given aws rds create-db-instance --db-instance-identifier db-{number} --engine postgres --db-instance-class \
         db.m6g.large --allocated-storage 200 --backup-retention-period 7 {zones}\n"
    )
}
