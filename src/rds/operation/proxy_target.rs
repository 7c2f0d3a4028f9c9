//! `register-db-proxy-targets` and `deregister-db-proxy-targets`: to which database a proxy leads.
//!
//! Source: API reference; User Guide, RDS Proxy: one database for each proxy, and no read replica.

use super::check::{clash, invalid, wrong_state};
use super::cluster::of_cluster;
use super::describe::object;
use super::entry::{Entry, RdsOperation, entry};
use super::options::{PROXY, name};
use super::proxy::{refused, target_group};
use crate::cloud::{CommandError, Context, DbKey, Deed, Progress, RegionId, numbers};
use crate::grammar::{GLOBAL, Opt, Reader};
use crate::rds::Rds;
use crate::rds::plan::{Planned, change};
use crate::rds::proxy::{Family, Target};
use crate::rds::status::Status;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisterDbProxyTargets {
    pub proxy: String,
    pub group: Option<String>,
    pub instances: Vec<String>,
    pub clusters: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeregisterDbProxyTargets {
    pub asked: RegisterDbProxyTargets,
}

pub const REGISTERED: Deed = Deed::named("aws rds register-db-proxy-targets")
    .noun("registration")
    .heading("Registration of a target")
    .way_out();
pub const DEREGISTERED: Deed = Deed::named("aws rds deregister-db-proxy-targets")
    .noun("deregistration")
    .heading("Deregistration of a target")
    .way_out();

const OPTIONS: &[Opt] = &[
    PROXY,
    Opt::many(INSTANCES, "NAME"),
    Opt::many(CLUSTERS, "NAME"),
    Opt::one(name::TARGET_GROUP, "NAME"),
];
const INSTANCES: &str = "--db-instance-identifiers";
const CLUSTERS: &str = "--db-cluster-identifiers";

pub const REGISTER: Entry<RegisterDbProxyTargets> = entry(
    "aws rds register-db-proxy-targets",
    "Makes a DB instance or cluster the one to which a proxy leads.",
    &[OPTIONS, GLOBAL],
    read,
);

pub const DEREGISTER: Entry<DeregisterDbProxyTargets> = entry(
    "aws rds deregister-db-proxy-targets",
    "Takes from a proxy the DB instance or cluster to which it leads.",
    &[OPTIONS, GLOBAL],
    |reader| read(reader).map(|asked| DeregisterDbProxyTargets { asked }),
);

fn read(reader: &mut Reader) -> Option<RegisterDbProxyTargets> {
    Some(RegisterDbProxyTargets {
        proxy: reader.text(name::PROXY)?,
        group: reader.text(name::TARGET_GROUP),
        instances: reader.list(INSTANCES),
        clusters: reader.list(CLUSTERS),
    })
}

impl RegisterDbProxyTargets {
    /// The proxy, by its place, and the one database that is named.
    fn named(&self, rds: &Rds, region: RegionId) -> Result<(usize, DbKey), CommandError> {
        let place = rds.proxy(region, &self.proxy)?;
        target_group(self.group.as_ref())?;
        match (&self.instances[..], &self.clusters[..]) {
            ([id], []) => Ok((place, rds.instance(region, id)?)),
            ([], [id]) => Ok((place, rds.cluster(region, id)?)),
            _ => clash("name one DB instance or one DB cluster: a proxy has one target"),
        }
    }

    /// The database that it names first.
    fn first(&self) -> &str {
        let mut all = self.instances.iter().chain(&self.clusters);
        all.next().map_or(&self.proxy, |id| id)
    }
}

impl RdsOperation for RegisterDbProxyTargets {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let (place, key) = self.named(rds, region)?;
        let (db, proxy) = (rds.db(key), &rds.proxies[place]);
        if let Some(target) = &proxy.target {
            return refused(
                "DBProxyTargetAlreadyRegisteredFault",
                format!(
                    "{} is registered with {} already, and a proxy has one target",
                    rds.db(target.key).name,
                    proxy.name
                ),
            );
        }
        if Family::of(db.engine) != Some(proxy.family) {
            return invalid(format!(
                "{} leads to databases of the family {}; {} runs {}",
                proxy.name,
                proxy.family.name(),
                db.name,
                db.engine.facts().name
            ));
        }
        let sound = rds.check_target(cx, key);
        sound.map_err(|error| match db.settings.cluster {
            true => of_cluster(error),
            false => error,
        })?;
        Ok(change(move |rds, cx| {
            let takes = cx.duration(&numbers::PROXY_REGISTER, &rds.db(key).name.clone());
            let joining = Some(Progress::new(takes));
            rds.proxies[place].target = Some(Target { key, joining });
            object(vec![("DBProxyTargets", rds.target_fields(cx, place))])
        }))
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((REGISTERED, self.first()))
    }
}

impl RdsOperation for DeregisterDbProxyTargets {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        let (place, key) = self.asked.named(rds, region)?;
        let (db, proxy) = (rds.db(key), &rds.proxies[place]);
        if proxy.target.as_ref().is_none_or(|one| one.key != key) {
            let message = format!("{} is not registered with {}", db.name, proxy.name);
            return refused("DBProxyTargetNotFoundFault", message);
        }
        Ok(change(move |rds, cx| rds.drop_target(cx, place)))
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DEREGISTERED, self.asked.first()))
    }
}

impl Rds {
    /// What a proxy cannot lead to: a read replica, and what is not there yet or no more.
    fn check_target(&self, cx: &Context, key: DbKey) -> Result<(), CommandError> {
        let (db, status) = (self.db(key), self.status(cx, key));
        if db.replication.is_some() {
            return wrong_state(format!(
                "{} is a read replica; a proxy leads to what takes writes",
                db.name
            ));
        }
        let going = status == Status::Deleting || db.failed;
        match db.is_in_the_making() || going {
            true => wrong_state(format!(
                "{} is {status}; a proxy leads to what is there",
                db.name
            )),
            false => Ok(()),
        }
    }
}
