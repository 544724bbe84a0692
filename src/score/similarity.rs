//! How alike two texts are.

use std::collections::HashMap;

/// A folded text, ready to be compared again and again.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) string: String,
    chars: Vec<char>,
    sorted: Vec<char>,
}

impl Text {
    pub(super) fn new(string: String) -> Self {
        let chars: Vec<char> = string.chars().collect();
        let mut sorted = chars.clone();
        sorted.sort_unstable();
        Self {
            string,
            chars,
            sorted,
        }
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The runs of digits, in order.
    pub(super) fn digits(&self) -> Vec<&str> {
        self.string
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| !run.is_empty())
            .collect()
    }
}

/// Twice the characters in common over the characters of both: Python's `difflib` ratio with autojunk off.
///
/// The `difflib` crate cannot stand in: above 200 characters it keeps only the frequent ones.
pub(super) fn ratio(found: &Text, truth: &Text) -> f64 {
    if found.string == truth.string {
        return 1.0;
    }
    if found.chars.is_empty() || truth.chars.is_empty() {
        return 0.0;
    }
    share(matching(&found.chars, &truth.chars), found, truth)
}

/// What [`ratio`] cannot exceed, from the characters alone, whatever their order.
pub(super) fn ratio_bound(found: &Text, truth: &Text) -> f64 {
    if found.string == truth.string {
        return 1.0;
    }
    if found.chars.is_empty() || truth.chars.is_empty() {
        return 0.0;
    }
    share(in_common(&found.sorted, &truth.sorted), found, truth)
}

/// True if the ratio is at least `floor`; the quadratic part runs only where it can matter.
pub(super) fn at_least(found: &Text, truth: &Text, floor: f64) -> bool {
    let shorter = found.chars.len().min(truth.chars.len());
    share(shorter, found, truth) >= floor
        && ratio_bound(found, truth) >= floor
        && ratio(found, truth) >= floor
}

fn share(matches: usize, found: &Text, truth: &Text) -> f64 {
    2.0 * matches as f64 / (found.chars.len() + truth.chars.len()) as f64
}

fn in_common(a: &[char], b: &[char]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    common
}

/// The characters in matching blocks: the longest block first, then left and right of it.
fn matching(a: &[char], b: &[char]) -> usize {
    let mut places: HashMap<char, Vec<usize>> = HashMap::new();
    for (j, &c) in b.iter().enumerate() {
        places.entry(c).or_default().push(j);
    }
    let places: Vec<&[usize]> = a
        .iter()
        .map(|c| places.get(c).map_or(&[][..], Vec::as_slice))
        .collect();
    let mut open = vec![(0, a.len(), 0, b.len())];
    let mut lengths = Lengths::new(b.len());
    let mut total = 0;
    while let Some((a0, a1, b0, b1)) = open.pop() {
        let (i, j, size) = longest(&places, &mut lengths, (a0, a1), (b0, b1));
        if size == 0 {
            continue;
        }
        total += size;
        if a0 < i && b0 < j {
            open.push((a0, i, b0, j));
        }
        if i + size < a1 && j + size < b1 {
            open.push((i + size, a1, j + size, b1));
        }
    }
    total
}

/// Lengths of the blocks that end at each place of the second text, for this character and the one before.
struct Lengths {
    before: Vec<usize>,
    here: Vec<usize>,
}

impl Lengths {
    fn new(places: usize) -> Self {
        Self {
            before: vec![0; places + 1],
            here: vec![0; places + 1],
        }
    }
}

fn longest(
    places: &[&[usize]],
    lengths: &mut Lengths,
    (a0, a1): (usize, usize),
    (b0, b1): (usize, usize),
) -> (usize, usize, usize) {
    let mut best = (a0, b0, 0);
    let within = |places: &[usize]| {
        let from = places.partition_point(|&j| j < b0);
        let to = places.partition_point(|&j| j < b1);
        from..to
    };
    lengths.before[b0..=b1].fill(0);
    for i in a0..a1 {
        let ends = &places[i][within(places[i])];
        for &j in ends {
            // Index j + 1, so that the place before the first one needs no case of its own.
            let size = lengths.before[j] + 1;
            lengths.here[j + 1] = size;
            if size > best.2 {
                best = (i + 1 - size, j + 1 - size, size);
            }
        }
        if i > a0 {
            let old = places[i - 1];
            for &j in &old[within(old)] {
                lengths.before[j + 1] = 0;
            }
        }
        std::mem::swap(&mut lengths.before, &mut lengths.here);
    }
    lengths.before[b0..=b1].fill(0);
    lengths.here[b0..=b1].fill(0);
    best
}

/// The least number of characters to insert, delete or replace.
pub(super) fn edits(a: &[char], b: &[char]) -> usize {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio_of(a: &str, b: &str) -> f64 {
        ratio(&Text::new(a.to_owned()), &Text::new(b.to_owned()))
    }

    #[test]
    fn agrees_with_python() {
        // difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
        let cases = [
            ("abcd", "bcde", 0.75),
            (
                "研修を実施した。",
                "研修は実施しなかった。",
                0.736_842_105_263_157_9,
            ),
            ("abxcd", "abcd", 0.888_888_888_888_888_8),
            (
                "private Thread currentThread;",
                "private volatile Thread currentThread;",
                0.865_671_641_791_044_8,
            ),
        ];
        for (a, b, want) in cases {
            assert!(
                (ratio_of(a, b) - want).abs() < 1e-12,
                "{a} {b}: {}",
                ratio_of(a, b)
            );
        }
        let long = "市民協働の推進に向けた研修".repeat(40);
        assert!((ratio_of(&long, &format!("{long}。")) - 2.0 * 520.0 / 1041.0).abs() < 1e-12);
    }

    #[test]
    fn bounds_hold() {
        let texts = ["実施", "未実施", "検討を実施した", "した検討を実施", ""];
        for a in texts {
            for b in texts {
                let (a, b) = (Text::new(a.to_owned()), Text::new(b.to_owned()));
                assert!(ratio(&a, &b) <= ratio_bound(&a, &b));
            }
        }
    }

    #[test]
    fn counts_edits() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(edits(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(edits(&chars(""), &chars("実績")), 2);
        assert_eq!(edits(&chars("計画"), &chars("計画")), 0);
    }
}
