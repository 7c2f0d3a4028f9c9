use super::*;
use crate::cloud::Rate;
use proptest::prelude::{Strategy, proptest};

fn at(secs: i64) -> SimTime {
    SimTime::from_ms(secs * 1000)
}

/// One application at 50 writes/s on a first timeline from 0 s on.
fn running() -> (Tapes, AppId, TimelineId) {
    let mut tapes = Tapes::default();
    let timeline = tapes.fork(None);
    let shop = tapes.add_writer(Workload::new(Rate::per_second(50), at(0)));
    tapes.begin_writing(shop, timeline, at(0));
    (tapes, shop, timeline)
}

#[test]
fn a_fork_tears_off_what_stood_behind_it() {
    let (mut tapes, shop, old) = running();
    tapes.end_writing(shop, old, at(100));
    let new = tapes.fork(Some(Tape::of(old, at(90))));
    tapes.begin_writing(shop, new, at(130));
    let used = Tape::of(new, at(200));
    let lost = tapes.lost(shop, Some(used), at(200));
    assert_eq!(
        lost,
        [Stretch {
            app: shop,
            from: at(90),
            to: at(100)
        }]
    );
    assert_eq!(tapes.writes_in(&lost[0]), 500);
    assert_eq!(tapes.count(used), 90 * 50 + 70 * 50);
    let archive = Tape::of(old, at(94));
    let gone = tapes.gone(&lost, &[archive], at(200));
    assert_eq!(
        gone,
        [Stretch {
            app: shop,
            from: at(94),
            to: at(100)
        }]
    );
}

#[test]
fn a_bad_write_is_on_every_tape_whose_head_has_passed_it() {
    let (mut tapes, shop, orders) = running();
    let mark = tapes.damage(Tape::of(orders, at(60)), 1000, "wrong DELETE");
    let holds = |tapes: &Tapes, head| tapes.damage_on(Tape::of(orders, head));
    assert_eq!(holds(&tapes, at(60)), []);
    assert_eq!(holds(&tapes, at(61)), [mark]);
    let clean = tapes.fork(Some(Tape::of(orders, at(59))));
    assert_eq!(tapes.damage_on(Tape::of(clean, at(500))), []);
    let at_10_s = tapes.fork(Some(Tape::of(orders, at(10))));
    let held = |timeline| tapes.rows_held_of(mark, Tape::of(timeline, at(400)));
    assert_eq!(
        (held(clean), held(at_10_s)),
        (1000, 500),
        "an old copy holds only the rows of its time"
    );
    tapes.heal(mark, orders, at(200), 950);
    assert_eq!(tapes.damaged_rows(Tape::of(orders, at(201))), 50);
    tapes.heal(mark, orders, at(300), 1000);
    assert_eq!(holds(&tapes, at(301)), []);
    assert_eq!(holds(&tapes, at(299)), [mark]);
    assert_eq!(tapes.acknowledged(shop, at(10)), 500);
}

#[test]
fn writes_that_waited_commit_together() {
    let (mut tapes, shop, orders) = running();
    tapes.end_writing(shop, orders, at(10));
    tapes.commit_late(shop, orders, at(10), at(12));
    tapes.begin_writing(shop, orders, at(12));
    assert_eq!(tapes.count(Tape::of(orders, at(11))), 500);
    assert_eq!(tapes.count(Tape::of(orders, at(13))), 650);
    let torn = tapes.lost(shop, Some(Tape::of(orders, at(11))), at(13));
    assert_eq!(torn.iter().map(|s| tapes.writes_in(s)).sum::<u64>(), 150);
}

fn random_history() -> impl Strategy<Value = Vec<(i64, i64, bool)>> {
    proptest::collection::vec((1i64..50, 0i64..60, proptest::bool::ANY), 1..12)
}

proptest! {
    /// However often a database is forked and re-pointed, acknowledged = present + lost.
    #[test]
    fn acknowledged_is_present_plus_lost(history in random_history()) {
        let (mut tapes, shop, mut used) = running();
        let mut now = 0;
        for (run, back, late) in history {
            now += run;
            tapes.end_writing(shop, used, at(now));
            let fork = Tape::of(used, at(now - back));
            used = tapes.fork(Some(fork));
            now += 1;
            if late {
                tapes.commit_late(shop, used, at(now - 1), at(now));
            }
            tapes.begin_writing(shop, used, at(now));
        }
        now += 5;
        let tape = Tape::of(used, at(now));
        let total = |stretches: Vec<Stretch>| stretches.iter().map(|s| tapes.writes_in(s)).sum::<u64>();
        let present = total(tapes.present(shop, tape, at(now)));
        let lost = total(tapes.lost(shop, Some(tape), at(now)));
        assert_eq!(tapes.acknowledged(shop, at(now)), present + lost);
        assert_eq!(present, tapes.count(tape));
    }
}
