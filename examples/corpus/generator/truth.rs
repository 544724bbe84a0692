//! What should be found in a document: items with their plans, results and evaluations nested, text in display form.

use serde::Serialize;
use std::collections::BTreeMap;

/// The truth of one document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Truth {
    pub(crate) file: String,
    pub(crate) family: String,
    pub(crate) document: Document,
    pub(crate) sections: Vec<Node>,
    pub(crate) items: Vec<Item>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Document {
    pub(crate) title: Option<String>,
    pub(crate) municipality: Name,
    pub(crate) programme: Programme,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) alternatives: Alternatives,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Name {
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Programme {
    pub(crate) name: Option<String>,
    pub(crate) start_fiscal_year: Option<i32>,
    pub(crate) end_fiscal_year: Option<i32>,
}

/// A heading: a section, or a node of an item's path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Node {
    pub(crate) level: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Item {
    pub(crate) number: Option<String>,
    pub(crate) path: Vec<Node>,
    pub(crate) name: Option<String>,
    pub(crate) departments: Vec<Department>,
    pub(crate) background: Option<String>,
    pub(crate) purpose: Option<String>,
    pub(crate) actions: Option<String>,
    pub(crate) remarks: Option<String>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) results: Vec<Outcome>,
    pub(crate) evaluations: Vec<Evaluation>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) alternatives: Alternatives,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Department {
    pub(crate) name: String,
    pub(crate) lead: Option<bool>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Attribute {
    pub(crate) label: String,
    pub(crate) text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Plan {
    pub(crate) kind: &'static str,
    pub(crate) measure: Option<String>,
    pub(crate) period: Period,
    pub(crate) text: Option<String>,
    pub(crate) quantity: Option<Quantity>,
    pub(crate) due: Option<String>,
    pub(crate) method: Option<String>,
    #[serde(flatten)]
    pub(crate) more: More,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Outcome {
    pub(crate) kind: &'static str,
    pub(crate) measure: Option<String>,
    pub(crate) period: Period,
    pub(crate) text: Option<String>,
    pub(crate) quantity: Option<Quantity>,
    pub(crate) progress: Option<Progress>,
    #[serde(flatten)]
    pub(crate) more: More,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Evaluation {
    pub(crate) scope: &'static str,
    pub(crate) aspect: &'static str,
    pub(crate) criterion: Option<String>,
    pub(crate) period: Period,
    pub(crate) grade: Option<Grade>,
    pub(crate) text: Option<String>,
    #[serde(flatten)]
    pub(crate) more: More,
}

/// What a record may carry besides.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct More {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) absent: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) continues: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) alternatives: Alternatives,
}

/// Other values of a field that are as right.
pub(crate) type Alternatives = BTreeMap<&'static str, Vec<Choice>>;

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Choice {
    Text(Option<String>),
    Year(Option<i32>),
    Departments(Vec<Department>),
    Path(Vec<Node>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Progress {
    pub(crate) label: String,
    pub(crate) status: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Grade {
    pub(crate) label: String,
    pub(crate) scale: Option<String>,
    pub(crate) rank: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Period {
    pub(crate) label: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) fiscal_year: Option<i32>,
    pub(crate) fiscal_year_end: Option<i32>,
    pub(crate) half: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) open_ended: bool,
}

impl Period {
    fn new(kind: &'static str, label: &str, fiscal_year: Option<i32>) -> Self {
        Self {
            label: (!label.is_empty()).then(|| display(label)),
            kind,
            fiscal_year,
            fiscal_year_end: None,
            half: None,
            open_ended: false,
        }
    }

    pub(crate) fn year(label: &str, fiscal_year: i32) -> Self {
        Self::new("year", label, Some(fiscal_year))
    }

    pub(crate) fn half(label: &str, fiscal_year: i32, half: u8) -> Self {
        Self {
            half: Some(half),
            ..Self::new("half", label, Some(fiscal_year))
        }
    }

    pub(crate) fn baseline(label: &str, fiscal_year: Option<i32>) -> Self {
        Self::new("baseline", label, fiscal_year)
    }

    pub(crate) fn target(label: &str, fiscal_year: Option<i32>) -> Self {
        Self::new("target", label, fiscal_year)
    }

    pub(crate) fn programme(label: &str, start: i32, end: i32) -> Self {
        Self {
            fiscal_year_end: Some(end),
            ..Self::new("programme", label, Some(start))
        }
    }

    pub(crate) fn undated() -> Self {
        Self::new("undated", "", None)
    }

    pub(crate) fn open(self) -> Self {
        Self {
            open_ended: true,
            ..self
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Quantity {
    pub(crate) value: serde_json::Number,
    pub(crate) unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) base: Option<Base>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Base {
    pub(crate) value: serde_json::Number,
    pub(crate) unit: String,
}

impl Quantity {
    /// A number with its unit as printed; units of thousands and millions get their base.
    pub(crate) fn new(value: f64, unit: Option<&str>) -> Self {
        let scaled = unit.and_then(|unit| {
            let (scale, rest) = match unit {
                _ if unit.starts_with("百万") => (1e6, unit.trim_start_matches("百万")),
                _ if unit.starts_with('千') => (1e3, unit.trim_start_matches('千')),
                _ => return None,
            };
            (!rest.is_empty()).then(|| Base {
                value: json_number((value * scale).round()),
                unit: rest.to_owned(),
            })
        });
        Self {
            value: json_number(value),
            unit: unit.map(display),
            base: scaled,
        }
    }
}

/// A number without a fraction where it has none.
fn json_number(value: f64) -> serde_json::Number {
    if value.fract() == 0.0 {
        serde_json::Number::from(value as i64)
    } else {
        serde_json::Number::from_f64(value).expect("numbers of the corpus are finite")
    }
}

/// Display form of generated text: full-width ASCII to ASCII but for the wave dash, one space for an ideographic one,
/// no indentation.
pub(crate) fn display(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff5e}' => c,
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.chars().map(fold).collect::<String>())
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Display form, None of nothing.
pub(crate) fn text(text: &str) -> Option<String> {
    Some(display(text)).filter(|text| !text.is_empty())
}

/// What marks a cell that prints that there is nothing.
pub(crate) fn absent(text: &str) -> Option<&'static str> {
    matches!(
        display(text).as_str(),
        "-" | "―" | "なし" | "該当なし" | "***"
    )
    .then_some("printed")
}

impl Plan {
    pub(crate) fn new(kind: &'static str, period: Period, words: &str) -> Self {
        Self {
            kind,
            measure: None,
            period,
            text: text(words),
            quantity: None,
            due: None,
            method: None,
            more: More {
                absent: absent(words),
                ..More::default()
            },
        }
    }
}

impl Outcome {
    pub(crate) fn new(kind: &'static str, period: Period, words: &str) -> Self {
        Self {
            kind,
            measure: None,
            period,
            text: text(words),
            quantity: None,
            progress: None,
            more: More {
                absent: absent(words),
                ..More::default()
            },
        }
    }
}

impl Evaluation {
    pub(crate) fn new(
        scope: &'static str,
        aspect: &'static str,
        period: Period,
        words: &str,
    ) -> Self {
        Self {
            scope,
            aspect,
            criterion: None,
            period,
            grade: None,
            text: text(words),
            more: More {
                absent: absent(words),
                ..More::default()
            },
        }
    }
}

impl Truth {
    /// Adds a heading to the outline, once.
    pub(crate) fn section(&mut self, node: &Node) {
        if self.sections.last() != Some(node) && !self.sections.contains(node) {
            self.sections.push(node.clone());
        }
    }
}

pub(crate) fn node(level: &str, number: &str, name: &str) -> Node {
    Node {
        level: text(level),
        number: text(number),
        name: text(name),
    }
}
