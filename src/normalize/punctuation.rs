//! Classes of signs that are one sign in compare form: dashes, waves, bullets, brackets, quotes, circles.
//!
//! Not in any class, because they are other characters that only look alike: `ー` (long vowel), `一` (one),
//! `─` (ruling), `〇` (zero) beside `○`.

/// The middle dot for the hyphenation point: fonts draw both with one glyph, and browsers that print to PDF name it
/// by the latter. No Japanese text has a hyphenation point of its own.
pub(super) fn middle_dot(c: char) -> Option<char> {
    (c == '\u{2027}').then_some('・')
}

/// A class: its name, the sign it is compared as, its members.
struct Class {
    name: &'static str,
    sign: &'static str,
    members: &'static [char],
}

/// The classes; members sorted, none in two of them.
const CLASSES: [Class; 14] = [
    Class {
        name: "wave",
        sign: "~",
        members: &['˜', '\u{2053}', '∼', '〜', '〰', '～'],
    },
    Class {
        name: "dash",
        sign: "-",
        members: &[
            '‐', '‑', '‒', '–', '—', '―', '⁻', '₋', '−', '⸺', '⸻', '﹘', '﹣', '－',
        ],
    },
    Class {
        name: "bullet",
        sign: "・",
        members: &['·', '•', '‧', '∙', '⋅', '･'],
    },
    Class {
        name: "circle",
        sign: "○",
        members: &['◯', '⚪'],
    },
    Class {
        name: "circle",
        sign: "●",
        members: &['⚫'],
    },
    Class {
        name: "quote",
        sign: "\"",
        members: &['“', '”', '„', '‟', '〝', '〞', '〟'],
    },
    Class {
        name: "quote",
        sign: "'",
        members: &['‘', '’', '‚', '‛'],
    },
    Class {
        name: "bracket",
        sign: "《",
        members: &['≪', '⟪'],
    },
    Class {
        name: "bracket",
        sign: "》",
        members: &['≫', '⟫'],
    },
    Class {
        name: "bracket",
        sign: "〈",
        members: &['⟨'],
    },
    Class {
        name: "bracket",
        sign: "〉",
        members: &['⟩'],
    },
    Class {
        name: "bracket",
        sign: "〔",
        members: &['❲', '⦗', '〘', '﹝'],
    },
    Class {
        name: "bracket",
        sign: "〕",
        members: &['❳', '⦘', '〙', '﹞'],
    },
    Class {
        name: "line",
        sign: "∥",
        members: &['‖'],
    },
];

/// Signs that stand for several characters or have a form of their own.
const SINGLES: [(char, &str); 4] = [('⁄', "/"), ('∕', "/"), ('⋯', "..."), ('￥', "¥")];

/// The class's name and sign for a member of a class.
pub(super) fn class(c: char) -> Option<(&'static str, &'static str)> {
    // Most of what is asked about is a letter or an ideograph; only these ranges hold members.
    if !matches!(c, '·' | '˜' | '\u{2000}'..='\u{2fff}' | '\u{3000}'..='\u{303f}' | '\u{fe50}'..='\u{ffef}')
    {
        return None;
    }
    CLASSES
        .iter()
        .find(|class| class.members.contains(&c))
        .map(|class| (class.name, class.sign))
        .or_else(|| single(c))
}

fn single(c: char) -> Option<(&'static str, &'static str)> {
    let at = SINGLES.binary_search_by_key(&c, |&(sign, _)| sign).ok()?;
    SINGLES.get(at).map(|&(_, folded)| ("sign", folded))
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, SINGLES, class};
    use std::collections::BTreeSet;

    #[test]
    fn members_are_sorted_and_in_one_class_only() {
        let mut seen = BTreeSet::new();
        for group in &CLASSES {
            assert!(group.members.is_sorted_by(|a, b| a < b), "{}", group.sign);
            for &member in group.members {
                assert!(seen.insert(member), "{member} is in two classes");
                assert_eq!(class(member), Some((group.name, group.sign)));
            }
        }
        assert!(SINGLES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(
            SINGLES
                .iter()
                .all(|&(sign, folded)| class(sign) == Some(("sign", folded)))
        );
    }

    #[test]
    fn look_alikes_are_in_no_class() {
        for c in [
            'ー', '一', '─', '二', 'ニ', '力', 'カ', '〇', '○', '●', '・', '△', '▲',
        ] {
            assert_eq!(class(c), None, "{c}");
        }
    }
}
