//! Figures as they are written.

use super::*;
use crate::data::fixtures::variable;

static PLAIN: Notation = Notation {
    decimal: None,
    symbols: std::collections::BTreeMap::new(),
    marks: Vec::new(),
    fractions: None,
    semicolons: false,
};

fn read(raw: &str, variable: &Variable) -> String {
    match NumericColumn::new(variable, None, &PLAIN).read(raw.as_bytes(), false) {
        (NumericCell::Exact(n), None) => n.to_string(),
        (NumericCell::Between(some), None) => {
            format!("{:?}..{:?}", show(some.lo()), show(some.hi()))
        }
        (NumericCell::NotApplicable, None) => "n/a".into(),
        (NumericCell::Blank, None) => "blank".into(),
        (_, Some(error)) => format!("{error:?}"),
        (NumericCell::Refused, None) => "refused without a reason".into(),
    }
    .replace('"', "")
}

fn show(bound: &Bound) -> String {
    match bound {
        Bound::Unbounded => "∞".into(),
        Bound::Closed(n) => format!("[{n}]"),
        Bound::Open(n) => format!("({n})"),
    }
}

#[test]
fn figures_of_people() {
    let people = variable("residents", "人", 0);
    for (raw, says) in [
        ("1234", "1234"),
        (" 1,234 ", "1234"),
        ("１２３４", "1234"),
        ("1 234", "1234"),
        ("1,23", "DecimalSign"),
        ("708.000", "DecimalSign"),
        ("0,708", "DecimalSign"),
        ("708\n000", "NotANumber"),
        ("12.5万", "125000"),
        ("12.5 万人", "125000"),
        ("3亿", "300000000"),
        ("300人", "300"),
        ("300個", "NotANumber"),
        ("3.0", "3"),
        ("3.4000000000000004", "TooPrecise"),
        ("-1", "OutOfRange"),
        ("近200", "[0]..(200)"),
        ("不足200人", "[0]..(200)"),
        ("200以上", "[200]..∞"),
        ("超过200", "(200)..∞"),
        ("20余万", "(200000)..∞"),
        ("300多人", "(300)..∞"),
        ("200以下", "[0]..[200]"),
        ("约200", "ApproximateUndeclared"),
        ("200左右", "ApproximateUndeclared"),
        ("…", "SymbolAsBlank"),
        (".", "SymbolAsBlank"),
        ("[x]", "SymbolAsBlank"),
        ("", "blank"),
        ("未报", "blank"),
        ("—", "DashAsBlank"),
        ("二十余", "NotANumber"),
        ("若干", "NotANumber"),
        ("3O0", "NotANumber"),
        ("1.2E+06", "NotANumber"),
        ("=A1", "NotANumber"),
        ("1.2.3", "NotANumber"),
        ("12%", "NotANumber"),
        ("#N/A", "SpreadsheetError"),
        ("99999999999999999999999999999999999999999", "TooLarge"),
        ("近200以上", "NotANumber"),
    ] {
        assert_eq!(read(raw, &people), says, "{raw}");
    }
}

#[test]
fn figures_in_units_of_their_own() {
    let mut money = variable("funds", "万元", 2);
    money.about = Some(Number::scaled(5, 2));
    money.may_not_apply = true;
    for (raw, says) in [
        ("12.5", "1250"),
        ("12.5万", "UnitInDoubt"),
        ("1.25亿", "UnitInDoubt"),
        ("12.5万元", "1250"),
        ("1.5亿元", "1500000"),
        ("300元", "3"),
        ("约200", "[190]..[210]"),
        ("200万元左右", "[190]..[210]"),
        ("--", "n/a"),
        ("0.001", "TooPrecise"),
    ] {
        assert_eq!(read(raw, &money), says, "{raw}");
    }
}

#[test]
fn shares() {
    let mut share = variable("rate", "%", 1);
    share.range = Interval::closed(Number::zero(), Number::from(100));
    for (raw, says) in [
        ("89.9%", "899"),
        ("89.9％", "899"),
        ("100", "1000"),
        ("100.1", "OutOfRange"),
        ("95以上", "[95]..[100]"),
        ("95%以上", "[95]..[100]"),
        ("近120", "OutOfRange"),
    ] {
        assert_eq!(read(raw, &share), says, "{raw}");
    }
}

#[test]
fn the_factor_of_a_header() {
    let people = variable("residents", "人", 0);
    let column = NumericColumn::new(&people, Some(Number::from(10_000)), &PLAIN);
    assert!(matches!(
        column.read(b"2018.6", false),
        (NumericCell::Exact(20_186_000), None)
    ));
    assert!(matches!(
        column.read(b"1.23456", false),
        (_, Some(CellError::TooPrecise))
    ));
    // The cell's own unit counts.
    assert!(matches!(
        column.read("300万人".as_bytes(), false),
        (NumericCell::Exact(3_000_000), None)
    ));
    assert!(matches!(
        column.read("300万".as_bytes(), false),
        (_, Some(CellError::UnitInDoubt))
    ));
}
