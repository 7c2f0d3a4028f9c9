//! Measures the cases, and prints one table of what they cost and one of years a second.

use crate::cases::{Case, PAIRS, Pair};
use crate::worlds::YEARS;
use std::process::Command;
use std::time::{Duration, Instant};

/// Of so many times the least counts: whatever else the machine does only adds.
const SAMPLES: usize = 7;
/// Years are run for so long, doubling their number until then.
const LONG_ENOUGH: Duration = Duration::from_millis(400);

/// What one unit of a case costs.
struct Cost {
    /// Not known where valgrind is not installed.
    instructions: Option<f64>,
    us: f64,
}

/// Runs one case once, for valgrind; tells how many units it did.
pub fn count_here(name: &str) {
    let mut cases = PAIRS.iter().flat_map(|pair| [&pair.base, &pair.other]);
    let case = cases
        .find(|case| case.name == name)
        .unwrap_or_else(|| panic!("no case is called {name:?}"));
    println!("{}", counted(&mut (case.set_up)()));
}

/// Valgrind counts within this function alone, which it finds by its name.
#[inline(never)]
fn counted(work: &mut dyn FnMut() -> u32) -> u32 {
    std::hint::black_box(work())
}

pub fn print() {
    let counts = Command::new("valgrind").arg("--version").output().is_ok();
    println!(
        "{:<40}{:>14}{:>8}{:>12}{:>8}{:>10}",
        "What one of them costs", "instructions", "×", "µs", "×", "budget"
    );
    for pair in &PAIRS {
        print_pair(pair, counts);
    }
    if !counts {
        println!("\nInstructions were not counted: valgrind is not installed.");
    }
    print_years();
}

fn print_pair(pair: &Pair, counts: bool) {
    let cost = |case| Cost {
        instructions: counts.then(|| instructions(case)),
        us: microseconds(case),
    };
    let (base, other) = (cost(&pair.base), cost(&pair.other));
    let in_instructions = other.instructions.zip(base.instructions);
    let in_instructions = in_instructions.map(|(other, base)| other / base);
    let in_time = other.us / base.us;
    let budget = pair.budget.map_or(String::new(), |budget| {
        // Instructions are the same at every run; time is not.
        let within = in_instructions.unwrap_or(in_time) <= budget;
        format!("≤ {budget}{}", if within { "" } else { "  over" })
    });
    println!("\n{}", pair.title);
    println!("{}", row(pair.base.name, &base, None, None));
    let row = row(pair.other.name, &other, in_instructions, Some(in_time));
    println!("{row}     {budget}");
}

fn row(name: &str, cost: &Cost, in_instructions: Option<f64>, in_time: Option<f64>) -> String {
    let figure = |figure: Option<f64>| figure.map_or("–".to_owned(), |n| grouped(n, 0));
    let ratio = |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
    format!(
        "  {name:<38}{:>14}{:>8}{:>12}{:>8}",
        figure(cost.instructions),
        ratio(in_instructions),
        grouped(cost.us, 1),
        ratio(in_time)
    )
}

/// Instructions a unit: this program runs the case once more, under valgrind.
fn instructions(case: &Case) -> f64 {
    let this = std::env::current_exe().expect("a program knows where it stands");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=*counted*")
        .arg(this)
        .args(["--count", case.name])
        .output()
        .expect("valgrind starts");
    let (told, report) = (text(&output.stdout), text(&output.stderr));
    let units: Option<f64> = told.trim().parse().ok();
    let collected = report
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let collected: Option<f64> = collected.and_then(|(_, count)| count.trim().parse().ok());
    match units.zip(collected) {
        Some((units, collected)) if output.status.success() => collected / units,
        _ => panic!("valgrind did not count {:?}:\n{report}", case.name),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Microseconds a unit.
fn microseconds(case: &Case) -> f64 {
    let times = samples(|| {
        let mut work = (case.set_up)();
        let began = Instant::now();
        let units = counted(&mut work);
        began.elapsed().as_secs_f64() * 1e6 / f64::from(units)
    });
    times.fold(f64::INFINITY, f64::min)
}

fn samples(sample: impl FnMut() -> f64) -> impl Iterator<Item = f64> {
    std::iter::repeat_with(sample).take(SAMPLES)
}

/// The native build measures itself; what `scripts/bench` measured of the WebAssembly build comes in `YEARS_IN_WASM`.
fn print_years() {
    let in_wasm = std::env::var("YEARS_IN_WASM").unwrap_or_default();
    let mut in_wasm = in_wasm.split_whitespace().map(|rate| rate.parse().ok());
    println!(
        "\n{:<68}{:>10}{:>10}    budget",
        "Simulated years a second, on one core", "native", "wasm"
    );
    for years in &YEARS {
        let native = years_a_second(years.run);
        let wasm: Option<f64> = in_wasm.next().flatten();
        let [native_text, wasm_text] =
            [Some(native), wasm].map(|rate| rate.map_or("–".to_owned(), |rate| grouped(rate, 0)));
        let budget = years.budget.map_or(String::new(), |(in_native, in_wasm)| {
            let within = native >= in_native && wasm.is_none_or(|rate| rate >= in_wasm);
            format!(
                "    ≥ {}, ≥ {}{}",
                grouped(in_native, 0),
                grouped(in_wasm, 0),
                if within { "" } else { "  missed" }
            )
        });
        println!(
            "  {:<66}{native_text:>10}{wasm_text:>10}{budget}",
            years.name
        );
    }
    println!("{BEYOND}");
}

fn years_a_second(run: fn(u32) -> u64) -> f64 {
    let rates = samples(|| {
        let mut count = 1;
        loop {
            let began = Instant::now();
            std::hint::black_box(run(count));
            let took = began.elapsed();
            if took >= LONG_ENOUGH {
                return f64::from(count) / took.as_secs_f64();
            }
            count *= 2;
        }
    });
    rates.fold(0.0, f64::max)
}

/// `12,345.6`
fn grouped(figure: f64, decimals: usize) -> String {
    let text = format!("{figure:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

const BEYOND: &str = "
  The plain heap knows when a component is up, and counts backups and uploads. In its year the lab also computes, for each
  database: failover or restart in their phases; what every client saw, with its DNS cache, pool and time-out; which writes
  were acknowledged, lost or in doubt; which incident owns every outage and loss, when it was over, and whether goals were met;
  a tape that any moment can be restored from, with the daily backups and 5-minute uploads that stand behind it; what it costs.";
