//! Random worlds, commands and faults; the world checks its invariants after every event. A failure prints its seed:
//! `failover-lab swarm --from SEED --seeds 1` brings it back.

use failover_lab::language::{Outcome, Session, Transcript, for_each_journal_line};
use failover_lab::study::{
    aurora_transcript, clusters_transcript, proxies_transcript, random_transcript,
    tables_transcript, watch, watch_run, wilder_transcript,
};
use failover_lab::world::IncidentView;

const SEEDS: u64 = 2000;

#[test]
fn no_random_world_contradicts_itself() {
    over_all_seeds(random_transcript);
}

#[test]
fn no_world_contradicts_itself_in_which_everything_goes_wrong_that_can() {
    over_all_seeds(wilder_transcript);
}

#[test]
fn no_world_of_clusters_contradicts_itself() {
    over_all_seeds(clusters_transcript);
}

#[test]
fn no_world_of_aurora_contradicts_itself() {
    over_all_seeds(aurora_transcript);
}

#[test]
fn no_world_with_a_proxy_contradicts_itself() {
    over_all_seeds(proxies_transcript);
}

#[test]
fn no_world_of_tables_contradicts_itself() {
    over_all_seeds(tables_transcript);
}

/// What the swarm writes of a seed.
fn transcripts(seed: u64) -> [String; 6] {
    [
        aurora_transcript(seed),
        random_transcript(seed),
        wilder_transcript(seed),
        clusters_transcript(seed),
        proxies_transcript(seed),
        tables_transcript(seed),
    ]
}

fn over_all_seeds(transcript: fn(u64) -> String) {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (thread..SEEDS).step_by(threads as usize) {
                    let text = transcript(seed);
                    let outcome = std::panic::catch_unwind(|| watch_run(&text));
                    let outcome = outcome
                        .unwrap_or_else(|_| panic!("seed {seed} breaks an invariant:\n{text}"));
                    assert!(outcome.is_ok(), "seed {seed} does not run: {outcome:?}");
                }
            });
        }
    });
}

/// What was reported, and what became of each line.
fn told(text: &str) -> (Vec<String>, Vec<Outcome>) {
    let transcript = Transcript::parse(text).expect("the swarm writes valid lines");
    let session = Session::run(transcript).expect("it runs");
    let mut journal = Vec::new();
    for_each_journal_line(&session, |_, line| journal.push(line.to_owned()));
    (journal, session.outcomes().to_vec())
}

#[test]
fn a_refused_line_changes_nothing() {
    let mut taken = 0;
    let texts = (0..300).flat_map(transcripts);
    for text in texts {
        let (journal, outcomes) = told(&text);
        // A refused wait takes the lines behind it along in time.
        let is_refused =
            |outcome: &&Outcome| outcome.result.is_err() && !outcome.text.contains(" wait ");
        for refused in outcomes.iter().filter(is_refused).take(3) {
            let others = (1..).zip(text.lines()).filter(|(n, _)| *n != refused.line);
            let without: String = others.map(|(_, line)| format!("{line}\n")).collect();
            let (journal_without, outcomes_without) = told(&without);
            let what = format!("without {} of:\n{text}", refused.text);
            assert_eq!(journal, journal_without, "{what}");
            assert_eq!(outcomes.len(), outcomes_without.len() + 1, "{what}");
            taken += 1;
        }
    }
    assert!(taken > 300, "only {taken} lines were taken away");
}

