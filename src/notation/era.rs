//! The eras of the Japanese calendar since 1868.

use super::calendar::Day;

/// An era.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, from 1868.
    Meiji,
    /// 大正, from 1912.
    Taisho,
    /// 昭和, from 1926.
    Showa,
    /// 平成, from 1989.
    Heisei,
    /// 令和, from 2019.
    Reiwa,
}

/// How an era is written, and when it was.
struct Entry {
    era: Era,
    name: &'static str,
    /// Lower case, as in compare form.
    letter: char,
    first: Day,
    /// Eras overlap by a day where the new one began on the day that the old one ended.
    last: Day,
}

/// The eras, oldest first. Their days are those of the orders that changed them.
const ERAS: [Entry; 5] = [
    Entry {
        era: Era::Meiji,
        name: "明治",
        letter: 'm',
        first: day(1868, 1, 25),
        last: day(1912, 7, 30),
    },
    Entry {
        era: Era::Taisho,
        name: "大正",
        letter: 't',
        first: day(1912, 7, 30),
        last: day(1926, 12, 25),
    },
    Entry {
        era: Era::Showa,
        name: "昭和",
        letter: 's',
        first: day(1926, 12, 25),
        last: day(1989, 1, 7),
    },
    Entry {
        era: Era::Heisei,
        name: "平成",
        letter: 'h',
        first: day(1989, 1, 8),
        last: day(2019, 4, 30),
    },
    Entry {
        era: Era::Reiwa,
        name: "令和",
        letter: 'r',
        first: day(2019, 5, 1),
        last: day(9999, 12, 31),
    },
];

const fn day(year: i32, month: u8, day: u8) -> Day {
    Day { year, month, day }
}

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    /// Its name, `平成`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The era of a name, `平成`.
    pub fn from_name(name: &str) -> Option<Self> {
        ERAS.iter()
            .find(|entry| entry.name == name)
            .map(|entry| entry.era)
    }

    /// The era of a letter in lower case, `h`.
    pub(super) fn from_letter(letter: char) -> Option<Self> {
        ERAS.iter()
            .find(|entry| entry.letter == letter)
            .map(|entry| entry.era)
    }

    /// The era of the first character of its name, `平`.
    pub(super) fn from_initial(initial: char) -> Option<Self> {
        ERAS.iter()
            .find(|entry| entry.name.starts_with(initial))
            .map(|entry| entry.era)
    }

    /// The Gregorian year of a year of the era, which may lie past its end: 平成36年 is 2024.
    pub fn gregorian(self, year: i32) -> i32 {
        self.entry().first.year + year - 1
    }

    /// The era after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// True if a stretch of days has none in the era.
    pub(super) fn excludes(self, start: Day, end: Day) -> bool {
        let entry = self.entry();
        start > entry.last || end < entry.first
    }

    fn entry(self) -> &'static Entry {
        &ERAS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{ERAS, Era};

    #[test]
    fn entries_are_in_the_order_of_the_eras() {
        assert!(ERAS.iter().map(|entry| entry.era).eq(Era::ALL));
        assert!(ERAS.is_sorted_by(|a, b| a.last <= b.first));
        assert!(
            Era::ALL
                .into_iter()
                .all(|era| Era::from_name(era.name()) == Some(era))
        );
    }
}
