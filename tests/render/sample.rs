//! A small plan, and judgements put together by hand.

use kaoping::internals::evaluate::{
    Change, Input, Judgement, MemberStep, Note, Offer, Outlook, PaceJudgement, Projection,
    ProjectionMethod, Trend, Verdict,
};
use kaoping::internals::finding::{Finding, Findings, LinePosition, Place, codes};
use kaoping::internals::i18n::Text;
use kaoping::internals::number::{Bound, Interval, Number, Ternary, Value, parse_plain};
use kaoping::internals::observation::{
    Cell, CellState, DataSetInfo, Figures, InputFile, NewUnit, Period, UnitIx,
};
use kaoping::internals::plan::{Plan, Timing, load};
use kaoping::internals::report::SourceNames;
use kaoping::internals::scorecard::Scorecard;
use kaoping::internals::source::TextFile;

const PLAN: &str = r#"
[plan]
id = "sample"
title = { zh = "样例规划“纲要”", en = "Sample plan" }
first = 2011
last = 2015

[[level]]
id = "city"
name = { zh = "市", en = "city" }

[[level]]
id = "district"
name = { zh = "区县", en = "districts" }

[[chapter]]
number = 14
title = { zh = "激发社会组织创造活力", en = "Social organisations" }

[[chapter]]
number = 16
title = { zh = "壮大社会工作者和志愿者队伍", en = "Social workers and volunteers" }

[[variable]]
id = "residents"
name = { zh = "常住人口", en = "residents" }
level = "district"

[[variable]]
id = "active"
name = { zh = "参加志愿服务的居民人数", en = "residents who volunteered" }
level = "district"
part-of = "residents"

[[variable]]
id = "bases"
name = { zh = "孵化基地", en = "incubators" }
unit = { zh = "家", en = "incubators" }
level = "city"

[[indicator]]
id = "bases"
clause = { id = "14.1-bases", chapter = 14, section = 1, phrase = "孵化基地达到30家" }
name = { zh = "社会组织孵化基地数", en = "incubators of social organisations" }
levels = ["city"]
measure = { value = "bases" }
target = { at-least = 30 }

[[indicator]]
id = "projects"
clause = { id = "14.2-projects", chapter = 14, section = 2, phrase = "服务项目不少于2000个" }
name = { zh = "社会公益服务项目数", en = "public service projects" }
levels = ["city"]
measure = { value = "bases" }
target = { at-least = 20000, cumulative = true }

[[indicator]]
id = "volunteering-rate"
clause = { id = "16.2-participation", chapter = 16, section = 2, phrase = "市民志愿服务参与率达到20%以上" }
name = { zh = "市民志愿服务参与率", en = "volunteering rate" }
levels = ["city", "district"]
measure = { ratio = "active", to = "residents" }
target = { at-least = 20 }
assumed = { levels = { zh = "区县适用同一标准", en = "districts are held to the same rate" } }

[[indicator]]
id = "coverage"
clause = { id = "16.3-coverage", chapter = 16, section = 3, phrase = "志愿服务基本覆盖<全部>社区|村" }
name = { zh = "=志愿服务基本覆盖的社区比重，含居委会与村委会\u001b[31m", en = "=share of communities covered by volunteers, villages among them\u001b[31m" }
levels = ["city"]
measure = { ratio = "active", to = "residents" }
target = { at-least = 90, by = 2013 }

[[indicator]]
id = "registered"
clause = { id = "16.4-registered", chapter = 16, section = 4, phrase = "注册志愿者逐年增长" }
name = { zh = "注册志愿者人数", en = "registered volunteers" }
levels = ["city"]
measure = { value = "active" }
target = { rising = "each-year", each-year = true }
"#;

pub fn n(text: &str) -> Number {
    parse_plain(text).expect("a number")
}

pub struct Sample {
    pub plan: Plan,
    pub figures: Figures,
    pub findings: Findings,
    pub city: UnitIx,
    pub district: UnitIx,
    pub sources: SourceNames,
}

