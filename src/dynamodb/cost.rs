//! What a month of all that stands now would cost. Sizes are those of what was written, as much a write as a replica's log.

use super::state::Dynamo;
use crate::cloud::price::HOURS_PER_MONTH;
use crate::cloud::view::CostItem;
use crate::cloud::{Context, DbKey, Number, Tape, numbers};

const SECONDS_PER_MONTH: f64 = HOURS_PER_MONTH * 3600.0;

impl Dynamo {
    #[inline(never)]
    pub(super) fn month(&self, cx: &Context, writes: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        let mut items = Vec::new();
        for table in self.tables.iter().filter(|table| table.exists()) {
            let (name, tape) = (&table.name, Tape::of(table.timeline, cx.now));
            let millions = writes(table.key) * SECONDS_PER_MONTH / 1e6;
            let price = cx.numbers.value(&numbers::DYNAMODB_WRITE_PRICE);
            items.push(CostItem {
                what: format!("{name}: writes on demand"),
                usd_per_month: Some(millions * price),
                how: format!("{millions:.0} million × ${price}, each of at most 1 KB"),
            });
            items.push(CostItem {
                what: format!("{name}: reads on demand"),
                usd_per_month: None,
                how: "the lab counts writes only".to_owned(),
            });
            let storage = &numbers::DYNAMODB_STORAGE_PRICE;
            items.push(stored(cx, format!("{name}: storage"), tape, storage));
            if table.continuous.is_some() {
                let what = format!("{name}: point-in-time recovery");
                items.push(stored(cx, what, tape, &numbers::DYNAMODB_PITR_PRICE));
            }
        }
        // A system backup costs nothing.
        let kept = self.backups.iter().filter(|one| one.is_kept(cx));
        items.extend(kept.filter(|one| !one.system).map(|one| {
            let what = format!("{}: backup {}", one.table_name, one.id);
            stored(cx, what, one.tape, &numbers::DYNAMODB_BACKUP_PRICE)
        }));
        items
    }
}

/// What a tape holds, at a price for each GB and month.
fn stored(cx: &Context, what: String, tape: Tape, price: &Number) -> CostItem {
    let bytes = cx.numbers.value(&numbers::REPLICA_BYTES_PER_WRITE);
    let gb = cx.tapes.count(tape) as f64 * bytes / 1e9;
    let price = cx.numbers.value(price);
    CostItem {
        what,
        usd_per_month: Some(gb * price),
        how: format!("{gb:.1} GB × ${price} ({bytes} bytes a write)"),
    }
}
