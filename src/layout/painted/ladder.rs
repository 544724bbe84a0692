//! Tables whose rows are ruled and whose columns are not: a stack of equal horizontal edges.
//!
//! The columns are read from the white space that most rows share; where a row's text crosses a gutter, its
//! cell spans it.

use super::header;
use super::ruling::{Edge, Rulings, Sides};
use crate::geometry::Rect;
use crate::source::{Glyph, PaintedPage};

/// Edges are equal if they begin and end within this many em of each other.
const EQUAL: f32 = 0.6;
/// So many rows make a table; fewer are lines to write on.
const MIN_ROWS: usize = 4;
/// So many do below a table that is as wide, or with so many gutters through all of them.
const FEWEST_ROWS: usize = 3;
const FEWEST_GUTTERS: usize = 3;
/// No row is higher than this many em.
const MAX_ROW: f32 = 12.0;
/// A line of so many cells is a row below a heading that shares its rungs.
const MIN_CELLS: usize = 3;
/// White space of this many em may part two columns.
const GUTTER: f32 = 0.4;
/// A gutter runs through all rows with several columns but this share.
const CROSSED: f32 = 0.25;

/// An inner rule is at most this share of its row.
const SHORT: f32 = 0.7;
/// A table with more gutters than those behind two keys has columns of its own.
const MOST_KEY_GUTTERS: usize = 3;
/// Second keys begin within this many em of each other.
const ALIGNED: f32 = 0.3;
/// Half the white space within a word, em.
const JOINED: f32 = 0.2;

/// How many stacks may grow side by side.
const MAX_OPEN: usize = 16;

/// The sides that ladders lack, the rules under headers that reach no side, drawn out to them, and the boxes of these
/// ladders.
#[derive(Debug, Default)]
pub(super) struct Ladders {
    pub(super) sides: Vec<Edge>,
    pub(super) rules: Vec<Edge>,
    pub(super) bounds: Vec<Rect>,
}

/// Finds the ladders of a page and rules their columns.
pub(super) fn ladders(page: &PaintedPage, rulings: &Rulings, em: f32) -> Ladders {
    let mut ladders = Ladders::default();
    let (long, short): (Vec<_>, Vec<_>) = stacks(rulings, em)
        .into_iter()
        .partition(|rungs| rungs.len() > MIN_ROWS);
    let mut known: Vec<Columns> = Vec::new();
    for rungs in long {
        known.extend(rule(page, rulings, rungs, &[], em, &mut ladders));
    }
    // A table of few rows has the columns of one above or below it that is as wide.
    for rungs in short {
        rule(page, rulings, rungs, &known, em, &mut ladders);
    }
    ladders
}

/// The sides of a ladder and the white space between its columns.
struct Columns {
    left: f32,
    right: f32,
    gutters: Vec<f32>,
}

