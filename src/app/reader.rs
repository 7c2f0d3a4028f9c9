//! What the page asks of the reader, which works beside it in a worker, and what that answers.
//!
//! TOML and Markdown are read there, so that nobody waits for their parsers who only wants to see the first screen. Both
//! travel as the bytes of [`Wire`]: a reader of JSON for all that a lesson holds would weigh many times as much.

use crate::lesson::{
    Amount, Choice, Condition, Course, DatabaseIs, FrontMatter, GameLevel, IncidentIs, Lesson,
    LessonStep, Level, Metric, MetricIs, Mistake, Prediction, Promises, SnapshotIs, Step,
    StepAction, Used, Verdict, Within,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The answer bears the same number.
    pub ticket: u32,
    pub ask: Ask,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Reads a lesson.
    Read,
    /// Proves it by replay as well.
    Check,
    /// Hands out the example of the author's guide.
    Example,
}

/// What was found: a lesson, its mistakes, or a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub ticket: u32,
    /// What is played of it, see [`FrontMatter`]'s `take`.
    pub lesson: Option<Lesson>,
    pub mistakes: Vec<Mistake>,
    pub text: String,
}

pub fn to_bytes(value: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.put(&mut bytes);
    bytes
}

/// Nothing if the bytes are not of such a value: page and reader are of different builds.
pub fn from_bytes<T: Wire>(mut bytes: &[u8]) -> Option<T> {
    let value = T::take(&mut bytes)?;
    bytes.is_empty().then_some(value)
}

/// Goes from the reader to the page as bytes: the fields in order, texts and lists after their length.
pub trait Wire: Sized {
    fn put(&self, to: &mut Vec<u8>);
    fn take(from: &mut &[u8]) -> Option<Self>;
}

impl Wire for u32 {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
    fn take(from: &mut &[u8]) -> Option<u32> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(u32::from_le_bytes(*bytes))
    }
}

impl Wire for f64 {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }
    fn take(from: &mut &[u8]) -> Option<f64> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(f64::from_le_bytes(*bytes))
    }
}

impl Wire for bool {
    fn put(&self, to: &mut Vec<u8>) {
        u32::from(*self).put(to);
    }
    fn take(from: &mut &[u8]) -> Option<bool> {
        Some(u32::take(from)? != 0)
    }
}

fn put_length(length: usize, to: &mut Vec<u8>) {
    u32::try_from(length).unwrap_or(u32::MAX).put(to);
}

