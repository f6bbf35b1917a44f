//! Dated tables about the world outside the file: base images, packages, programs.
//!
//! The facts live in TOML files beside this code, each row or table with its `source` and `date`; the code only finds
//! and types them. A table is parsed at its first use and never again. What no table says is `None`: unknown never
//! satisfies a precondition. Each table is read back whole by a test, in which an unknown key is an error.

mod base;
mod packages;
mod programs;

pub use base::{Base, Distro, ImageName, Libc, PackageManager, Provenance, Runtime, base};
pub use packages::{Compensation, Condition, apt_lists_bytes, compensations, has_wheels, recommends_known};
pub use programs::{keeps_update_whole, leaves_packages_alone, prevents_update};
