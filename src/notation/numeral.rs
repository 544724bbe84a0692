//! Kanji numerals, `二十七` and `二〇一五`.

/// The number that a run of kanji numerals at the start of a text gives, and the length of the run.
///
/// Digits without a multiplier are read by position, `二〇一五` and `二七`; otherwise 十 百 千 and 万 億 兆
/// multiply. None where there is no numeral, where the run makes no sense (`十〇`), or past 10¹⁸.
pub(super) fn kanji(text: &[char]) -> Option<(u64, usize)> {
    let len = text
        .iter()
        .take_while(|&&c| digit(c).is_some() || multiplier(c).is_some())
        .count();
    let run = text.get(..len).filter(|run| !run.is_empty())?;
    let value = if run.iter().all(|&c| digit(c).is_some()) {
        positional(run)
    } else {
        multiplied(run)
    };
    Some((value?, len))
}

/// The value of a kanji digit. `○` counts as zero: it is what many type for `〇`.
pub(super) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// True for what a run of kanji numerals begins with.
pub(super) fn begins(c: char) -> bool {
    digit(c).is_some() || multiplier(c).is_some()
}

fn multiplier(c: char) -> Option<u64> {
    small(c).or_else(|| myriad(c))
}

fn small(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// The value of 万, 億 and 兆.
pub(super) fn myriad(c: char) -> Option<u64> {
    match c {
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

fn positional(run: &[char]) -> Option<u64> {
    // A zero in front is a circle that stands for something left open (○○円), never a number.
    if run.len() > 1 && run.first().and_then(|&c| digit(c)) == Some(0) || run == ['○'] {
        return None;
    }
    run.iter().try_fold(0_u64, |value, &c| {
        value.checked_mul(10)?.checked_add(digit(c)?)
    })
}

fn multiplied(run: &[char]) -> Option<u64> {
    let (mut total, mut section, mut pending) = (0_u64, 0_u64, None);
    for &c in run {
        if let Some(value) = digit(c) {
            if pending.replace(value).is_some() || value == 0 {
                return None;
            }
        } else if let Some(factor) = small(c) {
            section = section.checked_add(pending.take().unwrap_or(1) * factor)?;
        } else if let Some(factor) = myriad(c) {
            let value = section.checked_add(pending.take().unwrap_or(0))?;
            total = total.checked_add(value.checked_mul(factor).filter(|&value| value > 0)?)?;
            section = 0;
        }
    }
    total
        .checked_add(section)?
        .checked_add(pending.unwrap_or(0))
        .filter(|&value| value < 1_000_000_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::kanji;

    #[test]
    fn numerals_are_read_by_position_or_by_multiplier() {
        let read = |text: &str| kanji(&text.chars().collect::<Vec<_>>());
        for (text, value) in [
            ("一", 1),
            ("二七", 27),
            ("二十七", 27),
            ("十", 10),
            ("三〇", 30),
            ("二〇一五", 2015),
            ("千二百", 1200),
            ("百二十三万四千五百", 1_234_500),
            ("一億", 100_000_000),
        ] {
            assert_eq!(read(text), Some((value, text.chars().count())), "{text}");
        }
        for text in [
            "",
            "億",
            "○○",
            "十〇",
            "一二十",
            "百人".trim_start_matches('百'),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("三年度"), Some((3, 1)));
    }
}
