//! Headings: numbered lines, lines that begin with a level word, and short lines that stand alone over prose.

use super::label::LabelReader;
use super::pair::{self, BRACKETS};
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::{mark, period};
use crate::source::{Text, TextSlice};
use serde::Deserialize;

/// Longer lines are sentences, not headings; in characters.
const LONGEST: usize = 60;
/// A longer word before a number is no level that the lexicon does not know, in characters.
const LONGEST_LEVEL: usize = 8;

/// How a heading is marked; the order is the usual order of nesting in Japanese plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Marked by markup, with its level from 1: `##`, `<h2>`.
    #[serde(skip)]
    Markup(u8),
    /// 第1編.
    Part,
    /// 第1章.
    Chapter,
    /// A line without a number.
    Plain,
    /// 第1節.
    Division,
    /// 1班: a group of a workshop.
    Group,
    /// Ⅰ.
    Roman,
    /// 重点改革項目, 大項目: a level word of the form.
    Level,
    /// 1. or 1、 or 1 followed by a space.
    Digit,
    /// (1).
    Bracketed,
    /// ①.
    Circled,
    /// ア.
    Kana,
    /// (ア).
    BracketedKana,
}

/// A longer line is no date and no name of a city below a title, in characters.
const LONGEST_SIGNATURE: usize = 10;

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// How it is marked.
    pub style: Style,
    /// The level word as printed.
    pub level: Option<Text>,
    /// The number as printed; `1` of `1.`, `(1)`, `①`.
    pub number: Option<Text>,
    /// The words.
    pub name: Text,
    /// A number at the end of the line, as some forms print the item's.
    pub trailing: Option<Text>,
    /// The whole line.
    pub line: Text,
}

