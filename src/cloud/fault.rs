//! What can go wrong, as data: kinds of faults, and one fault of a kind. What it does is told beside each kind.

use crate::cloud::error::CommandError;
use crate::cloud::name::DbName;
use crate::cloud::numbers::Number;
use crate::sim::SimDuration;

/// A kind of fault. Whoever wants to know something of a fault reads it here: nobody asks which kind it is.
#[derive(Debug)]
pub struct FaultKind {
    /// As lines name it: `az-outage`.
    pub name: &'static str,
    /// What its button says: `Cut the power`.
    pub title: &'static str,
    /// Within a sentence, behind an article: `power outage of a zone`.
    pub noun: &'static str,
    /// At the head of a list: `Zone outage`.
    pub heading: &'static str,
    /// What it means, in one plain sentence.
    pub meaning: &'static str,
    pub targets: &'static [Target],
    /// Whether it takes `--for` and `fault clear`; the others destroy at one instant.
    pub lasts: bool,
    /// The options that a line may write behind its targets, `--for` apart.
    pub options: &'static [FaultOption],
    pub reach: Reach,
    /// What a button writes behind its targets: `--for 45m`.
    pub button: &'static str,
    /// Its place in the menu of a thing that several kinds can strike.
    pub menu: u8,
    /// Whether menus keep it behind the others: it is seldom what somebody looks for.
    pub rare: bool,
    /// The protection that keeps it from happening, where there is one.
    pub held_off: Option<HeldOff>,
    /// How often it happens by itself, where the lab counts on that.
    pub yearly: Option<Yearly>,
}

/// What a fault is aimed at, as a line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    App,
    Database,
    /// A KMS key of the account.
    Key,
    Region,
    /// A database that is a read replica.
    Replica,
    /// One of two sides: a zone, a Region, an application or a database. With its letter in usage messages.
    Side(&'static str),
    Snapshot,
    Zone,
}

/// An option of a kind of fault, with one value.
#[derive(Clone, Copy, Debug)]
pub struct FaultOption {
    /// As lines name it: `--rows`.
    pub name: &'static str,
    pub takes: Amount,
}

/// What an option of a fault takes, and what it is unless told; where that is nothing, the fault itself knows.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    /// A whole number. No number above `largest` can be read.
    Count { default: Option<u64>, largest: u64 },
    /// How long.
    Span { default: Option<SimDuration> },
}

/// What an option of a fault says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Much {
    Count(u64),
    Span(SimDuration),
}

/// A protection against a kind of fault.
#[derive(Clone, Copy, Debug)]
pub struct HeldOff {
    /// What a strike is refused with where this protects, and nowhere else.
    pub code: &'static str,
    /// In a list of what struck: `held off by deletion protection`.
    pub words: &'static str,
    /// As news, before the reason: `Somebody wanted to …, and was refused.`
    pub news: &'static str,
}

/// Whom a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What passes between its two sides, while it lasts.
    Across,
    /// Bytes of the volume of the database that it names: what is copied block by block bears them. No request fails.
    Blocks,
    /// Whatever is encrypted with the key that it names, while it lasts.
    Keyed,
    /// How far copies stand behind, or how long requests take. No request fails.
    Lag,
    /// Nothing that a request meets now: it shows once something else goes wrong, or somebody acts.
    Latent,
    /// The database that it names.
    Named,
    /// Rows of the database that it names, which are copied like any others. No request fails.
    Rows,
    /// Whatever stands in the place that it names, while it lasts.
    Within,
}

/// How often a fault happens by itself, for each thing that it can strike.
#[derive(Clone, Copy, Debug)]
pub struct Yearly {
    pub rate: &'static Number,
    pub length: Option<&'static Number>,
}

/// What goes wrong, and where. Names are resolved when the fault strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: &'static FaultKind,
    /// As many as its kind has, each as AWS writes it.
    pub targets: Vec<String>,
    /// The values of its options that were given, by name.
    pub given: Vec<(&'static str, Much)>,
}

/// A name stands for one kind.
impl PartialEq for FaultKind {
    fn eq(&self, other: &FaultKind) -> bool {
        self.name == other.name
    }
}

impl Eq for FaultKind {}

impl FaultKind {
    /// What strikes one database by its name, at one instant; its words are still to be found.
    pub const OF_A_DATABASE: FaultKind = FaultKind {
        name: "",
        title: "",
        noun: "",
        heading: "",
        meaning: "",
        targets: &[Target::Database],
        lasts: false,
        options: &[],
        reach: Reach::Named,
        button: "",
        menu: 0,
        rare: false,
        held_off: None,
        yearly: None,
    };

