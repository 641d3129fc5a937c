//! `--as-of`: the date up to which figures are used.

use super::Failure;
use crate::bilingual;
use crate::data::iso_date;
use crate::observation::AsOf;
use crate::plan::{Plan, Year};
use crate::text;
use clap::Args;

/// The date up to which figures are used.
#[derive(Debug, Args)]
pub struct AsOfArgument {
    #[arg(long = "as-of", value_name = bilingual!("日期", "DATE"), value_parser = date)]
    #[arg(help = bilingual!("只用该日期已知的数据，如 2013-06；未结束的年度按序时进度判定", "use what was known on a date only, such as 2013-06; a year that is not over is judged by what is due by then"))]
    as_of: Option<String>,
}

/// A date as it is written on the command line, in ISO form.
pub fn date(word: &str) -> Result<String, String> {
    let date = iso_date(word).map(|date| date.into_owned());
    date.ok_or_else(|| "2013, 2013-06, 2013-06-30".to_owned())
}

impl AsOfArgument {
    /// The date that a document states, in ISO form; `None` where it uses all figures.
    pub fn of(as_of: Option<String>) -> Self {
        AsOfArgument { as_of }
    }

    /// The date; `None` if none was asked for. Fails where one of the years asked for had not begun by then, or no year of the
    /// plan had.
    pub fn date(&self, plan: &Plan, years: &[Year]) -> Result<Option<AsOf>, Failure> {
        let Some(written) = &self.as_of else {
            return Ok(None);
        };
        let date = AsOf::new(written, plan.year_starts);
        let asked = years.iter().copied().max().unwrap_or(plan.first);
        match date.filter(|date| date.months_of(asked) > 0) {
            Some(date) => Ok(Some(date)),
            None => Err(Failure::usage(text!(
                "截至 {written}，{asked}年一个月也没有过完",
                "on {written} not a month of {asked} was over"
            ))),
        }
    }

    /// The latest year that had begun by a date, of those of the plan.
    pub fn year(date: Option<&AsOf>, plan: &Plan) -> Option<Year> {
        date.map(|date| date.year().min(plan.last))
    }
}
