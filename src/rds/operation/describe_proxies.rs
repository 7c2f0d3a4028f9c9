//! `describe-db-proxies`, `describe-db-proxy-targets` and `describe-db-proxy-target-groups`.

use super::entry::{Entry, RdsOperation, entry};
use super::options::{PAGES, PROXY, name};
use super::proxy::target_group;
use crate::cloud::{Context, Plan, Planned, RegionId, Reply};
use crate::grammar::{GLOBAL, Opt};
use crate::rds::Rds;
use crate::rds::proxy::Proxy;
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbProxies {
    pub name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbProxyTargets {
    pub proxy: String,
    pub group: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribeDbProxyTargetGroups {
    pub asked: DescribeDbProxyTargets,
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

pub const GROUPS: Entry<DescribeDbProxyTargetGroups> = entry(
    "aws rds describe-db-proxy-target-groups",
    "Tells how many connections a proxy holds to its target, and how long a request waits for one.",
    TARGETS.verb.options,
    |reader| {
        let asked = (TARGETS.read)(reader)?;
        Some(DescribeDbProxyTargetGroups { asked })
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
        Ok(Plan::Answer(
            json!({ "DBProxies": found.collect::<Vec<Value>>() }),
        ))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl RdsOperation for DescribeDbProxyTargets {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let place = rds.proxy(region, &self.proxy)?;
        target_group(self.group.as_ref())?;
        Ok(Plan::Answer(
            json!({ "Targets": rds.targets_json(cx, place) }),
        ))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl RdsOperation for DescribeDbProxyTargetGroups {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let place = rds.proxy(region, &self.asked.proxy)?;
        target_group(self.asked.group.as_ref())?;
        let group = rds.target_group_fields(cx, place);
        Ok(Plan::Answer(json!({ "TargetGroups": [group] })))
    }

    fn only_looks(&self) -> bool {
        true
    }
}

impl Rds {
    pub(super) fn proxy_json(&self, cx: &Context, place: usize) -> Reply {
        json!({ "DBProxy": self.proxy_fields(cx, place) })
    }

    pub(super) fn target_group_json(&self, cx: &Context, place: usize) -> Reply {
        json!({ "DBProxyTargetGroup": self.target_group_fields(cx, place) })
    }

    fn proxy_fields(&self, cx: &Context, place: usize) -> Value {
        let proxy = &self.proxies[place];
        json!({
            "DBProxyName": proxy.name,
            "DBProxyArn": proxy.arn(),
            "Status": proxy.status(),
            "EngineFamily": proxy.family.name(),
            "Endpoint": proxy.endpoint(),
            "IdleClientTimeout": proxy.idle_timeout_s,
            "CreatedDate": cx.calendar.iso8601(proxy.created_at),
        })
    }

    fn target_group_fields(&self, cx: &Context, place: usize) -> Value {
        let proxy = &self.proxies[place];
        json!({
            "DBProxyName": proxy.name,
            "TargetGroupName": "default",
            "IsDefault": true,
            "Status": proxy.status(),
            "ConnectionPoolConfig": {
                "MaxConnectionsPercent": proxy.pool.percent,
                "ConnectionBorrowTimeout": proxy.pool.borrow.ms() / 1000,
            },
            "CreatedDate": cx.calendar.iso8601(proxy.created_at),
        })
    }

    /// What a proxy's targets look like to AWS.
    pub(super) fn targets_json(&self, cx: &Context, place: usize) -> Vec<Value> {
        let proxy = &self.proxies[place];
        let fields = |key| {
            let db = self.db(key);
            let mut fields = json!({
                "RdsResourceId": db.name,
                "Port": db.settings.offer.port,
                "Role": "READ_WRITE",
                "TargetHealth": self.target_health(cx, proxy),
            });
            match db.settings.cluster {
                true => {
                    fields["Type"] = json!("TRACKED_CLUSTER");
                    fields["TrackedClusterId"] = json!(db.name);
                }
                false => {
                    fields["Type"] = json!("RDS_INSTANCE");
                    fields["Endpoint"] = json!(db.endpoint());
                }
            }
            fields
        };
        let target = proxy.target.as_ref();
        target
            .map(|target| fields(target.key))
            .into_iter()
            .collect()
    }

    fn target_health(&self, cx: &Context, proxy: &Proxy) -> Value {
        match self.health_of_target(cx, proxy) {
            Some("UNAVAILABLE") => json!({ "State": "UNAVAILABLE", "Reason": "UNREACHABLE" }),
            state => json!({ "State": state }),
        }
    }
}
