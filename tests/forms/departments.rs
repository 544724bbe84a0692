//! Where departments stand: on lines of their own, at the margin, in brackets, above items.

use super::{bundle, holds};

#[test]
fn departments_on_a_line_of_their_own_are_those_of_the_items_below() {
    let item = |number: u32, name: &str| {
        format!(
            "{number}．{name}　　　　　　　　継続（Ｈ２８～Ｈ３１）\n　Ｈ３０計画：配付を廃止する。\n　Ｈ３０実績：廃止した。\n\n"
        )
    };
    let sheet = format!(
        "　青瀬市行政改革実施プログラム　取組一覧\n\n◆総務部\n───────\n〔総務課〕\n{}{}〔管財課・図書館〕\n{}◆市民部\n〔市民課〕\n{}",
        item(1, "例規集の電子化"),
        item(2, "押印の見直し"),
        item(3, "照明の交換"),
        item(4, "窓口の改善"),
    );
    let named: Vec<(String, Vec<String>)> = bundle(&sheet)
        .items
        .into_iter()
        .map(|item| {
            let names = item
                .departments
                .into_iter()
                .map(|department| department.name);
            (item.name.unwrap_or_default(), names.collect())
        })
        .collect();
    let said = |name: &str, courses: &[&str]| {
        (
            name.to_owned(),
            courses
                .iter()
                .map(|course| (*course).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        named,
        [
            said("例規集の電子化", &["総務部", "総務課"]),
            said("押印の見直し", &["総務部", "総務課"]),
            said("照明の交換", &["総務部", "管財課", "図書館"]),
            said("窓口の改善", &["市民部", "市民課"]),
        ]
    );
    holds(
        &sheet,
        &[
            "plan - year 2018 配付を廃止する。",
            "result - year 2018 廃止した。",
        ],
    );
}

#[test]
fn a_number_with_a_bracket_in_it_and_departments_that_take_part() {
    let sheet = "# 青瀬市アクションプラン 進捗状況\n\n## 柱1 デジタル化\n\n### 1-(2) 電子契約の導入\n\n\
                 | 項目 | 内容 |\n|---|---|\n| 主管課 | 契約課（関係課：財政課、総務課） |\n| 概要 | 契約を電子化する。 |\n| 計画期間 | 2022年度〜2025年度 |\n\n\
                 | 年度 | 計画 | 実績 |\n|---|---|---|\n| 2022 | 調査 | 調査した。 |\n| 2023 | 試行 | |\n";
    holds(
        sheet,
        &[
            "item 電子契約の導入 [デジタル化]",
            "plan - year 2023 試行",
            "result - year 2022 調査した。",
        ],
    );
    let item = &bundle(sheet).items[0];
    let departments: Vec<_> = item
        .departments
        .iter()
        .map(|d| (d.name.as_str(), d.lead))
        .collect();
    assert_eq!(
        departments,
        [
            ("契約課", Some(true)),
            ("財政課", Some(false)),
            ("総務課", Some(false))
        ]
    );
    assert_eq!(item.number.as_deref(), Some("1-(2)"));
}

#[test]
fn a_department_at_the_right_margin_is_that_of_the_item_and_what_follows_a_year_is_no_level() {
    let item = |number: u32, name: &str, grade: char| {
        format!(
            "■取組{number}　{name}　　　　　　　　　主管課：財政課\n　○目標（令和７年度）\n　　　全てを見直す。\n　○取組の経過\n\
             \u{3000}\u{3000}令和３年度　原価を算定した。\n\u{3000}\u{3000}令和４年度　基準を定めた。\n\
             \u{3000}○中間評価　　{grade}\n　　　5か所を終えた。\n　○令和６年度以降の方針\n　　　順に改定する。\n\n"
        )
    };
    let sheet = format!(
        "　瑞葉市第４次行政改革大綱　中間評価報告\n\n基本方針１　財政運営の確立\n\n{}{}",
        item(7, "使用料の見直し", 'Ｂ'),
        item(8, "土地の売却", 'Ｓ'),
    );
    holds(
        &sheet,
        &[
            "item 使用料の見直し [財政運営の確立]",
            "plan - year 2025 全てを見直す。",
            "result - year 2022 基準を定めた。",
            "judged - S 5か所を終えた。",
            "judged - - 順に改定する。",
        ],
    );
    let bundle = bundle(&sheet);
    assert_eq!((bundle.items.len(), bundle.sections.len()), (2, 1));
    assert!(
        bundle
            .items
            .iter()
            .all(|item| item.departments[0].name == "財政課")
    );
}

#[test]
fn the_departments_above_items_end_with_their_section() {
    let item = |number: u32| {
        format!("{number}．取組{number}の推進\n　Ｈ３０計画：進める。\n　Ｈ３０実績：進めた。\n\n")
    };
    let courses = |sheet: &str| -> Vec<Vec<String>> {
        let items = bundle(sheet).items.into_iter();
        items
            .map(|item| item.departments.into_iter().map(|d| d.name).collect())
            .collect()
    };
    let sheet = format!(
        "　青瀬市行政改革実施プログラム　取組一覧\n\n第１章　窓口\n\n〔総務課〕\n{}第２章　財政\n\n{}",
        item(1),
        item(2)
    );
    assert_eq!(courses(&sheet), [vec!["総務課".to_owned()], Vec::new()]);
}
