//! Stretches of time that several labels give together, or that no label gives.

use crate::record::{Period, PeriodKind};

/// One period out of those that the headers of a value give, outermost first.
///
/// A year above a half, a quarter or a month places it; a year beside 現状 or 最終目標 dates it; otherwise the
/// innermost wins. Labels that take part are joined with a space.
pub(crate) fn join_periods<'a>(periods: impl Iterator<Item = &'a Period>) -> Option<Period> {
    periods.fold(None, |joined: Option<Period>, next| match joined {
        None => Some(next.clone()),
        Some(outer) => Some(join(&outer, next)),
    })
}

fn join(a: &Period, b: &Period) -> Period {
    let label = match (&a.label, &b.label) {
        (Some(x), Some(y)) if x != y => Some(format!("{x} {y}")),
        (x, y) => x.clone().or_else(|| y.clone()),
    };
    let (year, part) = match (a.kind, b.kind) {
        (PeriodKind::Year, PeriodKind::Half | PeriodKind::Quarter | PeriodKind::Month) => (a, b),
        (PeriodKind::Half | PeriodKind::Quarter | PeriodKind::Month, PeriodKind::Year) => (b, a),
        (PeriodKind::Year, PeriodKind::Baseline | PeriodKind::Target) => {
            return Period {
                label,
                ..dated(b, a)
            };
        }
        (PeriodKind::Baseline | PeriodKind::Target, PeriodKind::Year) => {
            return Period {
                label,
                ..dated(a, b)
            };
        }
        _ => return b.clone(),
    };
    let mut joined = part.clone();
    joined.label = match (&year.label, &part.label) {
        (Some(x), Some(y)) if x != y => Some(format!("{x} {y}")),
        _ => label,
    };
    joined.fiscal_year = part
        .fiscal_year
        .filter(|_| !part.inferred)
        .or(year.fiscal_year);
    joined.inferred = year.inferred;
    if let (Some(fiscal_year), Some(half)) = (joined.fiscal_year, joined.half) {
        (joined.start, joined.end) = half_days(fiscal_year, half);
    }
    joined
}

/// A state or goal with the year that a second header gives.
fn dated(point: &Period, year: &Period) -> Period {
    if point.fiscal_year.is_some() {
        return point.clone();
    }
    Period {
        kind: point.kind,
        ..year.clone()
    }
}

/// Nothing is said of the time.
pub(crate) fn undated() -> Period {
    Period {
        label: None,
        kind: PeriodKind::Undated,
        fiscal_year: None,
        fiscal_year_end: None,
        half: None,
        start: None,
        end: None,
        open_ended: false,
        inferred: false,
    }
}

/// A whole fiscal year.
pub(crate) fn year(label: Option<String>, fiscal_year: i32) -> Period {
    Period {
        label,
        kind: PeriodKind::Year,
        fiscal_year: Some(fiscal_year),
        start: Some(format!("{fiscal_year:04}-04-01")),
        end: Some(format!("{:04}-03-31", fiscal_year + 1)),
        ..undated()
    }
}

/// Half of a fiscal year.
pub(crate) fn half(label: Option<String>, fiscal_year: i32, half: u8) -> Period {
    let (start, end) = half_days(fiscal_year, half);
    Period {
        kind: PeriodKind::Half,
        half: Some(half),
        start,
        end,
        ..year(label, fiscal_year)
    }
}

/// The whole run of a programme; undated where its years are not known.
pub(crate) fn programme(label: Option<String>, years: Option<(i32, i32)>) -> Period {
    let Some((first, last)) = years else {
        return Period {
            label,
            kind: PeriodKind::Programme,
            ..undated()
        };
    };
    Period {
        label,
        kind: PeriodKind::Programme,
        fiscal_year: Some(first),
        fiscal_year_end: Some(last),
        start: Some(format!("{first:04}-04-01")),
        end: Some(format!("{:04}-03-31", last + 1)),
        inferred: true,
        ..undated()
    }
}

fn half_days(fiscal_year: i32, half: u8) -> (Option<String>, Option<String>) {
    let (start, end) = if half == 1 {
        (
            format!("{fiscal_year:04}-04-01"),
            format!("{fiscal_year:04}-09-30"),
        )
    } else {
        (
            format!("{fiscal_year:04}-10-01"),
            format!("{:04}-03-31", fiscal_year + 1),
        )
    };
    (Some(start), Some(end))
}
