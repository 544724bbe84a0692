//! Legends that print one level a line: `A　計画を上回る`, `B　計画どおり`, `C　計画より遅れ`.

use crate::layout::{BlockKind, Pages, Paragraph};
use crate::notation::grade;
use crate::source::Text;
use std::collections::BTreeMap;

/// No legend has more levels.
const MOST_LEVELS: usize = 8;

/// For the block and the paragraph that begin such a legend, how many paragraphs it has.
pub(super) fn runs(pages: &Pages) -> BTreeMap<(usize, usize), usize> {
    let mut runs = BTreeMap::new();
    for (b, block) in pages.blocks.iter().enumerate() {
        let BlockKind::Text(paragraphs) = &block.kind else {
            continue;
        };
        let mut from = 0;
        while from < paragraphs.len() {
            let length = paragraphs[from..]
                .iter()
                .take(MOST_LEVELS)
                .take_while(|paragraph| is_level(paragraph))
                .count();
            let legend = length > 1
                && grade::read_legend(joined(&paragraphs[from..from + length]).as_str()).is_some();
            if legend {
                runs.insert((b, from), length);
            }
            from += length.max(1);
        }
    }
    runs
}

/// Paragraphs as one text, a line each.
pub(super) fn joined(paragraphs: &[Paragraph]) -> Text {
    let mut text = Text::new();
    for paragraph in paragraphs {
        text.push_break();
        let line = paragraph.text.slice().trim();
        text.push_slice(line.cut_from(line.as_str().len() - bare(line.as_str()).len()));
    }
    text
}

/// True for a grade, a gap, and words that are no sentence.
fn is_level(paragraph: &Paragraph) -> bool {
    let line = bare(paragraph.text.as_str().trim());
    let end = line.find([' ', '\u{3000}', ':', '：', '…']);
    end.is_some_and(|end| grade::is_grade_label(&line[..end])) && !line.ends_with('。')
}

/// The bullet that a list prints before a line of a legend.
pub(super) fn bullet(paragraph: &Paragraph) -> Option<Text> {
    let line = paragraph.text.slice().trim();
    let end = line.as_str().len() - bare(line.as_str()).len();
    (end > 0).then(|| line.cut(0..end).trim().to_text())
}

/// A line without the bullet that a list prints before it: `- ◎：計画を上回って実施した`.
fn bare(line: &str) -> &str {
    let rest = line.strip_prefix(['-', '・', '*']).map(str::trim_start);
    rest.filter(|rest| rest.len() < line.len()).unwrap_or(line)
}
