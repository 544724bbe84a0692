//! What each block of a flat sheet is: labels, a label with its value, figures, or a value whose label stands
//! somewhere else.

use crate::layout::{Paragraph, wrap};
use crate::lexicon::Concept;
use crate::notation::{period, quantity};
use crate::segment::heading::{self, Heading};
use crate::segment::label::{LONGEST, Label, LabelReader};
use crate::source::{Text, TextSlice};

/// A block of so many characters that ends as a level does, names one: 小項目.
const SHORT: usize = 5;

/// A block, read.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Nothing but labels.
    Labels(Vec<Label>),
    /// A heading with a level word.
    Heading(Heading),
    /// A label and the value that stands in the same block.
    Keyed(Label, Text),
    /// Figures or words of one row of a table, with the name of the row where it stands before them.
    Row(Option<Text>, Vec<Text>),
    /// A text whose label stands somewhere else.
    Value(Words),
}

/// A text as it was printed.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) text: Text,
    /// Width of its widest line in half-width characters.
    pub(crate) width: u32,
    /// An entry or a sentence of it took several lines.
    pub(crate) wrapped: bool,
}

impl Words {
    fn of(paragraphs: &[Paragraph]) -> Self {
        Self {
            text: broken(paragraphs),
            width: paragraphs.iter().map(|p| p.width).max().unwrap_or(0),
            wrapped: paragraphs.iter().any(|p| p.lines > 1),
        }
    }
}

/// Reads the paragraphs of a block. A label of the item within it begins another: a page that ends without a
/// blank line runs into the next.
pub(crate) fn pieces(paragraphs: &[Paragraph], reader: &LabelReader<'_>) -> Vec<Piece> {
    if reader.read(joined(paragraphs).slice()).is_some() {
        return block(paragraphs, reader);
    }
    let begins = |p: &Paragraph| {
        reader
            .read(p.text.slice())
            .is_some_and(|label| label.is_item_field() && label.sure)
    };
    let within = paragraphs.iter().skip(1).position(begins).map(|at| at + 1);
    match within {
        Some(at) => {
            let mut found = block(&paragraphs[..at], reader);
            found.extend(pieces(&paragraphs[at..], reader));
            found
        }
        None => block(paragraphs, reader),
    }
}

fn block(paragraphs: &[Paragraph], reader: &LabelReader<'_>) -> Vec<Piece> {
    let whole = joined(paragraphs);
    if let Some(labels) = labels(whole.slice(), reader) {
        return vec![Piece::Labels(labels)];
    }
    if let [first, rest @ ..] = paragraphs
        && let Some(label) = reader
            .read(first.text.slice())
            .filter(|label| label.concept.is_some())
        && !rest.is_empty()
    {
        return vec![Piece::Keyed(label, broken(rest))];
    }
    if let [only] = paragraphs {
        if only.vertical {
            // What reads down beside a grid names a part of the form.
            let label = reader.guess(only.text.slice());
            let concept = Some(Concept::FormPart);
            return vec![Piece::Labels(vec![Label { concept, ..label }])];
        }
        return line(only, reader);
    }
    vec![Piece::Value(Words::of(paragraphs))]
}

/// A block of one paragraph: it may hold several keys and values, or a row of figures.
fn line(paragraph: &Paragraph, reader: &LabelReader<'_>) -> Vec<Piece> {
    let text = paragraph.text.slice();
    let whole = || vec![Piece::Value(Words::of(std::slice::from_ref(paragraph)))];
    if text.as_str().starts_with('※') {
        return whole();
    }
    let cells = tokens(text);
    if cells.len() > 1 && cells.iter().all(|cell| cell.as_str().starts_with('・')) {
        // Cells of one entry each, side by side.
        let value = |cell: TextSlice<'_>| {
            Piece::Value(Words {
                width: wrap::width(cell.as_str()),
                text: cell.to_text(),
                wrapped: false,
            })
        };
        return cells.into_iter().map(value).collect();
    }
    let wordy = text.as_str().contains('。') || wrap::starts_entry(text.as_str());
    if !wordy
        && let Some((head, label, value)) = next_key(text, reader)
        && let Some(heading) = level(head, reader)
    {
        let mut found = vec![Piece::Heading(heading)];
        found.extend(keyed(label, value, reader));
        return found;
    }
    if let Some(heading) = level(text, reader) {
        return vec![Piece::Heading(heading)];
    }
    if let Some((label, value)) = reader.leading(text).filter(|(_, value)| !value.is_empty()) {
        return keyed(label, value, reader);
    }
    if let Some(row) = row(text) {
        return vec![row];
    }
    whole()
}

/// `中項目 1 外部委託 № 4`: a value may hold the next key.
fn keyed(label: Label, value: TextSlice<'_>, reader: &LabelReader<'_>) -> Vec<Piece> {
    if value.is_empty() {
        return vec![Piece::Labels(vec![label])];
    }
    let Some((head, next, inner)) = next_key(value, reader) else {
        return vec![Piece::Keyed(label, value.to_text())];
    };
    let mut found = vec![Piece::Keyed(label, head.to_text())];
    found.extend(keyed(next, inner, reader));
    found
}

/// The first key of the item within a line: what stands before it, the key, what stands behind it.
fn next_key<'t>(
    line: TextSlice<'t>,
    reader: &LabelReader<'_>,
) -> Option<(TextSlice<'t>, Label, TextSlice<'t>)> {
    let spaces = line.as_str().match_indices([' ', '\u{3000}']);
    spaces.into_iter().find_map(|(space, _)| {
        let rest = line.cut_from(space).trim();
        let bare = || Some((reader.read(rest)?, rest.cut_from(rest.as_str().len())));
        let (label, value) = reader
            .leading(rest)
            .filter(|(_, value)| !value.is_empty())
            .or_else(bare)
            .filter(|(label, _)| label.is_item_field())?;
        Some((line.cut(0..space).trim(), label, value))
    })
}

