//! Random worlds, commands and faults; the world checks its invariants after every event. A failure prints its seed:
//! `failover-lab swarm --from SEED --seeds 1` brings it back.

use failover_lab::language::Transcript;
use failover_lab::study::{random_transcript, watch};

const SEEDS: u64 = 2000;

#[test]
fn no_random_world_contradicts_itself() {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (thread..SEEDS).step_by(threads as usize) {
                    let outcome = std::panic::catch_unwind(|| watch(seed));
                    let outcome = outcome.unwrap_or_else(|_| {
                        panic!(
                            "seed {seed} breaks an invariant:\n{}",
                            random_transcript(seed)
                        )
                    });
                    assert!(outcome.is_ok(), "seed {seed} does not run: {outcome:?}");
                }
            });
        }
    });
}

#[test]
fn the_same_seed_gives_the_same_run() {
    for seed in 0..40 {
        assert_eq!(watch(seed), watch(seed), "seed {seed}");
    }
}

#[test]
fn a_random_transcript_prints_as_it_was_read() {
    for seed in 0..200 {
        let transcript =
            Transcript::parse(&random_transcript(seed)).expect("the swarm writes valid lines");
        assert_eq!(
            Transcript::parse(&transcript.to_string()).as_ref(),
            Ok(&transcript),
            "seed {seed}"
        );
    }
}
