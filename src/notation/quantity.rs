//! Quantities: texts that are one number or range, with or without a unit.
//!
//! A number inside a sentence is no quantity: `2回開催した` says more than 2 回. So a text is read whole or not at
//! all, and what a unit may be is a closed list (`lexicon/units.tsv`) besides the unit that a table's own column
//! gives.

mod number;
mod unit;

use crate::normalize::{compare_key, display};
use crate::record::{BaseQuantity, Quantity};
use number::Decimal;
use std::borrow::Cow;

/// Words before a number that say how it is meant; the longer before their beginnings.
const BEFORE: [&str; 24] = [
    "おおむね",
    "おおよそ",
    "およそ",
    "概ね",
    "ほぼ",
    "約",
    "延べ",
    "のべ",
    "延",
    "最大",
    "最低",
    "最高",
    "年間",
    "年",
    "月間",
    "毎月",
    "月",
    "週",
    "合計",
    "累計",
    "計",
    "全国",
    "全",
    "+",
];

/// Words behind a number that say how it is meant; the longer before their beginnings.
const AFTER: [&str; 19] = [
    "以上",
    "以下",
    "以内",
    "未満",
    "超え",
    "超",
    "程度",
    "前後",
    "余り",
    "余",
    "弱",
    "強",
    "ほど",
    "くらい",
    "ぐらい",
    "見込み",
    "見込",
    "増",
    "減",
];

/// Ranks and turns: 第3位, 第二次. With any other unit, 第 begins a heading.
const ORDINAL_UNITS: [&str; 2] = ["位", "次"];

const NEGATIVE: &str = "▲△-−‐‑–—―";
const DASHES: &str = "-−‐‑–—―";
const WAVES: &str = "~～〜∼";

/// Texts that say that there is nothing, in compare form without white space.
const ABSENT: [&str; 13] = [
    "n/a",
    "なし",
    "該当するものなし",
    "該当せず",
    "該当なし",
    "該当事項なし",
    "該当事項無し",
    "該当無し",
    "特になし",
    "特に無し",
    "無",
    "無し",
    "記載なし",
];

/// Reads a text that is one number or range and nothing else but its unit and words like 約 and 以上.
///
/// `unit` is the unit of the text's column, where it has one; a unit in the text goes before it. None for prose,
/// for two numbers, for a number in brackets without a sign, which is a part or an adjusted value of another.
pub fn read(text: &str, unit: Option<&str>) -> Option<Quantity> {
    let shown = joined(text)?;
    let body = shown.strip_suffix('。').unwrap_or(&shown);
    let body = without_label(body);
    let parsed = parse(body).or_else(|| parse(in_brackets(body)?))?;
    Some(quantity(parsed, unit.map(column_unit)))
}

/// Reads the figure of an indicator, which may count what no list of units has: `10業務`, `2出張所`.
///
/// The noun has no more than four characters and does not begin with a unit: `2回開催` is no figure.
pub fn read_figure(text: &str, unit: Option<&str>) -> Option<Quantity> {
    const LONGEST_NOUN: usize = 4;
    const CALENDAR: [char; 6] = ['年', '月', '日', '時', '次', '期'];
    let counted = || {
        let shown = joined(text)?;
        let end = shown.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c)))?;
        let (number, noun) = shown.split_at(end);
        let of_noun = |c: char| matches!(c, '一'..='鿿' | 'ァ'..='ヺ' | 'ー' | '々');
        let fits = (1..=LONGEST_NOUN).contains(&noun.chars().count())
            && noun.chars().all(of_noun)
            && !noun.starts_with(CALENDAR);
        let mut ends = noun.char_indices().skip(1).map(|(at, _)| at);
        let begins_with_unit =
            ends.any(|at| read(&format!("{number}{}", &noun[..at]), None).is_some());
        (fits && !number.is_empty() && !begins_with_unit).then(|| read(number, Some(noun)))?
    };
    read(text, unit).or_else(|| counted().filter(|_| unit.is_none()))
}

/// True for a text by which the source says that there is nothing: `－`, `なし`, `該当なし`, `***`.
pub fn is_printed_absence(text: &str) -> bool {
    let key = compare_key(text);
    let key = key.strip_suffix('。').unwrap_or(&key);
    let key = key
        .strip_prefix('(')
        .and_then(|key| key.strip_suffix(')'))
        .unwrap_or(key);
    let all = |signs: &str| !key.is_empty() && key.chars().all(|c| signs.contains(c));
    all("-ー─━") || all("*") && key.len() > 1 || ABSENT.contains(&key)
}

