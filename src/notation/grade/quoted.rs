//! Scales that a sentence names in quotes: 進捗は、「順調」「やや遅れ」「遅れ」の3区分により評価した。

use super::{Level, Scale};

/// Words of which a sentence about a scale has one.
const JUDGES: [&str; 5] = ["評価", "判定", "進捗", "達成度", "達成状況"];
/// A longer quote is no level, in characters.
const LONGEST: usize = 12;

/// The scale that a sentence names, best first as printed; none without quotes side by side that it calls steps.
pub fn in_sentence(text: &str) -> Option<Scale> {
    text.match_indices('「').find_map(|(start, _)| {
        let mut rest = &text[start..];
        let mut levels = Vec::new();
        while let Some((label, behind)) = quote(rest) {
            levels.push(Level {
                label: label.to_owned(),
                meaning: String::new(),
            });
            rest = behind.trim_start_matches(['、', '・', '及', 'び', '又', 'は']);
        }
        let steps = rest.strip_prefix('の')?.trim_start_matches(|c: char| {
            c.is_ascii_digit() || ('０'..='９').contains(&c) || "二三四五六".contains(c)
        });
        let named = ["段階", "区分"].iter().any(|word| steps.starts_with(word));
        let judges = JUDGES.iter().any(|word| text.contains(word));
        (levels.len() > 1 && named && judges).then_some(Scale { levels })
    })
}

/// The words of a quote that a text begins with, and what stands behind it.
fn quote(text: &str) -> Option<(&str, &str)> {
    let (label, behind) = text.strip_prefix('「')?.split_once('」')?;
    let short = (1..=LONGEST).contains(&label.chars().count());
    (short && !label.contains(['「', '。'])).then_some((label, behind))
}

#[cfg(test)]
mod tests {
    use super::in_sentence;

    #[test]
    fn quotes_that_are_called_steps_are_a_scale() {
        let notation = |text| in_sentence(text).map(|scale| scale.notation());
        assert_eq!(
            notation(
                "進捗は、「順調」「やや遅れている」「遅れている」の3区分により評価しています。"
            )
            .as_deref(),
            Some("順調>やや遅れている>遅れている")
        );
        assert_eq!(
            notation("評価は「達成」、「未達成」の二段階とした。").as_deref(),
            Some("達成>未達成")
        );
        for text in [
            "「順調」の3区分により評価した。",
            "「広報」「広聴」の2つの課で評価した。",
            "「見える」「話せる」の2段階で進める。",
        ] {
            assert_eq!(notation(text), None, "{text}");
        }
    }
}
