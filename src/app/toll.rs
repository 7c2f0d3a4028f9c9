//! What a run has cost: lost orders as orders and as time, and what is left of an RTO. Each is said here and nowhere
//! else, as all that [`crate::app::say`] says.

use crate::app::pace::is_being_made;
use crate::app::say::{Standing, recovery, standing};
use crate::app::thing::line_name;
use crate::app::{stage, words};
use crate::cloud::Access;
use crate::sim::SimDuration;
use crate::world::{
    AppView, CopyHealth, DatabaseView, IncidentView, RoleView, TornView, View, WriteTotals,
};

/// Accepted orders that are lost, and how far that sets back: `780 orders, 6 min 30 s back`.
pub fn lost(orders: u64, span: SimDuration) -> String {
    and_time(words::counted(orders, "order", "orders"), span)
}

/// What a tape still holds of them, where there is little room.
pub fn torn(torn: TornView) -> String {
    let orders = words::counted(torn.writes, "order", "orders");
    match torn.span.is_zero() {
        true => orders,
        false => format!("{orders} ({})", words::nearest(torn.span)),
    }
}

/// How far lost orders set back, where that can be said: it is what an RPO bounds, from the last one kept to the last one lost. Where none
/// were accepted for a while between the two, that is more than the time in which they were written.
pub fn time_of(span: SimDuration) -> Option<String> {
    (!span.is_zero()).then(|| format!("{} back", words::nearest(span)))
}

/// What is lost, in whatever it is counted, and how far that sets back.
pub fn and_time(lost: String, span: SimDuration) -> String {
    match span.is_zero() {
        true => lost,
        false => format!("{lost}, {} back", words::nearest(span)),
    }
}

/// What is left of the RTO while an incident is open, or by how much it is over: it adds up with the clock.
pub fn countdown(view: &View, incident: &IncidentView) -> Option<String> {
    let rto = view
        .goals
        .rto
        .filter(|_| standing(incident) == Standing::Open)?;
    let elapsed = recovery(incident, view.now);
    Some(match elapsed <= rto {
        true => format!("{} left", words::part(elapsed, rto, rto)),
        false => format!("over by {}", words::part(rto, elapsed, elapsed)),
    })
}

/// Of an incident that has touched no application: that no request failed, and how long some waited that were answered late.
pub fn spared(incident: &IncidentView) -> Option<String> {
    let so_far = match standing(incident) {
        Standing::Untouched => " so far",
        Standing::NeverTouched => "",
        Standing::Open | Standing::Recovered => return None,
    };
    Some(match incident.waited {
        none if none.is_zero() => format!("no request failed{so_far}"),
        waited => format!(
            "no request failed{so_far}, but some waited {} for their answer",
            words::span(waited)
        ),
    })
}

/// Which of several incidents the figures are of, and what the whole run lost.
pub fn one_of_several(view: &View, incident: Option<&IncidentView>) -> Option<String> {
    let incident = incident.filter(|_| view.incidents.len() > 1)?;
    Some(format!(
        "{}, {}. Whole run: lost {}.",
        words::capital(&words::cause(incident)),
        words::stopwatch(incident.at),
        of_run(view)
    ))
}

/// What all applications have lost in the run.
pub fn of_run(view: &View) -> String {
    let unless = view.apps.iter().find_map(|app| unless(view, app));
    fates(&view.writes, view.lost_span(), unless.as_deref())
}

/// What one application has lost in the run.
pub fn of_app(view: &View, app: &AppView) -> String {
    fates(&app.totals, app.lost_span, unless(view, app).as_deref())
}

/// What would bring back what an application has lost with its database, while it goes on with none: all that it ever wrote counts
/// as lost then, and hardly any of it needs to stay so.
pub fn unless(view: &View, app: &AppView) -> Option<String> {
    let used = stage::named(view, app, Access::Write).map(|place| &view.databases[place]);
    let is_lost = |health| matches!(health, CopyHealth::VolumeLost | CopyHealth::Empty);
    let is_gone = used.is_none_or(|entry| is_lost(entry.primary().health));
    if !is_gone || app.totals.stranded == 0 {
        return None;
    }
    let is_used = |entry: &DatabaseView| used.is_some_and(|used| used == entry);
    // What somebody leads it to comes first, though another copy may hold a few more.
    let mut others = view.databases.iter().filter(|entry| !is_used(entry));
    if let Some(heir) = others.find(|entry| is_led(entry)) {
        return Some(told_unless(view, app, heir));
    }
    // What holds fewer orders than there are to bring back is not what holds them, but for what was on its way to another replica.
    let follows = |entry: &DatabaseView| {
        let timeline = entry.primary().tape.timeline;
        !is_own(entry) && used.is_some_and(|used| used.primary().tape.timeline == timeline)
    };
    let holds = |entry: &&DatabaseView| {
        let tape = &entry.primary().tape;
        !is_used(entry)
            && entry.primary().health == CopyHealth::Running
            && (tape.position >= app.totals.stranded || follows(entry))
            && (!is_own(entry) || tape.forked_from.is_some())
    };
    let others = view.databases.iter().filter(holds);
    let most = others.max_by_key(|entry| {
        let held = entry.primary().tape.position;
        (held, is_own(entry), entry.created_at)
    });
    let Some(most) = most else {
        return Some("unless a backup is restored".to_owned());
    };
    if !is_own(most) && view.databases.iter().filter(holds).count() > 1 {
        // Which of them is for somebody to choose: what they hold differs by what was on its way.
        return Some("unless a replica is promoted".to_owned());
    }
    Some(told_unless(view, app, most))
}

