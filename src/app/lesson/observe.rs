//! Looks whether the present step has come to its end, and what there is to see of it.

use crate::app::ask::{Ask, focus};
use crate::app::course::Record;
use crate::app::landing::Landing;
use crate::app::lesson::best;
use crate::app::lesson::clock::left_of_rto;
use crate::app::lesson::coming::LessonSource;
use crate::app::lesson::foreseen::{Ground, Guide, Offer};
use crate::app::lesson::play::{LessonPlay, Page};
use crate::app::lesson::{coming, judge, offer, recall};
use crate::app::pace::{self, Clock};
use crate::app::run::Run;
use crate::app::stage;
use crate::app::turn;
use crate::app::ways::WayOut;
use crate::app::window::Tab;
use crate::cloud::Access;
use crate::language::{Outcome, check_in};
use crate::lesson::{Condition, LessonStep, Moment, Used};
use crate::sim::{SimDuration, SimTime};
use crate::world::{AppView, ChannelState, ChannelView, ReplicaState, RoleView, View, World};
use std::cell::Cell;
use std::rc::Rc;

/// A step that ends within this time is waited for at the pace at which its end can be seen.
const SOON: SimDuration = SimDuration::from_mins(5);

/// Ends the present step if its conditions hold, and wins the lesson. Called whenever everything is looked at anew.
pub fn observe(play: &mut LessonPlay, clock: &mut Clock, run: &Run) -> Vec<Ask> {
    let view = run.view();
    let moment = run.moment(&view);
    let mut asks = Vec::new();
    if is_at_end(play, &view, run.outcomes()) {
        play.end_step(&moment);
        (play.forward, play.leap, play.looks_back) = (false, None, None);
        clock.playing = false;
        let mut answered = run.outcomes().iter().rev();
        let answered = answered.find(|last| last.ended_at == Some(view.now));
        let happened = answered.is_none_or(|last| last.acts && last.result.is_ok());
        play.unread = happened && judge::broken(play, &view).is_none();
        asks.extend([
            Ask::Open(Tab::Lesson),
            Ask::Hush,
            Ask::Announce(judge::step_done(play, &view)),
            Ask::Keep,
        ]);
        match play.unread {
            true => asks.push(Ask::Land(Landing::Ended)),
            false => asks.extend([focus("done"), Ask::Land(Landing::Done)]),
        }
    }
    if play.page == Page::Result {
        play.missing = play.play.missing(&play.lesson, &moment);
        if !play.won && play.missing.is_won() {
            play.won = true;
            play.forward = false;
            clock.playing = false;
            if play.is_own_run() {
                play.debrief.asked = recall::of(&view).map(Rc::new);
                play.debrief.own = Some(Rc::new(best::sums(&view)));
            }
            let (right, asked) = judge::score(play);
            let record = match play.id.clone() {
                Some(id) => Record::Lesson { id, right, asked },
                // What is to be handed in is kept.
                None if play.task().is_some() => Record::OtherLesson(None),
                None => Record::OtherLesson(coming::route(&play.source)),
            };
            if matches!(play.source, LessonSource::Set(_)) {
                let left = coming::route(&play.source).map(Record::Left);
                asks.extend(left.map(Ask::Record));
            }
            let won = Ask::Announce("Won.".to_owned());
            asks.extend([won, Ask::Record(record), focus("lesson-heading")]);
        }
    }
    asks
}

/// What there is to see of the present step. `ways` are the ways out of the verdict that is read.
pub fn guide(
    before: &Guide,
    play: &LessonPlay,
    run: &Run,
    ways: &[(WayOut, Option<String>)],
) -> Guide {
    let view = run.view();
    let holds = holding(play, run, &view);
    let mut offers = offer::offers(run, play);
    let awaited = offer::awaited(play, &offers, ways);
    let of = ground(play, run);
    // A world goes the same way until something happens in it. To foresee costs more than all the rest.
    let refused = |offer: &Offer| offer.refused.is_some();
    let as_ready = before
        .offers
        .iter()
        .map(refused)
        .eq(offers.iter().map(refused));
    let same = as_ready && before.holds == holds && before.awaited == awaited;
    let stands = same && before.foreseen_at <= view.now && before.is_of(&of, view.now);
    let (until, fleeting) = match stands {
        true => (before.goes_on_until, before.fleeting),
        false => (
            goes_on(run, play, &offers, &awaited),
            is_fleeting(run, play, &offers),
        ),
    };
    let goes_on = until.is_some();
    let missed = judge::is_missed(play, &view);
    let stuck = !goes_on && !fleeting && offer::is_stuck(play, &mut offers) || missed;
    let may_mend = play.is_open() && offers.iter().any(Offer::may_mend);
    Guide {
        goes_on,
        goes_on_until: until,
        fleeting,
        urgent: may_mend && left_of_rto(&view).is_some(),
        catches_up: catches_up(&view, &offers),
        stuck,
        shut: !goes_on && !fleeting && is_shut(play, &offers),
        missed,
        foreseen_at: view.now,
        of: Some(of),
        making: view.databases.iter().any(pace::is_being_made),
        offers,
        awaited,
        holds,
    }
}

