//! Printing a transcript and reading it again changes nothing.

use crate::parse;
use failover_lab::language::{Arg, Opt, Step, Takes, Verb};
use failover_lab::sim::{SimDuration, Spread};
use failover_lab::world::{Command, Goal};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;

#[test]
fn the_start_of_a_run_can_stand_anywhere_in_the_file() {
    let transcript = parse(
        "5m end\r\nseed kyiv # our city\n\ngoal rpo 0s\ngiven history 14d\ngiven number failover 1m..90..2m\n",
    );
    assert_eq!(transcript.seed(), "kyiv");
    assert_eq!(transcript.history(), SimDuration::from_days(14));
    let given: Vec<Command> = transcript
        .set_up()
        .map(|(_, action)| (**action.command()).clone())
        .collect();
    assert_eq!(
        given,
        [
            Command::Goal(Goal::Rpo(SimDuration::ZERO)),
            Command::Number {
                name: "failover".to_owned(),
                value: Spread::Triangular {
                    low: 60.0,
                    mode: 90.0,
                    high: 120.0
                }
            }
        ]
    );
    let empty = parse("");
    assert_eq!(
        (empty.seed(), empty.history()),
        ("LAB", SimDuration::from_days(2))
    );
}

#[test]
fn a_transcript_is_printed_as_it_was_written() {
    let text = "\
# The first incident.
seed KYIV

given history 14d
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --tags 'Key=a b,Value=c'
goal rto 90s
60s   fault inject az-outage us-east-1a --for 45m  # a thunderstorm
+0s   aws rds wait db-instance-available --db-instance-identifier orders
120m  end
";
    let transcript = parse(text);
    assert_eq!(transcript.to_text(), text);
    let continued =
        parse("5s aws rds \\\n  reboot-db-instance \\\n  --db-instance-identifier=orders\n6s end");
    let printed = "5s    aws rds reboot-db-instance --db-instance-identifier orders\n6s    end\n";
    assert_eq!(continued.to_text(), printed);
    assert_eq!(continued.lines[1].number, 4);
}

/// A word, and how somebody may have written it.
fn written(word: impl Strategy<Value = String>) -> impl Strategy<Value = (String, String)> {
    (word, any::<bool>()).prop_map(|(word, quote)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
        let bare = !word.is_empty() && word.chars().all(plain) && !word.starts_with("--");
        let text = if bare && !quote {
            word.clone()
        } else {
            format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
        };
        (word, text)
    })
}

/// A value that an option of this kind takes.
fn value(what: &'static str) -> impl Strategy<Value = (String, String)> {
    let values: Vec<&str> = match what {
        "DAYS" | "GIB" | "MINUTES" | "N" | "COUNT" | "MIBPS" | "PORT" => {
            vec!["0", "7", "4000000000"]
        }
        "TIME" => vec!["2026-01-12T12:00:59Z", "2026-01-12"],
        "DURATION" => vec!["90s", "1h30m", "0s"],
        "DURATION|forever" => vec!["5s", "forever"],
        "RATE" => vec!["50/s", "0.5/s", "30/m"],
        "REGION" => vec!["us-east-1", "us-west-2"],
        "DB" => vec!["orders", "us-west-2/orders"],
        "automated|manual" => vec!["automated", "manual"],
        "PAY_PER_REQUEST" => vec!["PAY_PER_REQUEST"],
        "SPECIFICATION" => vec![
            "PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=7",
            "{\"PointInTimeRecoveryEnabled\": false}",
        ],
        "USER|SYSTEM|ALL" => vec!["USER", "SYSTEM", "ALL"],
        "\"CALL …\"" => vec!["CALL mysql.rds_stop_replication"],
        _ => {
            return prop_oneof![written("[^\\p{Cc}]{0,12}"), written("[a-z-]{1,12}")].boxed();
        }
    };
    written(select(values).prop_map(str::to_owned)).boxed()
}

type WrittenArg = (Arg, String);

