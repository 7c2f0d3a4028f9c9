//! What a month of all that stands now would cost, itemised. List prices: [`crate::cloud::price`].

use crate::cloud::price::{HOURS_PER_MONTH, find, hourly, named};
use crate::cloud::view::CostItem;
use crate::cloud::{Context, DbKey, Number, RegionId, numbers};
use crate::rds::Rds;
use crate::rds::instance::DbInstance;
use crate::rds::offer::{StorageType, gp3_baseline};

const SECONDS_PER_MONTH: f64 = HOURS_PER_MONTH * 3600.0;

/// What stands in the place of a computation.
const UNPRICED: &str = "the lab has no record of its price";

type Provisioned = (String, u64, &'static str, Option<&'static Number>);

/// Storage, and what was provisioned beyond what comes with it: what, how much, its unit, its price where there is a record.
fn provisioned(db: &DbInstance) -> Vec<Provisioned> {
    let (offer, gib) = (&db.settings.offer, db.settings.storage_gib);
    let (gib_price, iops_price) = match offer.storage_type {
        StorageType::Gp2 | StorageType::Gp3 => ("price.storage", "price.gp3.iops"),
        StorageType::Io1 => ("price.io1", "price.io1.iops"),
        StorageType::Io2 | StorageType::Standard => ("", ""),
    };
    let what = format!("{gib} GiB storage, {}", offer.storage_type.name());
    let mut found = vec![(what, gib, "GiB", find(gib_price))];
    let (free_iops, free_throughput) = match offer.storage_type {
        StorageType::Gp3 => gp3_baseline(db.engine, gib),
        _ => (0, 0),
    };
    let beyond = |asked: Option<u32>, free: u32| u64::from(asked.unwrap_or(0).saturating_sub(free));
    let iops = beyond(offer.iops, free_iops);
    if iops > 0 {
        found.push((format!("{iops} IOPS"), iops, "IOPS", find(iops_price)));
    }
    let throughput = beyond(offer.throughput, free_throughput);
    if throughput > 0 {
        let what = format!("{throughput} MiB/s of storage throughput");
        found.push((what, throughput, "MiB/s", None));
    }
    found
}

impl Rds {
    /// The month's cost of all that stands, item by item.
    pub(super) fn month(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        let mut items = Vec::new();
        for db in self.databases.iter().filter(|db| db.exists()) {
            items.extend(self.instance_cost(cx, db, writes));
        }
        items.extend(self.proxies.iter().filter(|one| one.exists).map(|proxy| {
            let (vcpus, price) = (
                self.billed_vcpus(proxy),
                cx.numbers.value(&numbers::PROXY_PRICE),
            );
            CostItem {
                what: format!("{}: RDS Proxy", proxy.name),
                usd_per_month: Some(HOURS_PER_MONTH * f64::from(vcpus) * price),
                how: format!("730 h × {vcpus} vCPU × ${price}"),
            }
        }));
        for region in RegionId::all() {
            items.extend(self.backup_cost(cx, region));
        }
        items
    }

    fn instance_cost(
        &self,
        cx: &Context,
        db: &DbInstance,
        writes: &dyn Fn(DbKey) -> f64,
    ) -> Vec<CostItem> {
        let settings = &db.settings;
        let (copies, times) = match (settings.cluster, settings.multi_az) {
            (true, _) => (3.0, " × 3 (Multi-AZ DB cluster)"),
            (false, true) => (2.0, " × 2 (Multi-AZ)"),
            (false, false) => (1.0, ""),
        };
        let (bill, mut items) = (
            db.broken().unwrap_or(db.status(&cx.topology)).bill(),
            Vec::new(),
        );
        if bill.hours {
            let hour = hourly(&settings.class, db.engine.facts().name);
            items.push(item(
                cx,
                format!("{}: {}", db.name, settings.class),
                HOURS_PER_MONTH * copies,
                hour,
                |price| format!("730 h × ${price}{times}"),
            ));
        }
        if bill.storage {
            items.extend(
                provisioned(db)
                    .into_iter()
                    .map(|(what, amount, unit, price)| {
                        item(
                            cx,
                            format!("{}: {what}", db.name),
                            amount as f64 * copies,
                            price,
                            |price| format!("{amount} {unit} × ${price}{times}"),
                        )
                    }),
            );
            items.extend(self.transfer_cost(cx, db, writes));
        }
        items
    }

    /// Replication to another Region is billed out of the source's.
    fn transfer_cost(
        &self,
        cx: &Context,
        db: &DbInstance,
        writes: &dyn Fn(DbKey) -> f64,
    ) -> Option<CostItem> {
        let source = self.db(db.replication.as_ref()?.source);
        if source.region == db.region {
            return None;
        }
        let writes = writes(source.key);
        let bytes = cx.numbers.value(&numbers::REPLICA_BYTES_PER_WRITE);
        let gb = writes * SECONDS_PER_MONTH * bytes / 1e9;
        let price = cx.numbers.value(named("price.transfer.cross-region"));
        Some(CostItem {
            what: format!("{}: transfer from {}", db.name, source.region.name()),
            usd_per_month: Some(gb * price),
            how: format!("{gb:.0} GB × ${price} ({bytes} bytes of log a write)"),
        })
    }

    /// Backup storage is free up to all provisioned storage of the Region. A snapshot counts with its instance's size, a chain
    /// of automated ones once: only what changes is added.
    fn backup_cost(&self, cx: &Context, region: RegionId) -> Option<CostItem> {
        let here = |db: &&DbInstance| db.exists() && db.region == region;
        let provisioned: u64 = self
            .databases
            .iter()
            .filter(here)
            .map(|db| db.settings.storage_gib)
            .sum();
        let chains = self
            .databases
            .iter()
            .filter(|db| db.region == region && db.backups.chain.is_some());
        let automated: u64 = chains.map(|db| db.settings.storage_gib).sum();
        let manual = self
            .snapshots
            .iter()
            .filter(|snapshot| snapshot.region == region);
        let manual: u64 = manual.map(|snapshot| snapshot.settings.storage_gib).sum();
        let billed = (automated + manual).saturating_sub(provisioned);
        let price = cx.numbers.value(named("price.backup"));
        (billed > 0).then(|| CostItem {
            what: format!("{}: backup storage", region.name()),
            usd_per_month: Some(billed as f64 * price),
            how: format!("{billed} GiB beyond the free {provisioned} GiB × ${price}"),
        })
    }
}

/// So much at a price, or without one.
fn item(
    cx: &Context,
    what: String,
    amount: f64,
    price: Option<&Number>,
    how: impl Fn(f64) -> String,
) -> CostItem {
    let price = price.map(|price| cx.numbers.value(price));
    CostItem {
        what,
        usd_per_month: price.map(|price| price * amount),
        how: price.map_or_else(|| UNPRICED.to_owned(), how),
    }
}
