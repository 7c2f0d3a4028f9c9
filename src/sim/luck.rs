//! Keyed random draws: the same (seed, what, whom, n) gives the same luck whatever else happens in the run.

use crate::sim::{SimDuration, parse_duration};
use fnv::FnvHasher;
use rand::{Rng, SeedableRng};
use rand_distr::{Distribution, Triangular, Uniform};
use rand_pcg::Pcg64Mcg;
use std::fmt;
use std::hash::Hasher;

/// The luck of one run, given by its seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck(u64);

/// How a quantity is spread. The quantity's unit is told where it is used; durations are in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Always this value.
    Fixed(f64),
    /// Equally likely between two bounds.
    Uniform { low: f64, high: f64 },
    /// Triangular between two bounds, most likely at `mode`.
    Triangular { low: f64, mode: f64, high: f64 },
    /// Log-normal, given by its median and its 95th percentile.
    LogNormal { median: f64, p95: f64 },
}

impl Luck {
    /// The luck that a seed word stands for. Words differ by their letters alone: case counts for nothing.
    pub fn from_seed(word: &str) -> Luck {
        let mut hash = FnvHasher::default();
        hash.write(word.to_ascii_uppercase().as_bytes());
        Luck(hash.finish())
    }

    /// Draws from `spread` for the `n`-th time that `what` happens to `whom`.
    pub fn draw(self, spread: Spread, what: &str, whom: &str, n: u64) -> f64 {
        if let Spread::Fixed(value) = spread {
            return value;
        }
        let mut hash = FnvHasher::with_key(self.0);
        for word in [what, whom] {
            hash.write(word.as_bytes());
            hash.write(&[0]);
        }
        hash.write(&n.to_le_bytes());
        spread.sample(&mut Pcg64Mcg::seed_from_u64(hash.finish()))
    }

    /// As [`Luck::draw`], read as seconds and rounded to whole milliseconds.
    pub fn duration(self, spread: Spread, what: &str, whom: &str, n: u64) -> SimDuration {
        let ms = (self.draw(spread, what, whom, n) * 1000.0).round();
        // A float-to-integer cast saturates, so no spread can leave the range of durations.
        SimDuration::from_ms((ms.max(0.0) as u64).min(SimDuration::LONGEST.ms()))
    }
}

/// The standard normal's 95th percentile.
const NORMAL_P95: f64 = 1.644_853_626_951_472_2;

impl Spread {
    /// Whether its bounds are finite, not negative and in order, so that it can be drawn from.
    pub fn is_valid(self) -> bool {
        let ordered = |values: &[f64]| {
            values
                .iter()
                .all(|v| v.is_finite() && *v >= 0.0 && *v <= 1e12)
                && values.is_sorted_by(|a, b| a <= b)
        };
        match self {
            Spread::Fixed(value) => ordered(&[value]),
            Spread::Uniform { low, high } => ordered(&[low, high]),
            Spread::Triangular { low, mode, high } => ordered(&[low, mode, high]),
            Spread::LogNormal { median, p95 } => median > 0.0 && ordered(&[median, p95]),
        }
    }

    /// Reads `90`, `60..120`, `60..80..120`, `480~1800`: a value, bounds, bounds around the most likely value, a median and
    /// the 95th percentile. Whether it can be drawn from, [`Spread::is_valid`] tells.
    pub fn parse(text: &str) -> Option<Spread> {
        Spread::parse_with(text, plain_number)
    }

    /// As [`Spread::parse`], but a value may also be a duration: `2m..1h30m` is `120..5400`.
    pub fn parse_seconds(text: &str) -> Option<Spread> {
        Spread::parse_with(text, |word| {
            plain_number(word).or_else(|| Some(parse_duration(word).ok()?.ms() as f64 / 1000.0))
        })
    }

    fn parse_with(text: &str, read: impl Fn(&str) -> Option<f64>) -> Option<Spread> {
        if let Some((median, p95)) = text.split_once('~') {
            let (median, p95) = (read(median)?, read(p95)?);
            return Some(Spread::LogNormal { median, p95 });
        }
        let values: Option<Vec<f64>> = text.split("..").map(read).collect();
        match *values?.as_slice() {
            [value] => Some(Spread::Fixed(value)),
            [low, high] => Some(Spread::Uniform { low, high }),
            [low, mode, high] => Some(Spread::Triangular { low, mode, high }),
            _ => None,
        }
    }

