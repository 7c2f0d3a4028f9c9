//! `create-db-proxy`, `delete-db-proxy` and `modify-db-proxy-target-group`.
//!
//! Source: API reference. A proxy that is deleted is gone at once.

use super::check::{identifier, invalid};
use super::entry::{Entry, RdsOperation, entry};
use super::options::{PROXY, TAGS, name};
use crate::cloud::{CommandError, Context, Deed, Progress, RegionId, numbers};
use crate::grammar::Unseen::{Credentials, Monitoring, Network};
use crate::grammar::{GLOBAL, Opt};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::plan::{Planned, change};
use crate::rds::proxy::{Family, Pool, Proxy};
use crate::sim::SimDuration;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateDbProxy {
    pub name: String,
    pub engine_family: String,
    pub subnets: Vec<String>,
    pub idle_timeout_s: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeleteDbProxy {
    pub name: String,
}

/// What is not told stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModifyDbProxyTargetGroup {
    pub proxy: String,
    pub group: String,
    pub pool: Option<String>,
}

pub const DELETED: Deed = Deed::named("aws rds delete-db-proxy")
    .noun("deletion")
    .heading("Deletion of a proxy");

pub const CREATE: Entry<CreateDbProxy> = entry(
    "aws rds create-db-proxy",
    "Makes a proxy, to which applications connect.",
    &[
        &[
            PROXY,
            Opt::needed("--engine-family", "MYSQL|POSTGRESQL|SQLSERVER"),
            Opt::many("--vpc-subnet-ids", "ID"),
            Opt::one("--idle-client-timeout", "COUNT"),
            Opt::one("--role-arn", "ARN").unseen(Credentials),
            Opt::many("--auth", "SPEC").unseen(Credentials),
            Opt::one("--default-auth-scheme", "SCHEME").unseen(Credentials),
            Opt::yes_or_no("--require-tls").unseen(Credentials),
            Opt::yes_or_no("--debug-logging").unseen(Monitoring),
            Opt::many("--vpc-security-group-ids", "ID").unseen(Network),
            Opt::one("--endpoint-network-type", "TYPE").unseen(Network),
            Opt::one("--target-connection-network-type", "TYPE").unseen(Network),
            TAGS,
        ],
        GLOBAL,
    ],
    |reader| {
        Some(CreateDbProxy {
            name: reader.text(name::PROXY)?,
            engine_family: reader.text("--engine-family")?,
            subnets: reader.list("--vpc-subnet-ids"),
            idle_timeout_s: reader.number("--idle-client-timeout"),
        })
    },
);

pub const DELETE: Entry<DeleteDbProxy> = entry(
    "aws rds delete-db-proxy",
    "Deletes a proxy; its target stays.",
    &[&[PROXY], GLOBAL],
    |reader| {
        Some(DeleteDbProxy {
            name: reader.text(name::PROXY)?,
        })
    },
);

pub const MODIFY: Entry<ModifyDbProxyTargetGroup> = entry(
    "aws rds modify-db-proxy-target-group",
    "Changes how long requests wait in a proxy, and its share of connections.",
    &[
        &[
            PROXY,
            Opt::needed(name::TARGET_GROUP, "NAME"),
            Opt::one(POOL, "KEY=VALUE,KEY=VALUE"),
            Opt::not_modelled("--new-name", "other names of target groups"),
        ],
        GLOBAL,
    ],
    |reader| {
        Some(ModifyDbProxyTargetGroup {
            proxy: reader.text(name::PROXY)?,
            group: reader.text(name::TARGET_GROUP)?,
            pool: reader.text(POOL),
        })
    },
);

/// API reference: from 0 to 300 seconds.
const LONGEST_BORROW: SimDuration = SimDuration::from_secs(300);
const POOL: &str = "--connection-pool-config";

/// What a pool's configuration asks for: the share of connections in percent, and how many seconds a request waits for one.
fn read_pool(text: &str) -> Result<(Option<u32>, Option<u32>), CommandError> {
    let (mut percent, mut borrow_s) = (None, None);
    for pair in text.split(',') {
        let (key, number) = pair.split_once('=').unwrap_or((pair, ""));
        match (key, number.parse().ok()) {
            ("MaxConnectionsPercent", number @ Some(_)) => percent = number,
            ("ConnectionBorrowTimeout", number @ Some(_)) => borrow_s = number,
            _ => {
                return invalid(format!(
                    "{pair:?} is not MaxConnectionsPercent=1-100, nor ConnectionBorrowTimeout=0-300"
                ));
            }
        }
    }
    Ok((percent, borrow_s))
}

