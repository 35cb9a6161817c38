//! The command line at its surface: the real program, its statuses, its output, its files.

mod check;
#[path = "../common/mod.rs"]
mod common;
mod config;
mod corpus;
mod diff;
mod files;
mod fix;
mod formats;
mod other;
mod phrases;
mod run;
#[path = "../common/schema.rs"]
mod schema;
mod select;
mod targets;
mod terms;