    fn sample(self, rng: &mut Pcg64Mcg) -> f64 {
        match self {
            Spread::Fixed(value) => value,
            Spread::Uniform { low, high } => match Uniform::new_inclusive(low, high) {
                Ok(uniform) => uniform.sample(rng),
                Err(_) => low,
            },
            Spread::Triangular { low, mode, high } => match Triangular::new(low, high, mode) {
                Ok(triangular) => triangular.sample(rng),
                Err(_) => mode,
            },
            Spread::LogNormal { median, p95 } => {
                let sigma = (libm::log(p95) - libm::log(median)) / NORMAL_P95;
                median * libm::exp(sigma * standard_normal(rng))
            }
        }
    }
}

/// Digits with at most one point, fifteen at most: no signs, exponents, infinities. The standard library's reader of numbers
/// would bring a table of eleven kilobytes into the page; of so few digits a division gives the same value.
fn plain_number(word: &str) -> Option<f64> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let digits = format!("{whole}{fraction}");
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain || digits.len() > 15 {
        return None;
    }
    let power = fraction.bytes().fold(1.0, |power, _| power * 10.0);
    Some(digits.parse::<u64>().ok()? as f64 / power)
}

/// As [`Spread::parse`] reads it.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spread::Fixed(value) => write!(f, "{value}"),
            Spread::Uniform { low, high } => write!(f, "{low}..{high}"),
            Spread::Triangular { low, mode, high } => write!(f, "{low}..{mode}..{high}"),
            Spread::LogNormal { median, p95 } => write!(f, "{median}~{p95}"),
        }
    }
}

/// Box and Muller's transform through `libm`: a library's own might use the platform's logarithm, which differs in its last bit.
fn standard_normal(rng: &mut Pcg64Mcg) -> f64 {
    let unit = |rng: &mut Pcg64Mcg| (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    let (radius, angle) = (1.0 - unit(rng), unit(rng));
    libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILOVER: Spread = Spread::Triangular {
        low: 60.0,
        mode: 80.0,
        high: 120.0,
    };

    #[test]
    fn a_draw_depends_on_its_key_alone() {
        let luck = Luck::from_seed("KYIV");
        let first = luck.draw(FAILOVER, "failover", "orders", 0);
        assert_eq!(first, luck.draw(FAILOVER, "failover", "orders", 0));
        assert_eq!(
            first,
            Luck::from_seed("kyiv").draw(FAILOVER, "failover", "orders", 0)
        );
        for other in [
            luck.draw(FAILOVER, "failover", "orders", 1),
            luck.draw(FAILOVER, "failover", "orders-2", 0),
            luck.draw(FAILOVER, "reboot", "orders", 0),
            Luck::from_seed("OSLO").draw(FAILOVER, "failover", "orders", 0),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn draws_stay_within_their_bounds_and_have_the_right_middle() {
        let luck = Luck::from_seed("LAB");
        let draws = |spread| (0..4000).map(move |n| luck.draw(spread, "x", "y", n));
        assert!(draws(FAILOVER).all(|s| (60.0..=120.0).contains(&s)));
        let mean = draws(FAILOVER).sum::<f64>() / 4000.0;
        assert!(
            (mean - 260.0 / 3.0).abs() < 1.0,
            "a triangular mean is (low + mode + high) / 3, got {mean}"
        );
        let log_normal = Spread::LogNormal {
            median: 480.0,
            p95: 1800.0,
        };
        let above = draws(log_normal).filter(|s| *s > 1800.0).count();
        assert!(
            (140..=260).contains(&above),
            "5 % of draws lie above the 95th percentile, got {above} of 4000"
        );
    }

    #[test]
    fn spreads_read_as_they_are_printed() {
        for text in ["90", "0.25", "60..120", "60..80..120", "480~1800"] {
            let spread = Spread::parse(text).expect("it reads");
            assert!(spread.is_valid());
            assert_eq!(spread.to_string(), text);
        }
        // Read as the standard library reads them, to the last bit.
        for text in [
            "0.1",
            "0.3",
            "2.675",
            "123456789.123456",
            "99999999999999.9",
            "1.",
        ] {
            let value = text.parse().ok();
            assert_eq!(plain_number(text), value, "{text}");
        }
        let seconds = Spread::parse_seconds("1m..80..2m").map(|spread| spread.to_string());
        assert_eq!(seconds.as_deref(), Some("60..80..120"));
        for text in [
            "",
            "..",
            "1..",
            "1..2..3..4",
            "-1",
            "inf",
            "NaN",
            "1e9",
            "1~2~3",
            "2m",
            "1.2.3",
        ] {
            assert_eq!(Spread::parse(text), None, "{text}");
        }
    }
}
