//! Labels that say of what they are: the columns of a database, where 成果指標目標値 asks for what 目標値 does.

use super::label::{Label, LabelReader};
use crate::lexicon::Concept;
use crate::normalize;
use crate::source::TextSlice;
use std::sync::Arc;

impl LabelReader<'_> {
    /// The columns of a database say of each value what it is of: 成果指標目標値 asks for what 目標値 does, 成果指標単位 for the unit.
    pub(super) fn behind_indicator(&self, text: TextSlice<'_>) -> Option<Label> {
        let of_figures = |concept: Concept| {
            concept.is_side()
                || matches!(
                    concept,
                    Concept::Baseline | Concept::Derived | Concept::Unit
                )
        };
        let label = self.read(self.words_behind_indicator(text)?)?;
        label.concept.is_some_and(of_figures).then(|| Label {
            text: Arc::new(text.to_text()),
            ..label
        })
    }

    /// 目標値 of 成果指標目標値.
    pub(super) fn words_behind_indicator<'t>(&self, text: TextSlice<'t>) -> Option<TextSlice<'t>> {
        if !["指標", "KPI", "ＫＰＩ"]
            .iter()
            .any(|word| text.as_str().contains(word))
        {
            return None;
        }
        let mut places = text.as_str().char_indices().rev().map(|(at, _)| at);
        let at = places.find(|at| {
            let named = &normalize::compare_key(&text.as_str()[..*at]);
            self.lexicon().exact(named) == Some(Concept::Indicator)
        })?;
        let said = text.as_str()[at..].trim_start_matches(['_', ':', '：', 'の']);
        // 指標(単位) names the indicator, and its unit behind it.
        if said.starts_with(['(', '（']) {
            return None;
        }
        Some(text.cut_from(text.as_str().len() - said.len()))
    }
}
