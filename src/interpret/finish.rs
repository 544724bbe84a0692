//! From drafts to records: ids, citations, quantities, clauses, links.

use super::draft::{Draft, Kind, Statement};
use super::ledger::{Class, Ledger};
use super::value;
use crate::lexicon::LEXICON;
use crate::notation::grade::{self, Scale};
use crate::notation::quantity;
use crate::record::{
    self, Absent, Attribute, Citation, Department, Evaluation, Extra, Grade, Item, Period, Plan,
    PlanKind, Progress, Quantity, ResultKind, ResultRecord, Section,
};
use crate::source::Text;
use foldhash::HashSet;
use std::collections::BTreeMap;

/// The records of a document.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) sections: Vec<Section>,
    pub(crate) items: Vec<Item>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) results: Vec<ResultRecord>,
    pub(crate) evaluations: Vec<Evaluation>,
}

/// Finishes a draft, entering every value, label and piece of furniture in the books.
pub(crate) fn finish(
    draft: &Draft,
    document_id: &str,
    scale: Option<&Scale>,
    ledger: &mut Ledger<'_>,
) -> Records {
    for label in &draft.labels {
        ledger.enter(label.slice(), Class::Label);
    }
    for piece in &draft.furniture {
        ledger.enter(piece.slice(), Class::Furniture);
    }
    let mut finisher = Finisher {
        draft,
        document_id,
        scale,
        ledger,
        records: Records::default(),
        numbers: BTreeMap::new(),
    };
    finisher.sections();
    finisher.items();
    for statement in &draft.statements {
        finisher.statement(statement);
    }
    finisher.link();
    finisher.records
}

struct Finisher<'a, 'l, 'r> {
    draft: &'a Draft,
    document_id: &'a str,
    scale: Option<&'a Scale>,
    ledger: &'l mut Ledger<'r>,
    records: Records,
    /// How many plans, results and evaluations each item has so far.
    numbers: BTreeMap<usize, [usize; 3]>,
}

