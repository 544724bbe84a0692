//! Numbers: digits in groups, decimals, kanji numerals, and 千, 万 and 億 behind them.

use crate::notation::numeral;
use crate::record::Number;

/// A decimal number, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: i64,
    /// Digits after the point.
    scale: u32,
}

impl Decimal {
    pub(super) fn negative(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// The product; none where it is too large to be exact.
    pub(super) fn times(self, factor: u64) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(i64::try_from(factor).ok()?)?;
        Some(Self { mantissa, ..self })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let (a, b) = (self.at_scale(scale)?, other.at_scale(scale)?);
        Some(Self {
            mantissa: a.checked_add(b)?,
            scale,
        })
    }

    fn at_scale(self, scale: u32) -> Option<i64> {
        self.mantissa
            .checked_mul(10_i64.checked_pow(scale - self.scale)?)
    }

    pub(super) fn is_below(self, other: Self) -> bool {
        self.number().0 < other.number().0
    }

    /// A tenth of a whole number added: 2割5分 is 2.5割.
    pub(super) fn and_tenths(self, tenths: Self) -> Option<Self> {
        let whole = self.scale == 0 && tenths.scale == 0 && (0..10).contains(&tenths.mantissa);
        let tenths = Self {
            mantissa: tenths.mantissa,
            scale: 1,
        };
        whole.then(|| self.plus(tenths)).flatten()
    }

    /// The nearest number that JSON can hold.
    pub(super) fn number(self) -> Number {
        Number(self.mantissa as f64 / 10_f64.powi(self.scale as i32))
    }
}

/// A number as printed, and the multiplier that stands between it and its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) value: Decimal,
    /// 1, or that of 千, 百万, 億, … behind a single number: 1,234千円. Where several stand (3億5,000万) they
    /// are in the value.
    pub(super) multiplier: u64,
    /// Length in bytes, without the multiplier.
    pub(super) len: usize,
    /// Length in bytes of the multiplier.
    pub(super) multiplier_len: usize,
}

/// Reads the number that a text begins with.
pub(super) fn read(text: &str) -> Option<Printed> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return in_kanji(text);
    }
    let (value, len) = digits(text)?;
    let (multiplier, multiplier_len) = multiplier(text.get(len..)?);
    let first = Printed {
        value,
        multiplier,
        len,
        multiplier_len,
    };
    if multiplier < 10_000
        && !text
            .get(len + multiplier_len..)?
            .starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(first);
    }
    Some(compound(text, first).unwrap_or(first))
}

/// `3億5,000万`: numbers with falling multipliers, as one value.
fn compound(text: &str, first: Printed) -> Option<Printed> {
    let mut total = first.value.times(first.multiplier)?;
    let mut len = first.len + first.multiplier_len;
    let mut last = first.multiplier;
    let mut parts = 1;
    while let Some((value, digits_len)) = text.get(len..).and_then(digits) {
        let (next, multiplier_len) = multiplier(text.get(len + digits_len..)?);
        if next >= last {
            return None;
        }
        total = total.plus(value.times(next)?)?;
        len += digits_len + multiplier_len;
        (last, parts) = (next, parts + 1);
    }
    (parts > 1).then_some(Printed {
        value: total,
        multiplier: 1,
        len,
        multiplier_len: 0,
    })
}

/// `1,400`, `12.5`: digits, with commas only where groups of three demand them.
fn digits(text: &str) -> Option<(Decimal, usize)> {
    let len = text
        .bytes()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        .count();
    let run = text.get(..len)?;
    let (whole, fraction) = run.split_once('.').unwrap_or((run, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = groups.clone().count() > 0;
    let well_grouped =
        groups.all(|group| group.len() == 3) && (!grouped || (1..=3).contains(&first.len()));
    // 0012 is the code of something.
    let well_begun = !first.starts_with('0') || whole == "0";
    let well_ended = run.contains('.') != fraction.is_empty() && !fraction.contains([',', '.']);
    if first.is_empty() || !well_begun || !well_grouped || !well_ended {
        return None;
    }
    let mantissa = format!("{whole}{fraction}").replace(',', "").parse().ok()?;
    Some((
        Decimal {
            mantissa,
            scale: u32::try_from(fraction.len()).ok()?,
        },
        len,
    ))
}

/// The multiplier that a text begins with, and its length: 千, 百万, 億; 1 and 0 where there is none.
pub(super) fn multiplier(text: &str) -> (u64, usize) {
    let run: Vec<char> = text
        .chars()
        .take_while(|c| "十百千万億兆".contains(*c))
        .collect();
    match numeral::kanji(&run) {
        Some((value, len)) if len == run.len() => (value, run.iter().map(|c| c.len_utf8()).sum()),
        _ => match run.first().and_then(|&c| numeral::myriad(c)) {
            Some(value) if run.len() == 1 => (value, text.chars().next().map_or(0, char::len_utf8)),
            _ => (1, 0),
        },
    }
}

/// A number in kanji. Multipliers alone are the head of a unit (千円), but for 十.
fn in_kanji(text: &str) -> Option<Printed> {
    let chars: Vec<char> = text.chars().take(32).collect();
    let (value, count) = numeral::kanji(&chars)?;
    let run = chars.get(..count)?;
    if run == ['〇'] || run.iter().all(|&c| numeral::digit(c).is_none()) && run != ['十'] {
        return None;
    }
    Some(Printed {
        value: Decimal {
            mantissa: i64::try_from(value).ok()?,
            scale: 0,
        },
        multiplier: 1,
        len: run.iter().map(|c| c.len_utf8()).sum(),
        multiplier_len: 0,
    })
}
