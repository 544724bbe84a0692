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
