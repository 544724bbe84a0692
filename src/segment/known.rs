//! What was read of the labels of a document, so that a text that is met again is not read again.
//!
//! A form prints the same few labels in every row and on every page, and several steps ask for each of them.

use super::label::Label;
use crate::lexicon::Concept;
use crate::notation::period::Reading;
use crate::source::TextSlice;
use foldhash::HashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// The texts that were read, and what each says; none for a text that is no label.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(RefCell<HashMap<Box<str>, Option<Box<Said>>>>);

/// What a label says, wherever it stands.
#[derive(Clone, Debug)]
struct Said {
    concept: Option<Concept>,
    period: Option<Arc<Reading>>,
    unit: Option<String>,
    sure: bool,
}

impl Known {
    /// What `read` makes of a text, asked once for each text.
    pub(super) fn or_read(
        &self,
        text: TextSlice<'_>,
        read: impl FnOnce() -> Option<Label>,
    ) -> Option<Label> {
        if let Some(said) = self.0.borrow().get(text.as_str()) {
            return said.as_ref().map(|said| said.of(text));
        }
        let label = read();
        let says_more =
            |label: &Label| label.names.is_some() || label.text.as_str() != text.as_str();
        // What a label holds of its own text has its place there.
        if !label.as_ref().is_some_and(says_more) {
            let said = label.as_ref().map(|label| Box::new(Said::by(label)));
            self.0.borrow_mut().insert(text.as_str().into(), said);
        }
        label
    }
}

impl Said {
    fn by(label: &Label) -> Self {
        Self {
            concept: label.concept,
            period: label.period.clone(),
            unit: label.unit.clone(),
            sure: label.sure,
        }
    }

    fn of(&self, text: TextSlice<'_>) -> Label {
        Label {
            text: Arc::new(text.to_text()),
            concept: self.concept,
            period: self.period.clone(),
            unit: self.unit.clone(),
            sure: self.sure,
            names: None,
            inherited: false,
        }
    }
}
