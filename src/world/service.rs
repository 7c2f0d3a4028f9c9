//! The services of a world, asked as one: which database a name, a host or a key stands for, and what it holds.

use crate::cloud::{
    Access, Answer, Claim, CommandError, Context, Database, DbKey, DbName, Endpoint, Network,
    NodeId, RegionId, Request, Service, Tape,
};
use crate::sim::SimTime;
use crate::world::state::World;

impl World {
    pub(super) fn service(&self, key: DbKey) -> &dyn Service {
        &*self.services[usize::from(key.service)]
    }

    /// The place of a service by its name.
    pub(super) fn service_called(&self, name: &str) -> Result<usize, CommandError> {
        let mut services = self.catalogue.services.iter();
        let found = services.position(|service| service.name == name);
        found.ok_or_else(|| {
            let message = format!("this world has no service {name}");
            CommandError::new("UnknownService", message)
        })
    }

    /// The places of the services that a request concerns that came by the lines of one: the one that bears already what is to be made,
    /// and will refuse; else the one whose matter it is; else all that have a share in the answer, the first never missing.
    pub(super) fn concerned(
        &self,
        lines: &str,
        region: RegionId,
        request: &dyn Request,
    ) -> Result<Vec<usize>, CommandError> {
        let own = self.service_called(lines)?;
        let shares_lines = |place: &usize| self.catalogue.services[*place].lines == lines;
        let kin: Vec<usize> = (0..self.services.len()).filter(shares_lines).collect();
        let bears = |place: &&usize| {
            let service = &self.services[**place];
            let name = request.makes();
            name.is_some_and(|name| service.bears(&self.cx, region, name))
        };
        let claims = |place: usize| match place == own {
            true => Claim::Share,
            false => self.services[place].claims(&self.cx, region, request),
        };
        let alone = |place: &&usize| claims(**place) == Claim::Whole;
        let one = kin.iter().find(bears).or_else(|| kin.iter().find(alone));
        let sharing = || kin.iter().filter(|place| claims(**place) == Claim::Share);
        Ok(match one {
            Some(one) => vec![*one],
            None => sharing().copied().collect(),
        })
    }

    /// A database that exists or existed.
    pub(super) fn db(&self, key: DbKey) -> Database<'_> {
        self.service(key).database(&self.cx, key)
    }

    /// Every database that ever was, service by service.
    pub(super) fn keys(&self) -> impl Iterator<Item = DbKey> + '_ {
        self.services.iter().flat_map(|service| service.keys())
    }

    /// The living database that a line's name stands for. Where two services have the name, the line says too little.
    pub(super) fn db_named(&self, name: &DbName) -> Result<DbKey, CommandError> {
        let services = self.services.iter();
        let mut found = services.filter_map(|service| service.named(&self.cx, name));
        match (found.next(), found.next()) {
            (Some(key), None) => Ok(key),
            (Some(key), Some(other)) => {
                let of = |key: DbKey| self.catalogue.services[usize::from(key.service)].name;
                let message = format!(
                    "{name} is a name of {} and of {}; give one of the two another name",
                    of(key),
                    of(other)
                );
                Err(CommandError::new("AmbiguousName", message))
            }
            (None, _) => {
                let all = self.keys().map(|key| self.db(key));
                let known: Vec<&str> = all.filter(|db| db.exists).map(|db| db.name).collect();
                Err(CommandError::no_database(name, &known))
            }
        }
    }

    /// A database's name as a line would tell it: with its Region, unless that is the default one.
    pub(super) fn label(&self, key: DbKey) -> String {
        let db = self.db(key);
        db.region.label(db.name)
    }

    /// The living database that an endpoint belongs to.
    pub(super) fn behind(&self, endpoint: &Endpoint) -> Option<DbKey> {
        self.services[usize::from(endpoint.service)].behind(&self.cx, endpoint)
    }

    /// The database that a host belongs to; a deleted one's hosts belong to it still.
    pub(super) fn owner_of(&self, node: NodeId) -> Option<DbKey> {
        let mut services = self.services.iter();
        services.find_map(|service| service.owner_of(&self.cx, node))
    }

    /// The host on which a host's requests are served: itself, unless it hands them on.
    pub(super) fn served_by(&self, node: NodeId) -> NodeId {
        let services = self.services.iter();
        services.fold(node, |node, service| service.served_by(node))
    }

    /// What a database holds, if anything.
    pub(super) fn tape(&self, key: DbKey) -> Option<Tape> {
        self.service(key).tape(&self.cx, key)
    }

    /// As [`World::tape`], including what commits at this very millisecond: for asking what damage it holds.
    pub(super) fn tape_with_now(&self, key: DbKey) -> Option<Tape> {
        self.tape(key).map(|tape| self.with_now(key, tape))
    }

    /// What a database holds for its clients, as [`World::tape_with_now`]: what a standby in step holds is not lost while it is
    /// yet to take over.
    pub(super) fn held_with_now(&self, key: DbKey) -> Option<Tape> {
        let held = self.service(key).held(&self.cx, key);
        held.map(|tape| self.with_now(key, tape))
    }

    fn with_now(&self, key: DbKey, tape: Tape) -> Tape {
        match self.db(key).source {
            Some(_) => tape,
            None => tape.with_now(),
        }
    }

    /// Where a database's head stands.
    pub(super) fn head(&self, key: DbKey) -> SimTime {
        self.service(key).head(&self.cx, key)
    }

    /// Every copy that survives anywhere.
    pub(super) fn copies(&self) -> Vec<Tape> {
        let services = self.services.iter();
        services
            .flat_map(|service| service.copies(&self.cx))
            .collect()
    }
}

/// What clients see of all services now.
pub struct Hosts<'a> {
    pub services: &'a [Box<dyn Service>],
    pub cx: &'a Context,
}

impl Network for Hosts<'_> {
    fn resolve(&self, endpoint: &Endpoint) -> Option<NodeId> {
        self.services[usize::from(endpoint.service)].resolve(self.cx, endpoint)
    }

    fn answer(&self, app: &str, node: NodeId, access: Access) -> Answer {
        let mut services = self.services.iter();
        let answer = services.find_map(|service| service.answer(self.cx, app, node, access));
        answer.unwrap_or(Answer::Silent)
    }
}