impl Wire for String {
    fn put(&self, to: &mut Vec<u8>) {
        put_length(self.len(), to);
        to.extend(self.as_bytes());
    }
    fn take(from: &mut &[u8]) -> Option<String> {
        let length = u32::take(from)? as usize;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }
    fn take(from: &mut &[u8]) -> Option<Option<T>> {
        match bool::take(from)? {
            true => Some(Some(T::take(from)?)),
            false => Some(None),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        put_length(self.len(), to);
        for value in self {
            value.put(to);
        }
    }
    fn take(from: &mut &[u8]) -> Option<Vec<T>> {
        let length = u32::take(from)?;
        let mut values = Vec::new();
        for _ in 0..length {
            values.push(T::take(from)?);
        }
        Some(values)
    }
}

/// A struct goes as its fields.
macro_rules! fields {
    ($name:ident { $($field:ident),* }) => {
        impl Wire for $name {
            fn put(&self, to: &mut Vec<u8>) {
                $(self.$field.put(to);)*
            }
            fn take(from: &mut &[u8]) -> Option<$name> {
                Some($name { $($field: Wire::take(from)?),* })
            }
        }
    };
}

/// An enum without data goes as a number.
macro_rules! kinds {
    ($name:ident { $($kind:ident = $number:literal),* }) => {
        impl Wire for $name {
            fn put(&self, to: &mut Vec<u8>) {
                let number: u32 = match self { $($name::$kind => $number),* };
                number.put(to);
            }
            fn take(from: &mut &[u8]) -> Option<$name> {
                match u32::take(from)? {
                    $($number => Some($name::$kind),)*
                    _ => None,
                }
            }
        }
    };
}

/// An enum of which each kind holds one value goes as a number and the value.
macro_rules! variants {
    ($name:ident { $($kind:ident = $number:literal),* }) => {
        impl Wire for $name {
            fn put(&self, to: &mut Vec<u8>) {
                match self {
                    $($name::$kind(value) => {
                        let number: u32 = $number;
                        number.put(to);
                        value.put(to);
                    })*
                }
            }
            fn take(from: &mut &[u8]) -> Option<$name> {
                match u32::take(from)? {
                    $($number => Some($name::$kind(Wire::take(from)?)),)*
                    _ => None,
                }
            }
        }
    };
}

fields!(Question { ticket, ask, text });
kinds!(Ask { Read = 0, Check = 1, Example = 2 });
fields!(Answer {
    ticket,
    lesson,
    mistakes,
    text
});
fields!(Mistake {
    line,
    column,
    place,
    source,
    cause,
    cure
});
fields!(Lesson {
    front,
    introduction,
    steps,
    debrief,
    further_reading
});
fields!(LessonStep { title, html, step });
fields!(Step {
    section,
    until,
    hints,
    actions,
    predictions
});
fields!(StepAction { label, line });
fields!(Prediction {
    question,
    explain,
    choices
});
fields!(Choice { text, when });
fields!(Promises { rto, rpo });
kinds!(GameLevel { WarmUp = 0, Shift = 1, Storm = 2 });

variants!(Condition {
    Database = 0,
    Incident = 1,
    Used = 2,
    Metric = 3,
    Cost = 4,
    Snapshot = 5,
    Score = 6,
    Any = 7,
    Not = 8
});
fields!(DatabaseIs {
    name,
    region,
    exists,
    status,
    az,
    multi_az,
    protected,
    replica,
    damaged,
    used
});
fields!(IncidentIs {
    fault,
    recovered,
    rto,
    rpo,
    phase
});
kinds!(Verdict { Met = 0, Missed = 1 });
fields!(Used { command, refused });
fields!(MetricIs {
    name,
    fault,
    of,
    at_least,
    at_most
});
fields!(Within { at_least, at_most });
fields!(SnapshotIs {
    name,
    region,
    status,
    exists
});
variants!(Amount { Number = 0, Span = 1 });
kinds!(Metric {
    DamagedRows = 0,
    InDoubtWrites = 1,
    Lag = 2,
    LostSpan = 3,
    LostWrites = 4,
    ReadOutage = 5,
    Recovery = 6,
    RefusedWrites = 7,
    StrandedWrites = 8,
    Time = 9,
    UnreceivedWrites = 10,
    WriteOutage = 11,
    WrongData = 12
});

impl<T: Wire> Wire for Box<T> {
    fn put(&self, to: &mut Vec<u8>) {
        (**self).put(to);
    }
    fn take(from: &mut &[u8]) -> Option<Box<T>> {
        Some(Box::new(T::take(from)?))
    }
}

/// Only what is played: what proves a lesson, and what places it in its course, stays with the reader.
impl Wire for FrontMatter {
    fn put(&self, to: &mut Vec<u8>) {
        self.title.put(to);
        self.minutes.put(to);
        self.teaches.put(to);
        self.seed.put(to);
        self.start.put(to);
        self.goals.put(to);
        self.offers.put(to);
        self.win.put(to);
        self.game.put(to);
    }
    fn take(from: &mut &[u8]) -> Option<FrontMatter> {
        Some(FrontMatter {
            title: Wire::take(from)?,
            order: 0,
            minutes: Wire::take(from)?,
            course: Course::Elective,
            level: Level::Beginner,
            teaches: Wire::take(from)?,
            seed: Wire::take(from)?,
            start: Wire::take(from)?,
            goals: Wire::take(from)?,
            offers: Wire::take(from)?,
            win: Wire::take(from)?,
            solution: String::new(),
            game: Wire::take(from)?,
            steps: Vec::new(),
            decoys: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::read;

    const LESSONS: [&str; 3] = [
        include_str!("../../lessons/en/01-multi-az.md"),
        include_str!("../../lessons/en/03-bad-delete.md"),
        include_str!("../../lessons/en/09-cheapest-design.md"),
    ];

    #[test]
    fn lessons_arrive_as_they_were_sent() {
        for text in LESSONS {
            let mut lesson = read(text).expect("it can be read");
            let bytes = to_bytes(&lesson);
            let came: Lesson = from_bytes(&bytes).expect("it arrives");
            lesson.front.steps.clear();
            lesson.front.decoys.clear();
            lesson.front.solution.clear();
            lesson.front.order = came.front.order;
            (lesson.front.course, lesson.front.level) = (came.front.course, came.front.level);
            assert_eq!(came, lesson);
            for end in 0..bytes.len().min(2000) {
                assert_eq!(
                    from_bytes::<Lesson>(&bytes[..end]),
                    None,
                    "cut off at {end}"
                );
            }
        }
    }
}
