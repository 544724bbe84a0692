//! How a city words plans, results and years.

use super::grammar::{Digits, EraStyle};

/// What became of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Partial,
    Considering,
    NotDone,
}

/// Plain (…した。) or polite (…しました。).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Plain,
    Polite,
}

fn did(manner: Manner) -> &'static str {
    match manner {
        Manner::Plain => "した",
        Manner::Polite => "しました",
    }
}

/// `Xの実施`.
pub(crate) fn noun_phrase(noun: &str, verb: &str) -> String {
    format!("{noun}の{verb}")
}

/// `Xを実施した`.
pub(crate) fn past(noun: &str, verb: &str, manner: Manner) -> String {
    match (verb, manner) {
        ("見直し", Manner::Plain) => format!("{noun}を見直した"),
        ("見直し", Manner::Polite) => format!("{noun}を見直しました"),
        _ => format!("{noun}を{verb}{}", did(manner)),
    }
}

/// `Xを実施する`.
pub(crate) fn future(noun: &str, verb: &str, manner: Manner) -> String {
    match (verb, manner) {
        ("見直し", Manner::Plain) => format!("{noun}を見直す"),
        ("見直し", Manner::Polite) => format!("{noun}を見直します"),
        (_, Manner::Plain) => format!("{noun}を{verb}する"),
        (_, Manner::Polite) => format!("{noun}を{verb}します"),
    }
}

/// What is done with a thing the year after it was done once.
pub(crate) fn follow_up(verb: &str) -> &str {
    match verb {
        "策定" => "推進",
        "作成" | "更新" => "活用",
        "改訂" | "改定" | "配布" | "公表" => "周知",
        "導入" | "整備" | "制定" => "運用",
        "設置" | "開設" => "運営",
        "試行" => "実施",
        "開始" | "配置" => "継続",
        "拡大" | "拡充" | "統一" | "統合" | "廃止" | "設定" | "見直し" | "締結" => {
            "検証"
        }
        other => other,
    }
}

/// A month of the fiscal year, 0 for April to 11 for March.
pub(crate) fn month(place: i64) -> String {
    format!("{}月", (place + 3) % 12 + 1)
}

/// The sentence that reports a task.
pub(crate) fn report(
    noun: &str,
    verb: &str,
    outcome: Outcome,
    month_place: i64,
    manner: Manner,
) -> String {
    let when = month(month_place);
    match outcome {
        Outcome::Done => format!("{when}に{}。", past(noun, verb, manner)),
        Outcome::Partial => format!("一部の地区で先行して{}。", past(noun, verb, manner)),
        Outcome::Considering => {
            format!("{noun}の{verb}に向け、関係課と協議{}。", did(manner))
        }
        Outcome::NotDone => match manner {
            Manner::Plain => format!("{noun}の{verb}には至らなかった。"),
            Manner::Polite => format!("{noun}の{verb}には至りませんでした。"),
        },
    }
}

/// `平成27年度`, `H27年度`, `令和元年度`; in a document that begins with fiscal year `written`.
pub(crate) fn fiscal_year(year: i32, style: EraStyle, written: i32) -> String {
    let (full, short, first) = if year < 2019 || written < 2018 {
        ("平成", "H", 1988)
    } else {
        ("令和", "R", 2018)
    };
    match (style, year - first) {
        (EraStyle::Full, 1) => format!("{full}元年度"),
        (EraStyle::Full, n) => format!("{full}{n}年度"),
        (EraStyle::Short, n) => format!("{short}{n}年度"),
    }
}

/// `27年度以降`: an open range whose era the reader is expected to know.
pub(crate) fn from_year_on(year: i32, style: EraStyle, written: i32) -> String {
    if year < 2019 || written < 2018 {
        format!("{}年度以降", year - 1988)
    } else {
        format!("{}以降", fiscal_year(year, style, written))
    }
}

/// Digits as the city writes them; the value stays the same in display form.
pub(crate) fn written(text: &str, digits: Digits) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap_or(c);
    let chars: Vec<char> = text.chars().collect();
    let is_number = |n: usize| {
        chars
            .get(n)
            .is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    };
    chars
        .iter()
        .enumerate()
        .map(|(n, &c)| {
            let alone = (n == 0 || !is_number(n - 1)) && !is_number(n + 1);
            let widen = match digits {
                Digits::Half => false,
                Digits::Wide => alone,
                Digits::All => true,
            };
            if widen && c.is_ascii_digit() {
                wide(c)
            } else {
                c
            }
        })
        .collect()
}

/// A number with thousands separators and the given decimals.
pub(crate) fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "▲" } else { "" };
    format!("{sign}{grouped}{rest}")
}

/// Lines with a mark before each.
pub(crate) fn marked(lines: &[String], mark: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("{mark}{line}")).collect();
    lines.join("\n")
}
