//! The swarm's worlds with a proxy between the applications and their database.

use crate::study::swarm::wilder_transcript;

const FRONT: &str = "--db-proxy-name front";

/// As [`wilder_transcript`], with a proxy in front of `orders`, which targets come to and go from.
pub fn proxies_transcript(seed: u64) -> String {
    let mut text = String::new();
    for (number, line) in (seed..).zip(wilder_transcript(seed).lines()) {
        let own = of_proxy(line, number);
        text.push_str(own.as_deref().unwrap_or(line));
        text.push('\n');
        let engine = line.strip_prefix("given aws rds create-db-instance ");
        if let Some(engine) = engine {
            let family = match engine.contains("--engine postgres") {
                true => "POSTGRESQL",
                false => "MYSQL",
            };
            text.push_str(&format!(
                "given aws rds create-db-proxy {FRONT} --engine-family {family}\n\
                 given aws rds register-db-proxy-targets {FRONT} --db-instance-identifiers orders\n"
            ));
        }
    }
    text
}

/// What is asked of the proxy in the place of a line, if anything is. `number` turns the choices.
fn of_proxy(line: &str, number: u64) -> Option<String> {
    if line.starts_with("given app create") {
        let by_proxy = line.replace("--connect orders", "--connect front");
        return (!number.is_multiple_of(3)).then_some(by_proxy);
    }
    let (at, asked) = line.split_once("s ")?;
    let said = match asked.strip_prefix("sql ") {
        Some(rest) => {
            let db = rest.split(' ').next()?;
            match number % 3 {
                0 => format!(
                    "aws rds deregister-db-proxy-targets {FRONT} --db-instance-identifiers orders"
                ),
                _ => format!(
                    "aws rds register-db-proxy-targets {FRONT} --db-instance-identifiers {db}"
                ),
            }
        }
        None if asked.starts_with("app point") && number.is_multiple_of(2) => {
            let (before, _) = asked.split_once(" --to ")?;
            format!("{before} --to front")
        }
        None if asked.starts_with("aws rds create-db-snapshot") => match number % 4 {
            0 => format!("aws rds delete-db-proxy {FRONT}"),
            1 => format!("aws rds create-db-proxy {FRONT} --engine-family POSTGRESQL"),
            2 => format!(
                "aws rds modify-db-proxy-target-group {FRONT} --target-group-name default \
                 --connection-pool-config ConnectionBorrowTimeout={}",
                number % 300
            ),
            _ => return None,
        },
        None => return None,
    };
    Some(format!("{at}s {said}"))
}
