//! Whatever happens, the places of the page that speak of the same thing at the same moment say the same: random runs, watched.

use crate::app::thing::Thing;
use crate::app::{announce, describe, lane, say, tape, toll, verdict, words};
use crate::language::{Session, Transcript};
use crate::sim::{SimDuration, SimTime};
use crate::study::random_transcript;
use crate::world::{CopyHealth, DatabaseView, View};

const SEEDS: u64 = 200;
/// Moments of each run that are looked at, at most.
const MOMENTS: usize = 300;

#[test]
fn stage_inspector_verdict_and_announcement_agree_in_random_runs() {
    for seed in 0..SEEDS {
        let text = random_transcript(seed);
        let goals = "goal rto 1h\ngoal rpo 0s\n";
        let transcript = Transcript::parse(&format!("{text}{goals}"));
        let mut session = transcript
            .and_then(Session::new)
            .unwrap_or_else(|errors| panic!("seed {seed}: {errors:?}"));
        let mut before = session.world().view();
        for _ in 0..MOMENTS {
            let events = [session.next_line_at(), session.world().next_due()];
            let Some(next) = events.into_iter().flatten().min() else {
                break;
            };
            // Not only events are looked at, but what lies between them.
            let between = SimTime::from_ms(next.ms() - (next.ms() - session.now().ms()) / 3);
            for at in [between, next] {
                session.advance_to(at);
                let view = session.world().view();
                agree(&before, &view, &format!("seed {seed} at {at}"));
                before = view;
            }
        }
    }
}

fn agree(before: &View, view: &View, when: &str) {
    let said = announce::changes(before, view, false);
    for database in &view.databases {
        databases_agree(view, database, &said, when);
    }
    losses_agree(view, when);
    incidents_agree(before, view, &said, when);
    backups_agree(view, when);
}

fn fact(view: &View, thing: &Thing, name: &str) -> Option<String> {
    let facts = describe::facts(view, thing).into_iter();
    facts
        .filter(|(other, _)| *other == name)
        .map(|(_, text)| text)
        .next()
}

fn databases_agree(view: &View, database: &DatabaseView, said: &[String], when: &str) {
    let (thing, id) = (Thing::database(database), &database.id);
    let status = fact(view, &thing, "RDS status").expect("a database has one");
    let card = lane::card(database, database.primary(), view.now);
    let told = (!database.settled).then_some(status.as_str());
    assert_eq!(card.status.as_deref(), told, "{when}");
    let note = card.note.as_deref().filter(|note| note.ends_with(" left"));
    if let Some(note) = note {
        let under_way = fact(view, &thing, "Under way");
        assert_eq!(under_way, Some(format!("{note} in all")), "{when}");
    }
    let announced = format!("{id}: RDS status ");
    if let Some(said) = said.iter().find(|said| said.starts_with(&announced))
        && view
            .databases
            .iter()
            .filter(|other| other.id == *id)
            .count()
            == 1
    {
        assert_eq!(*said, format!("{announced}{status}."), "{when}");
    }
    let standby = database.standbys().first();
    let on_card = standby.and_then(|standby| lane::card(database, standby, view.now).note);
    let inspected = fact(view, &thing, "Standby");
    let inspected = inspected.and_then(|text| Some(text.split_once(", ")?.1.to_owned()));
    assert_eq!(on_card, inspected, "{when}: {id}");
    let in_step = on_card.as_deref() == Some("in step");
    assert!(!database.protected || in_step, "{when}: {id}");
    assert!(
        !(in_step && card.note.as_deref() == Some("unprotected")),
        "{when}: {id}"
    );
}

