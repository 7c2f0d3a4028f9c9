//! Applications in a world: how hosts answer them, and what their connections mean for the ledger.

use crate::cloud::{
    Access, App, AppId, Channel, CommandError, DbKey, Endpoint, Link, NodeId, Number, Party, Rate,
    Reply, Surroundings, What, Workload, listed, numbers,
};
use crate::sim::{SimDuration, SimTime};
use crate::world::plan::{Plan, Planned};
use crate::world::service::Hosts;
use crate::world::span::Span;
use crate::world::state::{Client, World};
use crate::world::{AppCommand, CreateApp, DnsCache};

impl World {
    pub(super) fn plan_app(&self, command: &AppCommand) -> Planned {
        match command {
            AppCommand::Create(create) => self.create_app(create),
            AppCommand::Point { name, to } => {
                let app = self.app_named(name)?;
                let (endpoint, db) = self.destination(to)?;
                Ok(by_hand(app, move |world| world.point(app, endpoint, db)))
            }
            AppCommand::CopyBack { name, from } => {
                let (app, db) = (self.app_named(name)?, self.db_named(from)?);
                let marks = self.damage_to_copy_back(app, db)?;
                Ok(by_hand(app, move |world| {
                    world.begin_copy_back(app, db, marks)
                }))
            }
            AppCommand::Stop { name } => {
                let app = self.app_named(name)?;
                Ok(by_hand(app, move |world| world.stop_app(app)))
            }
            AppCommand::Start { name } => {
                let app = self.app_named(name)?;
                Ok(by_hand(app, move |world| world.start_app(app)))
            }
        }
    }

    pub(super) fn app_named(&self, name: &str) -> Result<AppId, CommandError> {
        let named = |client: &&Client| client.app.name.eq_ignore_ascii_case(name);
        let found = self.clients.iter().find(named);
        found.map(|client| client.app.id).ok_or_else(|| {
            let known: Vec<&str> = self
                .clients
                .iter()
                .map(|client| client.app.name.as_str())
                .collect();
            CommandError::new(
                "AppNotFound",
                format!(
                    "no application is called {name}; there are: {}",
                    listed(&known)
                ),
            )
        })
    }

    /// Writes down that somebody acted, and on which database: incidents tell noticing from doing by it.
    pub(super) fn act(&mut self, about: Option<DbKey>) {
        self.acts.retain(|(of, _)| *of != about);
        self.acts.push((about, self.cx.now));
    }

    fn create_app(&self, create: &CreateApp) -> Planned {
        if self.app_named(&create.name).is_ok() {
            return Err(CommandError::new(
                "AppAlreadyExists",
                format!("an application called {} exists", create.name),
            ));
        }
        let (connect, _) = self.destination(&create.connect)?;
        let read_from = create.read_from.as_ref();
        let read_from = read_from.map_or(Ok(connect.clone()), |name| self.read_endpoint(name))?;
        let create = create.clone();
        Ok(Plan::new(move |world| {
            world.add_app(create, connect, read_from);
            Reply::Null
        }))
    }

    fn add_app(&mut self, create: CreateApp, connect: Endpoint, read_from: Endpoint) {
        let now = self.cx.now;
        let writes = Workload::new(self.rate_or(create.writes, &numbers::CLIENT_WRITES), now);
        let reads = Workload::new(self.rate_or(create.reads, &numbers::CLIENT_READS), now);
        let write = Channel::new(connect, now, &writes);
        let read = Channel::new(read_from, now, &reads);
        let id = self.cx.tapes.add_writer(writes);
        let dns_cache = match create.dns_cache {
            None => Some(self.cx.fixed(&numbers::CLIENT_DNS_CACHE)),
            Some(DnsCache::For(span)) => Some(span),
            Some(DnsCache::Forever) => None,
        };
        let mut app = App::new(id, create.name, reads, [write, read], now);
        app.timeout = create
            .timeout
            .unwrap_or_else(|| self.cx.fixed(&numbers::CLIENT_TIMEOUT));
        app.dns_cache = dns_cache;
        self.clients.push(Client {
            app,
            used: None,
            copy_back: None,
            judged: None,
            losses: std::cell::RefCell::default(),
            stopped: SimDuration::ZERO,
            wrong: Span::default(),
        });
    }

    /// The rate asked for, or that of the table.
    fn rate_or(&self, asked: Option<Rate>, number: &Number) -> Rate {
        let default =
            || Rate::from_thousandths((self.cx.numbers.value(number) * 1000.0).round() as u64);
        asked.or_else(default).unwrap_or(Rate::HIGHEST)
    }

