//! Periods as forms print them: `平成27年度`, `H25`, `上半期(4～9月)`, `最終目標/27年度以降`.
//!
//! Three readers share one grammar. [`read`] takes a whole label or refuses it, [`read_prefix`] takes what
//! stands before 実績 or 計画, [`find`] looks through running text. The grammar works on compare form with
//! white space out, so `平成13 年` and `Ｈ１３年` need no rules of their own.

mod atom;
mod beginning;
mod cursor;
mod expression;
mod resolve;

use super::era::Era;
use crate::normalize::display;
use crate::record::{Period, PeriodKind};
use atom::{Mode, Unit, Year};
use cursor::{Chars, Cursor};
use expression::{Expression, expression};
use std::ops::Range;

/// What a document says of the years that its labels leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeriodContext {
    /// The era of a year without one.
    pub era: Option<Era>,
    /// The fiscal year that 上半期 and 次年度 count from.
    pub fiscal_year: Option<i32>,
    /// The calendar year that 同年10月 counts from.
    pub year: Option<i32>,
}

/// A period that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The period, as records hold it.
    pub period: Period,
    /// The fiscal years that it names, in order: all of a range, those of a list.
    pub years: Vec<i32>,
    /// The era of its last year, printed or inferred; what the labels after it are read by.
    pub era: Option<Era>,
    /// True if a year lies outside its era: 平成36年度 (2024), 昭和64年1月8日.
    pub era_overflow: bool,
    /// True before 1873, when months were those of the moon and the days given here are not right.
    pub pre_gregorian: bool,
    /// The years that it may be where nothing tells the era; the period's own years are null then.
    pub candidates: Vec<i32>,
}

impl Reading {
    fn of(period: Period) -> Self {
        Self {
            period,
            years: Vec::new(),
            era: None,
            era_overflow: false,
            pre_gregorian: false,
            candidates: Vec::new(),
        }
    }
}

/// Words that give a period its kind; the longer before their beginnings. The last column is true for words
/// that are labels of something else unless a year stands beside them.
const KINDS: [(&str, PeriodKind, bool); 17] = [
    ("最終目標", PeriodKind::Target, false),
    ("中間目標", PeriodKind::Target, false),
    ("目標年度", PeriodKind::Target, true),
    ("目標", PeriodKind::Target, true),
    ("現状", PeriodKind::Baseline, false),
    ("現況", PeriodKind::Baseline, false),
    ("計画策定時", PeriodKind::Baseline, false),
    ("策定時", PeriodKind::Baseline, false),
    ("基準年度", PeriodKind::Baseline, false),
    ("基準年", PeriodKind::Baseline, false),
    ("基準", PeriodKind::Baseline, true),
    ("計画期間", PeriodKind::Programme, true),
    ("推進期間", PeriodKind::Programme, true),
    ("実施期間", PeriodKind::Programme, true),
    ("取組期間", PeriodKind::Programme, true),
    ("対象期間", PeriodKind::Programme, true),
    ("期間", PeriodKind::Programme, true),
];

/// False only for a label that begins as no period does, so that neither [`read`] nor [`read_prefix`] finds one.
pub fn may_begin(label: &str) -> bool {
    !beginning::is_other(label)
}

/// Reads a label that is a period and nothing else.
///
/// None for any other text, for a bare word that only a year makes a period (`目標`, `計画期間`), and for days
/// that do not exist. A year whose era nothing tells comes back with its candidates.
pub fn read(label: &str, context: &PeriodContext) -> Option<Reading> {
    if !may_begin(label) {
        return None;
    }
    let chars = Chars::of(label);
    let mut cursor = chars.cursor(0);
    let reading = kind_first(&mut cursor, context).or_else(|| {
        cursor = chars.cursor(0);
        kind_last(&mut cursor, context)
    })?;
    cursor.is_done().then(|| labelled(reading, label))
}

/// Reads the period that a label begins with, and gives back what stands behind it: `平成27年度実績` is a year
/// and `実績`, `令和8年度目標値` a year and `目標値`.
///
/// A number without era or 年度 is no period here: too many labels begin with one.
pub fn read_prefix<'a>(label: &'a str, context: &PeriodContext) -> Option<(Reading, &'a str)> {
    if !may_begin(label) {
        return None;
    }
    let chars = Chars::of(label);
    let mut cursor = chars.cursor(0);
    let Some(found) =
        expression(&mut cursor, Mode::Label).filter(|found| is_marked(found, &cursor))
    else {
        return read(label, context).map(|reading| (reading, ""));
    };
    let reading = resolve::resolve(&found, context)?;
    let end = chars.bytes(0..cursor.at)?.end;
    let (label, rest) = label.split_at_checked(end)?;
    Some((labelled(reading, label), rest.trim_start()))
}

