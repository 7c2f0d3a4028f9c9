//! What every `aws` line takes, whichever service it goes to.

use crate::grammar::unseen::Unseen::{Client, Credentials, Output};
use crate::grammar::verb::Opt;

/// Taken by every operation of every service.
pub const GLOBAL: &[Opt] = &[
    Opt::one("--region", "REGION"),
    Opt::one("--output", "FORMAT").unseen(Output),
    Opt::one("--query", "JMESPATH").unseen(Output),
    Opt::one("--profile", "NAME").unseen(Credentials),
    Opt::not_modelled("--endpoint-url", "endpoints other than AWS's"),
    Opt::one("--color", "on|off|auto").unseen(Output),
    Opt::one("--ca-bundle", "FILE").unseen(Client),
    Opt::one("--cli-binary-format", "FORMAT").unseen(Output),
    Opt::one("--cli-connect-timeout", "SECONDS").unseen(Client),
    Opt::one("--cli-read-timeout", "SECONDS").unseen(Client),
    Opt::nothing("--cli-auto-prompt").unseen(Client),
    Opt::not_modelled("--cli-input-json", "input from a file"),
    Opt::not_modelled("--cli-input-yaml", "input from a file"),
    Opt::nothing("--debug").unseen(Output),
    Opt::not_modelled("--generate-cli-skeleton", "the making of skeletons"),
    Opt::nothing("--no-cli-auto-prompt").unseen(Client),
    Opt::nothing("--no-cli-pager").unseen(Output),
    Opt::nothing("--no-paginate").unseen(Output),
    Opt::nothing("--no-sign-request").unseen(Credentials),
    Opt::nothing("--no-verify-ssl").unseen(Client),
];

/// Whether it is one of the AWS CLI's own options.
pub fn is_global(option: &str) -> bool {
    GLOBAL.iter().any(|global| global.name == option)
}
