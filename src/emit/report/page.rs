//! The pages of a document as the report draws them: runs of characters, rulings, filled areas.
//!
//! Lengths are whole tenths of a point, which is finer than a screen shows and half as long as points in JSON.

use super::{Sight, picture};
use crate::emit::drawing::{Ink, THINNEST, characters, finite};
use crate::geometry::Rect;
use crate::layout::Pages;
use serde::Serialize;

/// A page's drawing takes at most this many bytes of JSON; one that would take more leaves something out.
pub const LIMIT: usize = 200_000;

/// What a page without rulings and runs takes besides its picture, bytes, at most.
const PAGE_ITSELF: usize = 1_000;

/// Characters further apart than this, em, are drawn as runs of their own.
const GAP: f32 = 0.12;
/// Boxes whose edges differ by less than this, em, stand on one line.
const LEVEL: f32 = 0.05;

/// A page as it can be shown.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Page {
    /// A page of a PDF.
    Painted(Painted),
    /// A page of a text sheet: its first character in the recovered text, and what stands there.
    Written { start: u32, text: String },
}

/// A page of a PDF.
#[derive(Debug, Default, Serialize)]
pub(super) struct Painted {
    size: [i32; 2],
    /// Left edge, top edge, height and width of a run, and its characters.
    runs: Vec<(i32, i32, i32, i32, String)>,
    /// Both ends of a ruling, and its pen.
    lines: Vec<[i32; 5]>,
    /// Left edge, top edge, width and height of a ring.
    rings: Vec<[i32; 4]>,
    /// The same of a filled area.
    fills: Vec<[i32; 4]>,
    /// The address of a scanned page's picture, which is as large as the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    /// What a reader should know of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Note>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Note {
    /// An image without a text layer.
    Scan,
    /// Nothing stands on it.
    Blank,
    /// Its rulings would take too much room.
    NoRulings,
    /// Not all of its characters are drawn.
    Cut,
}

/// The pages of what is seen; none of a source that is not.
pub(super) fn pages(sight: &Sight) -> serde_json::Result<Vec<Page>> {
    let Sight::Seen { pages, ink } = sight else {
        return Ok(Vec::new());
    };
    let sizes = pages.recovered.pages.iter().enumerate();
    if pages.recovered.boxes.is_empty() && ink.is_empty() {
        return Ok(written(pages));
    }
    sizes
        .map(|(at, page)| {
            let size = [tenths(page.width), tenths(page.height)];
            painted(pages, ink.get(at), size, at as u32 + 1).map(Page::Painted)
        })
        .collect()
}

fn written(pages: &Pages) -> Vec<Page> {
    let recovered = &pages.recovered;
    let starts = recovered.pages.iter().map(|page| page.start);
    let ends = starts.clone().skip(1).chain([u32::MAX]);
    let mut characters = recovered.text.chars();
    starts
        .zip(ends)
        .map(|(start, end)| {
            let text = characters.by_ref().take((end - start) as usize).collect();
            Page::Written { start, text }
        })
        .collect()
}

fn painted(
    pages: &Pages,
    ink: Option<&Ink>,
    size: [i32; 2],
    number: u32,
) -> serde_json::Result<Painted> {
    let mut page = Painted {
        size,
        runs: runs(pages, number),
        ..Painted::default()
    };
    if let Some(ink) = ink {
        page.lines = lines(ink);
        page.rings = ink.rings.iter().map(place_of).collect();
        page.fills = ink.fills.iter().map(place_of).collect();
    }
    if page.runs.is_empty() {
        let scanned = ink.is_some_and(|ink| ink.images > 0);
        page.note = Some(if scanned { Note::Scan } else { Note::Blank });
        let scan = ink.and_then(|ink| ink.scan.as_ref());
        page.image = scan.and_then(|scan| picture::address(scan, LIMIT - PAGE_ITSELF));
    }
    if bytes(&page)? > LIMIT {
        page.lines.clear();
        page.rings.clear();
        page.fills.clear();
        page.note = page.note.or(Some(Note::NoRulings));
    }
    while bytes(&page)? > LIMIT && !page.runs.is_empty() {
        page.runs.truncate(page.runs.len() / 2);
        page.note = Some(Note::Cut);
    }
    Ok(page)
}

fn bytes(page: &Painted) -> serde_json::Result<usize> {
    Ok(serde_json::to_string(page)?.len())
}

/// Characters that stand side by side on one line are drawn as one.
fn runs(pages: &Pages, number: u32) -> Vec<(i32, i32, i32, i32, String)> {
    let mut runs: Vec<(Rect, String)> = Vec::new();
    let mut open = false;
    for (c, rect) in characters(pages, number) {
        if c.is_whitespace() {
            open &= !matches!(c, '\n' | '\u{C}');
            continue;
        }
        match runs.last_mut() {
            Some((bounds, text)) if open && goes_on(bounds, rect) => {
                *bounds = bounds.union(rect);
                text.push(c);
            }
            _ => runs.push((*rect, c.to_string())),
        }
        open = true;
    }
    runs.into_iter()
        .map(|(rect, text)| {
            let [x, y, width, height] = place_of(&rect);
            (x, y, height, width, text)
        })
        .collect()
}

fn goes_on(run: &Rect, next: &Rect) -> bool {
    let em = run.height();
    let level = |a: f32, b: f32| (a - b).abs() <= LEVEL * em;
    level(run.y0, next.y0) && level(run.y1, next.y1) && (next.x0 - run.x1).abs() <= GAP * em
}

fn lines(ink: &Ink) -> Vec<[i32; 5]> {
    let ends = |stroke: &crate::source::Stroke| {
        [
            tenths(stroke.from.x),
            tenths(stroke.from.y),
            tenths(stroke.to.x),
            tenths(stroke.to.y),
            tenths(stroke.pen.max(THINNEST)),
        ]
    };
    let mut lines: Vec<[i32; 5]> = ink.strokes.iter().map(ends).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn place_of(rect: &Rect) -> [i32; 4] {
    [
        tenths(rect.x0),
        tenths(rect.y0),
        tenths(rect.width()),
        tenths(rect.height()),
    ]
}

fn tenths(points: f32) -> i32 {
    (finite(points) * 10.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::scan::Picture;
    use crate::source::RecoveredPage;

    /// Noise so fine that its picture comes close to the limit, whatever its size.
    fn noise(width: u32, height: u32) -> Picture {
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let grey = (0..width * height).map(|_| next()).collect();
        Picture {
            width,
            height,
            grey,
        }
    }

    #[test]
    fn the_worst_scan_stays_within_the_limit() {
        let mut pages = Pages::default();
        pages.recovered.pages.push(RecoveredPage::default());
        for height in [2_300, 2_370, 2_378, 2_386, 2_400] {
            let ink = Ink {
                images: 1,
                scan: Some(noise(500, height)),
                ..Ink::default()
            };
            let page = painted(&pages, Some(&ink), [1, 1], 1).expect("JSON");
            assert!(bytes(&page).expect("JSON") <= LIMIT);
            assert!(matches!(page.note, Some(Note::Scan)));
        }
    }
}
