//! A reform plan in prose: chapters, numbered headings, and a commitment under each circled number.

use super::super::grammar::{Topic, topics};
use super::super::sheet::{Block, Paper, Sheet};
use super::super::truth::{Item, Node, Period, Plan, Truth, node, text};
use super::super::wording::{fiscal_year, noun_phrase};
use super::{Cast, Draft, Form, Run};

const CIRCLED: [&str; 6] = ["①", "②", "③", "④", "⑤", "⑥"];

/// A plan in `columns` columns of running text.
pub(super) fn draft(cast: &mut Cast<'_>, columns: usize) -> Draft {
    let first = *cast.dice.pick(&[2005, 2012, 2016, 2020]);
    cast.first = first;
    let years = cast.dice.between(3, 5) as i32;
    let title = cast.city.plan.clone();
    let mut writer = Writer {
        sheet: Sheet::new(Paper::A4),
        truth: cast.truth(&title, Run::Printed(first, first + years - 1), true),
        period: String::new(),
        years: (first, first + years - 1),
    };
    writer.sheet.columns = columns;
    writer.sheet.page_numbers = columns > 1;
    writer.sheet.title(title);
    introduction(cast, &mut writer, years);
    let count = cast.dice.between(4, 6) as usize;
    let mut drawn = cast.dice.sample(topics(), count);
    drawn.sort_by_key(|topic| topics().iter().position(|one| one.pillar == topic.pillar));
    writer.chapter("取組の方向と項目");
    let mut pillar = 0;
    for topics in drawn.chunk_by(|a, b| a.pillar == b.pillar) {
        pillar += 1;
        let number = pillar.to_string();
        let above = node("", &number, &topics[0].pillar);
        writer.heading(
            &cast.write(&format!("{number}．{}", topics[0].pillar)),
            &above,
        );
        for (n, topic) in topics.iter().enumerate() {
            measures(cast, &mut writer, &above, n + 1, topic);
        }
    }
    writer.chapter("推進体制");
    writer.paragraphs(
        cast,
        &[
            "市長を本部長とする推進本部を置き、取組の進み具合を毎年度確認します。".to_owned(),
            "確認の結果は、市の広報紙とホームページでお知らせします。".to_owned(),
        ],
    );
    Draft {
        sheet: writer.sheet,
        truth: writer.truth,
    }
}

struct Writer {
    sheet: Sheet,
    truth: Truth,
    /// The plan's run as the document words it.
    period: String,
    years: (i32, i32),
}

impl Writer {
    fn chapter(&mut self, name: &str) {
        if self.sheet.columns == 1 {
            self.sheet.blocks.push(Block::NewPage);
        }
        self.heading(name, &node("", "", name));
    }

    fn heading(&mut self, shown: &str, node: &Node) {
        self.sheet.heading(shown);
        self.truth.sections.push(node.clone());
    }

    fn paragraphs(&mut self, cast: &Cast<'_>, sentences: &[String]) -> String {
        let shown = match cast.form {
            Form::Prose { .. } => cast.write(&sentences.join("\n")),
            _ => cast.paragraphs(sentences),
        };
        self.sheet.text(shown.clone());
        shown
    }
}

fn introduction(cast: &Cast<'_>, writer: &mut Writer, years: i32) {
    let (first, last) = writer.years;
    // The first chapter follows the title on its page.
    writer.heading("～はじめに～", &node("", "", "はじめに"));
    let city = &cast.city.name;
    writer.paragraphs(
        cast,
        &[
            format!("{city}では、これまでも事務の効率化や組織の見直しに取り組んできました。"),
            "しかし、人口の減少と施設の老朽化が同時に進み、従来の進め方のままでは必要なサービスを続けることが難しくなると見込まれます。".to_owned(),
            "このプランは、限られた人員と財源を生かし、市民の皆さんと力を合わせて市役所の仕事を見直すための道筋を示すものです。".to_owned(),
        ],
    );
    writer.chapter("プランの期間");
    let style = super::EraStyle::Full;
    writer.period = cast.write(&format!(
        "{}から{}まで",
        fiscal_year(first, style, first),
        fiscal_year(last, style, first)
    ));
    let sentence = format!(
        "このプランの期間は、{}の{years}年間とします。",
        writer.period
    );
    writer.paragraphs(cast, &[sentence]);
}

fn measures(cast: &mut Cast<'_>, writer: &mut Writer, above: &Node, place: usize, topic: &Topic) {
    let number = format!("（{place}）");
    let middle = node("", &number, &topic.middle);
    writer.heading(&cast.write(&format!("{number}{}", topic.middle)), &middle);
    writer.paragraphs(cast, &[introduced(topic)]);
    let count = cast.dice.between(2, 3) as usize;
    let objects = cast.dice.sample(&topic.objects, count);
    for (n, object) in objects.into_iter().enumerate() {
        let verb = cast.dice.pick(&object.verbs).clone();
        let name = noun_phrase(&object.noun, &verb);
        writer
            .sheet
            .heading(format!("{}\u{3000}{name}", CIRCLED[n]));
        let shown = writer.paragraphs(cast, &commitment(topic, &name, n, cast));
        let number = [
            above.number.as_deref(),
            middle.number.as_deref(),
            Some(CIRCLED[n]),
        ];
        let number: Vec<&str> = number.into_iter().flatten().collect();
        let period = Period::programme(&writer.period, writer.years.0, writer.years.1);
        let mut item = Item {
            number: Some(number.join("-")),
            path: vec![above.clone(), middle.clone()],
            name: text(&name),
            plans: vec![Plan::new("policy", period, &shown)],
            ..Item::default()
        };
        if n == 1 && cast.dice.chance(50) {
            let note = cast.write(&format!(
                "※{}の所管は{}です。",
                object.noun, topic.departments[0]
            ));
            writer.sheet.text(note.clone());
            item.remarks = text(&note);
        }
        writer.truth.items.push(item);
    }
}

fn introduced(topic: &Topic) -> String {
    format!("{}に向け、次の取組を進めます。", topic.small)
}

fn commitment(topic: &Topic, name: &str, n: usize, cast: &Cast<'_>) -> Vec<String> {
    let department = &topic.departments[n % topic.departments.len()];
    let city = &cast.city.name;
    let mut sentences = vec![match n {
        0 => format!(
            "{}は{city}の大きな課題となっています。このため、{name}に早期に取り組みます。",
            topic.small
        ),
        1 => format!("{department}が中心となり、関係する部署と連携しながら{name}を進めます。"),
        _ => {
            format!("{name}については、先行する自治体の例を調べ、{city}に合った方法を検討します。")
        }
    }];
    if n == 0 {
        sentences.push(format!(
            "実施の状況を毎年度点検し、{}につなげていきます。",
            topic.middle
        ));
    }
    sentences
}