/// What was read, before its unit is looked at.
struct Parsed<'a> {
    value: Decimal,
    max: Option<Decimal>,
    /// As printed, with its multiplier: 千円.
    unit: &'a str,
    qualifiers: Vec<&'a str>,
}

/// The display form without white space. None where white space parts two numbers, which are two numbers.
fn joined(text: &str) -> Option<String> {
    let shown = display(text.trim());
    let mut out = String::with_capacity(shown.len());
    let mut gap = false;
    for c in shown.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && c.is_ascii_digit() && out.ends_with(|c: char| c.is_ascii_digit() || c == ',') {
            return None;
        }
        gap = false;
        out.push(c);
    }
    Some(out)
}

/// Takes off what stands before a colon, unless a number stands in it: `対象事業:30事務事業`.
fn without_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((label, rest))
            if !label.contains(|c: char| c.is_ascii_digit() || "、。".contains(c)) =>
        {
            rest
        }
        _ => text,
    }
}

/// What stands in brackets around the whole text, where its first character is a sign.
fn in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    inner.starts_with(|c| NEGATIVE.contains(c)).then_some(inner)
}

/// The unit of a column: out of its brackets, white space out.
fn column_unit(unit: &str) -> String {
    let mut shown = display(unit).into_owned();
    shown.retain(|c| !c.is_whitespace());
    let inner = shown
        .strip_prefix('(')
        .and_then(|unit| unit.strip_suffix(')'));
    inner.map(str::to_owned).unwrap_or(shown)
}

fn parse(text: &str) -> Option<Parsed<'_>> {
    let (mut qualifiers, rest) = qualifiers_before(text);
    let ordinal = rest.strip_prefix('第');
    let mut first = amount(ordinal.unwrap_or(rest))?;
    let mut max = None;
    if let Some((last, dash)) = upper_end(first.rest) {
        let same_unit = (first.unit, first.multiplier) == (last.unit, last.multiplier);
        // A dash joins 10-15件, but 2-1 is the number of an item.
        if !first.unit.is_empty() && !same_unit
            || dash && last.unit.is_empty()
            || last.value.is_below(first.value)
        {
            return None;
        }
        max = Some(last.value);
        first = Amount {
            value: first.value,
            ..last
        };
    }
    if ordinal.is_some() {
        qualifiers.push("第");
    }
    let unit_fits = match qualifiers.last() {
        Some(&"第") => ORDINAL_UNITS.contains(&first.unit),
        Some(&("年" | "月" | "週")) => !first.unit.is_empty(),
        _ => true,
    };
    qualifiers.extend(qualifiers_after(first.rest)?);
    unit_fits.then_some(Parsed {
        value: first.value,
        max,
        unit: first.unit,
        qualifiers,
    })
}

/// A number with sign and unit, and what stands behind it.
struct Amount<'a> {
    value: Decimal,
    /// With its multiplier: 千円.
    unit: &'a str,
    multiplier: u64,
    rest: &'a str,
}

fn amount(text: &str) -> Option<Amount<'_>> {
    let unsigned = text.strip_prefix(|c| NEGATIVE.contains(c));
    let money = unsigned.unwrap_or(text);
    let yen = money.strip_prefix(['¥', '￥']);
    let bare = yen.unwrap_or(money);
    let number = number::read(bare)?;
    let behind = bare.get(number.len..)?;
    let unit_len = unit_len(behind.get(number.multiplier_len..)?);
    let (unit, mut rest) = behind.split_at_checked(number.multiplier_len + unit_len)?;
    let mut amount = Amount {
        value: number.value,
        unit,
        multiplier: number.multiplier,
        rest,
    };
    if unit_len == 0 {
        amount.value = number.value.times(number.multiplier)?;
        amount.multiplier = 1;
        amount.unit = if yen.is_some() { "円" } else { "" };
    } else if let Some((tenths, after)) = tenths(rest).filter(|_| unit == "割") {
        amount.value = number.value.and_tenths(tenths)?;
        rest = after;
    }
    if unsigned.is_some() {
        amount.value = amount.value.negative();
    }
    Some(Amount { rest, ..amount })
}