/// Reads a line that carries its own mark: a number, an ordinal, a level word, a group.
pub(crate) fn marked(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Heading> {
    let line = line.trim();
    let string = line.as_str();
    if string.chars().count() > LONGEST || string.contains('。') || is_contents_line(string) {
        return None;
    }
    group(line)
        .or_else(|| level(line, reader))
        .or_else(|| ordinal(line))
        .or_else(|| enumerated(line))
}

/// Reads a line that markup makes a heading; what it prints of a level and a number is read as elsewhere.
pub(crate) fn by_markup(line: TextSlice<'_>, level: u8, reader: &LabelReader<'_>) -> Heading {
    let style = Style::Markup(level);
    if let Some(heading) = numbered_in_brackets(line) {
        return Heading { style, ..heading };
    }
    if let Some(heading) = marked(line, reader) {
        return Heading { style, ..heading };
    }
    if let Some(heading) = counted(line) {
        let word = heading
            .line
            .as_str()
            .find(|c: char| c.is_ascii_alphanumeric());
        let level = word.map(|end| heading.line.slice().cut(0..end).to_text());
        return Heading {
            style,
            level,
            ..heading
        };
    }
    let (number, name) = leading_number(line);
    Heading {
        style,
        level: None,
        number: number.map(|n| n.to_text()),
        name: name.to_text(),
        trailing: None,
        line: line.to_text(),
    }
}

/// A word and its number in brackets before a name: `【事業1】 市史編さん事業`.
fn numbered_in_brackets(line: TextSlice<'_>) -> Option<Heading> {
    let line = line.trim();
    let string = line.as_str();
    let (open, close) = BRACKETS
        .iter()
        .find(|(open, _)| string.starts_with(*open))?;
    let (from, end) = (open.len_utf8(), string.find(*close)?);
    let inner = &string[from..end];
    let word = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let name = line.cut_from(end + close.len_utf8()).trim();
    let counted = word.len() < inner.len() && word.chars().all(char::is_alphabetic);
    (counted && !name.is_empty()).then(|| Heading {
        style: Style::Digit,
        level: None,
        number: Some(line.cut(from + word.len()..end).to_text()),
        name: name.to_text(),
        trailing: None,
        line: line.to_text(),
    })
}

/// Reads a line that a word and its number begin, where what stands below shows that it is a heading: `取組1
/// 組織・機構の見直し`. Which word that is, each city says for itself.
pub(crate) fn counted(line: TextSlice<'_>) -> Option<Heading> {
    let whole = line.trim();
    let line = whole.cut_from(whole.as_str().len() - mark::after(whole.as_str()).len());
    let string = line.as_str();
    let kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || ('ァ'..='ヶ').contains(&c);
    let end = string.find(|c: char| !kanji(c))?;
    // 取組№3 as well as 取組3.
    let sign = ["№", "No."]
        .iter()
        .find(|sign| string[end..].starts_with(**sign));
    let word = end + sign.map_or(0, |sign| sign.len());
    let digits = string[word..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    // 戦略A as well as 取組1-2.
    let lettered = string[word..word + digits].contains(|c: char| c.is_ascii_alphabetic());
    let name = line.cut_from(word + digits);
    let parted = name.as_str().starts_with([' ', '\u{3000}', ':', '：', '.']);
    let length = string[..end].chars().count();
    let era = ["平成", "令和", "昭和"].contains(&&string[..end]);
    let name = name
        .cut_from(name.as_str().chars().next().map_or(0, char::len_utf8))
        .trim();
    ((1..=6).contains(&length)
        && (1..=if lettered { 1 } else { 4 }).contains(&digits)
        && parted
        && !era
        && !name.is_empty()
        && string.chars().count() <= LONGEST
        && !string.contains('。'))
    .then(|| Heading {
        style: Style::Digit,
        level: None,
        number: Some(line.cut(word..word + digits).to_text()),
        name: name.to_text(),
        trailing: None,
        line: whole.to_text(),
    })
}

/// Reads such a line where what stands below shows that its word is a level: 視点 of `視点1 便利な市役所`.
pub(crate) fn counted_level(line: TextSlice<'_>) -> Option<Heading> {
    let heading = counted(line)?;
    let line = line.cut_from(line.as_str().len() - mark::after(line.as_str()).len());
    let kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || ('ァ'..='ヶ').contains(&c);
    let end = line.as_str().find(|c: char| !kanji(c))?;
    let word = line.cut(0..end);
    if word.as_str() == "第" {
        // 第1 is a number and has no word for its level.
        let digits = heading.number.as_ref().map_or(0, |n| n.as_str().len());
        return Some(Heading {
            style: Style::Level,
            number: Some(line.cut(0..end + digits).to_text()),
            ..heading
        });
    }
    Some(Heading {
        style: Style::Level,
        level: Some(word.to_text()),
        ..heading
    })
}

/// Reads a marked line that its place shows to be the name of an item, with the number before it: `●01 窓口の改善`.
pub(crate) fn of_card(line: TextSlice<'_>) -> Heading {
    // ◆ 取組1：窓口の改善
    if let Some(heading) = counted(line).filter(|_| pair::decoration(line.as_str()).is_some()) {
        return heading;
    }
    // 【取組2】窓口の改善
    if let Some(heading) = numbered_in_brackets(line) {
        return heading;
    }
    let bare = pair::undecorated(line);
    let (number, name) = leading_number(bare);
    Heading {
        style: Style::Digit,
        level: None,
        number: number.map(|n| n.to_text()),
        name: name.to_text(),
        trailing: None,
        line: line.to_text(),
    }
}

/// A name in brackets alone, as a list has it over the items of a department: 【市民生活部】.
pub(crate) fn bracketed_name(line: TextSlice<'_>) -> Option<Heading> {
    let line = line.trim();
    let inner = line.as_str().strip_prefix(['【', '〔', '《', '≪'])?;
    let inner = inner.strip_suffix(['】', '〕', '》', '≫'])?;
    let length = inner.chars().count();
    let from = line.as_str().find(inner)?;
    (2..=LONGEST_LEVEL).contains(&length).then(|| Heading {
        style: Style::Digit,
        level: None,
        number: None,
        name: line.cut(from..from + inner.len()).to_text(),
        trailing: None,
        line: line.to_text(),
    })
}

/// A line of a table of contents: dot leaders before a page number.
pub(crate) fn is_contents_line(string: &str) -> bool {
    let squeezed = string.trim_end();
    let digits = squeezed
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c))
        .count();
    let before: String = squeezed.chars().rev().skip(digits).take(6).collect();
    digits > 0
        && before.chars().filter(|c| "…‥・.．･ ".contains(*c)).count() >= 3
        && before.contains(['…', '‥', '・', '.', '．', '･'])
}

