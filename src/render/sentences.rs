//! Sentences that several formats share.

use super::{paint, shown};
use crate::evaluate::Verdict;
use crate::i18n::Lang;
use crate::plan::{Plan, Year};
use crate::scorecard::{Coverage, Summary};

/// The mark of figures that nobody reported.
pub fn synthetic(lang: Lang) -> &'static str {
    lang.pick(
        "合成数据 SYNTHETIC：仅供演示，不是真实评估",
        "SYNTHETIC 合成数据: for demonstration, not an assessment",
    )
}

pub fn year(year: Year, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{year} 年"),
        Lang::En => year.to_string(),
    }
}

/// A chapter's number and title.
pub fn chapter(plan: &Plan, number: u32, lang: Lang) -> String {
    let title = plan.chapter_title(number).map_or("", |t| t.get(lang));
    match lang {
        Lang::Zh => format!("第 {number} 章 {title}"),
        Lang::En => format!("Chapter {number} {title}"),
    }
}

/// `reported 32 of 190 (16.8 %)`.
pub fn reported(coverage: Coverage, lang: Lang) -> String {
    let share = match coverage.share() {
        Some(share) => format!(" ({})", shown::per_cent(&share)),
        None => String::new(),
    };
    let (some, all) = (
        shown::group(&coverage.reported.to_string()),
        shown::group(&coverage.expected.to_string()),
    );
    match lang {
        Lang::Zh => format!("已报 {some} / 应报 {all}{share}"),
        Lang::En => format!("reported {some} of {all}{share}"),
    }
}

/// `met 1 of 3 due (33.3 %): 1 met, 1 missed, 1 due without data`.
pub fn headline(summary: &Summary, lang: Lang) -> String {
    let (met, missed) = (summary.of(Verdict::Met), summary.of(Verdict::Missed));
    let (silent, all) = (summary.due_without_data, summary.denominator());
    match (summary.headline(), lang) {
        (None, _) => lang.pick("没有到期的目标", "nothing is due").to_owned(),
        (Some(share), Lang::Zh) => format!(
            "达标率 {}：{met} / {all}（达标 {met} + 未达标 {missed} + 到期缺数据 {silent}）",
            shown::per_cent(&share)
        ),
        (Some(share), Lang::En) => format!(
            "met {}: {met} of {all} ({met} met + {missed} missed + {silent} due without data)",
            shown::per_cent(&share)
        ),
    }
}

/// Every verdict with its count.
pub fn counts(summary: &Summary, lang: Lang) -> [String; 9] {
    Verdict::ALL.map(|v| format!("{} {} {}", paint::sign(v), v.name(lang), summary.of(v)))
}
