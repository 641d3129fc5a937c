//! The words around a figure: 近, 以上, 约, 万, the unit.

use super::trouble::Trouble;
use super::words::conversion;
use crate::number::Number;
use crate::plan::Variable;

/// What a figure's words make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    Exactly,
    /// 近, 不足
    Below,
    /// 以下
    AtMost,
    /// 超过
    Above,
    /// 以上, 余
    AtLeast,
    About,
}

const BEFORE: &[(&str, Limits)] = &[
    ("接近", Limits::Below),
    ("将近", Limits::Below),
    ("近", Limits::Below),
    ("不足", Limits::Below),
    ("不到", Limits::Below),
    ("nearly ", Limits::Below),
    ("almost ", Limits::Below),
    ("under ", Limits::Below),
    ("less than ", Limits::Below),
    ("<", Limits::Below),
    ("不超过", Limits::AtMost),
    ("至多", Limits::AtMost),
    ("at most ", Limits::AtMost),
    ("≤", Limits::AtMost),
    ("超过", Limits::Above),
    ("多于", Limits::Above),
    ("over ", Limits::Above),
    ("more than ", Limits::Above),
    (">", Limits::Above),
    ("不少于", Limits::AtLeast),
    ("不低于", Limits::AtLeast),
    ("至少", Limits::AtLeast),
    ("at least ", Limits::AtLeast),
    ("≥", Limits::AtLeast),
    ("大约", Limits::About),
    ("约", Limits::About),
    ("about ", Limits::About),
    ("around ", Limits::About),
    ("approximately ", Limits::About),
    ("~", Limits::About),
];

const BEHIND: &[(&str, Limits)] = &[
    ("及以上", Limits::AtLeast),
    ("以上", Limits::AtLeast),
    ("多", Limits::AtLeast),
    ("余", Limits::AtLeast),
    ("+", Limits::AtLeast),
    ("及以下", Limits::AtMost),
    ("以下", Limits::AtMost),
    ("以内", Limits::AtMost),
    ("左右", Limits::About),
    ("上下", Limits::About),
];

/// A figure's digits, and what the words around them say.
pub struct Phrase<'t> {
    digits: &'t str,
    pub limits: Limits,
    /// What the cell's own unit multiplies by.
    pub factor: Option<Number>,
}

impl<'t> Phrase<'t> {
    /// Takes a folded text apart.
    pub fn of(text: &'t str, variable: &Variable) -> Result<Self, Trouble> {
        let mut limits = Limits::Exactly;
        let mut rest = text;
        if let Some((word, limit)) = BEFORE.iter().find(|(word, _)| rest.starts_with(word)) {
            rest = rest[word.len()..].trim_start();
            limits = *limit;
        }
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '+');
        let mut tail = rest.trim_start_matches(digit);
        let mut digits = rest[..rest.len() - tail.len()].trim_end();
        if let Some(bare) = digits.strip_suffix('+') {
            // `300+`
            digits = bare.trim_end();
            tail = &rest[digits.len()..];
        }
        let mut unit = String::new();
        let mut set = limits != Limits::Exactly;
        while !tail.is_empty() {
            let word = BEHIND.iter().find(|(word, _)| tail.starts_with(word));
            if let Some((word, limit)) = word {
                if std::mem::replace(&mut set, true) {
                    return Err(Trouble::NotANumber);
                }
                limits = *limit;
                tail = &tail[word.len()..];
            } else {
                let mut chars = tail.chars();
                unit.extend(chars.next());
                tail = chars.as_str();
            }
        }
        let factor = own_factor(unit.trim(), variable)?;
        Ok(Phrase {
            digits,
            limits,
            factor,
        })
    }

    /// The digits; blanks between them stand for commas.
    pub fn digits(&self) -> String {
        self.digits.replace(' ', ",")
    }
}

/// What a unit written in a cell multiplies by; none where there is none.
fn own_factor(unit: &str, variable: &Variable) -> Result<Option<Number>, Trouble> {
    if unit.is_empty() {
        return Ok(None);
    }
    if !unit.starts_with(|c: char| c.is_ascii_digit()) {
        return conversion(unit, variable)
            .map(Some)
            .ok_or(Trouble::NotANumber);
    }
    Err(Trouble::NotANumber)
}
