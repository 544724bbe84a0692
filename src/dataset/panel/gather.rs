//! The rows of one municipality: what all of its documents say of a measure in a year, side by side.

use super::agree::{Said, quantity, share, text, word};
use super::row::{CriterionGrade, Place, Row, Side};
use super::series::Series;
use crate::normalize::compare_key;
use crate::record::{
    Aspect, Bundle, Citation, Document, Evaluation, Item, Period, Plan, PlanKind, ResultKind,
    ResultRecord, Scope,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a row is known by within a municipality; the order of the rows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    series: usize,
    indicator: bool,
    measure: Option<String>,
    row: Option<u32>,
    year: Year,
}

/// First and last fiscal year; the last is none for one year.
type Year = (i32, Option<i32>);

/// What the documents say of one measure in one year, in the order of the documents.
#[derive(Default)]
struct Cell<'a> {
    measure: Option<&'a str>,
    plans: Vec<Said<'a>>,
    results: Vec<Said<'a>>,
}

/// An evaluation that gives a grade, with the number of its document.
type Graded<'a> = (usize, &'a Evaluation);

/// Everything that a municipality's documents say of single years.
struct Gathered<'a> {
    series: &'a Series,
    cells: BTreeMap<Key, Cell<'a>>,
    grades: BTreeMap<(usize, Year), Vec<Graded<'a>>>,
    items: BTreeMap<&'a str, (usize, &'a Item)>,
}

/// The rows of a municipality whose documents come in the order of their years, and the number of plans and
/// results that no year can be given to.
pub(super) fn rows(bundles: &[Bundle], series: &Series) -> (Vec<Row>, u64) {
    let mut gathered = Gathered {
        series,
        cells: BTreeMap::new(),
        grades: BTreeMap::new(),
        items: BTreeMap::new(),
    };
    let mut undated = 0;
    for (document, bundle) in bundles.iter().enumerate() {
        undated += gathered.add(document, bundle);
    }
    let Some(last) = bundles.last() else {
        return (Vec::new(), undated);
    };
    let cells = gathered.cells.iter();
    let rows = cells.map(|(key, cell)| gathered.row(&last.document, key, cell));
    (rows.collect(), undated)
}

impl<'a> Gathered<'a> {
    fn add(&mut self, document: usize, bundle: &'a Bundle) -> u64 {
        for item in &bundle.items {
            self.items.insert(&item.item_id, (document, item));
        }
        let mut undated = 0;
        let mut of_plan: BTreeMap<&str, Key> = BTreeMap::new();
        for plan in &bundle.plans {
            let Some(key) = self.plan_key(plan) else {
                undated += 1;
                continue;
            };
            of_plan.insert(&plan.plan_id, key.clone());
            let cell = self.cell(key, plan.measure.as_deref());
            cell.plans.push(Said::of_plan(document, plan));
        }
        for result in &bundle.results {
            let answered = result.plan_id.as_deref().and_then(|id| of_plan.get(id));
            let own = self.result_key(result);
            // An answer stands beside its plan, as long as both are of one year.
            let key = match (own, answered) {
                (Some(own), Some(plan)) if own.year == plan.year => plan.clone(),
                (Some(own), _) => own,
                (None, _) => {
                    undated += 1;
                    continue;
                }
            };
            let cell = self.cell(key, result.measure.as_deref());
            cell.results.push(Said::of_result(document, result));
        }
        self.add_grades(document, bundle);
        undated
    }

    /// A grade is of an item and not of a measure: it stands on every row of the year, or on one of its own.
    fn add_grades(&mut self, document: usize, bundle: &'a Bundle) {
        for evaluation in bundle.evaluations.iter().filter(|one| is_grade(one)) {
            let series = self.series.of_item(&evaluation.item_id);
            let (Some((series, _)), Some(year)) = (series, year(&evaluation.period)) else {
                continue;
            };
            let grades = self.grades.entry((series, year)).or_default();
            grades.push((document, evaluation));
        }
        let years: BTreeSet<(usize, Year)> = self
            .cells
            .keys()
            .map(|key| (key.series, key.year))
            .collect();
        let alone: Vec<(usize, Year)> = self
            .grades
            .keys()
            .filter(|graded| !years.contains(graded))
            .copied()
            .collect();
        for (series, year) in alone {
            let key = Key {
                series,
                indicator: false,
                measure: None,
                row: None,
                year,
            };
            self.cell(key, None);
        }
    }

