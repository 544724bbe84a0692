//! The table, its look-ups, and names in running text.

use super::{BadRow, Lookup, Municipalities};

const TABLE: &str = include_str!("../../lexicon/municipalities.tsv");

#[test]
fn the_table_is_whole_sorted_and_its_codes_are_right() {
    let table = Municipalities::built_in();
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(table.rows.len(), lines);
    assert!(table.rows.is_sorted_by(|a, b| a.code < b.code));
    for row in &table.rows {
        let digits: Vec<u32> = row.code.chars().filter_map(|c| c.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .zip([6, 5, 4, 3, 2])
            .map(|(digit, weight)| digit * weight)
            .sum();
        assert_eq!(
            digits.last().copied(),
            Some((11 - sum % 11) % 10),
            "{}",
            row.name
        );
    }
}

#[test]
fn names_lead_to_codes() {
    let table = Municipalities::built_in();
    let code = |name, prefecture| match table.by_name(name, prefecture) {
        Lookup::One(one) => one.code.to_string(),
        Lookup::Several(several) => format!("{} of them", several.len()),
        Lookup::None => "none".to_owned(),
    };
    for (name, prefecture, expected) in [
        ("上越市", None, "152226"),
        ("新 潟 市", None, "151009"),
        ("新潟市中央区", None, "151033"),
        ("中央区", Some("新潟県"), "151033"),
        ("中央区", Some("東京都"), "131024"),
        ("府中市", None, "2 of them"),
        ("府中市", Some("広島"), "342084"),
        ("東京都府中市", None, "132063"),
        ("東京都西多摩郡瑞穂町", None, "133035"),
        ("茅ケ崎市", None, "142077"),
        ("架空市", None, "none"),
        ("市", None, "none"),
    ] {
        assert_eq!(code(name, prefecture), expected, "{name}");
    }
}

#[test]
fn names_are_found_in_running_text_and_not_inside_words() {
    let table = Municipalities::built_in();
    let names = |text: &str| -> Vec<String> {
        table
            .find_names(text)
            .into_iter()
            .map(|(bytes, name)| format!("{}={name}", &text[bytes]))
            .collect()
    };
    for (text, expected) in [
        ("平成27年度新潟市行政改革", vec!["新潟市=新潟市"]),
        (
            "新潟市中央区と上越市",
            vec!["新潟市中央区=新潟市中央区", "上越市=上越市"],
        ),
        ("大津市と津市", vec!["大津市=大津市", "津市=津市"]),
        ("東京都府中市", vec!["府中市=府中市"]),
        ("茅ケ崎市", vec!["茅ケ崎市=茅ヶ崎市"]),
        ("さいたま市の計画", vec!["さいたま市=さいたま市"]),
        ("東京都市部の都市と市民", vec![]),
        ("本市、同市、他市、各市町村、市区町村", vec![]),
        ("栄町1丁目の清水町内会", vec![]),
        ("旧新津市", vec![]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn a_table_of_ones_own_adds_names() {
    let own = "# invented\n990019\t架空県\t架空市\n151009\t新潟県\t新潟市\n";
    let table = Municipalities::built_in().extended(own).expect("rows");
    assert_eq!(table.rows.len(), Municipalities::built_in().rows.len() + 1);
    assert!(
        matches!(table.by_name("架空県架空市", None), Lookup::One(one) if one.code == "990019")
    );
    let bad = Municipalities::default().extended("\n12345\t県\t市");
    assert_eq!(
        bad.err(),
        Some(BadRow {
            line: 2,
            cause: "a code that has not six digits"
        })
    );
}
