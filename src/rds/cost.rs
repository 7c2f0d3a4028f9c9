//! What a month of all that stands now would cost, itemised. List prices: [`crate::cloud::price`].

use crate::cloud::price::{HOURS_PER_MONTH, hourly, named};
use crate::cloud::{Number, RegionId, numbers};
use crate::rds::CostItem;
use crate::rds::instance::DbInstance;
use crate::rds::world::World;

const SECONDS_PER_MONTH: f64 = HOURS_PER_MONTH * 3600.0;

impl World {
    /// The month's cost of all that stands, item by item.
    pub fn cost(&self) -> Vec<CostItem> {
        let mut items = Vec::new();
        for db in self.databases.iter().filter(|db| db.exists() && !db.failed) {
            items.extend(self.instance_cost(db));
        }
        for region in RegionId::all() {
            items.extend(self.backup_cost(region));
        }
        items
    }

    fn price(&self, price: &Number) -> f64 {
        self.numbers.value(price)
    }

    fn instance_cost(&self, db: &DbInstance) -> Vec<CostItem> {
        let settings = &db.settings;
        let copies = if settings.multi_az { 2.0 } else { 1.0 };
        let times = if settings.multi_az {
            " × 2 (Multi-AZ)"
        } else {
            ""
        };
        let hour = self.price(hourly(&settings.class, db.engine.facts().name));
        let gib = self.price(named("price.storage"));
        let mut items = vec![
            CostItem {
                what: format!("{}: {}", db.name, settings.class),
                usd_per_month: hour * HOURS_PER_MONTH * copies,
                how: format!("730 h × ${hour}{times}"),
            },
            CostItem {
                what: format!("{}: {} GiB storage", db.name, settings.storage_gib),
                usd_per_month: settings.storage_gib as f64 * gib * copies,
                how: format!("{} GiB × ${gib}{times}", settings.storage_gib),
            },
        ];
        items.extend(self.transfer_cost(db));
        items
    }

    /// Replication to another Region is billed out of the source's.
    fn transfer_cost(&self, db: &DbInstance) -> Option<CostItem> {
        let source = self.db(db.replication.as_ref()?.source);
        if source.region == db.region {
            return None;
        }
        let writes: f64 = self
            .clients
            .iter()
            .filter(|client| client.used == Some(source.key))
            .map(|client| {
                self.tapes
                    .writes(client.app.id)
                    .rate_when_running()
                    .thousandths() as f64
                    / 1000.0
            })
            .sum();
        let bytes = self.numbers.value(&numbers::REPLICA_BYTES_PER_WRITE);
        let gb = writes * SECONDS_PER_MONTH * bytes / 1e9;
        let price = self.price(named("price.transfer.cross-region"));
        Some(CostItem {
            what: format!("{}: transfer from {}", db.name, source.region.name()),
            usd_per_month: gb * price,
            how: format!("{gb:.0} GB × ${price} ({bytes} bytes of log a write)"),
        })
    }

    /// Backup storage is free up to all provisioned storage of the Region. A snapshot counts with its instance's size, a chain
    /// of automated ones once: only what changes is added.
    fn backup_cost(&self, region: RegionId) -> Option<CostItem> {
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
        let price = self.price(named("price.backup"));
        (billed > 0).then(|| CostItem {
            what: format!("{}: backup storage", region.name()),
            usd_per_month: billed as f64 * price,
            how: format!("{billed} GiB beyond the free {provisioned} GiB × ${price}"),
        })
    }
}
