//! Incidents: from their cause until the applications that they touched are well again, and where the time went.
//!
//! A channel that has no success is in *trouble*. Every trouble is claimed by an incident, the one that explains it, when it
//! begins; a fault that strikes meanwhile claims it too. An incident is over with the last of what it claims.

use crate::cloud::{Access, AppId, DbKey, MarkId, Stretch};
use crate::sim::{EventId, SimDuration, SimTime};
use crate::world::cause::Cause;
use crate::world::losses::Losses;
use crate::world::phase::Moment;
use crate::world::span::Span;
use crate::world::{Goals, IncidentView};
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone, Debug)]
pub struct Incident {
    pub number: u32,
    pub cause: Cause,
    pub at: SimTime,
    /// The databases that a fault struck, whatever they are called later.
    pub struck: Vec<DbKey>,
    /// The damage that a bad write did.
    pub mark: Option<MarkId>,
    /// When somebody notices it, if not at once.
    pub noticed_at: Option<SimTime>,
    /// The applications that were served its damage.
    pub damaged: Vec<AppId>,
    pub claims: Vec<Claim>,
    /// How long requests waited at most that were answered after all, so that none failed.
    pub waited: SimDuration,
    /// What touches no application is recovered from when it begins.
    pub recovered_at: Option<SimTime>,
    /// From when on an application waited for what; the last lasts until the recovery.
    pub moments: Vec<Moment>,
    /// Once it is over: the applications that people led out of it; for the others the place came back.
    pub led_out: Vec<AppId>,
    /// Once it is over: how slow the restored volumes were that the applications ended on, and until when.
    pub slow: Option<Slow>,
    pub wrong_data: Vec<(AppId, Span)>,
    /// When a replica that an application reads from will have taken over the damage.
    pub look: Option<EventId>,
    /// Writes that were once lost and belong to it, for the way out answered it. A later re-pointing may bring them back, but
    /// they keep their owner; unless an application comes from no tape to one that holds them.
    pub torn: Vec<Stretch>,
    /// Once it is over: what an observer was last shown of it.
    pub shown: RefCell<Option<Shown>>,
}

/// What lines call each database that ever was, in order; nothing one that is gone.
pub type Labels = Rc<Vec<(DbKey, Option<String>)>>;

/// What was shown of an incident that is over. Nearly all of it is final; what is not stands beside it, to be compared.
#[derive(Clone, Debug)]
pub struct Shown {
    pub view: Rc<IncidentView>,
    /// When it was computed: from then on no mere passing of time changes it.
    pub at: SimTime,
    pub goals: Goals,
    pub in_force: bool,
    /// What lines called all databases then.
    pub labels: Labels,
    /// What the applications had lost then, if it lost writes or damaged rows: else no loss is its matter.
    pub losses: Vec<Rc<Losses>>,
}

/// One trouble of a channel, told by when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub app: AppId,
    pub access: Access,
    pub since: SimTime,
    /// The database that was lost then.
    pub db: Option<DbKey>,
    pub is_over: bool,
}

/// Blocks of a restored volume still arrive: requests take so many times as long at worst.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slow {
    pub until: SimTime,
    pub times: f64,
}

impl Incident {
    pub fn new(number: u32, cause: Cause, at: SimTime) -> Incident {
        Incident {
            number,
            cause,
            at,
            struck: Vec::new(),
            mark: None,
            noticed_at: None,
            damaged: Vec::new(),
            claims: Vec::new(),
            waited: SimDuration::ZERO,
            recovered_at: None,
            moments: Vec::new(),
            led_out: Vec::new(),
            slow: None,
            wrong_data: Vec::new(),
            look: None,
            torn: Vec::new(),
            shown: RefCell::default(),
        }
    }

    /// Whether it has, or had, anything to do with an application.
    pub fn concerns(&self, app: AppId) -> bool {
        self.damaged.contains(&app) || self.claims.iter().any(|claim| claim.app == app)
    }

    /// Whether it has, or had, anything to do with any application.
    pub fn concerns_somebody(&self) -> bool {
        !self.damaged.is_empty() || !self.claims.is_empty()
    }

    /// Whether nobody knows of it yet.
    pub fn is_unseen(&self, now: SimTime) -> bool {
        self.noticed_at.is_some_and(|at| now < at)
    }

    pub fn is_open(&self) -> bool {
        self.recovered_at.is_none()
    }

    /// The troubles of an application that are not over.
    pub fn open_claims_of(&self, app: AppId) -> impl Iterator<Item = &Claim> {
        let open = move |claim: &&Claim| claim.app == app && !claim.is_over;
        self.claims.iter().filter(open)
    }
}

impl Incident {
    /// It touches somebody after all: what was before then went by unnoticed.
    pub(super) fn reopen(&mut self, now: SimTime) {
        if self.recovered_at.take().is_some() && self.at < now {
            self.moments = vec![Moment::unnoticed(self.at)];
        }
    }

    pub(super) fn set_wrong(&mut self, app: AppId, now: SimTime, is_wrong: bool) {
        match self.wrong_data.iter_mut().find(|(of, _)| *of == app) {
            Some((_, span)) => span.set(now, is_wrong),
            None if is_wrong => {
                let mut span = Span::default();
                span.set(now, true);
                self.wrong_data.push((app, span));
            }
            None => {}
        }
    }
}
