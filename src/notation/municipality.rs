//! Cities, towns and villages: their codes, and their names in running text.
//!
//! The built-in table holds the municipalities of its day (`lexicon/municipalities.tsv`). Names that mergers have
//! ended, and invented ones, come from a table of the same form: `kaikaku convert --municipalities FILE`.

use crate::normalize::compare_key;
use foldhash::{HashMap, HashMapExt};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A municipality, or a ward of a city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Six-digit code of JIS X 0402, check digit included.
    pub code: Cow<'static, str>,
    /// `新潟県`.
    pub prefecture: Cow<'static, str>,
    /// `上越市`; a ward of a city with the city's name, `新潟市中央区`.
    pub name: Cow<'static, str>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// One municipality.
    One(&'a Municipality),
    /// Several of the same name (府中市, 中央区), by code.
    Several(Vec<&'a Municipality>),
    /// None that is known.
    None,
}

/// A table of municipalities.
#[derive(Clone, Debug, Default)]
pub struct Municipalities {
    rows: Vec<Municipality>,
    prefectures: Vec<Cow<'static, str>>,
    /// Rows by the key of the whole name.
    names: HashMap<Cow<'static, str>, Places>,
    /// Rows of wards by the key of the ward's own name.
    wards: HashMap<Cow<'static, str>, Places>,
    /// The length of the longest name, in characters.
    longest: usize,
    /// The tables that were added, as given.
    added: String,
}

/// The rows of a name: one, nearly always.
type Places = SmallVec<[usize; 1]>;

/// A line of a table that is no row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: {cause}; a row is a code of six digits, prefecture and name, with tabs between"
)]
pub struct BadRow {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub cause: &'static str,
}

/// Room for the rows of the built-in table.
const ROWS: usize = 2000;

static BUILT_IN: LazyLock<Municipalities> = LazyLock::new(|| {
    // The table is part of the program; a test sees that all of it are rows, and none is there twice.
    let lines = include_str!("../lexicon/municipalities.tsv").lines();
    let mut all = Municipalities {
        rows: Vec::with_capacity(ROWS),
        names: HashMap::with_capacity(ROWS),
        ..Municipalities::default()
    };
    let rows = lines.filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| fields(line).ok())
        .for_each(|row| all.add(row.map(Cow::Borrowed)));
    all
});

/// What may stand between a name and the Chinese character before it: 平成27年度新潟市, 第3次新潟市, 旧新潟市.
const BORDERS: &str = "度次期年月日版旧現元郡";

/// What makes a name the beginning of another word: 栄町1丁目, 清水町内会, 光市場.
const GOES_ON: [&str; 6] = ["丁目", "内会", "商店街", "自治会", "通り", "場"];

