//! What became of every character: the books that always balance.

use crate::normalize;
use crate::record::{Citation, Coverage, Unassigned};
use crate::source::{NOWHERE, Recovered, Span, TextSlice};

/// What a character of the recovered text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// In no record.
    #[default]
    Unassigned,
    /// In page numbers, running heads, contents lists, repeated headers.
    Furniture,
    /// In a label, a header or a legend.
    Label,
    /// In a value of a record.
    Assigned,
}

/// The class of every character.
#[derive(Debug)]
pub(crate) struct Ledger<'a> {
    recovered: &'a Recovered,
    classes: Vec<Class>,
}

impl<'a> Ledger<'a> {
    /// An empty ledger for a recovered text.
    pub(crate) fn new(recovered: &'a Recovered) -> Self {
        Self {
            recovered,
            classes: vec![Class::Unassigned; recovered.continues.len()],
        }
    }

    /// Enters the characters of a text; a character keeps the highest class that it was entered under.
    pub(crate) fn enter(&mut self, text: TextSlice<'_>, class: Class) {
        for (_, at) in text.places() {
            if at == NOWHERE {
                continue;
            }
            let end = self.recovered.cluster_end(at) as usize;
            for slot in self.classes.iter_mut().take(end).skip(at as usize) {
                *slot = (*slot).max(class);
            }
        }
    }

    /// The place of a text in the source, one citation a span and page.
    pub(crate) fn cite(&self, field: Option<&str>, text: TextSlice<'_>) -> Vec<Citation> {
        self.recovered
            .spans(text)
            .into_iter()
            .map(|span| self.citation(field, span))
            .collect()
    }

    fn citation(&self, field: Option<&str>, span: Span) -> Citation {
        Citation {
            field: field.map(str::to_owned),
            page: self.recovered.page_of(span.start),
            bbox: self.bbox(span),
            span: [span.start, span.end],
        }
    }

    fn bbox(&self, span: Span) -> Option<[f64; 4]> {
        // Tenths of a point: finer than any rule needs, and the same on every machine.
        let round = |v: f32| (f64::from(v) * 10.0).round() / 10.0;
        self.recovered
            .bounds(span)
            .map(|r| [round(r.x0), round(r.y0), round(r.x1), round(r.y1)])
    }

    /// The counts, and a record for every stretch that no rule placed.
    pub(crate) fn close(&self, document_id: &str) -> (Coverage, Vec<Unassigned>) {
        let mut coverage = Coverage::default();
        let mut unassigned: Vec<Unassigned> = Vec::new();
        let mut open: Option<(u32, u32, String)> = None;
        let mut near = String::new();
        let mut last_label: Option<String> = None;
        for (at, c) in (0_u32..).zip(self.recovered.text.chars()) {
            if c == '\u{c}' || (c == '\n' && open.as_ref().is_some_and(|(_, end, _)| *end < at)) {
                self.end(
                    &mut open,
                    &mut unassigned,
                    document_id,
                    last_label.as_deref(),
                );
            }
            let class = self.classes.get(at as usize).copied().unwrap_or_default();
            if class == Class::Label && c != '\n' {
                near.push(c);
            } else if !near.is_empty() && (class != Class::Label || c == '\n') && !c.is_whitespace()
            {
                last_label = Some(seen(&near)).filter(|label| !label.is_empty());
                near.clear();
            }
            if c.is_whitespace() {
                if let Some((_, _, text)) = &mut open {
                    text.push(c);
                }
                continue;
            }
            coverage.characters += 1;
            match class {
                Class::Assigned => coverage.assigned += 1,
                Class::Label => coverage.labels += 1,
                Class::Furniture => coverage.furniture += 1,
                Class::Unassigned => coverage.unassigned += 1,
            }
            if class != Class::Unassigned {
                self.end(
                    &mut open,
                    &mut unassigned,
                    document_id,
                    last_label.as_deref(),
                );
                continue;
            }
            let (_, end, text) = open.get_or_insert_with(|| (at, at, String::new()));
            *end = at + 1;
            text.push(c);
        }
        self.end(
            &mut open,
            &mut unassigned,
            document_id,
            last_label.as_deref(),
        );
        (coverage, unassigned)
    }

    fn end(
        &self,
        open: &mut Option<(u32, u32, String)>,
        unassigned: &mut Vec<Unassigned>,
        document_id: &str,
        near: Option<&str>,
    ) {
        let Some((start, end, text)) = open.take() else {
            return;
        };
        let span = Span { start, end };
        unassigned.push(Unassigned {
            unassigned_id: format!("{document_id}-u{:03}", unassigned.len() + 1),
            document_id: document_id.to_owned(),
            text: seen(&text),
            page: self.recovered.page_of(start),
            bbox: self.bbox(span),
            span: [start, end],
            near: near.map(str::to_owned),
        });
    }
}

/// Display form; of what has none, such as a row of control characters, the characters as they stand.
fn seen(text: &str) -> String {
    let shown = normalize::display(text.trim());
    if shown.trim().is_empty() {
        return text.trim().to_owned();
    }
    shown.into_owned()
}
