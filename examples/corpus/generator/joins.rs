//! How many line ends of wrapped paragraphs are decided right without geometry.

use super::grammar::cities;
use super::labels::{Labels, Split};
use super::layouts::{Cast, Form, Layout};
use super::pdf::wrapped;
use super::random::Dice;
use super::sheet::{Block, Look, Sheet};
use clap::ValueEnum;
use kaikaku::layout::wrap::{Joint, joints};
use kaikaku::normalize::display;
use kaikaku::source::Text;
use std::collections::BTreeMap;
use std::fmt;

/// Widths of cells and of running text, in full-width characters.
const NARROW: [u8; 6] = [9, 10, 12, 14, 16, 20];
const WIDE: [u8; 5] = [30, 33, 36, 40, 45];

/// Line ends by the rule that decided them.
#[derive(Debug, Default)]
pub(crate) struct Joins {
    /// Right ones and all.
    rules: BTreeMap<String, (usize, usize)>,
    /// Wrong ones, each with the lines on both sides.
    wrong: Vec<String>,
}

/// Wraps the texts of some seeds and decides their line ends.
pub(crate) fn measure(seeds: std::ops::RangeInclusive<u64>) -> Joins {
    let mut joins = Joins::default();
    for seed in seeds {
        for layout in Layout::value_variants() {
            joins.sheet(&sheet(*layout, seed));
        }
    }
    joins
}

fn sheet(layout: Layout, seed: u64) -> Sheet {
    let mut dice = Dice::new(seed, &[layout.family()]);
    let city = dice.pick(cities());
    let mut cast = Cast {
        city,
        labels: Labels::draw(Split::Seen, &mut Dice::new(seed, &[&city.key, "labels"])),
        form: Form::Flat,
        first: 0,
        dice,
    };
    layout.draft(&mut cast).sheet
}

impl Joins {
    /// The share of line ends that are decided right.
    pub(crate) fn share(&self) -> f64 {
        let (right, all) = self
            .rules
            .values()
            .fold((0, 0), |(right, all), rule| (right + rule.0, all + rule.1));
        right as f64 / all as f64
    }

    fn sheet(&mut self, sheet: &Sheet) {
        for block in &sheet.blocks {
            match block {
                Block::Text(text) => WIDE.iter().for_each(|&width| self.text(text, width)),
                Block::Table(table) => {
                    let values = table.rows.iter().flatten();
                    for cell in values.filter(|cell| cell.look == Look::Value) {
                        NARROW
                            .iter()
                            .for_each(|&width| self.text(&cell.text, width));
                    }
                }
                _ => {}
            }
        }
    }

    /// One cell or stretch of running text; each of its lines is a paragraph.
    fn text(&mut self, text: &str, width: u8) {
        let (mut lines, mut goes_on) = (Vec::new(), Vec::new());
        for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
            let wrapped = wrapped(paragraph, f32::from(width), 1.0);
            goes_on.extend((0..wrapped.len()).map(|at| at > 0));
            lines.extend(wrapped.iter().map(|line| placed(line)));
        }
        let slices: Vec<_> = lines.iter().map(Text::slice).collect();
        for ((pair, joint), expected) in lines
            .windows(2)
            .zip(joints(&slices))
            .zip(goes_on.iter().skip(1))
        {
            let (joined, rule) = match joint {
                Joint::Join(rule) => (true, format!("join: {rule}")),
                Joint::Break(rule) => (false, format!("break: {rule}")),
            };
            let right = joined == *expected;
            if !right {
                let (left, right) = (pair[0].as_str(), pair[1].as_str());
                self.wrong
                    .push(format!("{rule} at {width}: {left} / {right}"));
            }
            let tally = self.rules.entry(rule).or_default();
            *tally = (tally.0 + usize::from(right), tally.1 + 1);
        }
    }
}

fn placed(line: &str) -> Text {
    let mut text = Text::new();
    for (at, c) in (0..).zip(display(line).chars()) {
        text.push(c, at);
    }
    text
}

impl fmt::Display for Joins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for wrong in &self.wrong {
            writeln!(f, "{wrong}")?;
        }
        for (rule, (right, all)) in &self.rules {
            writeln!(f, "{right} of {all}\t{rule}")?;
        }
        write!(f, "{:.4} of line ends right", self.share())
    }
}
