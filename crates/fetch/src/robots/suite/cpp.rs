//! So much of C++ as the tests of Google's robots.txt parser are written in: declarations, calls, blocks and one kind of loop.
//! Source in, calls out to a [`Host`] that knows what the functions mean.

use std::collections::HashMap;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Nothing,
    Text(Vec<u8>),
    Number(usize),
    Flag(bool),
    List(Vec<Self>),
    /// A structure by its fields.
    Record(HashMap<String, Self>),
    /// The address of a variable.
    Reference(String),
}

/// Gives functions their meaning.
pub(super) trait Host {
    /// Calls a function that the language does not have.
    fn call(&mut self, place: &Place, name: &str, arguments: Vec<Value>) -> Value;

    /// The new value of a variable of the type `kind` that was handed to `name` by its address.
    fn fill(&mut self, name: &str, kind: &str, arguments: &[Value]) -> Value;
}

/// Where in the source we are.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) test: String,
    pub(super) line: usize,
}

/// Runs every `TEST` of a source; how many there were.
pub(super) fn run(source: &str, host: &mut impl Host) -> usize {
    let tokens = tokens(source);
    let mut tests = 0;
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is_word("TEST") {
            let test = tokens[at + 4].word().to_owned();
            let mut runner =
                Runner { tokens: &tokens, at: at + 6, test, scopes: Vec::new(), host: &mut *host };
            runner.block();
            at = runner.at;
            tests += 1;
        } else {
            at += 1;
        }
    }
    tests
}

#[derive(Debug)]
struct Token {
    kind: Kind,
    line: usize,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// Names with their `::`.
    Word(String),
    Text(Vec<u8>),
    Number(usize),
    Sign(char),
}

impl Token {
    fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            other => panic!("a word was expected in line {}, not {other:?}", self.line),
        }
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (number, text) in source.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let (kind, length) = match first {
                '"' | '\'' => quoted(rest),
                '0'..='9' => {
                    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                    (Kind::Number(rest[..end].parse().unwrap()), end)
                }
                'a'..='z' | 'A'..='Z' | '_' | ':' => {
                    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':');
                    let end = end.unwrap_or(rest.len());
                    (Kind::Word(rest[..end].to_owned()), end)
                }
                '/' if rest.starts_with("//") => break,
                sign => (Kind::Sign(sign), sign.len_utf8()),
            };
            tokens.push(Token { kind, line: number + 1 });
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// A text in quotes, and how long it is with them.
fn quoted(source: &str) -> (Kind, usize) {
    let bytes = source.as_bytes();
    let mut text = Vec::new();
    let mut at = 1;
    while bytes[at] != bytes[0] {
        if bytes[at] != b'\\' {
            text.push(bytes[at]);
            at += 1;
            continue;
        }
        match bytes[at + 1] {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'x' => {
                text.push(u8::from_str_radix(&source[at + 2..at + 4], 16).unwrap());
                at += 2;
            }
            other => text.push(other),
        }
        at += 2;
    }
    (Kind::Text(text), at + 1)
}

struct Runner<'a, H> {
    tokens: &'a [Token],
    at: usize,
    test: String,
    /// The variables, by name, with their types.
    scopes: Vec<HashMap<String, (String, Value)>>,
    host: &'a mut H,
}