/// What the report says must hold what the invariants hold within.
#[test]
fn every_outage_lies_in_an_incident_that_is_reported() {
    let texts = (0..300).flat_map(transcripts);
    for text in texts {
        let transcript = Transcript::parse(&text).expect("the swarm writes valid lines");
        let session = Session::run(transcript).expect("it runs");
        let view = session.world().view();
        for app in &view.apps {
            let outages = app.writes.outages.iter().chain(&app.reads.outages);
            for (from, to) in outages {
                let to = to.unwrap_or(view.now);
                let holds = |incident: &&IncidentView| {
                    let until = incident.recovered_at.unwrap_or(view.now);
                    incident.apps.contains(&app.name) && incident.at <= *from && to <= until
                };
                assert!(
                    view.incidents.iter().any(|one| holds(&one)),
                    "{} failed from {from} to {to} in:\n{text}",
                    app.name
                );
            }
        }
        for incident in &view.incidents {
            let phases = incident.phases.iter();
            let sum: u64 = phases.map(|one| one.to.since(one.from).ms()).sum();
            let so_far = view.now.since(incident.at);
            let whole = incident.recovery.unwrap_or(so_far).ms();
            let untouched = incident.apps.is_empty() && incident.phases.is_empty();
            assert!(sum == whole || untouched, "{incident:?} in:\n{text}");
            let lost: u64 = incident.accounts.iter().map(|one| one.lost_writes).sum();
            assert!(lost <= incident.lost_writes, "{incident:?} in:\n{text}");
        }
    }
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
        for text in transcripts(seed) {
            let transcript = Transcript::parse(&text).expect("the swarm writes valid lines");
            assert_eq!(
                Transcript::parse(&transcript.to_string()).as_ref(),
                Ok(&transcript),
                "seed {seed}"
            );
        }
    }
}

/// What the worlds of clusters are for happens in them.
#[test]
fn clusters_fail_over_wait_and_are_restored_in_the_swarm() {
    let (mut failovers, mut restores, mut refused) = (0, 0, 0);
    for seed in 0..300 {
        let (journal, outcomes) = told(&clusters_transcript(seed));
        failovers += journal
            .iter()
            .filter(|line| line.contains("RDS-EVENT-0071"))
            .count();
        let restored =
            |one: &&Outcome| one.text.contains("restore-db-cluster") && one.result.is_ok();
        restores += outcomes.iter().filter(restored).count();
        refused += outcomes.iter().filter(|one| one.result.is_err()).count();
    }
    assert!(
        failovers > 50 && restores > 20 && refused > 100,
        "{failovers} {restores} {refused}"
    );
}

/// So it is of the worlds with a proxy.
#[test]
fn targets_join_and_leave_and_failovers_pass_through_in_the_swarm() {
    let (mut joined, mut refused, mut failovers) = (0, 0, 0);
    for seed in 0..300 {
        let (journal, outcomes) = told(&proxies_transcript(seed));
        let count = |code: &str| journal.iter().filter(|line| line.contains(code)).count();
        joined += count("RDS-EVENT-0213");
        failovers += count("RDS-EVENT-0049");
        let of_proxy = |one: &&Outcome| one.text.contains("db-proxy") && one.result.is_err();
        refused += outcomes.iter().filter(of_proxy).count();
    }
    assert!(
        joined > 50 && refused > 50 && failovers > 50,
        "{joined} {refused} {failovers}"
    );
}

/// What the worlds of tables are for happens in them.
#[test]
fn tables_are_restored_protected_and_deleted_in_the_swarm() {
    let mut went_well = std::collections::BTreeMap::new();
    for seed in 0..300 {
        let (_, outcomes) = told(&tables_transcript(seed));
        for outcome in outcomes.iter().filter(|outcome| outcome.result.is_ok()) {
            let verb = outcome.text.strip_prefix("aws dynamodb ");
            let verb = verb.and_then(|text| text.split(' ').next());
            *went_well
                .entry(verb.unwrap_or("else").to_owned())
                .or_insert(0) += 1;
        }
    }
    for verb in [
        "create-backup",
        "create-table",
        "delete-backup",
        "delete-table",
        "list-backups",
        "restore-table-from-backup",
        "restore-table-to-point-in-time",
        "update-continuous-backups",
        "update-table",
        "wait",
    ] {
        let times = went_well.get(verb).copied().unwrap_or(0);
        assert!(times >= 5, "{verb} went well {times} times: {went_well:?}");
    }
}
