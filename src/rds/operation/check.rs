//! What several operations check alike: identifiers, windows, ranges, quotas, places.

use crate::cloud::{CommandError, Context, DbKey, RegionId, ZoneId, numbers};
use crate::rds::Rds;
use crate::rds::backup::BackupWindow;
use crate::rds::instance::{DbInstance, MaintenanceWindow};
use crate::rds::status::Status;

type Checked<T> = Result<T, CommandError>;

pub fn invalid<T>(message: impl Into<String>) -> Checked<T> {
    Err(CommandError::new("InvalidParameterValue", message))
}

/// What is refused since a setting, or another option, speaks against it.
pub const CLASH: &str = "InvalidParameterCombination";

pub fn clash<T>(message: impl Into<String>) -> Checked<T> {
    Err(CommandError::new(CLASH, message))
}

pub fn wrong_state<T>(message: impl Into<String>) -> Checked<T> {
    Err(CommandError::new("InvalidDBInstanceState", message))
}

/// 1-63 letters, digits and hyphens, first a letter, no trailing or double hyphen; kept in lower case.
pub fn identifier(id: &str) -> Checked<String> {
    name(id, 63)
}

/// As [`identifier`], up to 255 characters.
pub fn snapshot_identifier(id: &str) -> Checked<String> {
    name(id, 255)
}

/// As [`identifier`], up to so many characters.
pub fn name(id: &str, longest: usize) -> Checked<String> {
    let starts = id.starts_with(|c: char| c.is_ascii_alphabetic());
    let alphabet = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !starts || !alphabet || id.len() > longest || id.ends_with('-') || id.contains("--") {
        return invalid(format!(
            "{id:?} is not a valid identifier: 1 to {longest} letters, digits and hyphens, first a letter, without a hyphen at \
             the end or two in a row"
        ));
    }
    Ok(id.to_ascii_lowercase())
}

/// `hh:mm-hh:mm` in UTC, at least 30 minutes.
pub fn backup_window(text: &str) -> Checked<BackupWindow> {
    let parsed = text
        .split_once('-')
        .and_then(|(from, to)| Some((minute_of_day(from)?, minute_of_day(to)?)));
    let Some((from_min, to_min)) = parsed else {
        return invalid(format!(
            "{text:?} is not a backup window: hh24:mi-hh24:mi in UTC, as 04:00-04:30"
        ));
    };
    let length_min = (to_min + 1440 - from_min) % 1440;
    if length_min < 30 {
        return invalid(format!(
            "the backup window {text} is shorter than 30 minutes"
        ));
    }
    Ok(BackupWindow {
        from_min,
        length_min,
    })
}

/// `ddd:hh:mm-ddd:hh:mm` in UTC, at least 30 minutes and less than a day.
pub fn maintenance_window(text: &str) -> Checked<MaintenanceWindow> {
    let parsed = text
        .split_once('-')
        .and_then(|(from, to)| Some((minute_of_week(from)?, minute_of_week(to)?)));
    let Some((from_min, to_min)) = parsed else {
        return invalid(format!(
            "{text:?} is not a maintenance window: ddd:hh24:mi-ddd:hh24:mi in UTC, as sun:05:00-sun:05:30"
        ));
    };
    if !(30..1440).contains(&((to_min + 7 * 1440 - from_min) % (7 * 1440))) {
        return invalid(format!(
            "the maintenance window {text} is shorter than 30 minutes or longer than a day"
        ));
    }
    Ok(MaintenanceWindow { from_min, to_min })
}

/// The two windows must not overlap on any day.
pub fn windows_apart(backup: BackupWindow, maintenance: MaintenanceWindow) -> Checked<()> {
    let length = (maintenance.to_min + 7 * 1440 - maintenance.from_min) % (7 * 1440);
    let gap = (backup.from_min + 1440 - maintenance.from_min % 1440) % 1440;
    if gap < length || 1440 - gap < backup.length_min {
        return invalid(format!(
            "the backup window {backup} and the maintenance window {maintenance} overlap"
        ));
    }
    Ok(())
}

