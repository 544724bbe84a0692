//! One point in time as it is printed: a year, a half, a month, a day.

use super::cursor::Cursor;
use crate::notation::era::Era;
use crate::notation::numeral;

/// Where a period is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A label, which is a period or is none: a bare `27` may be a year.
    Label,
    /// Running text, full of other numbers: a year must say that it is one.
    Text,
}

/// A printed year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) era: Option<Era>,
    pub(super) number: i32,
}

impl Year {
    /// True if the year needs no other year to be understood.
    pub(super) fn is_certain(self) -> bool {
        self.era.is_some() || self.number >= 1000
    }
}

/// What part of a year is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing is said; the neighbours in a range or list may say it.
    Bare,
    /// 年度.
    FiscalYear,
    /// 年.
    CalendarYear,
    /// Months of a calendar year; the last may be in the next.
    Months(u8, u8),
    /// Months of a fiscal year.
    FiscalMonths(u8, u8),
    /// A day.
    Day(u8, u8),
    /// Half a fiscal year, 1 or 2, from its first to its last month.
    Half(u8, u8, u8),
    /// A quarter of a fiscal year, 1 to 4.
    Quarter(u8),
    /// 年度末.
    FiscalEnd,
    /// 年末.
    YearEnd,
    /// The last day of a month: 3月末.
    MonthEnd(u8),
}

/// One printed point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) year: Option<Year>,
    /// 前年度 is −1, 翌年 is 1: counted from the year of the context.
    pub(super) relative: Option<i32>,
    pub(super) unit: Unit,
}

/// Years counted from another; the longer before their beginnings.
pub(super) const RELATIVE_FISCAL: [(&str, i32); 13] = [
    ("前々年度", -2),
    ("一昨年度", -2),
    ("前年度", -1),
    ("昨年度", -1),
    ("当該年度", 0),
    ("本年度", 0),
    ("今年度", 0),
    ("当年度", 0),
    ("同年度", 0),
    ("翌々年度", 2),
    ("翌年度", 1),
    ("次年度", 1),
    ("来年度", 1),
];

/// Calendar years counted from another; a month must follow.
pub(super) const RELATIVE_CALENDAR: [(&str, i32); 3] = [("同年", 0), ("翌年", 1), ("前年", -1)];

pub(super) const HALVES: [(&str, u8); 10] = [
    ("上半期", 1),
    ("下半期", 2),
    ("上期", 1),
    ("下期", 2),
    ("前半期", 1),
    ("後半期", 2),
    ("前半", 1),
    ("後半", 2),
    ("前期", 1),
    ("後期", 2),
];

/// The last day of what stands before it.
const END: [&str; 2] = ["末日", "末"];

/// Halves that stand for half a plan's run as well, so that only a year or months make them half a year.
const UNSURE_HALVES: &str = "前後";

/// What may follow a number and 年 that is a length of time or a rank, not a year: 3年間, 3年位, 2年目.
const NOT_A_YEAR: &str = "間目位生次代分後前以毎ごぶ";

/// Reads the point in time that stands here; the cursor stays where none does.
pub(super) fn atom(cursor: &mut Cursor<'_>, mode: Mode) -> Option<Atom> {
    let mut ahead = *cursor;
    let part = |ahead: &mut _| (mode == Mode::Label).then(|| part_alone(ahead)).flatten();
    let atom = relative(&mut ahead)
        .or_else(|| part(&mut ahead))
        .or_else(|| dated(&mut ahead, mode))?;
    *cursor = ahead;
    Some(atom)
}

fn relative(cursor: &mut Cursor<'_>) -> Option<Atom> {
    let mut ahead = *cursor;
    let (relative, unit) = if let Some(years) = ahead.eat_meaning(&RELATIVE_FISCAL) {
        (
            years,
            part_of_fiscal_year(&mut ahead).unwrap_or(Unit::FiscalYear),
        )
    } else {
        let years = ahead.eat_meaning(&RELATIVE_CALENDAR)?;
        (years, month_and_day(&mut ahead)?)
    };
    *cursor = ahead;
    Some(Atom {
        year: None,
        relative: Some(relative),
        unit,
    })
}

/// A point that begins with a year.
fn dated(cursor: &mut Cursor<'_>, mode: Mode) -> Option<Atom> {
    let mut ahead = *cursor;
    let western = ahead.eat("fy");
    let mut year = year(&mut ahead, mode)?;
    let other = other_reckoning(&mut ahead);
    let unit = if western {
        Unit::FiscalYear
    } else {
        unit(&mut ahead, year, mode)?
    };
    let other = other.or_else(|| other_reckoning(&mut ahead));
    let unit = match unit {
        Unit::FiscalYear => part_of_fiscal_year(&mut ahead).unwrap_or(unit),
        unit => unit,
    };
    if let Some(other) = other.filter(|other| !year.is_certain() && other.is_certain()) {
        year = other;
    }
    *cursor = ahead;
    Some(Atom {
        year: Some(year),
        relative: None,
        unit,
    })
}

