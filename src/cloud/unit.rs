//! The units of the table of numbers.

use crate::sim::Spread;

macro_rules! units {
    ($($unit:ident = $name:literal $(, $seconds:literal)?;)*) => {
        /// What a number counts or measures.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Unit {
            $(#[doc = $name] $unit),*
        }

        impl Unit {
            /// The word that stands behind a value.
            pub fn name(self) -> &'static str {
                match self {
                    $(Unit::$unit => $name),*
                }
            }

            /// How many seconds one of it is, if it measures time.
            pub fn seconds(self) -> Option<f64> {
                match self {
                    $(Unit::$unit => None$(.or(Some($seconds)))?),*
                }
            }
        }
    };
}

units! {
    Backups = "backups";
    Bytes = "bytes";
    Connections = "connections";
    Copies = "copies";
    Days = "days", 86_400.0;
    Instances = "instances";
    Milliseconds = "ms", 0.001;
    PerYear = "1/year";
    Proxies = "proxies";
    ReadsPerSecond = "reads/s";
    Restores = "restores";
    Rows = "rows";
    RowsPerSecond = "rows/s";
    Seconds = "s", 1.0;
    Share = "share";
    Snapshots = "snapshots";
    Times = "times";
    UsdPerGb = "USD/GB";
    UsdPerGbMonth = "USD/GB-month";
    UsdPerGibMonth = "USD/GiB-month";
    UsdPerHour = "USD/h";
    UsdPerIopsMonth = "USD/IOPS-month";
    UsdPerMillion = "USD/million";
    WritesPerSecond = "writes/s";
}

impl Unit {
    /// A value as a line gives it; only seconds can be written as `2m`.
    pub fn parse(self, value: &str) -> Option<Spread> {
        if self == Unit::Seconds {
            Spread::parse_seconds(value)
        } else {
            Spread::parse(value)
        }
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
