//! `falls-by`: so many per cent less than the baseline (累计降低16%), v ≤ b(1 − p/100); `tolerance`, in percentage points,
//! lowers the fall from which it holds (降低16%左右).

use super::*;

#[derive(Debug)]
struct FallsBy(Growth);

/// The greatest fall: to nothing.
const MOST: i64 = 100;

/// The declaration of the rule.
pub const SPEC: RuleSpec = RuleSpec {
    key: "falls-by",
    companions: &["tolerance"],
    build: |args| {
        let growth = Growth::of(args, "falls-by", Direction::Less, Some(MOST))?;
        Ok(Arc::new(FallsBy(growth)))
    },
};

impl Rule for FallsBy {
    fn key(&self) -> &'static str {
        "falls-by"
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
            Lang::Zh => format!("比基期降低{per_cent}"),
            Lang::En => format!("{per_cent} below the baseline"),
        }
    }

    fn with_threshold(&self, number: &Number) -> Option<Arc<dyn Rule>> {
        let possible = *number <= Number::from(MOST);
        possible.then(|| Arc::new(FallsBy(self.0.with(number))) as Arc<dyn Rule>)
    }
}
