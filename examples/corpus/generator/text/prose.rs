//! Prose without layout: headings and paragraphs in lines of a fixed width.

use super::super::sheet::{Block, Sheet};

/// Characters on a line.
const WIDTH: usize = 36;

/// The lines of a plan; `spaced` puts a blank line between all of them, as some PDF tools do.
pub(crate) fn prose(sheet: &Sheet, spaced: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut new_page = true;
    for block in &sheet.blocks {
        let (text, heading) = match block {
            Block::Title(text) | Block::Heading(text) => (text, true),
            Block::Text(text) => (text, false),
            Block::NewPage => {
                new_page = true;
                continue;
            }
            Block::Table(_) => continue,
        };
        if heading && !spaced && !lines.is_empty() {
            lines.push(String::new());
        }
        for paragraph in text.lines() {
            let chars: Vec<char> = paragraph.chars().collect();
            for chunk in broken(&chars) {
                let page = if std::mem::take(&mut new_page) {
                    " "
                } else {
                    ""
                };
                lines.push(page.to_owned() + &chunk.iter().collect::<String>());
            }
        }
    }
    lines.join(if spaced { "\n\n" } else { "\n" }) + "\n"
}

/// Lines of the width, a punctuation mark hanging over the edge.
fn broken(chars: &[char]) -> Vec<&[char]> {
    let mut rest = chars;
    let mut out = Vec::new();
    while rest.len() > WIDTH {
        let hang = usize::from("、。".contains(rest[WIDTH]));
        let (line, after) = rest.split_at(WIDTH + hang);
        out.push(line);
        rest = after;
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}
