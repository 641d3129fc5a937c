//! A value, and the methods that read it as a type.

use super::{Doc, Table};
use crate::finding::{Place, codes};
use crate::i18n::Text;
use crate::number::{Number, parse_plain};
use crate::text;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// A value in a TOML file.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    /// The file.
    pub doc: Doc<'a>,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Node<'a> {
    pub(super) fn new(doc: Doc<'a>, value: &'a Spanned<DeValue<'a>>) -> Self {
        Node { doc, value }
    }

    /// Where the value stands.
    pub fn place(&self) -> Place {
        self.doc.place(self.value.span())
    }

    /// Its bytes in the file.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// The value itself.
    pub fn raw(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    /// Reports that the value is of another type than `asked`.
    pub fn wrong_type(&self, asked: Text) {
        let (zh, en) = type_words(self.raw());
        self.doc.log.report(
            codes::WRONG_TYPE,
            self.place(),
            text!("类型不对：这里写的是{zh}", "wrong type: this is {en}"),
            Text::new(format!("应写{}", asked.zh), format!("write {}", asked.en)),
        );
    }

    /// Reports a value of the right type that is not valid here.
    pub fn bad(&self, message: Text, help: Text) {
        self.doc
            .log
            .report(codes::BAD_VALUE, self.place(), message, help);
    }

    /// A string.
    pub fn string(&self) -> Option<&'a str> {
        let found = self.raw().as_str();
        if found.is_none() {
            self.wrong_type(text!("带引号的文字", "a string in quotes"));
        }
        found
    }

    /// A string that is not empty.
    pub fn filled(&self) -> Option<&'a str> {
        let found = self.string()?;
        if found.trim().is_empty() {
            self.bad(
                text!("文字是空的", "the text is empty"),
                text!("请填写内容，或删去这个键", "fill it in, or remove the key"),
            );
            return None;
        }
        Some(found)
    }

    /// `true` or `false`.
    pub fn boolean(&self) -> Option<bool> {
        let found = self.raw().as_bool();
        if found.is_none() {
            self.wrong_type(text!(" true 或 false", "true or false"));
        }
        found
    }

    /// A number, exact, from its own text.
    pub fn number(&self) -> Option<Number> {
        let number = match self.raw() {
            DeValue::Integer(n) if n.radix() == 10 => parse_plain(n.as_str()).ok(),
            DeValue::Integer(n) => i128::from_str_radix(n.as_str(), n.radix())
                .ok()
                .and_then(|n| Number::ratio(n, 1)),
            DeValue::Float(n) => parse_plain(n.as_str()).ok(),
            _ => {
                self.wrong_type(text!("数字，不加引号", "a number, without quotes"));
                return None;
            }
        };
        if number.is_none() {
            self.bad(
                text!("这个数不能用", "this number can't be used"),
                text!("请写有限的十进制数", "write a finite decimal number"),
            );
        }
        number
    }

    /// A number for which `fits` is true; `asked` says in the finding which numbers are valid.
    pub fn number_that(&self, fits: impl Fn(&Number) -> bool, asked: Text) -> Option<Number> {
        let number = self.number()?;
        if !fits(&number) {
            self.bad(
                text!("`{number}` 在此无效", "`{number}` is not valid here"),
                asked,
            );
            return None;
        }
        Some(number)
    }

    /// A whole number between two ends.
    pub fn whole(&self, least: i64, most: i64) -> Option<i64> {
        let DeValue::Integer(n) = self.raw() else {
            self.wrong_type(text!("整数", "a whole number"));
            return None;
        };
        let found = i64::from_str_radix(n.as_str(), n.radix())
            .ok()
            .filter(|n| (least..=most).contains(n));
        if found.is_none() {
            let n = n.as_str();
            self.bad(
                text!("`{n}` 在此无效", "`{n}` is not valid here"),
                text!(
                    "应为 {least} 到 {most} 的整数",
                    "write a whole number from {least} to {most}"
                ),
            );
        }
        found
    }

    /// A text in both languages: `{ zh = "…", en = "…" }`, or a string for both.
    pub fn text(&self) -> Option<Text> {
        match self.raw() {
            DeValue::String(_) => self.filled().map(Text::same),
            DeValue::Table(_) => self.table()?.pair(),
            _ => {
                self.wrong_type(pair_asked());
                None
            }
        }
    }

    /// A text that may be empty, such as a unit of measurement.
    pub fn text_or_nothing(&self) -> Option<Text> {
        match self.raw() {
            DeValue::String(word) => Some(Text::same(word.as_ref())),
            _ => self.text(),
        }
    }

    /// A table.
    pub fn table(&self) -> Option<Table<'a>> {
        match self.raw() {
            DeValue::Table(table) => Some(Table::new(self.doc, table, self.value.span())),
            _ => {
                self.wrong_type(text!("表 `{{ … }}`", "a table, `{{ … }}`"));
                None
            }
        }
    }

    /// A list.
    pub fn list(&self) -> Option<Vec<Node<'a>>> {
        match self.raw() {
            DeValue::Array(list) => Some(list.iter().map(|v| Node::new(self.doc, v)).collect()),
            _ => {
                self.wrong_type(text!("列表 `[ … ]`", "a list, `[ … ]`"));
                None
            }
        }
    }

    /// A list that is not empty.
    pub fn filled_list(&self) -> Option<Vec<Node<'a>>> {
        let list = self.list()?;
        if list.is_empty() {
            self.bad(
                text!("列表是空的", "the list is empty"),
                text!("请至少写一项", "write at least one"),
            );
            return None;
        }
        Some(list)
    }

    /// A list of tables; a value that is no table is reported and left out.
    pub fn tables(&self) -> Vec<Table<'a>> {
        let list = self.list().unwrap_or_default();
        list.iter().filter_map(Node::table).collect()
    }

    /// A list of strings; a value that is no string, or an empty one, is reported and left out.
    pub fn strings(&self) -> Vec<String> {
        let list = self.list().unwrap_or_default();
        list.iter()
            .filter_map(|node| node.filled().map(str::to_owned))
            .collect()
    }

    /// The tables of a list whose key is `key`: `[[key]]`. One in single brackets is reported and still read.
    pub fn entries(&self, key: &str) -> Vec<Table<'a>> {
        if self.raw().is_table() {
            self.wrong_type(text!(
                " `[[{key}]]`（双层方括号）",
                "`[[{key}]]`, in double brackets"
            ));
            return self.table().into_iter().collect();
        }
        self.tables()
    }

    /// One of some words, as what it stands for.
    pub fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let found = self.string()?;
        let known = words.iter().find(|(word, _)| *word == found);
        if known.is_none() {
            self.bad(
                text!("`{found}` 在此无效", "`{found}` is not valid here"),
                super::list_of(found, words.iter().map(|(word, _)| *word)),
            );
        }
        known.map(|&(_, meaning)| meaning)
    }

    /// An id: letters, digits, `-` and `.`.
    pub fn id(&self) -> Option<&'a str> {
        let found = self.filled()?;
        let fits = found
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
            && found.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !fits {
            let shown = found.escape_debug();
            self.bad(
                text!("`{shown}` 不是有效的编号", "`{shown}` is not a valid id"),
                text!(
                    "编号只能含英文字母、数字、`-` 和 `.`",
                    "an id consists of letters, digits, `-` and `.`"
                ),
            );
            return None;
        }
        Some(found)
    }
}

fn pair_asked() -> Text {
    text!(
        " `{{ zh = \"…\", en = \"…\" }}` 或一段文字",
        "`{{ zh = \"…\", en = \"…\" }}` or one string"
    )
}

fn type_words(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("文字", "a string"),
        DeValue::Integer(_) | DeValue::Float(_) => ("数字", "a number"),
        DeValue::Boolean(_) => (" true/false", "true or false"),
        DeValue::Datetime(_) => ("日期", "a date"),
        DeValue::Array(_) => ("列表", "a list"),
        DeValue::Table(_) => ("表", "a table"),
    }
}
