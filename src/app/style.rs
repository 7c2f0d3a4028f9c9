//! Places and lengths along a track, as the browser takes them.

/// `left: 12.3%`, rounded so that it changes only when it can be seen.
pub fn left(share: f64) -> String {
    format!("left:{}", percent(share))
}

/// `left: 12.3%; width: 4%`.
pub fn span(from: f64, to: f64) -> String {
    format!(
        "left:{};width:{}",
        percent(from),
        percent((to - from).max(0.0))
    )
}

/// What stands at the present on the timeline, which says once where that is: it moves without being written anew.
pub const AT_NOW: &str = "left:var(--now)";

/// What stands beside that, and has the room behind it.
pub const BESIDE_NOW: &str = "left:var(--now);max-width:calc(100% - var(--now))";

/// The present, for all that reaches up to it.
pub fn now(share: f64) -> String {
    format!("--now:{}", percent(share))
}

/// From a place up to the present.
pub fn until_now(from: f64) -> String {
    let from = percent(from);
    format!("left:{from};width:calc(var(--now) - {from})")
}

/// In steps of a twentieth of a percent: finer ones cannot be seen, and each change costs a frame its time.
pub fn percent(share: f64) -> String {
    decimal((share * 2000.0).round() as i64 * 5) + "%"
}

/// So many hundredths as a number is written. To write a float out takes many times as long, and a tape is many of them.
fn decimal(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths.unsigned_abs() % 100);
    let sign = if hundredths < 0 && whole == 0 {
        "-"
    } else {
        ""
    };
    match rest {
        0 => whole.to_string(),
        _ if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_share_is_written_as_a_float_would_be(share in -1.5f64..1.5) {
            // A browser knows no difference between 0 and -0.
            let float = (share * 2000.0).round() / 20.0 + 0.0;
            prop_assert_eq!(percent(share), format!("{float}%"));
        }
    }
}
