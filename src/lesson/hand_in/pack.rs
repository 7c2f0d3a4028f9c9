//! Making a text short: what stood before, or in a list of words that both sides know, is named by its place.
//!
//! A compression of the browser's own would answer another time and run in no test; one of a library would weigh more than this page.

use std::collections::BTreeMap;

/// Words that runs are made of. A code of format 1 can be read as long as nothing in here changes: a test holds its digest.
const KNOWN: &str = "\
describe-db-snapshots\ndescribe-events --source-type db-instance --source-identifier --duration \
describe-db-clusters\nfailover-db-cluster --db-cluster-identifier create-db-cluster-snapshot --db-cluster-snapshot-identifier \
switchover-read-replica modify-db-cluster --engine postgres mysql --engine-version --storage-type gp3 --iops --kms-key-id --storage-encrypted \
--region us-west-2 us-east-1a us-east-1b us-east-1c --availability-zone --publicly-accessible --copy-tags-to-snapshot \
start-db-instance-automated-backups-replication --source-db-instance-arn arn:aws:rds:us-east-1:123456789012:db: \
copy-db-snapshot --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot: --target-db-snapshot-identifier --source-region \
create-db-proxy --db-proxy-name register-db-proxy-targets --db-instance-identifiers \
app create shop --connect orders --writes /s --reads /s --read-from --timeout --dns-cache app copy-back shop --from app stop shop\napp start shop\n\
fault clear fault inject az-outage region-outage volume-failure instance-crash bad-write storage-full operator-delete network-partition --for \
aws rds delete-db-instance --db-instance-identifier --skip-final-snapshot --final-db-snapshot-identifier --delete-automated-backups \
aws rds create-db-instance --db-instance-identifier --db-instance-class db.m6g.large --allocated-storage 200 --backup-retention-period 7 \
aws rds modify-db-instance --db-instance-identifier --new-db-instance-identifier --multi-az --no-multi-az --deletion-protection --no-deletion-protection --apply-immediately\n\
aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders\n\
aws rds promote-read-replica --db-instance-identifier orders-r\naws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier \
aws rds reboot-db-instance --db-instance-identifier orders --force-failover\n\
aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier \
aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time\n \
--restore-time 2026-01-12T12:00:00Z --restore-time 2026-01-1\n\
aws rds wait db-snapshot-available --db-snapshot-identifier aws rds wait db-instance-available --db-instance-identifier orders-2\n\
aws rds describe-db-instances --db-instance-identifier orders\napp point shop --to orders-2\n\
given app create given aws rds number hints-off\npredict-must\nnumber only interview game shift warm-up storm lesson \nseconds \nhints \ndigest \nsaid \nname \nclass ";

/// What is shorter is not named by its place.
const SHORTEST: usize = 4;
const LONGEST: usize = SHORTEST + 127;
/// A place is told in two bytes.
const FURTHEST: usize = u16::MAX as usize;
/// So many places with the same beginning are tried.
const TRIED: usize = 32;

/// The text, made short.
pub(super) fn pack(text: &[u8]) -> Vec<u8> {
    let all: Vec<u8> = KNOWN.bytes().chain(text.iter().copied()).collect();
    let mut places: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    let (mut packed, mut plain) = (Vec::new(), Vec::new());
    let mut at = 0;
    let mut goes_on_at = KNOWN.len();
    while at < all.len() {
        let key = all.get(at..at + SHORTEST);
        if at == goes_on_at {
            let tried = key.and_then(|key| places.get(key));
            let tried = tried
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .rev()
                .take(TRIED);
            let near = tried.filter(|place| at - **place <= FURTHEST);
            let best = near.map(|place| (alike(&all, *place, at), *place));
            match best.max() {
                Some((length, place)) => {
                    flush(&mut packed, &mut plain);
                    packed.push(0x80 | u8::try_from(length - SHORTEST).unwrap_or(0));
                    let back = u16::try_from(at - place).unwrap_or(0);
                    packed.extend(back.to_be_bytes());
                    goes_on_at += length;
                }
                None => {
                    plain.push(all[at]);
                    goes_on_at += 1;
                }
            }
        }
        if let Some(key) = key {
            places.entry(key).or_default().push(at);
        }
        at += 1;
    }
    flush(&mut packed, &mut plain);
    packed
}

/// How many bytes are the same from two places on.
fn alike(all: &[u8], before: usize, at: usize) -> usize {
    let pairs = all[before..].iter().zip(&all[at..]);
    pairs
        .take(LONGEST)
        .take_while(|(one, other)| one == other)
        .count()
}

/// Bytes as they are: their number less one, then they.
fn flush(packed: &mut Vec<u8>, plain: &mut Vec<u8>) {
    for some in plain.chunks(0x80) {
        packed.push(u8::try_from(some.len() - 1).unwrap_or(0));
        packed.extend(some);
    }
    plain.clear();
}

/// The text again; nothing if nobody has packed this, or it would be longer than `most`.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut all = KNOWN.as_bytes().to_vec();
    let mut rest = packed;
    while let Some((first, after)) = rest.split_first() {
        if first & 0x80 == 0 {
            let (plain, after) = after.split_at_checked(usize::from(*first) + 1)?;
            all.extend(plain);
            rest = after;
        } else {
            let (back, after) = after.split_first_chunk::<2>()?;
            let back = usize::from(u16::from_be_bytes(*back));
            let from = all.len().checked_sub(back).filter(|_| back > 0)?;
            // It may reach into what it writes.
            for place in from..from + usize::from(first & 0x7F) + SHORTEST {
                all.push(*all.get(place)?);
            }
            rest = after;
        }
        if all.len() > KNOWN.len() + most {
            return None;
        }
    }
    Some(all.split_off(KNOWN.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Digest;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn the_known_words_are_those_of_format_1() {
        let mut digest = Digest::default();
        digest.add(KNOWN);
        assert_eq!(
            digest.to_string(),
            "58602495f51709ee",
            "codes of before could not be read any more"
        );
    }

    #[test]
    fn a_line_as_they_are_written_takes_a_dozen_bytes() {
        let line =
            "60s aws rds reboot-db-instance --db-instance-identifier orders --force-failover\n";
        assert!(
            pack(line.as_bytes()).len() <= 12,
            "{:?}",
            pack(line.as_bytes())
        );
    }

    #[test]
    fn a_few_bytes_do_not_unpack_to_a_mountain() {
        let mut bomb = vec![0, b'a'];
        for _ in 0..10_000 {
            bomb.extend([0xFF, 0, 1]);
        }
        assert_eq!(unpack(&bomb, 100_000), None);
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_back(text in proptest::collection::vec(any::<u8>(), 0..400), again in 1usize..6) {
            let text = text.repeat(again);
            prop_assert_eq!(unpack(&pack(&text), text.len()), Some(text));
        }

        #[test]
        fn whatever_nobody_packed_breaks_nothing(packed in proptest::collection::vec(any::<u8>(), 0..400)) {
            unpack(&packed, 10_000);
        }
    }
}