/// `1班`, `第2グループ`, `Aグループ`, `1班 テーマ「窓口」`.
fn group(line: TextSlice<'_>) -> Option<Heading> {
    let string = line.as_str();
    let start = string.find(|c: char| c.is_alphanumeric())?;
    let words = string[start..]
        .strip_prefix('第')
        .unwrap_or(&string[start..]);
    let number_end = words
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(words.len());
    let closes = |c: char| "》≫】〉〕]>".contains(c) || c.is_whitespace();
    let at = string.len() - words.len();
    let behind = &words[number_end..];
    let begins = string.len() - behind.trim_start().len();
    // A group may be called by what it speaks of: 1班 テーマ「窓口」.
    let (word, name) = match behind.trim_start().split_once([' ', '\u{3000}']) {
        Some((word @ ("班" | "グループ"), name)) if behind.starts_with(word) => (word, name),
        _ => (behind.trim_end_matches(closes).trim(), ""),
    };
    if number_end == 0 || number_end > 2 || !matches!(word, "班" | "グループ" | "組") {
        return None;
    }
    let name_at = string.len() - name.len();
    Some(Heading {
        style: Style::Group,
        level: Some(line.cut(begins..begins + word.len()).to_text()),
        number: Some(line.cut(at..at + number_end).to_text()),
        name: line.cut_from(name_at).trim().to_text(),
        trailing: None,
        line: line.to_text(),
    })
}

