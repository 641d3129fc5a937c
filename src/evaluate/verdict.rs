//! The verdicts: these are all.

use crate::i18n::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is said of an indicator for a unit and year.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The target holds.
    Met,
    /// Not due; at or ahead of pace.
    OnTrack,
    /// Not due; behind pace.
    Behind,
    /// Due, and does not hold.
    Missed,
    /// Not due, and there is no pace to hold it against.
    NotDue,
    /// No threshold in the plan and none assumed.
    Monitored,
    /// What is missing could change the verdict.
    NoData,
    /// Nothing to assess.
    NotApplicable,
    /// Set aside by a dated, reasoned waiver.
    Waived,
}

impl Verdict {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Verdict; 9] = [
        Verdict::Met,
        Verdict::OnTrack,
        Verdict::Behind,
        Verdict::Missed,
        Verdict::NotDue,
        Verdict::Monitored,
        Verdict::NoData,
        Verdict::NotApplicable,
        Verdict::Waived,
    ];

    /// The word in data: JSON, CSV, `--fail-on`.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::OnTrack => "on-track",
            Verdict::Behind => "behind",
            Verdict::Missed => "missed",
            Verdict::NotDue => "not-due",
            Verdict::Monitored => "monitored",
            Verdict::NoData => "no-data",
            Verdict::NotApplicable => "not-applicable",
            Verdict::Waived => "waived",
        }
    }

    /// How bad it is, from 0, the best: met; then on track, and what is not due or not assessed; behind; no data, which may hide a
    /// target that is missed; missed.
    pub fn severity(self) -> u8 {
        match self {
            Verdict::Met => 0,
            Verdict::OnTrack
            | Verdict::NotDue
            | Verdict::Monitored
            | Verdict::NotApplicable
            | Verdict::Waived => 1,
            Verdict::Behind => 2,
            Verdict::NoData => 3,
            Verdict::Missed => 4,
        }
    }

    /// The verdict of an id; `None` if there is none of that name.
    pub fn from_id(id: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.id() == id)
    }

    /// The word for people.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Verdict::Met => lang.pick("达标", "met"),
            Verdict::OnTrack => lang.pick("达到序时进度", "on track"),
            Verdict::Behind => lang.pick("滞后序时进度", "behind"),
            Verdict::Missed => lang.pick("未达标", "missed"),
            Verdict::NotDue => lang.pick("未到期", "not due"),
            Verdict::Monitored => lang.pick("仅监测", "monitored"),
            Verdict::NoData => lang.pick("数据缺失", "no data"),
            Verdict::NotApplicable => lang.pick("不适用", "not applicable"),
            Verdict::Waived => lang.pick("豁免", "waived"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_write_the_id() {
        for verdict in Verdict::ALL {
            assert_eq!(serde_json::json!(verdict), verdict.id());
        }
    }
}
