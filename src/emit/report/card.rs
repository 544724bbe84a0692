//! The records of a document as the report shows them: what each field says, and the places that it cites.

use crate::emit::tables::Table;
use crate::record::{
    Bundle, Citation, Evaluation, Item, Period, Plan, Quantity, ResultRecord, Section, Unassigned,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The cards of a document, and every place that one of their fields cites, once.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cards {
    cards: Vec<Card>,
    /// Page, first character and one past the last; in a PDF the box too, in tenths of a point.
    places: Vec<Vec<i64>>,
    #[serde(skip)]
    known: BTreeMap<Vec<i64>, usize>,
}

/// One record.
#[derive(Debug, Serialize)]
struct Card {
    table: &'static str,
    id: String,
    /// The item that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    /// What sort of record it is, in the words of the record model.
    sorts: Vec<String>,
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
}

/// The name of a field, what it says, and the numbers of its places.
#[derive(Debug, Serialize)]
struct Field(&'static str, String, Vec<usize>);

impl Cards {
    /// All records of a bundle: sections, then every item with what belongs to it, then what was left over.
    pub(super) fn of(bundle: &Bundle) -> Self {
        let mut cards = Self::default();
        bundle.sections.iter().for_each(|one| cards.section(one));
        for item in &bundle.items {
            cards.item(item);
            let ours = |id: &String| *id == item.item_id;
            let plans = bundle.plans.iter().filter(|one| ours(&one.item_id));
            plans.for_each(|one| cards.plan(one));
            let results = bundle.results.iter().filter(|one| ours(&one.item_id));
            results.for_each(|one| cards.result(one));
            let evaluations = bundle.evaluations.iter().filter(|one| ours(&one.item_id));
            evaluations.for_each(|one| cards.evaluation(one));
        }
        bundle.unassigned.iter().for_each(|one| cards.left(one));
        cards
    }

    fn section(&mut self, section: &Section) {
        let said = vec![
            ("level", section.level.clone()),
            ("number", section.number.clone()),
            ("name", section.name.clone()),
            ("text", section.text.clone()),
        ];
        let fields = self.fields(said, &section.source);
        self.add(Table::Sections, &section.section_id, fields);
    }

    fn item(&mut self, item: &Item) {
        let departments = item.departments.iter().map(|one| match one.lead {
            Some(true) => format!("● {}", one.name),
            _ => one.name.clone(),
        });
        let attributes = item
            .attributes
            .iter()
            .map(|one| format!("{}: {}", one.label, one.text.as_deref().unwrap_or("－")));
        let said = vec![
            ("number", item.number.clone()),
            ("name", item.name.clone()),
            ("departments", lines(departments)),
            ("background", item.background.clone()),
            ("purpose", item.purpose.clone()),
            ("actions", item.actions.clone()),
            ("remarks", item.remarks.clone()),
            ("attributes", lines(attributes)),
            ("repeat_of", item.repeat_of.clone()),
        ];
        let fields = self.fields(said, &item.source);
        self.add(Table::Items, &item.item_id, fields);
    }

    fn plan(&mut self, plan: &Plan) {
        let said = vec![
            ("measure", plan.measure.clone()),
            ("period", shown_period(&plan.period)),
            ("text", plan.text.clone()),
            ("quantity", plan.quantity.as_ref().map(shown_quantity)),
            ("method", plan.method.clone()),
            ("due", plan.due.clone()),
        ];
        let fields = self.fields(said, &plan.source);
        let card = self.add(Table::Plans, &plan.plan_id, fields);
        card.sorts = vec![name_of(&plan.kind)];
        card.item = Some(plan.item_id.clone());
        card.confidence = Some(plan.confidence);
    }

    fn result(&mut self, result: &ResultRecord) {
        let progress = result.progress.as_ref().map(|one| one.label.clone());
        let said = vec![
            ("measure", result.measure.clone()),
            ("period", shown_period(&result.period)),
            ("text", result.text.clone()),
            ("quantity", result.quantity.as_ref().map(shown_quantity)),
            ("progress", progress),
            ("plan_id", result.plan_id.clone()),
        ];
        let fields = self.fields(said, &result.source);
        let status = result.progress.as_ref().and_then(|one| one.status);
        let card = self.add(Table::Results, &result.result_id, fields);
        card.sorts = vec![name_of(&result.kind)];
        card.sorts.extend(status.map(|status| name_of(&status)));
        card.item = Some(result.item_id.clone());
        card.confidence = Some(result.confidence);
    }

    fn evaluation(&mut self, evaluation: &Evaluation) {
        let grade = evaluation.grade.as_ref().map(|one| match &one.scale {
            Some(scale) => format!("{} ({scale})", one.label),
            None => one.label.clone(),
        });
        let said = vec![
            ("criterion", evaluation.criterion.clone()),
            ("period", shown_period(&evaluation.period)),
            ("grade", grade),
            ("text", evaluation.text.clone()),
        ];
        let fields = self.fields(said, &evaluation.source);
        let card = self.add(Table::Evaluations, &evaluation.evaluation_id, fields);
        card.sorts = vec![name_of(&evaluation.scope), name_of(&evaluation.aspect)];
        card.item = Some(evaluation.item_id.clone());
        card.confidence = Some(evaluation.confidence);
    }

    fn left(&mut self, left: &Unassigned) {
        let place = self.place(left.page, left.span, left.bbox);
        let mut fields = vec![Field("text", left.text.clone(), vec![place])];
        fields.extend(
            left.near
                .clone()
                .map(|near| Field("near", near, Vec::new())),
        );
        self.add(Table::Unassigned, &left.unassigned_id, fields);
    }

    fn add(&mut self, table: Table, id: &str, fields: Vec<Field>) -> &mut Card {
        let card = Card {
            table: table.name(),
            id: id.to_owned(),
            item: None,
            sorts: Vec::new(),
            fields,
            confidence: None,
        };
        let at = self.cards.len();
        self.cards.push(card);
        &mut self.cards[at]
    }

    /// What is said, with its places; places of a field that says nothing go to the record as a whole.
    fn fields(
        &mut self,
        said: Vec<(&'static str, Option<String>)>,
        source: &[Citation],
    ) -> Vec<Field> {
        let mut fields: Vec<Field> = said
            .into_iter()
            .filter_map(|(name, text)| Some(Field(name, text?, Vec::new())))
            .collect();
        let mut rest = Field("source", String::new(), Vec::new());
        for citation in source {
            let place = self.place(citation.page, citation.span, citation.bbox);
            let field = fields
                .iter_mut()
                .find(|field| Some(field.0) == citation.field.as_deref())
                .unwrap_or(&mut rest);
            field.2.push(place);
        }
        if !rest.2.is_empty() {
            fields.push(rest);
        }
        fields
    }

    fn place(&mut self, page: u32, span: [u32; 2], bbox: Option<[f64; 4]>) -> usize {
        let mut place = vec![page.into(), span[0].into(), span[1].into()];
        place.extend(
            bbox.into_iter()
                .flatten()
                .map(|edge| (edge * 10.0).round() as i64),
        );
        let next = self.places.len();
        let number = *self.known.entry(place.clone()).or_insert(next);
        if number == next {
            self.places.push(place);
        }
        number
    }
}

fn lines(parts: impl Iterator<Item = String>) -> Option<String> {
    let text = parts.collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

/// The name of a variant as the tables hold it.
fn name_of<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The label as printed, and the fiscal years that it means.
fn shown_period(period: &Period) -> Option<String> {
    let years = match (period.fiscal_year, period.fiscal_year_end) {
        (None, _) => None,
        (Some(from), _) if period.open_ended => Some(format!("FY{from}–")),
        (Some(from), None) => Some(format!("FY{from}")),
        (Some(from), Some(to)) => Some(format!("FY{from}–{to}")),
    };
    let parts = period.label.clone().into_iter().chain(years);
    let text = parts.collect::<Vec<_>>().join(" = ");
    (!text.is_empty()).then_some(text)
}

fn shown_quantity(quantity: &Quantity) -> String {
    let mut text = quantity.value.0.to_string();
    if let Some(max) = quantity.max {
        text.push_str(&format!("–{}", max.0));
    }
    for part in [&quantity.unit, &quantity.qualifier].into_iter().flatten() {
        text.push(' ');
        text.push_str(part);
    }
    text
}
