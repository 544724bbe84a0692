//! Grades and the scales that documents print for them.
//!
//! C is *as planned* in one city and *late* in another, so a grade has a rank only by the legend of its own document
//! (`A:計画どおり B:やや遅れ C:遅れ`) or its form profile. Nothing here knows what a letter means.

mod glance;
mod quoted;
mod worded;

pub use quoted::in_sentence;
pub use worded::in_words;

use super::mark;
use crate::normalize::{compare_key, display};
use regex::Regex;
use std::sync::LazyLock;

/// A printed scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Its levels, best first.
    pub levels: Vec<Level>,
}

/// A level of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// `A`, `◎`, `5`.
    pub label: String,
    /// What the legend says of it; empty where it names the labels alone.
    pub meaning: String,
}

/// A label and what parts it from its meaning: `A:`, `◎…`, `(A)`, `A(`, `5=`.
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\[(【「]?(SS|AA|[A-Z]|[a-f]|[1-9Ⅰ-Ⅶ]|[★☆]{1,5}|[◎○◯〇△▲×✕])(?:[\])】」]\s*[:=…‥・]*|\s*[:=…‥→]+|\s*\()",
    )
});

/// A label that runs into its meaning, at the start of a word: `S計画以上 A計画どおり`.
static UNMARKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s、,;／/|:])(SS|AA|[A-Z]|[1-9]|[★☆]{1,5}|[◎○◯〇△▲×✕])(?:\s|[^\S\n]{2,4})?([^\sA-Za-z0-9:=、,;／/|◎○◯〇△▲×✕☆★][^\s、,;／/|]*)",
    )
});

/// Labels alone, best first: `A>B>C`.
static ORDERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(SS|AA|[A-Z]|[1-9]|[◎○◯〇△▲×✕])(?:\s*[>≫]\s*(?:AA|[A-Z]|[1-9]|[◎○◯〇△▲×✕])){1,8}")
});

fn pattern(pattern: &'static str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are written out above, and a test reads legends with each"
    )]
    Regex::new(pattern).expect("a pattern that is part of the program")
}

/// Words of which a legend has at least one: in front of it, or in what it says of its levels.
const LEGEND_WORDS: [&str; 27] = [
    "評価",
    "判定",
    "基準",
    "凡例",
    "段階",
    "達成",
    "進捗",
    "計画",
    "予定",
    "目標",
    "順調",
    "遅",
    "完了",
    "実施",
    "着手",
    "以上",
    "未満",
    "十分",
    "不十分",
    "適切",
    "妥当",
    "適合",
    "良",
    "可",
    "高い",
    "低い",
    "見直し",
];

/// Words of which one stands before a legend that could be a list of steps: one that counts upwards, or has a sentence above it.
const LEGEND_NAMES: [&str; 8] = [
    "評価",
    "判定",
    "基準",
    "凡例",
    "段階",
    "進捗",
    "達成度",
    "達成状況",
];

/// Meanings that stand beside a scale and not on it.
const OFF_SCALE: [&str; 8] = [
    "評価困難",
    "評価不能",
    "評価できない",
    "評価対象外",
    "対象外",
    "未評価",
    "中止",
    "該当なし",
];

/// Words that are used as grades without a legend, in compare form without white space.
const GRADE_WORDS: [&str; 20] = [
    "おおむね達成",
    "おおむね順調",
    "やや遅れ",
    "一部達成",
    "予定どおり",
    "予定通り",
    "大幅な遅れ",
    "可",
    "優",
    "未達成",
    "概ね達成",
    "概ね順調",
    "良",
    "計画どおり",
    "計画通り",
    "達成",
    "遅れ",
    "遅延",
    "順調",
    "不可",
];

/// Signs in the order in which legends print them.
const SIGNS_DOWNWARD: [&str; 6] = ["◎", "○", "△", "▲", "×", "✕"];

