//! Somebody who plays a game day well: by whom a lesson's solution is played, since no line that is written beforehand can know
//! when something strikes.
//!
//! It deliberately lacks the day: whoever holds the run lets it strike.

use crate::language::Session;
use crate::lesson::game::used_database;
use crate::sim::{SimDuration, SimTime};
use crate::world::{ChannelState, DatabaseView, RoleView, View};

/// How often one looks.
const LOOKS: SimDuration = SimDuration::from_mins(1);

/// Somebody who knows what to do, looks once a minute, and types at once.
#[derive(Debug, Default)]
pub struct Hand {
    restored: u32,
    looked_at: SimTime,
}

impl Hand {
    /// When one looks next.
    pub fn next_at(&self) -> SimTime {
        self.looked_at + LOOKS
    }

    /// Looks, if it is time, and does what is to be done.
    pub fn look(&mut self, session: &mut Session) {
        if session.now() >= self.next_at() {
            self.looked_at = session.now();
            Acting {
                restored: &mut self.restored,
                session,
            }
            .react();
        }
    }
}

struct Acting<'a> {
    restored: &'a mut u32,
    session: &'a mut Session,
}

impl Acting<'_> {
    /// Does what would be accepted. Lines that lie ahead stay: the end of the day is one.
    fn act(&mut self, line: &str) {
        self.acts(line);
    }

    /// The same, and tells whether it was done.
    fn acts(&mut self, line: &str) -> bool {
        self.session.check(line).is_ok() && self.session.strike(line).is_ok()
    }

    fn react(&mut self) {
        let view = self.session.world().view();
        let Some(db) = used_database(&view) else {
            return;
        };
        let app = &view.apps[0];
        if !db.primary().tape.marks.is_empty() {
            self.heal(&view, db);
        } else if let Some(spare) = view.databases.iter().find(|other| is_spare(other, db)) {
            self.act(&format!(
                "aws rds delete-db-instance{} --db-instance-identifier {} --skip-final-snapshot",
                region(spare),
                spare.id
            ));
        }
        let quiet_for = view.now.since(app.writes.since);
        if app.writes.state == ChannelState::Failing && quiet_for > LOOKS {
            self.bring_back(&view, db);
        } else if app.writes.state == ChannelState::Serving && !db.multi_az {
            let on = format!(
                "aws rds modify-db-instance{} --db-instance-identifier {}",
                region(db),
                db.id
            );
            self.act(&format!(
                "{on} --multi-az --deletion-protection --apply-immediately"
            ));
        }
    }

    fn heal(&mut self, view: &View, db: &DatabaseView) {
        let mark = &db.primary().tape.marks[0];
        let clean = view
            .databases
            .iter()
            .find(|other| is_spare(other, db) && other.primary().tape.marks.is_empty());
        match clean {
            Some(copy) if view.apps[0].copy_back_until.is_none() => {
                let name = format!("{}/{}", copy.region.name(), copy.id);
                self.act(&format!("app copy-back shop --from {name}"));
            }
            Some(_) => {}
            None => {
                let before = view.calendar.iso8601(mark.at - SimDuration::from_secs(1));
                let line = format!(
                    "aws rds restore-db-instance-to-point-in-time{} --source-db-instance-identifier {} \
                     --target-db-instance-identifier spare-{} --restore-time {before}",
                    region(db),
                    db.id,
                    *self.restored + 1
                );
                *self.restored += u32::from(self.acts(&line));
            }
        }
    }

    fn bring_back(&mut self, view: &View, db: &DatabaseView) {
        let dark = view
            .regions
            .iter()
            .any(|region| region.id == db.region && !region.up);
        let west = view
            .databases
            .iter()
            .find(|other| other.id == "orders-west" && db.id != other.id);
        match west {
            Some(west) if dark && west.role != RoleView::Standalone => {
                self.act("aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west --backup-retention-period 7");
            }
            Some(west) if dark && west.settled => {
                self.act("app point shop --to us-west-2/orders-west");
            }
            _ => self.act(&format!(
                "aws rds reboot-db-instance{} --db-instance-identifier {} --force-failover",
                region(db),
                db.id
            )),
        }
    }
}

fn is_spare(other: &DatabaseView, used: &DatabaseView) -> bool {
    other.id.starts_with("spare-") && other.id != used.id && other.region == used.region
}

fn region(db: &DatabaseView) -> String {
    format!(" --region {}", db.region.name())
}
