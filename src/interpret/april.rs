//! Calendar years of documents that count on the first of April of each: `（各年４月１日現在）` under a staffing plan.

use super::draft::Statement;
use super::span;
use crate::normalize;
use crate::record::{Period, PeriodKind};

/// True for a text that says that its years are counted in April.
pub(super) fn is_counted_in(text: &str) -> bool {
    let says = |line: &str| {
        let key = normalize::compare_key(line);
        key.contains("各年4月1日現在") || key.contains("各年度4月1日現在")
    };
    text.lines().filter(|line| line.contains('各')).any(says)
}

/// Makes the fiscal year that begins on that day of a calendar year.
pub(super) fn settle(statement: &mut Statement) {
    let period = &statement.period;
    let start = period.start.as_deref().unwrap_or_default();
    let calendar = period.kind == PeriodKind::Year && period.fiscal_year.is_none();
    let year = start
        .strip_suffix("-01-01")
        .and_then(|year| year.parse().ok());
    if let Some(year) = year.filter(|_| calendar) {
        statement.period = Period {
            inferred: true,
            ..span::year(period.label.clone(), year)
        };
    }
}