/// So far behind is a replica that catches up: what trails as usual is nearer.
const BEHIND: SimDuration = SimDuration::from_secs(10);

/// Whether a button that can be pressed names a replica which comes nearer by waiting: it is far behind a source that it hears, or
/// behind one that nobody writes to any more.
fn catches_up(view: &View, offers: &[Offer]) -> bool {
    view.databases.iter().any(|entry| {
        let RoleView::ReadReplica {
            source,
            state: ReplicaState::Replicating,
            behind,
            not_received,
            not_applied,
            ..
        } = &entry.role
        else {
            return false;
        };
        let source = stage::find_database(view, source);
        let mut apps = view.apps.iter().filter(|app| app.running);
        let is_written =
            source.is_some() && apps.any(|app| stage::named(view, app, Access::Write) == source);
        let is_behind = *not_received + *not_applied > 0 && (!is_written || *behind >= BEHIND);
        let names =
            |offer: &Offer| offer.may_mend() && offer.line.split(' ').any(|word| word == entry.id);
        is_behind && offers.iter().any(names)
    })
}

/// Whether nothing of what the step offers can be pressed any more: whatever was done instead, it may have made the step impossible.
fn is_shut(play: &LessonPlay, offers: &[Offer]) -> bool {
    let is_refused = |offer: &Offer| !offer.ran && offer.refused.is_some();
    let is_left = |offer: &Offer| offer.ran || offer.refused.is_some();
    let shut = offers.iter().any(is_refused) && offers.iter().all(is_left);
    shut && play.is_begun() && play.is_open()
}

/// Which conditions of the present step hold.
fn holding(play: &LessonPlay, run: &Run, view: &View) -> Vec<bool> {
    let moment = run.moment(view);
    play.step().map_or_else(Vec::new, |(_, step)| {
        let until = step.step.until.iter();
        until.map(|condition| condition.holds(&moment)).collect()
    })
}

fn ground(play: &LessonPlay, run: &Run) -> Ground {
    Ground {
        next_due: run.next_due(),
        lines: run.outcomes().len(),
        step: (
            play.lesson.front.title.clone(),
            play.play.done,
            play.is_open(),
        ),
    }
}

/// Whether what was foreseen at the last look is so still: nothing has happened since that was not foreseen, and no button has become
/// ready.
fn is_as_seen(run: &Run, play: &LessonPlay, guide: &Guide) -> bool {
    let of = ground(play, run);
    guide.is_of(&of, run.now())
        && guide.foreseen_at <= run.now()
        && guide.holds == holding(play, run, &run.view())
        && offer::are_as_ripe(run, play, &guide.offers)
        && guide.awaited.iter().all(|line| run.refusal(line).is_some())
}

/// Whether time alone brings the present step on, as it was seen at the last look or is foreseen anew.
pub(super) fn still_goes_on(run: &Run, play: &LessonPlay, guide: &Guide) -> bool {
    guide.goes_on && is_as_seen(run, play, guide)
        || goes_on(run, play, &guide.offers, &guide.awaited).is_some()
}

/// Goes back to the first step whose end lies ahead again, for the past has become another: an action was run before it, or
/// one was undone, perhaps the one that ended it at this moment.
pub fn reopen(play: &mut LessonPlay, run: &Run, undone: bool) {
    let view = run.view();
    let moment = run.moment(&view);
    let lesson = Rc::clone(&play.lesson);
    let steps = play.play.done;
    while let Some(ended) = play.ended.last().copied() {
        let place = play.ended.len() - 1;
        let until = &lesson.steps[place].step.until;
        let stands = ended < view.now || ended == view.now && (!undone || moment.all_hold(until));
        if stands {
            break;
        }
        play.open_last();
    }
    if play.play.done < steps {
        play.page = Page::Step(play.play.done);
        play.from = play.ended_at();
        (play.hints, play.begun, play.forward, play.won) = (0, true, false, false);
        (play.leap, play.looks_back) = (None, None);
    }
}

/// Whether the present step is open and its conditions hold.
pub fn is_at_end(play: &LessonPlay, view: &View, outcomes: &[Outcome]) -> bool {
    let moment = Moment {
        view,
        outcomes,
        score: None,
    };
    play.is_open()
        && !play.is_read_only()
        // What held before the step began, and is looked at again by turning the clock back, does not end it.
        && view.now >= play.from
        && play.play.is_reached(&play.lesson, &moment)
}

