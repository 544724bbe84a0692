//! Setting printed points in time against the calendar.

use super::atom::{Atom, Unit, Year};
use super::expression::{Expression, Open, Shape};
use super::{PeriodContext, Reading, undated};
use crate::notation::calendar::{Day, year_of_month};
use crate::notation::era::Era;
use crate::record::{Period, PeriodKind};

/// The first and last month of each quarter of a fiscal year.
const QUARTERS: [(u8, u8); 4] = [(4, 6), (7, 9), (10, 12), (1, 3)];

/// Eras that a year without one may belong to in a document of our time.
const MODERN: [Era; 3] = [Era::Showa, Era::Heisei, Era::Reiwa];

/// No plan runs further into 令和 than this year: a higher number beside its years is one of 平成.
const FURTHEST: i32 = 20;
/// A year so far from the document's own is taken for another era's, if that one is [`NEAR`].
const FAR: i32 = 15;
const NEAR: i32 = 10;

/// A point in time as days.
#[derive(Clone, Copy)]
struct Stretch {
    start: Day,
    end: Day,
    kind: PeriodKind,
    half: Option<u8>,
    /// The fiscal years that are meant; none for a calendar year, which lies in two.
    fiscal: Option<(i32, i32)>,
}

/// A year found, and how.
#[derive(Clone, Copy)]
struct Found {
    year: i32,
    era: Option<Era>,
    inferred: bool,
}

/// What a period is, given what the document says of its years. None where the calendar has no such day.
pub(super) fn resolve(expression: &Expression, context: &PeriodContext) -> Option<Reading> {
    let years = years(&expression.atoms, context);
    let mut stretches = Vec::new();
    for (atom, found) in expression.atoms.iter().zip(&years) {
        let Some(found) = found else {
            return unresolved(expression);
        };
        stretches.push(stretch(atom.unit, found.year)?);
    }
    let first = stretches.first()?;
    let last = stretches.last()?;
    if last.end < first.start || is_far_number(expression, first.start.year, context) {
        return None;
    }
    let mut reading = Reading::of(period(&stretches, expression.open));
    reading.period.inferred = years.iter().flatten().any(|found| found.inferred);
    reading.years = match expression.shape {
        Shape::List => stretches
            .iter()
            .filter_map(|stretch| Some(stretch.fiscal?.0))
            .collect(),
        Shape::Span => first
            .fiscal
            .zip(last.fiscal)
            .map_or_else(Vec::new, |(a, b)| (a.0..=b.1).collect()),
    };
    reading.years.dedup();
    reading.era = years.iter().flatten().rev().find_map(|found| found.era);
    reading.era_overflow = years
        .iter()
        .flatten()
        .zip(&stretches)
        .any(|(found, stretch)| {
            found
                .era
                .is_some_and(|era| era.excludes(stretch.start, stretch.end))
        });
    reading.pre_gregorian = first.start.year < 1873;
    Some(reading)
}

/// True for a number that nothing marks as a year and that is no year near the document's own.
fn is_far_number(expression: &Expression, year: i32, context: &PeriodContext) -> bool {
    let unmarked =
        |atom: &Atom| atom.unit == Unit::Bare && !atom.year.is_some_and(Year::is_certain);
    expression.atoms.iter().all(unmarked)
        && context
            .fiscal_year
            .is_some_and(|own| (own - year).abs() > NEAR)
}

fn period(stretches: &[Stretch], open: Option<Open>) -> Period {
    let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
        return undated(PeriodKind::Undated);
    };
    let fiscal = first.fiscal.zip(last.fiscal).map(|(a, b)| (a.0, b.1));
    let whole_years = fiscal.is_some_and(|(a, b)| {
        a < b && first.start == Day::first_of(a, 4) && last.end == Day::last_of(b + 1, 3)
    });
    let one = stretches.len() == 1 || first.start == last.start && first.end == last.end;
    Period {
        label: None,
        kind: if one {
            first.kind
        } else if whole_years || first.kind == PeriodKind::Half || first.kind == PeriodKind::Quarter
        {
            PeriodKind::Year
        } else {
            first.kind
        },
        fiscal_year: fiscal.map(|(a, _)| a),
        fiscal_year_end: fiscal.filter(|(a, b)| a < b).map(|(_, b)| b),
        half: first.half.filter(|_| one),
        start: (open != Some(Open::Before)).then(|| first.start.to_string()),
        end: (open != Some(Open::After)).then(|| last.end.to_string()),
        open_ended: open == Some(Open::After),
        inferred: false,
    }
}