/// Reads a legend line: at least two levels of one sort, best first as printed.
///
/// Letters printed downwards to A are turned round. A letter that does not follow the one before it (F, X after C), a
/// dash, and what is said not to be judged stand beside the scale and are left out. None for a numbered list and for
/// letters that name groups.
pub fn read_legend(line: &str) -> Option<Scale> {
    let shown = display(line.trim());
    let levels = ordered(&shown).or_else(|| {
        let marked = if glance::has_marked_labels(&shown) {
            marked(&shown)
        } else {
            (0, Vec::new())
        };
        let (start, levels) = if marked.1.len() > 1 {
            marked
        } else if glance::has_leading_labels(&shown) {
            unmarked(&shown)
        } else {
            return None;
        };
        is_legend(&shown[..start], &levels).then_some(levels)
    })?;
    let levels = on_scale(levels);
    let distinct = levels.iter().enumerate().all(|(at, level)| {
        let others = levels.get(at + 1..).unwrap_or_default();
        others.iter().all(|other| {
            other.label != level.label
                && (level.meaning.is_empty() || other.meaning != level.meaning)
        })
    });
    (levels.len() > 1 && distinct).then_some(Scale { levels })
}

/// Where a legend begins that stands on a line behind something else, in bytes: behind a title, say.
pub fn legend_start(line: &str) -> Option<usize> {
    let begins = |at: usize| {
        let mut chars = line[at..].chars();
        let label: String = chars.by_ref().take(1).collect();
        is_grade_label(&label) && chars.next().is_some_and(|c| ":：…=＝".contains(c))
    };
    // A line that is one from its first character on has nothing before it.
    if begins(0) {
        return None;
    }
    // The bracket around a legend belongs to it.
    line.char_indices().skip(1).find_map(|(at, c)| {
        let next = at + c.len_utf8();
        let start = match c {
            '(' | '（' => at,
            ')' | '）' | '】' => next,
            _ if c.is_whitespace() => next,
            _ => return None,
        };
        (begins(next) && read_legend(&line[next..]).is_some()).then_some(start)
    })
}

/// The place of a grade on a scale, from 1: by its label, or by what the legend says of it.
pub fn rank(label: &str, scale: &Scale) -> Option<u32> {
    let key = level_key(label);
    let is_level = |level: &Level| {
        level_key(&level.label) == key || !key.is_empty() && compare_key(&level.meaning) == key
    };
    let at = scale.levels.iter().position(is_level)?;
    u32::try_from(at + 1).ok()
}

/// True for a text that can be nothing but a grade: a letter from S to F, a mark, a word of judgement.
///
/// Digits are left out: alone they are numbers until a legend says otherwise.
pub fn is_grade_label(text: &str) -> bool {
    let key = compare_key(text);
    is_sign_key(&key) || GRADE_WORDS.contains(&key.as_ref())
}

/// True for a letter from S to F, a mark or a row of stars.
fn is_sign(text: &str) -> bool {
    is_sign_key(&compare_key(text))
}

fn is_sign_key(key: &str) -> bool {
    let letter = key.strip_suffix(['+', '-']).unwrap_or(key);
    let is_letter = matches!(
        letter,
        "ss" | "s" | "aa" | "a" | "b" | "c" | "d" | "e" | "f"
    );
    let is_mark = matches!(key, "◎" | "○" | "〇" | "△" | "▲" | "×" | "✕" | "☆" | "★");
    let is_stars =
        (1..=5).contains(&key.chars().count()) && key.chars().all(|c| c == '★' || c == '☆');
    is_letter || is_mark || is_stars
}

/// A label as a scale compares it: 〇 is typed for ○.
fn level_key(label: &str) -> String {
    compare_key(label).chars().map(mark::circle).collect()
}

impl Scale {
    /// True for the label of one of its levels.
    pub fn has(&self, label: &str) -> bool {
        let key = level_key(label);
        self.levels
            .iter()
            .any(|level| level_key(&level.label) == key)
    }

