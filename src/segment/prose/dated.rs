//! Lines of a schedule: a year, and what was planned or done in it.

use super::Writer;
use crate::lexicon::Concept;
use crate::notation::{mark, period};
use crate::record::PeriodKind;
use crate::segment::Node;
use crate::segment::heading::{self, Heading};
use crate::segment::label::Label;
use crate::segment::pair;
use crate::source::{NOWHERE, Text, TextSlice};
use std::sync::Arc;

impl Writer<'_> {
    /// A year or a half alone on its line, above a label that says plan, result or judgement.
    pub(super) fn period_above(&self, line: TextSlice<'_>, after: Option<&str>) -> Option<Label> {
        // [令和5年度] over its plan and its result.
        let bracketed = || {
            let bare = pair::undecorated(line);
            let label = self
                .reader
                .read(bare)
                .filter(|_| bare.as_str() != line.as_str())?;
            let text = Arc::new(line.to_text());
            Some(Label { text, ..label })
        };
        let period = self
            .reader
            .read(line)
            .or_else(bracketed)
            .filter(|label| label.concept.is_none() && label.period.is_some())?;
        let mut next = Text::new();
        after?.chars().for_each(|c| next.push(c, NOWHERE));
        let label = self
            .reader
            .read(next.slice())
            .or_else(|| self.reader.leading(next.slice()).map(|(label, _)| label))?;
        (label.concept.is_some() && !label.is_item_field()).then_some(period)
    }

    /// A line of a schedule: a year and what is planned for it, below 年次計画 or the like.
    pub(super) fn dated_line<'t>(&self, line: TextSlice<'t>) -> Option<(Label, TextSlice<'t>)> {
        let (label, value) = self.open.as_ref()?;
        let heads = label.period.is_none()
            && matches!(
                label.concept,
                Some(Concept::Schedule | Concept::Plan | Concept::Result | Concept::Progress)
            );
        if !heads || !(value.is_empty() || self.under.is_some()) {
            return None;
        }
        let string = line.as_str();
        let start = string.len()
            - mark::after(string)
                .trim_start_matches(['-', ' ', '\u{3000}'])
                .len();
        let words = line.cut_from(start);
        let numbered =
            heading::marked(words, self.reader).filter(|heading| heading.number.is_some());
        if let Some(year) = numbered.and_then(|heading| self.numbered_year(&heading)) {
            return Some((year, line.cut_from(string.len())));
        }
        let (reading, rest) = period::read_prefix(words.as_str(), self.reader.context())?;
        let own_side = self.reader.leading(words);
        if own_side.is_some_and(|(label, _)| label.period.is_some() && label.concept.is_some()) {
            // 令和5年度 計画 … is a label of its own.
            return None;
        }
        let parted = words.as_str()[..words.as_str().len() - rest.len()]
            .ends_with(char::is_whitespace)
            || rest.starts_with([':', '：', '…', '→']);
        let dated = reading.period.kind == PeriodKind::Year && reading.period.fiscal_year.is_some();
        let rest = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
        if !(parted && dated) || rest.is_empty() {
            return None;
        }
        let at = words.as_str().len() - rest.len();
        let text = line.cut(0..start + at).trim().to_text();
        let period = self.reader.period_label(text, reading);
        Some((period, words.cut_from(at).trim()))
    }

    /// The year that an enumerator stands before, on a line of its own: `ア　令和2年度`.
    fn numbered_year(&self, heading: &Heading) -> Option<Label> {
        let label = self.reader.read(heading.name.slice())?;
        let year = label.period.as_ref().is_some_and(|reading| {
            reading.period.kind == PeriodKind::Year && reading.period.fiscal_year.is_some()
        });
        (label.concept.is_none() && year).then(|| Label {
            text: Arc::new(heading.line.clone()),
            sure: false,
            ..label
        })
    }

    /// Writes the value of one year under the label that is open, which stays open for the next.
    pub(super) fn dated(&mut self, period: Label, value: TextSlice<'_>, nodes: &mut Vec<Node>) {
        let Some((label, before)) = self.open.take() else {
            return;
        };
        if !before.is_empty() {
            nodes.push(Node::Field {
                label: label.clone(),
                value: before,
                under: self.under.take().map(Box::new),
            });
        }
        self.under = Some(period);
        self.open = Some((label, value.to_text()));
    }
}
