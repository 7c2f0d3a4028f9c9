//! Storage: which types, sizes, IOPS and throughputs there are.
//!
//! Sources, in the text of April 2026: Amazon RDS User Guide, CHAP_Storage; API reference, CreateDBInstance.

use super::{Checked, Offer, OfferRequest, clash, invalid};
use crate::cloud::CommandError;
use crate::cloud::class::Vendor;
use crate::rds::engine::Engine;
use crate::rds::instance::Settings;
use std::ops::RangeInclusive;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageType {
    Standard,
    Gp2,
    Gp3,
    Io1,
    Io2,
}

/// What a volume was provisioned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Performance {
    pub storage_type: StorageType,
    pub iops: Option<u32>,
    pub throughput: Option<u32>,
}

impl StorageType {
    const ALL: [StorageType; 5] = [
        StorageType::Gp2,
        StorageType::Gp3,
        StorageType::Io1,
        StorageType::Io2,
        StorageType::Standard,
    ];

    /// As `--storage-type` takes it.
    pub fn name(self) -> &'static str {
        match self {
            StorageType::Standard => "standard",
            StorageType::Gp2 => "gp2",
            StorageType::Gp3 => "gp3",
            StorageType::Io1 => "io1",
            StorageType::Io2 => "io2",
        }
    }

    pub fn parse(name: &str) -> Option<StorageType> {
        StorageType::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// Sizes in GiB; none where the vendor's engines do not take it.
    fn sizes(self, vendor: Vendor) -> Option<RangeInclusive<u64>> {
        match (self, vendor) {
            (StorageType::Gp2 | StorageType::Standard, Vendor::Db2) => None,
            (StorageType::Standard, Vendor::Open) => Some(5..=3072),
            (StorageType::Standard, Vendor::Oracle) => Some(10..=3072),
            (StorageType::Standard, Vendor::SqlServer) => Some(20..=1024),
            (StorageType::Gp2 | StorageType::Gp3 | StorageType::Io1, Vendor::SqlServer) => {
                Some(20..=16_384)
            }
            (StorageType::Io2, Vendor::SqlServer) => Some(20..=65_536),
            (StorageType::Gp2 | StorageType::Gp3, _) => Some(20..=65_536),
            (StorageType::Io1 | StorageType::Io2, _) => Some(100..=65_536),
        }
    }
}

/// From this size on, in GiB, a volume is striped over four.
fn striped_from(vendor: Vendor) -> Option<u64> {
    match vendor {
        Vendor::Open | Vendor::Db2 => Some(400),
        Vendor::Oracle => Some(200),
        Vendor::SqlServer => None,
    }
}

/// What gp3 gives without being asked: IOPS and MiB/s.
pub fn gp3_baseline(engine: Engine, gib: u64) -> (u32, u32) {
    let vendor = engine.facts().offer.fit.vendor;
    if striped_from(vendor).is_some_and(|from| gib >= from) {
        (12_000, 500)
    } else {
        (3_000, 125)
    }
}

/// What the volume is provisioned with, if AWS offers it.
pub fn check(
    engine: Engine,
    gib: u64,
    asked: &OfferRequest,
    inherited: Option<&Offer>,
) -> Checked<Performance> {
    let storage_type = match (&asked.storage_type, inherited) {
        (Some(name), _) => StorageType::parse(name).ok_or_else(|| {
            let names = StorageType::ALL.map(StorageType::name).join(", ");
            invalid(format!("invalid storage type: {name}; there is: {names}"))
        })?,
        (None, Some(offer)) => offer.storage_type,
        (None, None) if asked.iops.is_some() => StorageType::Io1,
        (None, None) => StorageType::Gp3,
    };
    check_size(engine, gib, storage_type)?;
    // What was provisioned for another type of volume is not taken over.
    let inherited = inherited.filter(|offer| offer.storage_type == storage_type);
    let iops = asked.iops.or_else(|| inherited?.iops);
    let throughput = asked.throughput.or_else(|| inherited?.throughput);
    if throughput.is_some() && storage_type != StorageType::Gp3 {
        return Err(clash(format!(
            "storage throughput can be set with gp3 only, not with {}",
            storage_type.name()
        )));
    }
    match storage_type {
        StorageType::Standard | StorageType::Gp2 if iops.is_some() => Err(clash(format!(
            "IOPS cannot be set with {}: its size decides",
            storage_type.name()
        ))),
        StorageType::Standard | StorageType::Gp2 => Ok(Performance {
            storage_type,
            iops: None,
            throughput: None,
        }),
        StorageType::Gp3 => check_gp3(engine, gib, iops, throughput),
        StorageType::Io1 | StorageType::Io2 => check_provisioned(engine, gib, storage_type, iops),
    }
}

