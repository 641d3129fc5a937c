//! Reading `score`: goalposts or points, and how scores are cut.

use super::bands;
use super::symbol_table::SymbolTable;
use super::variables::DECIMALS_MOST;
use crate::number::Number;
use crate::plan::measure::DeclaredMeasure;
use crate::plan::{Bands, Cap, Score};
use crate::text;
use crate::toml_reader::{Node, Table};

pub const RANK_KEYS: [&str; 1] = ["decimals"];
pub const POINTS_KEYS: [&str; 2] = ["points", "cap"];
pub const GOALPOSTS_KEYS: [&str; 3] = ["goalposts", "log", "cap"];
pub const WORDS: [(&str, ()); 1] = [("pace", ())];

/// The score that an indicator declares, if any; the outer `None` if it has a mistake, which is reported.
#[expect(
    clippy::option_option,
    reason = "an indicator without a score is no mistake"
)]
pub fn of_indicator(table: &Table) -> Option<Option<Score>> {
    match table.get("score") {
        Some(node) => score(&node).map(Some),
        None => Some(None),
    }
}

/// `rank = { decimals = 2 }`: the decimals to which an indicator's scores are rounded before units are ranked, if it says so;
/// the outer `None` if it has a mistake, which is reported.
#[expect(
    clippy::option_option,
    reason = "an indicator without the key is no mistake"
)]
pub fn rank_decimals(table: &Table) -> Option<Option<u32>> {
    let Some(node) = table.get("rank") else {
        return Some(None);
    };
    let table = node.table()?;
    table.only(&RANK_KEYS);
    let decimals = table.need("decimals")?.whole(0, DECIMALS_MOST)?;
    Some(Some(decimals as u32))
}

/// The bands that an indicator's score is placed on, if it names some. Without a score there is nothing to place, which is
/// reported.
pub fn bands_of(
    table: &Table,
    measured: Option<&DeclaredMeasure>,
    symbols: &SymbolTable,
) -> Option<Bands> {
    let node = table.get("bands")?;
    let is_score = measured.is_none_or(|measured| measured.measure.is_score());
    if !is_score && !table.has("score") {
        node.bad(
            text!(
                "既无 `score` 也不是指数，没有可分档的得分",
                "neither a `score` nor an index: there is nothing to place on the bands"
            ),
            text!(
                "写明 `score`；进度分档写在 `pace = {{ bands = … }}` 中",
                "add a `score`; bands of a pace go into `pace = {{ bands = … }}`"
            ),
        );
    }
    bands::refer(&node, symbols)
}

fn score(node: &Node) -> Option<Score> {
    if node.raw().is_str() {
        return node.word(&WORDS).map(|()| Score::Pace);
    }
    let table = node.table()?;
    let keys: &[&str] = match table.has("points") {
        true => &POINTS_KEYS,
        false => &GOALPOSTS_KEYS,
    };
    table.only(keys);
    let cap = match table.get("cap") {
        Some(node) => cap(&node),
        None => Some(Cap::Ends),
    };
    match table.get("points") {
        Some(node) => Some(Score::Points {
            points: points(&node)?,
            cap: cap?,
        }),
        None => goalposts(&table, cap),
    }
}

fn goalposts(table: &Table, cap: Option<Cap>) -> Option<Score> {
    let log = match table.get("log") {
        Some(node) => node.boolean(),
        None => Some(false),
    };
    let node = table.need("goalposts")?;
    let (worst, best) = pair(&node)?;
    if worst == best {
        node.bad(
            text!("最差值与最好值相同", "the worst value is the best"),
            text!("写 `[最差值, 最好值]`", "write `[worst, best]`"),
        );
        return None;
    }
    let log = log?;
    if log && !(worst.is_positive() && best.is_positive()) {
        node.bad(
            text!(
                "零和负数没有对数",
                "zero and negative numbers have no logarithm"
            ),
            text!(
                "与 `log` 同用时两个值须大于 0",
                "with `log` both must be above 0"
            ),
        );
        return None;
    }
    Some(Score::Goalposts {
        worst,
        best,
        log,
        cap: cap?,
    })
}

/// `false`, or the least and the greatest score.
fn cap(node: &Node) -> Option<Cap> {
    if node.raw().as_bool() == Some(false) {
        return Some(Cap::None);
    }
    if !node.raw().is_array() {
        node.wrong_type(text!(
            " false 或 `[最低分, 最高分]`",
            "false or `[least, greatest]`"
        ));
        return None;
    }
    let (least, most) = pair(node)?;
    if least >= most {
        node.bad(
            text!(
                "最低分不低于最高分",
                "the least score is not below the greatest"
            ),
            text!("写 `[最低分, 最高分]`", "write `[least, greatest]`"),
        );
        return None;
    }
    Some(Cap::Between(least, most))
}

/// Value and score of each point, by ascending value.
fn points(node: &Node) -> Option<Vec<(Number, Number)>> {
    let list = node.list()?;
    if list.len() < 2 {
        node.bad(
            text!("至少要有两个点", "there must be at least two points"),
            text!("写 `[[数值, 得分], …]`", "write `[[value, score], …]`"),
        );
        return None;
    }
    let mut points = list.iter().map(pair).collect::<Option<Vec<_>>>()?;
    if points[0].0 > points[1].0 {
        points.reverse();
    }
    let ascends = points.windows(2).all(|two| two[0].0 < two[1].0);
    if !ascends {
        node.bad(
            text!(
                "各点的数值既不递增也不递减",
                "the values of the points neither ascend nor descend"
            ),
            text!("按数值排列各点", "order the points by value"),
        );
        return None;
    }
    Some(points)
}

/// A list of two numbers.
fn pair(node: &Node) -> Option<(Number, Number)> {
    let list = node.list()?;
    let [first, second] = list.as_slice() else {
        node.bad(
            text!("这里要写两个数", "there must be two numbers here"),
            text!("写 `[数, 数]`", "write `[number, number]`"),
        );
        return None;
    };
    Some((first.number()?, second.number()?))
}
