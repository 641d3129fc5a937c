//! Questions that are answered from counts instead of single cells: what the counts are of, and what can be asked of them.

use super::digest;
use super::exit::Exit;
use super::failure::Failure;
use super::pipeline::Query;
use crate::observation::Units;
use crate::plan::{LevelIx, Plan, Year};
use crate::tally::{CountPlan, Gathered, Question, TallyTable};
use crate::text;

/// The question that counts answer. A failure where they are of another plan, date or level, or end before the year asked for.
pub fn question(
    table: &TallyTable,
    plan: &Plan,
    units: &Units,
    query: Query<'_>,
) -> Result<Question, Failure> {
    let Some((digest, gathered)) = &table.stated else {
        return Err(refused(text!(
            "计数结果有误，或没有写明是哪一规划、哪一问题的计数",
            "the counts have errors, or do not say of which plan and question they are"
        )));
    };
    if *digest != digest::of_plan(plan) {
        return Err(refused(text!(
            "计数所依据的规划与现在的不同，请重新执行语句",
            "the counts were made by another plan, or an earlier version of it: run the statements again"
        )));
    }
    same_date(gathered, query)?;
    let year = last_year(gathered, plan, query)?;
    let question = Question {
        levels: gathered.levels.clone(),
        year,
        as_of: query.as_of.cloned(),
        unplaced: query.unplaced,
        ..Question::default()
    };
    if let Some(level) = query.level {
        answered(plan, units, &question, level)?;
    }
    Ok(question)
}

/// Whether counts tell of each unit of a level by itself; a failure if not.
pub fn answered(
    plan: &Plan,
    units: &Units,
    question: &Question,
    level: LevelIx,
) -> Result<(), Failure> {
    if CountPlan::keeps_cells_of(plan, units, question, level) {
        return Ok(());
    }
    let levels = question.levels.iter().map(|&level| &plan[level].id);
    let levels: Vec<String> = levels.map(|id| format!("`{id}`")).collect();
    let (asked, zh, en) = (&plan[level].id, levels.join("、"), levels.join(", "));
    Err(Failure::usage(text!(
        "计数按 {zh} 汇总，不能回答 `{asked}` 层级的问题",
        "the counts are by {en}: they do not tell of single units of `{asked}`"
    )))
}

fn same_date(gathered: &Gathered, query: Query<'_>) -> Result<(), Failure> {
    let asked = query.as_of.map(|date| date.written());
    if gathered.as_of.as_deref() == asked {
        return Ok(());
    }
    Err(Failure::usage(match &gathered.as_of {
        Some(date) => text!(
            "计数截至 {date}，请写 `--as-of {date}`",
            "the counts are as of {date}: ask with `--as-of {date}`"
        ),
        None => text!(
            "计数不是截至某日的，不能用 `--as-of`",
            "the counts are not as of a date: they can't be asked with `--as-of`"
        ),
    }))
}

/// The last year that is read: that of the query, which has to be counted, else the last that is.
fn last_year(gathered: &Gathered, plan: &Plan, query: Query<'_>) -> Result<Option<Year>, Failure> {
    let last = gathered.year;
    match query.year {
        Some(asked) if asked > last => Err(Failure::usage(text!(
            "计数到{last}年为止，不含{asked}年",
            "the counts end with {last}: {asked} is not among them"
        ))),
        Some(asked) => Ok(Some(asked)),
        None => Ok(Some(last).filter(|&last| last < plan.last)),
    }
}

fn refused(message: crate::i18n::Text) -> Failure {
    Failure::new(Exit::DataRefused, message)
}
