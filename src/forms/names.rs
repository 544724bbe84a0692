//! The names that a type is read from: the keys of a struct, the words of an enum. Asked of the type itself, so that
//! no list of them can fall behind it.

use serde::de::{Deserialize, Deserializer, Error, Visitor, value};
use serde::forward_to_deserialize_any;

/// The keys of a struct or the words of an enum; none of any other type.
pub(super) fn names_of<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // It gives nothing to read from, so that it always ends in an error; the names are what is wanted.
    let _ = T::deserialize(Asking { names: &mut names });
    names
}

/// A deserializer that takes down what it is asked for.
struct Asking<'a> {
    names: &'a mut &'static [&'static str],
}

impl<'de> Deserializer<'de> for Asking<'_> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Error::custom("nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.names = fields;
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.names = variants;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Profile;
    use crate::lexicon::Concept;

    #[test]
    fn keys_and_words_are_those_of_the_type() {
        assert!(names_of::<Profile>().starts_with(&["id", "description", "signs"]));
        assert!(names_of::<Concept>().contains(&"next_steps"));
        assert!(names_of::<String>().is_empty());
    }
}
