//! One reform item over its years: what became of each task is drawn first, then worded, so that plans, results, reports, judgements
//! and next steps agree.

use super::grammar::{City, Measure, Topic, Trend, topics};
use super::random::Dice;
use super::wording::{self, Manner, Outcome, month, noun_phrase, past};

/// A reform item.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) number: u32,
    /// Roman numeral and name.
    pub(crate) pillar: (&'static str, String),
    pub(crate) middle: (String, String),
    pub(crate) small: (String, String),
    pub(crate) name: String,
    /// The first one leads.
    pub(crate) departments: Vec<String>,
    pub(crate) background: Vec<String>,
    pub(crate) purpose: Vec<String>,
    pub(crate) actions: Vec<String>,
    pub(crate) baseline: Vec<String>,
    pub(crate) years: Vec<Year>,
    pub(crate) goal: Vec<String>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) closing: Closing,
    pub(crate) effects: Vec<String>,
}

/// One fiscal year of an item.
#[derive(Clone, Debug)]
pub(crate) struct Year {
    pub(crate) fiscal_year: i32,
    pub(crate) tasks: Vec<Task>,
    pub(crate) halves: [Half; 2],
    pub(crate) assessment: Vec<String>,
    pub(crate) next_steps: Vec<String>,
    /// Place on a scale of four, from 0.
    pub(crate) grade: usize,
}

/// One planned task.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) noun: String,
    pub(crate) verb: String,
    pub(crate) outcome: Outcome,
    /// Month of the fiscal year, 0 for April.
    pub(crate) month: i64,
}

impl Task {
    pub(crate) fn plan(&self) -> String {
        noun_phrase(&self.noun, &self.verb)
    }

    pub(crate) fn is_late(&self) -> bool {
        matches!(self.outcome, Outcome::Considering | Outcome::NotDone)
    }

    pub(crate) fn report(&self, manner: Manner) -> String {
        wording::report(&self.noun, &self.verb, self.outcome, self.month, manner)
    }
}

/// A half-year report.
#[derive(Clone, Debug)]
pub(crate) struct Half {
    pub(crate) lines: Vec<String>,
    pub(crate) on_track: bool,
}

/// An indicator over the years.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) decimals: usize,
    pub(crate) baseline: f64,
    /// Target and value for each year; no value where it is not known yet.
    pub(crate) years: Vec<(f64, Option<f64>)>,
    pub(crate) goal: f64,
}

impl Indicator {
    pub(crate) fn show(&self, value: f64) -> String {
        wording::number(value, self.decimals)
    }
}

/// What is said of the whole run.
#[derive(Clone, Debug)]
pub(crate) struct Closing {
    pub(crate) assessment: Vec<String>,
    pub(crate) next_steps: Vec<String>,
    pub(crate) outlook: Vec<String>,
}

/// An item of four years as two of two years each: what was reached in the second year is the state that the second half starts from.
pub(crate) fn halves(record: &Record) -> (Record, Record) {
    let cut = |years: std::ops::Range<usize>| {
        let mut half = record.clone();
        half.years = record.years[years.clone()].to_vec();
        for indicator in &mut half.indicators {
            indicator.years = indicator.years[years.clone()].to_vec();
        }
        half
    };
    let (mut first, mut second) = (cut(0..2), cut(2..4));
    let planned = |year: &Year| year.tasks.iter().map(Task::plan).collect::<Vec<_>>();
    first.goal = planned(&record.years[2]);
    first.closing = closing(&first.years, &first.goal);
    second.baseline = planned(&record.years[1]);
    for (half, whole) in second.indicators.iter_mut().zip(&record.indicators) {
        half.baseline = whole.years[1].1.unwrap_or(whole.years[1].0);
    }
    for (half, whole) in first.indicators.iter_mut().zip(&record.indicators) {
        half.goal = whole.years[2].0;
    }
    (first, second)
}

const ROMAN: [&str; 6] = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"];

