//! `yearly-growth`: a compound rise of so many per cent a year from the baseline on (年均增长7%), v ≥ b(1 + g/100)^(y − y₀);
//! `tolerance`, in percentage points a year, lowers the rise from which it holds.

use super::*;

#[derive(Debug)]
struct YearlyGrowth(Growth);

/// The greatest rise a year: a hundredfold. More is a slip of the pen, and its powers take long to compute.
const MOST: i64 = 10_000;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "yearly-growth",
    companions: &["tolerance"],
    build: |args| {
        let growth = Growth::of(args, "yearly-growth", Direction::More, Some(MOST))?;
        Ok(Arc::new(YearlyGrowth(Growth {
            yearly: true,
            ..growth
        })))
    },
};

impl Rule for YearlyGrowth {
    fn key(&self) -> &'static str {
        "yearly-growth"
    }

    fn holds(&self, input: RuleInput<'_>) -> Ternary {
        input.before.map_or(Ternary::Unknown, |baseline| {
            self.0.holds(input.value, baseline, input.years)
        })
    }

    fn reference_period(&self) -> Option<ReferencePeriod> {
        Some(ReferencePeriod::Period)
    }

    fn goal(&self) -> Goal {
        Goal::Growth(self.0.clone())
    }

    fn words(&self, _unit: &Text, lang: Lang) -> String {
        let per_cent = self.0.words(lang);
        match lang {
            Lang::Zh => format!("年均增长{per_cent}"),
            Lang::En => format!("growing {per_cent} a year"),
        }
    }

    /// The compound rise is itself what is due in each year.
    fn takes_path(&self) -> bool {
        false
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        let possible = *number <= Number::from(MOST);
        possible.then(|| Arc::new(YearlyGrowth(self.0.with(number))) as Arc<dyn Rule>)
    }
}
