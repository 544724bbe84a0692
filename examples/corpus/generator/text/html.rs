//! Sheets as HTML, for browsers and office programs to make PDFs from.

use super::super::sheet::{Block, Cell, Look, Paper, Sheet, Table};

const STYLE: &str = "body{font-family:'IPAGothic',sans-serif;font-size:8pt}\
table{border-collapse:collapse;width:100%;margin-bottom:4pt}\
td{border:0.5pt solid #000;padding:2pt;vertical-align:top}\
td.plain{border:none}td.label,td.centred{text-align:center;vertical-align:middle}\
td.stacked{writing-mode:vertical-rl;text-align:center;width:1.4em}td.number{text-align:right}\
h1{font-size:12pt;text-align:center}h2{font-size:9.5pt}p{margin:0}\
.page{break-before:page}thead{display:table-header-group}";

/// A page that prints as the sheet's PDF looks; running heads and page numbers are the printer's.
pub(crate) fn html(sheet: &Sheet) -> String {
    let size = match sheet.paper {
        Paper::A4 => "A4",
        Paper::A4Landscape => "A4 landscape",
        Paper::A3Landscape => "A3 landscape",
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
<style>@page{{size:{size};margin:12mm}}{STYLE}body{{columns:{}}}</style></head><body>\n",
        sheet.columns
    );
    for block in &sheet.blocks {
        match block {
            Block::Title(text) => out += &format!("<h1>{}</h1>\n", escaped(text)),
            Block::Heading(text) => out += &format!("<h2>{}</h2>\n", escaped(text)),
            Block::Text(text) => {
                for line in text.lines() {
                    out += &format!("<p>{}</p>\n", escaped(line));
                }
            }
            Block::Table(rows) => out += &table(rows),
            Block::NewPage => out += "<div class=\"page\"></div>\n",
        }
    }
    out + "</body></html>\n"
}

fn table(table: &Table) -> String {
    let whole: f32 = table.widths.iter().sum();
    // Office programs know the attribute and not the style.
    let border = u8::from(table.ruled);
    let mut out = format!("<table border=\"{border}\" cellspacing=\"0\"><colgroup>");
    for width in &table.widths {
        out += &format!("<col style=\"width:{:.1}%\">", width / whole * 100.0);
    }
    out += "</colgroup>\n";
    let (head, body) = table.rows.split_at(table.headers);
    for (tag, rows) in [("thead", head), ("tbody", body)] {
        if rows.is_empty() {
            continue;
        }
        out += &format!("<{tag}>\n");
        for row in rows {
            let cells: String = row.iter().map(|one| cell(one, table.ruled)).collect();
            out += &format!("<tr>{cells}</tr>\n");
        }
        out += &format!("</{tag}>\n");
    }
    out + "</table>\n"
}

fn cell(cell: &Cell, ruled: bool) -> String {
    let look = match cell.look {
        _ if !ruled => "plain",
        Look::Label => "label",
        Look::Stacked => "stacked",
        Look::Value => "value",
        Look::Centred => "centred",
        Look::Number => "number",
    };
    let (across, down, text) = (cell.across, cell.down, escaped(&cell.text));
    format!("<td class=\"{look}\" colspan=\"{across}\" rowspan=\"{down}\">{text}</td>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\n', "<br>")
}
