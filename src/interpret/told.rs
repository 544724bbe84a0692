//! What a value of a table, its labels and its row say by themselves.

use super::meaning::{Meaning, Side};
use super::shape::Shape;
use super::table::Row;
use super::value;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::quantity;
use crate::record::{Period, PeriodKind, Scope};
use crate::segment::{self, Datum, Label};
use crate::source::Text;
use std::sync::Arc;

/// True for 合計 where the name of an item stands in a list.
pub(super) fn names_a_total(datum: &Datum) -> bool {
    let names = datum.column_path.last().is_some_and(|label| {
        let groups = matches!(
            label.concept,
            None | Some(Concept::Level | Concept::FormPart | Concept::Measure)
        );
        label.lists_items() || groups && label.period.is_none()
    });
    let key = crate::normalize::compare_key(datum.text.as_str());
    let sums = |label: &Label| !label.inherited && label.concept == Some(Concept::Total);
    names && LEXICON.exact(&key) == Some(Concept::Total) || datum.row_path.iter().any(sums)
}

/// A value under a header that says nothing, left of the columns that years or sides head.
pub(super) fn is_unknown_head(datum: &Datum, row: &[Datum]) -> bool {
    let silent = !datum.column_path.is_empty()
        && datum
            .column_path
            .iter()
            .chain(&datum.row_path)
            .all(|label| label.concept.is_none() && label.period.is_none());
    let first_axis = row
        .iter()
        .filter(|other| other.column_path.iter().any(Label::is_axis))
        .map(|other| other.column)
        .min();
    silent && first_axis.is_some_and(|column| datum.column < column)
}

/// True for a label of the row's own that says plan or result; 数値目標 only says what is measured.
pub(super) fn gives_side(label: &Label) -> bool {
    !label.inherited && label.is_axis() && label.concept != Some(Concept::RateText)
}

/// True for the caption of a row of words, left of the column in which other rows name their measures: 推進手順 above
/// `数値目標 | 待ち時間`.
pub(super) fn is_caption(datum: &Datum, row: &[Datum], shape: &Shape) -> bool {
    let outer = shape.names.is_some_and(|names| datum.column < names);
    let heads = row.iter().filter(|other| other.is_head).count();
    let figure = |other: &Datum| quantity::read(other.text.as_str(), None).is_some();
    datum.is_head && outer && !shape.is_list && heads == 1 && !row.iter().any(figure)
}

/// A row that a cost heads has the cost for its name: 事業費(千円).
pub(super) fn cost_name(datum: &Datum) -> Option<Text> {
    let in_grid = !datum.column_path.is_empty();
    let cost = |label: &&Label| match label.concept {
        Some(Concept::Cost) => true,
        Some(Concept::CostPlan | Concept::CostResult) => !in_grid,
        _ => false,
    };
    let label = datum.row_path.iter().rfind(cost)?;
    let name = || {
        let words = segment::undecorated(label.text.slice());
        // 効果額(令和6年度・千円) is 効果額 in that year.
        let bracket = words.as_str().find(['(', '（']);
        let dated = bracket.filter(|_| label.period.is_some());
        words
            .cut(0..dated.unwrap_or(words.as_str().len()))
            .to_text()
    };
    (!label.inherited).then(|| label.names.clone().unwrap_or_else(name))
}

/// A row of figures under years that sums up the rows above it is named so: 合計 below 一般行政部門 and 教育部門.
pub(super) fn sum_name(datum: &Datum) -> Option<Text> {
    let own = datum.row_path.last().filter(|label| !label.inherited)?;
    let dated = datum.column_path.iter().any(|label| label.period.is_some());
    let sums = own.concept == Some(Concept::Total) && own.period.is_none();
    (sums && dated).then(|| Text::clone(&own.text))
}

/// 現況 in words, outside any grid, is the background of the item and no value of an indicator.
pub(super) fn states_background(row: &Row, datum: &Datum, meaning: &Meaning, text: &Text) -> bool {
    meaning.is_point(PeriodKind::Baseline)
        && meaning.side.is_none()
        && meaning.group.is_none()
        && row.measure.is_none()
        && datum.column_path.is_empty()
        && quantity::read(text.as_str(), None).is_none()
}

/// True for 令和5年度の目標 outside any grid and of no indicator: what is said under it is a goal in words.
pub(super) fn asks_for_a_goal(row: &Row, datum: &Datum) -> bool {
    let goal = |label: &Label| {
        let words = segment::undecorated(label.text.slice());
        label.concept == Some(Concept::Plan)
            && label.period.is_some()
            && words.as_str().ends_with("目標")
    };
    datum.column_path.is_empty() && row.measure.is_none() && datum.row_path.last().is_some_and(goal)
}