impl RdsOperation for CreateDbProxy {
    fn plan(&self, rds: &Rds, cx: &Context, region: RegionId) -> Planned {
        let name = identifier(&self.name)?;
        let Some(family) = Family::parse(&self.engine_family) else {
            return invalid(format!(
                "{} is no engine family: MYSQL, POSTGRESQL or SQLSERVER",
                self.engine_family
            ));
        };
        if rds.proxy_place(region, &name).is_some() {
            return refused(
                "DBProxyAlreadyExistsFault",
                format!("a proxy called {name} exists in {}", region.name()),
            );
        }
        let living = rds.proxies.iter().filter(|one| one.exists);
        let here = living.filter(|one| one.region == region).count();
        if here as f64 >= cx.numbers.value(&numbers::PROXY_QUOTA) {
            return refused(
                "DBProxyQuotaExceededFault",
                format!("{} holds {here} proxies, its quota", region.name()),
            );
        }
        if let [only] = &self.subnets[..] {
            return refused(
                "InvalidSubnet",
                format!("a proxy needs subnets in two zones at least, not {only} alone"),
            );
        }
        let idle_timeout_s = self.idle_timeout_s.unwrap_or(1800);
        Ok(change(move |rds, cx| {
            rds.create_proxy(cx, region, name, family, idle_timeout_s);
            rds.proxy_reply(cx, rds.proxies.len() - 1)
        }))
    }
}

impl RdsOperation for DeleteDbProxy {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        let place = rds.proxy(region, &self.name)?;
        Ok(change(move |rds, cx| {
            rds.drop_target(cx, place);
            let making = rds.proxies[place].making.take();
            cx.cancel(making.and_then(|making| making.event()));
            rds.proxies[place].exists = false;
            rds.report_proxy(cx, place, RdsEvent::ProxyDeleted);
            rds.proxy_reply(cx, place)
        }))
    }

    fn deed(&self) -> Option<(Deed, &str)> {
        Some((DELETED, &self.name))
    }
}

impl RdsOperation for ModifyDbProxyTargetGroup {
    fn plan(&self, rds: &Rds, _: &Context, region: RegionId) -> Planned {
        let place = rds.proxy(region, &self.proxy)?;
        target_group(Some(&self.group))?;
        let proxy = &rds.proxies[place];
        if !proxy.is_available() {
            let message = format!("{} is being created", proxy.name);
            return refused("InvalidDBProxyStateFault", message);
        }
        let pool = self.pool.as_deref().map(read_pool).transpose()?;
        let (percent, borrow_s) = pool.unwrap_or_default();
        let percent = percent.unwrap_or(proxy.pool.percent);
        let borrow = borrow_s.map_or(proxy.pool.borrow, |seconds| {
            SimDuration::from_secs(u64::from(seconds))
        });
        if !(1..=100).contains(&percent) {
            return invalid(format!(
                "MaxConnectionsPercent is {percent}, not from 1 to 100"
            ));
        }
        if borrow > LONGEST_BORROW {
            return invalid(format!(
                "ConnectionBorrowTimeout is {borrow}, not up to {LONGEST_BORROW}"
            ));
        }
        Ok(change(move |rds, cx| {
            rds.proxies[place].pool = Pool { percent, borrow };
            rds.report_proxy(cx, place, RdsEvent::ProxyChanged);
            rds.target_group_reply(place)
        }))
    }
}

pub fn refused<T>(code: &'static str, message: String) -> Result<T, CommandError> {
    Err(CommandError::new(code, message))
}

/// Every proxy has one target group, called `default`.
pub fn target_group(asked: Option<&String>) -> Result<(), CommandError> {
    match asked {
        Some(name) if name != "default" => refused(
            "DBProxyTargetGroupNotFoundFault",
            format!("there is no target group {name}; a proxy's is called default"),
        ),
        _ => Ok(()),
    }
}

impl Rds {
    /// The proxy of that name in the Region, by its place.
    pub(super) fn proxy(&self, region: RegionId, name: &str) -> Result<usize, CommandError> {
        let found = self.proxy_place(region, name);
        found.ok_or_else(|| {
            let message = format!("DBProxy {name} not found in {}", region.name());
            CommandError::new("DBProxyNotFoundFault", message)
        })
    }

    fn create_proxy(
        &mut self,
        cx: &mut Context,
        region: RegionId,
        name: String,
        family: Family,
        idle_timeout_s: u32,
    ) {
        let is_used = |resource: &String| self.proxies.iter().any(|one| one.resource == *resource);
        let mut resources = (1..).map(|number: u32| match number {
            1 => name.clone(),
            number => format!("{name}-{number}"),
        });
        let resource = resources.find(|resource| !is_used(resource));
        let takes = cx.duration(&numbers::PROXY_CREATE, &name);
        // AWS's own default, but for SQL Server.
        let percent = match family {
            Family::MySql | Family::PostgreSql => 100,
            Family::SqlServer => 10,
        };
        self.proxies.push(Proxy {
            resource: resource.unwrap_or_default(),
            name,
            region,
            family,
            node: cx.new_node(),
            target: None,
            led_to: None,
            pool: Pool {
                percent,
                borrow: cx.fixed(&numbers::PROXY_BORROW),
            },
            idle_timeout_s,
            created_at: cx.now,
            making: Some(Progress::new(takes)),
            exists: true,
        });
    }
}
