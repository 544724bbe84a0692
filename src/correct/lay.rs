//! Lays corrections over the records of a document, and warns of those that no longer fit.

use super::read::Kind;
use super::value::{at_mut, folded, has_empty_text, same};
use crate::diagnostic::Code;
use crate::options::{CorrectionLine, Corrections};
use crate::record::{
    Bundle, Citation, Correction, Document, Evaluation, Item, Period, Plan, ResultRecord, Section,
    Warning,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;

/// Lays the corrections of a bundle's document over its records, in their order.
///
/// Each that is laid stands under `corrected` of its record; each that does not fit gives a warning.
pub fn lay(bundle: &mut Bundle, corrections: &Corrections) {
    let known = Known::of(bundle);
    for line in corrections.of(&bundle.document.document_id.clone()) {
        if let Err(misfit) = lay_one(bundle, &known, line) {
            let warning = misfit.warning(line);
            bundle.document.warnings.push(warning);
        }
    }
}

fn lay_one(bundle: &mut Bundle, known: &Known, line: &CorrectionLine) -> Result<(), Misfit> {
    match Kind::of(&line.record) {
        Some(Kind::Document) => apply(&mut bundle.document, known, line),
        Some(Kind::Section) => among(&mut bundle.sections, known, line),
        Some(Kind::Item) => among(&mut bundle.items, known, line),
        Some(Kind::Plan) => among(&mut bundle.plans, known, line),
        Some(Kind::Result) => among(&mut bundle.results, known, line),
        Some(Kind::Evaluation) => among(&mut bundle.evaluations, known, line),
        None => Err(Misfit::without_record("no such kind of record")),
    }
}

/// What stands in the way of a correction.
struct Misfit {
    code: Code,
    cause: String,
    /// Where the value stands, if it is there.
    source: Vec<Citation>,
}

impl Misfit {
    fn without_record(cause: impl Into<String>) -> Self {
        Self {
            code: Code::CorrectionWithoutRecord,
            cause: cause.into(),
            source: Vec::new(),
        }
    }

    fn at<R: Record>(code: Code, cause: String, record: &R, line: &CorrectionLine) -> Self {
        let head = line.field.split('.').next();
        let of_field = |citation: &&Citation| citation.field.as_deref() == head;
        Self {
            code,
            cause,
            source: record.source().iter().filter(of_field).cloned().collect(),
        }
    }

    fn warning(self, line: &CorrectionLine) -> Warning {
        let page = self.source.first();
        let page = page.map_or(String::new(), |place| format!("page {}: ", place.page));
        let (record, field, who) = (&line.record, &line.field, &line.who);
        Warning {
            code: self.code.name().to_owned(),
            message: format!(
                "{page}the correction of {record}.{field} by {who} is not laid: {}",
                self.cause
            ),
            source: self.source,
        }
    }
}

/// Finds the record of a correction, by a place that it cites or by its id, and lays it.
fn among<R: Record>(records: &mut [R], known: &Known, line: &CorrectionLine) -> Result<(), Misfit> {
    let found = match line.span {
        None => records.iter().position(|record| record.id() == line.record),
        Some(span) => cited(records, span, line)?,
    };
    match found {
        Some(index) => apply(&mut records[index], known, line),
        None => Err(Misfit::without_record("there is no record of this id")),
    }
}

/// The record that cites a place: the one of the given id if several do, else the only one that holds what was
/// corrected.
fn cited<R: Record>(
    records: &[R],
    span: [u32; 2],
    line: &CorrectionLine,
) -> Result<Option<usize>, Misfit> {
    let cites = |record: &R| record.source().iter().any(|citation| citation.span == span);
    let found: Vec<usize> = (0..records.len()).filter(|&i| cites(&records[i])).collect();
    let [start, end] = span;
    if found.is_empty() {
        return Err(Misfit::without_record(format!(
            "no such record cites the characters {start} to {end}"
        )));
    }
    if let Some(named) = found.iter().find(|&&i| records[i].id() == line.record) {
        return Ok(Some(*named));
    }
    let holds = |&&i: &&usize| {
        let value = value_of(&records[i], &line.field);
        found.len() == 1
            || value
                .zip(line.was.as_ref())
                .is_some_and(|(a, b)| same(&a, b))
    };
    let mut holding = found.iter().filter(holds);
    match (holding.next(), holding.next()) {
        (Some(only), None) => Ok(Some(*only)),
        _ => Err(Misfit::without_record(format!(
            "several records cite the characters {start} to {end}, and none of them has this id"
        ))),
    }
}

fn value_of<R: Record>(record: &R, field: &str) -> Option<Value> {
    let mut whole = serde_json::to_value(record).ok()?;
    at_mut(&mut whole, field).map(Value::take)
}

/// Sets the value of a record, if it is still the one that was corrected and the record can hold the new one.
fn apply<R: Record>(record: &mut R, known: &Known, line: &CorrectionLine) -> Result<(), Misfit> {
    let unfit = |cause: String| Misfit::at(Code::CorrectionUnfit, cause, record, line);
    let mut whole = serde_json::to_value(&*record).map_err(|error| unfit(error.to_string()))?;
    let slot = at_mut(&mut whole, &line.field)
        .ok_or_else(|| unfit("the record has no such value".to_owned()))?;
    let value = folded(&line.value);
    if let Some(was) = &line.was
        && !same(was, slot)
    {
        let cause = if same(slot, &value) {
            "the value is the corrected one without it; take the line out".to_owned()
        } else {
            format!("the value is {slot} now and was {was} then; look at it again")
        };
        return Err(Misfit::at(Code::CorrectionOutdated, cause, record, line));
    }
    if has_empty_text(&value) {
        return Err(unfit(
            "an empty text is no value; write null for nothing".to_owned(),
        ));
    }
    let was = std::mem::replace(slot, value);
    let shape =
        |error: serde_json::Error| unfit(format!("{} cannot stand there: {error}", line.value));
    let mut corrected: R = serde_json::from_value(whole).map_err(shape)?;
    if let Some(cause) = corrected.fault(known) {
        return Err(unfit(cause));
    }
    corrected.corrected().push(Correction {
        field: line.field.clone(),
        was,
        by: line.who.clone(),
        why: line.why.clone(),
    });
    *record = corrected;
    Ok(())
}

/// The ids that a record may name.
struct Known {
    sections: BTreeSet<String>,
    items: BTreeSet<String>,
    plans: BTreeSet<String>,
}

impl Known {
    fn of(bundle: &Bundle) -> Self {
        let sections = bundle.sections.iter().map(|row| row.section_id.clone());
        Self {
            sections: sections.collect(),
            items: bundle.items.iter().map(|row| row.item_id.clone()).collect(),
            plans: bundle.plans.iter().map(|row| row.plan_id.clone()).collect(),
        }
    }
}

/// A record that can be corrected.
trait Record: Serialize + DeserializeOwned {
    fn id(&self) -> &str;
    fn source(&self) -> &[Citation];
    fn corrected(&mut self) -> &mut Vec<Correction>;
    /// What the types of its fields do not refuse.
    fn fault(&self, known: &Known) -> Option<String>;
}

fn unknown(ids: &BTreeSet<String>, id: Option<&String>) -> Option<String> {
    id.filter(|id| !ids.contains(*id))
        .map(|id| format!("{id} does not exist"))
}

fn of_period(period: &Period) -> Option<String> {
    let half = period.half.filter(|half| !(1..=2).contains(half));
    half.map(|half| format!("{half} is no half of a year"))
}

impl Record for Document {
    fn id(&self) -> &str {
        &self.document_id
    }

    fn source(&self) -> &[Citation] {
        &[]
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.corrected
    }

    fn fault(&self, _: &Known) -> Option<String> {
        None
    }
}

impl Record for Section {
    fn id(&self) -> &str {
        &self.section_id
    }

    fn source(&self) -> &[Citation] {
        &self.source
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.corrected
    }

    fn fault(&self, known: &Known) -> Option<String> {
        let parent = self.parent_id.as_ref();
        // Numbers are padded, so that the longer of two is the later one.
        let later = |id: &&String| (id.len(), *id) >= (self.section_id.len(), &self.section_id);
        unknown(&known.sections, parent).or_else(|| {
            parent
                .filter(later)
                .map(|id| format!("{id} does not stand before the section"))
        })
    }
}

impl Record for Item {
    fn id(&self) -> &str {
        &self.item_id
    }

    fn source(&self) -> &[Citation] {
        &self.source
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.extra.corrected
    }

    fn fault(&self, known: &Known) -> Option<String> {
        unknown(&known.sections, self.section_id.as_ref())
            .or_else(|| unknown(&known.items, self.repeat_of.as_ref()))
    }
}

impl Record for Plan {
    fn id(&self) -> &str {
        &self.plan_id
    }

    fn source(&self) -> &[Citation] {
        &self.source
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.extra.corrected
    }

    fn fault(&self, _: &Known) -> Option<String> {
        of_period(&self.period)
    }
}

impl Record for ResultRecord {
    fn id(&self) -> &str {
        &self.result_id
    }

    fn source(&self) -> &[Citation] {
        &self.source
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.extra.corrected
    }

    fn fault(&self, known: &Known) -> Option<String> {
        of_period(&self.period).or_else(|| unknown(&known.plans, self.plan_id.as_ref()))
    }
}

impl Record for Evaluation {
    fn id(&self) -> &str {
        &self.evaluation_id
    }

    fn source(&self) -> &[Citation] {
        &self.source
    }

    fn corrected(&mut self) -> &mut Vec<Correction> {
        &mut self.extra.corrected
    }

    fn fault(&self, _: &Known) -> Option<String> {
        of_period(&self.period)
    }
}