fn minute_of_day(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.chars().all(|c| c.is_ascii_digit());
    let (hour, minute) = (
        Some(hour).filter(|h| digits(h))?.parse::<u32>().ok()?,
        Some(minute).filter(|m| digits(m))?.parse::<u32>().ok()?,
    );
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn minute_of_week(text: &str) -> Option<u32> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (day, time) = text.split_once(':')?;
    let day = (0u32..)
        .zip(DAYS)
        .find(|(_, name)| name.eq_ignore_ascii_case(day))?
        .0;
    Some(day * 1440 + minute_of_day(time)?)
}

/// Region, kind (`db`, `snapshot`, `auto-backup`) and name of an RDS ARN.
pub fn parse_arn(arn: &str) -> Option<(RegionId, &str, &str)> {
    let mut parts = arn.splitn(7, ':');
    let head = (parts.next()?, parts.next()?, parts.next()?);
    let (region, _account, kind, name) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if head.0 != "arn" || head.2 != "rds" {
        return None;
    }
    Some((RegionId::parse(region)?, kind, name))
}

impl Rds {
    /// The instance of that name in the Region.
    pub(in crate::rds) fn instance(&self, region: RegionId, id: &str) -> Checked<DbKey> {
        let here = |db: &&DbInstance| db.exists() && db.region == region;
        let mut there = self.databases.iter().filter(here);
        let bears = |db: &&DbInstance| !db.settings.cluster && db.name.eq_ignore_ascii_case(id);
        if let Some(found) = there.clone().find(bears) {
            return Ok(found.key);
        }
        let is_member = |db: &DbInstance| {
            let mut nodes = db.nodes();
            nodes.any(|node| db.instance_name(node).eq_ignore_ascii_case(id))
        };
        if let Some(cluster) = there.find(|db| db.settings.cluster && is_member(db)) {
            return wrong_state(format!(
                "{id} is a member of the Multi-AZ DB cluster {}; ask the cluster for it",
                cluster.name
            ));
        }
        Err(CommandError::new(
            "DBInstanceNotFound",
            format!("DBInstance {id} not found in {}", region.name()),
        ))
    }

    /// The instance, if its status is `available`.
    pub(in crate::rds) fn available_instance(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
        needed_for: &str,
    ) -> Checked<DbKey> {
        let key = self.instance(region, id)?;
        match self.status(cx, key) {
            Status::Available => Ok(key),
            status => wrong_state(format!(
                "{id} is {status}; {needed_for} needs status available"
            )),
        }
    }

    /// Checks that nothing in the Region bears that name or is about to, but for the instance that is to be renamed, and gives
    /// the name as it will be kept.
    pub(in crate::rds) fn free_instance_name(
        &self,
        region: RegionId,
        id: &str,
        renamed: Option<DbKey>,
    ) -> Checked<String> {
        let name = identifier(id)?;
        let will_bear_it = |db: &DbInstance| {
            let same = db.region == region && db.next_name() == Some(&name);
            db.exists() && same && renamed != Some(db.key)
        };
        if self.databases.iter().any(will_bear_it) {
            return Err(CommandError::new(
                "DBInstanceAlreadyExists",
                format!(
                    "a DB instance in {} is about to be renamed to {name}",
                    region.name()
                ),
            ));
        }
        // The members of a cluster are instances with names of their own.
        let is_members = |db: &DbInstance| {
            renamed != Some(db.key) && db.nodes().any(|node| db.instance_name(node) == name)
        };
        let bears = |db: &DbInstance| {
            db.exists() && db.region == region && (db.name == name || is_members(db))
        };
        if self.databases.iter().any(bears) {
            return Err(CommandError::new(
                "DBInstanceAlreadyExists",
                format!(
                    "a DB instance called {name} exists in {}; nothing is ever restored or created over it",
                    region.name()
                ),
            ));
        }
        Ok(name)
    }

    /// Checks that the Region can take one more instance of that name, and gives the name as it will be kept.
    pub(super) fn new_instance_name(
        &self,
        cx: &Context,
        region: RegionId,
        id: &str,
    ) -> Checked<String> {
        let name = self.free_instance_name(region, id, None)?;
        self.check_quota(cx, region, 1)?;
        Ok(name)
    }

