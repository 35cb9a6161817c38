//! How characters look: which of them are taken for each other.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static PAIRS: LazyLock<FxHashSet<(char, char)>> = LazyLock::new(|| {
    let groups = include_str!("data/look-alikes.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = |group: &'static str| group.chars().flat_map(move |a| group.chars().map(move |b| (a, b)));
    groups.flat_map(pairs).collect()
});

/// True when the eye easily takes `a` for `b`: they stand in one group of `data/look-alikes.txt`.
pub fn look_alike(a: char, b: char) -> bool {
    PAIRS.contains(&(a, b))
}

#[cfg(test)]
mod tests {
    use super::look_alike;

    #[test]
    fn alike_is_alike_both_ways() {
        assert!(look_alike('己', '已') && look_alike('已', '己'));
        assert!(!look_alike('己', '展'));
    }
}
