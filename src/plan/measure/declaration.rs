//! What a measure is declared with, and what comes of reading its table.

use super::Measure;
use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::index::{ChecklistIx, LevelIx, VariableIx};
use crate::number::Number;
use crate::plan::check::symbol_table::SymbolTable;
use crate::plan::check::value_range::ValueRange;
use crate::text;
use crate::toml_reader::Node;

/// A measure and what follows from it.
pub struct DeclaredMeasure {
    /// The measure.
    pub measure: Box<dyn Measure>,
    /// The values that it can have; `None` if they are not known.
    pub range: Option<ValueRange>,
    /// Its unit, unless the indicator names one.
    pub unit: Option<Text>,
    /// The decimals shown, unless the indicator names them.
    pub decimals: Option<u32>,
    /// The checklist whose assumptions it rests on.
    pub rests_on: Option<ChecklistIx>,
}

/// Where a measure is declared.
pub struct MeasureScope<'c, 'a> {
    /// What the measure may refer to.
    pub scope: &'c SymbolTable<'a>,
    /// The levels at which it is judged, each with the place where that is said.
    pub levels: &'c [(LevelIx, Place)],
    /// The unit, where the indicator names one.
    pub unit: Option<(Text, Node<'a>)>,
}

impl MeasureScope<'_, '_> {
    /// The variable that a node names; `None` if there is none, which is reported.
    pub fn variable(&self, node: &Node) -> Option<VariableIx> {
        self.scope.variables.refer(node).map(VariableIx)
    }

    /// Reports levels below that of any of the variables that are measured there.
    pub fn refuse_levels_below(&self, variables: &[Option<VariableIx>]) {
        let drafts = variables.iter().flatten();
        let drafts = drafts.map(|at| &self.scope.drafts[at.0 as usize]);
        let measured: Vec<Measured> = drafts
            .filter_map(|draft| Some((draft.level?, draft.id.as_str(), &draft.at)))
            .collect();
        self.refuse_below(&measured);
    }

    /// Reports levels below that of what is measured there.
    pub fn refuse_below(&self, measured: &[Measured]) {
        for (level, place) in self.levels {
            let too_high: Vec<_> = measured.iter().filter(|(own, ..)| level > own).collect();
            let Some((_, id, _)) = too_high.first() else {
                continue;
            };
            let mut finding = Finding::new(
                codes::BAD_VALUE,
                text!(
                    "这一层级没有 `{id}` 的数据",
                    "`{id}` is not collected at a level as low as this"
                ),
            )
            .at(place.clone())
            .help(text!(
                "删去这个层级，或在更低层级采集 `{id}`",
                "remove the level, or collect `{id}` at a lower one"
            ));
            for (_, id, declared) in too_high {
                let word = text!(
                    "`{id}` 的层级在这里声明",
                    "the level of `{id}` is declared here"
                );
                finding = finding.beside((*declared).clone(), word);
            }
            self.scope.log.add(finding);
        }
    }

    /// Shares are percentages; another unit is reported.
    pub fn only_percent(&self) {
        if let Some((unit, node)) = &self.unit
            && !is_sign(unit, "%")
        {
            node.bad(
                text!("占比的单位总是 %", "a share is always in %"),
                text!("删去 `unit`", "remove `unit`"),
            );
        }
    }
}

/// What is measured: its level, its id and where it is declared.
pub type Measured<'x> = (LevelIx, &'x str, &'x Place);

/// Whether a unit is a sign, in either language.
pub fn is_sign(unit: &Text, sign: &str) -> bool {
    unit.zh == sign || unit.en == sign
}

/// The sign of shares.
pub fn percent() -> Text {
    Text::same("%")
}

/// All of it, in per cent.
pub fn hundred() -> Number {
    Number::from(100)
}
