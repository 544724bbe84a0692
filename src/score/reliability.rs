//! Whether confidence means what it says.

use super::tally::{Judged, share};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One tenth of the scale of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Its lower end.
    pub from: f64,
    /// How many values were given with such a confidence.
    pub values: u32,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// What was said about how sure a value is, and how often it was right.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// The bins that hold a value, lowest first.
    pub bins: Vec<Bin>,
    /// Expected calibration error: the mean gap between both, weighted by the values; None without values.
    pub expected_calibration_error: Option<f64>,
    /// The share of all wrong values that the fifth of the values with the lowest confidence holds; None where none is
    /// wrong. A confidence that says nothing would give a fifth.
    pub errors_in_lowest_fifth: Option<f64>,
}

/// Sums of confidence and of right values, bin by bin, and how many values of each confidence were given and wrong.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    bins: [(u32, f64, u32); 10],
    /// By thousandths of confidence.
    wrong: BTreeMap<u32, (u32, u32)>,
}

impl Sums {
    pub(super) fn of(kinds: &[Judged<'_>]) -> Self {
        let mut sums = Self::default();
        for judged in kinds {
            for (found, verdicts) in judged.table.founds.iter().zip(&judged.verdicts) {
                let Some(confidence) = found.value.get("confidence").and_then(Value::as_f64) else {
                    continue;
                };
                let bin = &mut sums.bins[((confidence * 10.0) as usize).min(9)];
                let wrong = sums.wrong.entry((confidence * 1000.0) as u32).or_default();
                for verdict in verdicts.iter().flatten() {
                    bin.0 += 1;
                    bin.1 += confidence;
                    bin.2 += u32::from(verdict.strict);
                    wrong.0 += 1;
                    wrong.1 += u32::from(!verdict.strict);
                }
            }
        }
        sums
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (bin, more) in self.bins.iter_mut().zip(&other.bins) {
            bin.0 += more.0;
            bin.1 += more.1;
            bin.2 += more.2;
        }
        for (confidence, more) in &other.wrong {
            let wrong = self.wrong.entry(*confidence).or_default();
            wrong.0 += more.0;
            wrong.1 += more.1;
        }
    }

    /// The share of the errors among the fifth of the values with the lowest confidence. Of values that are given as
    /// sure as each other, as many errors fall into it as their share of them.
    fn errors_in_lowest_fifth(&self) -> Option<f64> {
        let values: u32 = self.wrong.values().map(|(values, _)| values).sum();
        let errors: u32 = self.wrong.values().map(|(_, wrong)| wrong).sum();
        let mut left = f64::from(values) / 5.0;
        let mut held = 0.0;
        for (values, wrong) in self.wrong.values() {
            let taken = left.min(f64::from(*values));
            held += f64::from(*wrong) * taken / f64::from((*values).max(1));
            left -= taken;
        }
        (errors > 0).then(|| held / f64::from(errors))
    }

    pub(super) fn table(&self) -> Reliability {
        let bins: Vec<Bin> = (0..10)
            .map(|n| (n, self.bins[n]))
            .filter(|(_, (values, ..))| *values > 0)
            .map(|(n, (values, confidence, right))| Bin {
                from: n as f64 / 10.0,
                values,
                confidence: confidence / f64::from(values),
                right: share(right, values).unwrap_or_default(),
            })
            .collect();
        let all: u32 = bins.iter().map(|bin| bin.values).sum();
        let gap: f64 = bins
            .iter()
            .map(|bin| f64::from(bin.values) * (bin.confidence - bin.right).abs())
            .sum();
        Reliability {
            expected_calibration_error: (all > 0).then(|| gap / f64::from(all)),
            errors_in_lowest_fifth: self.errors_in_lowest_fifth(),
            bins,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sums;

    #[test]
    fn the_lowest_fifth_holds_its_part_of_values_that_are_as_sure() {
        let mut sums = Sums::default();
        // Ten values at .5, of which four are wrong; forty at .9, of which one is.
        sums.wrong.insert(500, (10, 4));
        sums.wrong.insert(900, (40, 1));
        assert_eq!(sums.errors_in_lowest_fifth(), Some(0.8));
        // A confidence that is the same for all says nothing.
        let mut even = Sums::default();
        even.wrong.insert(500, (50, 5));
        assert_eq!(even.errors_in_lowest_fifth(), Some(0.2));
        assert_eq!(Sums::default().errors_in_lowest_fifth(), None);
    }
}
