//! Options are read as the AWS CLI reads them: by any beginning that only one of them has, with `=`, before the service too.

use crate::{command, parse};
use failover_lab::language::{Takes, Transcript, Verb};
use proptest::prelude::*;

#[test]
fn a_beginning_that_several_have_names_them() {
    for (line, expected) in [
        (
            "aws rds describe-db-instance-automated-backups --db-instance- x",
            "one of: --db-instance-identifier, --db-instance-automated-backups-arn",
        ),
        (
            "aws rds reboot-db-instance --db-instance-id x --f --no-f --no-",
            "one of: --no-force-failover, --no-cli-auto-prompt, --no-cli-pager, --no-paginate, --no-sign-request, --no-verify-ssl",
        ),
    ] {
        let errors = Transcript::parse(&format!("1s {line}")).expect_err(line);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].expected.as_deref(), Some(expected));
    }
    assert!(
        Transcript::parse("1s app create shop --conn orders").is_err(),
        "only aws reads beginnings"
    );
    assert!(Transcript::parse("1s aws rds describe-db-instances -- x").is_err());
}

#[test]
fn a_beginning_is_printed_in_full() {
    let text =
        "1s    aws --reg=us-west-2 --out json rds reboot-db-instance --db-inst=orders --forc";
    let printed = parse(text).to_text();
    assert_eq!(
        printed.trim_end(),
        "1s    aws rds reboot-db-instance --region us-west-2 --output json --db-instance-identifier orders --force-failover"
    );
    assert_eq!(
        command(&text[6..]),
        command(
            "aws rds reboot-db-instance --region us-west-2 --db-instance-identifier orders --force-failover"
        )
    );
}

proptest! {
    /// Any beginning of any option of any operation means that option, or names all that it could mean.
    #[test]
    fn beginnings_mean_what_they_begin(verb in any::<prop::sample::Index>(), option in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let verbs: Vec<&Verb> = Verb::all().filter(|verb| verb.path.starts_with("aws ")).collect();
        let verb = verbs[verb.index(verbs.len())];
        let options: Vec<_> = verb.options().collect();
        let option = options[option.index(options.len())];
        let written = &option.name[..3 + cut.index(option.name.len() - 2)];
        let begin = |name: &str| name.starts_with(written);
        let all: Vec<String> = verb.spellings().filter(|name| begin(name)).collect();
        let exact = verb.spellings().any(|name| name == written);
        let meant = verb.meant(written);
        if exact {
            prop_assert_eq!(meant.len(), 1);
        } else {
            prop_assert_eq!(meant.len(), all.len());
            prop_assert!(meant.iter().any(|(found, _)| found.name == option.name));
        }
        if let (false, [(found, true)], Takes::One("NAME")) = (exact, &meant[..], option.takes) {
            prop_assert_eq!(found.name, option.name);
        }
    }
}
