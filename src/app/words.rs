//! Numbers, spans and moments as a learner reads them.

pub use crate::language::words::{
    capital, cause, count, counted, fault, nearest, part, phase, span,
};
use crate::sim::{Date, SimDuration, SimTime, parse_duration};

/// A link is in the clipboard.
pub const COPIED: &str = "Link copied. Whoever opens it sees what you see now.";

/// Of a candidate's link.
pub const COPIED_FOR_CANDIDATE: &str = "Link copied. Whoever opens it is asked these questions, and sees no answer before all were asked.";

/// Where the browser refuses to keep anything.
pub const NOTHING_KEPT: &str = "This browser keeps nothing for this page. Everything works, and ends with this tab: \
    Share or Export takes a run along.";

/// Where the browser does not keep a lesson from a file.
pub const FILE_NOT_KEPT: &str =
    "This browser does not keep the lesson: after a reload, drop its file again.";

/// `$42.10`.
pub fn money(cents: u64) -> String {
    format!("${}.{:02}", count(cents / 100), cents % 100)
}

/// A span that is torn nowhere: a number stands with its unit.
pub fn joined(of: SimDuration) -> String {
    span(of).replace(' ', "\u{a0}")
}

/// Time since the start, as a clock runs: `1:33`, `2:01:33`, `3 d 04:10:00`.
pub fn stopwatch(time: SimTime) -> String {
    let sign = if time.ms() < 0 { "-" } else { "" };
    let seconds = time.ms().unsigned_abs() / 1000;
    let (day, hour, minute, second) = (
        seconds / 86_400,
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    );
    match (day, hour) {
        (0, 0) => format!("{sign}{minute}:{second:02}"),
        (0, _) => format!("{sign}{hour}:{minute:02}:{second:02}"),
        _ => format!("{sign}{day} d {hour:02}:{minute:02}:{second:02}"),
    }
}

/// The clock on the wall, in UTC: `12:01:33`.
pub fn wall_clock(date: Date) -> String {
    date.to_string().chars().skip(11).take(8).collect()
}

/// The day: `2026-01-12`.
pub fn day(date: Date) -> String {
    date.to_string().chars().take(10).collect()
}

/// The clock on the wall, with its date where that is not clear.
pub fn wall_time(date: Date, dated: bool) -> String {
    match dated {
        true => format!("{} {}", day(date), wall_clock(date)),
        false => wall_clock(date),
    }
}

/// A span as people write it, in the form that the language takes: `1 h 30 min` is `1h30m`.
pub fn as_typed(span: &str) -> String {
    span.split_whitespace()
        .collect::<String>()
        .replace("min", "m")
}

/// A span of the language as people read it: `1h30m` is `1 h 30 min`.
pub fn as_shown(typed: &str) -> String {
    parse_duration(typed).map_or_else(|_| typed.to_owned(), span)
}

/// How fast time passes: `8×`, `3 min/s`, `2 h/s`.
pub fn pace(pace: f64) -> String {
    match pace {
        pace if pace < 60.0 => format!("{pace:.0}×"),
        pace if pace < 3600.0 => format!("{:.0} min/s", pace / 60.0),
        pace => format!("{:.0} h/s", pace / 3600.0),
    }
}

/// Dollars a month, to the cent: `$278.14`.
/// An item of the bill: its price, or that there is none.
pub fn price(usd: Option<f64>) -> String {
    usd.map_or_else(|| "unpriced".to_owned(), dollars)
}

pub fn dollars(usd: f64) -> String {
    money((usd.max(0.0) * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Calendar;

    #[test]
    fn spans_read_as_people_say_them() {
        for (ms, text) in [
            (0, "0 s"),
            (40, "0.1 s"),
            (420, "0.4 s"),
            (3000, "3 s"),
            (93_900, "93 s"),
            (125_000, "2 min 5 s"),
            (2_700_000, "45 min"),
            (4_800_000, "1 h 20 min"),
            (183_600_000, "2 d 3 h"),
        ] {
            assert_eq!(span(SimDuration::from_ms(ms)), text);
        }
        for ms in [40, 3000, 93_000, 125_000, 4_800_000, 183_600_000] {
            let ms = SimDuration::from_ms(ms);
            assert_eq!(as_shown(&as_typed(&span(ms))), span(ms));
        }
    }

    #[test]
    fn the_parts_of_a_recovery_add_up_to_it_as_it_is_shown() {
        let ms = SimDuration::from_ms;
        let parts = |ends: &[u64]| -> Vec<String> {
            let whole = ms(ends[ends.len() - 1]);
            let pairs = ends.windows(2);
            pairs
                .map(|pair| part(ms(pair[0]), ms(pair[1]), whole))
                .collect()
        };
        assert_eq!(parts(&[0, 20_600, 87_300, 93_900]), ["20 s", "67 s", "6 s"]);
        assert_eq!(
            parts(&[0, 20_100, 20_500, 30_000]),
            ["20 s", "< 1 s", "10 s"]
        );
        assert_eq!(parts(&[0, 1_250, 4_390]), ["1.2 s", "3.1 s"]);
    }

    #[test]
    fn numbers_and_clocks_read_as_people_write_them() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(12), "12");
        assert_eq!(counted(1, "order", "orders"), "1 order");
        assert_eq!(money(4210), "$42.10");
        assert_eq!(dollars(278.138), "$278.14");
        assert_eq!(stopwatch(SimTime::from_ms(93_400)), "1:33");
        assert_eq!(stopwatch(SimTime::from_ms(273_600_000)), "3 d 04:00:00");
        let date = |ms| Calendar::default().date(SimTime::from_ms(ms));
        assert_eq!(wall_clock(date(93_400)), "12:01:33");
        assert_eq!(wall_clock(date(-1000)), "11:59:59");
        assert_eq!(wall_time(date(0), false), "12:00:00");
        assert_eq!(wall_time(date(-172_800_000), true), "2026-01-10 12:00:00");
    }
}
