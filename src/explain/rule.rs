//! What the rules do, in a sentence each: data, tested against the rules that there are.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is to be said of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it does, one sentence.
    pub does: String,
    /// How far it can be trusted, one sentence.
    pub trust: String,
}

/// Every rule, by its id in `rules` of a record.
pub static RULES: LazyLock<BTreeMap<String, Rule>> =
    LazyLock::new(|| toml::from_str(include_str!("rules.toml")).expect("checked by a test"));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// Words joined by hyphens in quotation marks, which in src/interpret are the ids of rules and nothing else.
    fn ids(source: &str, found: &mut BTreeSet<String>) {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for quoted in line.split('"').skip(1).step_by(2) {
                let is_word =
                    |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
                if quoted.contains('-') && quoted.split('-').all(is_word) {
                    found.insert(quoted.to_owned());
                }
            }
        }
    }

    fn walk(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder of the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                ids(&fs::read_to_string(path).expect("a source"), found);
            }
        }
    }

    #[test]
    fn every_rule_of_interpretation_has_a_sentence_and_no_other_has() {
        let mut found = BTreeSet::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/interpret");
        walk(&folder, &mut found);
        let known: BTreeSet<String> = RULES.keys().cloned().collect();
        assert_eq!(found, known);
        assert!(found.len() > 5, "the rules are not where they were");
    }

    #[test]
    fn sentences_are_sentences_and_the_file_is_sorted() {
        let text = include_str!("rules.toml");
        let heads: Vec<&str> = text.lines().filter(|line| line.starts_with('[')).collect();
        assert!(heads.is_sorted());
        for (id, rule) in RULES.iter() {
            for sentence in [&rule.does, &rule.trust] {
                assert!(sentence.ends_with('.') && sentence.len() > 20, "{id}");
            }
        }
    }
}