/// An era and a number, four digits, or, by context, a number of one or two.
fn year(cursor: &mut Cursor<'_>, mode: Mode) -> Option<Year> {
    if mode == Mode::Text && runs_into_number(cursor) {
        return None;
    }
    let mut ahead = *cursor;
    let era = era(&mut ahead);
    let (start, in_digits) = (ahead.at, ahead.sees_digit());
    let number = ahead.number(if era.is_some() { 2 } else { 4 })?;
    let plausible =
        if era.is_some() || in_digits && ahead.at - start <= 2 || !in_digits && number < 100 {
            (1..=99).contains(&number)
        } else {
            (1868..=2199).contains(&number)
        };
    *cursor = ahead;
    plausible.then_some(Year { era, number })
}

/// True if a number in running text is part of something longer that begins before it: 1/27, 第27.
fn runs_into_number(cursor: &Cursor<'_>) -> bool {
    let is_digit = |c: char| c.is_ascii_alphanumeric() || numeral::digit(c).is_some();
    match cursor.before() {
        Some('/') => cursor.before_by(2).is_some_and(is_digit),
        Some(c) => is_digit(c) || ".,-第".contains(c),
        None => false,
    }
}

fn era(cursor: &mut Cursor<'_>) -> Option<Era> {
    if let Some(era) = Era::ALL.into_iter().find(|era| cursor.eat(era.name())) {
        return Some(era);
    }
    let before = cursor.before();
    let mut ahead = *cursor;
    let initial = ahead.peek()?;
    ahead.at += 1;
    let era = if let Some(era) = Era::from_letter(initial) {
        ahead.eat(".");
        era
    } else {
        Era::from_initial(initial)?
    };
    // The 明 of 説明27 and the S of IS27 belong to a word.
    let in_word = before.is_some_and(|c| c.is_alphabetic() && c.is_ascii() == initial.is_ascii());
    if in_word || !ahead.sees_digit() && !ahead.sees("元") {
        return None;
    }
    *cursor = ahead;
    Some(era)
}

/// The same year in another reckoning, in brackets: `平成31(令和元)年度`, `平成26年度(2014年度)`.
fn other_reckoning(cursor: &mut Cursor<'_>) -> Option<Year> {
    let mut ahead = *cursor;
    if !ahead.eat("(") {
        return None;
    }
    let other = year(&mut ahead, Mode::Label)?;
    ahead.eat_any(&["年度", "年"]);
    if !ahead.eat(")") || !other.is_certain() {
        return None;
    }
    *cursor = ahead;
    Some(other)
}

/// What follows the number of a year.
fn unit(cursor: &mut Cursor<'_>, year: Year, mode: Mode) -> Option<Unit> {
    if cursor.eat("年度") {
        return Some(Unit::FiscalYear);
    }
    let mut ahead = *cursor;
    if ahead.eat("年") {
        let unit = if let Some(unit) = month_and_day(&mut ahead) {
            unit
        } else if ahead.eat_any(&END).is_some() {
            Unit::YearEnd
        } else if ahead.sees("間目")
            || !year.is_certain() && (mode == Mode::Text || ahead.sees(NOT_A_YEAR))
        {
            return None;
        } else {
            Unit::CalendarYear
        };
        *cursor = ahead;
        return Some(unit);
    }
    let numeric = numeric_date(&mut ahead, year, mode);
    if numeric.is_some() {
        *cursor = ahead;
        return numeric;
    }
    // A number that runs on is part of something else: R2-1, 27.5.
    let runs_on = cursor
        .peek()
        .is_some_and(|c| c.is_ascii_alphanumeric() || ".,".contains(c));
    (!runs_on).then_some(Unit::Bare)
}

/// `.3.31`, `/3/31`, `-03-31`; behind a certain year also `.3`, a month, and `.3末`, its end.
fn numeric_date(cursor: &mut Cursor<'_>, year: Year, mode: Mode) -> Option<Unit> {
    // 1.2.3 is a heading's number.
    if !year.is_certain() && (mode == Mode::Text || year.number < 10) {
        return None;
    }
    let mut ahead = *cursor;
    let separators: &[&str] = if year.number >= 1000 {
        &[".", "/", "-"]
    } else {
        &[".", "/"]
    };
    let separator = ahead.eat_any(separators)?;
    let month = month_number(&mut ahead)?;
    let unit = if ahead.eat(separator) {
        Unit::Day(month, u8::try_from(ahead.number(2)?).ok()?)
    } else {
        let says_month = mode == Mode::Label || year.era.is_some() && separator == ".";
        let goes_on = ahead.sees("年・") || ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
        if !says_month || !year.is_certain() || separator == "-" || goes_on {
            return None;
        }
        ahead.eat("月");
        if ahead.eat_any(&END).is_some() {
            Unit::MonthEnd(month)
        } else {
            Unit::Months(month, month)
        }
    };
    *cursor = ahead;
    Some(unit)
}

