use super::*;
use crate::language::{Session, Transcript};
use crate::lesson::GameLevel;
use crate::lesson::game::design::recorded;
use crate::lesson::game::hand::Hand;
use crate::sim::{SimDuration, SimTime};
use std::collections::BTreeSet;

const SINGLE: Design = Design {
    multi_az: false,
    retention_days: 1,
    replica: false,
    replica_west: false,
    deletion_protection: false,
};
const GOOD: Design = Design {
    multi_az: true,
    retention_days: 7,
    deletion_protection: true,
    ..SINGLE
};
const STORM_PROOF: Design = Design {
    replica_west: true,
    ..GOOD
};

fn good(level: GameLevel) -> Design {
    match level {
        GameLevel::WarmUp | GameLevel::Shift => GOOD,
        GameLevel::Storm => STORM_PROOF,
    }
}

pub fn begin(level: GameLevel, seed: &str, design: Design) -> Session {
    let text = start(level, seed, &design.lines());
    Session::new(Transcript::parse(&text).expect("it can be read")).expect("it can be built")
}

/// The words of forty learners.
fn seeds() -> impl Iterator<Item = String> {
    let names = ["ANA", "BO", "CHIDI", "DAKOTA"];
    (0..40).map(move |n| format!("{}-{n}", names[n % names.len()]))
}

fn idle(level: GameLevel, seed: &str, design: Design) -> Score {
    let mut session = begin(level, seed, design);
    run(level, &mut session);
    score(level, &session)
}

/// A run of a day in which the learner's lines are known beforehand.
fn replay(level: GameLevel, seed: &str, design: Design, lines: &str) -> Session {
    let text = start(level, seed, &design.lines()) + lines;
    let mut session =
        Session::new(Transcript::parse(&text).expect("it can be read")).expect("it can be built");
    run(level, &mut session);
    session
}

/// A day that is played by somebody who knows what to do.
fn played(level: GameLevel, seed: &str, design: Design) -> Session {
    let mut session = begin(level, seed, design);
    let (mut day, mut hand) = (Day::new(level, seed), Hand::default());
    while session.now() < day.ends_at() {
        let next = hand.next_at().min(day.ends_at());
        day.advance_to(&mut session, next);
        hand.look(&mut session);
    }
    session
}

fn strikes_of(session: &Session) -> Vec<String> {
    let strikes = session.outcomes().iter();
    let strikes = strikes.filter(|outcome| outcome.text.starts_with("fault "));
    strikes
        .map(|outcome| format!("{} {}", outcome.at, outcome.text))
        .collect()
}

#[test]
fn a_name_is_a_seed_and_its_case_counts_for_nothing() {
    for level in GameLevel::ALL {
        assert_eq!(schedule(level, "Ana"), schedule(level, "ANA"));
        let days: BTreeSet<String> = seeds()
            .map(|seed| format!("{:?}", schedule(level, &seed)))
            .collect();
        assert_eq!(days.len(), 40, "{level:?}: each name meets its own day");
    }
}

#[test]
fn a_day_has_what_its_level_announces() {
    for seed in seeds() {
        for level in GameLevel::ALL {
            let (strikes, rules) = (schedule(level, &seed), rules(level));
            assert_eq!(strikes.len(), rules.strikes);
            assert!(strikes.is_sorted_by_key(|strike| strike.at));
            let last = strikes.last().map(|strike| strike.at + rules.rto);
            assert!(
                last < Some(SimTime::START + rules.shift),
                "{seed}: the last can be mended in time"
            );
        }
        let by_people = |strike: &Strike| matches!(strike.kind, Kind::BadWrite { .. });
        let cut = |strike: &Strike| matches!(strike.kind, Kind::Cut { .. });
        let warm_up = schedule(GameLevel::WarmUp, &seed);
        assert_eq!(warm_up.iter().filter(|one| cut(one)).count(), 1);
        assert!(!schedule(GameLevel::WarmUp, &seed).iter().any(by_people));
        assert!(schedule(GameLevel::Shift, &seed).iter().any(by_people));
        let storm = schedule(GameLevel::Storm, &seed);
        let during = storm.windows(2).any(|pair| match pair[0].kind {
            Kind::RegionOutage { lasts } => {
                lasts >= SimDuration::from_hours(4) && pair[1].at < pair[0].at + lasts
            }
            _ => false,
        });
        assert!(during, "{seed}: something strikes while a Region is down");
    }
}

