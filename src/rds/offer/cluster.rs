//! What Multi-AZ DB clusters are offered on. Sources, in the text of April 2026: Amazon RDS User Guide,
//! multi-az-db-clusters-concepts (engines, versions, storage); Concepts.DBInstanceClass.Summary (classes with local NVMe).

use super::{Checked, Instance, License, Offer, OfferRequest, clash, fill_in, version};
use crate::cloud::class::Class;

/// The engines, with the version since which a cluster can be had.
const ENGINES: [(&str, &str); 2] = [("mysql", "8.0.28"), ("postgres", "13.4")];

/// As [`check_offer`](super::check_offer), for a cluster.
pub fn check_cluster_offer(
    instance: Instance,
    asked: &OfferRequest,
    inherited: Option<&Offer>,
) -> Checked<Offer> {
    let name = instance.engine.facts().name;
    let Some((_, since)) = ENGINES.iter().find(|(engine, _)| *engine == name) else {
        return Err(clash(format!(
            "there are no Multi-AZ DB clusters of {name}; there are: mysql, postgres"
        )));
    };
    let offer = fill_in(instance, asked, inherited, check_class)?;
    if !version::is_since(&offer.engine_version, since) {
        return Err(clash(format!(
            "a Multi-AZ DB cluster needs {name} {since} or newer, not {}",
            offer.engine_version
        )));
    }
    Ok(offer)
}

fn check_class(instance: Instance, _: &str, _: License) -> Checked<()> {
    let fit = instance.engine.facts().offer.fit;
    let runs = Class::parse(instance.class).is_some_and(|class| class.runs_clusters(fit));
    match runs {
        true => Ok(()),
        false => Err(clash(format!(
            "RDS does not support DBClusterInstanceClass={} with Engine={}: a Multi-AZ DB cluster needs a class with local NVMe \
             storage, for example db.m6gd.large",
            instance.class,
            instance.engine.facts().name
        ))),
    }
}
