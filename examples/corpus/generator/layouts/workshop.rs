//! Notes of a citizens' workshop: groups, their topics, and what was said.

use super::super::grammar::{Heading, workshop};
use super::super::sheet::{Paper, Sheet};
use super::super::truth::{Choice, Evaluation, Item, Name, Node, Period, Plan, node, text};
use super::{Cast, Draft, Form, Run};

pub(super) fn draft(cast: &mut Cast<'_>) -> Draft {
    let theme = cast.dice.pick(&workshop().theme).clone();
    let mut sheet = Sheet::new(Paper::A4);
    let mut truth = cast.truth(&theme, Run::Unknown, false);
    truth.document.municipality = Name { name: None };
    let groups = cast.dice.between(2, 3) as usize;
    let headings = cast.dice.sample(&workshop().heading, 3 * groups);
    for group in 1..=groups {
        if group > 1 && matches!(cast.form, Form::Pdf(_)) {
            sheet.blocks.push(super::super::sheet::Block::NewPage);
        }
        sheet.title(theme.clone());
        let number = group.to_string();
        sheet.heading(cast.write(&format!("{number}班")));
        let names = cast.dice.sample(&workshop().surnames, 6);
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        sheet.text(format!("{}（進行役）", names.join("、")));
        let above = node("班", &number, "");
        truth.section(&above);
        for heading in headings.iter().skip(group - 1).step_by(groups) {
            sheet.heading(heading.text.clone());
            let shown = cast.list(&heading.statements);
            sheet.text(shown.clone());
            truth.items.push(topic(heading, &shown, &above));
        }
    }
    Draft { sheet, truth }
}

fn topic(heading: &Heading, shown: &str, above: &Node) -> Item {
    let mut item = Item {
        path: vec![above.clone()],
        name: text(&heading.text),
        ..Item::default()
    };
    for statement in shown.lines() {
        if heading.call {
            item.plans
                .push(Plan::new("proposal", Period::undated(), statement));
        } else {
            let opinion = Evaluation::new("opinion", "problem", Period::undated(), statement);
            item.evaluations.push(opinion);
        }
    }
    let named = above.number.clone().map(|number| format!("{number}班"));
    let also = vec![Choice::Path(vec![Node {
        name: named,
        ..above.clone()
    }])];
    item.alternatives.insert("path", also);
    item
}