pub fn sample() -> Sample {
    let file = TextFile {
        path: "sample/plan.toml".into(),
        text: PLAN.to_owned(),
    };
    let loaded = load(&[file]).unwrap_or_else(|findings| {
        let said: Vec<&str> = findings.iter().map(|f| f.message.en.as_str()).collect();
        panic!("the sample plan is wrong: {said:#?}")
    });
    let mut figures = Figures::default();
    let unit = |code, name, en, level, parent| NewUnit {
        code,
        name,
        name_en: Some(en),
        level,
        parent,
        ..NewUnit::default()
    };
    let city = figures
        .units
        .add(unit("110000", "北京市", "Beijing", 0, None));
    let city = city.expect("the first");
    let district = unit("110105", "朝阳区", "Chaoyang", 1, Some(city));
    let district = figures.units.add(district).expect("another");
    figures.data = DataSetInfo {
        title: Text::new("样例数据", "sample figures"),
        synthetic: true,
        files: vec![InputFile {
            path: "data/city.csv".into(),
            sheet: None,
            name: "city.csv".to_owned(),
            encoding: "utf-8",
            rows: 12,
            set_aside: 0,
            refused_rows: 0,
            refused: 1,
            merged: false,
        }],
        latest: Some(2013),
        ..DataSetInfo::default()
    };
    let mut sample = Sample {
        plan: loaded.plan,
        figures,
        findings: findings(),
        city,
        district,
        sources: SourceNames {
            plan: Some("sample".to_owned()),
            data: None,
            waivers: None,
            tally: None,
        },
    };
    keep_cell(&mut sample);
    sample
}

fn keep_cell(sample: &mut Sample) {
    let active = sample.plan.variable("active").expect("declared");
    let cell = Cell {
        value: Value::point(n("359000")),
        state: CellState::Known,
        raw: "35.9万".into(),
        file: 0,
        line: 4,
        column: 9,
        evidence: None,
        parts: None,
        code: None,
    };
    let key = (active, sample.city, Period::Year(2013));
    sample.figures.cells.insert(key, Box::new(cell));
}

fn findings() -> Findings {
    let mut findings = Findings::default();
    let position = LinePosition {
        line: 5,
        column: 8,
        text: "110000,二十余,12".to_owned(),
        span: (7, 16),
    };
    let place = Place::in_line("data/city.csv", position);
    let message = Text::new("`二十余` 不是数", "`二十余` is no number");
    let mut finding = Finding::new(codes::WRONG_TYPE, message)
        .at(place)
        .help(Text::new("写成数字", "write it in digits"));
    finding.count = 38;
    findings.add(finding);
    let message = Text::new("没有指标", "no indicator answers it");
    findings.add(Finding::new(codes::UNANSWERED_CLAUSE, message));
    findings
}

fn judgement(sample: &Sample, id: &str, verdict: Verdict, value: Value) -> Judgement {
    let indicator = sample.plan.indicator(id).expect("declared");
    let target = &sample.plan[indicator].target;
    Judgement {
        indicator,
        unit: sample.city,
        year: 2013,
        verdict,
        holds: match verdict {
            Verdict::Met => Ternary::Yes,
            _ => Ternary::No,
        },
        value,
        rule: target.rule.clone(),
        goal: target.rule.goal(),
        timing: target.timing,
        due: matches!(target.timing, Timing::EachYear | Timing::By(2013)),
        gap: None,
        attainment: None,
        score: None,
        pace: None,
        baseline: None,
        other_paces: Vec::new(),
        stage: None,
        figure_year: 2013,
        so_far: false,
        time: Number::from(2013_i64),
        base_year: 2010,
        previous: None,
        years: Vec::new(),
        band: None,
        notes: Vec::new(),
        inputs: Vec::new(),
        steps: Vec::new(),
        offers: Vec::new(),
    }
}