    /// What the legend says of one of its labels.
    pub fn meaning(&self, label: &str) -> Option<&str> {
        let key = level_key(label);
        let level = self
            .levels
            .iter()
            .find(|level| level_key(&level.label) == key)?;
        Some(&level.meaning)
            .filter(|meaning| !meaning.is_empty())
            .map(String::as_str)
    }

    /// Takes in the next line of its legend, C and D below A and B; false for a legend of its own.
    pub fn extend(&mut self, next: &Self) -> bool {
        let place = |level: Option<&Level>| {
            let label = &level?.label;
            let lower = label.starts_with(|c: char| c.is_ascii_lowercase());
            Some((lower, letter_place(label)?))
        };
        let sign = |level: Option<&Level>| {
            let key = level_key(&level?.label);
            SIGNS_DOWNWARD.iter().position(|sign| *sign == key)
        };
        let (last, first) = (self.levels.last(), next.levels.first());
        let letters = place(last).zip(place(first));
        let goes_on = letters.is_some_and(|(last, first)| (last.0, last.1 + 1) == first)
            || sign(last)
                .zip(sign(first))
                .is_some_and(|(last, first)| last < first);
        if goes_on {
            self.levels.extend(next.levels.iter().cloned());
        }
        goes_on
    }

    /// As records hold it: `A>B>C>D`.
    pub fn notation(&self) -> String {
        let labels: Vec<&str> = self
            .levels
            .iter()
            .map(|level| level.label.as_str())
            .collect();
        labels.join(">")
    }
}

fn ordered(text: &str) -> Option<Vec<Level>> {
    if !glance::has_order(text) {
        return None;
    }
    let found = ORDERED.find(text)?.as_str();
    let labels = found.split(['>', '≫']).map(str::trim);
    let levels: Vec<Level> = labels
        .map(|label| Level {
            label: label.to_owned(),
            meaning: String::new(),
        })
        .collect();
    is_one_sort(&levels).then_some(levels)
}

/// Where the first label begins, in bytes, and the levels.
fn marked(text: &str) -> (usize, Vec<Level>) {
    let found: Vec<_> = MARKED
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?, found.get(1)?)))
        .collect();
    let begins_word = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || ".,-".contains(c))
    };
    let found: Vec<_> = found
        .into_iter()
        .filter(|(whole, _)| begins_word(whole.start()))
        .collect();
    let ends = found
        .iter()
        .skip(1)
        .map(|(whole, _)| whole.start())
        .chain([text.len()]);
    let levels = found.iter().zip(ends).map(|((whole, label), end)| Level {
        label: label.as_str().to_owned(),
        meaning: meaning(text.get(whole.end()..end).unwrap_or_default()),
    });
    let start = found.first().map_or(0, |(whole, _)| whole.start());
    let levels = levels.filter(|level| !level.meaning.is_empty());
    (start, levels.collect())
}

/// Where the first label begins, in bytes, and the levels.
fn unmarked(text: &str) -> (usize, Vec<Level>) {
    // Matches share the separator between them, so each search begins where the last meaning ended.
    let mut levels = Vec::new();
    let mut rest = text;
    let mut start = None;
    while let Some(found) = UNMARKED.captures(rest) {
        let (Some(label), Some(said)) = (found.get(1), found.get(2)) else {
            break;
        };
        start.get_or_insert(label.start());
        levels.push(Level {
            label: label.as_str().to_owned(),
            meaning: meaning(said.as_str()),
        });
        rest = rest.get(said.end()..).unwrap_or_default();
    }
    (start.unwrap_or_default(), levels)
}

fn meaning(text: &str) -> String {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "、,;／/|。".contains(c));
    let closed = if bare.contains('(') {
        bare
    } else {
        bare.trim_end_matches(')')
    };
    closed.trim_end_matches(['【', '[', '「']).trim().to_owned()
}

