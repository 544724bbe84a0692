//! What the invented cities write about: topics, cities and workshops, read from the data beside this file.

use serde::Deserialize;
use std::sync::LazyLock;

/// A reform topic.
#[derive(Debug, Deserialize)]
pub(crate) struct Topic {
    pub(crate) key: String,
    pub(crate) pillar: String,
    pub(crate) middle: String,
    pub(crate) small: String,
    pub(crate) name: String,
    pub(crate) departments: Vec<String>,
    pub(crate) objects: Vec<Object>,
    pub(crate) indicators: Vec<Measure>,
    pub(crate) problems: Vec<String>,
    pub(crate) effects: Vec<String>,
}

/// Something that is planned, with the verbs that may follow it.
#[derive(Debug, Deserialize)]
pub(crate) struct Object {
    pub(crate) noun: String,
    pub(crate) verbs: Vec<String>,
}

/// An indicator and where it should go.
#[derive(Debug, Deserialize)]
pub(crate) struct Measure {
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) trend: Trend,
}

/// Where an indicator should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Trend {
    Rising,
    Falling,
}

/// An invented city and its habits of writing.
#[derive(Debug, Deserialize)]
pub(crate) struct City {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) plan: String,
    pub(crate) era: EraStyle,
    pub(crate) digits: Digits,
    /// What marks the leading department; empty where none is marked.
    pub(crate) lead: String,
}

/// How fiscal years are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EraStyle {
    /// 平成27年度.
    Full,
    /// H27年度.
    Short,
}

/// How digits are written in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Digits {
    /// All half width.
    Half,
    /// One digit alone is full width.
    Wide,
    /// All full width.
    All,
}

/// What citizens say in a workshop.
#[derive(Debug, Deserialize)]
pub(crate) struct Workshop {
    pub(crate) theme: Vec<String>,
    pub(crate) surnames: Vec<String>,
    pub(crate) heading: Vec<Heading>,
}

/// A topic heading of a workshop.
#[derive(Debug, Deserialize)]
pub(crate) struct Heading {
    pub(crate) text: String,
    pub(crate) call: bool,
    pub(crate) statements: Vec<String>,
}

#[derive(Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
struct Cities {
    city: Vec<City>,
}

static TOPICS: LazyLock<Topics> = LazyLock::new(|| read(include_str!("data/topics.toml")));
static CITIES: LazyLock<Cities> = LazyLock::new(|| read(include_str!("data/cities.toml")));
static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| read(include_str!("data/workshop.toml")));

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("the data of the generator is well-formed")
}

pub(crate) fn topics() -> &'static [Topic] {
    &TOPICS.topic
}

pub(crate) fn cities() -> &'static [City] {
    &CITIES.city
}

pub(crate) fn workshop() -> &'static Workshop {
    &WORKSHOP
}