/// `count` items of a city over `years` fiscal years from `first`, in the order of pillars.
pub(crate) fn records(
    city: &City,
    count: usize,
    first: i32,
    years: usize,
    dice: &mut Dice,
) -> Vec<Record> {
    let mut pillars: Vec<&str> = Vec::new();
    let mut drawn = dice.sample(topics(), count);
    drawn.sort_by_key(|topic| {
        let all = topics().iter().position(|one| one.pillar == topic.pillar);
        (all, topic.key.as_str())
    });
    let mut records: Vec<Record> = Vec::new();
    let start = dice.between(1, 30) as u32;
    for (n, topic) in drawn.into_iter().enumerate() {
        if !pillars.contains(&topic.pillar.as_str()) {
            pillars.push(&topic.pillar);
        }
        let pillar = pillars.len() - 1;
        let middle = 1 + records
            .iter()
            .filter(|record| record.pillar.0 == ROMAN[pillar % 6])
            .count();
        let mut own = Dice::new(dice.below(1 << 30) as u64, &[&city.key, &topic.key]);
        records.push(record(
            topic,
            (start + n as u32, pillar, middle),
            first,
            years,
            &mut own,
        ));
    }
    records
}

fn record(
    topic: &Topic,
    (number, pillar, middle): (u32, usize, usize),
    first: i32,
    years: usize,
    dice: &mut Dice,
) -> Record {
    let count = dice.between(3, 4) as usize;
    let objects = dice.sample(&topic.objects, count);
    let pairs: Vec<(String, String)> = objects
        .iter()
        .map(|object| (object.noun.clone(), dice.pick(&object.verbs).clone()))
        .collect();
    let phrases: Vec<String> = pairs.iter().map(|(n, v)| noun_phrase(n, v)).collect();
    let mut open = pairs.clone();
    let years: Vec<Year> = (0..years)
        .map(|n| year(first + n as i32, &mut open, dice))
        .collect();
    let after: Vec<String> = open.iter().map(|(n, v)| noun_phrase(n, v)).collect();
    let departments = dice.between(1, topic.departments.len() as i64) as usize;
    let small = dice.between(1, 4);
    Record {
        number,
        pillar: (ROMAN[pillar % 6], topic.pillar.clone()),
        middle: (middle.to_string(), topic.middle.clone()),
        small: (small.to_string(), topic.small.clone()),
        name: topic.name.clone(),
        departments: topic.departments[..departments].to_vec(),
        background: dice
            .sample(&topic.problems, 2)
            .into_iter()
            .cloned()
            .collect(),
        purpose: vec![
            format!("{}を進め、{}", topic.small, lower(&topic.effects[0])),
            topic.effects[1].clone(),
        ],
        baseline: pairs
            .iter()
            .take(2)
            .map(|(noun, verb)| format!("{noun}の{verb}に関する調査"))
            .collect(),
        goal: after.iter().take(2).cloned().collect(),
        indicators: topic
            .indicators
            .iter()
            .map(|measure| indicator(measure, years.len(), dice))
            .collect(),
        closing: closing(&years, &after),
        effects: topic.effects.clone(),
        actions: phrases,
        years,
    }
}

/// A sentence without its full stop reads on as the second half of another.
fn lower(sentence: &str) -> String {
    format!("{}状態を目指す。", sentence.trim_end_matches('。'))
}

fn year(fiscal_year: i32, open: &mut [(String, String)], dice: &mut Dice) -> Year {
    let tasks: Vec<Task> = open
        .iter()
        .map(|(noun, verb)| Task {
            noun: noun.clone(),
            verb: verb.clone(),
            outcome: match dice.below(100) {
                0..60 => Outcome::Done,
                60..72 => Outcome::Partial,
                72..87 => Outcome::Considering,
                _ => Outcome::NotDone,
            },
            month: dice.between(1, 11),
        })
        .collect();
    for (task, (_, verb)) in tasks.iter().zip(open.iter_mut()) {
        if task.outcome == Outcome::Done {
            *verb = wording::follow_up(verb).to_owned();
        }
    }
    Year {
        fiscal_year,
        halves: [half(&tasks, true), half(&tasks, false)],
        assessment: tasks.iter().take(3).map(judgement).collect(),
        next_steps: tasks.iter().skip(1).take(2).map(next_step).collect(),
        grade: grade(&tasks),
        tasks,
    }
}

/// The grade that follows from what became of some tasks, from 0.
pub(crate) fn grade(tasks: &[Task]) -> usize {
    let behind = tasks.iter().filter(|task| task.is_late()).count();
    let partial = tasks.iter().any(|task| task.outcome == Outcome::Partial);
    match behind {
        0 => usize::from(partial),
        1 => 2,
        _ => 3,
    }
}

