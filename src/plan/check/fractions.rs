//! Percentages that are written as fractions: 0.35 where 35 is meant.

use crate::finding::codes;
use crate::i18n::Text;
use crate::number::Number;
use crate::text;
use crate::toml_reader::Node;

/// Reports a percentage of a checklist, or of 基本 (basically) all, between 0 and 1.
pub fn percentage(number: &Number, node: &Node) {
    if let Some(percent) = meant(number) {
        report(
            number,
            node,
            text!(
                "如指 {percent}%，写 {percent}",
                "write {percent} if {percent} % is meant"
            ),
        );
    }
}

/// Reports a yearly growth below a fifth of a per cent. Of more, below one per cent is usual, as of a population.
pub fn yearly(number: &Number, node: &Node) {
    if number < &Number::scaled(2, 1) {
        percentage(number, node);
    }
}

/// Reports a threshold in per cent between 0 and 1.
pub fn threshold(number: &Number, node: &Node) {
    if let Some(percent) = meant(number) {
        let per_mille = number * &Number::from(10);
        report(
            number,
            node,
            text!(
                "如指 {percent}%，写 {percent}；如确指 {number}%，可声明 `unit = \"‰\"` 并写 {per_mille}",
                "write {percent} if {percent} % is meant; if {number} % is meant, you can declare `unit = \"‰\"` and write {per_mille}"
            ),
        );
    }
}

/// The percentage that a fraction stands for; `None` for a number that is none between 0 and 1.
fn meant(number: &Number) -> Option<Number> {
    let is_fraction = number.is_positive() && *number < Number::one();
    is_fraction.then(|| number * &Number::from(100))
}

fn report(number: &Number, node: &Node, help: Text) {
    node.doc.log.report(
        codes::FRACTION_TARGET,
        node.place(),
        text!(
            "`{number}` 即 {number}%，不到百分之一",
            "`{number}` means {number} %, less than one per cent"
        ),
        help,
    );
}