/// A period whose year nothing tells: its kind, and the years it may be.
fn unresolved(expression: &Expression) -> Option<Reading> {
    let first = expression.atoms.first()?;
    // 次年度 says nothing without a year to count from, and a bare number is a number.
    if first.relative.is_some() || expression.atoms.iter().all(|atom| atom.unit == Unit::Bare) {
        return None;
    }
    let stretch = stretch(first.unit, 2000)?;
    let mut reading = Reading::of(Period {
        half: stretch.half,
        open_ended: expression.open == Some(Open::After),
        ..undated(stretch.kind)
    });
    reading.candidates = first
        .year
        .map_or_else(Vec::new, |year| candidates(year.number));
    Some(reading)
}

/// The Gregorian years that a year without era may be, oldest first.
fn candidates(number: i32) -> Vec<i32> {
    MODERN
        .into_iter()
        .map(|era| era.gregorian(number))
        .collect()
}

/// The year of each point. In a range the era goes on from left to right, and into the next era where the
/// number falls (平成27～元年度); a first year without era takes that of the one after it.
fn years(atoms: &[Atom], context: &PeriodContext) -> Vec<Option<Found>> {
    let mut found: Vec<Option<Found>> = Vec::new();
    let later = atoms
        .iter()
        .filter_map(|atom| atom.year)
        .find(|year| year.is_certain());
    let mut before: Option<(Found, i32)> = None;
    let mut last: Option<u8> = None;
    for atom in atoms {
        let year = match (atom.year, before) {
            (Some(year), Some((before, number))) if !year.is_certain() => {
                Some(after(year, before, number))
            }
            (Some(year), _) => from_context(year, later, context),
            (None, Some((before, _))) => Some(Found {
                year: beside(before.year, last, atom),
                ..before
            }),
            (None, None) => counted(atom, context),
        };
        last = last_month(atom.unit).or(last);
        if let Some(year) = year {
            before = Some((year, atom.year.map_or(0, |year| year.number)));
        }
        found.push(year);
    }
    found
}

/// A year without era that follows another in a range or list.
fn after(year: Year, before: Found, number: i32) -> Found {
    let Some(era) = before.era else {
        // 2015～17年度
        let century = before.year - before.year % 100;
        return Found {
            year: century + year.number,
            ..before
        };
    };
    let era = if year.number < number {
        era.next().unwrap_or(era)
    } else {
        era
    };
    Found {
        year: era.gregorian(year.number),
        era: Some(era),
        ..before
    }
}

/// The year of a point without one that follows a month: 10月1日～3月31日 goes on into the next year.
fn beside(year: i32, month_before: Option<u8>, atom: &Atom) -> i32 {
    let falls = month_before
        .zip(first_month(atom.unit))
        .is_some_and(|(before, month)| month < before);
    year + atom.relative.unwrap_or(i32::from(falls))
}

fn first_month(unit: Unit) -> Option<u8> {
    match unit {
        Unit::Months(month, _) | Unit::Day(month, _) | Unit::MonthEnd(month) => Some(month),
        _ => None,
    }
}

fn last_month(unit: Unit) -> Option<u8> {
    match unit {
        Unit::Months(_, month) => Some(month),
        unit => first_month(unit),
    }
}

fn from_context(year: Year, later: Option<Year>, context: &PeriodContext) -> Option<Found> {
    if let Some(era) = year.era {
        return Some(Found {
            year: era.gregorian(year.number),
            era: Some(era),
            inferred: false,
        });
    }
    if year.is_certain() {
        return Some(Found {
            year: year.number,
            era: None,
            inferred: false,
        });
    }
    let beside = later.and_then(|later| later.era).filter(|era| {
        later.is_some_and(|later| era.gregorian(year.number) <= era.gregorian(later.number))
    });
    let era = beside.or_else(|| era_by_context(year.number, context))?;
    Some(Found {
        year: era.gregorian(year.number),
        era: Some(era),
        inferred: beside.is_none(),
    })
}

