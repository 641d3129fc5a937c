//! Reading an index: its members with their weights, its mean, and what is done where members are missing.

use super::means::{MEANS, Mean};
use super::{Index, IndexMember, Missing};
use crate::i18n::Text;
use crate::index::{IndicatorIx, LevelIx};
use crate::number::Number;
use crate::plan::measure::{DeclaredMeasure, MeasureScope};
use crate::text;
use crate::toml_reader::{Key, Node, Table, schema};

const MISSING: [(&str, Missing); 2] = [
    ("interval", Missing::Interval),
    ("leave-out", Missing::LeaveOut),
];
const MISSING_KEYS: [&str; 1] = ["mean-of"];

/// The JSON Schema of `missing`.
pub fn missing_schema() -> serde_json::Value {
    let group = vec![("mean-of", schema::string())];
    let group = schema::table(&MISSING_KEYS, group, &MISSING_KEYS);
    schema::any_of([schema::word(&MISSING), group])
}

/// Reads an index; `None` if it has a mistake, which is reported. That members form a cycle or have no score is found when
/// all indicators are known.
pub fn read(table: &Table, node: &Node, scope: &MeasureScope) -> Option<DeclaredMeasure> {
    let members = members(node, scope);
    let mean = match table.get("mean") {
        Some(node) => node.word(&MEANS),
        None => Some(Mean::Arithmetic),
    };
    let missing = match table.get("missing") {
        Some(node) => missing(&node, scope),
        None => Some(Missing::Interval),
    };
    let least_weight = least(table, "least-weight", missing, |node| {
        let within = |n: &Number| !n.is_negative() && *n <= Number::one();
        node.number_that(
            within,
            text!("应为 0 到 1 的数", "write a number from 0 to 1"),
        )
    });
    // A member with a mistake was reported, and counts among those listed.
    let most = members
        .as_ref()
        .map_or(9999, |members| members.len() as i64);
    let least_members = least(table, "least-members", missing, |node| node.whole(1, most));
    Some(DeclaredMeasure {
        measure: Box::new(Index {
            members: members?,
            mean: mean?,
            missing: missing?,
            least_weight: least_weight?.unwrap_or_else(Number::zero),
            least_members: least_members?.unwrap_or(1) as usize,
        }),
        range: None,
        unit: Some(Text::default()),
        decimals: Some(1),
        rests_on: None,
    })
}

fn members(node: &Node, scope: &MeasureScope) -> Option<Vec<IndexMember>> {
    let entries = node.table()?.entries();
    if entries.is_empty() {
        node.bad(
            text!("指数没有构成指标", "the index has no members"),
            text!(
                "写 `{{ 指标 = 权数, … }}`",
                "write `{{ indicator = weight, … }}`"
            ),
        );
        return None;
    }
    let members: Vec<_> = (entries.iter())
        .map(|(key, node)| member(*key, node, scope))
        .collect();
    members.into_iter().collect()
}

fn member(key: Key, node: &Node, scope: &MeasureScope) -> Option<IndexMember> {
    let at = scope.symbols.indicators.refer_key(key);
    let weight = node.number_that(
        Number::is_positive,
        text!("权数须大于 0", "a weight is above 0"),
    );
    Some(IndexMember {
        id: key.name().to_owned(),
        indicator: IndicatorIx(at?),
        weight: weight?,
        at: key.place(),
    })
}

fn missing(node: &Node, scope: &MeasureScope) -> Option<Missing> {
    if !node.raw().is_table() {
        return node.word(&MISSING);
    }
    let table = node.table()?;
    table.only(&MISSING_KEYS);
    let node = table.need("mean-of")?;
    let group = LevelIx(scope.symbols.levels.refer(&node)?);
    if scope.levels.iter().any(|(level, _)| *level <= group) {
        node.bad(
            text!(
                "这一层级不高于指数的层级，不能分组",
                "this level is not above the levels of the index, so it groups no units"
            ),
            text!("写更高的层级", "write a higher level"),
        );
        return None;
    }
    Some(Missing::MeanOf(group))
}

/// A companion key that only a score over what was reported has a use for; the outer `None` if it has a mistake.
#[expect(clippy::option_option, reason = "a key that is absent is no mistake")]
fn least<T>(
    table: &Table,
    key: &str,
    missing: Option<Missing>,
    read: impl Fn(&Node) -> Option<T>,
) -> Option<Option<T>> {
    let Some(node) = table.get(key) else {
        return Some(None);
    };
    if missing == Some(Missing::Interval)
        && let Some(key) = table.key(key)
    {
        let name = key.name();
        key.bad(
            text!(
                "`{name}` 只用于按已报部分计算的得分",
                "`{name}` is about a score of what was reported"
            ),
            text!(
                "写 `missing = \"leave-out\"` 或 `{{ mean-of = … }}`，或删去这个键",
                "write `missing = \"leave-out\"` or `{{ mean-of = … }}`, or remove the key"
            ),
        );
        return None;
    }
    read(&node).map(Some)
}
