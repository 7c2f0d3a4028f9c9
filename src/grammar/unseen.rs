//! Why the lab takes some of AWS's options and nothing comes of them: what they are about could not be shown.

/// What an option without effect is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    Client,
    Content,
    Credentials,
    Maintenance,
    Monitoring,
    Network,
    Output,
    Sharing,
    Signing,
    Tags,
}

impl Unseen {
    /// The reason, as the manual tells it.
    pub fn why(self) -> &'static str {
        match self {
            Unseen::Client => {
                "how the AWS CLI itself runs and connects; the lab has no such client"
            }
            Unseen::Content => {
                "what a database holds at first, and in which characters; the lab counts rows and shows no tables"
            }
            Unseen::Credentials => "who may do what; in the lab everybody may do everything",
            Unseen::Maintenance => {
                "what AWS changes by itself over the years; in the lab nothing is changed unless somebody asks"
            }
            Unseen::Monitoring => "measuring and logs; the lab shows what it measures to everybody",
            Unseen::Network => {
                "networks, certificates and directories; in the lab every client reaches every database unless a fault cuts it off"
            }
            Unseen::Output => "how a reply is shown; the lab shows it whole, as JSON",
            Unseen::Sharing => "what other accounts share; the lab has one account",
            Unseen::Signing => {
                "how a request to another Region is signed; the lab's need no signature"
            }
            Unseen::Tags => "tags, which change nothing",
        }
    }
}