fn half(tasks: &[Task], first: bool) -> Half {
    let lines = tasks.iter().filter_map(|task| {
        let (noun, verb) = (&task.noun, &task.verb);
        let early = task.month < 6;
        match task.outcome {
            Outcome::Done if early == first => Some(format!(
                "{}に{}。",
                month(task.month),
                past(noun, verb, Manner::Plain)
            )),
            Outcome::Done if first => Some(format!("{noun}の{verb}に向けて準備を進めている。")),
            Outcome::Done => None,
            Outcome::Partial if first => Some(format!("{noun}の{verb}の対象を検討している。")),
            Outcome::Partial => Some(format!(
                "一部の地区で先行して{}。",
                past(noun, verb, Manner::Plain)
            )),
            Outcome::Considering => Some(format!("{noun}の{verb}について、関係課と協議を行った。")),
            Outcome::NotDone if first => Some(format!("{noun}の{verb}は日程を調整している。")),
            Outcome::NotDone => Some(format!("{noun}の{verb}は次年度に持ち越すこととした。")),
        }
    });
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        lines.push("上半期の取組を継続した。".to_owned());
    }
    Half {
        lines,
        on_track: !tasks.iter().any(Task::is_late),
    }
}

fn judgement(task: &Task) -> String {
    let (noun, verb) = (&task.noun, &task.verb);
    match task.outcome {
        Outcome::Done => format!(
            "{noun}については、計画のとおり{}。",
            past("", verb, Manner::Plain).trim_start_matches('を')
        ),
        Outcome::Partial => {
            format!("{noun}は対象を限って{verb}を始め、全体への展開が次の段階となる。")
        }
        Outcome::Considering => {
            format!("{noun}の{verb}は協議の段階にとどまり、工程に遅れが出ている。")
        }
        Outcome::NotDone => format!("{noun}の{verb}は、人員の確保ができず見送った。"),
    }
}

fn next_step(task: &Task) -> String {
    let (noun, verb) = (&task.noun, &task.verb);
    match task.outcome {
        Outcome::Done => format!("{noun}の{}を進める。", wording::follow_up(verb)),
        Outcome::Partial => format!("{noun}の{verb}を市内全域に広げる。"),
        Outcome::Considering | Outcome::NotDone => {
            format!("課題を整理した上で、改めて{noun}の{verb}に取り組む。")
        }
    }
}

fn indicator(measure: &Measure, years: usize, dice: &mut Dice) -> Indicator {
    let decimals = usize::from(measure.unit == "%");
    let span = (measure.high - measure.low).max(4) as f64;
    let start = measure.low as f64 + span * dice.below(100) as f64 / 200.0;
    let step = span / 10.0
        * match measure.trend {
            Trend::Rising => 1.0,
            Trend::Falling => -1.0,
        };
    let scale = 10_f64.powi(decimals as i32);
    let round = |value: f64| (value * scale).round() / scale;
    let mut now = start;
    let series: Vec<(f64, Option<f64>)> = (1..=years)
        .map(|n| {
            let target = start + step * n as f64;
            now += step * dice.between(20, 150) as f64 / 100.0;
            (round(target), Some(round(now)))
        })
        .collect();
    Indicator {
        name: measure.name.clone(),
        unit: measure.unit.clone(),
        decimals,
        baseline: round(start),
        goal: round(start + step * (years + 1) as f64),
        years: series,
    }
}

/// What is said of a run of years, and what comes after it.
pub(crate) fn closing(years: &[Year], after: &[String]) -> Closing {
    let tasks = || years.iter().flat_map(|year| &year.tasks);
    let done = tasks().filter(|task| task.outcome == Outcome::Done).count();
    let mut assessment = vec![match 10 * done / tasks().count().max(1) {
        8.. => "全体として計画のとおり進み、所期の成果を上げることができた。".to_owned(),
        5.. => "おおむね計画に沿って進んだが、一部の取組は完了していない。".to_owned(),
        _ => "多くの取組で調整に時間を要し、計画に遅れが生じている。".to_owned(),
    }];
    if let Some(task) = tasks().find(|task| task.outcome == Outcome::Done) {
        assessment.push(format!(
            "特に{}により、職員の意識にも変化が見られた。",
            task.plan()
        ));
    }
    Closing {
        assessment,
        next_steps: after
            .iter()
            .take(2)
            .map(|phrase| format!("{phrase}を通じて、取組の定着を図る。"))
            .collect(),
        outlook: after.iter().rev().take(2).cloned().collect(),
    }
}
