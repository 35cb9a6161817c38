//! The command line at its surface: the real program, its statuses, its output, its files.

mod check;
mod config;
mod corpus;
mod files;
mod fix;
mod other;
mod phrases;
mod run;
mod targets;
mod terms;