/// The era of the document, unless its fiscal year says that another must be meant (2年度 beside 平成31年度).
fn era_by_context(number: i32, context: &PeriodContext) -> Option<Era> {
    let Some(anchor) = context.fiscal_year.or(context.year) else {
        let far = context.era == Some(Era::Reiwa) && number > FURTHEST;
        return if far { Some(Era::Heisei) } else { context.era };
    };
    let distance = |era: &Era| (era.gregorian(number) - anchor).abs();
    let nearest = MODERN
        .into_iter()
        .min_by_key(distance)
        .filter(|era| distance(era) <= NEAR);
    match context.era {
        Some(era) if distance(&era) <= FAR => Some(era),
        Some(era) => nearest.or(Some(era)),
        None => nearest,
    }
}

/// The year of a point that prints none, or one counted from the document's.
fn counted(atom: &Atom, context: &PeriodContext) -> Option<Found> {
    let year = match (atom.relative, first_month(atom.unit)) {
        (Some(years), Some(_)) => context.year? + years,
        (Some(years), None) => context.fiscal_year? + years,
        (None, Some(month)) => year_of_month(context.fiscal_year?, month),
        (None, None) => context.fiscal_year?,
    };
    Some(Found {
        year,
        era: None,
        inferred: true,
    })
}

impl Stretch {
    /// Months of a fiscal year, the first to the last.
    fn of_fiscal_year(kind: PeriodKind, year: i32, first: u8, last: u8) -> Self {
        Self {
            start: Day::first_of(year_of_month(year, first), first),
            end: Day::last_of(year_of_month(year, last), last),
            kind,
            half: None,
            fiscal: Some((year, year)),
        }
    }

    /// Days, whatever fiscal years they lie in.
    fn of_days(kind: PeriodKind, start: Day, end: Day) -> Self {
        let fiscal = Some((start.fiscal_year(), end.fiscal_year()));
        Self {
            start,
            end,
            kind,
            half: None,
            fiscal,
        }
    }

    fn with_half(self, half: Option<u8>) -> Self {
        Self { half, ..self }
    }
}

/// The days of a unit of a year, a fiscal or calendar one as the unit demands.
fn stretch(unit: Unit, year: i32) -> Option<Stretch> {
    let one_day = |day| Stretch::of_days(PeriodKind::Date, day, day);
    Some(match unit {
        Unit::Bare | Unit::FiscalYear => Stretch::of_fiscal_year(PeriodKind::Year, year, 4, 3),
        Unit::CalendarYear => Stretch {
            fiscal: None,
            ..Stretch::of_days(
                PeriodKind::Year,
                Day::first_of(year, 1),
                Day::last_of(year, 12),
            )
        },
        Unit::Months(first, last) => {
            let end = Day::last_of(year + i32::from(last < first), last);
            Stretch::of_days(PeriodKind::Month, Day::first_of(year, first), end)
        }
        Unit::FiscalMonths(first, last) => {
            let half = match (first, last) {
                (4, 9) => Some(1),
                (10, 3) => Some(2),
                _ => None,
            };
            let quarter = QUARTERS.contains(&(first, last));
            let kind = match half {
                Some(_) => PeriodKind::Half,
                None if quarter => PeriodKind::Quarter,
                None => PeriodKind::Month,
            };
            Stretch::of_fiscal_year(kind, year, first, last).with_half(half)
        }
        Unit::Half(half, first, last) => {
            Stretch::of_fiscal_year(PeriodKind::Half, year, first, last).with_half(Some(half))
        }
        Unit::Quarter(quarter) => {
            let (first, last) = *QUARTERS.get(usize::from(quarter).checked_sub(1)?)?;
            Stretch::of_fiscal_year(PeriodKind::Quarter, year, first, last)
        }
        Unit::Day(month, day) => one_day(Day::new(year, month, day)?),
        Unit::MonthEnd(month) => one_day(Day::last_of(year, month)),
        Unit::FiscalEnd => one_day(Day::last_of(year + 1, 3)),
        Unit::YearEnd => one_day(Day::last_of(year, 12)),
    })
}
