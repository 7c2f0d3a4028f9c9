//! DB instance classes: processor, vCPUs, memory, and which engines run on them.
//!
//! Sources, read in the text of April 2026: Amazon RDS User Guide, Concepts.DBInstanceClass.Summary (vCPUs, memory),
//! Concepts.DBInstanceClass.Support, SQLServer.Concepts.General.InstanceClasses, Oracle.Concepts.InstanceClasses,
//! Db2.Concepts.General.InstanceClasses. It lacks metal classes and Oracle's preconfigured ones (`.tpc2.mem2x`).

/// A DB instance class that AWS has, whether anything may be created on it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    family: &'static Family,
    pub vcpus: u32,
    pub memory_mib: u32,
}

/// The engines of one vendor run on the same families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    /// MariaDB, MySQL and PostgreSQL: the only ones that run on Graviton.
    Open,
    Oracle,
    SqlServer,
    Db2,
}

/// What one engine can use of its vendor's classes; editions are limited. All bounds are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    pub vendor: Vendor,
    /// GiB of memory of burstable classes.
    pub burstable_gib: (u32, u32),
    /// vCPUs of the others; (0, 0) where none may be used.
    pub vcpus: (u32, u32),
}

#[derive(Debug, PartialEq, Eq)]
struct Family {
    name: &'static str,
    /// MiB of memory for each vCPU; 0 for burstable ones, whose size decides.
    mib_per_vcpu: u32,
    /// `O`pen, o`R`acle, `S`QL Server, `D`b2; none where nothing can be created any more, or only DB clusters can.
    vendors: &'static str,
    /// `n`ano-like micro, `s`mall, `m`edium, `l`arge, `x`large, and the figures before `xlarge`.
    sizes: &'static str,
}

const fn family(
    name: &'static str,
    mib_per_vcpu: u32,
    vendors: &'static str,
    sizes: &'static str,
) -> Family {
    Family {
        name,
        mib_per_vcpu,
        vendors,
        sizes,
    }
}

const TO_2: &str = "n s m l x 2";
const TO_16: &str = "l x 2 4 8 12 16";
const TO_24: &str = "l x 2 4 8 12 16 24";
const TO_32: &str = "l x 2 4 8 12 16 24 32";
const TO_48: &str = "l x 2 4 8 12 16 24 48";
const GENERAL: u32 = 4096;
const MEMORY: u32 = 8192;

/// Every family, by name. The previous generations (m3, m4, r3, r4, t2, x1) are known, and nothing new runs on them.
const FAMILIES: &[Family] = &[
    family("c6gd", 2048, "", "m l x 2 4 8 12 16"),
    family("m3", 3840, "", "m l x 2"),
    family("m4", GENERAL, "", "l x 2 4 10 16"),
    family("m5", GENERAL, "ORS", TO_24),
    family("m5d", GENERAL, "ORS", TO_24),
    family("m6g", GENERAL, "O", TO_16),
    family("m6gd", GENERAL, "O", TO_16),
    family("m6i", GENERAL, "ORSD", TO_32),
    family("m6id", GENERAL, "OR", TO_32),
    family("m6idn", GENERAL, "OD", TO_32),
    family("m6in", GENERAL, "ORD", TO_32),
    family("m7g", GENERAL, "O", TO_16),
    family("m7i", GENERAL, "ORSD", TO_48),
    family("m8g", GENERAL, "O", TO_48),
    family("m8gd", GENERAL, "O", TO_48),
    family("m8i", GENERAL, "R", TO_48),
    family("r3", 7808, "", "l x 2 4 8"),
    family("r4", 7808, "", "l x 2 4 8 16"),
    family("r5", MEMORY, "ORS", TO_24),
    family("r5b", MEMORY, "ORS", TO_24),
    family("r5d", MEMORY, "ORS", TO_24),
    family("r6g", MEMORY, "O", TO_16),
    family("r6gd", MEMORY, "O", TO_16),
    family("r6i", MEMORY, "ORSD", TO_32),
    family("r6id", MEMORY, "OR", TO_32),
    family("r6idn", MEMORY, "OD", TO_32),
    family("r6in", MEMORY, "ORD", TO_32),
    family("r7g", MEMORY, "O", TO_16),
    family("r7i", MEMORY, "ORSD", TO_48),
    family("r8g", MEMORY, "O", TO_48),
    family("r8gd", MEMORY, "O", TO_48),
    family("r8i", MEMORY, "R", TO_48),
    family("t2", 0, "", TO_2),
    family("t3", 0, "ORSD", TO_2),
    family("t4g", 0, "O", TO_2),
    family("x1", 15_616, "", "16 32"),
    family("x2g", 16_384, "O", TO_16),
    family("x2idn", 16_384, "OR", "16 24 32"),
    family("x2iedn", 32_768, "ORSD", "x 2 4 8 16 24 32"),
    family("x2iezn", 32_768, "R", "2 4 6 8 12"),
    family("z1d", MEMORY, "RS", "l x 2 3 6 12"),
];