impl Municipalities {
    /// The built-in table.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// This table with the rows of another added: code, prefecture and name, with tabs between; `#` begins a comment.
    ///
    /// A row that is there already is left out.
    ///
    /// # Errors
    ///
    /// On the first line that is no row.
    pub fn extended(&self, table: &str) -> Result<Self, BadRow> {
        let mut all = self.clone();
        all.added.push_str(table);
        if !all.added.ends_with('\n') {
            all.added.push('\n');
        }
        for (at, line) in table.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let row = fields(line).map_err(|cause| BadRow {
                line: at + 1,
                cause,
            })?;
            let [code, _, name] = row;
            if !all.rows_named(name).any(|known| known.code == code) {
                all.add(row.map(|field| Cow::Owned(field.to_owned())));
            }
        }
        Ok(all)
    }

    /// The built-in table with the rows of another added.
    ///
    /// # Errors
    ///
    /// As [`Self::extended`].
    pub fn with(table: &str) -> Result<Self, BadRow> {
        Self::built_in().extended(table)
    }

    /// The rows that [`Self::with`] was given.
    pub fn added(&self) -> &str {
        &self.added
    }

    /// A prefecture's name as the table writes it, from one with or without 都, 府 or 県.
    pub fn prefecture(&self, name: &str) -> Option<&str> {
        let wanted = key(name);
        self.prefectures
            .iter()
            .map(AsRef::as_ref)
            .find(|prefecture| is_prefecture(prefecture, &wanted))
    }

    /// What a name stands for. The name may begin with its prefecture (`広島県府中市`) or county (`郡`), and a ward may
    /// stand without its city; `prefecture` narrows the search, with or without 県.
    pub fn by_name(&self, name: &str, prefecture: Option<&str>) -> Lookup<'_> {
        let key = key(name);
        let (own, rest) = self.split_prefecture(&key);
        let wanted = own.or_else(|| prefecture.map(|name| self::key(name).into_owned()));
        let without_county = rest.split_once('郡').map_or(rest, |(_, rest)| rest);
        [rest, without_county]
            .into_iter()
            .map(|name| self.found(name, wanted.as_deref()))
            .find(|found| *found != Lookup::None)
            .unwrap_or(Lookup::None)
    }

    /// The names of municipalities in running text, as the table writes them, each with the bytes it stands in.
    ///
    /// The longest name wins, and one inside another word is none: 京都市 in 東京都市部, 津市 in 大津市, and no 市民, 都市,
    /// 本市 or 他市 at all. A name that several municipalities have comes once; [`Self::by_name`] tells them.
    pub fn find_names(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let chars: Vec<(usize, char)> = text
            .char_indices()
            .map(|(at, c)| (at, fold_char(c)))
            .collect();
        let mut found: Vec<(Range<usize>, &str)> = Vec::new();
        let mut start = 0;
        while let Some(end) = chars.iter().skip(start).position(|(_, c)| ends_name(*c)) {
            // A name that ends there begins so far before it, or nearer.
            start = start.max((start + end + 1).saturating_sub(self.longest));
            match self.name_at(text, &chars, start) {
                Some((len, name)) => {
                    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
                    found.push((byte(start)..byte(start + len), name));
                    start += len;
                }
                None => start += 1,
            }
        }
        found
    }

    /// The longest name that begins at a character and is no part of a word.
    fn name_at(&self, text: &str, chars: &[(usize, char)], start: usize) -> Option<(usize, &str)> {
        let (byte, first) = *chars.get(start)?;
        let window = chars.get(start..chars.len().min(start + self.longest))?;
        if !self.begins_word(text.get(..byte)?, first) {
            return None;
        }
        (1..=window.len()).rev().find_map(|len| {
            let name = window.get(..len)?;
            let &(_, last) = name.last().filter(|(_, c)| ends_name(*c))?;
            let name: String = name.iter().map(|(_, c)| *c).collect();
            let row = self.rows.get(*self.names.get(name.as_str())?.first()?)?;
            let after = chars
                .get(start + len)
                .and_then(|(byte, _)| text.get(*byte..))
                .unwrap_or_default();
            let numbered = last != '市' && after.starts_with(char::is_numeric);
            let goes_on = numbered || GOES_ON.iter().any(|word| after.starts_with(word));
            (!goes_on).then_some((len, row.name.as_ref()))
        })
    }

    /// True if a name may begin behind this text: not inside a word of Chinese characters or katakana.
    fn begins_word(&self, before: &str, first: char) -> bool {
        let Some(last) = before.chars().next_back() else {
            return true;
        };
        let glued =
            is_ideograph(first) && is_ideograph(last) || is_katakana(first) && is_katakana(last);
        !glued || BORDERS.contains(last) || self.ends_in_prefecture(before)
    }

    fn ends_in_prefecture(&self, text: &str) -> bool {
        if !text.ends_with(['都', '道', '府', '県']) {
            return false;
        }
        let ending = text
            .char_indices()
            .rev()
            .nth(3)
            .or_else(|| text.char_indices().next());
        let ending = ending
            .and_then(|(at, _)| text.get(at..))
            .unwrap_or_default();
        self.prefectures
            .iter()
            .any(|prefecture| ending.ends_with(prefecture.as_ref()))
    }

    fn split_prefecture<'k>(&self, key: &'k str) -> (Option<String>, &'k str) {
        let found = self.prefectures.iter().find_map(|prefecture| {
            let rest = key
                .strip_prefix(prefecture.as_ref())
                .filter(|rest| !rest.is_empty())?;
            Some((prefecture.to_string(), rest))
        });
        found.map_or((None, key), |(prefecture, rest)| (Some(prefecture), rest))
    }

    fn found(&self, key: &str, prefecture: Option<&str>) -> Lookup<'_> {
        let is_in = |row: &&Municipality| {
            prefecture.is_none_or(|wanted| is_prefecture(&row.prefecture, wanted))
        };
        let rows = |index: &HashMap<Cow<'static, str>, Places>| -> Vec<&Municipality> {
            let at = index.get(key).into_iter().flatten();
            at.filter_map(|&at| self.rows.get(at))
                .filter(is_in)
                .collect()
        };
        let mut all = rows(&self.names);
        all.extend(rows(&self.wards));
        match all.as_slice() {
            [] => Lookup::None,
            [one] => Lookup::One(one),
            _ => {
                all.sort_by(|a, b| a.code.cmp(&b.code));
                Lookup::Several(all)
            }
        }
    }

    fn rows_named(&self, name: &str) -> impl Iterator<Item = &Municipality> {
        self.names
            .get(key(name).as_ref())
            .into_iter()
            .flatten()
            .filter_map(|&at| self.rows.get(at))
    }

    /// Adds a row: code, prefecture and name.
    fn add(&mut self, row: [Cow<'static, str>; 3]) {
        let [code, prefecture, name] = row;
        let key = key_of(name.clone());
        let at = self.rows.len();
        self.longest = self.longest.max(key.chars().count());
        if let Some(ward) = ward(key.clone()) {
            self.wards.entry(ward).or_default().push(at);
        }
        // Rows of one prefecture stand together.
        if self.prefectures.last() != Some(&prefecture) && !self.prefectures.contains(&prefecture) {
            self.prefectures.push(prefecture.clone());
        }
        self.names.entry(key).or_default().push(at);
        self.rows.push(Municipality {
            code,
            prefecture,
            name,
        });
    }
}