    fn cell(&mut self, key: Key, measure: Option<&'a str>) -> &mut Cell<'a> {
        let cell = self.cells.entry(key).or_default();
        cell.measure = measure.or(cell.measure);
        cell
    }

    fn plan_key(&self, plan: &Plan) -> Option<Key> {
        let indicator = plan.kind == PlanKind::Indicator;
        self.key(
            &plan.item_id,
            indicator,
            plan.measure.as_deref(),
            plan.row,
            &plan.period,
        )
    }

    fn result_key(&self, result: &ResultRecord) -> Option<Key> {
        let indicator = result.kind == ResultKind::Indicator;
        let measure = result.measure.as_deref();
        self.key(
            &result.item_id,
            indicator,
            measure,
            result.row,
            &result.period,
        )
    }

    fn key(
        &self,
        item_id: &str,
        indicator: bool,
        measure: Option<&str>,
        row: Option<u32>,
        period: &Period,
    ) -> Option<Key> {
        Some(Key {
            series: self.series.of_item(item_id)?.0,
            indicator,
            measure: measure.map(|measure| compare_key(measure).into_owned()),
            // A name tells measures apart better than a place, which changes from document to document.
            row: row.filter(|_| measure.is_none()),
            year: year(period)?,
        })
    }

    fn row(&self, last: &Document, key: &Key, cell: &Cell<'a>) -> Row {
        let none = Vec::new();
        let grades = self.grades.get(&(key.series, key.year)).unwrap_or(&none);
        let mut differs = Vec::new();
        let mut side = |name: &str, all: &[Said<'_>]| Side {
            text: text(all, &format!("{name}_text"), &mut differs),
            quantity: quantity(all, &format!("{name}_quantity"), &mut differs),
        };
        let plan = side("plan", &cell.plans);
        let result = side("result", &cell.results);
        let progress = word(
            cell.results.iter().filter(|said| said.progress.is_some()),
            |said| said.progress,
            "progress",
            &mut differs,
        );
        let overall: Vec<&Graded<'_>> = overall(grades);
        let grade = word(
            overall.into_iter(),
            |(_, one)| one.grade.as_ref(),
            "grade",
            &mut differs,
        );
        let items = self.items_of(cell, grades);
        let latest = items.iter().filter_map(|id| self.items.get(id)).next_back();
        let scores = items.iter().filter_map(|id| self.series.of_item(id));
        Row {
            municipality_code: last.municipality.code.clone(),
            municipality_name: last.municipality.name.clone(),
            series_id: self.series.id(key.series).to_owned(),
            item_number: latest.and_then(|(_, item)| item.number.clone()),
            item_name: latest.and_then(|(_, item)| item.name.clone()),
            indicator: key.indicator,
            measure: cell.measure.map(str::to_owned),
            row: key.row,
            fiscal_year: key.year.0,
            fiscal_year_end: key.year.1,
            achieved: share(
                &cell.plans,
                plan.quantity.as_ref(),
                &cell.results,
                result.quantity.as_ref(),
            ),
            plan,
            result,
            progress,
            grade,
            grades: grades
                .iter()
                .filter_map(|(_, one)| criterion_grade(one))
                .collect(),
            match_score: scores.map(|(_, score)| score).fold(1.0, f64::min),
            differs,
            items: items.into_iter().map(str::to_owned).collect(),
            plans: cell.plans.iter().map(|said| said.id.to_owned()).collect(),
            results: cell.results.iter().map(|said| said.id.to_owned()).collect(),
            evaluations: grades
                .iter()
                .map(|(_, one)| one.evaluation_id.clone())
                .collect(),
            source: places(cell, grades),
        }
    }

    /// The items that a row draws on, in the order of their documents.
    fn items_of<'c>(&self, cell: &'c Cell<'a>, grades: &'c [Graded<'a>]) -> Vec<&'a str> {
        let said = cell.plans.iter().chain(&cell.results);
        let ids = said.map(|said| said.item_id);
        let ids = ids.chain(grades.iter().map(|(_, one)| one.item_id.as_str()));
        let once: BTreeSet<(usize, &str)> = ids
            .filter_map(|id| self.items.get(id))
            .map(|(document, item)| (*document, item.item_id.as_str()))
            .collect();
        once.into_iter().map(|(_, id)| id).collect()
    }
}

/// The year or years that a period stands for; none for what is open or undated.
fn year(period: &Period) -> Option<Year> {
    let first = period.fiscal_year.filter(|_| !period.open_ended)?;
    let last = period.fiscal_year_end.filter(|last| *last != first);
    Some((first, last))
}

fn is_grade(evaluation: &Evaluation) -> bool {
    evaluation.grade.is_some()
        && evaluation.aspect == Aspect::Assessment
        && evaluation.scope != Scope::Opinion
}

/// The grades of an item as a whole: those without a criterion, else those whose criterion says so (総合評価).
fn overall<'g, 'a>(grades: &'g [Graded<'a>]) -> Vec<&'g Graded<'a>> {
    let of = |wanted: &dyn Fn(Option<&str>) -> bool| -> Vec<&'g Graded<'a>> {
        let all = grades.iter();
        all.filter(|(_, one)| wanted(one.criterion.as_deref()))
            .collect()
    };
    let bare = of(&|criterion| criterion.is_none());
    if bare.is_empty() {
        of(&|criterion| criterion.is_some_and(|name| name.contains("総合")))
    } else {
        bare
    }
}

fn criterion_grade(evaluation: &Evaluation) -> Option<CriterionGrade> {
    Some(CriterionGrade {
        criterion: evaluation.criterion.clone(),
        grade: evaluation.grade.clone()?,
    })
}

fn places(cell: &Cell<'_>, grades: &[Graded<'_>]) -> Vec<Place> {
    let said = cell.plans.iter().chain(&cell.results);
    let said = said.map(|said| (said.document_id, said.id, said.source));
    let graded = grades.iter().map(|(_, one)| {
        let (document_id, id) = (one.document_id.as_str(), one.evaluation_id.as_str());
        (document_id, id, one.source.as_slice())
    });
    said.chain(graded)
        .flat_map(|(document_id, id, source)| {
            source
                .iter()
                .map(move |citation| place(document_id, id, citation))
        })
        .collect()
}

fn place(document_id: &str, record_id: &str, citation: &Citation) -> Place {
    Place {
        document_id: document_id.to_owned(),
        record_id: record_id.to_owned(),
        field: citation.field.clone(),
        page: citation.page,
        bbox: citation.bbox,
        span: citation.span,
    }
}