/// What a volume is provisioned with once it has grown to so many GiB, if AWS offers it: what it came with unasked rises to what
/// comes with that size.
pub fn grown(engine: Engine, settings: &Settings, gib: u64) -> Checked<Performance> {
    let (iops, throughput) = gp3_baseline(engine, settings.storage_gib);
    let mut kept = settings.offer.clone();
    if kept.storage_type == StorageType::Gp3 {
        kept.iops = kept.iops.filter(|own| *own != iops);
        kept.throughput = kept.throughput.filter(|own| *own != throughput);
    }
    check(engine, gib, &OfferRequest::default(), Some(&kept))
}

/// The largest volume of a type that an engine takes.
pub fn largest(engine: Engine, storage_type: StorageType) -> u64 {
    let sizes = storage_type.sizes(engine.facts().offer.fit.vendor);
    sizes.map_or(0, |sizes| *sizes.end())
}

fn check_size(engine: Engine, gib: u64, storage_type: StorageType) -> Checked<()> {
    let facts = engine.facts();
    let Some(sizes) = storage_type.sizes(facts.offer.fit.vendor) else {
        return Err(CommandError::new(
            "StorageTypeNotSupported",
            format!(
                "{} does not take storage type {}",
                facts.name,
                storage_type.name()
            ),
        ));
    };
    if !sizes.contains(&gib) {
        return Err(clash(format!(
            "invalid storage size for engine name {} and storage type {}: {gib} GiB; {} to {}",
            facts.name,
            storage_type.name(),
            sizes.start(),
            sizes.end()
        )));
    }
    Ok(())
}

fn check_gp3(
    engine: Engine,
    gib: u64,
    iops: Option<u32>,
    throughput: Option<u32>,
) -> Checked<Performance> {
    let facts = engine.facts();
    let (base_iops, base_throughput) = gp3_baseline(engine, gib);
    let limits = match striped_from(facts.offer.fit.vendor) {
        None => (3_000..=16_000, 125..=1_000),
        Some(from) if gib >= from => (12_000..=64_000, 500..=4_000),
        Some(from)
            if iops.is_some_and(|n| n != base_iops)
                || throughput.is_some_and(|n| n != base_throughput) =>
        {
            return Err(clash(format!(
                "IOPS and storage throughput cannot be set for engine {} and a storage size less than {from}",
                facts.name
            )));
        }
        Some(_) => (base_iops..=base_iops, base_throughput..=base_throughput),
    };
    let iops = within(iops.unwrap_or(base_iops), limits.0, "IOPS", "")?;
    // MariaDB and MySQL raise the throughput with the IOPS: 625 MiB/s for 40,000.
    let least = base_throughput.max(if facts.offer.raises_throughput {
        iops.div_ceil(64)
    } else {
        0
    });
    let most = (*limits.1.end()).min(iops / 4);
    let throughput = within(
        throughput.unwrap_or(least),
        least..=most,
        "storage throughput",
        " MiB/s",
    )?;
    // What comes with the volume is in no ratio to it.
    if iops != base_iops {
        let least = if facts.offer.fit.vendor == Vendor::SqlServer {
            5
        } else {
            0
        };
        check_ratio(gib, StorageType::Gp3, iops, (least, 5_000))?;
    }
    Ok(Performance {
        storage_type: StorageType::Gp3,
        iops: Some(iops),
        throughput: Some(throughput),
    })
}

#[inline(never)]
fn check_provisioned(
    engine: Engine,
    gib: u64,
    storage_type: StorageType,
    iops: Option<u32>,
) -> Checked<Performance> {
    let Some(iops) = iops else {
        return Err(clash(format!(
            "the storage type {} requires iops to be specified",
            storage_type.name()
        )));
    };
    let vendor = engine.facts().offer.fit.vendor;
    // Ratios of IOPS to GiB in tenths.
    let (most, ratios) = match (storage_type, vendor) {
        (StorageType::Io2, _) => (256_000, (5, 10_000)),
        (_, Vendor::SqlServer) => (64_000, (10, 500)),
        _ => (256_000, (5, 500)),
    };
    within(iops, 1_000..=most, "IOPS", "")?;
    check_ratio(gib, storage_type, iops, ratios)?;
    Ok(Performance {
        storage_type,
        iops: Some(iops),
        throughput: None,
    })
}

fn within(value: u32, range: RangeInclusive<u32>, what: &str, unit: &str) -> Checked<u32> {
    if range.contains(&value) {
        return Ok(value);
    }
    Err(clash(format!(
        "invalid {what} {value}{unit}: {} to {}",
        range.start(),
        range.end()
    )))
}

/// `tenths`: the least and the greatest ratio of IOPS to GiB, in tenths.
fn check_ratio(gib: u64, storage_type: StorageType, iops: u32, tenths: (u64, u64)) -> Checked<()> {
    let (least, most) = tenths;
    let given = u64::from(iops) * 10;
    if (least * gib..=most * gib).contains(&given) {
        return Ok(());
    }
    Err(clash(format!(
        "{} takes {} to {} IOPS for {gib} GiB, not {iops}",
        storage_type.name(),
        (least * gib).div_ceil(10),
        most * gib / 10
    )))
}