#[test]
fn an_incident_strikes_what_the_shop_uses_then() {
    let wide = |session: &Session, kind| target::line(kind, &session.world().view());
    let mut session = begin(GameLevel::Storm, "ANA", STORM_PROOF);
    let zone = Kind::ZoneOutage {
        lasts: SimDuration::from_mins(45),
    };
    let stop = Kind::ReplicaStop {
        lasts: SimDuration::from_mins(45),
    };
    assert_eq!(
        wide(&session, zone).as_deref(),
        Some("fault inject az-outage us-east-1a --for 45m")
    );
    assert_eq!(
        wide(&session, stop).as_deref(),
        Some("fault inject replication-stop us-west-2/orders-west --for 45m")
    );
    for line in [
        "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west",
        "app point shop --to orders-west",
    ] {
        session.act(line).expect("it can be read");
    }
    assert_eq!(
        wide(&session, Kind::HostFailure),
        None,
        "nothing is at work while it is promoted"
    );
    session.advance_to(SimTime::START + SimDuration::from_mins(15));
    assert_eq!(
        wide(&session, Kind::HostFailure).as_deref(),
        Some("fault inject host-failure us-west-2/orders-west")
    );
    assert_eq!(
        wide(&session, zone).as_deref(),
        Some("fault inject az-outage us-west-2a --for 45m")
    );
    assert_eq!(
        wide(&session, stop).as_deref(),
        Some("fault inject network-partition shop us-west-2a --for 45m"),
        "without a replica the network is cut"
    );
}

#[test]
fn two_designs_under_one_seed_meet_the_same_luck() {
    for seed in seeds().take(10) {
        let kinds = |design| {
            let mut session = begin(GameLevel::WarmUp, &seed, design);
            run(GameLevel::WarmUp, &mut session);
            let view = session.world().view();
            view.incidents
                .iter()
                .map(|one| one.cause)
                .collect::<Vec<_>>()
        };
        let (single, good) = (kinds(SINGLE), kinds(GOOD));
        assert!(good.starts_with(&single), "{seed}: {single:?} {good:?}");
    }
}

#[test]
fn a_day_played_by_hand_is_replayed_from_its_lines() {
    for (level, seed) in [(GameLevel::Shift, "ANA"), (GameLevel::Storm, "BO")] {
        let played = played(level, seed, good(level));
        let text = played.transcript().to_text();
        let whole =
            Session::run(Transcript::parse(&text).expect("it can be read")).expect("it runs");
        assert_eq!(
            score(level, &whole),
            score(level, &played),
            "the transcript is the whole record"
        );
        let own: String = text
            .lines()
            .filter(|line| !line.contains(" fault "))
            .skip(1)
            .map(|line| format!("{line}\n"))
            .collect();
        let mut again =
            Session::new(Transcript::parse(&own).expect("it can be read")).expect("it runs");
        run(level, &mut again);
        assert_eq!(
            strikes_of(&again),
            strikes_of(&played),
            "the same lines meet the same luck"
        );
        assert_eq!(score(level, &again), score(level, &played));
        assert_eq!(recorded(&text), Some((level, good(level).lines())));
    }
}

#[test]
fn doing_nothing_on_one_copy_does_not_pass() {
    for seed in seeds() {
        for retention_days in [0, 1] {
            let design = Design {
                retention_days,
                ..SINGLE
            };
            let points = idle(GameLevel::WarmUp, &seed, design).points;
            assert!(points < 60, "{seed}: {points}");
        }
    }
}

#[test]
fn no_level_is_passed_by_a_good_design_alone() {
    for seed in seeds() {
        for level in GameLevel::ALL {
            let score = idle(level, &seed, good(level));
            assert!(score.points < 60, "{level:?} {seed}: {score:#?}");
        }
    }
}

#[test]
fn one_decision_passes_the_warm_up_and_costs_nothing_in_time() {
    let level = GameLevel::WarmUp;
    for seed in seeds().take(10) {
        let cut = schedule(level, &seed)
            .into_iter()
            .find(|strike| matches!(strike.kind, Kind::Cut { .. }))
            .expect("each warm-up has one");
        let after = |minutes| {
            let line = format!(
                "{} aws rds reboot-db-instance --db-instance-identifier orders --force-failover\n",
                cut.at + SimDuration::from_mins(minutes)
            );
            score(level, &replay(level, &seed, GOOD, &line)).points
        };
        assert!(after(10) >= 95, "{seed}: {}", after(10));
        assert!((60..95).contains(&after(40)), "{seed}: {}", after(40));
    }
}

