//! Proxies: an endpoint of their own in front of one database, to which they lead wherever it is and whatever it is called.
//!
//! A target is kept as the instance that it is, so a renamed one stays it (what AWS does then, its documents leave open), and one that was
//! restored beside it is none before it is registered. Through a failover requests are kept in a queue, and what is being served is
//! broken off; it is reported complete when it would be without a proxy. Source: User Guide, RDS Proxy (rds-proxy, rds-proxy.howitworks).
//! It lacks secrets, endpoints for readers, and a pool that runs out: the lab's applications hold far fewer connections than a
//! database takes.

use crate::cloud::class::{Class, Vendor};
use crate::cloud::view::ProxyView;
use crate::cloud::{Context, DbKey, DbName, Endpoint, NodeId, Progress, RegionId};
use crate::rds::Rds;
use crate::rds::engine::Engine;
use crate::rds::instance::DbInstance;
use crate::sim::{SimDuration, SimTime};

/// What stands behind a proxy's name in the name of its endpoint: `front.proxy`.
const OF_PROXY: &str = ".proxy";

#[derive(Clone, Debug)]
pub struct Proxy {
    pub name: String,
    /// What AWS's own id derives from, used for no other proxy ever.
    pub resource: String,
    pub region: RegionId,
    pub family: Family,
    /// The address that its name stands for. It spans the zones of its Region.
    pub node: NodeId,
    pub target: Option<Target>,
    /// The database that it led to last: what is still open to it belongs there.
    pub led_to: Option<DbKey>,
    pub pool: Pool,
    pub idle_timeout_s: u32,
    pub created_at: SimTime,
    /// It is being created.
    pub making: Option<Progress>,
    pub exists: bool,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub key: DbKey,
    /// It is being registered.
    pub joining: Option<Progress>,
}

/// What a target group's connections are held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Share of the database's `max_connections` that it may hold, in percent.
    pub percent: u32,
    /// How long a request waits for a connection: `ConnectionBorrowTimeout`.
    pub borrow: SimDuration,
}

/// The protocol that a proxy speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    MySql,
    PostgreSql,
    SqlServer,
}

impl Family {
    const ALL: [Family; 3] = [Family::MySql, Family::PostgreSql, Family::SqlServer];

    pub fn name(self) -> &'static str {
        match self {
            Family::MySql => "MYSQL",
            Family::PostgreSql => "POSTGRESQL",
            Family::SqlServer => "SQLSERVER",
        }
    }

    pub fn parse(name: &str) -> Option<Family> {
        let mut all = Family::ALL.into_iter();
        all.find(|family| family.name().eq_ignore_ascii_case(name))
    }

    /// What a proxy in front of an engine speaks; nothing where there is none.
    pub fn of(engine: Engine) -> Option<Family> {
        let facts = engine.facts();
        match facts.offer.fit.vendor {
            Vendor::Open if facts.mysql_procedures => Some(Family::MySql),
            Vendor::Open => Some(Family::PostgreSql),
            Vendor::SqlServer => Some(Family::SqlServer),
            Vendor::Oracle | Vendor::Db2 => None,
        }
    }
}

impl Proxy {
    /// `front.proxy`: what its endpoint is called in lines, where a database is called `front`.
    pub fn endpoint_name(&self) -> String {
        format!("{}{OF_PROXY}", self.name)
    }

    /// `front.proxy-lab.us-east-1.rds.amazonaws.com`.
    pub fn endpoint(&self) -> String {
        let (name, region) = (self.endpoint_name(), self.region.name());
        format!("{name}-lab.{region}.rds.amazonaws.com")
    }

    pub fn arn(&self) -> String {
        let (region, id) = (self.region.name(), &self.resource);
        format!("arn:aws:rds:{region}:123456789012:db-proxy:prx-{id}")
    }

    pub fn is_available(&self) -> bool {
        self.exists && self.making.is_none()
    }

