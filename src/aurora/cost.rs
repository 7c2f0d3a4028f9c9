//! What a month of all clusters would cost. What a volume holds is billed, and what is read and written of it: neither is known here, so
//! its price stands without a sum.

use crate::aurora::Aurora;
use crate::aurora::cluster::Cluster;
use crate::cloud::price::{HOURS_PER_MONTH, find, named};
use crate::cloud::view::CostItem;
use crate::cloud::{Context, DbKey, Number};

impl Aurora {
    pub(super) fn month(&self, cx: &Context, _: &dyn Fn(DbKey) -> f64) -> Vec<CostItem> {
        let each = |cluster: &Cluster| cost_of(cx, cluster);
        self.living().flat_map(each).collect()
    }
}

fn cost_of(cx: &Context, cluster: &Cluster) -> Vec<CostItem> {
    let value = |price: &Number| cx.numbers.value(price);
    let hours = cluster.living().map(|member| {
        let price = find(&format!("price.aurora.{}", member.class)).map(value);
        CostItem {
            what: format!("{}: {}", member.name, member.class),
            usd_per_month: price.map(|price| price * HOURS_PER_MONTH),
            how: price.map_or_else(
                || "the lab has no record of its price".to_owned(),
                |price| format!("730 h × ${price}"),
            ),
        }
    });
    let (storage, requests) = (
        value(named("price.aurora.storage")),
        value(named("price.aurora.io")),
    );
    let volume = CostItem {
        what: format!("{}: volume", cluster.name),
        usd_per_month: None,
        how: format!(
            "what it holds × ${storage} a GB, and ${requests} for each million of its reads and writes; how much that is the lab does not model"
        ),
    };
    hours.chain([volume]).collect()
}