/// Rules the columns of one ladder: by its own white space, or where `known` has ladders, by that of one as wide. None
/// where there are no columns.
fn rule(
    page: &PaintedPage,
    rulings: &Rulings,
    mut rungs: Vec<Edge>,
    known: &[Columns],
    em: f32,
    ladders: &mut Ladders,
) -> Option<Columns> {
    let ([first, ..], Some(last)) = (rungs.as_slice(), rungs.last()) else {
        return None;
    };
    let bounds = Rect::new(first.from, first.at, first.to, last.at);
    let inked = inked(page, bounds);
    let parting = below_headings(&inked, &rungs, em);
    rungs.extend(&parting);
    rungs.sort_by(|a, b| a.at.total_cmp(&b.at));
    ladders.rules.extend(parting);
    let spans = rows(&inked, &rungs, em);
    let mut gutters = if rungs.len() > MIN_ROWS {
        gutters(&spans, em)
    } else {
        gutters_of(known, bounds, &spans, em).unwrap_or_else(|| clear_gutters(&spans, em))
    };
    if gutters.is_empty() {
        return None;
    }
    let columns = Columns {
        left: bounds.x0,
        right: bounds.x1,
        gutters: gutters.clone(),
    };
    let inner = inner_rules(rulings, &rungs, em);
    for (row, rules) in inner.iter().enumerate() {
        if let (Some(rule), Some(floor)) = (rules.first(), rungs.get(row + 1)) {
            let below = rows(&inked, &[*rule, *floor], em);
            let more = header_gutters(below.first(), &spans, &gutters, row, em);
            // White space through an empty column runs through its header, which now has sides of its own.
            let parted = |start: f32, end: f32| {
                let near = |x: &&f32| **x > start - (end - start) && **x < end + (end - start);
                more.iter().filter(near).count() > 1
            };
            gutters.retain(|x| {
                let mut words = below.iter().flatten();
                !words.any(|&(start, end)| start < *x && *x < end && parted(start, end))
            });
            gutters.extend(more);
        }
    }
    gutters.sort_by(f32::total_cmp);
    ladders
        .sides
        .extend(second_keys(&spans, &rungs, &gutters, em));
    for x in [bounds.x0, bounds.x1] {
        ladders.sides.push(Edge {
            at: x,
            from: bounds.y0,
            to: bounds.y1,
        });
    }
    for (n, pair) in rungs.windows(2).enumerate() {
        let [above, below] = pair else { continue };
        let rules: Vec<Edge> = inner[n]
            .iter()
            .map(|rule| drawn_out(rule, &gutters, bounds))
            .collect();
        for &x in &gutters {
            let cut = rules.iter().find(|rule| rule.from < x && x < rule.to);
            let parts = match cut {
                // Headers side by side over one rule are parted above it too.
                Some(rule) if header::parts(&inked, above, rule, &gutters, em).contains(&x) => {
                    vec![(above.at, rule.at), (rule.at, below.at)]
                }
                Some(rule) => vec![(rule.at, below.at)],
                None => vec![(above.at, below.at)],
            };
            for (from, to) in parts {
                if is_free(&inked, x, from, to) {
                    ladders.sides.push(Edge { at: x, from, to });
                }
            }
        }
        ladders.rules.extend(rules);
    }
    ladders.bounds.push(bounds);
    Some(columns)
}

/// The gutters of the ladder that begins and ends where this one does, if most rows keep them free.
fn gutters_of(
    known: &[Columns],
    bounds: Rect,
    rows: &[Vec<(f32, f32)>],
    em: f32,
) -> Option<Vec<f32>> {
    let near = |a: f32, b: f32| (a - b).abs() <= em * EQUAL;
    let columns = known
        .iter()
        .find(|columns| near(columns.left, bounds.x0) && near(columns.right, bounds.x1))?;
    let crossed = |row: &&Vec<(f32, f32)>| {
        let mut spans = row.iter();
        spans.any(|&(start, end)| columns.gutters.iter().any(|x| start < *x && *x < end))
    };
    let free = rows.len() - rows.iter().filter(crossed).count();
    (free * 2 > rows.len()).then(|| columns.gutters.clone())
}

/// The gutters of few rows: white space that all of them share, three stretches of it or more.
fn clear_gutters(rows: &[Vec<(f32, f32)>], em: f32) -> Vec<f32> {
    let Some((first, others)) = rows.split_first() else {
        return Vec::new();
    };
    let mut free: Vec<(f32, f32)> = first
        .windows(2)
        .map(|pair| (pair[0].1, pair[1].0))
        .collect();
    for row in others {
        let gaps = row.windows(2).map(|pair| (pair[0].1, pair[1].0));
        free = gaps
            .flat_map(|(from, to)| free.iter().map(move |gap| (gap.0.max(from), gap.1.min(to))))
            .filter(|(from, to)| to - from >= em * GUTTER)
            .collect();
    }
    if free.len() < FEWEST_GUTTERS {
        return Vec::new();
    }
    free.iter().map(|(from, to)| (from + to) / 2.0).collect()
}

/// A rung below each heading that stands alone above the cells of its row: 【市民生活部】 over the first of its items.
fn below_headings(inked: &[&Glyph], rungs: &[Edge], em: f32) -> Vec<Edge> {
    // The first row is the header.
    let rows = rungs.windows(2).skip(1);
    rows.filter_map(|pair| below_heading(inked, &pair[0], &pair[1], em))
        .collect()
}

