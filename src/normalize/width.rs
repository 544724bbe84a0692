//! Full-width forms of ASCII characters.

/// The ASCII character that a full-width one stands for.
///
/// `～` (U+FF5E) stays: it is the wave dash of Windows, written between the ends of a range, and an ASCII
/// tilde in its place would be read as another sign.
pub(super) fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn every_form_but_the_wave_is_narrowed() {
        assert_eq!(narrow('！'), Some('!'));
        assert_eq!(narrow('｝'), Some('}'));
        assert_eq!(narrow('～'), None);
        assert_eq!(narrow('\u{ff5f}'), None);
    }
}