fn option(option: &'static Opt) -> impl Strategy<Value = WrittenArg> {
    let name = option.name.to_owned();
    match option.takes {
        Takes::One(what) => (value(what), any::<bool>())
            .prop_map(move |((word, text), joined)| {
                let arg = Arg::Option {
                    name: name.clone(),
                    values: vec![word],
                };
                (
                    arg,
                    format!("{name}{}{text}", if joined { "=" } else { "  " }),
                )
            })
            .boxed(),
        Takes::Many(what) => proptest::collection::vec(value(what), 1..4)
            .prop_map(move |values| {
                let (words, texts): (Vec<String>, Vec<String>) = values.into_iter().unzip();
                let text = format!("{name} {}", texts.join(" "));
                let arg = Arg::Option {
                    name: name.clone(),
                    values: words,
                };
                (arg, text)
            })
            .boxed(),
        Takes::YesOrNo => any::<bool>()
            .prop_map(move |yes| {
                let name = if yes {
                    name.clone()
                } else {
                    name.replacen("--", "--no-", 1)
                };
                let arg = Arg::Option {
                    name: name.clone(),
                    values: Vec::new(),
                };
                (arg, name)
            })
            .boxed(),
        Takes::Nothing | Takes::NotModelled(_) => Just((
            Arg::Option {
                name: name.clone(),
                values: Vec::new(),
            },
            name,
        ))
        .boxed(),
    }
}

/// A call of any verb, with whatever of its options, in any order; and its text.
fn call() -> impl Strategy<Value = (&'static str, Vec<Arg>, String)> {
    let verbs: Vec<&'static Verb> = Verb::all()
        .filter(|verb| verb.more.is_none() && verb.path != "number")
        .collect();
    select(verbs).prop_flat_map(|verb| {
        let targets: Vec<_> = verb
            .targets
            .iter()
            .map(|target| {
                value(target)
                    .prop_map(|(word, text)| (Arg::Target(word), text))
                    .boxed()
            })
            .collect();
        let sources = [
            "--source-dbi-resource-id",
            "--source-db-instance-automated-backups-arn",
            "--source-table-arn",
        ];
        let usable = verb
            .options()
            .filter(|o| !matches!(o.takes, Takes::NotModelled(_)) && !sources.contains(&o.name));
        let options: Vec<_> = usable
            .map(|o| {
                (option(o), any::<bool>(), any::<u32>())
                    .prop_map(|(arg, given, order)| (arg, given, order))
            })
            .zip(verb.options().filter(|o| {
                !matches!(o.takes, Takes::NotModelled(_)) && !sources.contains(&o.name)
            }))
            .map(|(strategy, o)| {
                strategy
                    .prop_map(move |(arg, given, order)| (given || o.required, order, arg))
                    .boxed()
            })
            .collect();
        (targets, options).prop_map(move |(targets, mut options)| {
            options.retain(|(given, ..)| *given);
            options.sort_by_key(|(_, order, _)| *order);
            let args: Vec<WrittenArg> = targets
                .into_iter()
                .chain(options.into_iter().map(|(_, _, arg)| arg))
                .collect();
            let texts: Vec<String> = args.iter().map(|(_, text)| text.clone()).collect();
            let args = args.into_iter().map(|(arg, _)| arg).collect();
            (
                verb.path,
                args,
                format!("{} {}", verb.path, texts.join(" ")),
            )
        })
    })
}

proptest! {
    /// A command keeps every word that was written, in order, and printing a transcript and reading it again changes nothing.
    #[test]
    fn printing_and_parsing_is_the_identity(
        calls in proptest::collection::vec((call(), 0u32..100_000, any::<bool>(), "[^\\p{Cc}]{0,8}"), 1..6),
    ) {
        let mut text = String::from("seed X\n\n#  notes \n");
        for ((_, _, call), secs, relative, comment) in &calls {
            let sign = if *relative { "+" } else { "" };
            text.push_str(&format!("  {sign}{secs}s \t{call}  # {comment}\n"));
        }
        let transcript = parse(&text);
        let read: Vec<(&str, Vec<Arg>)> = transcript
            .timed()
            .filter_map(|(_, _, step)| match step {
                Step::Do(action) => Some((action.call().verb.path, action.call().args.clone())),
                Step::End => None,
            })
            .collect();
        let written: Vec<(&str, Vec<Arg>)> =
            calls.into_iter().map(|((path, args, _), ..)| (path, args)).collect();
        assert_eq!(read, written);
        let printed = transcript.to_text();
        let again = parse(&printed);
        assert_eq!(&again, &transcript);
        assert_eq!(again.to_text(), printed);
    }
}