/// The edge between a heading at the left of a row and the first line of cells below it; none where there is no such
/// heading.
fn below_heading<'s, 'p>(
    inked: &'s [&'p Glyph],
    above: &Edge,
    below: &Edge,
    em: f32,
) -> Option<Edge> {
    let row = within(inked, above.at, below.at);
    // The line of the first glyph, and what stands below it.
    let first_line = |glyphs: &'s [&'p Glyph]| {
        let top = glyphs.first()?.rect.center().y;
        Some(
            glyphs
                .split_at(glyphs.partition_point(|glyph| glyph.rect.center().y - top < em * EQUAL)),
        )
    };
    let (heading, rest) = first_line(row)?;
    let (line, _) = first_line(rest)?;
    let begins = |glyphs: &[&Glyph]| {
        let starts = glyphs.iter().map(|g| g.rect.x0);
        starts.fold(f32::INFINITY, f32::min)
    };
    let cells = |glyphs: &[&Glyph]| {
        rows(glyphs, &[*above, *below], em)
            .first()
            .map_or(0, Vec::len)
    };
    let at_left = begins(heading) - above.from < em * 2.0;
    (at_left && cells(heading) == 1 && cells(line) >= MIN_CELLS).then(|| {
        let foot = heading.iter().map(|g| g.rect.y1).fold(above.at, f32::max);
        let head = line.iter().map(|g| g.rect.y0).fold(below.at, f32::min);
        Edge {
            at: (foot + head) / 2.0,
            ..*above
        }
    })
}

/// For each row, the horizontal edges within it that are shorter than the row: the rule under a header over two
/// columns.
fn inner_rules(rulings: &Rulings, rungs: &[Edge], em: f32) -> Vec<Vec<Edge>> {
    rungs
        .windows(2)
        .map(|pair| {
            let (above, below) = (&pair[0], &pair[1]);
            let within = |edge: &&Edge| {
                edge.at > above.at + em * EQUAL
                    && edge.at < below.at - em * EQUAL
                    && edge.from >= above.from - em
                    && edge.to <= above.to + em
                    && edge.to - edge.from < (above.to - above.from) * SHORT
            };
            rulings.horizontal.iter().filter(within).copied().collect()
        })
        .collect()
}

/// The gutters between the headers below an inner rule that no row crosses and that lie between no others: of
/// columns that hold nothing yet.
fn header_gutters(
    below: Option<&Vec<(f32, f32)>>,
    rows: &[Vec<(f32, f32)>],
    known: &[f32],
    header: usize,
    em: f32,
) -> Vec<f32> {
    let Some(below) = below else {
        return Vec::new();
    };
    below
        .windows(2)
        .filter(|pair| pair[1].0 - pair[0].1 >= em * GUTTER)
        .filter(|pair| !known.iter().any(|x| (pair[0].1..=pair[1].0).contains(x)))
        .map(|pair| (pair[0].1 + pair[1].0) / 2.0)
        .filter(|&x| {
            rows.iter()
                .enumerate()
                .filter(|(row, _)| *row != header)
                .all(|(_, row)| !row.iter().any(|&(start, end)| start < x && x < end))
        })
        .collect()
}

/// A rule that ends short of the sides of its cells, drawn out to them.
fn drawn_out(rule: &Edge, gutters: &[f32], bounds: Rect) -> Edge {
    let slack = (rule.to - rule.from) * 0.1;
    let left = gutters.iter().rev().find(|&&x| x <= rule.from + slack);
    let right = gutters.iter().find(|&&x| x >= rule.to - slack);
    Edge {
        at: rule.at,
        from: left.copied().unwrap_or(bounds.x0),
        to: right.copied().unwrap_or(bounds.x1),
    }
}

/// The glyphs of a ladder that show, from the top down: of a row they are neighbours.
fn inked(page: &PaintedPage, bounds: Rect) -> Vec<&Glyph> {
    let mut inked: Vec<&Glyph> = page
        .glyphs
        .iter()
        .filter(|glyph| bounds.contains(glyph.rect.center()) && !glyph.blank)
        .collect();
    inked.sort_by(|a, b| a.rect.center().y.total_cmp(&b.rect.center().y));
    inked
}

