//! Every option of every AWS line is one of three: it changes what is asked for, it is said why nothing of it could be shown, or it is
//! refused by its name.

use failover_lab::language::{Known, Opt, Takes, Transcript, Verb, aws_option};
use failover_lab::world::Command;

fn operations() -> impl Iterator<Item = &'static Verb> {
    Verb::all().filter(|verb| verb.path.starts_with("aws "))
}

/// What an option of this kind may be given, each different from the others.
fn values(what: &str) -> &'static [&'static str] {
    match what {
        "DAYS" | "GIB" | "MINUTES" | "COUNT" | "MIBPS" | "PORT" => &["3", "4"],
        "TIME" => &["2026-01-12T12:00:59Z", "2026-01-11T12:00:00Z"],
        "REGION" => &["us-west-2", "eu-west-1"],
        "automated|manual" => &["automated", "manual"],
        "PAY_PER_REQUEST" => &["PAY_PER_REQUEST"],
        "SPECIFICATION" => &[
            "PointInTimeRecoveryEnabled=true",
            "PointInTimeRecoveryEnabled=false",
        ],
        "USER|SYSTEM|ALL" => &["USER", "SYSTEM"],
        _ => &["one", "two"],
    }
}

/// The line with every option that it cannot do without, and with what it needs to make sense.
fn bare(verb: &Verb, but: &str) -> String {
    let mut line = format!("1s {}", verb.path);
    for option in verb
        .options()
        .filter(|option| option.required && option.name != but)
    {
        let value = match option.takes {
            Takes::One("SPECIFICATION") => values("SPECIFICATION")[0],
            _ => "some",
        };
        line.push_str(&format!(" {} {value}", option.name));
    }
    line
}

/// Every way to write an option with a value, or without.
fn spellings(option: &Opt) -> Vec<String> {
    let name = option.name;
    match option.takes {
        Takes::One(what) | Takes::Many(what) => values(what)
            .iter()
            .map(|value| format!("{name} {value}"))
            .collect(),
        Takes::YesOrNo => vec![name.to_owned(), name.replacen("--", "--no-", 1)],
        Takes::Nothing | Takes::NotModelled(_) => vec![name.to_owned()],
    }
}

fn command(line: &str) -> Command {
    let transcript = Transcript::parse(line).unwrap_or_else(|errors| panic!("{line}: {errors:?}"));
    let step = transcript.timed().next().expect("one line");
    match step.2 {
        failover_lab::language::Step::Do(action) => (**action.command()).clone(),
        failover_lab::language::Step::End => panic!("{line} is an end"),
    }
}

#[test]
fn an_option_has_an_effect_or_a_reason_or_is_refused_by_name() {
    let mut seen = 0;
    for verb in operations() {
        for option in verb.options() {
            seen += 1;
            let line = bare(verb, option.name);
            let with = |spelling: &String| format!("{line} {spelling}");
            if let Takes::NotModelled(what) = option.takes {
                let errors =
                    Transcript::parse(&with(&option.name.to_owned())).expect_err(option.name);
                let told = format!("the lab does not model {what} ({}) yet", option.name);
                assert!(
                    errors.iter().any(|error| error.message == told),
                    "{} {}: {errors:?}",
                    verb.path,
                    option.name
                );
                continue;
            }
            let forms: Vec<Command> = spellings(option)
                .iter()
                .map(|s| command(&with(s)))
                .collect();
            let without = (!option.required).then(|| command(&line));
            let all_alike = forms.windows(2).all(|pair| pair[0] == pair[1])
                && without.iter().all(|without| *without == forms[0]);
            assert_eq!(
                all_alike,
                option.unseen.is_some(),
                "{} {}: {}",
                verb.path,
                option.name,
                if all_alike {
                    "it changes nothing, and nobody says why"
                } else {
                    "it changes the request, though it is said to change nothing"
                }
            );
            assert!(option.unseen.is_none_or(|unseen| !unseen.why().is_empty()));
        }
    }
    assert!(seen > 500, "{seen}");
}

/// The table holds nothing that AWS does not have.
#[test]
fn every_option_of_the_table_is_awss() {
    let global: Vec<&str> = Verb::all()
        .find(|verb| verb.path == "aws rds delete-db-snapshot")
        .expect("it is one")
        .options()
        .map(|option| option.name)
        .filter(|name| *name != "--db-snapshot-identifier")
        .collect();
    for verb in operations() {
        for option in verb
            .options()
            .filter(|option| !global.contains(&option.name))
        {
            assert_eq!(
                aws_option(verb.path, option.name),
                Known::Yes,
                "{} {}",
                verb.path,
                option.name
            );
        }
    }
}

