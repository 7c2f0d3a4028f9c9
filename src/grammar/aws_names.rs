//! The names of all operations and options that AWS has: so that "AWS has no such thing" is said only where it is so.
//!
//! The list is a file, made from the published API models by `scripts/aws-names.py`. The command holds it; the page fetches it when it
//! is first needed, and until then the lab says only what it does itself.

use std::sync::OnceLock;

/// Whether AWS has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Yes,
    No,
    /// The list is not here yet, or says nothing of that service.
    Unheard,
}

static LIST: OnceLock<String> = OnceLock::new();

/// Takes the list, as it stands in `static/aws-names.txt`. A second one is ignored.
pub fn know_aws(text: &str) {
    // The first stays: both are the same file.
    let _ = LIST.set(text.to_owned());
}

#[cfg(not(target_arch = "wasm32"))]
fn list() -> Option<&'static str> {
    Some(LIST.get_or_init(|| include_str!("../../static/aws-names.txt").to_owned()))
}

#[cfg(target_arch = "wasm32")]
fn list() -> Option<&'static str> {
    LIST.get().map(String::as_str)
}

/// Services of AWS that the lab says something of though nobody brings them.
pub const SERVICES: [&str; 1] = ["cloudwatch"];

/// The operations of a service with their options: `create-table`, `wait table-exists`.
pub fn operations(
    service: &str,
) -> impl Iterator<Item = (String, impl Iterator<Item = &'static str>)> {
    let lines = list().unwrap_or_default().lines();
    let below = lines.skip_while(move |line| *line != service).skip(1);
    let indented = below.map_while(|line| line.strip_prefix(' '));
    indented.map(|line| {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        (name.replacen('.', " ", 1), words)
    })
}

/// Whether AWS has the operation, `wait table-exists` for a waiter.
pub fn operation(service: &str, name: &str) -> Known {
    let names: Vec<String> = operations(service).map(|(name, _)| name).collect();
    if names.is_empty() {
        Known::Unheard
    } else if names.iter().any(|known| known == name) {
        Known::Yes
    } else {
        Known::No
    }
}

/// Whether AWS has the option of an operation: `aws rds wait db-instance-available`, `--no-multi-az`. What is not AWS's has what its own
/// verb says.
pub fn option(path: &str, written: &str) -> Known {
    let Some((service, operation)) = path
        .strip_prefix("aws ")
        .and_then(|path| path.split_once(' '))
    else {
        return Known::No;
    };
    if list().is_none() {
        return Known::Unheard;
    }
    let Some((_, mut options)) = operations(service).find(|(name, _)| name == operation) else {
        return Known::Unheard;
    };
    let name = written.strip_prefix("--").unwrap_or(written);
    let found = options.any(|option| match option.strip_suffix('!') {
        Some(flag) => name == flag || name.strip_prefix("no-") == Some(flag),
        None => name == option,
    });
    if found { Known::Yes } else { Known::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_has_is_known_by_name() {
        assert_eq!(operation("rds", "failover-db-cluster"), Known::Yes);
        assert_eq!(
            operation("rds", "describe-db-major-engine-versions"),
            Known::Yes
        );
        assert_eq!(operation("rds", "wait db-cluster-available"), Known::Yes);
        assert_eq!(operation("rds", "add-option-to-option-group"), Known::Yes);
        assert_eq!(operation("rds", "modify-option-group"), Known::No);
        assert_eq!(operation("rds", "put-metric-alarm"), Known::No);
        assert_eq!(operation("cloudwatch", "put-metric-alarm"), Known::Yes);
        assert_eq!(operation("dynamodb", "wait table-exists"), Known::Yes);
        assert_eq!(operation("ec2", "run-instances"), Known::Unheard);
        let create = "aws rds create-db-instance";
        for (path, name, known) in [
            (create, "--db-system-id", Known::Yes),
            (create, "--no-multi-tenant", Known::Yes),
            (create, "--no-db-system-id", Known::No),
            (create, "--restore-time", Known::No),
            ("aws rds modify-db-instance", "--port", Known::No),
            ("aws rds modify-db-instance", "--db-port-number", Known::Yes),
            ("aws rds copy-db-snapshot", "--source-region", Known::Yes),
            (
                "aws rds wait db-instance-available",
                "--page-size",
                Known::Yes,
            ),
            ("app create", "--writes", Known::No),
        ] {
            assert_eq!(option(path, name), known, "{path} {name}");
        }
    }
}
