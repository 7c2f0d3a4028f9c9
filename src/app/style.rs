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

/// In steps of a twentieth of a percent: finer ones cannot be seen, and each change costs a frame its time.
pub fn percent(share: f64) -> String {
    format!("{}%", (share * 2000.0).round() / 20.0)
}
