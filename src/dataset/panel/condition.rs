//! Conditions on the rows of a panel: `municipality_code = 012025 and (achieved < 1 or progress_status is null)`.
//!
//! A comparison is a column, one of `= != < <= > >=` or `~` (contains), and a word or a text in quotes; `is
//! null` and `is not null` ask whether there is a value. `and` binds before `or`, `not` before both. A column
//! without a value fulfils no comparison.

use crate::emit::columns::{Column, Columns, Kind};
use serde_json::Value;
use std::cmp::Ordering;
use std::iter::Peekable;
use std::vec::IntoIter;

/// A condition on a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Both.
    And(Box<Self>, Box<Self>),
    /// At least one.
    Or(Box<Self>, Box<Self>),
    /// Not that.
    Not(Box<Self>),
    /// The column holds nothing.
    IsNull(Column),
    /// The column's value and the given one stand like this.
    Compares(Column, Sign, String),
}

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `~`
    Contains,
}

impl Condition {
    /// Reads a condition on these columns.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn parse(text: &str, columns: &Columns) -> Result<Self, String> {
        let mut parser = Parser {
            tokens: tokens(text)?.into_iter().peekable(),
            columns,
        };
        let condition = parser.any()?;
        match parser.tokens.next() {
            None => Ok(condition),
            Some(token) => Err(format!("{} is one too many", token.shown())),
        }
    }

    /// True if the row fulfils it.
    pub fn holds(&self, row: &Value) -> bool {
        match self {
            Self::And(a, b) => a.holds(row) && b.holds(row),
            Self::Or(a, b) => a.holds(row) || b.holds(row),
            Self::Not(inner) => !inner.holds(row),
            Self::IsNull(column) => column.value(row).is_none(),
            Self::Compares(column, sign, wanted) => column
                .value(row)
                .is_some_and(|value| sign.holds(value, wanted)),
        }
    }
}

impl Sign {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "=" | "==" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            "~" => Self::Contains,
            _ => return None,
        })
    }

    fn holds(self, value: &Value, wanted: &str) -> bool {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let order = match (value.as_f64(), wanted.parse::<f64>()) {
            (Some(value), Ok(wanted)) => value.partial_cmp(&wanted),
            _ => Some(text.as_str().cmp(wanted)),
        };
        match self {
            Self::Contains => text.contains(wanted),
            Self::Equal => order == Some(Ordering::Equal),
            Self::Unequal => order != Some(Ordering::Equal),
            Self::Less => order == Some(Ordering::Less),
            Self::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Self::Greater => order == Some(Ordering::Greater),
            Self::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Sign(String),
    Open,
    Close,
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Word(text) | Self::Sign(text) => format!("`{text}`"),
            Self::Quoted(text) => format!("'{text}'"),
            Self::Open => "`(`".to_owned(),
            Self::Close => "`)`".to_owned(),
        }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text.eq_ignore_ascii_case(word))
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    let sign = |c: char| "=!<>~".contains(c);
    while let Some(&c) = chars.peek() {
        let mut run = |belongs: &dyn Fn(char) -> bool| -> String {
            std::iter::from_fn(|| chars.next_if(|&c| belongs(c))).collect()
        };
        match c {
            c if c.is_whitespace() => drop(run(&char::is_whitespace)),
            '(' | ')' => {
                tokens.push(if c == '(' { Token::Open } else { Token::Close });
                chars.next();
            }
            '\'' | '"' => {
                chars.next();
                let inside = std::iter::from_fn(|| chars.next_if(|&next| next != c)).collect();
                chars.next().ok_or("a quote is not closed")?;
                tokens.push(Token::Quoted(inside));
            }
            c if sign(c) => tokens.push(Token::Sign(run(&sign))),
            _ => tokens.push(Token::Word(run(&|c| {
                !c.is_whitespace() && !sign(c) && !"()'\"".contains(c)
            }))),
        }
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<Token>>,
    columns: &'a Columns,
}