fn level(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Heading> {
    heading::marked(line, reader).filter(|heading| heading.style == heading::Style::Level)
}

/// The labels of a block that holds nothing else: one over several lines, or several parted by spaces.
pub(super) fn labels(whole: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Vec<Label>> {
    let tokens = tokens(whole);
    let years = |token: &TextSlice<'_>| {
        let label = reader.read(*token);
        label.is_some_and(|label| label.period.is_some() && label.concept.is_none())
    };
    let several = tokens.len() > 1 && tokens.iter().all(years);
    if let Some(label) = reader.read(whole).filter(|_| !several) {
        return Some(vec![label]);
    }
    let guess = reader.guess(whole);
    let judges = matches!(
        guess.concept,
        Some(Concept::NextSteps | Concept::Assessment | Concept::Direction)
    );
    if judges && !guess.sure && !wrap::starts_entry(whole.as_str()) {
        return Some(vec![guess]);
    }
    let short = whole.as_str().chars().count() <= SHORT;
    if guess.concept == Some(Concept::Level) && short {
        return Some(vec![guess]);
    }
    let mut found = Vec::new();
    for token in tokens {
        match reader.read(token) {
            Some(label) => found.push(label),
            None => found.extend(two_labels(token, reader)?),
        }
    }
    (!found.is_empty()).then_some(found)
}

/// `29年度以降計画`: a tool printed the header of a column and the one below the next without a gap.
fn two_labels(token: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<[Label; 2]> {
    // Neither a sentence is tried at each of its characters, nor a word that no period begins.
    if token.as_str().chars().count() > 2 * LONGEST || !period::may_begin(token.as_str()) {
        return None;
    }
    // The longer the first, the better: 29年度以降 before 2.
    token.as_str().char_indices().rev().find_map(|(at, _)| {
        let first = reader
            .read(token.cut(0..at))
            .filter(|label| label.period.is_some())?;
        let second = reader.read(token.cut_from(at)).filter(Label::is_axis)?;
        Some([first, second])
    })
}

/// A row of a table printed on one line: figures, or three short words or more.
pub(super) fn row(text: TextSlice<'_>) -> Option<Piece> {
    let tokens = tokens(text);
    let figure = |token: &TextSlice<'_>| quantity::read(token.as_str(), None).is_some();
    let figures = tokens
        .iter()
        .rev()
        .take_while(|token| figure(token))
        .count();
    let owned =
        |tokens: &[TextSlice<'_>]| tokens.iter().map(TextSlice::to_text).collect::<Vec<_>>();
    if figures == tokens.len() && figures > 0 {
        return Some(Piece::Row(None, owned(&tokens)));
    }
    if figures >= 2 {
        let at = tokens.len() - figures;
        let name = text
            .as_str()
            .find(tokens[at].as_str())
            .map(|end| text.cut(0..end).trim().to_text());
        return Some(Piece::Row(name, owned(&tokens[at..])));
    }
    let short = |token: &TextSlice<'_>| {
        token.as_str().chars().count() <= 18 && !token.as_str().contains(['。', '、'])
    };
    let entry = tokens
        .first()
        .is_some_and(|token| wrap::starts_entry(token.as_str()));
    (tokens.len() >= 3 && tokens.iter().all(short) && !entry)
        .then(|| Piece::Row(None, owned(&tokens)))
}

pub(crate) fn tokens(text: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let string = text.as_str();
    let mut tokens = Vec::new();
    let mut start = 0;
    for (i, c) in string.char_indices().filter(|(_, c)| c.is_whitespace()) {
        tokens.push(text.cut(start..i));
        start = i + c.len_utf8();
    }
    tokens.push(text.cut_from(start));
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// The paragraphs as one text without breaks, as a label over several lines reads.
fn joined(paragraphs: &[Paragraph]) -> Text {
    let bytes = paragraphs.iter().map(|p| p.text.as_str().len() + 1).sum();
    let mut text = Text::with_capacity(bytes);
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push(' ', crate::source::NOWHERE);
        }
        text.push_slice(paragraph.text.slice());
    }
    text
}

/// The paragraphs as one text, each on a line of its own.
pub(crate) fn broken(paragraphs: &[Paragraph]) -> Text {
    let mut text = Text::new();
    for paragraph in paragraphs {
        text.push_break();
        text.push_slice(paragraph.text.slice());
    }
    text
}

/// True for a label that heads a value of the item in words: a list or sentences.
pub(crate) fn wants_words(label: &Label) -> bool {
    matches!(
        label.concept,
        Some(Concept::Background | Concept::Purpose | Concept::Actions | Concept::Remarks)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;
    use crate::notation::period::PeriodContext;

    #[test]
    fn headers_printed_without_a_gap_are_two() {
        let reader = LabelReader::new(&LEXICON, PeriodContext::default());
        let plan = Some(Concept::Plan);
        let cases = [
            (
                "最終目標/31年度以降計画 実績",
                vec![
                    (true, Some(Concept::Target)),
                    (false, plan),
                    (false, Some(Concept::Result)),
                ],
            ),
            ("令和2年度予定:", vec![(true, plan)]),
        ];
        for (printed, expected) in cases {
            let mut text = Text::new();
            (0..)
                .zip(printed.chars())
                .for_each(|(at, c)| text.push(c, at));
            let found: Vec<_> = labels(text.slice(), &reader)
                .expect(printed)
                .iter()
                .map(|label| (label.period.is_some(), label.concept))
                .collect();
            assert_eq!(found, expected, "{printed}");
        }
    }
}