impl Class {
    /// The class of that name, `db.m6g.large`.
    pub fn parse(name: &str) -> Option<Class> {
        let (family, size) = name.strip_prefix("db.")?.split_once('.')?;
        let family = FAMILIES.iter().find(|entry| entry.name == family)?;
        let token = token(size)?;
        family.sizes.split(' ').find(|size| *size == token)?;
        let first_generation = family.name == "t2" && ["n", "s"].contains(&token);
        let vcpus = match token {
            "n" | "s" if first_generation => 1,
            "m" if family.mib_per_vcpu > 0 => 1,
            "n" | "s" | "m" | "l" => 2,
            "x" => 4,
            times => 4 * times.parse::<u32>().ok()?,
        };
        let memory_mib = match family.mib_per_vcpu {
            0 => match token {
                "n" => 1024,
                "s" => 2048,
                "m" => 4096,
                _ => vcpus * GENERAL,
            },
            each => each * vcpus,
        };
        Some(Class {
            family,
            vcpus,
            memory_mib,
        })
    }

    /// Whether an engine runs on it.
    pub fn runs(&self, fit: Fit) -> bool {
        let letter = match fit.vendor {
            Vendor::Open => 'O',
            Vendor::Oracle => 'R',
            Vendor::SqlServer => 'S',
            Vendor::Db2 => 'D',
        };
        let (value, (least, most)) = if self.family.mib_per_vcpu == 0 {
            (self.memory_mib / 1024, fit.burstable_gib)
        } else {
            (self.vcpus, fit.vcpus)
        };
        self.family.vendors.contains(letter) && (least..=most).contains(&value)
    }

    /// Whether a Multi-AZ DB cluster runs on it: on what has local NVMe storage, which the name says with a `d`.
    pub fn runs_clusters(&self, fit: Fit) -> bool {
        let family = self.family.name;
        let of_open = family == "c6gd" || self.family.vendors.contains('O');
        let (least, most) = fit.vcpus;
        of_open && family[1..].contains('d') && (1.min(least)..=most).contains(&self.vcpus)
    }

    /// Every name.
    pub fn names() -> impl Iterator<Item = String> {
        FAMILIES.iter().flat_map(|family| {
            let sizes = family.sizes.split(' ');
            sizes.map(|size| format!("db.{}.{}", family.name, spelt(size)))
        })
    }
}

fn token(size: &str) -> Option<&str> {
    Some(match size {
        "micro" => "n",
        "small" => "s",
        "medium" => "m",
        "large" => "l",
        "xlarge" => "x",
        other => other.strip_suffix("xlarge")?,
    })
}

fn spelt(token: &str) -> String {
    match token {
        "n" => "micro".to_owned(),
        "s" => "small".to_owned(),
        "m" => "medium".to_owned(),
        "l" => "large".to_owned(),
        "x" => "xlarge".to_owned(),
        times => format!("{times}xlarge"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_the_vcpus_and_memory_of_awss_tables() {
        for (name, vcpus, gib) in [
            ("db.m6g.large", 2, 8),
            ("db.m8g.48xlarge", 192, 768),
            ("db.r7i.24xlarge", 96, 768),
            ("db.t4g.micro", 2, 1),
            ("db.t3.medium", 2, 4),
            ("db.t2.small", 1, 2),
            ("db.t3.2xlarge", 8, 32),
            ("db.x2g.large", 2, 32),
            ("db.x2iedn.xlarge", 4, 128),
            ("db.x2iezn.12xlarge", 48, 1536),
            ("db.x2idn.32xlarge", 128, 2048),
            ("db.z1d.3xlarge", 12, 96),
            ("db.c6gd.medium", 1, 2),
        ] {
            let class = Class::parse(name).unwrap_or_else(|| panic!("{name} is a class"));
            assert_eq!(
                (class.vcpus, class.memory_mib / 1024),
                (vcpus, gib),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_no_class_is_none() {
        for name in [
            "",
            "db.m6g",
            "m6g.large",
            "db.m6g.micro",
            "db.m6g.24xlarge",
            "db.nonsense.large",
            "db.m6g.",
            "db.m6g.l",
            "db.m6g.8",
            "db.M6g.large",
            "db.m6g.large.tpc2",
        ] {
            assert_eq!(Class::parse(name), None, "{name}");
        }
        assert!(Class::names().all(|name| Class::parse(&name).is_some()));
    }
}