/// `5分` behind 2割, and what follows.
fn tenths(text: &str) -> Option<(Decimal, &str)> {
    let tenths = number::read(text)?;
    Some((tenths.value, text.get(tenths.len..)?.strip_prefix('分')?))
}

/// The length of the unit that a text begins with, `人` or `回/年`; 0 where there is none.
fn unit_len(text: &str) -> usize {
    let Some(first) = unit::at_start(text) else {
        return 0;
    };
    let per = text
        .get(first.name.len()..)
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|rest| {
            let calendar = ["年度", "年", "月"]
                .into_iter()
                .find(|unit| rest.starts_with(unit));
            calendar.or_else(|| unit::at_start(rest).map(|unit| unit.name))
        });
    first.name.len() + per.map_or(0, |per| per.len() + 1)
}

/// The upper end of a range behind its lower end; true if a mere dash joins them.
fn upper_end(rest: &str) -> Option<(Amount<'_>, bool)> {
    let wave = rest
        .strip_prefix(|c| WAVES.contains(c))
        .or_else(|| rest.strip_prefix("から"));
    let dash = rest.strip_prefix(|c| DASHES.contains(c));
    let last = amount(wave.or(dash)?)?;
    Some((last, wave.is_none()))
}

fn qualifiers_before(text: &str) -> (Vec<&'static str>, &str) {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some((word, after)) = BEFORE
        .iter()
        .find_map(|word| Some((*word, rest.strip_prefix(word)?)))
    {
        found.push(word);
        rest = after;
    }
    (found, rest)
}

/// All that is left of a text as qualifiers, each perhaps in brackets; none where anything else is left.
fn qualifiers_after(text: &str) -> Option<Vec<&'static str>> {
    let mut rest = text;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let bracketed = rest.strip_prefix('(').and_then(|inner| {
            let (inner, after) = inner.split_once(')')?;
            Some((*AFTER.iter().find(|word| **word == inner)?, after))
        });
        let (word, after) = bracketed.or_else(|| {
            AFTER
                .iter()
                .find_map(|word| Some((*word, rest.strip_prefix(word)?)))
        })?;
        found.push(word);
        rest = after;
    }
    Some(found)
}

fn quantity(parsed: Parsed<'_>, column: Option<String>) -> Quantity {
    let unit: Option<Cow<'_, str>> = if parsed.unit.is_empty() {
        column.filter(|unit| !unit.is_empty()).map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(parsed.unit))
    };
    Quantity {
        value: parsed.value.number(),
        base: unit.as_deref().and_then(|unit| base(parsed.value, unit)),
        unit: unit.map(Cow::into_owned),
        max: parsed.max.map(Decimal::number),
        qualifier: (!parsed.qualifiers.is_empty()).then(|| parsed.qualifiers.join(" ")),
    }
}

/// A value of a unit in base units: 千円 are 1000 円, 割 are 10 %. None where the unit is a base unit, or unknown.
fn base(value: Decimal, unit: &str) -> Option<BaseQuantity> {
    let (simple, per) = match unit.find('/') {
        Some(at) => unit.split_at_checked(at)?,
        None => (unit, ""),
    };
    let (multiplier, len) = number::multiplier(simple);
    let known = unit::by_name(simple.get(len..)?)?;
    if multiplier == 1 && known.base == known.name {
        return None;
    }
    Some(BaseQuantity {
        value: value.times(multiplier)?.times(known.factor)?.number(),
        unit: format!("{}{per}", known.base),
    })
}

#[cfg(test)]
mod tests {
    use super::read_figure;

    #[test]
    fn an_indicator_may_count_what_no_list_of_units_has() {
        let unit = |text: &str| {
            let found = read_figure(text, None)?;
            Some(format!(
                "{:?} {}",
                found.value,
                found.unit.unwrap_or_default()
            ))
        };
        for (text, figure) in [
            ("10業務", Some("Number(10.0) 業務")),
            ("1,200出張所", Some("Number(1200.0) 出張所")),
            ("12,000件", Some("Number(12000.0) 件")),
            ("2回開催", None),
            ("1施設廃止", None),
            ("3月末", None),
            ("5年後", None),
            ("方針の決定", None),
            ("2市で検討", None),
            ("", None),
        ] {
            assert_eq!(unit(text).as_deref(), figure, "{text}");
        }
    }
}