/// True if levels read like a scale behind the words before them: of one sort, with a word of judgement, and no list.
fn is_legend(before: &str, levels: &[Level]) -> bool {
    let Some(first) = levels.first() else {
        return false;
    };
    // A sentence above a list is no head of a legend: 目標達成のため、次のとおり行う。(1)… (2)…
    let head = before.rsplit('。').next().unwrap_or_default();
    let has_word = |text: &str| LEGEND_WORDS.iter().any(|word| text.contains(word));
    let is_named = |text: &str| LEGEND_NAMES.iter().any(|word| text.contains(word));
    let judging = levels.iter().filter(|level| has_word(&level.meaning));
    let judging = judging.count();
    let mostly = judging * 2 >= levels.len();
    let rising = levels.is_sorted_by(|a, b| a.label < b.label);
    // 1. … 2. … is a list, unless its head and its words say that it is not.
    let counts = |c: char| c.is_ascii_digit() || ('Ⅰ'..='Ⅶ').contains(&c);
    let list = first.label.starts_with(counts) && rising && !(is_named(head) && mostly);
    let told = before.contains('。') && !(is_named(before) && mostly);
    !list && !told && is_one_sort(levels) && (has_word(head) || judging > 0)
}

fn is_one_sort(levels: &[Level]) -> bool {
    let sort = |level: &Level| match level.label.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => 0,
        Some(c) if c.is_ascii_digit() => 1,
        _ => 2,
    };
    levels
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if sort(a) == sort(b)))
}

/// The levels that are on the scale, best first.
fn on_scale(mut levels: Vec<Level>) -> Vec<Level> {
    levels.retain(|level| !OFF_SCALE.iter().any(|word| level.meaning.contains(word)));
    let place = |level: &Level| letter_place(&level.label);
    let falls = levels
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if place(a).zip(place(b)).is_some_and(|(a, b)| a > b)));
    if falls
        && levels
            .last()
            .is_some_and(|last| matches!(last.label.as_str(), "A" | "S" | "SS"))
    {
        levels.reverse();
    }
    let follows = |pair: &[Level]| match pair {
        [a, b] => place(a)
            .zip(place(b))
            .is_none_or(|(a, b)| b == a + 1 || a < 0 && b == 0),
        _ => true,
    };
    let len = levels
        .windows(2)
        .position(|pair| !follows(pair))
        .map_or(levels.len(), |at| at + 1);
    levels.truncate(len);
    levels
}

