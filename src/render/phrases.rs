//! Sentences that several formats share.

use super::number_format::{self, NOTHING, group};
use super::style;
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::plan::Year;
use crate::report::check::MissingFigure;
use crate::report::head::{Chapter, DocumentHead};
use crate::report::number::{Decimal, Fraction, number};
use crate::report::plan_listing::{PlanDocument, PlannedIndicator, ScheduledYear, Step};
use crate::report::scorecard::is_set;
use crate::report::{Assumption, Coverage, Place, Severity, Summary};

/// The mark of figures that are made up.
pub fn synthetic(lang: Lang) -> &'static str {
    lang.pick(
        "合成数据 SYNTHETIC：仅供演示，不是真实评估",
        "SYNTHETIC 合成数据: for demonstration, not an assessment",
    )
}

/// Up to which date figures are used.
pub fn as_of(date: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("截至 {date} 已知的数据"),
        Lang::En => format!("as known on {date}"),
    }
}

/// `1 unit`, `2 units`.
pub fn plural(n: u64, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

/// The name of a severity.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    }
}

/// A year in words: `2013年`.
pub fn year(year: Year, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{year}年"),
        Lang::En => year.to_string(),
    }
}

/// A title with its years: `2011—2015年`.
pub fn period(title: &str, first: Year, last: Year, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{title}（{first}—{last}年）"),
        Lang::En => format!("{title} {first}–{last}"),
    }
}

/// The plan's title and years; `None` if there is no plan.
pub fn plan_title(head: &DocumentHead, lang: Lang) -> Option<String> {
    let plan = head.plan.as_ref()?;
    Some(period(&plan.title, plan.first, plan.last, lang))
}

/// A chapter's number and title.
pub fn chapter(chapters: &[Chapter], number: u32, lang: Lang) -> String {
    let chapter = chapters.iter().find(|chapter| chapter.number == number);
    let title = chapter.map_or("", |chapter| &chapter.title);
    let text = match lang {
        Lang::Zh => format!("第{number}章 {title}"),
        Lang::En => format!("Chapter {number} {title}"),
    };
    text.trim_end().to_owned()
}

/// A quotation: “ ” around it; in Chinese those within it become ‘ ’.
pub fn quoted(text: &str, lang: Lang) -> String {
    let inner = match lang {
        Lang::Zh => text.replace('“', "‘").replace('”', "’"),
        Lang::En => text.to_owned(),
    };
    format!("“{inner}”")
}

/// `at file:line:column`.
pub fn declared_at(place: &Place, lang: Lang) -> String {
    format!("{}{place}", lang.pick("见 ", "at "))
}

/// `reported 32 of 190 (16.8 %)`.
pub fn reported(coverage: Coverage, lang: Lang) -> String {
    let share = crate::number::Number::ratio(
        i128::from(coverage.reported) * 100,
        coverage.expected.into(),
    );
    let share = share.map(|share| number_format::per_cent(&share, lang));
    let some = number_format::group(&coverage.reported.to_string());
    let all = number_format::group(&coverage.expected.to_string());
    match (share, lang) {
        (Some(share), Lang::Zh) => format!("已报/应报 {some}/{all}（{share}）"),
        (None, Lang::Zh) => format!("已报/应报 {some}/{all}"),
        (Some(share), Lang::En) => format!("reported {some} of {all} ({share})"),
        (None, Lang::En) => format!("reported {some} of {all}"),
    }
}

/// A share in per cent as it is shown; `None` if it is not stated.
fn shown(share: Option<&Decimal>, exact: Option<&Fraction>, lang: Lang) -> Option<String> {
    let share = number(share, exact)?;
    Some(number_format::per_cent(&share, lang))
}

/// The share of the targets due that are met.
fn met_share(summary: &Summary, lang: Lang) -> Option<String> {
    shown(summary.headline.as_ref(), summary.exact.as_ref(), lang)
}

