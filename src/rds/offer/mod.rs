//! What is on offer: which engine runs in which version, on which class and storage, behind which port.
//!
//! Everything here is a pure function of tables: nothing of a world is read, and nothing drawn.

mod cluster;
mod storage;
mod version;

use crate::cloud::CommandError;
use crate::cloud::class::{Class, Fit};
use crate::rds::engine::Engine;
pub use cluster::check_cluster_offer;
pub use storage::{Performance, StorageType, gp3_baseline, grown, largest};
pub use version::Versions;

type Checked<T> = Result<T, CommandError>;

/// What a DB instance was created with, of what no modification of the lab's changes. Snapshots, replicas and restores inherit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub engine_version: String,
    pub license: License,
    pub storage_type: StorageType,
    /// Provisioned, or gp3's baseline; none where the volume's size decides.
    pub iops: Option<u32>,
    /// MiB/s, of gp3.
    pub throughput: Option<u32>,
    pub port: u16,
}

impl Offer {
    /// What its volume is provisioned with.
    pub fn performance(&self) -> Performance {
        Performance {
            storage_type: self.storage_type,
            iops: self.iops,
            throughput: self.throughput,
        }
    }
}

/// What may be asked of it; AWS fills in the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferRequest {
    pub engine_version: Option<String>,
    pub license: Option<String>,
    pub storage_type: Option<String>,
    pub iops: Option<u32>,
    pub throughput: Option<u32>,
    pub port: Option<u32>,
    pub parameter_group: Option<String>,
    pub option_group: Option<String>,
}

/// What an engine offers. Sources: API reference, CreateDBInstance (ports, licences, storage), and the pages of
/// [`crate::cloud::class`] and of the submodules.
#[derive(Debug)]
pub struct EngineOffer {
    pub fit: Fit,
    pub versions: Versions,
    pub port: u16,
    /// The first is AWS's default.
    pub licenses: &'static [License],
    /// The version from which on a standby can be had, `0` for any; none where there is none at all.
    pub multi_az_since: Option<&'static str>,
    /// Whether gp3's throughput follows its IOPS by itself.
    pub raises_throughput: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum License {
    GeneralPublic,
    Postgresql,
    Included,
    Own,
    OwnMedia,
    Marketplace,
}

impl License {
    /// As `--license-model` takes it.
    pub fn name(self) -> &'static str {
        match self {
            License::GeneralPublic => "general-public-license",
            License::Postgresql => "postgresql-license",
            License::Included => "license-included",
            License::Own => "bring-your-own-license",
            License::OwnMedia => "bring-your-own-media",
            License::Marketplace => "marketplace-license",
        }
    }
}

/// What surrounds an offer.
#[derive(Clone, Copy, Debug)]
pub struct Instance<'a> {
    pub engine: Engine,
    pub class: &'a str,
    pub storage_gib: u64,
    pub multi_az: bool,
}

/// Checks what is asked for against what AWS offers. `inherited`: from the snapshot, the source or the backup.
pub fn check_offer(
    instance: Instance,
    asked: &OfferRequest,
    inherited: Option<&Offer>,
) -> Checked<Offer> {
    fill_in(instance, asked, inherited, check_class)
}

/// As [`check_offer`], with the rule for the class.
fn fill_in(
    instance: Instance,
    asked: &OfferRequest,
    inherited: Option<&Offer>,
    check_class: fn(Instance, &str, License) -> Checked<()>,
) -> Checked<Offer> {
    let facts = instance.engine.facts();
    let license = license(instance.engine, asked, inherited)?;
    let engine_version = match (&asked.engine_version, inherited) {
        (None, Some(offer)) => offer.engine_version.clone(),
        (text, _) => facts
            .offer
            .versions
            .find(text.as_deref())
            .ok_or_else(|| clash(no_version(instance.engine, text.as_deref())))?,
    };
    check_class(instance, &engine_version, license)?;
    check_groups(instance.engine, asked)?;
    if instance.multi_az {
        check_multi_az(instance.engine, &engine_version)?;
    }
    let performance = storage::check(instance.engine, instance.storage_gib, asked, inherited)?;
    let port = match (asked.port, inherited) {
        (Some(port), _) => check_port(instance.engine, port)?,
        (None, Some(offer)) => offer.port,
        (None, None) => facts.offer.port,
    };
    Ok(Offer {
        engine_version,
        license,
        storage_type: performance.storage_type,
        iops: performance.iops,
        throughput: performance.throughput,
        port,
    })
}

