//! stub
use crate::record::{Number, Quantity};
/// stub
pub fn read(text: &str, unit: Option<&str>) -> Option<Quantity> {
    let t = text.trim().replace(',', "");
    let v: f64 = t.parse().ok()?;
    Some(Quantity { value: Number(v), unit: unit.map(str::to_owned), max: None, qualifier: None, base: None })
}
/// stub
pub fn is_printed_absence(text: &str) -> bool { matches!(text.trim(), "-" | "－" | "なし" | "該当なし" | "***" | "―") }