impl Finisher<'_, '_, '_> {
    /// The words of a value, entered as assigned and cited under a field's name.
    fn words(
        &mut self,
        field: &str,
        text: Option<&Text>,
        source: &mut Vec<Citation>,
    ) -> Option<String> {
        let text = text?.slice().trim();
        if text.is_empty() {
            return None;
        }
        self.ledger.enter(text, Class::Assigned);
        source.extend(self.ledger.cite(Some(field), text));
        Some(text.as_str().to_owned())
    }

    fn sections(&mut self) {
        let named = self.draft.sections.iter().filter(|section| section.is_name);
        for place in named.flat_map(|section| &section.places) {
            self.ledger.enter(place.slice(), Class::Assigned);
        }
        for (i, section) in self
            .draft
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| !section.is_name)
        {
            let mut source = Vec::new();
            let level = section
                .level
                .as_ref()
                .map(|t| t.as_str().to_owned())
                .filter(|s| !s.is_empty());
            for place in &section.places {
                self.ledger.enter(place.slice(), Class::Assigned);
                source.extend(self.ledger.cite(Some("name"), place.slice()));
            }
            let number = self.words("number", section.number.as_ref(), &mut Vec::new());
            let name = self.words("name", section.name.as_ref(), &mut Vec::new());
            let text = self.words("text", Some(&section.text), &mut source);
            self.records.sections.push(Section {
                section_id: self.section_id(i),
                document_id: self.document_id.to_owned(),
                parent_id: section.parent.map(|parent| self.section_id(parent)),
                level,
                number,
                name,
                text,
                source,
                corrected: Vec::new(),
            });
        }
    }

    fn section_id(&self, index: usize) -> String {
        let number = self.draft.sections[..=index]
            .iter()
            .filter(|section| !section.is_name)
            .count();
        format!("{}-s{number:03}", self.document_id)
    }

    fn item_id(&self, index: usize) -> String {
        format!("{}-i{:03}", self.document_id, index + 1)
    }

    fn items(&mut self) {
        for (i, item) in self.draft.items.iter().enumerate() {
            let mut source = Vec::new();
            let number = self.words("number", item.number.as_ref(), &mut source);
            let name = self.words("name", item.name.as_ref(), &mut source);
            for place in &item.places {
                self.ledger.enter(place.slice(), Class::Assigned);
            }
            let marked = item.departments.iter().any(|(_, lead)| *lead);
            let mut departments: Vec<Department> = Vec::new();
            for (name, lead) in &item.departments {
                if let Some(name) = self.words("departments", Some(name), &mut source)
                    && departments.iter().all(|known| known.name != name)
                {
                    let lead = marked.then_some(*lead);
                    departments.push(Department { name, lead });
                }
            }
            let background = self.words("background", item.background.as_ref(), &mut source);
            let purpose = self.words("purpose", item.purpose.as_ref(), &mut source);
            let actions = self.words("actions", item.actions.as_ref(), &mut source);
            let remarks = self.words("remarks", item.remarks.as_ref(), &mut source);
            let mut attributes: Vec<Attribute> = Vec::new();
            let mut stated: HashSet<(String, &str)> = HashSet::default();
            for (label, text) in &item.attributes {
                let label: String = label.as_str().split_whitespace().collect();
                let is_new = stated.insert((label.clone(), text.slice().trim().as_str()));
                let text = self.words("attributes", Some(text), &mut source);
                if is_new {
                    attributes.push(Attribute { label, text });
                }
            }
            self.records.items.push(Item {
                item_id: self.item_id(i),
                document_id: self.document_id.to_owned(),
                number: item.joined_number.clone().or(number),
                section_id: item.section.map(|section| self.section_id(section)),
                path: self.path(item.section),
                name,
                departments,
                background,
                purpose,
                actions,
                remarks,
                attributes,
                repeat_of: self.repeated(i),
                source,
                extra: Extra::default(),
            });
        }
    }

    fn path(&self, section: Option<usize>) -> Vec<record::PathNode> {
        self.draft
            .ancestry(section)
            .into_iter()
            .filter_map(|i| self.draft.sections[i].path_node())
            .collect()
    }

    /// The first item with the same name, for one that is marked as standing elsewhere too.
    fn repeated(&self, index: usize) -> Option<String> {
        let items = &self.draft.items;
        let item = &items[index];
        if !item.repeats {
            return None;
        }
        let name = item.name.as_ref().map(Text::as_str);
        let first = items
            .iter()
            .position(|other| !other.repeats && other.name.as_ref().map(Text::as_str) == name)?;
        Some(self.item_id(first))
    }

    fn statement(&mut self, statement: &Statement) {
        let mut source = Vec::new();
        let text = self.words("text", statement.text.as_ref(), &mut source);
        let measure = self
            .words("measure", statement.measure.as_ref(), &mut source)
            .map(|name| name.replace('\n', ""));
        for place in &statement.period_places {
            self.ledger.enter(place.slice(), Class::Label);
            source.extend(self.ledger.cite(Some("period"), place.slice()));
        }
        let shared = Shared {
            item_id: self.item_id(statement.item),
            clauses: text.as_deref().map(value::clauses).unwrap_or_default(),
            extra: extra(statement, text.as_deref()),
            confidence: statement.confidence,
            text,
            measure,
            source,
        };
        match statement.kind {
            Kind::Plan(kind) => self.plan(statement, kind, shared),
            Kind::Result(kind) => self.result(statement, kind, shared),
            Kind::Evaluation(..) => self.evaluation(statement, shared),
        }
    }

    /// The number of an item's next plan (0), result (1) or evaluation (2), from 1.
    fn number(&mut self, item: usize, kind: usize) -> usize {
        let numbers = self.numbers.entry(item).or_default();
        numbers[kind] += 1;
        numbers[kind]
    }

    fn quantity(
        &mut self,
        statement: &Statement,
        text: Option<&str>,
        source: &mut Vec<Citation>,
    ) -> Option<Quantity> {
        let unit = statement.unit.as_ref();
        let read = match statement.kind {
            Kind::Plan(PlanKind::Indicator) | Kind::Result(ResultKind::Indicator) => {
                quantity::read_figure
            }
            _ => quantity::read,
        };
        let found = read(text?, unit.map(|(unit, _)| unit.as_str()))?;
        if let Some((_, Some(place))) = unit {
            self.ledger.enter(place.slice(), Class::Label);
            source.extend(self.ledger.cite(Some("quantity"), place.slice()));
        }
        Some(found)
    }

    fn plan(&mut self, statement: &Statement, kind: PlanKind, mut shared: Shared) {
        let quantity = match kind {
            PlanKind::Policy | PlanKind::Proposal => None,
            _ => self.quantity(statement, shared.text.as_deref(), &mut shared.source),
        };
        let method = self.words("method", statement.method.as_ref(), &mut shared.source);
        let due = self.words("due", statement.due.as_ref(), &mut shared.source);
        let number = self.number(statement.item, 0);
        self.records.plans.push(Plan {
            plan_id: format!("{}-p{number:03}", shared.item_id),
            item_id: shared.item_id,
            document_id: self.document_id.to_owned(),
            kind,
            measure: shared.measure,
            row: statement.row,
            period: statement.period.clone(),
            text: shared.text,
            clauses: shared.clauses,
            quantity,
            method,
            due,
            source: shared.source,
            confidence: shared.confidence,
            extra: shared.extra,
        });
    }

    fn result(&mut self, statement: &Statement, kind: ResultKind, mut shared: Shared) {
        let quantity = self.quantity(statement, shared.text.as_deref(), &mut shared.source);
        let progress = self
            .words("progress", statement.progress.as_ref(), &mut shared.source)
            .map(|label| progress(&label, self.scale));
        let number = self.number(statement.item, 1);
        self.records.results.push(ResultRecord {
            result_id: format!("{}-r{number:03}", shared.item_id),
            item_id: shared.item_id,
            document_id: self.document_id.to_owned(),
            plan_id: None,
            kind,
            measure: shared.measure,
            row: statement.row,
            period: statement.period.clone(),
            text: shared.text,
            clauses: shared.clauses,
            quantity,
            progress,
            source: shared.source,
            confidence: shared.confidence,
            extra: shared.extra,
        });
    }

    fn evaluation(&mut self, statement: &Statement, mut shared: Shared) {
        let Kind::Evaluation(scope, aspect) = statement.kind else {
            return;
        };
        let criterion = statement.criterion.as_ref().map(|text| {
            self.ledger.enter(text.slice(), Class::Label);
            shared
                .source
                .extend(self.ledger.cite(Some("criterion"), text.slice()));
            text.as_str().split_whitespace().collect()
        });
        let grade = self
            .words("grade", statement.grade.as_ref(), &mut shared.source)
            .map(|label| self.graded(label));
        let number = self.number(statement.item, 2);
        self.records.evaluations.push(Evaluation {
            evaluation_id: format!("{}-e{number:03}", shared.item_id),
            item_id: shared.item_id,
            document_id: self.document_id.to_owned(),
            scope,
            aspect,
            criterion,
            period: statement.period.clone(),
            grade,
            text: shared.text,
            clauses: shared.clauses,
            source: shared.source,
            confidence: shared.confidence,
            extra: shared.extra,
        });
    }

    /// A grade with its place on the scale that the document or its profile prints.
    fn graded(&self, label: String) -> Grade {
        let rank = self.scale.and_then(|scale| grade::rank(&label, scale));
        Grade {
            scale: rank.and(self.scale).map(Scale::notation),
            rank,
            label,
        }
    }

    /// Ties each result to the plan of the same item, kind of row and period.
    fn link(&mut self) {
        let years = |period: &Period| Some((period.fiscal_year?, period.fiscal_year_end));
        let mut by_measure: BTreeMap<_, Vec<&Plan>> = BTreeMap::new();
        for plan in &self.records.plans {
            let key = (plan.item_id.as_str(), &plan.measure, years(&plan.period));
            by_measure.entry(key).or_default().push(plan);
        }
        for result in &mut self.records.results {
            let years = years(&result.period);
            let key = (result.item_id.as_str(), &result.measure, years);
            let Some(plans) = by_measure.get(&key).filter(|_| years.is_some()) else {
                continue;
            };
            let plans = || plans.iter().copied();
            let answers_it = |plan: &&Plan| answers(plan.kind, result.kind);
            let exact = |plan: &&Plan| {
                answers_it(plan) && plan.row == result.row && plan.period.kind == result.period.kind
            };
            let found = plans().find(exact).or_else(|| {
                // 目標 and 実績 of one indicator may be two rows; its name ties them.
                let mut close = plans()
                    .filter(answers_it)
                    .filter(|plan| plan.measure.is_some() || plan.row == result.row);
                // Two plans that fit alike tie nothing.
                close.next().filter(|_| close.next().is_none())
            });
            result.plan_id = found.map(|plan| plan.plan_id.clone());
        }
    }
}