/// The share of the targets on their way that are on schedule.
fn on_schedule_share(summary: &Summary, lang: Lang) -> Option<String> {
    let exact = summary.on_schedule_exact.as_ref();
    shown(summary.on_schedule.as_ref(), exact, lang)
}

/// `2/3 66.7 %`: the met of those that are due. A dash stands for what no data decides, a dash alone if nothing is due.
pub fn met_cell(summary: &Summary, lang: Lang) -> String {
    let decided = summary.met + summary.missed > 0;
    let share = met_share(summary, lang).filter(|_| decided);
    cell(share, summary.met, summary.denominator)
}

/// The same of those on schedule, of those that are held to one.
pub fn on_schedule_cell(summary: &Summary, lang: Lang) -> String {
    let decided = summary.on_track + summary.behind > 0;
    let share = on_schedule_share(summary, lang).filter(|_| decided);
    cell(share, summary.on_track, summary.on_schedule_denominator)
}

fn cell(share: Option<String>, part: u64, whole: u64) -> String {
    match (share, whole) {
        (_, 0) => NOTHING.to_owned(),
        (None, whole) => format!("{NOTHING}/{whole} {NOTHING}"),
        (Some(share), whole) => format!("{part}/{whole} {share}"),
    }
}

/// The share of the targets due that are met, with its bounds; `None` if nothing is due.
pub fn met_bounds(summary: &Summary, lang: Lang) -> Option<String> {
    let share = met_share(summary, lang)?;
    Some(bounds(share, summary.headline_upper.as_ref(), lang))
}

/// The same of those that are on schedule; `None` if none is held to one.
pub fn on_schedule_bounds(summary: &Summary, lang: Lang) -> Option<String> {
    let share = on_schedule_share(summary, lang)?;
    Some(bounds(share, summary.on_schedule_upper.as_ref(), lang))
}

/// `33.3 % to 66.7 %`, or the share alone where nothing that is missing can change it.
fn bounds(share: String, upper: Option<&Decimal>, lang: Lang) -> String {
    match (shown(upper, None, lang), lang) {
        (None, _) => share,
        (Some(upper), _) if upper == share => share,
        (Some(upper), Lang::Zh) => format!("{share}—{upper}"),
        (Some(upper), Lang::En) => format!("{share} to {upper}"),
    }
}

/// `met 33.3 % to 66.7 %: 1 of 3 (1 met + 1 missed + 1 due without data)`.
fn met(summary: &Summary, lang: Lang) -> String {
    let (met, missed) = (summary.met, summary.missed);
    let (silent, all) = (summary.due_without_data, summary.denominator);
    let Some(share) = met_share(summary, lang) else {
        return lang.pick("没有到期的目标", "nothing is due").to_owned();
    };
    let share = bounds(share, summary.headline_upper.as_ref(), lang);
    match lang {
        Lang::Zh => format!(
            "达标率 {share}：{met}/{all}（达标 {met} + 未达标 {missed} + 已到期而数据缺失 {silent}）"
        ),
        Lang::En => format!(
            "met {share}: {met} of {all} ({met} met + {missed} missed + {silent} due without data)"
        ),
    }
}

/// `on schedule 50.0 %: 1 of 2 (1 on track + 1 behind + 0 not due without data)`.
fn on_schedule(summary: &Summary, lang: Lang) -> String {
    let (on_track, behind) = (summary.on_track, summary.behind);
    let all = summary.on_schedule_denominator;
    let silent = all.saturating_sub(on_track + behind);
    let Some(share) = on_schedule_share(summary, lang) else {
        let none = (
            "没有按序时进度评估的目标",
            "no target is held to a schedule",
        );
        return lang.pick(none.0, none.1).to_owned();
    };
    let share = bounds(share, summary.on_schedule_upper.as_ref(), lang);
    match lang {
        Lang::Zh => format!(
            "序时进度达标率 {share}：{on_track}/{all}（达到 {on_track} + 滞后 {behind} + 未到期而数据缺失 {silent}）"
        ),
        Lang::En => format!(
            "on schedule {share}: {on_track} of {all} ({on_track} on track + {behind} behind + {silent} not due without data)"
        ),
    }
}