fn license(engine: Engine, asked: &OfferRequest, inherited: Option<&Offer>) -> Checked<License> {
    let offered = engine.facts().offer.licenses;
    match &asked.license {
        Some(text) => offered
            .iter()
            .copied()
            .find(|license| license.name() == text)
            .ok_or_else(|| {
                let names: Vec<&str> = offered.iter().map(|license| license.name()).collect();
                clash(format!(
                    "invalid license model {text} for {}; there is: {}",
                    engine.facts().name,
                    names.join(", ")
                ))
            }),
        None => Ok(inherited.map_or(offered[0], |offer| offer.license)),
    }
}

#[inline(never)]
fn no_version(engine: Engine, text: Option<&str>) -> String {
    let facts = engine.facts();
    format!(
        "cannot find version {} for {}; there is: {}",
        text.unwrap_or_default(),
        facts.name,
        facts.offer.versions.known()
    )
}

fn check_class(instance: Instance, version: &str, license: License) -> Checked<()> {
    let Instance { engine, class, .. } = instance;
    if class == "db.serverless" || class.contains(".metal") || class.contains(".tpc") {
        return not_modelled(format!(
            "DB instance class {class}: serverless, metal and preconfigured classes"
        ));
    }
    let Some(known) = Class::parse(class) else {
        return Err(invalid(format!(
            "invalid DB instance class: {class}; for example db.m6g.large"
        )));
    };
    if !known.runs(engine.facts().offer.fit) {
        return Err(clash(format!(
            "RDS does not support DBInstanceClass={class} with Engine={}, EngineVersion={version}, LicenseModel={}; {}",
            engine.facts().name,
            license.name(),
            some_class(engine)
        )));
    }
    Ok(())
}

/// A way out: the smallest class on which the engine runs, by vCPUs and memory.
#[inline(never)]
fn some_class(engine: Engine) -> String {
    let fit = engine.facts().offer.fit;
    let usable = Class::names().filter_map(|name| {
        let class = Class::parse(&name).filter(|class| class.runs(fit))?;
        Some((class.vcpus, class.memory_mib, name))
    });
    match usable.min() {
        Some((_, _, name)) => format!("it runs on {name}, for example"),
        None => "no class is offered for it".to_owned(),
    }
}

/// Source: USER_SQLServerMultiAZ for SQL Server's editions.
pub fn check_multi_az(engine: Engine, version: &str) -> Checked<()> {
    let facts = engine.facts();
    match facts.offer.multi_az_since {
        Some(since) if version::is_since(version, since) => Ok(()),
        Some(since) => Err(clash(format!(
            "Multi-AZ needs {} {since} or newer, not {version}",
            facts.name
        ))),
        None => Err(clash(format!("{} cannot be Multi-AZ", facts.name))),
    }
}

/// Ports that SQL Server keeps for itself. Source: API reference, CreateDBInstance.
const SQL_SERVER_PORTS: &[std::ops::RangeInclusive<u32>] = &[
    1234..=1234,
    1434..=1434,
    3260..=3260,
    3343..=3343,
    3389..=3389,
    47_001..=47_001,
    49_152..=49_156,
];

#[inline(never)]
fn check_port(engine: Engine, port: u32) -> Checked<u16> {
    let facts = engine.facts();
    let is_taken = facts.offer.fit.vendor == crate::cloud::class::Vendor::SqlServer
        && SQL_SERVER_PORTS.iter().any(|ports| ports.contains(&port));
    match u16::try_from(port) {
        Ok(port) if port >= 1150 && !is_taken => Ok(port),
        _ => Err(invalid(format!(
            "invalid port {port} for {}: 1150 to 65535{}",
            facts.name,
            if is_taken {
                ", save those that SQL Server keeps"
            } else {
                ""
            }
        ))),
    }
}

/// There are AWS's default groups (`default.postgres16`, `default:mysql-8-0`), and none that somebody made.
fn check_groups(engine: Engine, asked: &OfferRequest) -> Checked<()> {
    let name = engine.facts().name;
    for (group, mark, kind, code) in [
        (
            &asked.parameter_group,
            '.',
            "DB parameter group",
            "DBParameterGroupNotFound",
        ),
        (
            &asked.option_group,
            ':',
            "option group",
            "OptionGroupNotFoundFault",
        ),
    ] {
        let default = format!("default{mark}{name}");
        if let Some(group) = group
            && !group.starts_with(&default)
        {
            return Err(CommandError::new(
                code,
                format!("{kind} {group} not found; the lab has the default ones only, {default}…"),
            ));
        }
    }
    Ok(())
}

/// Refuses what AWS has and the lab does not model yet, by its name.
pub fn not_modelled<T>(what: impl std::fmt::Display) -> Checked<T> {
    Err(CommandError::new(
        "NotModelled",
        format!("the lab does not model {what} yet"),
    ))
}

fn invalid(message: String) -> CommandError {
    CommandError::new("InvalidParameterValue", message)
}

fn clash(message: String) -> CommandError {
    CommandError::new("InvalidParameterCombination", message)
}