/// Code, prefecture and name of a line.
fn fields(line: &str) -> Result<[&str; 3], &'static str> {
    let mut fields = line.split('\t').map(str::trim);
    let mut field = || fields.next().filter(|field| !field.is_empty());
    let (Some(code), Some(prefecture), Some(name)) = (field(), field(), field()) else {
        return Err("fewer than three fields");
    };
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("a code that has not six digits");
    }
    Ok([code, prefecture, name])
}

/// The ward that a city's name and its own make: 中央区 of 新潟市中央区.
fn ward(key: Cow<'static, str>) -> Option<Cow<'static, str>> {
    // 市 may be in a city's own name (野々市市); the ward begins behind the last one.
    let behind = |(_, ward): (&'static str, &'static str)| Cow::Borrowed(ward);
    let ward = match key {
        Cow::Borrowed(key) => key.rsplit_once('市').map(behind)?,
        Cow::Owned(key) => Cow::Owned(key.rsplit_once('市')?.1.to_owned()),
    };
    ward.ends_with('区').then_some(ward)
}

/// [`key`] of a name of the table, borrowed where the name is its own key.
fn key_of(name: Cow<'static, str>) -> Cow<'static, str> {
    match name {
        Cow::Borrowed(name) => key(name),
        Cow::Owned(name) => Cow::Owned(key(&name).into_owned()),
    }
}

/// What names are looked up by: compare form, and ケ for ヶ, which a city's own papers mix.
fn key(name: &str) -> Cow<'_, str> {
    let key = compare_key(name);
    if key.contains('ヶ') {
        Cow::Owned(key.replace('ヶ', "ケ"))
    } else {
        key
    }
}

/// True for the characters that a name of a municipality ends in.
fn ends_name(c: char) -> bool {
    matches!(c, '市' | '町' | '村' | '区')
}

fn fold_char(c: char) -> char {
    if c == 'ヶ' { 'ケ' } else { c }
}

/// True if a prefecture is meant by a name with or without 都, 府 or 県.
fn is_prefecture(prefecture: &str, wanted: &str) -> bool {
    let bare = prefecture
        .strip_suffix(['都', '府', '県'])
        .unwrap_or(prefecture);
    wanted == prefecture || wanted == bare
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '一'..='鿿' | '々' | '㐀'..='䶿')
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

#[cfg(test)]
mod tests;