/// Finds the periods in running text, with the bytes they stand in.
///
/// Only what says that it is a year or date is one: `平成27年度`, `2015年`, `27年度`, never `27` or `3年間`.
pub fn find<'a>(
    text: &'a str,
    context: &'a PeriodContext,
) -> impl Iterator<Item = (Range<usize>, Reading)> + 'a {
    let chars = Chars::of(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < chars.len() {
            let mut cursor = chars.cursor(at);
            let found = cursor
                .peek()
                .filter(|&c| beginning::begins_point(c))
                .and_then(|_| expression(&mut cursor, Mode::Text));
            let found = found.and_then(|found| resolve::resolve(&found, context));
            let start = at;
            at = if found.is_some() { cursor.at } else { at + 1 };
            if let Some(reading) = found {
                let bytes = chars.bytes(start..at)?;
                let label = text.get(bytes.clone())?;
                return Some((bytes, labelled(reading, label)));
            }
        }
        None
    })
}

/// `現状(平成26年度)`, `最終目標/27年度以降`, `計画期間:H27～H30`.
fn kind_first(cursor: &mut Cursor<'_>, context: &PeriodContext) -> Option<Reading> {
    let (kind, needs_year) = kind(cursor)?;
    if cursor.is_done() {
        return (!needs_year).then(|| Reading::of(undated(kind)));
    }
    let bracket = cursor.eat("(");
    if !bracket {
        cursor.eat_any(&["/", ":", ";"]);
    }
    let reading = period(cursor, context)?;
    if bracket && !cursor.eat(")") {
        return None;
    }
    Some(of_kind(reading, kind))
}

/// A period, and perhaps what it is to be: `令和8年度目標値`, `平成30年度(最終目標)`.
fn kind_last(cursor: &mut Cursor<'_>, context: &PeriodContext) -> Option<Reading> {
    let reading = period(cursor, context)?;
    let mut ahead = *cursor;
    let bracket = ahead.eat("(");
    match kind(&mut ahead) {
        Some((kind, _)) if !bracket || ahead.eat(")") => {
            *cursor = ahead;
            Some(of_kind(reading, kind))
        }
        _ => Some(reading),
    }
}

fn kind(cursor: &mut Cursor<'_>) -> Option<(PeriodKind, bool)> {
    let (_, kind, needs_year) = KINDS.iter().find(|(word, ..)| cursor.eat(word))?;
    cursor.eat("値");
    Some((*kind, *needs_year))
}

fn period(cursor: &mut Cursor<'_>, context: &PeriodContext) -> Option<Reading> {
    resolve::resolve(&expression(cursor, Mode::Label)?, context)
}

/// A period of which nothing but its kind is known.
fn undated(kind: PeriodKind) -> Period {
    Period {
        label: None,
        kind,
        fiscal_year: None,
        fiscal_year_end: None,
        half: None,
        start: None,
        end: None,
        open_ended: false,
        inferred: false,
    }
}

fn of_kind(mut reading: Reading, kind: PeriodKind) -> Reading {
    reading.period.kind = kind;
    reading
}

/// True if the period says that it is one, and does not run on as a number would (`R2-1`).
fn is_marked(found: &Expression, cursor: &Cursor<'_>) -> bool {
    let bare = found.atoms.iter().all(|atom| atom.unit == Unit::Bare);
    let certain = found
        .atoms
        .iter()
        .any(|atom| atom.year.is_some_and(Year::is_certain));
    !bare || certain && !cursor.sees("-")
}

fn labelled(mut reading: Reading, label: &str) -> Reading {
    reading.period.label = Some(squeeze(label));
    reading
}

/// The display form of a label without the blanks that justification and wraps left in it.
///
/// One blank stays between a year and what a second header adds to it: `平成27年度 上半期(4～9月)`.
fn squeeze(label: &str) -> String {
    let shown = display(label.trim());
    let mut out = String::with_capacity(shown.len());
    let mut blank = false;
    for c in shown.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && out.ends_with(['度', ')']) && "上下前後第中期実計".contains(c) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    out
}