/// The rate that is explained: 17.95 %, behind.
pub fn rate(sample: &Sample) -> Judgement {
    let cell = |id: &str, reported| Input::Cell {
        variable: sample.plan.variable(id).expect("declared"),
        unit: sample.city,
        period: Period::Year(2013),
        reported,
    };
    Judgement {
        gap: Some(n("-2.05")),
        attainment: Some(n("89.75")),
        previous: Some((Value::point(n("16")), Verdict::Behind)),
        notes: vec![Note {
            code: "published",
            text: Text::new("用公布的比率", "the published ratio serves"),
        }],
        inputs: vec![cell("active", true), cell("residents", false)],
        steps: vec![Text::same("359000 / 2000000 × 100 = 17.95")],
        offers: vec![Offer {
            words: Text::new("再增加 41,000 人", "41,000 more of them"),
            verdict: Verdict::Met,
            change: Change::Cell {
                variable: sample.plan.variable("active").expect("declared"),
                unit: sample.city,
                period: Period::Year(2013),
                from: Some(n("359000")),
                to: n("400000"),
            },
        }],
        ..judgement(
            sample,
            "volunteering-rate",
            Verdict::Behind,
            Value::point(n("17.95")),
        )
    }
}

/// The rate over two years: 16 %, then 17.95 %, from 10.8 % in 2010.
pub fn trend(sample: &Sample) -> Trend {
    let last = Judgement {
        pace: Some(PaceJudgement {
            method: "linear",
            due_value: Some(n("18.2")),
            holds: Ternary::No,
            band: Some("slightly-behind".to_owned()),
            bands: None,
            score: None,
            ratio: None,
            rates: None,
            base_year: Some(2010),
            year: 2013,
            limit_factor: None,
        }),
        ..rate(sample)
    };
    let first = Judgement {
        year: 2012,
        value: Value::point(n("16")),
        gap: Some(n("-4")),
        previous: None,
        ..last.clone()
    };
    Trend {
        baseline: Some((2010, Value::point(n("10.8")))),
        years: vec![first, last],
        met: Some((2011, 2011)),
        met_in_a_row: 0,
        required_step: Some(n("1.025")),
        projection: Some(Projection {
            method: ProjectionMethod::LeastSquares,
            year: 2015,
            value: n("21.85"),
            share: Some(n("120.1")),
            outlook: Some(Outlook::OnTrack),
        }),
        members: vec![MemberStep {
            unit: sample.district,
            value: n("20"),
            change: n("1.5"),
            by_due: n("3"),
        }],
        members_enough: Some(1),
    }
}

pub fn card(sample: &Sample) -> Scorecard {
    let near = Judgement {
        gap: Some(n("-0.004")),
        attainment: Some(n("99.99")),
        due: true,
        ..judgement(
            sample,
            "coverage",
            Verdict::Missed,
            Value::point(n("89.996")),
        )
    };
    let two_thirds = Number::ratio(2000, 3).expect("not by zero");
    let range = Interval::new(Bound::Closed(two_thirds), Bound::Unbounded).expect("not empty");
    let projects = Judgement {
        inputs: rate(sample).inputs,
        ..judgement(sample, "projects", Verdict::NoData, Value::Between(range))
    };
    let bases = Judgement {
        gap: Some(n("4")),
        attainment: Some(n("113.333")),
        previous: Some((Value::point(n("12345")), Verdict::OnTrack)),
        ..judgement(sample, "bases", Verdict::Met, Value::point(n("34")))
    };
    let registered = judgement(sample, "registered", Verdict::NoData, Value::unknown());
    let results = vec![bases, projects, rate(sample), near, registered];
    Scorecard::new(sample.city, 2013, results)
}

pub fn district_card(sample: &Sample) -> Scorecard {
    let met = Judgement {
        unit: sample.district,
        due: true,
        ..judgement(
            sample,
            "volunteering-rate",
            Verdict::Met,
            Value::point(n("20")),
        )
    };
    Scorecard::new(sample.district, 2013, vec![met])
}

/// A card of which a single indicator has data.
pub fn empty_card(sample: &Sample) -> Scorecard {
    let no_data = |id, due| Judgement {
        due,
        ..judgement(sample, id, Verdict::NoData, Value::unknown())
    };
    let results = vec![
        no_data("bases", false),
        no_data("projects", false),
        rate(sample),
        no_data("coverage", true),
        no_data("registered", true),
    ];
    Scorecard::new(sample.city, 2013, results)
}