/// Whether time alone brings the present step on: RDS is at work, a condition will come true, or a button will be ready. Tells until
/// when that is known, whatever else happens by itself.
pub(super) fn goes_on(
    run: &Run,
    play: &LessonPlay,
    offers: &[Offer],
    awaited: &[String],
) -> Option<SimTime> {
    if turn::is_at_work(&run.view()) {
        return Some(run.now());
    }
    if let Some(served) = soon_served_again(run) {
        return Some(served);
    }
    let (_, step) = play.step().filter(|_| play.is_open())?;
    let holds = |condition: &Condition, view: &View| {
        condition.holds(&Moment {
            view,
            outcomes: run.outcomes(),
            score: None,
        })
    };
    let missing = missing(run, step);
    // What was refused when it was last drawn may be accepted by now: then it is the learner's turn.
    let awaited = awaited.iter().filter(|line| run.refusal(line).is_some());
    let awaited: Vec<&String> = awaited.collect();
    let mut unripe = offer::refusals_to_come(run, play, offers);
    unripe.retain(|(used, line)| !offer::is_ripe(run.session().world(), used, line));
    run.foresees(|world| {
        let view = world.view();
        missing.iter().any(|condition| holds(condition, &view))
            || awaited.iter().any(|line| check_in(world, line).is_ok())
            || unripe
                .iter()
                .any(|(used, line)| offer::is_ripe(world, used, line))
    })
}

/// Whether an application that is refused will be served within minutes, and not before when: a reboot ends, a failover, a
/// reconnection. What a step says of it is read then, and nothing can be asked of a database before.
pub(super) fn soon_served_again(run: &Run) -> Option<SimTime> {
    let view = run.view();
    let all = view.apps.iter();
    let down: Vec<&str> = all
        .filter(|app| is_down(app))
        .map(|app| &*app.name)
        .collect();
    let serves = |world: &World| {
        let view = world.view();
        let mut all = view.apps.iter();
        all.any(|app| !is_down(app) && down.contains(&&*app.name))
    };
    match down.is_empty() {
        true => None,
        false => run.foresees_soon(serves),
    }
}

fn is_down(app: &AppView) -> bool {
    let fails = |channel: &ChannelView| {
        matches!(channel.state, ChannelState::Failing | ChannelState::Waiting)
    };
    app.running && (fails(&app.writes) || fails(&app.reads))
}

/// Whether time alone brings the present step to its end: all that a learner could do for it is done.
pub(super) fn ends_alone(run: &Run, play: &LessonPlay) -> bool {
    let outcomes = run.outcomes();
    let is_end = |world: &World| is_at_end(play, &world.view(), outcomes);
    play.is_open() && run.foresees(is_end).is_some()
}

/// Whether time alone brings the present step to its end, but not within minutes: nobody has anything to do but wait.
pub(super) fn ends_late(run: &Run, play: &mut LessonPlay) -> bool {
    let of = ground(play, run);
    let end = match &play.end_foreseen {
        Some((known, end)) if *known == of => *end,
        _ => {
            let outcomes = run.outcomes();
            let is_end = |world: &World, (): &()| is_at_end(play, &world.view(), outcomes);
            let ends = play.is_open().then(|| run.foresee(&[()], is_end));
            ends.and_then(|ends| ends.into_iter().flatten().next())
        }
    };
    play.end_foreseen = Some((of, end));
    end.is_some_and(|end| end.since(run.now()) > SOON)
}

/// The conditions of a step that do not hold.
fn missing<'s>(run: &Run, step: &'s LessonStep) -> Vec<&'s Condition> {
    let view = run.view();
    let moment = run.moment(&view);
    let until = step.step.until.iter();
    until
        .filter(|condition| !condition.holds(&moment))
        .collect()
}

/// Whether a button wants a refusal that will soon be none: no later than what else the step waits for comes true.
fn is_fleeting(run: &Run, play: &LessonPlay, offers: &[Offer]) -> bool {
    let Some((_, step)) = play.step().filter(|_| play.is_open()) else {
        return false;
    };
    let mut ripe = offer::refusals_to_come(run, play, offers);
    ripe.retain(|(used, line)| offer::is_ripe(run.session().world(), used, line));
    if ripe.is_empty() {
        return false;
    }
    let mut missing = missing(run, step);
    missing.retain(|condition| condition.refusals().is_empty());
    let passes = Cell::new(false);
    run.foresees(|world| {
        let is_over = |(used, line): &(&Used, &str)| !offer::is_ripe(world, used, line);
        passes.set(ripe.iter().any(is_over));
        let view = world.view();
        let moment = Moment {
            view: &view,
            outcomes: run.outcomes(),
            score: None,
        };
        let rest_is_done = !missing.is_empty() && missing.iter().all(|one| one.holds(&moment));
        passes.get() || rest_is_done
    });
    passes.get()
}
