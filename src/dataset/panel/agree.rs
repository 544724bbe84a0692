//! What several records of one measure and year say together.
//!
//! Nothing is decided between documents that differ: the number or word is null and its column is named among
//! `differs`; what they say in words is kept, one line each.

use crate::record::{Citation, Period, PeriodKind, Plan, Progress, Quantity, ResultRecord};

/// One plan or result, as far as a panel is concerned.
pub(super) struct Said<'a> {
    pub(super) document: usize,
    pub(super) document_id: &'a str,
    pub(super) item_id: &'a str,
    pub(super) id: &'a str,
    pub(super) progress: Option<&'a Progress>,
    pub(super) source: &'a [Citation],
    period: &'a Period,
    text: Option<&'a str>,
    quantity: Option<&'a Quantity>,
}

impl<'a> Said<'a> {
    pub(super) fn of_plan(document: usize, plan: &'a Plan) -> Self {
        Self {
            document,
            document_id: &plan.document_id,
            item_id: &plan.item_id,
            id: &plan.plan_id,
            progress: None,
            source: &plan.source,
            period: &plan.period,
            text: plan.text.as_deref(),
            quantity: plan.quantity.as_ref(),
        }
    }

    pub(super) fn of_result(document: usize, result: &'a ResultRecord) -> Self {
        Self {
            document,
            document_id: &result.document_id,
            item_id: &result.item_id,
            id: &result.result_id,
            progress: result.progress.as_ref(),
            source: &result.source,
            period: &result.period,
            text: result.text.as_deref(),
            quantity: result.quantity.as_ref(),
        }
    }

    /// A half or a month is no year, and its number not the year's.
    fn whole_year(&self) -> bool {
        !matches!(
            self.period.kind,
            PeriodKind::Half | PeriodKind::Quarter | PeriodKind::Month | PeriodKind::Date
        )
    }
}

/// The texts, each once, a line each.
pub(super) fn text(all: &[Said<'_>], column: &str, differs: &mut Vec<String>) -> Option<String> {
    let mut lines: Vec<&str> = Vec::new();
    let mut by_document: Vec<(usize, Vec<&str>)> = Vec::new();
    for said in all {
        let Some(text) = said.text else { continue };
        if !lines.contains(&text) {
            lines.push(text);
        }
        match by_document.last_mut() {
            Some((document, texts)) if *document == said.document => texts.push(text),
            _ => by_document.push((said.document, vec![text])),
        }
    }
    if by_document.windows(2).any(|pair| pair[0].1 != pair[1].1) {
        differs.push(column.to_owned());
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The number that all records of the whole year give.
pub(super) fn quantity(
    all: &[Said<'_>],
    column: &str,
    differs: &mut Vec<String>,
) -> Option<Quantity> {
    let years = all.iter().filter(|said| said.whole_year());
    word(
        years.filter(|said| said.quantity.is_some()),
        |said| said.quantity,
        column,
        differs,
    )
}

/// What all say alike; nothing, and a note of it, where they do not.
pub(super) fn word<'r, R: 'r, T: PartialEq + Clone + 'r>(
    records: impl Iterator<Item = &'r R>,
    value: impl Fn(&'r R) -> Option<&'r T>,
    column: &str,
    differs: &mut Vec<String>,
) -> Option<T> {
    let mut values = records.filter_map(value);
    let first = values.next()?;
    if values.all(|other| other == first) {
        Some(first.clone())
    } else {
        differs.push(column.to_owned());
        None
    }
}

/// The result as a share of the plan, where both are single numbers of one unit.
///
/// Where no unit is printed, only numbers of one document can be taken to have the same.
pub(super) fn share(
    plans: &[Said<'_>],
    plan: Option<&Quantity>,
    results: &[Said<'_>],
    result: Option<&Quantity>,
) -> Option<f64> {
    let (planned, plan_unit) = in_base_units(plan?)?;
    let (reached, result_unit) = in_base_units(result?)?;
    let mut documents = plans.iter().chain(results).map(|said| said.document);
    let first = documents.next();
    let one_document = documents.all(|document| Some(document) == first);
    let one_unit = plan_unit == result_unit && (plan_unit.is_some() || one_document);
    (one_unit && planned != 0.0).then(|| reached / planned)
}

fn in_base_units(quantity: &Quantity) -> Option<(f64, Option<&str>)> {
    if quantity.max.is_some() {
        return None;
    }
    Some(match &quantity.base {
        Some(base) => (base.value.0, Some(base.unit.as_str())),
        None => (quantity.value.0, quantity.unit.as_deref()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{BaseQuantity, Number};

    fn amount(value: f64, unit: Option<&str>) -> Quantity {
        Quantity {
            value: Number(value),
            unit: unit.map(str::to_owned),
            max: None,
            qualifier: None,
            base: None,
        }
    }

    #[test]
    fn a_share_needs_one_unit() {
        let of = |plan: &Quantity, result: &Quantity| share(&[], Some(plan), &[], Some(result));
        let plan = amount(20.0, Some("件"));
        assert_eq!(of(&plan, &amount(15.0, Some("件"))), Some(0.75));
        assert_eq!(of(&plan, &amount(15.0, Some("人"))), None);
        assert_eq!(of(&plan, &amount(15.0, None)), None);
        assert_eq!(of(&amount(0.0, Some("件")), &plan), None);
        let range = Quantity {
            max: Some(Number(30.0)),
            ..plan.clone()
        };
        assert_eq!(of(&range, &plan), None);
        let thousands = Quantity {
            base: Some(BaseQuantity {
                value: Number(2000.0),
                unit: "円".into(),
            }),
            ..amount(2.0, Some("千円"))
        };
        assert_eq!(of(&thousands, &amount(1000.0, Some("円"))), Some(0.5));
    }
}
