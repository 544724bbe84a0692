//! Text to bytes.

/// A text encoding of archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Encoding {
    #[value(name = "utf-8")]
    Utf8,
    /// Shift JIS with the vendor's rows.
    Cp932,
    EucJp,
    #[value(name = "iso-2022-jp")]
    Iso2022Jp,
    /// With a byte-order mark.
    #[value(name = "utf-16le")]
    Utf16Le,
    /// Without one.
    #[value(name = "utf-16be")]
    Utf16Be,
}

impl Encoding {
    /// Part of a file's name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Cp932 => "cp932",
            Self::EucJp => "eucjp",
            Self::Iso2022Jp => "iso2022jp",
            Self::Utf16Le => "utf16le",
            Self::Utf16Be => "utf16be",
        }
    }

    pub(crate) fn bytes(self, text: &str) -> Vec<u8> {
        let legacy = |encoding: &'static encoding_rs::Encoding| {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost, "not all characters are in {}", encoding.name());
            bytes.into_owned()
        };
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Cp932 => legacy(encoding_rs::SHIFT_JIS),
            Self::EucJp => legacy(encoding_rs::EUC_JP),
            Self::Iso2022Jp => legacy(encoding_rs::ISO_2022_JP),
            Self::Utf16Le => std::iter::once(0xfeff)
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}