fn is_own(entry: &DatabaseView) -> bool {
    entry.role == RoleView::Standalone
}

/// Whether somebody has promoted it, or does so now: it is older than the line that it goes on alone. What was restored is younger.
fn is_led(entry: &DatabaseView) -> bool {
    let copy = entry.primary();
    if !matches!(copy.health, CopyHealth::Running | CopyHealth::Restarting) {
        return false;
    }
    match is_own(entry) {
        true => copy.tape.forked_at.is_some_and(|at| entry.created_at < at),
        false => is_being_made(entry),
    }
}

fn told_unless(view: &View, app: &AppView, heir: &DatabaseView) -> String {
    let name = line_name(view, heir);
    match is_own(heir) {
        true => format!("unless {} is pointed to {name}", app.name),
        false => format!("unless {name} is promoted"),
    }
}

/// What is gone of what an incident that is not decided has lost so far, and what would bring back the rest.
pub fn unless_of(view: &View, incident: &IncidentView) -> Option<String> {
    if incident.stranded_writes == 0 || standing(incident).is_decided() {
        return None;
    }
    let apps = view.apps.iter();
    let mut touched = apps.filter(|app| incident.apps.contains(&app.name));
    let unless = touched.find_map(|app| unless(view, app))?;
    let (lost, stranded) = (incident.lost_writes, incident.stranded_writes);
    Some(fate(lost, stranded, Some(&unless)))
}

/// Of the accepted orders that are lost those that some copy still has, and those that none has; and how much time they are.
fn fates(totals: &WriteTotals, span: SimDuration, unless: Option<&str>) -> String {
    let orders = match totals.lost {
        0 => "0".to_owned(),
        lost => {
            let fate = fate(lost, totals.stranded, unless);
            format!("{} ({fate})", words::count(lost))
        }
    };
    and_time(orders, span)
}

