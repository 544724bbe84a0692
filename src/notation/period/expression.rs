//! Points in time joined to ranges and lists.

use super::atom::{Atom, Mode, Unit, Year, atom};
use super::cursor::Cursor;

/// How points are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One, or the first to the last.
    Span,
    /// Each for itself.
    List,
}

/// An end that is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// 以降: no last day.
    After,
    /// まで: no first day.
    Before,
}

/// A printed period, not yet set against the calendar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) atoms: Vec<Atom>,
    pub(super) shape: Shape,
    pub(super) open: Option<Open>,
}

const RANGE: [&str; 5] = ["~", "から", "より", "-", "ー"];
const LIST: [&str; 8] = ["・", "/", "、", ",", "及び", "および", "と", "&"];
/// In running text a list goes on only where its parts share what follows: 平成27・28年度.
const TIGHT_LIST: [&str; 2] = ["・", "/"];
const AFTER: [&str; 6] = ["以降", "以後", "から", "より", "~", "-"];
const BEFORE: [&str; 3] = ["まで", "以前", "迄"];
/// What may stand behind a period without changing it.
const TAILS: [&str; 8] = ["時点", "現在", "ごろ", "頃", "内", "中", "予定", "まで"];

/// Reads the period that stands here; the cursor stays where none does.
pub(super) fn expression(cursor: &mut Cursor<'_>, mode: Mode) -> Option<Expression> {
    let mut ahead = *cursor;
    let to = mode == Mode::Label && ahead.eat("~");
    let first = atom(&mut ahead, mode)?;
    let mut atoms = vec![first];
    let shape = join(&mut ahead, mode, &mut atoms);
    let open = if to {
        Some(Open::Before)
    } else if atoms.len() == 1 {
        open(&mut ahead, mode, first)
    } else {
        None
    };
    if open.is_none() {
        tail(&mut ahead, mode, atoms.len() > 1);
    }
    share_units(&mut atoms);
    let settled = mode == Mode::Label || atoms.iter().all(|atom| atom.unit != Unit::Bare);
    if !settled {
        return None;
    }
    *cursor = ahead;
    Some(Expression { atoms, shape, open })
}

/// Takes in what a range or list goes on with.
fn join(cursor: &mut Cursor<'_>, mode: Mode, atoms: &mut Vec<Atom>) -> Shape {
    let mut ahead = *cursor;
    if let (Some(separator), Some(last)) = (ahead.eat_any(&RANGE), later_atom(&mut ahead, mode)) {
        // A dash stands in many things (R2-1); it joins only what is marked as a year.
        let dash = matches!(separator, "-" | "ー");
        if !dash || last.unit != Unit::Bare || last.year.is_some_and(Year::is_certain) {
            atoms.push(last);
            *cursor = ahead;
        }
        return Shape::Span;
    }
    // 1/27 in running text is anything but two years.
    let certain = atoms
        .first()
        .is_some_and(|first| first.year.is_some_and(Year::is_certain));
    let separators: &[&str] = match mode {
        Mode::Label => &LIST,
        Mode::Text if certain => &TIGHT_LIST,
        Mode::Text => &["・"],
    };
    let mut ahead = *cursor;
    while ahead.eat_any(separators).is_some() {
        let loose = mode == Mode::Text && atoms.last().is_some_and(|atom| atom.unit != Unit::Bare);
        let Some(next) = later_atom(&mut ahead, mode).filter(|next| !loose && next.year.is_some())
        else {
            break;
        };
        atoms.push(next);
        *cursor = ahead;
    }
    if atoms.len() > 1 {
        Shape::List
    } else {
        Shape::Span
    }
}

/// A point after a first one: there a month needs no year of its own, in running text too.
fn later_atom(cursor: &mut Cursor<'_>, mode: Mode) -> Option<Atom> {
    let mut ahead = *cursor;
    let found = atom(&mut ahead, Mode::Label)?;
    let alone = found.year.is_none() && found.relative.is_none();
    let unsure = mode == Mode::Text
        && (found.unit == Unit::Bare
            || alone && !matches!(found.unit, Unit::Months(..) | Unit::Day(..)));
    if unsure {
        return None;
    }
    *cursor = ahead;
    Some(found)
}

fn open(cursor: &mut Cursor<'_>, mode: Mode, atom: Atom) -> Option<Open> {
    let mut ahead = *cursor;
    let after = ahead.eat_any(&AFTER);
    // 前年度より増加, 前年度から減少 compare; 平成27年度-1 goes on otherwise.
    let other = match after {
        Some("より") => mode == Mode::Text,
        Some("から") => mode == Mode::Text && atom.relative.is_some(),
        Some("-") => mode == Mode::Text || !ahead.is_done() && !ahead.sees(")"),
        _ => false,
    };
    if other || after.is_none() && ahead.eat_any(&BEFORE).is_none() {
        return None;
    }
    *cursor = ahead;
    Some(if after.is_some() {
        Open::After
    } else {
        Open::Before
    })
}

/// Moves past まで, 現在, の4年間 and the like.
fn tail(cursor: &mut Cursor<'_>, mode: Mode, is_range: bool) {
    if is_range {
        cursor.eat_any(&BEFORE);
    }
    if is_range && mode == Mode::Label {
        length(cursor);
    } else if mode == Mode::Label {
        cursor.eat_any(&TAILS);
    }
}

/// Moves past the length of a range: の4年間, (5か年), 5箇年計画.
fn length(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.eat("の");
    let bracket = ahead.eat("(");
    let years = ahead.number(2).or_else(|| kanji_years(&mut ahead));
    let unit = ahead.eat_any(&["年間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年"]);
    if years.is_some() && unit.is_some() && (!bracket || ahead.eat(")")) {
        *cursor = ahead;
    }
}

/// A kanji number before か年, which [`Cursor::number`] leaves alone.
fn kanji_years(cursor: &mut Cursor<'_>) -> Option<i32> {
    let digit = crate::notation::numeral::digit(cursor.peek()?)?;
    cursor.at += 1;
    i32::try_from(digit).ok()
}

/// Gives points without a unit that of their neighbours: 平成27～29年度 are fiscal years both.
fn share_units(atoms: &mut [Atom]) {
    let has = |unit| move |atom: &Atom| atom.unit == unit;
    let any_fiscal = atoms.iter().any(|atom| {
        matches!(
            atom.unit,
            Unit::FiscalYear | Unit::Half(..) | Unit::Quarter(_) | Unit::FiscalEnd
        )
    });
    let last_fiscal = atoms.last().is_some_and(has(Unit::FiscalYear));
    let any_calendar = atoms.iter().any(has(Unit::CalendarYear));
    for atom in atoms.iter_mut() {
        match atom.unit {
            Unit::Bare if any_calendar && !any_fiscal => atom.unit = Unit::CalendarYear,
            Unit::Bare if any_fiscal => atom.unit = Unit::FiscalYear,
            // 平成27年～29年度: nobody mixes the two kinds of year in one range.
            Unit::CalendarYear if last_fiscal => atom.unit = Unit::FiscalYear,
            _ => {}
        }
    }
}