#[test]
fn a_good_player_reaches_ninety_on_every_level() {
    for seed in seeds().take(8) {
        for level in GameLevel::ALL {
            let score = score(level, &played(level, &seed, good(level)));
            assert!(score.points >= 90, "{level:?} {seed}: {score:#?}");
        }
    }
}

#[test]
fn reasons_sum_up_to_the_score() {
    for seed in seeds().take(10) {
        for design in [SINGLE, GOOD, STORM_PROOF] {
            let score = idle(GameLevel::WarmUp, &seed, design);
            let sum: i32 = score.reasons.iter().map(|reason| reason.points).sum();
            assert!(score.reasons.iter().all(|reason| reason.points <= 0));
            assert_eq!(
                i64::from(score.points),
                i64::from((100 + sum).max(0)),
                "{seed}"
            );
        }
    }
}

#[test]
fn closing_the_shop_is_no_way_out() {
    let points = score(
        GameLevel::WarmUp,
        &replay(GameLevel::WarmUp, "ANA", GOOD, "1m app stop shop\n"),
    )
    .points;
    assert!(points <= 60, "{points}");
}

#[test]
fn a_rewind_costs_points_and_says_why() {
    let (level, seed) = (GameLevel::Shift, "ANA");
    let bad = schedule(level, seed)
        .into_iter()
        .find(|strike| matches!(strike.kind, Kind::BadWrite { .. }))
        .expect("each shift has one");
    let before = crate::sim::Calendar::default().iso8601(bad.at - SimDuration::from_secs(1));
    let lines = format!(
        "{} aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier spare --restore-time {before} --multi-az\n\
         +0s aws rds wait db-instance-available --db-instance-identifier spare\n\
         +5s app point shop --to spare\n",
        bad.at + SimDuration::from_mins(6)
    );
    let score = score(level, &replay(level, seed, GOOD, &lines));
    let lost = score
        .reasons
        .iter()
        .find(|reason| reason.words.contains("lost"))
        .expect("it is told");
    assert!(lost.subject.starts_with("Bad write at "), "{lost:?}");
    assert!((-13..=-10).contains(&lost.points), "{lost:?}");
}

#[test]
fn deletion_protection_holds_a_mistake_off() {
    let level = GameLevel::Shift;
    let seed = seeds()
        .find(|seed| {
            schedule(level, seed)
                .iter()
                .any(|strike| strike.kind == Kind::OperatorDelete)
        })
        .expect("somebody meets it");
    let held = idle(level, &seed, GOOD);
    let words: Vec<&str> = held
        .reasons
        .iter()
        .map(|reason| reason.words.as_str())
        .collect();
    assert!(
        words.contains(&"held off by deletion protection"),
        "{words:?}"
    );
    let bare = idle(
        level,
        &seed,
        Design {
            deletion_protection: false,
            ..GOOD
        },
    );
    assert!(bare.points < held.points);
    assert!(
        bare.reasons
            .iter()
            .any(|reason| reason.words == "the shop has no database")
    );
}

#[test]
fn what_came_at_a_bad_moment_was_not_held_off_by_protection() {
    let mut session = begin(GameLevel::Shift, "ANA", SINGLE);
    for line in [
        "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
        "fault inject operator-delete orders",
    ] {
        session.strike(line).expect("it can be read");
    }
    let score = score(GameLevel::Shift, &session);
    let mut words = score.reasons.iter().map(|reason| reason.words.as_str());
    assert!(words.any(|words| words == "came to nothing"), "{score:#?}");
}

/// How the scores are spread: `cargo test --lib game::tests::spread -- --ignored --nocapture`.
#[test]
#[ignore = "it prints a table"]
fn spread_of_scores() {
    let told = |mut points: Vec<u32>| {
        points.sort_unstable();
        format!(
            "{} / {} / {}",
            points[0],
            points[points.len() / 2],
            points[points.len() - 1]
        )
    };
    for level in GameLevel::ALL {
        for (name, design) in [
            ("Single-AZ", SINGLE),
            ("Multi-AZ", GOOD),
            ("Multi-AZ and us-west-2", STORM_PROOF),
        ] {
            let points = seeds().map(|seed| idle(level, &seed, design).points);
            println!(
                "{} left alone, {name}: {}",
                level.name(),
                told(points.collect())
            );
        }
        let points = seeds().map(|seed| score(level, &played(level, &seed, good(level))).points);
        println!("{} played well: {}", level.name(), told(points.collect()));
    }
}
