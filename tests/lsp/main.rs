//! The language server as its clients see it: the real binary over standard input and output.

mod client;
mod clients;
mod completion;
mod draft;
mod features;
mod hover;
mod life;
mod navigation;
mod publishing;
mod settings;
mod sweep;
mod sync;
#[cfg(unix)]
mod trust;