    /// As AWS shows it.
    pub fn status(&self) -> &'static str {
        match (self.exists, self.is_available()) {
            (false, _) => "deleting",
            (true, true) => "available",
            (true, false) => "creating",
        }
    }

    /// The target to which it leads: one that is registered, and not only being so.
    pub fn joined(&self) -> Option<DbKey> {
        let target = self.target.as_ref()?;
        let leads = self.is_available() && target.joining.is_none();
        leads.then_some(target.key)
    }
}

impl Rds {
    /// The proxy of that name in the Region, by its place among all that there ever were.
    pub(super) fn proxy_place(&self, region: RegionId, name: &str) -> Option<usize> {
        let named = |proxy: &Proxy| {
            proxy.exists && proxy.region == region && proxy.name.eq_ignore_ascii_case(name)
        };
        self.proxies.iter().position(named)
    }

    /// The endpoint of the proxy that a line's name stands for: `front`, or `front.proxy`.
    pub(super) fn proxy_named(&self, name: &DbName) -> Option<Endpoint> {
        let plain = name.name.strip_suffix(OF_PROXY).unwrap_or(&name.name);
        let mut regions = match name.region {
            Some(region) => vec![region],
            None => RegionId::all().collect(),
        }
        .into_iter();
        // The default Region comes first.
        let place = regions.find_map(|region| self.proxy_place(region, plain))?;
        let proxy = &self.proxies[place];
        Some(Endpoint {
            service: self.service,
            region: proxy.region,
            name: proxy.endpoint_name(),
        })
    }

    /// The proxy whose endpoint it is.
    pub(super) fn proxy_at(&self, endpoint: &Endpoint) -> Option<&Proxy> {
        let name = endpoint.name.strip_suffix(OF_PROXY)?;
        let place = self.proxy_place(endpoint.region, name)?;
        Some(&self.proxies[place])
    }

    /// The proxy that has an address, or had it.
    pub(super) fn proxy_on(&self, node: NodeId) -> Option<&Proxy> {
        self.proxies.iter().find(|proxy| proxy.node == node)
    }

    /// The database to which a proxy leads now.
    pub(super) fn behind_proxy(&self, proxy: &Proxy) -> Option<&DbInstance> {
        let db = self.db(proxy.joined()?);
        db.exists().then_some(db)
    }

    /// The state of its target, as AWS tells it.
    pub(super) fn health_of_target(&self, cx: &Context, proxy: &Proxy) -> Option<&'static str> {
        let target = proxy.target.as_ref()?;
        let serves = self.db(target.key).primary().serves(&cx.topology);
        Some(match (proxy.joined(), serves) {
            (None, _) => "REGISTERING",
            (Some(_), true) => "AVAILABLE",
            (Some(_), false) => "UNAVAILABLE",
        })
    }

    /// How many vCPUs of a proxy are billed: its target's, and two at least.
    pub(super) fn billed_vcpus(&self, proxy: &Proxy) -> u32 {
        let target = proxy.target.as_ref();
        let class = target.and_then(|target| Class::parse(&self.db(target.key).settings.class));
        class.map_or(2, |class| class.vcpus.max(2))
    }

    /// Every proxy that there is, as an observer sees it.
    pub(super) fn shown_proxies(&self, cx: &Context) -> Vec<ProxyView> {
        let living = self.proxies.iter().filter(|proxy| proxy.exists);
        let shown = living.map(|proxy| ProxyView {
            service: "rds",
            id: proxy.name.clone(),
            region: proxy.region,
            endpoint: proxy.endpoint_name(),
            status: proxy.status(),
            available: proxy.is_available(),
            family: proxy.family.name(),
            target: proxy
                .target
                .as_ref()
                .map(|target| self.db(target.key).name.clone()),
            health: self.health_of_target(cx, proxy),
            percent: proxy.pool.percent,
            borrow: proxy.pool.borrow,
        });
        shown.collect()
    }
}
