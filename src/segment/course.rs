//! Indicators that a line of a plan takes from a state to a goal: `平均滞在時間：28分(令和6年度)→ 15分(令和12年度)`.

use super::Node;
use super::label::{Label, LabelReader};
use super::pair;
use crate::lexicon::Concept;
use crate::notation::period;
use crate::notation::quantity;
use crate::record::PeriodKind;
use crate::source::TextSlice;

/// A longer name is a sentence, in characters.
const LONGEST_NAME: usize = 40;
const ARROWS: [char; 5] = ['→', '⇒', '➡', '➔', '⇨'];

/// The indicator, its state and its goal, as fields; none where a line is no such course.
pub(super) fn fields(line: TextSlice<'_>, reader: &LabelReader<'_>) -> Option<Vec<Node>> {
    let whole = line;
    let line = pair::undecorated(pair::bullet(line).unwrap_or(line)).trim();
    let string = line.as_str();
    let bullet = whole.cut(0..whole.as_str().find(string)?).trim();
    let arrow = string.find(ARROWS)?;
    let sign = string[arrow..].chars().next().map_or(0, char::len_utf8);
    let colon = string[..arrow].find([':', '：'])?;
    let name = line.cut(0..colon).trim();
    let behind = string[colon..].chars().next().map_or(0, char::len_utf8);
    let state = point(line.cut(colon + behind..arrow).trim(), reader)?;
    let goal = point(line.cut_from(arrow + sign).trim(), reader)?;
    let names = (2..=LONGEST_NAME).contains(&name.as_str().chars().count())
        && !name.as_str().contains(['。', '\n']);
    let of_indicator = Label {
        concept: Some(Concept::Indicator),
        ..reader.period_label(
            line.cut(colon..colon + behind).to_text(),
            goal.reading.clone(),
        )
    };
    let of_indicator = Label {
        period: None,
        ..of_indicator
    };
    names.then(|| {
        vec![
            Node::Furniture(bullet.to_text()),
            field(of_indicator, name),
            field(state.label(Concept::Baseline, reader), state.value),
            Node::Furniture(line.cut(arrow..arrow + sign).to_text()),
            field(goal.label(Concept::Plan, reader), goal.value),
        ]
    })
}

fn field(label: Label, value: TextSlice<'_>) -> Node {
    Node::Field {
        label,
        value: value.to_text(),
        under: None,
    }
}

/// A figure and the year behind it or before it.
struct Point<'t> {
    value: TextSlice<'t>,
    /// The words of the year, with the brackets around them.
    year: TextSlice<'t>,
    reading: period::Reading,
}

impl Point<'_> {
    fn label(&self, concept: Concept, reader: &LabelReader<'_>) -> Label {
        let mut reading = self.reading.clone();
        if concept == Concept::Baseline {
            reading.period.kind = PeriodKind::Baseline;
        }
        Label {
            concept: Some(concept),
            ..reader.period_label(self.year.to_text(), reading)
        }
    }
}

/// `28分(令和6年度)` or `令和6年度 28分`.
fn point<'t>(text: TextSlice<'t>, reader: &LabelReader<'_>) -> Option<Point<'t>> {
    let string = text.as_str();
    let bracketed = || {
        let open = string.rfind(['(', '（'])?;
        let inner = string[open..].trim_start_matches(['(', '（']);
        let from = string.len() - inner.len();
        let end = from + inner.trim_end_matches([')', '）']).len();
        let year = text.cut(from..end);
        (end < string.len()).then(|| (year, text.cut_from(open), text.cut(0..open)))
    };
    let led = || {
        let (_, rest) = period::read_prefix(string, reader.context())?;
        let at = string.len() - rest.len();
        let year = text.cut(0..at).trim();
        Some((year, year, text.cut_from(at)))
    };
    let (words, year, value) = bracketed().or_else(led)?;
    let value = value.trim();
    let reading = period::read(words.as_str(), reader.context())?;
    let figure = value.as_str();
    let counts =
        quantity::read_figure(figure, None).is_some() || quantity::is_printed_absence(figure);
    (counts && reading.period.fiscal_year.is_some()).then_some(Point {
        value,
        year,
        reading,
    })
}
