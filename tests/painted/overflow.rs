//! Text that runs over the edge of its cell.

use super::drawing::{page_of, paragraphs, summary, tables};

#[test]
fn a_mark_that_hangs_over_the_edge_stays_with_its_line() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 153.0, 256.0], &[50.0, 80.0]);
        page.text(52.0, 53.0, "計画のとおり拡大した。");
        // The last mark hangs out of the table.
        page.text(155.0, 53.0, "窓口を（一か所とした）");
    });
    assert_eq!(
        summary(tables(&pages)[0]),
        [
            (0, 0, 1, 1, "計画のとおり拡大した。"),
            (0, 1, 1, 1, "窓口を（一か所とした）"),
        ]
    );
    assert!(paragraphs(&pages, false).is_empty());
}

#[test]
fn text_that_overflows_into_a_blank_cell_stays_where_it_begins() {
    let pages = page_of(|page| {
        page.grid(&[50.0, 106.0, 156.0, 256.0], &[50.0, 70.0, 90.0]);
        page.text(52.0, 55.0, "庁内の会議を見直した")
            .text(160.0, 55.0, "継続");
        page.text(52.0, 75.0, "短い").text(110.0, 75.0, "別の欄");
    });
    assert_eq!(
        summary(tables(&pages)[0]),
        [
            (0, 0, 1, 1, "庁内の会議を見直した"),
            (0, 1, 1, 1, ""),
            (0, 2, 1, 1, "継続"),
            (1, 0, 1, 1, "短い"),
            (1, 1, 1, 1, "別の欄"),
            (1, 2, 1, 1, ""),
        ]
    );
}

#[test]
fn marks_in_narrow_cells_side_by_side_stay_apart() {
    // A schedule with a month a cell, each as wide as its mark.
    let pages = page_of(|page| {
        page.grid(&[50.0, 60.0, 70.0, 80.0, 90.0], &[50.0, 70.0]);
        for (i, mark) in ["○", "○", "◎", "○"].into_iter().enumerate() {
            page.text(50.0 + 10.0 * i as f32, 55.0, mark);
        }
    });
    let table = tables(&pages)[0];
    let shown: Vec<&str> = table.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(shown, ["○", "○", "◎", "○"]);
}