    /// Checks that the Region can take so many instances more; the members of a cluster are instances.
    pub(super) fn check_quota(&self, cx: &Context, region: RegionId, more: u32) -> Checked<()> {
        let here = self
            .databases
            .iter()
            .filter(|db| db.exists() && db.region == region);
        let members = |db: &DbInstance| {
            if db.settings.cluster {
                db.copies.len()
            } else {
                1
            }
        };
        let count: usize = here.map(members).sum();
        if count as f64 + f64::from(more) > cx.numbers.value(&numbers::INSTANCE_QUOTA) {
            return Err(CommandError::new(
                "InstanceQuotaExceeded",
                format!("{} holds {count} DB instances, its quota", region.name()),
            ));
        }
        Ok(())
    }

    /// The zone asked for, or the first with power that is not in `avoid`.
    pub(super) fn choose_zone(
        &self,
        cx: &Context,
        region: RegionId,
        asked: Option<&str>,
        avoid: &[ZoneId],
    ) -> Checked<ZoneId> {
        let Some(name) = asked else {
            let gives =
                |zone: &ZoneId| cx.topology.has_power(*zone) && cx.topology.has_capacity(*zone);
            let free = region
                .zones()
                .filter(gives)
                .find(|zone| !avoid.contains(zone));
            let chosen = free.or_else(|| region.zones().find(gives));
            return chosen.ok_or_else(|| no_capacity(region.name()));
        };
        match ZoneId::parse(name) {
            Some(zone) if zone.region == region => {
                match cx.topology.has_power(zone) && cx.topology.has_capacity(zone) {
                    true => Ok(zone),
                    false => Err(no_capacity(name)),
                }
            }
            _ => {
                let zones: Vec<String> = region.zones().map(ZoneId::name).collect();
                invalid(format!(
                    "{name} is not an Availability Zone of {}; there are: {}",
                    region.name(),
                    zones.join(", ")
                ))
            }
        }
    }

    /// Checks a retention period, in days.
    pub(super) fn retention(&self, cx: &Context, days: Option<u32>, default: u32) -> Checked<u32> {
        let days = days.unwrap_or(default);
        let longest = cx.numbers.value(&numbers::BACKUP_RETENTION_MAX);
        if f64::from(days) > longest {
            return invalid(format!(
                "a backup retention period of {days} days is out of range: 0 to {longest}"
            ));
        }
        Ok(days)
    }
}

fn no_capacity(place: &str) -> CommandError {
    CommandError::new(
        "InsufficientDBInstanceCapacity",
        format!("{place} has no capacity for this DB instance class now"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_follow_the_rules_of_the_api() {
        assert_eq!(identifier("Orders-2").as_deref(), Ok("orders-2"));
        for bad in [
            "",
            "2orders",
            "orders-",
            "or--ders",
            "or ders",
            "órders",
            &"a".repeat(64),
        ] {
            assert_eq!(
                identifier(bad).unwrap_err().code,
                "InvalidParameterValue",
                "{bad}"
            );
        }
    }

    #[test]
    fn windows_are_read_and_must_not_overlap() {
        let backup = backup_window("23:45-00:20").expect("it is a window");
        assert_eq!((backup.from_min, backup.length_min), (1425, 35));
        for bad in [
            "",
            "04:00",
            "04:00-04:10",
            "4:00-5:00",
            "24:00-25:00",
            "04:00-",
        ] {
            assert!(backup_window(bad).is_err(), "{bad}");
        }
        let maintenance = |text| maintenance_window(text).expect("it is a window");
        assert!(windows_apart(backup, maintenance("sun:05:00-sun:05:30")).is_ok());
        assert!(windows_apart(backup, maintenance("sun:23:30-mon:00:00")).is_err());
        assert!(windows_apart(backup, maintenance("mon:00:10-mon:00:40")).is_err());
        assert!(maintenance_window("sun:05:00-sun:05:10").is_err());
    }

    #[test]
    fn arns_name_their_region_and_kind() {
        let arn = "arn:aws:rds:us-west-2:123456789012:snapshot:rds:orders-2026-01-12-04-10";
        assert_eq!(
            parse_arn(arn),
            RegionId::parse("us-west-2").map(|r| (r, "snapshot", "rds:orders-2026-01-12-04-10"))
        );
        assert_eq!(parse_arn("arn:aws:s3:::bucket"), None);
    }
}