    fn point(&mut self, app: AppId, endpoint: Endpoint, to: Option<DbKey>) {
        let now = self.cx.now;
        let client = self.client(app);
        // An operator who re-points an application whose replica is gone moves its reads too.
        let replica_gone = self.target(app, Access::Read).is_none_or(|db| db.failed);
        let goes_to = |access| self.target(app, access).map(|db| db.key);
        let one_name = client.app.read.endpoint == client.app.write.endpoint;
        let one_database = goes_to(Access::Read) == goes_to(Access::Write);
        let reads_follow = one_name || one_database || replica_gone;
        // Reads that had a name of their own go to readers, if there are any.
        let readers = to.and_then(|key| self.service(key).reader_endpoint(key));
        let readers = readers.filter(|_| !one_name);
        let read_from = readers.unwrap_or_else(|| endpoint.clone());
        let stopped = matches!(client.app.write.link, Link::Stopped { .. });
        self.leave(app);
        let (writes, client) = (
            self.cx.tapes.writes(app).clone(),
            &mut self.clients[app.0 as usize],
        );
        let App {
            write, read, reads, ..
        } = &mut client.app;
        if stopped {
            write.endpoint = endpoint.clone();
        } else {
            write.reconnect(endpoint.clone(), now, &writes);
        }
        if reads_follow && stopped {
            read.endpoint = read_from;
        } else if reads_follow {
            read.reconnect(read_from, now, reads);
        }
        let (name, target) = (client.app.name.clone(), &endpoint.name);
        let what = format!("connection string points to {target}");
        self.cx.note(name, None, What::Action(what));
    }

    fn stop_app(&mut self, app: AppId) {
        if matches!(self.client(app).app.write.link, Link::Stopped { .. }) {
            return;
        }
        let (now, holds) = (self.cx.now, self.has_open_incident(app));
        // What asks for nothing misses nothing.
        let asks = |access| !self.asks_nothing(app, access);
        let holds_write = holds && asks(Access::Write);
        let holds_read = holds && asks(Access::Read);
        self.leave(app);
        let stopping = &self.client(app).app;
        let write = stopping.write.first_unanswered(self.cx.tapes.writes(app));
        let read = stopping.read.first_unanswered(&stopping.reads);
        self.cx.tapes.writes_mut(app).set_running(now, false);
        let client = self.client_mut(app);
        client.app.reads.set_running(now, false);
        client.app.write.stop(now, holds_write, write);
        client.app.read.stop(now, holds_read, read);
        let name = client.app.name.clone();
        self.cx
            .note(name, None, What::Action("traffic stopped".into()));
    }

    /// How long the application was stopped in all.
    pub(super) fn stopped_for(&self, app: AppId) -> SimDuration {
        let client = self.client(app);
        match client.app.write.link {
            Link::Stopped { since } => client.stopped + self.cx.now.since(since),
            Link::Connected { .. } | Link::Waiting { .. } | Link::Failing { .. } => client.stopped,
        }
    }

    fn start_app(&mut self, app: AppId) {
        if !matches!(self.client(app).app.write.link, Link::Stopped { .. }) {
            return;
        }
        let now = self.cx.now;
        self.cx.tapes.writes_mut(app).set_running(now, true);
        let writes = self.cx.tapes.writes(app).clone();
        let standstill = self.stopped_for(app);
        let client = self.client_mut(app);
        client.stopped = standstill;
        let App {
            write, read, reads, ..
        } = &mut client.app;
        reads.set_running(now, true);
        write.reconnect(write.endpoint.clone(), now, &writes);
        read.reconnect(read.endpoint.clone(), now, reads);
        let name = client.app.name.clone();
        self.cx
            .note(name, None, What::Action("traffic started".into()));
    }

    /// The application drops its connections for writes by its own doing: what waits for an answer will get none.
    fn leave(&mut self, app: AppId) {
        let (now, link) = (self.cx.now, self.client(app).app.write.link);
        match link {
            Link::Connected { node, .. } => self.stop_writing(app, node),
            Link::Waiting { since, .. } => self.give_up(app, since, now),
            Link::Failing { .. } | Link::Stopped { .. } => {}
        }
    }

    /// Lets every channel see the world as it is now, and books what that means for the application's writes.
    pub(super) fn observe_clients(&mut self) -> bool {
        let mut changed = false;
        for (app, access) in self.channels() {
            while let Some((left, entered)) = self.step_channel(app, access) {
                changed = true;
                if access == Access::Write {
                    self.book(app, left, entered);
                }
            }
            self.wake_channel(app, access);
        }
        changed
    }

    fn step_channel(&mut self, app: AppId, access: Access) -> Option<(Link, Link)> {
        let now = self.cx.now;
        self.with_channel(app, access, |channel, around| {
            channel.step(now, around).map(|left| (left, channel.link))
        })
    }

    fn wake_channel(&mut self, app: AppId, access: Access) {
        let now = self.cx.now;
        let next = self.with_channel(app, access, |channel, around| {
            channel.next_change(now, around)
        });
        let wake = self.client(app).app.channel(access).wake;
        if wake.map(|event| event.due()) == next {
            return;
        }
        self.cx.cancel(wake);
        let wake = next.map(|at| self.cx.look_at(at, Party::Observers));
        self.client_mut(app).app.channel_mut(access).wake = wake;
    }

