//! Engine versions: a short table of major versions, and a rule for minors.
//!
//! Source: Amazon RDS User Guide and release notes, the tables of supported versions (MySQL.Concepts.VersionMgmt,
//! MariaDB.Concepts.VersionMgmt, postgresql-release-calendar, SQLServer.Concepts.General.VersionSupport), as of April 2026. RDS takes
//! old minors out of the offer every few months; the lab leaves them in: any minor up to the newest of that day can be had.

/// The versions of an engine.
#[derive(Debug)]
pub struct Versions {
    /// Each major with its newest minor; the first is the default. AWS says of its default that it is mostly the newest.
    pub majors: &'static [(&'static str, &'static str)],
}

impl Versions {
    /// The full version that `text` names: a version, a major version alone, or nothing for the default.
    pub fn find(&self, text: Option<&str>) -> Option<String> {
        let Some(text) = text else {
            return self.majors.first().map(full);
        };
        let under = |(major, _): &&(&str, &str)| {
            let rest = text.strip_prefix(*major);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        // The longest: 11.5 is no version 11.
        let major = self
            .majors
            .iter()
            .filter(under)
            .max_by_key(|(major, _)| major.len())?;
        match text.strip_prefix(major.0)?.strip_prefix('.') {
            None => Some(full(major)),
            Some(minor) => is_offered(minor, major.1).then(|| text.to_owned()),
        }
    }

    /// What there is, as an error tells it: `17 to 17.9, 16 to 16.13`.
    pub fn known(&self) -> String {
        let each = self
            .majors
            .iter()
            .map(|major| format!("{} (to {})", major.0, full(major)));
        each.collect::<Vec<_>>().join(", ")
    }
}

fn full((major, minor): &(&str, &str)) -> String {
    format!("{major}.{minor}")
}

/// Whether a minor is built like the newest one, and is no newer.
fn is_offered(minor: &str, newest: &str) -> bool {
    // `44-RDS.20260212`: extended support goes on from the last minor.
    if let Some((base, date)) = minor.split_once('-')
        && !newest.contains('-')
    {
        let date = date.to_ascii_lowercase();
        let digits = date.strip_prefix("rds.").unwrap_or_default();
        return base == newest && digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    }
    let alike = parts(minor).count() == parts(newest).count()
        && parts(minor)
            .zip(parts(newest))
            .all(|(a, b)| match (number(a), number(b)) {
                (Some(_), Some(_)) => a == "0" || !a.starts_with('0') || b.starts_with('0'),
                (None, None) => true,
                _ => false,
            });
    alike && !is_later(minor, newest) && minor != "0"
}

/// Whether `version` is `since`, or newer.
pub fn is_since(version: &str, since: &str) -> bool {
    !is_later(since, version)
}

fn is_later(a: &str, b: &str) -> bool {
    let key = |text| {
        parts(text)
            .map(|part| number(part).unwrap_or(0))
            .collect::<Vec<u64>>()
    };
    key(a) > key(b)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '-'])
}

/// The figure in a part, whatever letter is before it: `v1`, `r1`, `sb00000000`.
fn number(part: &str) -> Option<u64> {
    let digits = part.trim_start_matches(|c: char| c.is_ascii_lowercase());
    digits
        .parse()
        .ok()
        .filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use crate::rds::engine::Engine;

    fn found(engine: &str, text: &str) -> Option<String> {
        Engine::parse(engine)?
            .facts()
            .offer
            .versions
            .find(Some(text))
    }

    #[test]
    fn versions_are_those_of_the_table_and_older_minors() {
        for (engine, text, full) in [
            ("postgres", "16.3", Some("16.3")),
            ("postgres", "16", Some("16.13")),
            ("postgres", "17.10", None),
            ("postgres", "99.9", None),
            ("postgres", "16.", None),
            ("postgres", "16.0", None),
            ("postgres", "16.03", None),
            ("postgres", "16.3.1", None),
            ("postgres", "161", None),
            ("postgres", "11.22-rds.20250814", Some("11.22-rds.20250814")),
            ("postgres", "11.22-rds.2025", None),
            ("postgres", "", None),
            ("mysql", "8.0.40", Some("8.0.40")),
            ("mysql", "8.4", Some("8.4.8")),
            ("mysql", "8", None),
            ("mysql", "9.0.1", None),
            ("mariadb", "10.11.9", Some("10.11.9")),
            ("mariadb", "10.1", None),
            ("sqlserver-se", "15.00.4415.2.v1", Some("15.00.4415.2.v1")),
            ("sqlserver-se", "15.00", Some("15.00.4455.2.v1")),
            ("sqlserver-se", "15.00.4415", None),
            (
                "oracle-ee",
                "19.0.0.0.ru-2025-07.rur-2025-07.r1",
                Some("19.0.0.0.ru-2025-07.rur-2025-07.r1"),
            ),
            ("oracle-ee", "12.1", None),
            ("db2-se", "11.5", Some("11.5.9.0.sb00000000.r1")),
        ] {
            assert_eq!(found(engine, text).as_deref(), full, "{engine} {text}");
        }
    }

    #[test]
    fn every_engine_has_a_default_that_it_offers() {
        for name in Engine::names() {
            let versions = &Engine::parse(name)
                .expect("it is one")
                .facts()
                .offer
                .versions;
            let default = versions.find(None).expect("it has one");
            assert_eq!(versions.find(Some(&default)), Some(default), "{name}");
        }
    }
}
