//! The differences between two scorecards, put together by hand: a result that got worse by restated data and an interaction,
//! one that is new.

use super::sample::{card, sample};
use super::{LANGS, builder, compare_golden, digests, status, style};
use kaoping::internals::attribution::Cause;
use kaoping::internals::evaluate::Verdict;
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::number::parse_plain;
use kaoping::internals::render::FORMATS;
use kaoping::internals::report::difference::{
    CauseSummary, ChangedCell, DiffDocument, DiffRow, DiffSide, DiffSummary, Interaction, ReadCell,
    RowCause, Stand,
};
use kaoping::internals::report::gate::{GateEnd, GateMark};
use kaoping::internals::report::number::Decimal;
use kaoping::internals::report::scorecard::IndicatorResult;
use kaoping::internals::report::{Detail, Place};

fn decimal(text: &str) -> Decimal {
    Decimal::of(&parse_plain(text).unwrap())
}

fn side(name: &str, year: i32, as_of: Option<&str>) -> DiffSide {
    DiffSide {
        name: name.to_owned(),
        plan: Some("Sample plan".to_owned()),
        data_title: "figures".to_owned(),
        synthetic: true,
        years: vec![year],
        as_of: as_of.map(str::to_owned),
    }
}

fn stand(verdict: Verdict, value: &str) -> Option<Stand> {
    Some(Stand {
        verdict,
        value: Some(decimal(value)),
        exact: None,
        bounds: None,
    })
}

fn read(written: &str, file: &str, line: u64) -> Vec<ReadCell> {
    vec![ReadCell {
        written: written.to_owned(),
        planned: false,
        place: Some(Place {
            file: file.to_owned(),
            sheet: None,
            cell: None,
            line,
            column: 4,
        }),
    }]
}

/// The row of a result that had another verdict and value.
fn worse(result: &IndicatorResult) -> DiffRow {
    let old = IndicatorResult {
        verdict: Verdict::Met,
        ..result.clone()
    };
    let row = DiffRow::of(Some(&old), Some(result)).expect("it differs");
    DiffRow {
        gate: Some(GateMark::Fail),
        change: Some(decimal("-3.5")),
        causes: vec![RowCause {
            cause: Cause::Restated.id().to_owned(),
            acts: true,
            alone: stand(Verdict::Behind, "18"),
            back: stand(Verdict::Met, "20.5"),
            change: Some(decimal("-2.5")),
            change_exact: None,
        }],
        interaction: Some(Interaction {
            verdict: true,
            causes: vec![
                Cause::Restated.id().to_owned(),
                Cause::Units.id().to_owned(),
            ],
            change: Some(decimal("-1")),
            change_exact: None,
        }),
        cells: vec![ChangedCell {
            cause: Cause::Restated.id().to_owned(),
            variable: "active".to_owned(),
            unit: "110105".to_owned(),
            period: "2013".to_owned(),
            old: read("205", "old/a.csv", 3),
            new: read("", "new/a.csv", 5),
        }],
        changed_cells: 9,
        ..row
    }
}

fn document(lang: Lang) -> DiffDocument {
    let (sample, digests) = (sample(), digests());
    let builder = builder(&sample, &digests, lang);
    let results = builder.card(&card(&sample), Detail::Evidence).results;
    let missed = results.iter().find(|one| one.verdict == Verdict::Missed);
    let rows = vec![
        worse(missed.expect("one is missed")),
        DiffRow::of(None, results.first()).expect("it is new"),
    ];
    DiffDocument {
        old: Some(side("old/", 2012, None)),
        new: Some(side("new/", 2013, Some("2013-06"))),
        summary: DiffSummary::of(&rows, 5),
        attributed: true,
        causes: CauseSummary::all(&rows, Some(&[Cause::Restated, Cause::Units]), lang),
        rows,
        notes: vec!["a note".to_owned()],
        gate_end: Some(GateEnd {
            passed: false,
            failed: vec!["one".to_owned()],
            warned: Vec::new(),
        }),
        ..DiffDocument::failed(&Findings::default(), &status(), lang)
    }
}

#[test]
fn differences_in_both_languages() {
    for format in FORMATS {
        let Some(write) = format.difference else {
            continue;
        };
        for (lang, word) in LANGS {
            let mut out = Vec::new();
            write(&mut out, style(lang, 80), &document(lang)).unwrap();
            let text = String::from_utf8(out).unwrap();
            compare_golden(&format!("diff-{}-{word}.txt", format.id), &text);
        }
    }
}
