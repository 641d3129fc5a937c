//! `grows-by`: so many per cent more than the baseline (累计增长40%), v ≥ b(1 + p/100); `tolerance`, in percentage points,
//! lowers the rise from which it holds.

use super::*;

#[derive(Debug)]
struct GrowsBy(Growth);

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "grows-by",
    companions: &["tolerance"],
    build: |args| {
        let growth = Growth::of(args, "grows-by", Direction::More, None)?;
        Ok(Arc::new(GrowsBy(growth)))
    },
};

impl Rule for GrowsBy {
    fn key(&self) -> &'static str {
        "grows-by"
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
            Lang::Zh => format!("比基期增长{per_cent}"),
            Lang::En => format!("{per_cent} above the baseline"),
        }
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        Some(Arc::new(GrowsBy(self.0.with(number))))
    }
}
