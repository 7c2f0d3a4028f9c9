//! What can go wrong, as data: kinds of faults, and one fault of a kind. What it does is told beside each kind.

use crate::cloud::name::DbName;
use crate::cloud::numbers::Number;

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
    /// Its own option, if any.
    pub amount: Option<Amount>,
    pub reach: Reach,
    /// What a button writes behind its targets: `--for 45m`.
    pub options: &'static str,
    /// Its place in the menu of a thing that several kinds can strike.
    pub menu: u8,
    /// What is said of a strike that was refused.
    pub refused: &'static str,
    /// How often it happens by itself, where the lab counts on that.
    pub yearly: Option<Yearly>,
}

/// What a fault is aimed at, as a line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    App,
    Database,
    Region,
    /// A database that is a read replica.
    Replica,
    /// One of two sides: a zone, a Region, an application or a database. With its letter in usage messages.
    Side(&'static str),
    Zone,
}

/// How much: a whole number behind an option of its own.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// `--rows` or `--factor`: those that the verb takes.
    pub name: &'static str,
    /// What it is unless told; where it is nothing, the fault itself knows.
    pub default: Option<u64>,
    /// No larger number can be read.
    pub largest: u64,
}

/// Whom a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What passes between its two sides, while it lasts.
    Across,
    /// How far copies stand behind. No request fails.
    Lag,
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
    pub amount: Option<u64>,
}

/// A name stands for one kind.
impl PartialEq for FaultKind {
    fn eq(&self, other: &FaultKind) -> bool {
        self.name == other.name
    }
}

impl Eq for FaultKind {}

impl FaultKind {
    /// What is said of most strikes that were refused.
    pub const NOTHING_CAME: &'static str = "came to nothing";

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

impl Target {
    /// For usage messages: `AZ`.
    pub fn label(self) -> &'static str {
        match self {
            Target::App => "APP",
            Target::Database => "DB",
            Target::Region => "REGION",
            Target::Replica => "REPLICA",
            Target::Side(letter) => letter,
            Target::Zone => "AZ",
        }
    }
}

impl Reach {
    /// Whether it can make requests fail.
    pub fn fails_requests(self) -> bool {
        !matches!(self, Reach::Lag | Reach::Rows)
    }
}

impl Fault {
    /// The fault of that kind on one thing.
    pub fn on(kind: &'static FaultKind, target: impl Into<String>) -> Fault {
        Fault {
            kind,
            targets: vec![target.into()],
            amount: kind.amount.and_then(|amount| amount.default),
        }
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