    fn with_channel<T>(
        &mut self,
        app: AppId,
        access: Access,
        f: impl FnOnce(&mut Channel, &Surroundings) -> T,
    ) -> T {
        let (luck, ttl, retry) = (
            self.cx.luck,
            self.cx.fixed(&numbers::DNS_TTL),
            self.cx.fixed(&numbers::CLIENT_RETRY),
        );
        let network = Hosts {
            services: &self.services,
            cx: &self.cx,
        };
        let client = &mut self.clients[app.0 as usize].app;
        let kept = client.keeps_answers_for();
        let App {
            name,
            reads,
            timeout,
            write,
            read,
            ..
        } = client;
        let (channel, requests) = match access {
            Access::Write => (write, self.cx.tapes.writes(app)),
            Access::Read => (read, &*reads),
        };
        let fails_again = channel.outages.len() as u64;
        let share = crate::sim::Spread::Uniform {
            low: 0.0,
            high: 1.0,
        };
        let around = Surroundings {
            network: &network,
            app: name,
            access,
            requests,
            timeout: *timeout,
            retry: retry.max(SimDuration::from_ms(1)),
            keeps_answer: kept.map(|kept| kept.max(ttl)),
            answer_left: luck.draw(share, "client.dns-age", name, fails_again),
        };
        f(channel, &around)
    }

    /// What a write channel's step means for the tapes and the account.
    fn book(&mut self, app: AppId, left: Link, entered: Link) {
        let now = self.cx.now;
        match left {
            Link::Connected { node, .. } => self.stop_writing(app, node),
            Link::Waiting { since, .. } if !matches!(entered, Link::Connected { .. }) => {
                self.give_up(app, since, now)
            }
            Link::Waiting { since, node, .. } => {
                if let Some(db) = self.owner_of(node) {
                    let (timeline, since) = (self.db(db).timeline, self.broken_off(app, since));
                    self.cx.tapes.commit_late(app, timeline, since, now);
                }
                self.client_mut(app).app.gap = None;
            }
            Link::Failing { .. } | Link::Stopped { .. } => {}
        }
        if let Link::Connected { node, .. } = entered {
            self.start_writing(app, node);
        }
    }

    fn start_writing(&mut self, app: AppId, node: NodeId) {
        let now = self.cx.now;
        let Some(db) = self.owner_of(node) else {
            return;
        };
        let missed = self.missed_since_gap(app);
        let client = self.client_mut(app);
        client.app.refused += missed - client.app.in_doubt_now;
        client.app.in_doubt += client.app.in_doubt_now;
        client.app.in_doubt_now = 0;
        client.app.gap = None;
        client.used = Some(db);
        let timeline = self.db(db).timeline;
        self.cx.tapes.begin_writing(app, timeline, now);
    }

    fn stop_writing(&mut self, app: AppId, node: NodeId) {
        let now = self.cx.now;
        if let Some(db) = self.owner_of(node) {
            let timeline = self.db(db).timeline;
            self.cx.tapes.end_writing(app, timeline, now);
        }
        self.client_mut(app).app.gap = Some(now);
    }

    /// From when on what has waited since a moment was kept: where an outage began, the first write was being served, and failed, and so
    /// did one on each connection that is pinned.
    #[inline(never)]
    fn broken_off(&mut self, app: AppId, since: SimTime) -> SimTime {
        let Some(outage) = self.client(app).app.write.outage_since(since) else {
            return since;
        };
        let (from, pool) = (outage.from, self.cx.numbers.value(&numbers::CLIENT_POOL));
        let pinned = (pool * self.cx.numbers.value(&numbers::PROXY_PINNED)).round() as u64;
        let writes = self.cx.tapes.writes(app);
        let last = writes.time_of(writes.count_before(from) + pinned.max(1));
        let broken = last.map_or(self.cx.now, |last| last + SimDuration::from_ms(1));
        let kept_from = broken.min(self.cx.now);
        let failed = writes.count_before(kept_from) - writes.count_before(since);
        self.client_mut(app).app.refused += failed;
        kept_from
    }

    /// The requests that wait since `since` will get no answer: as many as there are connections were sent.
    fn give_up(&mut self, app: AppId, since: SimTime, now: SimTime) {
        let pool = self.cx.numbers.value(&numbers::CLIENT_POOL) as u64;
        let writes = self.cx.tapes.writes(app);
        let sent = (writes.count_before(now) - writes.count_before(since)).min(pool);
        self.client_mut(app).app.in_doubt_now = sent;
    }

    /// Writes attempted since the last acknowledged one.
    pub(super) fn missed_since_gap(&self, app: AppId) -> u64 {
        let writes = self.cx.tapes.writes(app);
        self.client(app).app.gap.map_or(0, |gap| {
            writes.count_before(self.cx.now) - writes.count_before(gap)
        })
    }
}

/// A plan of somebody's, with which an incident's noticing ends.
fn by_hand(app: AppId, act: impl FnOnce(&mut World) + 'static) -> Plan {
    Plan::new(move |world| {
        world.act(world.client(app).used);
        act(world);
        Reply::Null
    })
}
