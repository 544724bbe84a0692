//! The keys of the tables: what a row is known by, and which rows of other tables it names.

use crate::emit::tables::Table;

/// A column that names a row of a table by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The column.
    pub column: &'static str,
    /// The table of the row that it names.
    pub table: Table,
}

const DOCUMENT: Reference = reference("document_id", Table::Documents);
const ITEM: Reference = reference("item_id", Table::Items);

const fn reference(column: &'static str, table: Table) -> Reference {
    Reference { column, table }
}

impl Table {
    /// The column that a row is known by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Documents => "document_id",
            Self::Sections => "section_id",
            Self::Items => "item_id",
            Self::Plans => "plan_id",
            Self::Results => "result_id",
            Self::Evaluations => "evaluation_id",
            Self::Unassigned => "unassigned_id",
        }
    }

    /// The columns that name rows by their keys.
    pub fn references(self) -> &'static [Reference] {
        match self {
            Self::Documents => &[],
            Self::Sections => &const { [DOCUMENT, reference("parent_id", Table::Sections)] },
            Self::Items => {
                &const {
                    [
                        DOCUMENT,
                        reference("section_id", Table::Sections),
                        reference("repeat_of", Table::Items),
                    ]
                }
            }
            Self::Plans | Self::Evaluations => &[ITEM, DOCUMENT],
            Self::Results => &const { [ITEM, DOCUMENT, reference("plan_id", Table::Plans)] },
            Self::Unassigned => &[DOCUMENT],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::columns::Columns;

    #[test]
    fn every_key_is_a_column_and_every_column_that_looks_like_one_is_a_key() {
        for table in Table::ALL {
            let columns = Columns::of(table);
            let mut keys: Vec<&str> = table.references().iter().map(|r| r.column).collect();
            keys.push(table.key());
            for key in &keys {
                assert!(columns.names().any(|name| name == *key), "{table:?}: {key}");
            }
            for name in columns.names().filter(|name| name.ends_with("_id")) {
                assert!(
                    name == "form_id" || keys.contains(&name),
                    "{table:?}: {name} is no key"
                );
            }
        }
    }
}
