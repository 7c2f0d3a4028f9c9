//! What proxies do: how they answer, what a failover is through them, how their targets join and go.

use crate::cloud::{
    Access, Answer, Context, DbKey, Endpoint, Footing, Party, Phase, Site, Step, What, ZoneId,
    numbers,
};
use crate::rds::Rds;
use crate::rds::event::RdsEvent;
use crate::rds::instance::DbInstance;
use crate::rds::proxy::Proxy;
use crate::sim::SimDuration;

impl Rds {
    /// Whether nothing is cut between an application and a database by way of any zone in which its proxy stands.
    pub(super) fn reaches_by_proxy(&self, cx: &Context, app: &str, db: &DbInstance) -> bool {
        let site = |zone: ZoneId| Site::Host {
            zone,
            database: db.key,
        };
        let own = site(db.primary().zone);
        db.region.zones().any(|zone| {
            let stands = cx.topology.has_power(zone);
            stands
                && cx.topology.connected(Site::App(app), site(zone))
                && cx.topology.connected(site(zone), own)
        })
    }

    /// How a proxy answers: as the database behind it, but what that cannot serve now waits in a queue.
    #[inline(never)]
    pub(super) fn answer_by_proxy(
        &self,
        cx: &Context,
        app: &str,
        proxy: &Proxy,
        access: Access,
    ) -> Answer {
        let Some(db) = self.behind_proxy(proxy) else {
            return Answer::Refuses;
        };
        if !self.reaches_by_proxy(cx, app, db) {
            return Answer::Silent;
        }
        let writer = db.primary();
        let runs = db.failover.is_none() && writer.serves(&cx.topology) && !writer.fell_silent;
        match self.answer_on(cx, db, &db.copies[0], access) {
            // Connections to it outlive whatever happens behind it but a change of its target: meanwhile it refuses.
            Answer::Accepts { .. } => Answer::Accepts { incarnation: 0 },
            // It merely pauses.
            Answer::Silent if runs => Answer::Silent,
            Answer::Silent | Answer::Refuses | Answer::Queues { .. } => Answer::Queues {
                at_most: proxy.pool.borrow,
            },
        }
    }

    /// What a proxy that leads to nothing waits for, if that comes by itself.
    pub(super) fn proxy_yet_to_lead(&self, endpoint: &Endpoint) -> Option<Phase> {
        let proxy = self.proxy_at(endpoint)?;
        let target = proxy.target.as_ref()?;
        match (&proxy.making, &target.joining) {
            (Some(_), _) => Some(Phase::Creating),
            (None, joining) => joining.as_ref().map(|_| Phase::Registering),
        }
    }

    /// How long it takes until the new primary serves, of a failover that lasts `total` and is noticed after `seen`. A proxy in front
    /// finds it before its name does; of a DB cluster's nothing is published.
    pub(super) fn served_after(
        &self,
        cx: &mut Context,
        key: DbKey,
        total: SimDuration,
        seen: SimDuration,
    ) -> SimDuration {
        let mut proxies = self.proxies.iter();
        let is_proxied = proxies.any(|proxy| proxy.joined() == Some(key));
        let db = self.db(key);
        if !is_proxied || db.settings.cluster {
            return total;
        }
        let left = 1.0 - cx.draw(&numbers::PROXY_SAVES, &db.name).min(1.0);
        SimDuration::from_ms((total.ms() as f64 * left).round() as u64).max(seen)
    }

    /// Proxies are created, targets join and are gone; whether anything changed.
    pub(super) fn settle_proxies(&mut self, cx: &mut Context) -> bool {
        let places = 0..self.proxies.len();
        places.fold(false, |changed, place| {
            self.settle_proxy(cx, place) | changed
        })
    }

    #[inline(never)]
    fn settle_proxy(&mut self, cx: &mut Context, place: usize) -> bool {
        let proxy = &self.proxies[place];
        if !proxy.exists {
            return false;
        }
        let target = proxy.target.as_ref().map(|target| self.db(target.key));
        if let Some(gone) = target.filter(|db| !db.exists()) {
            let event = match gone.settings.cluster {
                true => RdsEvent::ProxyClusterRemoved,
                false => RdsEvent::ProxyTargetRemoved,
            };
            self.drop_target(cx, place);
            self.report_proxy(cx, place, event);
            return true;
        }
        let works = cx.topology.finishes_work(proxy.region);
        let mut making = proxy.making;
        if let Some(making) = &mut making {
            let step = cx.step_work(making, Footing::firm_if(works), Party::Observers);
            self.proxies[place].making = Some(*making).filter(|_| step != Step::Done);
            if step == Step::Done {
                self.report_proxy(cx, place, RdsEvent::ProxyCreated);
            }
            return step != Step::Same;
        }
        self.join(cx, place, works)
    }

    /// Brings the registration of a proxy's target up to its footing.
    fn join(&mut self, cx: &mut Context, place: usize, works: bool) -> bool {
        let Some(target) = &mut self.proxies[place].target else {
            return false;
        };
        let (key, Some(joining)) = (target.key, &mut target.joining) else {
            return false;
        };
        let step = cx.step_work(joining, Footing::firm_if(works), Party::Observers);
        if step == Step::Done {
            target.joining = None;
            self.proxies[place].led_to = Some(key);
            self.report_proxy(cx, place, RdsEvent::ProxyTargetAdded);
        }
        step != Step::Same
    }

    /// The proxy leads nowhere from now on.
    pub(super) fn drop_target(&mut self, cx: &mut Context, place: usize) {
        let target = self.proxies[place].target.take();
        let event = target.and_then(|target| target.joining?.event());
        cx.cancel(event);
    }

    pub(super) fn report_proxy(&self, cx: &mut Context, place: usize, event: RdsEvent) {
        let (name, region) = (self.proxies[place].name.clone(), self.proxies[place].region);
        cx.note(name, Some(region), What::Service(event.facts()));
    }
}
