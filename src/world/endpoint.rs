//! What names of lines lead applications to: a database, its readers, or what stands in front of one.

use crate::cloud::{CommandError, DbKey, DbName, Endpoint};
use crate::world::state::World;

impl World {
    /// The endpoint that a name stands for: a database's own, or that of its readers.
    #[inline(never)]
    pub(super) fn read_endpoint(&self, name: &DbName) -> Result<Endpoint, CommandError> {
        let living = self.keys().filter(|key| self.db(*key).exists);
        let mut readers = living.filter_map(|key| self.service(key).reader_endpoint(key));
        let named = |endpoint: &Endpoint| {
            let here = name.region.is_none_or(|region| region == endpoint.region);
            here && endpoint.name.eq_ignore_ascii_case(&name.name)
        };
        let reader = readers.find(named);
        reader.map_or_else(|| Ok(self.destination(name)?.0), Ok)
    }

    /// What a name stands for that an application is pointed to: a database's own endpoint, or that of something in front of one.
    pub(super) fn destination(
        &self,
        name: &DbName,
    ) -> Result<(Endpoint, Option<DbKey>), CommandError> {
        let mut services = self.services.iter();
        match (
            self.db_named(name),
            services.find_map(|one| one.in_front(name)),
        ) {
            (Ok(key), _) => Ok((self.endpoint_of(key), Some(key))),
            (Err(_), Some(front)) => Ok((front, None)),
            (Err(unknown), None) => Err(unknown),
        }
    }

    fn endpoint_of(&self, key: DbKey) -> Endpoint {
        let db = self.db(key);
        Endpoint {
            service: key.service,
            region: db.region,
            name: db.name.to_owned(),
        }
    }
}
