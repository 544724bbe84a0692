//! What a legend must have, told at a glance: most lines have none of it, and a search for its parts is dear.

/// True if labels may stand in order: `A>B`.
pub(super) fn has_order(text: &str) -> bool {
    text.contains(['>', '≫'])
}

/// True if two labels may have a mark behind them: `A:`, `(B)`, `◎ …`.
pub(super) fn has_marked_labels(text: &str) -> bool {
    let mut label = false;
    let mut found = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        found += u32::from(label && is_mark(c));
        label = is_label(c);
    }
    found > 1
}

/// True if two words may begin with a label.
pub(super) fn has_leading_labels(text: &str) -> bool {
    let mut begins = true;
    let mut found = 0;
    for c in text.chars() {
        found += u32::from(begins && is_label(c));
        begins = c.is_whitespace() || matches!(c, '、' | ',' | ';' | '／' | '/' | '|' | ':');
    }
    found > 1
}

/// A character that a label ends and begins with.
fn is_label(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='f' | '1'..='9' | 'Ⅰ'..='Ⅶ' | '★' | '☆')
        || matches!(c, '◎' | '○' | '◯' | '〇' | '△' | '▲' | '×' | '✕')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        ']' | ')' | '】' | '」' | '(' | ':' | '=' | '…' | '‥' | '→'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legends_are_seen_and_sentences_are_not() {
        assert!(has_order("A>B>C"));
        assert!(
            has_marked_labels("A:計画どおり B:やや遅れ") && has_marked_labels("(◎) 良 (○ ) 可")
        );
        assert!(has_leading_labels("S計画以上 A計画どおり"));
        let sentence = "平成27年度は会議を2回開催した。";
        assert!(
            !has_order(sentence) && !has_marked_labels(sentence) && !has_leading_labels(sentence)
        );
    }
}
