//! The language server as its clients see it: the real binary over standard input and output.

mod client;
mod clients;
mod completion;
mod draft;
mod features;
mod hover;
mod lenses;
mod life;
mod navigation;
mod publishing;
mod settings;
mod sweep;
mod sync;
mod tokens;
#[cfg(unix)]
mod trust;
