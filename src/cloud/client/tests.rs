use super::*;
use crate::cloud::Rate;
use crate::cloud::RegionId;

/// Two hosts and one name.
struct TwoHosts {
    record: u32,
    answers: [Answer; 2],
}

impl Network for TwoHosts {
    fn resolve(&self, _: &Endpoint) -> Option<NodeId> {
        Some(NodeId(self.record))
    }
    fn answer(&self, _: &str, node: NodeId, _: Access) -> Answer {
        self.answers[node.0 as usize]
    }
}

const UP: Answer = Answer::Accepts { incarnation: 0 };

fn at(ms: i64) -> SimTime {
    SimTime::from_ms(ms)
}

/// Observes the channel at `now`, then whenever it asks to be observed, until `until`.
fn observe(
    channel: &mut Channel,
    network: &TwoHosts,
    keeps_secs: Option<u64>,
    now: i64,
    until: i64,
) {
    let requests = Workload::new(Rate::per_second(50), at(0));
    let around = Surroundings {
        network,
        app: "shop",
        access: Access::Write,
        requests: &requests,
        timeout: SimDuration::from_secs(5),
        retry: SimDuration::from_secs(1),
        keeps_answer: keeps_secs.map(SimDuration::from_secs),
        answer_left: 0.5,
    };
    let mut now = at(now);
    while now <= at(until) {
        while channel.step(now, &around).is_some() {}
        match channel.next_change(now, &around) {
            Some(next) => now = next,
            None => break,
        }
    }
}

fn connected(network: &TwoHosts) -> Channel {
    let endpoint = Endpoint {
        service: 0,
        region: RegionId::DEFAULT,
        name: "orders".into(),
    };
    let requests = Workload::new(Rate::per_second(50), at(0));
    let mut channel = Channel::new(endpoint, at(0), &requests);
    observe(&mut channel, network, Some(5), 0, 0);
    assert!(channel.serves());
    channel
}

#[test]
fn a_pause_shorter_than_the_timeout_fails_nothing() {
    let mut network = TwoHosts {
        record: 0,
        answers: [UP, UP],
    };
    let mut channel = connected(&network);
    network.answers[0] = Answer::Silent;
    observe(&mut channel, &network, Some(5), 10_000, 12_000);
    assert!(matches!(channel.link, Link::Waiting { .. }));
    network.answers[0] = UP;
    observe(&mut channel, &network, Some(5), 12_000, 12_000);
    assert!(channel.serves());
    assert_eq!(channel.outages, []);
}

#[test]
fn a_vanished_host_costs_the_timeout_and_the_old_dns_answer() {
    let mut network = TwoHosts {
        record: 0,
        answers: [UP, UP],
    };
    let mut channel = connected(&network);
    network.answers[0] = Answer::Silent;
    observe(&mut channel, &network, Some(5), 60_010, 100_000);
    assert!(matches!(channel.link, Link::Failing { .. }));
    network.record = 1;
    observe(&mut channel, &network, Some(5), 140_000, 200_000);
    let outage = channel.outages[0];
    assert_eq!(
        outage.from,
        at(60_020),
        "counted from the first unanswered request"
    );
    let back = outage.to.expect("it is over").ms();
    assert!(
        (140_000..=146_000).contains(&back),
        "within the answer's life of the change: {back}"
    );
}

#[test]
fn a_client_that_keeps_its_answer_for_ever_stays_down() {
    let mut network = TwoHosts {
        record: 0,
        answers: [UP, UP],
    };
    let mut channel = connected(&network);
    network.answers[0] = Answer::Refuses;
    observe(&mut channel, &network, None, 1000, 2000);
    network.record = 1;
    observe(&mut channel, &network, None, 3000, 1_000_000);
    assert!(!channel.serves());
    channel.reconnect(
        channel.endpoint.clone(),
        at(9000),
        &Workload::new(Rate::per_second(50), at(0)),
    );
    observe(&mut channel, &network, None, 9000, 9000);
    assert!(channel.serves(), "a restart empties the cache");
}

proptest::proptest! {
    /// What hangs on a silent host and then comes into a queue waits there for as long as the queue keeps it, and never longer than its
    /// client waits; and so it is still one wait.
    #[test]
    fn a_queue_lets_go_of_what_came_into_it_late(silent in 0i64..5000, at_most in 0u64..8000) {
        let mut network = TwoHosts { record: 0, answers: [UP, UP] };
        let mut channel = connected(&network);
        network.answers[0] = Answer::Silent;
        observe(&mut channel, &network, Some(5), 10_000, 10_000 + silent - 1);
        network.answers[0] = Answer::Queues { at_most: SimDuration::from_ms(at_most) };
        let queued = 10_000 + silent;
        let ends = (queued + i64::try_from(at_most).expect("it is small")).min(15_000);
        observe(&mut channel, &network, Some(5), queued, ends - 1);
        if queued < ends && silent > 0 {
            let waits = |link| matches!(link, Link::Waiting { .. });
            proptest::prop_assert!(waits(channel.link), "{:?}", channel.link);
            proptest::prop_assert_eq!(channel.trouble(), Some(at(10_000)));
            observe(&mut channel, &network, Some(5), ends, ends);
            proptest::prop_assert!(!waits(channel.link), "{:?}", channel.link);
            proptest::prop_assert_eq!(channel.link_since, at(ends));
        }
    }
}