/// True for a row that names the indicator of the goals and results below it: 指標 before 平均待ち時間, under all years.
pub(super) fn names_indicator(datum: &Datum) -> bool {
    let own = datum.row_path.last().filter(|label| !label.inherited);
    let named = own.is_some_and(|label| {
        let indicates = matches!(label.concept, Some(Concept::Indicator | Concept::Measure));
        indicates && label.period.is_none()
    });
    named && !datum.text.as_str().contains('。')
}

/// True for a value that a label of its own row puts on a side: 目標, 実績.
pub(super) fn is_sided(datum: &Datum) -> bool {
    let mut own = datum.row_path.iter().filter(|label| !label.inherited);
    own.any(|label| label.is_axis() && label.concept.is_some())
}

/// True for a sentence, which is of no indicator above it.
pub(super) fn tells_itself(datum: &Datum) -> bool {
    datum.text.as_str().contains('。')
}

/// A number without any unit of its own.
pub(super) fn is_bare_number(text: &Text) -> bool {
    quantity::read(text.as_str(), None).is_some_and(|quantity| quantity.unit.is_none())
}

/// True for a word that says how far something has come, under a header that asks for it or for the progress: 実施中.
pub(super) fn names_status(meaning: &Meaning, text: &Text) -> bool {
    let asked =
        meaning.group == Some(Concept::Progress) || meaning.field == Some(Concept::ProgressLabel);
    asked && LEXICON.progress(text.as_str()).is_some()
}

/// True for a number and a few words without a verb: 1 デジタル化の推進.
pub(super) fn numbers_a_name(text: &Text) -> bool {
    let words = text.as_str();
    let numbered = value::leading_number(words).is_some();
    numbered && !words.contains(['。', '\n']) && quantity::read(words, None).is_none()
}

/// A share of the goal, computed: `105.5%` under 達成度 is no grade.
pub(super) fn is_rate(text: &Text) -> bool {
    quantity::read(text.as_str(), None).is_some_and(|quantity| {
        quantity
            .unit
            .as_deref()
            .is_some_and(|unit| matches!(unit, "%" | "％"))
    })
}

/// True for a value that says what came of something: a result, a judgement, money without a side.
pub(super) fn reports(meaning: &Meaning) -> bool {
    let annual = matches!(meaning.scope, None | Some(Scope::Annual));
    let money = meaning.group == Some(Concept::Cost) && meaning.side.is_none();
    annual
        && meaning.total.is_none()
        && (meaning.is_judgement() || meaning.side == Some(Side::Result) || money)
}

/// The year of a row whose results and judgements name no other: 令和3年度の評価 beside 評価の理由.
pub(super) fn reported_year<'m>(
    row: impl Iterator<Item = &'m Meaning>,
) -> Option<(Period, Vec<Arc<Text>>)> {
    let mut years = row
        .filter(|meaning| reports(meaning))
        .filter_map(|meaning| {
            let period = meaning.period.as_ref()?;
            let single = period.kind == PeriodKind::Year && period.fiscal_year_end.is_none();
            (single && !period.open_ended).then_some((period, &meaning.period_places))
        });
    let (first, places) = years.next()?;
    let same = years.all(|(period, _)| period.fiscal_year == first.fiscal_year);
    let period = Period {
        inferred: true,
        ..first.clone()
    };
    same.then(|| (period, places.clone()))
}

/// Where the first of the headers over a row stands.
pub(super) fn first_header(data: &[Datum]) -> Option<u32> {
    let headers = data.iter().flat_map(|datum| &datum.column_path);
    headers
        .filter_map(|label| label.text.slice().first_place())
        .min()
}

/// True for a sentence beside a figure of the same side and time: the one tells of the item, and the other counts.
pub(super) fn is_told_beside(
    meaning: &Meaning,
    text: &Text,
    row: &[(&Datum, Meaning, Text)],
) -> bool {
    let counts = |other: &Meaning, figure: &Text| {
        let time = |meaning: &Meaning| {
            let period = meaning.period.as_ref()?;
            Some((period.kind, period.fiscal_year, period.fiscal_year_end))
        };
        let same = other.side == meaning.side && time(other) == time(meaning);
        same && quantity::read(figure.as_str(), None).is_some()
    };
    let told = text.as_str().contains('。');
    told && meaning.side.is_some() && row.iter().any(|(_, other, figure)| counts(other, figure))
}
