//! What data.toml says beside files: contradictions that are known, sums that are compared, what is waived.

use super::manifest::{Manifest, Stands, Words};
use super::words::quote_list;
use super::{Acknowledged, DataSet, dates};
use crate::finding::{Findings, codes};
use crate::i18n::Text;
use crate::number::Number;
use crate::observation::{Reconcile, Side, UnitIx, Units, Waiver};
use crate::plan::{Plan, VariableIx};
use crate::text;
use hashbrown::HashSet;
use toml::Spanned;

/// The findings that can be answered beforehand.
const ACKNOWLEDGEABLE: [&str; 1] = [codes::CONFLICT.id];

/// Turns what data.toml says of variables, units and indicators into indices.
pub(super) fn references(
    data: &mut DataSet,
    manifest: &Manifest,
    plan: &Plan,
    findings: &mut Findings,
) {
    for toml in &manifest.toml.acknowledge {
        let code = toml.code.as_ref();
        if !ACKNOWLEDGEABLE.contains(&code.as_str()) {
            let known = quote_list(ACKNOWLEDGEABLE);
            let message = text!("`{code}` 不能预先说明", "`{code}` can't be acknowledged");
            let help = text!("可写：{known}", "what can be is {known}");
            findings.add(manifest.mistake(&toml.code, message).help(help));
        }
        check_why(manifest, &toml.why, findings);
        let variable = variable(manifest, &toml.variable, plan, findings);
        let unit = unit(manifest, &toml.unit, &data.units, findings);
        let period = toml.period.as_ref().period();
        if period.is_none() {
            findings.add(manifest.mistake(
                &toml.period,
                text!("无法识别的期间", "a period that can't be read"),
            ));
        }
        if let (Some(variable), Some(unit), Some(period)) = (variable, unit, period) {
            data.acknowledged.push(Acknowledged {
                code: code.clone(),
                variable,
                unit,
                period,
                why: toml.why.as_ref().clone().into(),
            });
        }
    }
    let mut reconciled = HashSet::new();
    for toml in &manifest.toml.reconcile {
        let tolerance = match &toml.tolerance {
            Some(at) => manifest.number(at, findings).filter(|tolerance| {
                let fits = *tolerance >= Number::zero() && *tolerance < Number::one();
                if !fits {
                    let message = text!(
                        "`tolerance` 应不小于 0 且小于 1",
                        "`tolerance` has to be 0 or more, and less than 1"
                    );
                    let help = text!(
                        "`0.001` 表示千分之一",
                        "`0.001` is a thousandth of the unit's own figure"
                    );
                    findings.add(manifest.mistake(at, message).help(help));
                }
                fits
            }),
            None => Some(Number::zero()),
        };
        check_why(manifest, &toml.why, findings);
        let variable = variable(manifest, &toml.variable, plan, findings);
        if variable.is_some_and(|variable| !reconciled.insert(variable)) {
            let id = toml.variable.as_ref();
            findings.add(manifest.mistake(
                &toml.variable,
                text!(
                    "`{id}` 已有一条 `reconcile`",
                    "another `reconcile` for `{id}`"
                ),
            ));
            continue;
        }
        if let (Some(variable), Some(tolerance)) = (variable, tolerance) {
            let stands = match toml.stands {
                Stands::Own => Side::Own,
                Stands::Members => Side::Members,
            };
            data.reconcile
                .insert(variable, Reconcile { tolerance, stands });
        }
    }
    for toml in &manifest.toml.waiver {
        check_why(manifest, &toml.why, findings);
        let date = day(manifest, &toml.date, findings);
        let (from, until) = (*toml.from.as_ref(), *toml.until.as_ref());
        if from > until {
            findings.add(manifest.mistake(
                &toml.until,
                text!(
                    "`until` 早于 `from`（{from}）",
                    "`until` is before `from`, {from}"
                ),
            ));
        }
        let indicator = plan.indicator(toml.indicator.as_ref());
        if indicator.is_none() {
            findings.add(manifest.unknown(&toml.indicator, text!("指标", "indicator")));
        }
        let unit = unit(manifest, &toml.unit, &data.units, findings);
        if let (Some(indicator), Some(unit), Some(date)) = (indicator, unit, date)
            && from <= until
        {
            data.waivers.push(Waiver {
                indicator,
                unit,
                from,
                until,
                date,
                why: toml.why.as_ref().clone().into(),
            });
        }
    }
}

/// A reason has to be given in words.
fn check_why(manifest: &Manifest, why: &Spanned<Words>, findings: &mut Findings) {
    let Text { zh, en } = why.as_ref().clone().into();
    if zh.trim().is_empty() || en.trim().is_empty() {
        let message = text!("`why` 没有内容", "`why` says nothing");
        let help = text!("请写明理由", "say why, for whoever reads the results");
        findings.add(manifest.mistake(why, message).help(help));
    }
}

/// A day, in ISO form.
fn day(manifest: &Manifest, date: &Spanned<String>, findings: &mut Findings) -> Option<String> {
    let written = date.as_ref();
    let iso = dates::iso(written).filter(|iso| iso.len() == "2014-05-31".len());
    if iso.is_none() {
        let message = text!("`{written}` 不是日期", "`{written}` is not a date");
        let help = text!("请写 `2013-05-02`", "write it as `2013-05-02`");
        findings.add(manifest.mistake(date, message).help(help));
    }
    iso.map(|iso| iso.into_owned())
}

fn variable(
    manifest: &Manifest,
    id: &Spanned<String>,
    plan: &Plan,
    findings: &mut Findings,
) -> Option<VariableIx> {
    let found = plan.variable(id.as_ref());
    if found.is_none() {
        findings.add(manifest.unknown(id, text!("数据项", "variable")));
    }
    found
}

fn unit(
    manifest: &Manifest,
    code: &Spanned<String>,
    units: &Units,
    findings: &mut Findings,
) -> Option<UnitIx> {
    let found = units.find(code.as_ref());
    if let [unit] = found[..] {
        return Some(unit);
    }
    findings.add(manifest.unknown(code, text!("评估对象", "unit")));
    None
}
