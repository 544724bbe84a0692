//! Parts headers that stand side by side over one rule: 事業費, 一次評価 and 二次評価, each over columns of its own.

use super::ladder::rows;
use super::ruling::Edge;
use crate::source::Glyph;

/// White space of this many em parts two headers.
const GAP: f32 = 1.5;

/// The gutters that part the headers above a rule. A header is centred over its columns, so that of all ways to deal the
/// columns out to them in order the one is taken in which they are nearest to the middle.
pub(super) fn parts(
    inked: &[&Glyph],
    above: &Edge,
    rule: &Edge,
    gutters: &[f32],
    em: f32,
) -> Vec<f32> {
    let mut words: Vec<(f32, f32)> = Vec::new();
    let spans = rows(inked, &[*above, *rule], em);
    let over = |span: &&(f32, f32)| span.0 < rule.to && span.1 > rule.from;
    for &(start, end) in spans.iter().flatten().filter(over) {
        match words.last_mut() {
            Some(last) if start - last.1 < em * GAP => last.1 = end,
            _ => words.push((start, end)),
        }
    }
    let inner = gutters
        .iter()
        .copied()
        .filter(|x| rule.from < *x && *x < rule.to);
    let edges: Vec<f32> = [rule.from]
        .into_iter()
        .chain(inner)
        .chain([rule.to])
        .collect();
    let middles: Vec<f32> = words
        .iter()
        .map(|(start, end)| (start + end) / 2.0)
        .collect();
    if middles.len() < 2 || edges.len() <= middles.len() {
        return Vec::new();
    }
    dealt(&middles, &edges)
}

/// The inner edges at which headers with these middles part.
fn dealt(middles: &[f32], edges: &[f32]) -> Vec<f32> {
    // For each edge, the best way of ending the headers so far there: how far off their middles are, and where they part.
    let mut ways: Vec<Option<(f32, Vec<usize>)>> = vec![None; edges.len()];
    ways[0] = Some((0.0, Vec::new()));
    for middle in middles {
        let ending = |end: usize| {
            let before = ways.iter().enumerate().take(end);
            let longer = before.filter_map(|(start, way)| {
                let (off, parts) = way.as_ref()?;
                let centre = (edges[start] + edges[end]) / 2.0;
                Some((off + (centre - middle).abs(), start, parts))
            });
            let (off, start, parts) = longer.min_by(|a, b| a.0.total_cmp(&b.0))?;
            Some((off, parts.iter().copied().chain([start]).collect()))
        };
        ways = (0..edges.len()).map(ending).collect();
    }
    let best = ways.pop().flatten();
    // The first header begins at the rule's own end.
    best.map_or_else(Vec::new, |(_, parts)| {
        parts.into_iter().skip(1).map(|edge| edges[edge]).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::dealt;

    #[test]
    fn headers_are_centred_over_their_columns() {
        let edges = [0.0, 10.0, 20.0, 30.0, 35.0, 60.0, 65.0, 90.0];
        assert_eq!(dealt(&[15.0, 45.0, 75.0], &edges), [30.0, 60.0]);
        assert_eq!(dealt(&[45.0], &edges), [] as [f32; 0]);
    }
}
