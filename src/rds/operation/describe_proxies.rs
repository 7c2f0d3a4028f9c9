//! `describe-db-proxies` and `describe-db-proxy-targets`.

use super::describe::object;
use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, PROXY, name};
use super::proxy::target_group;
use crate::cloud::{Context, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Opt};
use crate::rds::Rds;
use serde_json::Value;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbProxies {
    pub name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbProxyTargets {
    pub proxy: String,
    pub group: Option<String>,
}

pub const ENTRY: Entry<DescribeDbProxies> = entry(
    "aws rds describe-db-proxies",
    "Lists proxies: status, endpoint, engine family.",
    &[&[Opt::one(name::PROXY, "NAME")], PAGES, GLOBAL],
    |reader| {
        Some(DescribeDbProxies {
            name: reader.text(name::PROXY),
        })
    },
);

pub const TARGETS: Entry<DescribeDbProxyTargets> = entry(
    "aws rds describe-db-proxy-targets",
    "Lists to what a proxy leads, and whether it reaches that.",
    &[
        &[PROXY, Opt::one(name::TARGET_GROUP, "NAME")],
        PAGES,
        GLOBAL,
    ],
    |reader| {
        Some(DescribeDbProxyTargets {
            proxy: reader.text(name::PROXY)?,
            group: reader.text(name::TARGET_GROUP),
        })
    },
);

impl RdsOperation for DescribeDbProxies {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let places: Vec<usize> = match &self.name {
            Some(name) => vec![rds.proxy(region, name)?],
            None => {
                let here = |place: &usize| {
                    let proxy = &rds.proxies[*place];
                    proxy.exists && proxy.region == region
                };
                (0..rds.proxies.len()).filter(here).collect()
            }
        };
        let found = places.into_iter().map(|place| rds.proxy_fields(cx, place));
        let all = Value::Array(found.collect());
        Ok(Plan::Answer(object(vec![("DBProxies", all)])))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl RdsOperation for DescribeDbProxyTargets {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let place = rds.proxy(region, &self.proxy)?;
        target_group(self.group.as_ref())?;
        let targets = rds.target_fields(cx, place);
        Ok(Plan::Answer(object(vec![("Targets", targets)])))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn proxy_reply(&self, cx: &Context, place: usize) -> Reply {
        object(vec![("DBProxy", self.proxy_fields(cx, place))])
    }

    fn proxy_fields(&self, cx: &Context, place: usize) -> Value {
        let proxy = &self.proxies[place];
        object(vec![
            ("DBProxyName", proxy.name.clone().into()),
            ("DBProxyArn", proxy.arn().into()),
            ("Status", proxy.status().into()),
            ("EngineFamily", proxy.family.name().into()),
            ("Endpoint", proxy.endpoint().into()),
            ("IdleClientTimeout", proxy.idle_timeout_s.into()),
            ("CreatedDate", cx.calendar.iso8601(proxy.created_at).into()),
        ])
    }

    /// A proxy's target group: how its connections are held.
    pub(super) fn target_group_reply(&self, place: usize) -> Reply {
        let proxy = &self.proxies[place];
        let pool = object(vec![
            ("MaxConnectionsPercent", proxy.pool.percent.into()),
            (
                "ConnectionBorrowTimeout",
                (proxy.pool.borrow.ms() / 1000).into(),
            ),
        ]);
        let group = object(vec![
            ("DBProxyName", proxy.name.clone().into()),
            ("TargetGroupName", "default".into()),
            ("ConnectionPoolConfig", pool),
        ]);
        object(vec![("DBProxyTargetGroup", group)])
    }

    /// A proxy's targets as AWS tells them: one or none.
    pub(super) fn target_fields(&self, cx: &Context, place: usize) -> Value {
        let proxy = &self.proxies[place];
        let Some(target) = &proxy.target else {
            return Value::Array(Vec::new());
        };
        let db = self.db(target.key);
        let (kind, at) = match db.settings.cluster {
            true => ("TRACKED_CLUSTER", ("TrackedClusterId", db.name.clone())),
            false => ("RDS_INSTANCE", ("Endpoint", db.endpoint())),
        };
        let state = self.health_of_target(cx, proxy).unwrap_or_default();
        let mut health = vec![("State", state.into())];
        if state == "UNAVAILABLE" {
            health.push(("Reason", "UNREACHABLE".into()));
        }
        let fields = object(vec![
            ("RdsResourceId", db.name.clone().into()),
            ("Type", kind.into()),
            (at.0, at.1.into()),
            ("Port", db.settings.offer.port.into()),
            ("Role", "READ_WRITE".into()),
            ("TargetHealth", object(health)),
        ]);
        Value::Array(vec![fields])
    }
}
