//! Weights of an index that seem to be meant as shares of 100 or of 1 and do not add up to it.

use super::doubts::doubt;
use crate::number::Number;
use crate::plan::measure::IndexMember;
use crate::text;
use crate::toml_reader::Table;

/// How many times greater than a share of 1 a weight seems to be per cent.
const GREATER_MOST: i64 = 50;

/// Reports weights whose sum is near 100 or 1 and not equal to it, and shares of 1 beside per cent. Equal weights, and a
/// difference that rounding explains, are no mistake.
pub fn check(members: &[IndexMember], table: &Table) {
    let measure = table.get("measure").and_then(|node| node.table());
    let Some(node) = measure.and_then(|table| table.get("index")) else {
        return;
    };
    let weights = || members.iter().map(|member| &member.weight);
    let sum = weights().fold(Number::zero(), |sum, weight| &sum + weight);
    let (Some(least), Some(most)) = (weights().min(), weights().max()) else {
        return;
    };
    let decimals = weights().filter_map(Number::decimals).max().unwrap_or(0);
    let wholes = [Number::from(100), Number::one()];
    if least == most || wholes.contains(&sum) {
        return;
    }
    let check = text!(
        "核对权数和构成指标是否齐全",
        "check the weights, and whether a member is missing"
    );
    for (whole, exact) in wholes.iter().zip([0, 2]) {
        let off = (&sum - whole).abs();
        // Weights of whole per cent are taken as exact; others may be rounded by half of their last decimal each.
        let rounding = match decimals > exact {
            true => &Number::scaled(5, decimals + 1) * &Number::from(members.len() as i64),
            false => Number::zero(),
        };
        if off <= whole * &Number::scaled(1, 1) && off > rounding {
            doubt(
                &node,
                text!(
                    "权数合计 {sum}，不是 {whole}",
                    "the weights add up to {sum}, not to {whole}"
                ),
                check.clone(),
            );
            return;
        }
    }
    if *least < Number::one() && *most >= least * &Number::from(GREATER_MOST) {
        doubt(
            &node,
            text!(
                "权数 {least} 和 {most} 相差悬殊：一个像小数，一个像百分数",
                "weights of {least} and {most}: one seems a share of 1, the other per cent"
            ),
            check,
        );
    }
}
