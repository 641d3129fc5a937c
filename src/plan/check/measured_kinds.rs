//! Ratios and means of variables of which there is none: of a variable and itself, of answers, weighted by what is no size.

use super::doubts::doubt;
use super::draft::VariableDraft;
use super::symbol_table::SymbolTable;
use super::variables::is_graded;
use crate::plan::Kind;
use crate::text;
use crate::toml_reader::{Node, Table};

/// Reports what can't be meant by a ratio or a mean.
pub fn check(measure: &Table, symbols: &SymbolTable) {
    if let (Some(part), Some(whole)) = (measure.get("ratio"), measure.get("to")) {
        ratio(&part, &whole, symbols);
    }
    if let (Some(variable), Some(weight)) = (measure.get("mean"), measure.get("weight")) {
        weighted(&variable, &weight, symbols);
    }
}

/// The variable that a value names; `None` if it is not declared, which is reported elsewhere.
fn named<'s>(node: &Node, symbols: &'s SymbolTable) -> Option<&'s VariableDraft> {
    let at = symbols.variables.index(node.raw().as_str()?)?;
    Some(&symbols.drafts[at as usize])
}

fn ratio(part: &Node, whole: &Node, symbols: &SymbolTable) {
    if let (Some(id), true) = (
        part.raw().as_str(),
        part.raw().as_str() == whole.raw().as_str(),
    ) {
        whole.bad(
            text!(
                "`{id}` 与自身之比总是 1",
                "the ratio of `{id}` to itself is always 1"
            ),
            text!("写另一个数据项", "name another variable"),
        );
        return;
    }
    for node in [part, whole] {
        if let Some(draft) = named(node, symbols)
            && draft.kind.is_some_and(is_graded)
        {
            let id = &draft.id;
            doubt(
                node,
                text!(
                    "`{id}` 是答案，不是数量，没有比率",
                    "`{id}` is an answer and no quantity: there is no ratio of it"
                ),
                text!(
                    "用 `share` 计算答“是”的评估对象占比",
                    "use `share` for the percentage of units that answer yes"
                ),
            );
        }
    }
}

fn weighted(variable: &Node, weight: &Node, symbols: &SymbolTable) {
    let Some(draft) = named(weight, symbols) else {
        return;
    };
    let is_size = !matches!(draft.kind, Some(Kind::Mean | Kind::Flag | Kind::Rating));
    if is_size && variable.raw().as_str() != weight.raw().as_str() {
        return;
    }
    let id = &draft.id;
    doubt(
        weight,
        text!(
            "`{id}` 不是规模，不宜作权数",
            "`{id}` is no size, by which a mean would be weighted"
        ),
        text!(
            "用均值所指的数量，如人口或户数",
            "use the number that the mean is of, such as residents or households"
        ),
    );
}
