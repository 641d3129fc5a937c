//! The declaration of a measure: what its reader is given, and what it returns.

use super::Measure;
use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::index::{ChecklistIx, LevelIx, VariableIx};
use crate::number::Number;
use crate::plan::check::symbol_table::SymbolTable;
use crate::plan::check::value_range::ValueRange;
use crate::text;
use crate::toml_reader::Node;

/// A declared measure and its properties.
pub struct DeclaredMeasure {
    /// The measure.
    pub measure: Box<dyn Measure>,
    /// The possible values; `None` if they are not known.
    pub range: Option<ValueRange>,
    /// The default unit of the indicator.
    pub unit: Option<Text>,
    /// The default number of decimals displayed.
    pub decimals: Option<u32>,
    /// The checklist whose assumptions it is based on.
    pub rests_on: Option<ChecklistIx>,
}

/// The indicator that declares a measure.
pub struct MeasureScope<'c, 'a> {
    /// What the measure may refer to.
    pub symbols: &'c SymbolTable<'a>,
    /// The levels at which it is judged, each with its place.
    pub levels: &'c [(LevelIx, Place)],
    /// The unit that the indicator declares, if any.
    pub unit: Option<(Text, Node<'a>)>,
}

impl MeasureScope<'_, '_> {
    /// The variable of an id; an unknown id is reported.
    pub fn variable(&self, node: &Node) -> Option<VariableIx> {
        self.symbols.variables.refer(node).map(VariableIx)
    }

    /// Reports levels of the indicator below the level of any of the variables.
    pub fn refuse_levels_below(&self, variables: &[Option<VariableIx>]) {
        let drafts = variables.iter().flatten();
        let drafts = drafts.map(|at| &self.symbols.drafts[at.0 as usize]);
        let measured: Vec<Measured> = drafts
            .filter_map(|draft| Some((draft.level?, draft.id.as_str(), &draft.at)))
            .collect();
        self.refuse_below(&measured);
    }

    /// Reports levels of the indicator below the level of what is measured.
    pub fn refuse_below(&self, measured: &[Measured]) {
        for (level, place) in self.levels {
            let too_high: Vec<_> = measured.iter().filter(|(own, ..)| level > own).collect();
            let Some((_, id, _)) = too_high.first() else {
                continue;
            };
            let mut finding = Finding::new(
                codes::BAD_VALUE,
                text!(
                    "`{id}` 在这一层级没有数据",
                    "`{id}` is not collected at a level as low as this"
                ),
            )
            .at(place.clone())
            .help(text!(
                "删去这一层级，或在更低层级采集 `{id}`",
                "remove the level, or collect `{id}` at a lower level"
            ));
            for (_, id, declared) in too_high {
                let word = text!(
                    "`{id}` 的层级在这里声明",
                    "the level of `{id}` is declared here"
                );
                finding = finding.beside((*declared).clone(), word);
            }
            self.symbols.log.add(finding);
        }
    }

    /// Reports levels of the indicator that are not above the level of the units that it counts.
    pub fn refuse_not_above(&self, counted: Option<LevelIx>, id: &str, declared: Option<&Place>) {
        let Some(counted) = counted else { return };
        for (_, place) in self.levels.iter().filter(|(level, _)| *level >= counted) {
            let mut finding = Finding::new(
                codes::BAD_VALUE,
                text!(
                    "`{id}` 的占比只能在更高的层级判定",
                    "a share of `{id}` can only be judged at a level above it"
                ),
            )
            .at(place.clone())
            .help(text!("删去这一层级", "remove the level"));
            if let Some(declared) = declared {
                let word = text!(
                    "计数的评估对象声明在这里",
                    "the counted units are declared here"
                );
                finding = finding.beside(declared.clone(), word);
            }
            self.symbols.log.add(finding);
        }
    }

    /// Whether the value is in per cent.
    pub fn is_percent(&self, measured: Option<&DeclaredMeasure>) -> bool {
        let declared = self.unit.as_ref().map(|(unit, _)| unit);
        let unit = declared.or_else(|| measured?.unit.as_ref());
        unit.is_some_and(|unit| is_sign(unit, "%"))
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

/// The level, id and place of what is measured.
pub type Measured<'x> = (LevelIx, &'x str, &'x Place);

/// Whether the unit is `sign` in either language.
pub fn is_sign(unit: &Text, sign: &str) -> bool {
    unit.zh == sign || unit.en == sign
}

/// The unit of shares, `%`.
pub fn percent() -> Text {
    Text::same("%")
}

/// 100.
pub fn hundred() -> Number {
    Number::from(100)
}
