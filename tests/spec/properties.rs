//! What holds for any text at all.

use kaikaku::geometry::{Point, Rect};
use kaikaku::normalize::{
    Fate, Folded, Form, compare, continues, display, fold_compare, fold_display, is_dropped,
    normalize, trace,
};
use kaikaku::notation::era::Era;
use kaikaku::notation::municipality::Municipalities;
use kaikaku::notation::period::{self, PeriodContext};
use kaikaku::notation::{grade, quantity};
use kaikaku::source::{Content, Glyph, PaintedPage, Part, Source, Written, WrittenText};
use proptest::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Texts as documents hold them, with what folding is about strewn in.
fn text() -> impl Strategy<Value = String> {
    let common = "[ぁ-んァ-ン一-龥0-9A-Za-z０-９Ａ-ｚ（）：、。・ー～\u{3000} \n]{1,4}";
    let marked = "[かｶﾊウｱ力e][\u{3099}\u{309a}ﾞﾟ\u{301}\u{fe00}\u{e0101}\u{200b}]{1,3}";
    let folded = "[①❶㈱㍻№℡㎡Ⅱⅱ½−‐―－•･◯⼀⻑\u{fa19}﨑髙]";
    let unseen = "[\u{feff}\u{200b}\u{ad}\r\u{b}\u{c}\u{85}\u{2028}\u{1}\u{7f}]{1,2}\n?";
    let any = proptest::char::any().prop_map(String::from);
    let piece = prop_oneof![4 => common, 2 => marked, 2 => folded, 1 => unseen, 1 => any];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn assert_offsets(raw: &str, folded: &Folded) {
    let raw_chars = raw.chars().count();
    let places: Vec<u32> = folded.offsets.places().collect();
    assert_eq!(places.len(), folded.text.chars().count());
    assert_eq!(places.len(), folded.offsets.len());
    assert!(places.is_sorted(), "{raw:?}: {places:?}");
    assert!(places.iter().all(|&at| (at as usize) < raw_chars));
    for (at, &place) in places.iter().enumerate() {
        assert_eq!(folded.offsets.raw(at), Some(place as usize));
    }
    assert_eq!(folded.offsets.raw(places.len()), None);
    let fates = folded.offsets.fates();
    assert_eq!(fates.len(), raw_chars);
    for (at, (c, fate)) in raw.chars().zip(fates).enumerate() {
        assert_eq!(
            fate == Fate::Begins,
            places.contains(&(at as u32)),
            "{raw:?} at {at}"
        );
        assert_eq!(fate == Fate::Dropped, is_dropped(c), "{raw:?} at {at}");
    }
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(raw in text()) {
        let shown = display(&raw);
        prop_assert_eq!(&display(&shown), &shown);
        let compared = compare(&raw);
        prop_assert_eq!(&compare(&compared), &compared);
        prop_assert_eq!(compare(&shown), compared);
    }

    #[test]
    fn every_folded_character_leads_back(raw in text()) {
        assert_offsets(&raw, &fold_display(&raw));
        assert_offsets(&raw, &fold_compare(&raw));
    }

    #[test]
    fn a_cluster_folds_alone_as_it_does_in_the_text(raw in text()) {
        let flags = continues(&raw);
        prop_assert_eq!(flags.len(), raw.chars().count());
        let mut clusters: Vec<String> = Vec::new();
        for (c, joins) in raw.chars().zip(flags) {
            match clusters.last_mut() {
                Some(cluster) if joins => cluster.push(c),
                _ => clusters.push(c.into()),
            }
        }
        let alone: String = clusters.iter().map(|cluster| display(cluster)).collect();
        prop_assert_eq!(alone, display(&raw));
    }

    #[test]
    fn ideographs_are_neither_made_nor_lost(raw in text()) {
        let ideographs = |text: &str| {
            // ⺮ stands for 𥫗, beyond the first plane.
            text.chars().filter(|c| matches!(c, '一'..='鿿' | '\u{3400}'..='\u{4dbf}' | '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')).count()
        };
        prop_assert_eq!(ideographs(&display(&raw)), ideographs(&raw));
    }

    #[test]
    fn short_forms_agree_with_the_long_ones(raw in text()) {
        prop_assert_eq!(display(&raw).into_owned(), fold_display(&raw).text);
        prop_assert_eq!(compare(&raw), fold_compare(&raw).text);
    }

    #[test]
    fn a_trace_names_every_change(raw in text()) {
        let steps = trace(&raw, Form::Display);
        prop_assert_eq!(steps.is_empty(), display(&raw) == raw);
        let chars: Vec<char> = raw.chars().collect();
        for step in steps {
            let from: Vec<char> = step.from.chars().collect();
            prop_assert!(chars[step.at..].starts_with(&from));
        }
    }

    #[test]
    fn glyphs_share_out_the_display_text(raw in text()) {
        let page = fold_page(&raw);
        let parts: String = page
            .glyphs
            .iter()
            .map(|glyph| &page.display[glyph.display.start as usize..glyph.display.end as usize])
            .collect();
        prop_assert_eq!(&parts, &page.display);
        prop_assert_eq!(parts, display(&raw));
    }

    #[test]
    fn lines_know_their_place_in_the_whole_text(lines in proptest::collection::vec("[^\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}]{0,9}", 1..400)) {
        let text = lines.join("\n");
        let written = fold_lines(&text);
        for part in &written.parts {
            let Part::Line(line) = part else { continue };
            let raw = &text[line.raw.start as usize..line.raw.end as usize];
            let start = text[..line.raw.start as usize].chars().count() as u32;
            let expected: Vec<u32> = fold_display(raw).offsets.places().map(|at| at + start).collect();
            let got: Vec<u32> = line.display.slice().places().map(|(_, at)| at).collect();
            prop_assert_eq!(got, expected);
        }
    }
}

/// A page on which every character is a glyph.
fn fold_page(raw: &str) -> PaintedPage {
    let glyphs = raw.char_indices().map(|(at, c)| Glyph {
        raw: at as u32..(at + c.len_utf8()) as u32,
        display: 0..0,
        origin: Point::default(),
        rect: Rect::default(),
        em: 10.0,
        vertical: false,
        blank: c.is_whitespace(),
    });
    let page = PaintedPage {
        raw: raw.to_owned(),
        glyphs: glyphs.collect(),
        ..PaintedPage::default()
    };
    let Content::Painted(mut pages) = normalized(Content::Painted(vec![page])) else {
        return PaintedPage::default();
    };
    pages.remove(0)
}

fn fold_lines(text: &str) -> Written {
    let mut start = 0;
    let parts = text.split('\n').map(|line| {
        let raw = start as u32..(start + line.len()) as u32;
        start += line.len() + 1;
        Part::Line(WrittenText {
            raw,
            ..WrittenText::default()
        })
    });
    let written = Written {
        text: text.to_owned(),
        pages: vec![0],
        parts: parts.collect(),
    };
    match normalized(Content::Written(written)) {
        Content::Written(written) => written,
        Content::Painted(_) => Written::default(),
    }
}

fn normalized(content: Content) -> Content {
    let source = Source {
        media_type: "text/plain",
        encoding: None,
        content,
        diagnostics: Vec::new(),
    };
    normalize(source).content
}

/// Every character that Unicode has given a meaning, and a plane of private ones.
fn assigned() -> impl Iterator<Item = char> {
    ('\0'..='\u{33fff}')
        .chain('\u{e0000}'..='\u{e0fff}')
        .chain('\u{ffff0}'..='\u{10000f}')
}

#[test]
fn every_character_folds_to_something_that_stays() {
    for c in assigned() {
        let raw = String::from(c);
        let shown = display(&raw).into_owned();
        assert_eq!(display(&shown), shown, "{:x}", c as u32);
        let compared = compare(&raw);
        assert_eq!(compare(&compared), compared, "{:x}", c as u32);
    }
}

/// The characters that display form changes are those of the listed classes and no others.
#[test]
fn display_changes_only_the_listed_classes() {
    for c in assigned() {
        let raw = String::from(c);
        let shown = display(&raw);
        let listed = is_dropped(c)
            || matches!(
                c,
                '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
            || matches!(
                c,
                '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
            )
            // The hyphenation point, by which browsers name the middle dot in the PDFs that they print.
            || c == '\u{2027}'
            || matches!(c, '！'..='｝' | '\u{ff61}'..='\u{ff9f}' | '\u{2e80}'..='\u{2fd5}')
            || !is_nfc(&raw) && !matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
        assert!(listed || shown == raw, "{:x} became {shown:?}", c as u32);
    }
}

#[test]
fn canonical_clusters_agree_with_unicode() {
    let marks = ['\u{301}', '\u{308}', '\u{3099}', '\u{309a}'];
    let bases = ('a'..='z')
        .chain('ぁ'..='ゖ')
        .chain('ァ'..='ヺ')
        .chain("àêöñ力一".chars());
    for base in bases {
        for mark in marks {
            let raw = format!("{base}{mark}");
            assert_eq!(display(&raw), raw.nfc().collect::<String>());
        }
    }
}

proptest! {
    /// Whatever a document holds, the readers of labels refuse or read it; finds stand in order and apart.
    #[test]
    fn readers_stand_any_text(text in text(), piece in "[HRS平成令和元〇一二十百千万億0-9年度月日末半期上下第四~～・/.()（）▲約件円以降まで:A-D◎○]{0,12}") {
        let text = format!("{piece}{text}{piece}");
        let contexts = [
            PeriodContext::default(),
            PeriodContext { era: Some(Era::Heisei), fiscal_year: Some(2015), year: Some(2015) },
        ];
        for context in &contexts {
            for label in [text.as_str(), piece.as_str()] {
                let _ = period::read(label, context);
                if let Some((_, rest)) = period::read_prefix(label, context) {
                    prop_assert!(label.ends_with(rest));
                }
                let mut end = 0;
                for (bytes, _) in period::find(label, context) {
                    prop_assert!(end <= bytes.start && bytes.start < bytes.end);
                    prop_assert!(label.get(bytes.clone()).is_some());
                    end = bytes.end;
                }
            }
        }
        for label in [text.as_str(), piece.as_str()] {
            let _ = (quantity::read(label, Some("千円")), quantity::is_printed_absence(label));
            let _ = (grade::read_legend(label), grade::is_grade_label(label));
            for (bytes, name) in Municipalities::built_in().find_names(label) {
                prop_assert_eq!(label[bytes].chars().count(), name.chars().count());
            }
        }
    }
}