/// The place of a letter in the order of grades: SS, S (or AA), A, B, …; none for other labels.
fn letter_place(label: &str) -> Option<i32> {
    match label {
        "SS" => Some(-2),
        "S" | "AA" => Some(-1),
        _ => {
            let letter = label.bytes().next().filter(u8::is_ascii_alphabetic)?;
            Some(i32::from(letter.to_ascii_uppercase()) - i32::from(b'A'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_grade_label, rank, read_legend};

    #[test]
    fn legends_give_scales() {
        let notation = |line| read_legend(line).map_or("none".to_owned(), |scale| scale.notation());
        for (line, scale) in [
            ("A:計画どおり B:やや遅れ C:遅れ", "A>B>C"),
            ("Ａ：計画どおり　Ｂ：やや遅れ　Ｃ：遅れ", "A>B>C"),
            ("※評価 A:計画どおりB:やや遅れC:遅れ", "A>B>C"),
            ("◎…達成 ○…概ね達成 △…一部達成 ×…未達成", "◎>○>△>×"),
            (
                "S計画以上 A計画どおり B概ね計画どおり C計画に遅れ",
                "S>A>B>C",
            ),
            ("SS:大幅に上回る S:上回る A:計画どおり B:下回る", "SS>S>A>B"),
            ("5:達成 4:概ね達成 3:普通 2:やや遅れ 1:遅れ", "5>4>3>2>1"),
            ("評価基準 1:順調 2:概ね順調 3:遅れ", "1>2>3"),
            ("A(達成)、B(概ね達成)、C(未達成)", "A>B>C"),
            ("※進捗状況:◎計画を上回る ○計画どおり △計画より遅れ", "◎>○>△"),
            ("【A】達成 【B】一部達成 【C】未達成", "A>B>C"),
            ("評価:A＞B＞C＞D", "A>B>C>D"),
            ("D:未着手 C:遅れ B:概ね計画どおり A:計画どおり", "A>B>C>D"),
            ("S計画以上 A達成 B概ね達成 C未達成 F完了 X未着手", "S>A>B>C"),
            ("A:達成 B:未達成 Z:評価困難", "A>B"),
            ("評価の区分 Ⅰ:目標達成 Ⅱ:一部達成 Ⅲ:未達成", "Ⅰ>Ⅱ>Ⅲ"),
            ("1:窓口の改善 2:庁舎の管理", "none"),
            ("Ⅰ:計画の目的 Ⅱ:計画の期間", "none"),
            (
                "目標達成のため、次のとおり行う。\n(1)調べる\n(2)計画を作る\n(3)決める",
                "none",
            ),
            ("窓口の見直し (1)庁内で調べる (2)実施する", "none"),
            (
                "A班は次のとおりとした。 A:庁舎の車を減らす計画を実施 B:出先の車を残す",
                "none",
            ),
            ("評価は次による。 A:順調 B:遅れ", "A>B"),
            (
                "評価の見直し (1)庁内で調べる (2)案を作る (3)実施する",
                "none",
            ),
            ("A班:田中 B班:佐藤", "none"),
            ("○市民協働の推進 ○行政評価の活用", "none"),
            ("A:計画どおり", "none"),
            ("平成27年度の計画", "none"),
            ("", "none"),
        ] {
            assert_eq!(notation(line), scale, "{line}");
        }
    }

    #[test]
    fn ranks_come_from_the_scale_alone() -> Result<(), &'static str> {
        let scale = read_legend("A:計画どおり B:やや遅れ C:遅れ").ok_or("no scale")?;
        assert_eq!(rank("Ｂ", &scale), Some(2));
        assert_eq!(rank("計画どおり", &scale), Some(1));
        assert_eq!(rank("D", &scale), None);
        assert_eq!(rank("", &scale), None);
        let signs = read_legend("◎:達成 ○:概ね達成").ok_or("no scale")?;
        assert_eq!(rank("〇", &signs), Some(2));
        Ok(())
    }

    #[test]
    fn a_legend_goes_on_on_its_next_line() -> Result<(), &'static str> {
        for (line, next, scale) in [
            (
                "ａ:予定以上 ｂ:予定どおり",
                "ｃ:予定以下 ｄ:未着手",
                "a>b>c>d",
            ),
            ("◎:達成 〇:概ね達成", "△:一部達成 ×:未達成", "◎>〇>△>×"),
            ("A:計画どおり B:遅れ", "A:拡充 B:見直し", "A>B"),
            ("A:計画どおり B:遅れ", "c:良い d:悪い", "A>B"),
            ("3:良い 2:普通", "◎:良い ○:普通", "3>2"),
        ] {
            let mut read = read_legend(line).ok_or("no scale")?;
            read.extend(&read_legend(next).ok_or("no next line")?);
            assert_eq!(read.notation(), scale, "{line} {next}");
        }
        Ok(())
    }

    #[test]
    fn grades_are_short_marks_letters_and_words() {
        for label in [
            "A",
            "Ｂ",
            "s",
            "SS",
            "A+",
            "◎",
            "◯",
            "×",
            "計画どおり",
            "概ね 達成",
        ] {
            assert!(is_grade_label(label), "{label}");
        }
        for label in [
            "",
            "3",
            "G",
            "AB",
            "→",
            "実施",
            "A:計画どおり",
            "計画",
            "・",
        ] {
            assert!(!is_grade_label(label), "{label}");
        }
    }
}