/// `3月`, `1~3月`, `3月31日`, `3月末`.
fn month_and_day(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    let (first, last) = months(&mut ahead)?;
    let mut after = ahead;
    let unit = if first != last {
        Unit::Months(first, last)
    } else if let Some(day) = after.number(2).filter(|_| after.eat("日")) {
        ahead = after;
        Unit::Day(first, u8::try_from(day).ok()?)
    } else if ahead.eat_any(&END).is_some() {
        Unit::MonthEnd(first)
    } else {
        Unit::Months(first, first)
    };
    *cursor = ahead;
    Some(unit)
}

/// `3月`, `4~9月` or `4月~9月`; a single month as first and last.
fn months(cursor: &mut Cursor<'_>) -> Option<(u8, u8)> {
    let mut ahead = *cursor;
    let first = month_number(&mut ahead)?;
    let printed = ahead.eat("月");
    let mut after = ahead;
    let last = after
        .eat_any(&["~", "-", "から"])
        .and_then(|_| month_number(&mut after));
    let last = last.filter(|_| after.eat("月") && !after.sees_digit() && !after.sees("末"));
    match last {
        Some(last) => {
            *cursor = after;
            Some((first, last))
        }
        None if printed => {
            *cursor = ahead;
            Some((first, first))
        }
        None => None,
    }
}

fn month_number(cursor: &mut Cursor<'_>) -> Option<u8> {
    let month = u8::try_from(cursor.number(2)?).ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// What follows 年度: 上半期, 第1四半期, 末, (4~9月).
fn part_of_fiscal_year(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    ahead.eat("の");
    let unit = if ahead.eat_any(&END).is_some() {
        Unit::FiscalEnd
    } else {
        half(&mut ahead, true)
            .or_else(|| quarter(&mut ahead))
            .or_else(|| {
                bracketed_months(&mut ahead).map(|(first, last)| Unit::FiscalMonths(first, last))
            })?
    };
    *cursor = ahead;
    Some(unit)
}

/// A half, a quarter, months or a day without a year.
fn part_alone(cursor: &mut Cursor<'_>) -> Option<Atom> {
    let unit = half(cursor, false)
        .or_else(|| quarter(cursor))
        .or_else(|| month_and_day(cursor))?;
    let unit = match unit {
        Unit::Months(first, last) if first != last => Unit::FiscalMonths(first, last),
        unit => unit,
    };
    Some(Atom {
        year: None,
        relative: None,
        unit,
    })
}

/// 上半期 and its like, with its months where they are printed.
fn half(cursor: &mut Cursor<'_>, has_year: bool) -> Option<Unit> {
    let mut ahead = *cursor;
    let unsure = ahead.sees(UNSURE_HALVES);
    let half = ahead.eat_meaning(&HALVES)?;
    let months = bracketed_months(&mut ahead);
    if unsure && !has_year && months.is_none() {
        return None;
    }
    *cursor = ahead;
    let (first, last) = months.unwrap_or(if half == 1 { (4, 9) } else { (10, 3) });
    Some(Unit::Half(half, first, last))
}

fn bracketed_months(cursor: &mut Cursor<'_>) -> Option<(u8, u8)> {
    let mut ahead = *cursor;
    let bracket = ahead.eat("(");
    let months = months(&mut ahead)?;
    if bracket && !ahead.eat(")") {
        return None;
    }
    *cursor = ahead;
    Some(months)
}

/// `第1四半期`, `1四半期`, `1q`, `q1`.
fn quarter(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    let named = ahead.eat_any(&["第", "q"]);
    let digit = ahead.peek()?;
    let number = digit
        .to_digit(10)
        .or_else(|| numeral::digit(digit)?.try_into().ok())?;
    ahead.at += 1;
    let number = u8::try_from(number)
        .ok()
        .filter(|quarter| (1..=4).contains(quarter))?;
    let ends = if named == Some("q") {
        !ahead.sees_digit()
    } else {
        ahead.eat_any(&["四半期", "q"]).is_some()
    };
    if !ends {
        return None;
    }
    *cursor = ahead;
    // The months in the bracket say nothing new: 第1四半期(4～6月).
    bracketed_months(cursor);
    Some(Unit::Quarter(number))
}