/// `重点改革項目Ⅱ 市民との…`, `取組項目(中項目) 2 市民との… 35`.
fn level(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Heading> {
    let whole = line;
    let line = line.cut_from(line.as_str().len() - mark::after(line.as_str()).len());
    let line = within_brackets(line).unwrap_or(line);
    let string = line.as_str();
    let space = string.find([' ', '\u{3000}'])?;
    let (head, rest) = (line.cut(0..space), line.cut_from(space).trim());
    // 基本方針　　：1 市民に開かれた市政
    let colon = rest.as_str().starts_with([':', '：']);
    let sign = rest.as_str().chars().next().filter(|_| colon);
    let rest = rest.cut_from(sign.map_or(0, char::len_utf8)).trim();
    let key = normalize::compare_key(head.as_str());
    // A word that only ends as a level does needs its number: 小項目 2 窓口の改善.
    let numbered = || leading_number(rest).0.is_some() && suggests_level(&key, reader);
    let (word_length, number_inside) = level_word(head.as_str(), &key, reader)
        .or_else(|| numbered().then_some((head.as_str().len(), false)))?;
    // 令和6年度以降の方針 is no 方針 of the outline.
    if period::read_prefix(head.as_str(), reader.context()).is_some() {
        return None;
    }
    let word = head.cut(0..word_length);
    let (number, name) = if number_inside {
        (Some(head.cut_from(word_length)), rest)
    } else {
        leading_number(rest)
    };
    let (name, trailing) = trailing_number(name);
    let name = without_number_label(name, trailing.is_some(), reader);
    (!name.is_empty()).then(|| Heading {
        style: Style::Level,
        level: Some(word.to_text()),
        number: number.map(|n| n.to_text()),
        name: name.to_text(),
        trailing: trailing.map(|n| n.to_text()),
        line: whole.to_text(),
    })
}

/// What stands between brackets that hold all of a line: 【基本方針1　効率的な行政運営】.
fn within_brackets(line: TextSlice<'_>) -> Option<TextSlice<'_>> {
    let string = line.as_str();
    BRACKETS.iter().find_map(|(open, close)| {
        let inner = string.strip_prefix(*open)?.strip_suffix(*close)?;
        let whole = !inner.contains([*open, *close]);
        let start = open.len_utf8();
        whole.then(|| line.cut(start..start + inner.len()))
    })
}

/// The length of a level word at the head of a line, and whether a number follows it without a space.
fn level_word(head: &str, key: &str, reader: &LabelReader<'_>) -> Option<(usize, bool)> {
    let is_level = |key: &str| {
        let bare = key.split_once('(').map_or(key, |(main, _)| main);
        matches!(reader.lexicon().exact(bare), Some(Concept::Level))
    };
    if is_level(key) {
        return Some((head.len(), false));
    }
    let reads_level = |key: &str| is_level(key) || suggests_level(key, reader);
    let counts = |c: char| ('Ⅰ'..='Ⅻ').contains(&c) || c.is_ascii_digit() || c.is_ascii_uppercase();
    let number = head.find(counts)?;
    // A Roman numeral right behind a word numbers a level, whatever the city calls it.
    let roman = head[number..].chars().all(|c| ('Ⅰ'..='Ⅻ').contains(&c));
    let wordy = (2..=10).contains(&head[..number].chars().count());
    let mut marks = head[number..].chars();
    // 重点項目A as well as 重点項目1-2.
    let lettered = head[number..].len() == 1 && marks.clone().all(|c| c.is_ascii_uppercase());
    let numbered = lettered || marks.all(|c| c.is_ascii_digit() || c == '-');
    ((roman && wordy) || (numbered && reads_level(&normalize::compare_key(&head[..number]))))
        .then_some((number, true))
}

fn suggests_level(key: &str, reader: &LabelReader<'_>) -> bool {
    key.chars().count() <= LONGEST_LEVEL && reader.lexicon().suggested(key) == Some(Concept::Level)
}

fn leading_number(rest: TextSlice<'_>) -> (Option<TextSlice<'_>>, TextSlice<'_>) {
    let string = rest.as_str();
    // 1-(2) as well as 1-2.
    let begins = !string.starts_with(['(', ')']);
    let end = string
        .find(|c: char| {
            !(c.is_ascii_digit()
                || ('Ⅰ'..='Ⅻ').contains(&c)
                || ('①'..='⑳').contains(&c)
                || "-.".contains(c)
                || begins && "()".contains(c))
        })
        .unwrap_or(string.len());
    let parted = string[end..].starts_with([' ', '\u{3000}', '.']);
    if end == 0 || !parted {
        return (None, rest);
    }
    (Some(rest.cut(0..end)), rest.cut_from(end).trim())
}

/// A name without what stands far behind it on its line: 継続(H28～H31) at the right margin.
fn before_wide_gap(name: TextSlice<'_>) -> TextSlice<'_> {
    let string = name.as_str();
    let begins = string.len() - string.trim_start().len();
    let gap = string[begins..]
        .find("\u{3000}\u{3000}\u{3000}")
        .map(|at| begins + at);
    let ends_in_bracket = string
        .trim_end()
        .ends_with([']', ')', '〕', '】', '>', '］', '）']);
    match gap {
        // Departments in brackets are read with the name.
        Some(at)
            if !(ends_in_bracket
                && string[at..]
                    .trim_start()
                    .starts_with(['[', '(', '〔', '【', '<', '［', '（'])) =>
        {
            name.cut(0..at)
        }
        _ => name,
    }
}

fn trailing_number(name: TextSlice<'_>) -> (TextSlice<'_>, Option<TextSlice<'_>>) {
    let string = name.as_str();
    let start = string.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |i| {
        i + string[i..].chars().next().map_or(1, char::len_utf8)
    });
    if start == string.len() || start == 0 || !string[..start].ends_with([' ', '\u{3000}']) {
        return (name, None);
    }
    (name.cut(0..start).trim(), Some(name.cut_from(start)))
}

/// The name without the label of the number behind it: `外部委託 №` of `外部委託 № 4`.
fn without_number_label<'t>(
    name: TextSlice<'t>,
    numbered: bool,
    reader: &LabelReader<'_>,
) -> TextSlice<'t> {
    let Some(space) = name.as_str().rfind([' ', '\u{3000}']).filter(|_| numbered) else {
        return name;
    };
    let key = normalize::compare_key(&name.as_str()[space..]);
    if reader.lexicon().exact(&key) == Some(Concept::Number) {
        name.cut(0..space).trim()
    } else {
        name
    }
}