    /// What is said of a strike that was refused, in a list, and of one that came at a bad moment.
    const NOTHING_CAME: &'static str = "came to nothing";

    /// What protected from a strike that was refused so; nothing did if it came at a bad moment.
    pub fn held_off_by(&self, refusal: &CommandError) -> Option<HeldOff> {
        self.held_off.filter(|held| held.code == refusal.code)
    }

    /// What is said in a list of a strike that was refused so.
    pub fn refused_so(&self, refusal: &CommandError) -> &'static str {
        let held = self.held_off_by(refusal);
        held.map_or(FaultKind::NOTHING_CAME, |held| held.words)
    }

    /// What is told of a strike that was refused so, with the reason. What came at a bad moment is no news: nothing shows.
    pub fn news_of(&self, refusal: &CommandError) -> Option<String> {
        let held = self.held_off_by(refusal)?;
        Some(format!("{} {refusal}", held.news))
    }

    /// The kinds of a table that tells what each does.
    pub const fn of_table<T, const N: usize>(
        table: &[(&'static FaultKind, T); N],
    ) -> [&'static FaultKind; N] {
        let mut kinds = [table[0].0; N];
        let mut place = 0;
        while place < N {
            kinds[place] = table[place].0;
            place += 1;
        }
        kinds
    }
}

impl FaultOption {
    /// After how long somebody notices what no request shows; at once unless told.
    pub const NOTICED_AFTER: FaultOption = FaultOption {
        name: "--noticed-after",
        takes: Amount::Span { default: None },
    };
}

impl Target {
    /// For usage messages: `AZ`.
    pub fn label(self) -> &'static str {
        match self {
            Target::App => "APP",
            Target::Database => "DB",
            Target::Key => "KEY",
            Target::Region => "REGION",
            Target::Replica => "REPLICA",
            Target::Side(letter) => letter,
            Target::Snapshot => "SNAPSHOT",
            Target::Zone => "AZ",
        }
    }
}

impl Amount {
    /// For usage messages: `N`.
    pub fn label(&self) -> &'static str {
        match self {
            Amount::Count { .. } => "N",
            Amount::Span { .. } => "DURATION",
        }
    }
}

impl Reach {
    /// Whether it can make requests fail.
    pub fn fails_requests(self) -> bool {
        !matches!(self, Reach::Lag | Reach::Latent) && !self.damages()
    }

    /// Whether it leaves wrong data behind.
    pub fn damages(self) -> bool {
        matches!(self, Reach::Blocks | Reach::Rows)
    }
}

impl Fault {
    /// The fault of that kind on one thing.
    pub fn on(kind: &'static FaultKind, target: impl Into<String>) -> Fault {
        Fault {
            kind,
            targets: vec![target.into()],
            given: Vec::new(),
        }
    }

    /// How many, as an option says, or else its default.
    pub fn count(&self, option: &FaultOption) -> Option<u64> {
        match (self.given(option), option.takes) {
            (Some(Much::Count(count)), _) => Some(count),
            (_, Amount::Count { default, .. }) => default,
            (_, Amount::Span { .. }) => None,
        }
    }

    /// How long, as an option says, or else its default.
    pub fn span(&self, option: &FaultOption) -> Option<SimDuration> {
        match (self.given(option), option.takes) {
            (Some(Much::Span(span)), _) => Some(span),
            (_, Amount::Span { default }) => default,
            (_, Amount::Count { .. }) => None,
        }
    }

    fn given(&self, option: &FaultOption) -> Option<Much> {
        let mut given = self.given.iter();
        let found = given.find(|(name, _)| *name == option.name);
        found.map(|(_, much)| *much)
    }

    /// Its targets as a person writes them: `us-east-1a`, `orders`, `us-east-1a us-east-1b`.
    pub fn target(&self) -> String {
        self.targets.join(" ")
    }

    /// The database that it names.
    pub fn database(&self) -> DbName {
        DbName::parse(self.first())
    }

    /// Its first target.
    pub fn first(&self) -> &str {
        self.targets.first().map_or("", String::as_str)
    }

    /// Whether it is of the same kind and strikes the same things, in whatever case. Two sides have no direction.
    pub fn is_like(&self, other: &Fault) -> bool {
        let same = |a: &String, b: &String| a.eq_ignore_ascii_case(b);
        let (own, others) = (&self.targets, &other.targets);
        let forth = own.iter().zip(others).all(|(a, b)| same(a, b));
        let back = own.iter().zip(others.iter().rev()).all(|(a, b)| same(a, b));
        self.kind == other.kind && own.len() == others.len() && (forth || back)
    }
}