/// True if no text stands on this stretch of a side. Letters that nearly touch are one word, through which no side
/// runs.
fn is_free(inked: &[&Glyph], x: f32, from: f32, to: f32) -> bool {
    within(inked, from, to).iter().all(|glyph| {
        let reach = glyph.em * JOINED;
        x <= glyph.rect.x0 - reach || x >= glyph.rect.x1 + reach
    })
}

/// Those whose middles lie between two heights, of glyphs from the top down.
pub(super) fn within<'s, 'p>(inked: &'s [&'p Glyph], from: f32, to: f32) -> &'s [&'p Glyph] {
    let before = |y: f32| inked.partition_point(|glyph| glyph.rect.center().y < y);
    let first = before(from);
    &inked[first..before(to).max(first)]
}

/// Equal horizontal edges, one below the other, that no vertical edge meets.
fn stacks(rulings: &Rulings, em: f32) -> Vec<Vec<Edge>> {
    let near = |a: f32, b: f32| (a - b).abs() <= em * EQUAL;
    let sides = Sides::new(&rulings.vertical, em * EQUAL);
    // What a side meets belongs to a ruled table, which may stand right above or below.
    let free = |edge: &&Edge| {
        let reach = edge.from - em..=edge.to + em;
        !sides.at(edge.at).any(|side| reach.contains(&side.at))
    };
    let mut stacks: Vec<Vec<Edge>> = Vec::new();
    for edge in rulings.horizontal.iter().filter(free) {
        let under = |stack: &&mut Vec<Edge>| {
            stack.last().is_some_and(|last| {
                near(last.from, edge.from)
                    && near(last.to, edge.to)
                    && edge.at - last.at <= em * MAX_ROW
            })
        };
        match stacks.iter_mut().rev().take(MAX_OPEN).find(under) {
            Some(stack) => stack.push(*edge),
            None => stacks.push(vec![*edge]),
        }
    }
    stacks.retain(|stack| {
        let ([first, ..], Some(last)) = (stack.as_slice(), stack.last()) else {
            return false;
        };
        let meets = |side: &Edge| {
            (first.from - em..=first.to + em).contains(&side.at)
                && side.from < last.at
                && side.to > first.at
        };
        stack.len() > FEWEST_ROWS && !rulings.vertical.iter().any(meets)
    });
    stacks
}

/// From where to where text reaches in each row, gaps narrower than a gutter bridged.
pub(super) fn rows(inked: &[&Glyph], rungs: &[Edge], em: f32) -> Vec<Vec<(f32, f32)>> {
    let mut rows: Vec<Vec<(f32, f32)>> = rungs
        .windows(2)
        .map(|pair| {
            let row = within(inked, pair[0].at, pair[1].at).iter();
            row.map(|glyph| (glyph.rect.x0, glyph.rect.x1)).collect()
        })
        .collect();
    for row in &mut rows {
        row.sort_by(|a, b| a.0.total_cmp(&b.0));
        row.dedup_by(|next, span| {
            let joined = next.0 - span.1 < em * GUTTER;
            if joined {
                span.1 = span.1.max(next.1);
            }
            joined
        });
    }
    rows
}