impl<H: Host> Runner<'_, H> {
    fn peek(&self, sign: char) -> bool {
        self.tokens[self.at].is_sign(sign)
    }

    fn take(&mut self, sign: char) -> bool {
        let is_there = self.peek(sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, sign: char) {
        let token = &self.tokens[self.at];
        assert!(self.take(sign), "`{sign}` was expected in line {}, not {:?}", token.line, token.kind);
    }

    fn variable(&mut self, name: &str) -> Option<&mut (String, Value)> {
        self.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name))
    }

    fn block(&mut self) {
        self.expect('{');
        self.scopes.push(HashMap::new());
        while !self.take('}') {
            self.statement();
        }
        self.scopes.pop();
    }

    fn statement(&mut self) {
        if self.peek('{') {
            return self.block();
        }
        while self.tokens[self.at].is_word("const") || self.tokens[self.at].is_word("static") {
            self.at += 1;
        }
        if self.tokens[self.at].is_word("while") {
            return self.repeat();
        }
        let after_type = self.after_type();
        match &self.tokens[after_type].kind {
            Kind::Word(name) => {
                let kind = self.tokens[self.at].word().to_owned();
                self.at = after_type + 1;
                if self.take('[') {
                    self.expect(']');
                }
                let value = if self.take('=') {
                    self.sum()
                } else if kind == "std::string" {
                    Value::Text(Vec::new())
                } else {
                    Value::Nothing
                };
                self.scopes.last_mut().unwrap().insert(name.clone(), (kind, value));
            }
            _ => {
                self.sum();
            }
        }
        self.expect(';');
    }

    /// Behind the type that a declaration begins with, if this is one.
    fn after_type(&self) -> usize {
        let mut at = self.at + 1;
        if self.tokens[at].is_sign('<') {
            at += 3;
        }
        at
    }

    fn repeat(&mut self) {
        self.at += 1;
        let start = self.at;
        loop {
            self.at = start;
            self.expect('(');
            let left = self.sum();
            self.expect('<');
            let right = self.sum();
            self.expect(')');
            let (Value::Number(left), Value::Number(right)) = (left, right) else { panic!("no numbers") };
            if left >= right {
                break;
            }
            self.block();
        }
        let mut depth = 0;
        loop {
            depth = depth + usize::from(self.peek('{')) - usize::from(self.peek('}'));
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
    }

    fn sum(&mut self) -> Value {
        let mut value = self.product();
        loop {
            let is_plus = self.peek('+');
            if !is_plus && !self.peek('-') {
                return value;
            }
            self.at += 1;
            let (Value::Number(left), Value::Number(right)) = (value, self.product()) else {
                panic!("no numbers")
            };
            value = Value::Number(if is_plus { left + right } else { left - right });
        }
    }

    fn product(&mut self) -> Value {
        let mut value = self.member();
        while self.take('*') {
            let (Value::Number(left), Value::Number(right)) = (value, self.member()) else {
                panic!("no numbers")
            };
            value = Value::Number(left * right);
        }
        value
    }

    /// A value and the members asked of it.
    fn member(&mut self) -> Value {
        let mut value = self.primary();
        while self.take('.') {
            let name = self.tokens[self.at].word().to_owned();
            self.at += 1;
            self.expect('(');
            self.expect(')');
            value = match (value, name.as_str()) {
                (Value::Text(text), "size" | "length") => Value::Number(text.len()),
                (Value::List(list), "size") => Value::Number(list.len()),
                (Value::Record(fields), name) => fields[name].clone(),
                (other, name) => panic!("{other:?} has no `{name}`"),
            };
        }
        value
    }

    fn primary(&mut self) -> Value {
        let token = &self.tokens[self.at];
        self.at += 1;
        match &token.kind {
            Kind::Number(number) => Value::Number(*number),
            Kind::Text(text) => {
                let mut text = text.clone();
                while let Kind::Text(more) = &self.tokens[self.at].kind {
                    text.extend_from_slice(more);
                    self.at += 1;
                }
                Value::Text(text)
            }
            Kind::Sign('&') => {
                self.at += 1;
                Value::Reference(self.tokens[self.at - 1].word().to_owned())
            }
            Kind::Sign(sign) => panic!("`{sign}` in line {}", token.line),
            Kind::Word(word) if self.peek('(') => self.call(word, token.line),
            Kind::Word(_) if self.peek('{') => self.record(),
            Kind::Word(word) => match word.as_str() {
                "true" | "false" => Value::Flag(word == "true"),
                _ => match self.variable(word) {
                    Some((_, value)) => value.clone(),
                    None => Value::Text(word.rsplit("::").next().unwrap_or(word).into()),
                },
            },
        }
    }

    fn record(&mut self) -> Value {
        self.expect('{');
        let mut fields = HashMap::new();
        while self.take('.') {
            let name = self.tokens[self.at].word().to_owned();
            self.at += 1;
            self.expect('=');
            fields.insert(name, self.sum());
            self.take(',');
        }
        self.expect('}');
        Value::Record(fields)
    }

    fn call(&mut self, name: &str, line: usize) -> Value {
        self.expect('(');
        let mut arguments = Vec::new();
        while !self.take(')') {
            arguments.push(self.sum());
            self.take(',');
        }
        let joined = |values: &[Value]| {
            let texts = values.iter().map(|value| match value {
                Value::Text(text) => text.as_slice(),
                other => panic!("{other:?} is no text"),
            });
            texts.collect::<Vec<_>>().concat()
        };
        match name {
            "std::string" | "absl::string_view" | "absl::StrCat" => Value::Text(joined(&arguments)),
            "absl::StrAppend" => {
                let Value::Reference(target) = &arguments[0] else { panic!("no variable in line {line}") };
                let more = joined(&arguments[1..]);
                match self.variable(target) {
                    Some((_, Value::Text(text))) => text.extend_from_slice(&more),
                    other => panic!("{other:?} is no text"),
                }
                Value::Nothing
            }
            _ => {
                if let Some(Value::Reference(target)) = arguments.last() {
                    let target = target.clone();
                    let kind = self.variable(&target).expect("a variable that was declared").0.clone();
                    let filled = self.host.fill(name, &kind, &arguments);
                    self.variable(&target).expect("a variable that was declared").1 = filled;
                    return Value::Nothing;
                }
                let place = Place { test: self.test.clone(), line };
                self.host.call(&place, name, arguments)
            }
        }
    }
}