/// `waived 1.3 %: 2 of 151 targets, none of them counted as met`; `None` if none is waived.
fn waived(summary: &Summary, lang: Lang) -> Option<String> {
    let exact = summary.waived_share_exact.as_ref();
    let share = shown(summary.waived_share.as_ref(), exact, lang)?;
    let (waived, all) = (summary.waived, summary.open_targets() + summary.waived);
    Some(match lang {
        Lang::Zh => format!("豁免 {share}：{waived}/{all} 项目标，均不计为达标"),
        Lang::En => format!("waived {share}: {waived} of {all} targets, none counted as met"),
    })
}

/// The two headline numbers, and what is waived if anything is.
pub fn headlines(summary: &Summary, lang: Lang) -> Vec<String> {
    let both = [met(summary, lang), on_schedule(summary, lang)];
    both.into_iter().chain(waived(summary, lang)).collect()
}

/// Every verdict with its sign and its count: a legend too.
pub fn counts(summary: &Summary, lang: Lang) -> Vec<String> {
    let count = |verdict: Verdict| {
        let (sign, name) = (style::sign(verdict), verdict.name(lang));
        format!("{sign} {name} {}", summary.of(verdict))
    };
    Verdict::ALL.map(count).to_vec()
}

/// Outstanding figures as a table: what stands above its columns, and a row for each.
pub fn outstanding(missing: &[MissingFigure], lang: Lang) -> ([&'static str; 7], Vec<[String; 7]>) {
    let head = match lang {
        Lang::Zh => [
            "代码",
            "评估对象",
            "数据项",
            "时期",
            "缺报",
            "可定判定",
            "涉及判定",
        ],
        Lang::En => [
            "code", "unit", "variable", "period", "missing", "decides", "concerns",
        ],
    };
    let row = |figure: &MissingFigure| {
        [
            figure.unit.clone(),
            figure.unit_name.clone(),
            format!("{} ({})", figure.variable_name, figure.variable),
            figure.period.clone(),
            figure.missing.to_string(),
            figure.unit_decides.to_string(),
            figure.unit_concerns.to_string(),
        ]
    };
    (head, missing.iter().map(row).collect())
}

/// When an indicator of a plan is due: `by 2015`; nothing where it is only monitored.
pub fn due(indicator: &PlannedIndicator, lang: Lang) -> String {
    match is_set(&indicator.rule) {
        true => number_format::due(indicator.timing, indicator.by, lang),
        false => String::new(),
    }
}

/// What is due in a year other than what is due in every year, its target as it is in that year.
pub fn due_in(indicators: &[PlannedIndicator], year: Year, lang: Lang) -> Vec<PlannedIndicator> {
    let in_year = |indicator: &PlannedIndicator| {
        let scheduled = indicator.schedule.iter();
        let scheduled = scheduled.filter(|due| due.year == year && due.step != Step::EachYear);
        let asked = scheduled.map(|due| {
            let interim = match due.step {
                Step::Interim => lang.pick("（分年目标）", " (interim)"),
                Step::Due | Step::EachYear | Step::Monitored => "",
            };
            as_due(indicator, due, format!("{}{interim}", due.target))
        });
        asked.collect::<Vec<_>>()
    };
    indicators.iter().flat_map(in_year).collect()
}

/// What is due in every year of the plan, or of some years in a row, which are named then.
pub fn due_each_year(
    indicators: &[PlannedIndicator],
    (first, last): (Year, Year),
    lang: Lang,
) -> Vec<PlannedIndicator> {
    let each = |indicator: &PlannedIndicator| {
        let due = (indicator.schedule.iter()).filter(|due| due.step == Step::EachYear);
        let mut due: Vec<&ScheduledYear> = due.collect();
        due.sort_by_key(|due| (due.levels.clone(), due.year));
        let same = |a: &&ScheduledYear, b: &&ScheduledYear| {
            (&a.levels, &a.target, a.year + 1) == (&b.levels, &b.target, b.year)
        };
        let runs = due.chunk_by(same).map(|run| {
            let (from, to) = (run[0].year, run[run.len() - 1].year);
            let mut asked = as_due(indicator, run[0], run[0].target.clone());
            if (from, to) != (first, last) {
                asked.name = period(&asked.name, from, to, lang);
            }
            asked
        });
        runs.collect::<Vec<_>>()
    };
    indicators.iter().flat_map(each).collect()
}

/// An indicator with what is due in a year in the place of its target.
fn as_due(indicator: &PlannedIndicator, due: &ScheduledYear, target: String) -> PlannedIndicator {
    let mut asked = PlannedIndicator {
        target,
        ..indicator.clone()
    };
    if let Some(timing) = due.timing {
        (asked.timing, asked.by) = (timing, due.by);
    }
    if !due.levels.is_empty() {
        asked.levels.clone_from(&due.levels);
        asked.level_names.clone_from(&due.level_names);
    }
    asked
}

/// What the mark of a rounded number says of all numbers.
pub fn rounding(lang: Lang) -> &'static str {
    lang.pick(
        "≈ 表示四舍五入后的数，其余各数均为精确值",
        "≈ marks a number that is rounded; all others are exact",
    )
}

