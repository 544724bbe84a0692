//! What a caller may decide about a conversion. Stands below layout, so that each stage may read it.

use crate::notation::municipality::Municipalities;
use std::sync::Arc;

/// What a caller may decide about a conversion.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which form profile to use.
    pub form: FormChoice,
    /// The municipality's name, where the caller knows better than the document.
    pub municipality: Option<String>,
    /// The municipality's prefecture, which settles a name that several have.
    pub prefecture: Option<String>,
    /// Municipalities besides those of the built-in table.
    pub municipalities: Option<Arc<Municipalities>>,
    /// Leave out derived cells (達成率, 進捗率).
    pub no_derived: bool,
}

/// Which form profile to use.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FormChoice {
    /// The one that fits best, none where none fits.
    #[default]
    Fitting,
    /// None: generic interpretation only.
    Generic,
    /// The built-in one with this id.
    Named(String),
    /// A profile given as TOML text.
    Given(String),
}
