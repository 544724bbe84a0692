//! Days of the Gregorian calendar, and the fiscal year, which begins on 1 April (Local Autonomy Act, art. 208).

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Day {
    /// A day, if the calendar has it.
    pub(super) fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        (1..=days_in(year, month))
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    pub(super) const fn first_of(year: i32, month: u8) -> Self {
        Self {
            year,
            month,
            day: 1,
        }
    }

    pub(super) fn last_of(year: i32, month: u8) -> Self {
        Self {
            year,
            month,
            day: days_in(year, month),
        }
    }

    /// The fiscal year that the day lies in.
    pub(super) fn fiscal_year(self) -> i32 {
        self.year - i32::from(self.month < 4)
    }
}

/// ISO 8601.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The calendar year in which a month of a fiscal year lies: January to March are in the next one.
pub(super) fn year_of_month(fiscal_year: i32, month: u8) -> i32 {
    fiscal_year + i32::from(month < 4)
}

/// The number of days of a month; 0 for a month that does not exist.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}