/// Each reason with what was decided for it, in the order in which reasons are first given.
pub fn decisions(document: &PlanDocument, lang: Lang) -> Vec<(&str, Vec<String>)> {
    let whole = lang.pick("整个规划", "the plan as a whole").to_owned();
    let of_plan = (document.assumed.iter()).map(|assumption| (assumption, whole.clone()));
    let of_indicators = document.indicators.iter().flat_map(|indicator| {
        let (chapter, section) = (indicator.chapter, indicator.section);
        let about = format!("{chapter}.{section} {}", indicator.name);
        let assumed = indicator.assumed.iter();
        assumed.map(move |assumption| (assumption, about.clone()))
    });
    let mut decisions: Vec<(&str, Vec<String>)> = Vec::new();
    for (Assumption { reason, .. }, about) in of_plan.chain(of_indicators) {
        let known = decisions.iter_mut().find(|(known, _)| known == reason);
        match known {
            Some((_, list)) if list.contains(&about) => {}
            Some((_, list)) => list.push(about),
            None => decisions.push((reason, vec![about])),
        }
    }
    decisions
}

/// What a target asked for at first, and what from which year on, and why.
pub fn history(indicator: &PlannedIndicator, lang: Lang) -> Vec<String> {
    let first = match lang {
        Lang::Zh => format!("最初：{}", group(&indicator.target)),
        Lang::En => format!("at first: {}", group(&indicator.target)),
    };
    let revisions = indicator.revisions.iter().map(|revision| {
        let (from, why) = (revision.from, &revision.why);
        let target = group(&revision.target);
        let due = number_format::due(revision.timing, revision.by, lang);
        match lang {
            Lang::Zh => format!("{from}年起：{target}，{due}（{why}）"),
            Lang::En => format!("from {from}: {target}, {due} ({why})"),
        }
    });
    [first].into_iter().chain(revisions).collect()
}

/// A status at a stage of the plan, in words.
pub fn stage_status(status: &str, lang: Lang) -> &str {
    match status {
        "done" => lang.pick("已完成", "done"),
        "ahead" => lang.pick("超前", "ahead"),
        "on-schedule" => lang.pick("符合进度", "on schedule"),
        "slightly-behind" => lang.pick("略滞后", "slightly behind"),
        "clearly-behind" => lang.pick("明显滞后", "clearly behind"),
        "met" => lang.pick("达标", "met"),
        "missed" => lang.pick("未达标", "missed"),
        "met-then-lost" => lang.pick("曾达标而后失去", "met and lost again"),
        "not-assessable" => lang.pick("无法评估", "not assessable"),
        other => other,
    }
}
