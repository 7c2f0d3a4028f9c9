//! Applications, and their writes by name, as an observer sees them.

use crate::cloud::{Access, AppId, Channel, Link, NodeId, Stretch, order};
use crate::sim::SimTime;
use crate::world::judge::account::Account;
use crate::world::state::{Client, World};
use crate::world::{AppView, ChannelState, ChannelView, HostView, WriteFate, WriteView};

/// How many of an application's last writes a view shows.
const RECENT_WRITES: u64 = 12;

impl World {
    pub(super) fn app_view(&self, client: &Client, account: &Account) -> AppView {
        let app = &client.app;
        let label = |channel: &Channel| channel.endpoint.region.label(&channel.endpoint.name);
        let target = |access| self.target(app.id, access).map(|db| db.name.to_owned());
        let read_tape = self
            .read_database(app.id)
            .and_then(|db| self.tape_with_now(db));
        let totals = account.totals;
        AppView {
            name: app.name.clone(),
            connect: label(&app.write),
            read_from: label(&app.read),
            write_target: target(Access::Write),
            read_target: target(Access::Read),
            writes: self.channel_view(client, Access::Write),
            reads: self.channel_view(client, Access::Read),
            running: !matches!(app.write.link, Link::Stopped { .. }),
            totals,
            lost_span: account.losses.span,
            on_damaged_data: read_tape
                .is_some_and(|tape| !self.cx.tapes.damage_on(tape).is_empty()),
            damaged_rows: totals.damaged,
            recent: self.recent_writes(app.id, account),
            timeout: app.timeout,
            dns_cache: app.dns_cache,
            copy_back_until: client
                .copy_back
                .as_ref()
                .and_then(|copy_back| copy_back.progress.until()),
            uses: client
                .used
                .filter(|key| self.db(*key).exists)
                .map(|key| self.label(key)),
            wrong_data: client.wrong.until(self.cx.now),
            wrong_stretches: client.wrong.stretches().to_vec(),
            stopped: self.stopped_for(app.id),
        }
    }

    fn channel_view(&self, client: &Client, access: Access) -> ChannelView {
        let (app, now) = (&client.app, self.cx.now);
        let channel = app.channel(access);
        let state = match channel.link {
            Link::Connected { .. } => ChannelState::Serving,
            Link::Waiting { .. } => ChannelState::Waiting,
            Link::Failing { .. } => ChannelState::Failing,
            Link::Stopped { .. } => ChannelState::Stopped,
        };
        let workload = match access {
            Access::Write => self.cx.tapes.writes(app.id),
            Access::Read => &app.reads,
        };
        let outages = channel.outages.iter().filter(|outage| outage.from <= now);
        ChannelView {
            state,
            unanswered: channel.unanswered,
            host: channel.host().and_then(|node| self.host_view(node)),
            since: channel.link_since,
            rate: workload.rate().thousandths() as f64 / 1000.0,
            latency_ms: self.latency_ms(app.id, access),
            outage_total: channel.outage_within(SimTime::from_ms(i64::MIN), now),
            asked: workload.asked(),
            outages: outages.map(|outage| (outage.from, outage.to)).collect(),
        }
    }

    fn host_view(&self, node: NodeId) -> Option<HostView> {
        let db = self.db(self.owner_of(node)?);
        let hosts = self.service(db.key).hosts(&self.cx, db.key);
        let place = hosts
            .iter()
            .position(|(id, _)| *id == self.served_by(node))?;
        Some(HostView {
            database: db.name.to_owned(),
            region: db.region,
            zone: hosts[place].1,
            copy: Some(place).filter(|_| db.exists),
        })
    }

    /// What a request takes, in milliseconds.
    fn latency_ms(&self, app: AppId, access: Access) -> f64 {
        let node = match self.client(app).app.channel(access).link {
            Link::Connected { node, .. } => node,
            // What a moment's pause holds up is answered when it is over.
            Link::Waiting { node, since, .. } if self.merely_pauses(app, access) => {
                let pausing = self.owner_of(node).map(|key| self.db(key));
                return pausing.map_or(0.0, |db| db.pauses_until.since(since).ms() as f64);
            }
            Link::Waiting { .. } | Link::Failing { .. } | Link::Stopped { .. } => return 0.0,
        };
        let latency = |key| self.service(key).latency_ms(&self.cx, key, access);
        self.owner_of(node).map_or(0.0, latency)
    }

    /// The last writes that an application attempted, with their fates.
    fn recent_writes(&self, app: AppId, account: &Account) -> Vec<WriteView> {
        let last = self.cx.tapes.writes(app).count_before(self.cx.now);
        self.writes_by_number(app, last.saturating_sub(RECENT_WRITES) + 1, last, account)
    }

    /// An application's writes by name, for numbers that are not lost to the future: of each pair all from the first to the last.
    pub fn writes_named(&self, app: &str, numbers: &[(u64, u64)]) -> Vec<WriteView> {
        let found = self
            .clients
            .iter()
            .find(|client| client.app.name == app)
            .map(|client| client.app.id);
        let Some(app) = found else { return Vec::new() };
        let newest = self.cx.tapes.writes(app).count_before(self.cx.now);
        let account = self.account(app);
        let known = |(first, last): &(u64, u64)| {
            self.writes_by_number(app, (*first).max(1), (*last).min(newest), &account)
        };
        numbers.iter().flat_map(known).collect()
    }

    fn writes_by_number(
        &self,
        app: AppId,
        first: u64,
        last: u64,
        account: &Account,
    ) -> Vec<WriteView> {
        let state = &self.client(app).app;
        let damaged = account.totals.damaged;
        let holds = |list: &[Stretch], at: SimTime| {
            list.iter()
                .any(|stretch| stretch.from <= at && at < stretch.to)
        };
        let acknowledged = self.cx.tapes.acknowledged_stretches(app, self.cx.now);
        let attempted = (first..=last)
            .filter_map(|number| Some((number, self.cx.tapes.writes(app).time_of(number)?)));
        attempted
            .map(|(number, at)| {
                let fate = if holds(&account.losses.gone, at) {
                    WriteFate::Gone
                } else if holds(&account.losses.lost, at) {
                    WriteFate::Stranded
                } else if holds(&acknowledged, at) {
                    if number <= damaged {
                        WriteFate::Damaged
                    } else {
                        WriteFate::Present
                    }
                } else {
                    match state.write.link {
                        Link::Waiting { since, .. } if at >= since => WriteFate::Pending,
                        _ if state
                            .gap
                            .is_some_and(|gap| self.is_in_doubt(app, gap, number)) =>
                        {
                            WriteFate::InDoubt
                        }
                        _ => WriteFate::Refused,
                    }
                };
                let order = order(self.cx.luck, &state.name, number);
                WriteView {
                    number,
                    at,
                    customer: order.customer,
                    amount_cents: order.amount_cents,
                    fate,
                }
            })
            .collect()
    }

    /// The first writes of a gap were sent before the client gave up.
    fn is_in_doubt(&self, app: AppId, gap: SimTime, number: u64) -> bool {
        let before = self.cx.tapes.writes(app).count_before(gap);
        number > before && number <= before + self.client(app).app.in_doubt_now
    }
}
