//! The command that prints what a count is made of.

/// Plan and data as the command line names them; `None` for those that are built in and taken by default.
#[derive(Clone, Debug, Default)]
pub struct SourceNames {
    /// What `--plan` names.
    pub plan: Option<String>,
    /// What `--data` names.
    pub data: Option<String>,
    /// What `--waivers` names.
    pub waivers: Option<String>,
    /// What `--tally` names.
    pub tally: Option<String>,
}

impl SourceNames {
    /// The command that explains a result with every unit that it counts, quoted for a POSIX shell, from what was known on the
    /// date `as_of` where the result rests on that; `None` if a name holds a zero byte, which no shell can be given.
    pub(super) fn explain(
        &self,
        indicator: &str,
        unit: &str,
        year: i32,
        as_of: Option<&str>,
    ) -> Option<String> {
        let year = year.to_string();
        let mut words = vec![
            "kaoping".to_owned(),
            "explain".to_owned(),
            indicator.to_owned(),
        ];
        let options = [
            ("--plan", self.plan.as_deref()),
            ("--data", self.data.as_deref()),
            ("--waivers", self.waivers.as_deref()),
            ("--tally", self.tally.as_deref()),
            ("--unit", Some(unit)),
            ("--year", Some(&*year)),
            ("--as-of", as_of),
        ];
        for (name, value) in options {
            match value {
                None => {}
                // By itself it would be taken for an option.
                Some(value) if value.len() > 1 && value.starts_with('-') => {
                    words.push(format!("{name}={value}"));
                }
                Some(value) => words.extend([name.to_owned(), value.to_owned()]),
            }
        }
        words.push("--all".to_owned());
        shlex::try_join(words.iter().map(String::as_str)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_shell_would_divide_are_quoted() {
        let names = SourceNames {
            plan: Some("my plan".to_owned()),
            data: Some("it's".to_owned()),
            waivers: None,
            tally: None,
        };
        assert_eq!(
            names.explain("rate", "-1", 2013, None).unwrap(),
            "kaoping explain rate --plan 'my plan' --data \"it's\" '--unit=-1' --year 2013 --all"
        );
        assert_eq!(
            SourceNames::default()
                .explain("rate", "1", 2013, Some("2013-06"))
                .unwrap(),
            "kaoping explain rate --unit 1 --year 2013 --as-of 2013-06 --all"
        );
    }
}