fn fate(lost: u64, stranded: u64, unless: Option<&str>) -> String {
    let held = match unless {
        Some(unless) => format!("stranded {unless}"),
        None => "stranded".to_owned(),
    };
    match (stranded, lost - stranded) {
        (0, _) => "gone".to_owned(),
        (_, 0) => held,
        (some, gone) => {
            let (some, gone) = (words::count(some), words::count(gone));
            format!("{some} {held}, {gone} gone")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::Run;
    use crate::app::{fixture, verdict};
    use crate::sim::SimTime;

    #[test]
    fn a_loss_is_told_as_orders_and_as_the_time_that_an_rpo_bounds() {
        let span = SimDuration::from_ms;
        assert_eq!(lost(23_384, span(9_240)), "23,384 orders, 9.2 s back");
        assert_eq!(lost(1, SimDuration::ZERO), "1 order");
        let totals = WriteTotals {
            lost: 780,
            stranded: 80,
            ..WriteTotals::default()
        };
        assert_eq!(
            fates(&totals, span(390_000), None),
            "780 (80 stranded, 700 gone), 6 min 30 s back"
        );
        assert_eq!(fates(&WriteTotals::default(), span(0), None), "0");
    }

    #[test]
    fn what_a_replica_still_holds_is_lost_only_unless_it_is_promoted() {
        let start = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7
given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders --availability-zone us-east-1b
given app create shop --connect orders --writes 50/s --reads 200/s
60s fault inject volume-failure orders
";
        let mut run = Run::open(start).expect("it can be opened");
        let told = |run: &Run| of_app(&run.view(), &run.view().apps[0]);
        let advance = |run: &mut Run, secs| run.advance(SimDuration::from_secs(secs));
        advance(&mut run, 30);
        assert_eq!(told(&run), "0");
        advance(&mut run, 90);
        assert!(
            told(&run).contains("stranded unless orders-r is promoted"),
            "{}",
            told(&run)
        );
        let view = run.view();
        let figure = verdict::loss(&view, &view.incidents[0]);
        assert_eq!(
            figure.note.as_deref(),
            Some("8,642,960 stranded unless orders-r is promoted, 40 gone")
        );
        assert!(verdict::why(&view, &view.incidents[0]).contains("unless orders-r is promoted"));
        run.act("aws rds promote-read-replica --db-instance-identifier orders-r");
        advance(&mut run, 3600);
        assert!(
            told(&run).contains("unless shop is pointed to orders-r"),
            "{}",
            told(&run)
        );
        run.act("app point shop --to orders-r");
        advance(&mut run, 60);
        assert!(!told(&run).contains("unless"), "{}", told(&run));
        run.seek(SimTime::from_ms(120_000));
        run.act(
            "aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        );
        advance(&mut run, 3600);
        assert!(
            told(&run).contains("unless a backup is restored"),
            "{}",
            told(&run)
        );
    }

    /// A failover loses nothing, so nothing is lost before it either. Without a standby in step everything is.
    #[test]
    fn what_a_standby_in_step_holds_is_not_lost_while_it_is_yet_to_take_over() {
        let start = |design: &str| {
            format!("seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7 {design}
given app create shop --connect orders --writes 50/s --reads 200/s
60s fault inject volume-failure orders
")
        };
        let most = |text: &str| {
            let mut run = Run::open(text).expect("it can be opened");
            let mut most = (0, 0);
            for _ in 0..400 {
                run.advance(SimDuration::from_secs(1));
                let view = run.view();
                let incident = view.incidents.first().map_or(0, |one| one.lost_writes);
                most = (most.0.max(view.writes.lost), most.1.max(incident));
            }
            most
        };
        assert_eq!(most(&start("--multi-az")), (0, 0));
        let (lost, of_incident) = most(&start(""));
        assert!(
            lost > 8_000_000 && of_incident == lost,
            "{lost}, {of_incident}"
        );
        let unprotected = start("--multi-az").replace(
            "60s fault",
            "30s fault inject az-outage us-east-1b --for 1h\n60s fault",
        );
        assert!(most(&unprotected).0 > 8_000_000);
    }

    #[test]
    fn what_was_promoted_goes_before_a_replica_that_holds_a_few_more() {
        let lesson = include_str!("../../lessons/en/07-read-replicas.md");
        let start = lesson.split("'''").nth(1).expect("its start");
        let mut run = Run::open(&format!(
            "seed QUITO\n{start}60s fault inject volume-failure orders\n"
        ))
        .expect("it can be opened");
        let told = |run: &Run| of_app(&run.view(), &run.view().apps[0]);
        let advance = |run: &mut Run, secs| run.advance(SimDuration::from_secs(secs));
        advance(&mut run, 400);
        assert!(
            told(&run).contains("unless a replica is promoted"),
            "{}",
            told(&run)
        );
        run.act("aws rds promote-read-replica --db-instance-identifier orders-r");
        let mut words = Vec::new();
        for _ in 0..70 {
            advance(&mut run, 10);
            let told = told(&run);
            let unless = told.split("unless ").nth(1).unwrap_or_default();
            let unless = unless.split([',', ')']).next().unwrap_or_default();
            if words.last().is_none_or(|last| last != unless) {
                words.push(unless.to_owned());
            }
        }
        assert_eq!(
            words,
            ["orders-r is promoted", "shop is pointed to orders-r"]
        );
    }

    #[test]
    fn what_brings_lost_orders_back_is_what_holds_most_of_them() {
        let start = "seed KYIV
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7
given app create shop --connect orders --writes 50/s --reads 200/s
given -42h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier saturday
";
        let deleted = "60s fault inject operator-delete orders\n";
        let mut run = Run::open(&format!("{start}{deleted}")).expect("it can be opened");
        let told = |run: &Run| of_app(&run.view(), &run.view().apps[0]);
        let advance = |run: &mut Run, secs| run.advance(SimDuration::from_secs(secs));
        advance(&mut run, 1200);
        let view = run.view();
        let note = verdict::loss(&view, &view.incidents[0]).note;
        let note = note.unwrap_or_default();
        assert!(
            note.contains(" stranded unless a backup is restored, 7,5") && note.ends_with(" gone"),
            "Saturday's snapshot does not hold what came later: {note}"
        );
        let broken = "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders --availability-zone us-east-1b
10s aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier saturday
2h fault inject volume-failure orders
";
        let mut run = Run::open(&format!("{start}{broken}")).expect("it can be opened");
        advance(&mut run, 7260);
        assert!(
            told(&run).contains("unless orders-r is promoted"),
            "{}",
            told(&run)
        );
        run.act(
            "aws rds delete-db-instance --db-instance-identifier orders-r --skip-final-snapshot",
        );
        advance(&mut run, 1200);
        assert!(
            told(&run).contains("unless a backup is restored"),
            "{}",
            told(&run)
        );
    }

    #[test]
    fn the_rto_counts_down_while_the_incident_is_open_and_adds_up_with_the_clock() {
        let mut view = fixture::zone_dark();
        view.goals.rto = Some(SimDuration::from_mins(15));
        for (ms, told) in [
            (20_000, "15 min left"),
            (40_700, "14 min 40 s left"),
            (919_900, "1 s left"),
            (920_000, "0 s left"),
            (925_400, "over by 5 s"),
        ] {
            view.now = crate::sim::SimTime::from_ms(ms);
            let counted = countdown(&view, &view.incidents[0]);
            assert_eq!(counted.as_deref(), Some(told));
        }
        view.incidents[0].recovered_at = Some(view.now);
        assert_eq!(countdown(&view, &view.incidents[0]), None);
        view.incidents[0].recovered_at = None;
        view.goals.rto = None;
        assert_eq!(countdown(&view, &view.incidents[0]), None);
    }
}
