//! The tense of Japanese sentences, which tells a report from a plan where no label does.

/// The tense of a text's sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Entries without a verb.
    None,
    /// 開催した。
    Past,
    /// 準備を進めている。
    Going,
    /// 取り組む。
    Future,
}

/// The tense of a text: that of most of its sentences, present progressive before past.
pub fn tense(text: &str) -> Tense {
    let sentences: Vec<&str> = text.split('。').filter(|s| !s.trim().is_empty()).collect();
    if !text.contains('。') {
        return Tense::None;
    }
    let ends = |endings: &[&str]| {
        sentences
            .iter()
            .filter(|s| endings.iter().any(|e| s.trim_end().ends_with(e)))
            .count()
    };
    let (past, going) = (
        ends(&["た", "ました", "でした"]),
        ends(&["ている", "ています", "中である"]),
    );
    let future = ends(&["る", "う", "く", "む", "す", "ます"]).saturating_sub(going);
    if going > 0 && going + past >= future {
        Tense::Going
    } else if past >= future {
        Tense::Past
    } else {
        Tense::Future
    }
}

impl Tense {
    /// True for what was done or is being done.
    pub fn reports(self) -> bool {
        matches!(self, Self::Past | Self::Going)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_sentences_decide() {
        let cases = [
            ("・研修の実施", Tense::None),
            ("研修を実施した。会議を開いた。今後も続ける。", Tense::Past),
            ("準備を進めている。", Tense::Going),
            ("引き続き取り組む。", Tense::Future),
        ];
        for (text, expected) in cases {
            assert_eq!(tense(text), expected, "{text}");
        }
    }
}
