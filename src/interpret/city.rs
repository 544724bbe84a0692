//! The city, town or village that a document is of.

use super::department;
use super::document::{programme_line, programme_name, without_year};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::{BlockKind, Pages};
use crate::normalize;
use crate::notation;
use crate::notation::municipality::{Lookup, Municipalities};
use crate::options::Options;
use crate::record::Municipality;
use crate::source::{Span, Text, TextSlice};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// The municipality that the caller names, or that the document does: in its title, on a line of its own, or
/// else most often in its text. A name that stands for two gets a code only with its prefecture.
pub(crate) fn municipality(
    pages: &Pages,
    title: Option<&Text>,
    keyed: Option<&Text>,
    quoted: Option<&Text>,
    options: &Options,
) -> (Municipality, Option<Diagnostic>) {
    let table = options
        .municipalities
        .as_deref()
        .unwrap_or_else(|| Municipalities::built_in());
    let text = LazyCell::new(|| normalize::display(&pages.recovered.text));
    let name = options
        .municipality
        .clone()
        .or_else(|| title.and_then(|title| leading_name(title.as_str())))
        .or_else(|| leading_name(&programme_name(title?.as_str())?))
        .or_else(|| programme_line(pages, title).and_then(|line| leading_name(line.as_str())))
        .or_else(|| keyed.and_then(|value| whole_name(value.as_str())))
        .or_else(|| leading_name(quoted?.as_str()))
        .or_else(|| own_line(pages))
        .or_else(|| running_head(pages))
        .or_else(|| most_named(table, &text));
    let Some(name) = name else {
        return (Municipality::default(), None);
    };
    let given = options.prefecture.as_deref();
    let mut ambiguous = None;
    let found = match table.by_name(&name, None) {
        Lookup::One(found) => Some(found),
        Lookup::Several(several) => {
            let mut here = several.iter().filter(|row| match given {
                Some(prefecture) => row.prefecture == prefecture,
                None => text.contains(row.prefecture.as_ref()),
            });
            let one = here.next().filter(|_| here.next().is_none());
            if one.is_none() {
                ambiguous = Some(ambiguity(pages, &name, &several));
            }
            one.copied()
        }
        Lookup::None => None,
    };
    let prefecture = found.map(|row| row.prefecture.as_ref());
    let municipality = Municipality {
        name: Some(name),
        code: found.map(|row| row.code.to_string()),
        prefecture: prefecture.or(given).map(str::to_owned),
    };
    (municipality, ambiguous)
}

/// A name that nothing in the document settles, with all that it may be.
fn ambiguity(
    pages: &Pages,
    name: &str,
    several: &[&notation::municipality::Municipality],
) -> Diagnostic {
    let recovered = &pages.recovered;
    let start = recovered.text.find(name).map(|byte| {
        let before = recovered.text.get(..byte).unwrap_or_default();
        before.chars().count() as u32
    });
    let page = start.map_or(1, |at| recovered.page_of(at));
    let all: Vec<String> = several
        .iter()
        .map(|row| format!("{}{}", row.prefecture, row.name))
        .collect();
    let diagnostic = Diagnostic::new(
        Code::AmbiguousMunicipality,
        format!(
            "page {page}: {name} may be {}; --prefecture settles it",
            all.join(" or ")
        ),
    );
    match start {
        Some(start) => diagnostic.at(Span {
            start,
            end: start + name.chars().count() as u32,
        }),
        None => diagnostic,
    }
}

/// A municipality at the head of a title, behind 第2次 and the like: 上田市 of 第二次上田市行財政改革大綱. Merged
/// and unknown ones are named so too, which is why no table is asked.
fn leading_name(title: &str) -> Option<String> {
    let title = without_year(title);
    let rest = title
        .strip_prefix('第')
        .and_then(|rest| rest.split_once(['次', '期', '回']))
        .map_or(title, |(_, rest)| rest)
        .trim_start_matches(|c: char| c == '新' || c.is_whitespace());
    municipal_prefix(rest)
        .filter(|name| name.len() < rest.len())
        .map(str::to_owned)
}

/// The lines of the text that hold the name of the municipality and nothing else; running heads are none of it.
pub(crate) fn lines_of<'p>(
    pages: &'p Pages,
    name: Option<&str>,
) -> impl Iterator<Item = TextSlice<'p>> {
    let paragraphs = pages.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) => paragraphs.as_slice(),
        BlockKind::Table(_) | BlockKind::Furniture(_) => &[],
    });
    let lines = paragraphs.map(|line| line.text.slice().trim());
    lines.filter(move |line| Some(line.as_str()) == name)
}

/// A line that holds the name of a municipality and nothing else.
fn own_line(pages: &Pages) -> Option<String> {
    let mut lines = pages.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => paragraphs.as_slice(),
        BlockKind::Table(_) => &[],
    });
    lines.find_map(|line| whole_name(line.text.as_str()))
}

/// A text that is the name of a municipality and nothing else.
fn whole_name(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = municipal_prefix(text).is_some_and(|name| name.len() == text.len());
    whole.then(|| text.to_owned())
}

/// The municipality that a running head or foot, or a line before a department, begins with: `○○市行政改革実施計画`
/// over every page, `○○市 健康福祉部`, `○○市総務部人事課`; 中心市街地整備課 is of no 中心市.
fn running_head(pages: &Pages) -> Option<String> {
    let named = |words: &str, heads: bool| {
        let name = municipal_prefix(words)?;
        let rest = &words[name.len()..];
        let next = rest.trim().split("  ").next().unwrap_or_default();
        let parted = rest.starts_with([' ', '\u{3000}']);
        let inner = next.split_once('部').map_or("", |(_, inner)| inner);
        let department = department::departments_only(if parted { next } else { inner });
        (heads || department).then(|| name.to_owned())
    };
    pages.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Furniture(lines) => lines
            .iter()
            .find_map(|line| named(line.text.as_str().trim(), true)),
        BlockKind::Text(lines) => lines
            .iter()
            .find_map(|line| named(line.text.as_str().trim(), false)),
        BlockKind::Table(_) => None,
    })
}

/// The shortest head of a text that reads like the name of a city, town or village.
fn municipal_prefix(text: &str) -> Option<&str> {
    const NO_NAMES: [&str; 8] = [
        "都市",
        "市町",
        "市町村",
        "町村",
        "本市",
        "各市",
        "他市",
        "全市",
    ];
    let is_name = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | 'ヶ' | 'ケ' | 'の' | 'ノ' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30f6}');
    text.char_indices()
        .take(8)
        .take_while(|(_, c)| is_name(*c))
        .skip(1)
        .find(|(_, c)| matches!(c, '市' | '町' | '村'))
        .map(|(i, c)| &text[..i + c.len_utf8()])
        .filter(|name| !NO_NAMES.contains(name) && !joins_words(name))
}

/// True if a particle stands before the last character: 地域と市 are two words.
fn joins_words(name: &str) -> bool {
    let stem = name.trim_end_matches(['市', '町', '村']);
    stem.ends_with(['と', 'や', 'は', 'が', 'を', 'に', 'も'])
}

fn most_named(table: &Municipalities, text: &str) -> Option<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (range, name) in table.find_names(text) {
        let entry = counts.entry(name).or_insert((0, range.start));
        entry.0 += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, (n, first))| (*n, std::cmp::Reverse(*first)))
        .map(|(name, _)| name.to_owned())
}
