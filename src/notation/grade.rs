//! stub
/// stub
pub fn is_grade_label(text: &str) -> bool { let t = text.trim(); t.chars().count() == 1 && t.chars().all(|c| "SABCDEF◎○△×".contains(c)) }
/// stub
pub fn rank(label: &str, scale: &[String]) -> Option<u32> { scale.iter().position(|s| s == label).map(|i| i as u32 + 1) }
