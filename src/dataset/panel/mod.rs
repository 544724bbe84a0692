//! A panel: one row a municipality, item, measure and fiscal year, over all documents that speak of it.

mod agree;
mod condition;
mod gather;
mod row;
mod series;

pub use condition::Condition;
pub use row::{CriterionGrade, Place, Row, Side};
pub use series::Proposal;

use crate::dataset::Bundles;
use crate::dataset::bundles::Place as BundlePlace;
use crate::emit::columns::Columns;
use crate::emit::schema;
use crate::error::Error;
use crate::record::{Bundle, Period};
use rayon::prelude::*;
use series::Series;
use std::collections::BTreeMap;

/// What one municipality gives to a panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Its rows, by series, measure and year.
    pub rows: Vec<Row>,
    /// Its series that may be one.
    pub proposals: Vec<Proposal>,
    /// How many plans and results are of no single year and in no row.
    pub undated: u64,
}

/// The columns of a panel.
pub fn columns() -> Columns {
    Columns::of_schema(&schema::of::<Row>())
}

/// The columns of the proposals.
pub fn proposal_columns() -> Columns {
    Columns::of_schema(&schema::of::<Proposal>())
}

/// Makes the panel, one municipality in memory at a time, and hands each one's share on.
///
/// # Errors
///
/// If a bundle cannot be read or is none, or `take` fails.
pub fn make<E: From<Error>>(
    bundles: &Bundles,
    mut take: impl FnMut(Share) -> Result<(), E>,
) -> Result<(), E> {
    for places in municipalities(bundles).into_values() {
        take(share(&places)?)?;
    }
    Ok(())
}

/// Whose documents belong together: those of one code, or of one name in one prefecture; where none is known,
/// a document stands for itself.
fn municipalities(bundles: &Bundles) -> BTreeMap<[String; 3], Vec<&BundlePlace>> {
    let mut groups: BTreeMap<[String; 3], Vec<&BundlePlace>> = BTreeMap::new();
    for place in bundles.places() {
        let of = &place.municipality;
        let key = match (&of.code, &of.name) {
            (Some(code), _) => [code.clone(), String::new(), String::new()],
            (None, Some(name)) => {
                let prefecture = of.prefecture.clone().unwrap_or_default();
                [String::new(), prefecture, name.clone()]
            }
            (None, None) => [String::new(), String::new(), place.document_id.clone()],
        };
        groups.entry(key).or_default().push(place);
    }
    groups
}

fn share(places: &[&BundlePlace]) -> Result<Share, Error> {
    let mut bundles = places
        .par_iter()
        .map(|place| place.read())
        .collect::<Result<Vec<_>, _>>()?;
    bundles.sort_by(|a, b| {
        let key = |bundle: &Bundle| (last_year(bundle), bundle.document.source.path.clone());
        key(a).cmp(&key(b))
    });
    let series = Series::of(&bundles);
    let (rows, undated) = gather::rows(&bundles, &series);
    Ok(Share {
        proposals: bundles
            .last()
            .map(|last| series.proposals(last))
            .unwrap_or_default(),
        rows,
        undated,
    })
}

/// The last year that a document reports on; without any, the first that it plans for.
fn last_year(bundle: &Bundle) -> Option<i32> {
    let year = |period: &Period| period.fiscal_year;
    let reported = bundle
        .results
        .iter()
        .filter_map(|result| year(&result.period));
    let planned = bundle.plans.iter().filter_map(|plan| year(&plan.period));
    reported.max().or_else(|| planned.min())
}