/// The sides that part a second key and its value from the first in some rows of keys and values: 担当 and its
/// name behind a number. They begin at the same places in the rows that have them.
fn second_keys(rows: &[Vec<(f32, f32)>], rungs: &[Edge], gutters: &[f32], em: f32) -> Vec<Edge> {
    let Some(&first) = gutters
        .first()
        .filter(|_| gutters.len() <= MOST_KEY_GUTTERS)
    else {
        return Vec::new();
    };
    let begins = |x: f32| {
        rows.iter().enumerate().filter_map(move |(n, row)| {
            let pair = row.windows(2).find(|pair| {
                (pair[1].0 - x).abs() <= em * ALIGNED
                    && pair[1].0 - pair[0].1 >= em
                    && pair[0].0 > first
                    && !gutters.iter().any(|x| (pair[0].1..=pair[1].0).contains(x))
            })?;
            Some((n, (pair[0].1 + pair[1].0) / 2.0))
        })
    };
    let mut starts: Vec<f32> = rows.iter().flatten().map(|span| span.0).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|b, a| *b - *a <= em * ALIGNED);
    starts
        .into_iter()
        .filter(|&x| begins(x).count() > 1)
        .flat_map(|x| {
            // One side for all rows, where all of them have white space.
            let at = begins(x)
                .map(|(_, at)| at)
                .fold(f32::NEG_INFINITY, f32::max);
            begins(x).map(move |(n, _)| (n, at))
        })
        .filter_map(|(n, at)| {
            let (from, to) = (rungs.get(n)?.at, rungs.get(n + 1)?.at);
            Some(Edge { at, from, to })
        })
        .collect()
}

/// The middle of every gutter.
fn gutters(rows: &[Vec<(f32, f32)>], em: f32) -> Vec<f32> {
    let parted: Vec<&Vec<(f32, f32)>> = rows.iter().filter(|row| row.len() > 1).collect();
    if parted.len() < MIN_ROWS || parted.len() * 2 < rows.len() {
        return Vec::new();
    }
    // A row's spans lie apart, so that as many rows cross a place as spans have begun before it and not ended.
    let mut ends: Vec<(f32, isize)> = parted
        .iter()
        .flat_map(|row| row.iter())
        .flat_map(|&(start, end)| [(start, 1), (end, -1)])
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let allowed = parted.len() as f32 * CROSSED;
    // Stretches next to each other that few rows cross, and how many do.
    let mut free: Vec<Vec<Stretch>> = Vec::new();
    let mut crossed = 0;
    for pair in ends.windows(2) {
        let [(start, step), (end, _)] = *pair else {
            continue;
        };
        crossed += step;
        if end <= start || crossed as f32 > allowed {
            continue;
        }
        let stretch = Stretch {
            start,
            end,
            crossed,
        };
        match free.last_mut() {
            Some(last) if last.last().is_some_and(|s| s.end == start) => last.push(stretch),
            _ => free.push(vec![stretch]),
        }
    }
    let most = |inside: &dyn Fn(&(f32, f32)) -> bool| {
        parted.iter().filter(|row| row.iter().any(inside)).count() as f32 > allowed
    };
    free.retain(|stretches| {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return false;
        };
        last.end - first.start >= em * GUTTER
            && most(&|span| span.1 <= first.start)
            && most(&|span| span.0 >= last.end)
    });
    free.iter()
        .filter_map(|stretches| clearest(stretches, em))
        .collect()
}

/// A stretch of a page's width, and how many rows have text across it.
#[derive(Clone, Copy)]
struct Stretch {
    start: f32,
    end: f32,
    crossed: isize,
}

/// The middle of the widest run of stretches that the fewest rows cross; of all of them where that run is no gutter.
fn clearest(stretches: &[Stretch], em: f32) -> Option<f32> {
    let fewest = stretches.iter().map(|stretch| stretch.crossed).min()?;
    let width = |run: &[Stretch]| run[run.len() - 1].end - run[0].start;
    let clear = stretches
        .chunk_by(|a, b| (a.crossed == fewest) == (b.crossed == fewest))
        .filter(|run| run[0].crossed == fewest)
        .max_by(|a, b| width(a).total_cmp(&width(b)))
        .filter(|run| width(run) >= em * GUTTER);
    let run = clear.unwrap_or(stretches);
    Some((run.first()?.start + run.last()?.end) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::gutters;

    #[test]
    fn most_rows_make_a_gutter() {
        let row = || vec![(0.0, 20.0), (30.0, 50.0)];
        let mut rows = vec![vec![(0.0, 50.0)], row(), row(), row(), row()];
        assert_eq!(gutters(&rows, 10.0), [25.0]);
        rows.truncate(3);
        assert!(gutters(&rows, 10.0).is_empty());
    }
}
