//! Units of Japanese tables, as headers and brackets print them.

/// The unit that a bracket names, alone or behind what it is the unit of: `千円`, `効果額、千円`.
pub(super) fn unit_of(inner: &str) -> Option<&str> {
    let last = inner.rsplit(['、', ':', ',']).next().unwrap_or(inner);
    if is_unit(last) {
        return Some(last);
    }
    ["千円", "百万円"]
        .into_iter()
        .find(|unit| last.ends_with(unit))
}

/// A unit of Japanese tables, in compare form.
pub(super) fn is_unit(text: &str) -> bool {
    let base = text.strip_prefix("単位:").unwrap_or(text);
    let base = ["千", "百万", "億", "万", "十億"]
        .iter()
        .find_map(|s| base.strip_prefix(s))
        .unwrap_or(base);
    matches!(
        base,
        "円" | "%"
            | "人"
            | "件"
            | "回"
            | "日"
            | "時間"
            | "箇所"
            | "か所"
            | "ヶ所"
            | "団体"
            | "世帯"
            | "台"
            | "冊"
            | "名"
            | "点"
            | "校"
            | "施設"
            | "事業"
            | "ポイント"
            | "m2"
            | "㎡"
            | "ha"
            | "km"
            | "t"
            | "kg"
            | "kwh"
            | "分"
            | "年"
            | "か月"
            | "位"
            | "本"
    )
}

/// True for `1,234`, `△98.5%` and `12`, which no label is. What may be a date, as 10.1.5 or 5-1, is not counted in.
pub(super) fn is_figure(text: &str) -> bool {
    let bare = text.trim_start_matches(['△', '▲', '-']);
    let is_digit = |c: char| c.is_ascii_digit();
    let marked = bare.contains([',', '%']);
    bare.starts_with(is_digit)
        && bare
            .bytes()
            .all(|b| b.is_ascii_digit() || b",.%-".contains(&b))
        && (marked || !bare.contains('-') && bare.matches('.').count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_no_labels() {
        for text in ["1,234", "12", "12.5", "98.5%", "△1,234.5", "-3%"] {
            assert!(is_figure(text), "{text}");
        }
        for text in ["10.1.5", "5-1", "12件", "R5", "%", "△", "", "2019年"] {
            assert!(!is_figure(text), "{text}");
        }
    }
}
