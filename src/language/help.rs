//! What can be typed, told out of the tables that lines are read with.

use crate::cloud::FaultKind;
use crate::grammar::{Opt, Takes, Verb, is_global, nearest};
use crate::language::fault::usage;
use crate::world::CATALOGUE;

/// The answer to `help`; with words behind it, what is known of that verb. `now` holds lines that would be carried out where one
/// types: examples are among them. The error is for people.
pub fn help(words: &str, now: &[String]) -> Result<String, String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Ok(all(now));
    }
    let found: Vec<&Verb> = Verb::all().filter(|verb| is_meant(verb, &words)).collect();
    match found[..] {
        [] => Err(unknown(&words)),
        [one] => Ok(of(one, now)),
        ref several => {
            let told = |verb: &&Verb| format!("{}\n  {}", verb.usage(), verb.meaning);
            Ok(lines(several.iter().map(told)))
        }
    }
}

/// Where a line that could not be understood can be read up.
pub fn where_to_read(line: &str) -> String {
    let mut verbs = Verb::all().filter(|verb| begins_with(line, verb.path));
    match verbs.next() {
        Some(verb) => format!("help {} tells what it takes", verb.path),
        None => "help lists what can be typed".to_owned(),
    }
}

/// Whether the words of a line begin with those of a verb.
fn begins_with(line: &str, path: &str) -> bool {
    let mut words = line.split_whitespace();
    path.split(' ').all(|word| words.next() == Some(word))
}

/// A line of a verb that would be carried out now.
fn example<'n>(verb: &Verb, now: &'n [String]) -> Option<&'n String> {
    now.iter().find(|line| begins_with(line, verb.path))
}

/// Whether words name a verb, its last word alone, or all that begin so.
fn is_meant(verb: &Verb, words: &str) -> bool {
    let behind = |path: &str, words: &str| {
        let rest = path.strip_prefix(words);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    behind(verb.path, words) || verb.path.rsplit(' ').next() == Some(words)
}

fn unknown(words: &str) -> String {
    let paths = Verb::all().map(|verb| verb.path);
    let names = paths.flat_map(|path| [path, path.rsplit(' ').next().unwrap_or(path)]);
    match nearest(words, names) {
        Some(meant) => format!("no verb is called {words}; did you mean {meant}?"),
        None => format!("no verb is called {words}; help lists all"),
    }
}

/// The groups of verbs, each with an example that would be carried out now.
fn all(now: &[String]) -> String {
    let mut text = String::new();
    let mut verbs = Verb::all().peekable();
    while let Some(first) = verbs.next() {
        let group = group(first);
        let mut own = vec![first];
        while let Some(next) = verbs.next_if(|verb| self::group(verb) == group) {
            own.push(next);
        }
        let names = own
            .iter()
            .filter_map(|verb| verb.path.get(group.len() + 1..));
        let names: Vec<&str> = names.collect();
        match names[..] {
            [] => text.push_str(&format!("{group}: {}\n", first.meaning)),
            _ => text.push_str(&format!("{group}: {}\n", names.join(", "))),
        }
        if let Some(line) = own.iter().find_map(|verb| example(verb, now)) {
            text.push_str(&format!("  for example: {line}\n"));
        }
    }
    text + "help VERB tells what one does and takes: help app point"
}

/// `aws rds` of `aws rds reboot-db-instance`, `app` of `app create`.
fn group(verb: &Verb) -> &'static str {
    verb.path
        .rsplit_once(' ')
        .map_or(verb.path, |(group, _)| group)
}

/// A verb, and what may stand behind it.
fn of(verb: &Verb, now: &[String]) -> String {
    let own = || verb.options().filter(|option| !is_global(option.name));
    let shown =
        |option: &&Opt| !matches!(option.takes, Takes::NotModelled(_)) && option.unseen.is_none();
    let mut all = vec![verb.usage(), format!("  {}", verb.meaning)];
    all.extend(example(verb, now).map(|line| format!("  now, for example: {line}")));
    all.extend(own().filter(shown).map(|option| {
        let needed = if option.required { "  (needed)" } else { "" };
        format!("  {}{needed}", option.usage())
    }));
    let unseen = own().filter(|option| option.unseen.is_some());
    all.extend(named("taken, and nothing comes of it here", unseen));
    let refused = own().filter(|option| matches!(option.takes, Takes::NotModelled(_)));
    all.extend(named("known to AWS, and not modelled here", refused));
    if let ["KIND"] = verb.targets {
        let word = verb.path.rsplit(' ').next().unwrap_or_default();
        let kinds = CATALOGUE.fault_kinds().into_iter();
        let kinds = kinds.filter(|kind| kind.lasts || word != "clear");
        all.extend(
            kinds.map(|kind: &FaultKind| format!("  {}\n    {}", usage(word, kind), kind.meaning)),
        );
    }
    lines(all.into_iter())
}

fn named(what: &str, options: impl Iterator<Item = &'static Opt>) -> Option<String> {
    let names: Vec<&str> = options.map(|option| option.name).collect();
    (!names.is_empty()).then(|| format!("  {what}: {}", names.join(", ")))
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_verb_and_every_verb_has_its_own() {
        let told = help("", &[]).expect("it is told");
        for verb in Verb::all() {
            let last = verb.path.rsplit(' ').next().expect("it has one");
            assert!(told.contains(last), "{}", verb.path);
            let own = help(verb.path, &[]).expect("it is known");
            assert!(own.contains(&verb.usage()), "{own}");
            assert!(
                verb.meaning.ends_with('.') && own.contains(verb.meaning),
                "{own}"
            );
            for option in verb.options().filter(|option| !is_global(option.name)) {
                assert!(own.contains(option.name), "{own}");
            }
        }
    }

    #[test]
    fn a_verb_is_found_by_its_last_word_and_a_slip_is_told() {
        assert_eq!(
            help("reboot-db-instance", &[]),
            help("aws  rds reboot-db-instance", &[])
        );
        assert!(help("app", &[]).is_ok_and(|told| told.lines().count() == 10));
        assert!(
            help("fault inject", &[])
                .is_ok_and(|told| told.contains("az-outage AZ [--for DURATION]"))
        );
        assert!(help("fault clear", &[]).is_ok_and(|told| !told.contains("instance-crash")));
        let slip = help("app crate", &[]).expect_err("it is a slip");
        assert_eq!(
            slip,
            "no verb is called app crate; did you mean app create?"
        );
        assert_eq!(
            where_to_read("app point shop"),
            "help app point tells what it takes"
        );
        assert_eq!(
            where_to_read("reboot orders"),
            "help lists what can be typed"
        );
    }

    #[test]
    fn an_example_is_a_line_that_would_be_carried_out_now_or_there_is_none() {
        let line = "app point shop --to orders-r".to_owned();
        let now = std::slice::from_ref(&line);
        let told = help("app point", now).expect("it is known");
        assert!(
            told.contains(&format!("now, for example: {line}")),
            "{told}"
        );
        assert!(help("", now).is_ok_and(|told| told.contains(&line)));
        for words in ["", "app point"] {
            let told = help(words, &[]).expect("it is known");
            assert!(!told.contains("for example"), "{told}");
        }
    }
}