#[test]
fn what_aws_has_and_the_lab_has_not_is_not_modelled_and_nothing_else_is() {
    let message = |line: &str| Transcript::parse(line).expect_err(line)[0].message.clone();
    for (line, expected) in [
        (
            "1s aws rds create-db-instance --multi-tenant",
            "the lab does not model --multi-tenant of aws rds create-db-instance yet",
        ),
        (
            "1s aws rds modify-db-instance --port 1",
            "aws rds modify-db-instance has no option --port",
        ),
        (
            "1s aws rds switchover-blue-green-deployment",
            "the lab does not model aws rds switchover-blue-green-deployment yet",
        ),
        (
            "1s aws rds describe-orderable-db-instance-options",
            "the lab does not model aws rds describe-orderable-db-instance-options yet",
        ),
        (
            "1s aws cloudwatch put-metric-alarm",
            "the lab does not model aws cloudwatch put-metric-alarm yet",
        ),
        (
            "1s aws dynamodb wait export-completed",
            "the lab does not model aws dynamodb wait export-completed yet",
        ),
        (
            "1s aws dynamodb update-table --table-name orders --replica-updates x",
            "the lab does not model global tables (--replica-updates) yet",
        ),
        (
            "1s aws dynamodb put-metric-alarm",
            "aws dynamodb has no operation put-metric-alarm",
        ),
        (
            "1s aws rds wait db-instance-happy",
            "aws rds has no operation wait db-instance-happy",
        ),
    ] {
        assert_eq!(message(line), expected);
    }
}

/// The manual's page on options is made from the table: `UPDATE_EXPECT=1 cargo test --test language manual` writes it anew.
#[test]
fn the_manual_lists_every_option() {
    let mut page = String::from(
        "# Options of AWS's operations\n\n\
         Made from the table in `src/language` by a test. An option is one of three: it has an effect; it is taken, and the reason stands\n\
         here why nothing of it could be shown; or it is refused by name, because its loss would mislead. What AWS has and this page does\n\
         not name is refused as not modelled too.\n\n## Why an option may have no effect\n\n",
    );
    let mut reasons: Vec<(String, &str)> = operations()
        .flat_map(|verb| verb.options())
        .filter_map(|option| option.unseen)
        .map(|unseen| (format!("{unseen:?}"), unseen.why()))
        .collect();
    reasons.sort();
    reasons.dedup();
    for (name, why) in &reasons {
        page.push_str(&format!("- *{name}*: {why}.\n"));
    }
    page.push_str("\n## By operation\n");
    let shared: Vec<&str> = ["aws rds delete-db-snapshot"]
        .iter()
        .flat_map(|path| Verb::all().find(|verb| verb.path == *path))
        .flat_map(Verb::options)
        .map(|option| option.name)
        .filter(|name| *name != "--db-snapshot-identifier")
        .collect();
    let any = operations().next().expect("there are some");
    let global = |option: &&Opt| shared.contains(&option.name);
    page.push_str("\n### any operation\n\n");
    page.push_str(&list(any.options().filter(|option| global(option))));
    for verb in operations() {
        page.push_str(&format!("\n### {}\n\n", verb.path));
        page.push_str(&list(verb.options().filter(|option| !global(option))));
    }
    expect_test::expect_file!["../../docs/aws-options.md"].assert_eq(&page);
}

fn list<'a>(options: impl Iterator<Item = &'a Opt>) -> String {
    let (mut effect, mut unseen, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for option in options {
        let name = format!("`{}`", option.name);
        match (option.takes, option.unseen) {
            (Takes::NotModelled(what), _) => refused.push(format!("{name} ({what})")),
            (_, Some(why)) => unseen.push(format!("{name} ({why:?})")),
            (_, None) => effect.push(name),
        }
    }
    let mut text = String::new();
    for (what, names) in [
        ("Effect", effect),
        ("No effect", unseen),
        ("Refused", refused),
    ] {
        if !names.is_empty() {
            text.push_str(&format!("- {what}: {}\n", names.join(", ")));
        }
    }
    text
}