/// `第1章 …`.
fn ordinal(line: TextSlice<'_>) -> Option<Heading> {
    let string = line.as_str();
    let rest = string.strip_prefix('第')?;
    let digits =
        rest.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))?;
    let unit = rest[digits..].chars().next().filter(|_| digits > 0)?;
    let style = match unit {
        '編' | '部' => Style::Part,
        '章' => Style::Chapter,
        '節' => Style::Division,
        _ => return None,
    };
    let start = '第'.len_utf8();
    let unit_at = start + digits;
    Some(Heading {
        style,
        level: Some(line.cut(unit_at..unit_at + unit.len_utf8()).to_text()),
        number: Some(line.cut(start..unit_at).to_text()),
        name: line.cut_from(unit_at + unit.len_utf8()).trim().to_text(),
        trailing: None,
        line: line.to_text(),
    })
}

/// `Ⅰ …`, `1. …`, `(1) …`, `① …`, `ア …`.
fn enumerated(line: TextSlice<'_>) -> Option<Heading> {
    let string = line.as_str();
    let first = string.chars().next()?;
    let (style, number, after) = match first {
        'Ⅰ'..='Ⅻ' if string[first.len_utf8()..].starts_with(['-', '－', '−']) => {
            return None;
        }
        'Ⅰ'..='Ⅻ' => (Style::Roman, 0..first.len_utf8(), first.len_utf8()),
        '①'..='⑳' => (Style::Circled, 0..first.len_utf8(), first.len_utf8()),
        '(' => bracketed(string)?,
        c if c.is_ascii_digit() => digit(string)?,
        'ア'..='ン' => {
            let after = string[first.len_utf8()..].chars().next()?;
            (after.is_whitespace() || after == '.').then_some((
                Style::Kana,
                0..first.len_utf8(),
                first.len_utf8(),
            ))?
        }
        _ => return None,
    };
    let name = before_wide_gap(line.cut_from(after));
    let line = line.cut(0..after + name.as_str().len());
    let name = name
        .cut_from(
            name.as_str().len()
                - name
                    .as_str()
                    .trim_start_matches(['.', '、', ' ', '\u{3000}'])
                    .len(),
        )
        .trim();
    (name.as_str().chars().count() >= 2).then(|| Heading {
        style,
        level: None,
        number: Some(line.cut(number).to_text()),
        name: name.to_text(),
        trailing: None,
        line: line.to_text(),
    })
}

fn bracketed(string: &str) -> Option<(Style, std::ops::Range<usize>, usize)> {
    let close = string.find(')')?;
    let inner = &string[1..close];
    let style =
        if !inner.is_empty() && inner.len() <= 2 && inner.chars().all(|c| c.is_ascii_digit()) {
            Style::Bracketed
        } else if inner.chars().count() == 1 && inner.chars().all(|c| ('ア'..='ン').contains(&c))
        {
            Style::BracketedKana
        } else {
            return None;
        };
    Some((style, 0..close + 1, close + 1))
}

