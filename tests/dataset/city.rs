//! Bundles of an invented city, written by hand so that a test knows every value in them.

use serde_json::{Value, json};

/// A bundle that grows item by item.
pub(crate) struct City {
    bundle: Value,
    id: String,
}

impl City {
    /// A document of the year, with an id of its own.
    pub(crate) fn document(year: i32) -> Self {
        Self::named("函館市", "012025", year)
    }

    /// A document of another city, with an id of its own.
    pub(crate) fn named(name: &str, code: &str, year: i32) -> Self {
        // The first part of the hash makes the id.
        let sha256 = format!("{year:010x}{code}{:048x}", 0);
        let id = format!("doc-{}", &sha256[..16]);
        let bundle = json!({
            "document": {
                "document_id": id,
                "source": {
                    "path": format!("in/{code}/{year}.txt"), "sha256": sha256, "bytes": 1,
                    "media_type": "text/plain", "encoding": "UTF-8", "pages": 1,
                },
                "title": null,
                "form": { "id": "generic", "score": 0.0, "blank_cells": 0 },
                "municipality": { "name": name, "code": code, "prefecture": null },
                "programme": { "name": null, "start_fiscal_year": null, "end_fiscal_year": null },
                "coverage": {
                    "characters": 0, "assigned": 0, "labels": 0, "furniture": 0, "unassigned": 0,
                },
                "warnings": [],
            },
            "sections": [], "items": [], "plans": [], "results": [], "evaluations": [],
            "unassigned": [],
        });
        Self { bundle, id }
    }

    /// Adds an item; what follows belongs to it.
    pub(crate) fn item(mut self, number: &str, name: &str, chapter: &str) -> Self {
        let item = json!({
            "item_id": self.next("items", "i"), "document_id": self.id, "number": number,
            "section_id": null, "path": [{ "level": null, "number": "1", "name": chapter }],
            "name": name, "departments": [], "background": null, "purpose": null, "actions": null,
            "remarks": null, "attributes": [], "repeat_of": null, "source": [],
        });
        self.push("items", item);
        self
    }

    /// Adds a plan of an indicator.
    pub(crate) fn plan(mut self, measure: &str, year: i32, value: i32) -> Self {
        let mut plan = self.value(measure, year, value, "件");
        plan["plan_id"] = self.next("plans", "p").into();
        plan["method"] = Value::Null;
        plan["due"] = Value::Null;
        self.push("plans", plan);
        self
    }

    /// Adds a result of an indicator that names no plan.
    pub(crate) fn result(mut self, measure: &str, year: i32, value: i32, unit: &str) -> Self {
        let mut result = self.value(measure, year, value, unit);
        result["result_id"] = self.next("results", "r").into();
        result["plan_id"] = Value::Null;
        result["progress"] = json!({ "label": "予定通り", "status": "on_track" });
        self.push("results", result);
        self
    }

    /// Adds a grade of the item as a whole.
    pub(crate) fn grade(mut self, year: i32, label: &str) -> Self {
        let evaluation = json!({
            "evaluation_id": self.next("evaluations", "e"), "item_id": self.last_item(),
            "document_id": self.id, "scope": "annual", "aspect": "assessment", "criterion": null,
            "period": period(year), "grade": { "label": label, "scale": "A>B", "rank": 1 },
            "text": null, "clauses": [], "source": source(), "confidence": 0.9,
        });
        self.push("evaluations", evaluation);
        self
    }

    /// The bundle as a file holds it.
    pub(crate) fn text(&self) -> String {
        self.bundle.to_string()
    }

    fn value(&self, measure: &str, year: i32, value: i32, unit: &str) -> Value {
        json!({
            "item_id": self.last_item(), "document_id": self.id, "kind": "indicator",
            "measure": measure, "row": 1, "period": period(year), "text": format!("{value}{unit}"),
            "clauses": [],
            "quantity": {
                "value": value, "unit": unit, "max": null, "qualifier": null, "base": null,
            },
            "source": source(), "confidence": 0.9,
        })
    }

    fn last_item(&self) -> String {
        let last = self.bundle["items"]
            .as_array()
            .and_then(|items| items.last());
        let id = last.and_then(|item| item["item_id"].as_str());
        id.expect("an item before what belongs to it").to_owned()
    }

    fn next(&self, table: &str, letter: &str) -> String {
        let count = self.bundle[table].as_array().map_or(0, Vec::len);
        format!("{}-{letter}{:03}", self.id, count + 1)
    }

    fn push(&mut self, table: &str, record: Value) {
        let rows = self.bundle[table].as_array_mut().expect("a list");
        rows.push(record);
    }
}

fn period(year: i32) -> Value {
    json!({
        "label": format!("{year}年度"), "kind": "year", "fiscal_year": year,
        "fiscal_year_end": null, "half": null, "start": format!("{year}-04-01"),
        "end": format!("{}-03-31", year + 1), "open_ended": false, "inferred": false,
    })
}

fn source() -> Value {
    json!([{ "field": "text", "page": 1, "bbox": null, "span": [0, 2] }])
}