fn losses_agree(view: &View, when: &str) {
    let charged: u64 = view.incidents.iter().map(|one| one.lost_writes).sum();
    let by_apps: u64 = view.apps.iter().map(|app| app.totals.lost).sum();
    let own = verdict::own_loss(view).map_or(0, |_| view.writes.lost - charged);
    assert_eq!(
        (charged + own, by_apps),
        (view.writes.lost, view.writes.lost),
        "{when}"
    );
    for (app, place) in view.apps.iter().zip(0..) {
        assert_eq!(app.totals.lost == 0, app.lost_span.is_zero(), "{when}");
        let mut spans = view.incidents.iter().map(|one| one.lost_span);
        if view.apps.len() == 1 && place == 0 {
            let sum = spans.try_fold(view.own_lost_span, |sum, span| Some(sum + span));
            assert_eq!(Some(app.lost_span), sum, "{when}: each has its owner");
        }
    }
    let lines = verdict::lines(view, None);
    for app in &view.apps {
        let inspected = fact(view, &Thing::App(app.name.clone()), "Lost");
        let inspected = inspected.expect("an application has an account");
        let line = lines
            .iter()
            .find(|(name, _)| *name == format!("Whole run, {}", app.name));
        let line = &line.expect("each application has a line").1;
        assert!(
            line.ends_with(&format!("lost {inspected}")),
            "{when}: {line}"
        );
        assert!(inspected.contains(&words::count(app.totals.lost)), "{when}");
    }
    let copies = view.databases.iter().flat_map(|entry| &entry.copies);
    let copies =
        copies.filter(|copy| !matches!(copy.health, CopyHealth::VolumeLost | CopyHealth::Empty));
    let archives = view.archives.iter().filter_map(|one| one.tape.as_ref());
    for held in copies.map(|copy| &copy.tape).chain(archives) {
        let drawing = tape::draw(tape::Scale::of(view), held, SimDuration::from_secs(1));
        assert!(
            drawing
                .torn
                .is_none_or(|torn| torn.writes <= view.writes.stranded),
            "{when}: {held:?}"
        );
    }
}

fn incidents_agree(before: &View, view: &View, said: &[String], when: &str) {
    for incident in &view.incidents {
        let (recovery, loss) = (
            verdict::recovery(view, incident),
            verdict::loss(view, incident),
        );
        if loss.met == Some(true) {
            assert_eq!(loss.value, "0", "{when}");
        }
        let why = verdict::why(view, incident);
        let standing = say::standing(incident);
        if standing == say::Standing::Untouched {
            assert_eq!((recovery.met, loss.met), (None, None), "{when}");
            assert!(!why.contains("never"), "{when}: {why}");
        }
        if why.starts_with("Nothing here recovers") {
            assert_eq!(say::under_way(view), None, "{when}");
        }
        if incident.lost_writes > 0 {
            assert!(!why.contains("nothing"), "{when}: {why}");
            assert!(!why.contains("every acknowledged write"), "{when}: {why}");
        }
        let was_open = before
            .open_incidents()
            .any(|other| other.number == incident.number);
        // Who has touched nobody is not recovered from, wherever that is told.
        if let Some(spared) = toll::spared(incident) {
            assert!(why.contains(&words::capital(&spared)), "{when}: {why}");
        }
        // The page says of each that is over whether it touched anybody, and its figures do not contradict it.
        if let Some(recovery) = incident.recovery {
            let was_whole = recovery.is_zero() && incident.wrong_data.is_zero();
            assert_eq!(incident.apps.is_empty(), was_whole, "{when}: {incident:?}");
        }
        if was_open && incident.recovered_at.is_some() {
            let told = match toll::spared(incident) {
                Some(spared) => format!("{spared}."),
                None => format!(
                    "Recovered after {}, lost: {}.",
                    recovery.value,
                    toll::lost(incident.lost_writes, incident.lost_span)
                ),
            };
            let is_told = said.iter().any(|one| one.ends_with(&told));
            assert!(is_told, "{when}: {told} in {said:?}");
        }
        let whole = say::recovery(incident, view.now);
        let last = incident
            .phases
            .last()
            .map(|phase| phase.to.since(incident.at));
        assert!(last.is_none_or(|last| last == whole), "{when}");
    }
}

fn backups_agree(view: &View, when: &str) {
    for region in &view.regions {
        let storage = describe::facts(view, &Thing::Storage(region.id));
        let all = say::backups_in(view, region.id);
        assert_eq!(storage.len(), all.len(), "{when}");
        for (place, (kept, (_, inspected))) in all.iter().zip(storage).enumerate() {
            let on_stage = say::backups(view, region.id, kept);
            assert_eq!(inspected, format!("{}: {on_stage}", kept.name()), "{when}");
            let same = |other: &say::Kept| other.resource_id == kept.resource_id;
            assert_eq!(
                all.iter().position(same),
                Some(place),
                "{when}: one row each"
            );
            let own = |entry: &&DatabaseView| {
                entry.resource_id == kept.resource_id && entry.region == region.id
            };
            let (Some(archive), Some(entry)) = (kept.archive, view.databases.iter().find(own))
            else {
                continue;
            };
            if let Some(logs) = fact(view, &Thing::database(entry), "Logs")
                && archive.status != "retained"
            {
                assert!(logs.starts_with(&on_stage), "{when}: {logs}, {on_stage}");
            }
        }
    }
}
