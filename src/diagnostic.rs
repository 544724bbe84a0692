//! What a bad document gives instead of a failure: a diagnostic that names page and cause.

use crate::source::Span;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{self, StrDeserializer};

/// Something worth telling about a document that was converted all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: Code,
    /// One sentence that names page and cause.
    pub message: String,
    /// The page, from 1, where one is concerned.
    pub page: Option<u32>,
    /// The characters concerned, in the recovered text.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// A diagnostic about the document as a whole.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            page: None,
            span: None,
        }
    }

    /// The same, about one page.
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same, about certain characters.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

/// The kinds of diagnostic. Their names are part of the output's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A page has an image and no text: a scan.
    NoTextLayer,
    /// A page could not be read.
    UnreadablePage,
    /// A font's characters could not be mapped to Unicode.
    UnmappedGlyphs,
    /// A font uses a character map that is not known.
    UnknownCmap,
    /// The two PDF readers found different characters on a page.
    ReadersDiffer,
    /// The second PDF reader gave nothing that could be compared.
    SecondReaderFailed,
    /// Bytes that are not text in the sheet's encoding.
    UndecodedBytes,
    /// The sheet's encoding could not be told for certain.
    UncertainEncoding,
    /// A row has fewer cells than its header has columns; they were placed by rule.
    ShiftedCells,
    /// Text was placed by the order of its blocks alone.
    PlacedByOrder,
    /// A year past the end of its era.
    EraOverflow,
    /// A year without an era that the document does not settle.
    UnresolvedYear,
    /// A cell that offers options has none chosen.
    NoOptionChosen,
    /// A municipality's name stands for two.
    AmbiguousMunicipality,
    /// No item was found.
    NoItems,
    /// A correction is of a record that is not there.
    CorrectionWithoutRecord,
    /// A correction was made against another value than the one that is there now.
    CorrectionOutdated,
    /// A correction gives a value that its field cannot hold.
    CorrectionUnfit,
}

impl Code {
    /// The name in the output, snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoTextLayer => "no_text_layer",
            Self::UnreadablePage => "unreadable_page",
            Self::UnmappedGlyphs => "unmapped_glyphs",
            Self::UnknownCmap => "unknown_cmap",
            Self::ReadersDiffer => "readers_differ",
            Self::SecondReaderFailed => "second_reader_failed",
            Self::UndecodedBytes => "undecoded_bytes",
            Self::UncertainEncoding => "uncertain_encoding",
            Self::ShiftedCells => "shifted_cells",
            Self::PlacedByOrder => "placed_by_order",
            Self::EraOverflow => "era_overflow",
            Self::UnresolvedYear => "unresolved_year",
            Self::NoOptionChosen => "no_option_chosen",
            Self::AmbiguousMunicipality => "ambiguous_municipality",
            Self::NoItems => "no_items",
            Self::CorrectionWithoutRecord => "correction_without_record",
            Self::CorrectionOutdated => "correction_outdated",
            Self::CorrectionUnfit => "correction_unfit",
        }
    }

    /// The kind with this name in the output.
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// True if it means that something of the source was lost, so that the document counts as `partial`.
    pub fn is_loss(self) -> bool {
        matches!(
            self,
            Self::NoTextLayer
                | Self::UnreadablePage
                | Self::UnmappedGlyphs
                | Self::UnknownCmap
                | Self::UndecodedBytes
        )
    }
}