fn digit(string: &str) -> Option<(Style, std::ops::Range<usize>, usize)> {
    let digits = compound_number(string)?;
    let mark = string[digits..].chars().next()?;
    let compound = string[..digits].contains('-');
    let mut words = string[digits + mark.len_utf8()..].trim_start().chars();
    let (first, second) = (words.next()?, words.next());
    let parted = matches!(mark, ' ' | '\u{3000}') || !compound && matches!(mark, '.' | '、');
    // `3 人が` counts, `3 人材の育成` is numbered.
    let counts = "年月日人件回名%".contains(first)
        && second.is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c));
    // `6 1次評価` is numbered, `1 250` is a row of figures.
    let figure = first.is_ascii_digit() && second != Some('次');
    (parted && !figure && !counts).then_some((Style::Digit, 0..digits, digits + mark.len_utf8()))
}

/// The length of a number of one or two digits, or of up to three such numbers with dashes between them: 1-2.
fn compound_number(string: &str) -> Option<usize> {
    let end = string.find(|c: char| !(c.is_ascii_digit() || c == '-'))?;
    let parts = || string[..end].split('-');
    let short = parts().all(|part| (1..=2).contains(&part.len()));
    (short && parts().count() <= 3).then_some(end)
}

/// What stands around a line, for telling whether it is a heading without a mark.
pub(crate) struct Surroundings<'a> {
    /// The paragraph before: a heading, or its text.
    pub(crate) before: Option<&'a str>,
    /// The paragraph before was a heading.
    pub(crate) after_heading: bool,
    /// The paragraph after.
    pub(crate) after: Option<&'a str>,
    /// Width of the widest line of the document's prose, half-width characters.
    pub(crate) prose_width: u32,
}

/// A chapter that every report has, its letters set apart or not: `は じ め に`.
pub(crate) fn chapter(line: TextSlice<'_>) -> Option<Heading> {
    const LONGEST_SPACED: usize = 24;
    let line = line.trim();
    let string = line.as_str();
    if string.len() > LONGEST_SPACED * 3 || !string.starts_with(is_kana_or_kanji) {
        return None;
    }
    let mut name = Text::new();
    for (c, at) in line.places().filter(|(c, _)| !c.is_whitespace()) {
        name.push(c, at);
    }
    let mut chapters = LEXICON.chapter_words.iter();
    chapters.any(|word| word == name.as_str()).then(|| Heading {
        style: Style::Chapter,
        level: None,
        number: None,
        name,
        trailing: None,
        line: line.to_text(),
    })
}

fn is_kana_or_kanji(c: char) -> bool {
    matches!(c, 'ぁ'..='ん' | '一'..='鿿')
}

/// A short line without a mark, between finished sentences and the beginning of new ones.
pub(crate) fn plain(line: TextSlice<'_>, width: u32, around: &Surroundings<'_>) -> Option<Heading> {
    let line = line.trim();
    let string = line.as_str();
    let ends = |text: &str| text.trim_end().ends_with(['。', '」', ')', '!', '?', '.']);
    let finished = around.after_heading || around.before.is_none_or(ends);
    let begins = around
        .after
        .is_some_and(|text| text.chars().count() >= 10 || !ends(text));
    let short = width * 100 <= around.prose_width * 75
        && string.chars().count() <= 40
        && string.chars().count() >= 3;
    let signed = string.chars().count() <= LONGEST_SIGNATURE
        && string.ends_with(['市', '町', '村', '月', '日']);
    let wordy =
        !signed && !string.contains(['。', '、']) && !crate::layout::wrap::starts_entry(string);
    if !(finished && begins && short && wordy) || string.ends_with([':', '」']) {
        return None;
    }
    let name = string.trim_matches([
        '～', '~', '-', '―', '<', '>', '〈', '〉', '【', '】', ' ', '\u{3000}',
    ]);
    let start = string.find(name).unwrap_or(0);
    (!name.is_empty()).then(|| Heading {
        style: Style::Plain,
        level: None,
        number: None,
        name: line.cut(start..start + name.len()).to_text(),
        trailing: None,
        line: line.to_text(),
    })
}
