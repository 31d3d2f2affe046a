//! Writes the meaning of a query as text that reads as the same meaning again.

use std::fmt::{self, Write};

use super::{Clause, Filter, Form, Phrase, Word};

impl fmt::Display for Clause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(formatter, "{word}"),
            Self::Phrase(phrase) => write!(formatter, "{phrase}"),
            Self::Preferred(words) => {
                formatter.write_char('«')?;
                joined(formatter, words, " ")?;
                formatter.write_char('»')
            }
            Self::Title(inner) => {
                formatter.write_str("title:")?;
                joined(formatter, inner, ",")
            }
            Self::Filter(filter) => write!(formatter, "{filter}"),
            Self::Not(inner) => write!(formatter, "-{}", Bracketed(inner)),
            Self::All(sides) => {
                for (at, side) in sides.iter().enumerate() {
                    formatter.write_str(if at == 0 { "" } else { " AND " })?;
                    match side {
                        Self::Not(inner) => write!(formatter, "NOT {}", Bracketed(inner))?,
                        side => write!(formatter, "{}", Bracketed(side))?,
                    }
                }
                Ok(())
            }
            Self::Any(sides) => joined(formatter, sides, " OR "),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    formatter.write_str(if at == 0 { "" } else { " " })?;
                    match item {
                        Self::Any(_) | Self::List(_) => write!(formatter, "({item})")?,
                        item => write!(formatter, "{item}")?,
                    }
                }
                Ok(())
            }
        }
    }
}

/// A clause in brackets where it needs them.
struct Bracketed<'a>(&'a Clause);

impl fmt::Display for Bracketed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Clause::Not(_) | Clause::All(_) | Clause::Any(_) | Clause::List(_) => {
                write!(formatter, "({})", self.0)
            }
            Clause::Word(word) if !word.text.starts_with(char::is_alphabetic) => {
                // `-30` is a temperature.
                write!(formatter, "({})", self.0)
            }
            clause => write!(formatter, "{clause}"),
        }
    }
}

fn joined<T: fmt::Display>(formatter: &mut fmt::Formatter<'_>, parts: &[T], by: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        formatter.write_str(if at == 0 { "" } else { by })?;
        write!(formatter, "{part}")?;
    }
    Ok(())
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            Form::Any => formatter.write_str(&self.text),
            Form::Exact => write!(formatter, "={}", self.text),
            Form::Beginning => write!(formatter, "{}*", self.text),
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.words.iter().all(|word| word.form == Form::Exact) {
            formatter.write_str("=\"")?;
            let texts: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
            joined(formatter, &texts, " ")?;
        } else {
            formatter.write_char('"')?;
            joined(formatter, &self.words, " ")?;
        }
        formatter.write_char('"')?;
        self.within.map_or(Ok(()), |within| write!(formatter, "~{within}"))
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, values) = self.written();
        write!(formatter, "{}:", field.name())?;
        for (at, value) in values.iter().enumerate() {
            formatter.write_str(if at == 0 { "" } else { "," })?;
            let is_bare = value.chars().all(|letter| letter.is_alphanumeric() || "./:_-+".contains(letter));
            if is_bare { formatter.write_str(value)? } else { write!(formatter, "\"{value}\"")? }
        }
        Ok(())
    }
}
