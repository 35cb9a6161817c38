//! The documents that come with nigao, and their index, made beforehand.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::clean::{Profile, Source};

macro_rules! seeds {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../seeds/", $name)))),*]
    };
}

const TEXTS: [(&str, &str); 5] = seeds![
    "000_fac739ef5a749b88.txt",
    "001_430eac15c756f0b6.txt",
    "002_61cf15ecdb26efa6.txt",
    "003_f4c9964679fb0e88.txt",
    "004_7d6e12663b93fd24.txt",
];

/// The index of all of them. `NIGAO_UPDATE=1 cargo test --test corpus` makes it anew.
pub(super) const INDEX: Cow<'static, [u8]> = Cow::Borrowed(include_bytes!("../../seeds/index.bin"));

/// corpus.toml.
#[derive(Deserialize)]
struct Profiles {
    document: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    file: String,
    #[serde(flatten)]
    profile: Profile,
}

static PROFILES: LazyLock<HashMap<String, Profile>> = LazyLock::new(|| {
    let read: Profiles =
        toml::from_str(include_str!("../../seeds/corpus.toml")).expect("seeds/corpus.toml is read by a test");
    read.document.into_iter().map(|named| (named.file, named.profile)).collect()
});

/// The documents that come with nigao, as they were published.
pub fn seeds() -> Vec<Source> {
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
        profile: PROFILES.get(*name).cloned().unwrap_or_default(),
    };
    TEXTS.iter().map(source).collect()
}