/// What the three kinds of statement share.
struct Shared {
    item_id: String,
    text: Option<String>,
    measure: Option<String>,
    clauses: Vec<record::Clause>,
    extra: Extra,
    confidence: f64,
    source: Vec<Citation>,
}

fn answers(plan: PlanKind, result: ResultKind) -> bool {
    matches!(
        (plan, result),
        (
            PlanKind::Schedule,
            ResultKind::Schedule | ResultKind::Progress
        ) | (PlanKind::Indicator, ResultKind::Indicator)
            | (
                PlanKind::Target,
                ResultKind::Progress | ResultKind::Indicator
            )
    )
}

/// A progress label with its status: by its own words, or by those that the document's legend has for it.
fn progress(label: &str, scale: Option<&Scale>) -> Progress {
    let words: String = label.split_whitespace().collect();
    let said = || LEXICON.progress(scale?.meaning(&words)?).flatten();
    Progress {
        status: LEXICON.progress(&words).flatten().or_else(said),
        label: words,
    }
}

fn extra(statement: &Statement, text: Option<&str>) -> Extra {
    let printed = text.is_some_and(quantity::is_printed_absence);
    let arrow =
        text.is_some_and(|text| text.chars().all(|c| "→⇒➡".contains(c)) && !text.is_empty());
    Extra {
        absent: printed.then_some(Absent::Printed),
        continues: arrow.then_some(true),
        rules: statement
            .rules
            .iter()
            .map(|rule| (*rule).to_owned())
            .collect(),
        corrected: Vec::new(),
    }
}