impl Parser<'_> {
    fn takes(&mut self, word: &str) -> bool {
        self.tokens.next_if(|token| token.is_word(word)).is_some()
    }

    fn any(&mut self) -> Result<Condition, String> {
        let mut condition = self.all()?;
        while self.takes("or") {
            condition = Condition::Or(Box::new(condition), Box::new(self.all()?));
        }
        Ok(condition)
    }

    fn all(&mut self) -> Result<Condition, String> {
        let mut condition = self.one()?;
        while self.takes("and") {
            condition = Condition::And(Box::new(condition), Box::new(self.one()?));
        }
        Ok(condition)
    }

    fn one(&mut self) -> Result<Condition, String> {
        let mut negated = false;
        while self.takes("not") {
            negated = !negated;
        }
        let condition = if self.tokens.next_if_eq(&Token::Open).is_some() {
            let inner = self.any()?;
            self.tokens
                .next_if_eq(&Token::Close)
                .ok_or("a `(` is not closed")?;
            inner
        } else {
            self.comparison()?
        };
        Ok(if negated {
            Condition::Not(Box::new(condition))
        } else {
            condition
        })
    }

    fn comparison(&mut self) -> Result<Condition, String> {
        let column = self.column()?;
        if self.takes("is") {
            let negated = self.takes("not");
            if !self.takes("null") {
                return Err("after `is` stands `null` or `not null`".to_owned());
            }
            let condition = Condition::IsNull(column);
            return Ok(if negated {
                Condition::Not(Box::new(condition))
            } else {
                condition
            });
        }
        let sign = match self.tokens.next() {
            Some(Token::Sign(text)) => Sign::of(&text),
            _ => None,
        };
        let name = &column.name;
        let sign = sign.ok_or_else(|| format!("after `{name}` stands = != < <= > >= ~ or is"))?;
        match self.tokens.next() {
            Some(Token::Word(value) | Token::Quoted(value)) => {
                expect_number(&column, sign, &value)?;
                Ok(Condition::Compares(column, sign, value))
            }
            _ => Err(format!("`{name}` is compared with nothing")),
        }
    }

    fn column(&mut self) -> Result<Column, String> {
        let name = match self.tokens.next() {
            Some(Token::Word(name)) => name,
            Some(token) => return Err(format!("{} is no column", token.shown())),
            None => return Err("a column is missing at the end".to_owned()),
        };
        let found = self.columns.iter().find(|column| column.name == name);
        found.cloned().ok_or_else(|| {
            let names: Vec<&str> = self.columns.names().collect();
            format!("`{name}` is no column; there are {}", names.join(", "))
        })
    }
}

/// A number is compared with a number, or `fiscal_year > heisei` would hold for no row in silence.
fn expect_number(column: &Column, sign: Sign, value: &str) -> Result<(), String> {
    let number = matches!(column.kind, Kind::Integer { .. } | Kind::Number);
    if number && sign != Sign::Contains && value.parse::<f64>().is_err() {
        return Err(format!(
            "`{}` is a number and `{value}` is none",
            column.name
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn holds(text: &str) -> Result<bool, String> {
        let row = json!({
            "municipality_code": "012025", "fiscal_year": 2016, "achieved": 0.75, "measure": null,
            "plan": { "text": "窓口を 見直す" },
        });
        Condition::parse(text, &crate::dataset::panel::columns()).map(|c| c.holds(&row))
    }

    #[test]
    fn conditions_hold_or_do_not() {
        for (text, expected) in [
            ("municipality_code = 012025", true),
            ("municipality_code = 12025", false),
            ("fiscal_year >= 2016 and achieved < 1", true),
            ("fiscal_year>2016 or achieved<1", true),
            ("fiscal_year = 1 and achieved < 1 or achieved > 0.7", true),
            (
                "fiscal_year = 1 and (achieved < 1 or achieved > 0.7)",
                false,
            ),
            ("not fiscal_year = 2016", false),
            ("measure is null and plan_text is not null", true),
            ("measure = x", false),
            ("plan_text ~ '口を 見'", true),
        ] {
            assert_eq!(holds(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, word) in [
            ("city = x", "`city` is no column"),
            ("fiscal_year > heisei", "is a number"),
            ("fiscal_year 2016", "after `fiscal_year`"),
            ("fiscal_year =", "compared with nothing"),
            ("(fiscal_year = 1", "not closed"),
            ("fiscal_year = 1 1", "one too many"),
            ("plan_text = 'a", "quote"),
            ("", "missing"),
        ] {
            let said = holds(text).expect_err(text);
            assert!(said.contains(word), "{text}: {said}");
        }
    }
}
