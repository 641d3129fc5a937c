//! What can't be asked of a measure: a sum over years of what does not add up, growth of an answer.

use super::draft::VariableDraft;
use super::rules::DeclaredRule;
use super::symbol_table::SymbolTable;
use super::targets::TargetContext;
use crate::finding::{Finding, codes};
use crate::i18n::Text;
use crate::plan::Kind;
use crate::plan::measure::Measure;
use crate::plan::rule::Goal;
use crate::text;
use crate::toml_reader::Table;

/// The variable whose own figures are the values of a measure; `None` if it computes them from others.
pub fn own_figure<'s>(
    measure: &dyn Measure,
    symbols: &'s SymbolTable,
) -> Option<&'s VariableDraft> {
    let own = measure.is_own_figure().then(|| measure.variables())?;
    Some(&symbols.drafts[own.first()?.0 as usize])
}

/// Why the values of several years can't be added up; `None` if they can.
pub fn not_added(measure: &dyn Measure, symbols: &SymbolTable) -> Option<Text> {
    let Some(own) = own_figure(measure, symbols) else {
        return Some(match measure.is_score() {
            true => text!("指数不能累计", "an index can't be added up over years"),
            false => text!(
                "比率、均值和占比各年不能相加",
                "ratios, means and shares don't add up over years"
            ),
        });
    };
    match own.kind? {
        _ if own.stock => Some(text!(
            "时点数（`stock = true`）各年不能相加",
            "the figures of a stock (`stock = true`) don't add up over years"
        )),
        Kind::Count | Kind::Amount => None,
        Kind::Mean => Some(text!(
            "均值和比率（`kind = \"mean\"`）各年不能相加",
            "means and ratios (`kind = \"mean\"`) don't add up over years"
        )),
        Kind::Flag | Kind::Rating => Some(text!(
            "是否项和评级项各年不能相加",
            "answers of flags and ratings don't add up over years"
        )),
    }
}

/// Reports a sum over the period of what does not add up, of a milestone, or one that is compared with an earlier value.
pub fn refuse_cumulative(table: &Table, read: &DeclaredRule, context: &TargetContext) {
    let Some(key) = table.key("cumulative") else {
        return;
    };
    if let Some(why) = &context.not_added
        && read.rule.goal() != Goal::Milestone
    {
        key.bad(
            why.clone(),
            text!("删去 `cumulative`", "remove `cumulative`"),
        );
        return;
    }
    if matches!(
        read.rule.goal(),
        Goal::Change(_) | Goal::Growth(_) | Goal::Milestone
    ) {
        let rule = read.key.name();
        key.doc.log.add(
            Finding::new(
                codes::BAD_VALUE,
                text!(
                    "`{rule}` 不能用于累计数",
                    "`{rule}` can't be applied to a sum over the period"
                ),
            )
            .at(key.place())
            .beside(read.key.place(), text!("规则在这里", "the rule"))
            .help(text!("删去 `cumulative`", "remove `cumulative`")),
        );
    }
}

/// Reports growth or change of a flag or a rating, whose values are answers.
pub fn refuse_growth_of_answers(read: &DeclaredRule, context: &TargetContext) {
    let changes = matches!(read.rule.goal(), Goal::Growth(_) | Goal::Change(_));
    if context.answer && changes {
        let rule = read.key.name();
        read.key.bad(
            text!(
                "`{rule}` 不能用于是否项和评级项",
                "`{rule}` can't be applied to a flag or a rating"
            ),
            text!(
                "改用 `done`、`all` 或 `at-least`",
                "use `done`, `all` or `at-least`"
            ),
        );
    }
}
