//! What a month of all that stands now would cost, itemised. List prices: [`crate::cloud::price`].

use crate::cloud::price::{HOURS_PER_MONTH, find, hourly, named};
use crate::cloud::{Number, RegionId, numbers};
use crate::rds::instance::DbInstance;
use crate::rds::offer::{StorageType, gp3_baseline};
use crate::world::CostItem;
use crate::world::state::World;

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

impl World {
    /// The month's cost of all that stands, item by item.
    pub fn cost(&self) -> Vec<CostItem> {
        let mut items = Vec::new();
        for db in self
            .rds
            .databases
            .iter()
            .filter(|db| db.exists() && !db.failed)
        {
            items.extend(self.instance_cost(db));
        }
        for region in RegionId::all() {
            items.extend(self.backup_cost(region));
        }
        items
    }

    fn price(&self, price: &Number) -> f64 {
        self.cx.numbers.value(price)
    }

    fn instance_cost(&self, db: &DbInstance) -> Vec<CostItem> {
        let settings = &db.settings;
        let copies = if settings.multi_az { 2.0 } else { 1.0 };
        let times = if settings.multi_az {
            " × 2 (Multi-AZ)"
        } else {
            ""
        };
        let hour = hourly(&settings.class, db.engine.facts().name);
        let mut items = vec![self.item(
            format!("{}: {}", db.name, settings.class),
            HOURS_PER_MONTH * copies,
            hour,
            |price| format!("730 h × ${price}{times}"),
        )];
        for (what, amount, unit, price) in provisioned(db) {
            items.push(self.item(
                format!("{}: {what}", db.name),
                amount as f64 * copies,
                price,
                |price| format!("{amount} {unit} × ${price}{times}"),
            ));
        }
        items.extend(self.transfer_cost(db));
        items
    }

    /// So much at a price, or without one.
    fn item(
        &self,
        what: String,
        amount: f64,
        price: Option<&Number>,
        how: impl Fn(f64) -> String,
    ) -> CostItem {
        let price = price.map(|price| self.price(price));
        CostItem {
            what,
            usd_per_month: price.map(|price| price * amount),
            how: price.map_or_else(|| UNPRICED.to_owned(), how),
        }
    }

    /// Replication to another Region is billed out of the source's.
    fn transfer_cost(&self, db: &DbInstance) -> Option<CostItem> {
        let source = self.rds.db(db.replication.as_ref()?.source);
        if source.region == db.region {
            return None;
        }
        let writes: f64 = self
            .clients
            .iter()
            .filter(|client| client.used == Some(source.key))
            .map(|client| {
                self.cx
                    .tapes
                    .writes(client.app.id)
                    .rate_when_running()
                    .thousandths() as f64
                    / 1000.0
            })
            .sum();
        let bytes = self.cx.numbers.value(&numbers::REPLICA_BYTES_PER_WRITE);
        let gb = writes * SECONDS_PER_MONTH * bytes / 1e9;
        let price = self.price(named("price.transfer.cross-region"));
        Some(CostItem {
            what: format!("{}: transfer from {}", db.name, source.region.name()),
            usd_per_month: Some(gb * price),
            how: format!("{gb:.0} GB × ${price} ({bytes} bytes of log a write)"),
        })
    }

    /// Backup storage is free up to all provisioned storage of the Region. A snapshot counts with its instance's size, a chain
    /// of automated ones once: only what changes is added.
    fn backup_cost(&self, region: RegionId) -> Option<CostItem> {
        let here = |db: &&DbInstance| db.exists() && db.region == region;
        let provisioned: u64 = self
            .rds
            .databases
            .iter()
            .filter(here)
            .map(|db| db.settings.storage_gib)
            .sum();
        let chains = self
            .rds
            .databases
            .iter()
            .filter(|db| db.region == region && db.backups.chain.is_some());
        let automated: u64 = chains.map(|db| db.settings.storage_gib).sum();
        let manual = self
            .rds
            .snapshots
            .iter()
            .filter(|snapshot| snapshot.region == region);
        let manual: u64 = manual.map(|snapshot| snapshot.settings.storage_gib).sum();
        let billed = (automated + manual).saturating_sub(provisioned);
        let price = self.price(named("price.backup"));
        (billed > 0).then(|| CostItem {
            what: format!("{}: backup storage", region.name()),
            usd_per_month: Some(billed as f64 * price),
            how: format!("{billed} GiB beyond the free {provisioned} GiB × ${price}"),
        })
    }
}
