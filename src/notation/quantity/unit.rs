//! Units that numbers stand before.
//!
//! A closed list: with an open one, `2回開催` would be two of the unit 回開催.

use std::sync::LazyLock;

/// A unit, and what it is of its base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) name: &'static str,
    pub(super) factor: u64,
    pub(super) base: &'static str,
}

/// Sorted by name.
static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    include_str!("../../lexicon/units.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let factor = fields
                .next()
                .and_then(|factor| factor.parse().ok())
                .unwrap_or(1);
            Unit {
                name,
                factor,
                base: fields.next().unwrap_or(name),
            }
        })
        .collect()
});

/// The unit of a name.
pub(super) fn by_name(name: &str) -> Option<Unit> {
    let at = UNITS.binary_search_by(|unit| unit.name.cmp(name)).ok()?;
    UNITS.get(at).copied()
}

/// The longest unit that a text begins with.
pub(super) fn at_start(text: &str) -> Option<Unit> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(8);
    ends.filter_map(|end| by_name(text.get(..end)?)).last()
}

#[cfg(test)]
mod tests {
    use super::{UNITS, at_start, by_name};

    #[test]
    fn units_are_sorted_and_each_given_once() {
        assert!(UNITS.is_sorted_by(|a, b| a.name < b.name));
        assert!(
            UNITS
                .iter()
                .all(|unit| !unit.name.is_empty() && unit.name.chars().count() <= 8)
        );
    }

    #[test]
    fn base_units_are_units_and_their_own_base() {
        for unit in UNITS.iter() {
            assert_eq!(
                by_name(unit.base).map(|base| base.base),
                Some(unit.base),
                "{}",
                unit.name
            );
        }
    }

    #[test]
    fn the_longest_unit_is_taken() {
        assert_eq!(at_start("事務事業").map(|unit| unit.name), Some("事務事業"));
        assert_eq!(at_start("回開催").map(|unit| unit.name), Some("回"));
        assert_eq!(at_start("開催"), None);
    }
}
