//! Whether confidence means what it says.

use super::tally::{Judged, share};
use serde::Serialize;
use serde_json::Value;

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
}

/// Sums of confidence and of right values, bin by bin.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums([(u32, f64, u32); 10]);

impl Sums {
    pub(super) fn of(kinds: &[Judged<'_>]) -> Self {
        let mut sums = Self::default();
        for judged in kinds {
            for (found, verdicts) in judged.table.founds.iter().zip(&judged.verdicts) {
                let Some(confidence) = found.value.get("confidence").and_then(Value::as_f64) else {
                    continue;
                };
                let bin = &mut sums.0[((confidence * 10.0) as usize).min(9)];
                for verdict in verdicts.iter().flatten() {
                    bin.0 += 1;
                    bin.1 += confidence;
                    bin.2 += u32::from(verdict.strict);
                }
            }
        }
        sums
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (bin, more) in self.0.iter_mut().zip(&other.0) {
            bin.0 += more.0;
            bin.1 += more.1;
            bin.2 += more.2;
        }
    }

    pub(super) fn table(&self) -> Reliability {
        let bins: Vec<Bin> = (0..10)
            .map(|n| (n, self.0[n]))
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
            bins,
        }
    }
}
