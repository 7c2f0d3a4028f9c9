//! The row that a write carries. It is generated from the write's number when somebody wants to see it.

use crate::sim::{Luck, Spread};

/// An order as the application wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub customer: String,
    pub amount_cents: u64,
}

const FIRST_NAMES: [&str; 24] = [
    "Amara", "Bela", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kofi",
    "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quang", "Rosa", "Sami", "Tove", "Uma", "Viktor",
    "Wanjiru", "Yara",
];
const LAST_INITIALS: &[u8] = b"ABCDEFGHJKLMNOPRSTVWZ";

/// The order with this number of the application called `app`.
pub fn order(luck: Luck, app: &str, number: u64) -> Order {
    let share = |what: &str| {
        luck.draw(
            Spread::Uniform {
                low: 0.0,
                high: 0.999_999,
            },
            what,
            app,
            number,
        )
    };
    let first = FIRST_NAMES[(share("order.first-name") * FIRST_NAMES.len() as f64) as usize];
    let last = LAST_INITIALS[(share("order.last-name") * LAST_INITIALS.len() as f64) as usize];
    let cents = luck.draw(
        Spread::LogNormal {
            median: 3900.0,
            p95: 18_900.0,
        },
        "order.amount",
        app,
        number,
    );
    Order {
        customer: format!("{first} {}.", char::from(last)),
        amount_cents: (cents as u64).clamp(199, 999_999),
    }
}
