//! The units of the city. Codes below the districts are made up, and so are names.

use super::chance::pick;
use super::{END, FIRST};

/// A district: who it is, how strong it is, how much of everything it has.
pub struct District {
    pub code: &'static str,
    pub name: &'static str,
    pub english: &'static str,
    /// Code and name before November 2015.
    pub former: Option<(&'static str, &'static str)>,
    /// How far along it is with everything, of 100.
    pub strength: i64,
    /// Residents in 2010, thousands, and what is added in a year.
    pub thousands: i64,
    pub growth: i64,
    /// Streets and townships, and how many of them are streets.
    pub townships: i64,
    pub streets: i64,
    pub communities: i64,
    pub villages: i64,
    pub buildings: i64,
    pub enterprises: i64,
}

/// A unit below the districts.
pub struct Unit {
    pub code: String,
    pub name: String,
    pub parent: String,
    /// Index of its district.
    pub district: usize,
    /// The first year, where it began within the period, and the last, where it ended.
    pub from: Option<i32>,
    pub until: Option<i32>,
    /// A town or township, where it might have been a street.
    pub rural: bool,
}

impl Unit {
    pub fn exists(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }
}

pub struct City {
    pub streets: Vec<Unit>,
    pub communities: Vec<Unit>,
    pub villages: Vec<Unit>,
    pub buildings: Vec<Unit>,
    pub enterprises: Vec<Unit>,
    pub hubs: Vec<Unit>,
}

pub const CITY: &str = "110000";
/// How strong the city's own offices are.
pub const CITY_STRENGTH: i64 = 74;

macro_rules! districts {
    ($($code:literal $name:literal $english:literal $former:expr, $($n:literal)*;)*) => {
        [$(district($code, $name, $english, $former, [$($n),*])),*]
    };
}

const fn district(
    code: &'static str,
    name: &'static str,
    english: &'static str,
    former: Option<(&'static str, &'static str)>,
    n: [i64; 9],
) -> District {
    District {
        code,
        name,
        english,
        former,
        strength: n[0],
        thousands: n[1],
        growth: n[2],
        townships: n[3],
        streets: n[4],
        communities: n[5],
        villages: n[6],
        buildings: n[7],
        enterprises: n[8],
    }
}

// strength, residents, growth; townships, streets among them, communities, villages, office buildings, enterprises
pub const DISTRICTS: [District; 16] = districts! {
    "110101" "东城区" "Dongcheng" None, 88 900 2 17 17 182 0 28 24;
    "110102" "西城区" "Xicheng" None, 94 1250 8 15 15 261 0 34 32;
    "110105" "朝阳区" "Chaoyang" None, 82 3600 70 42 24 444 153 62 84;
    "110106" "丰台区" "Fengtai" None, 71 2100 40 21 16 325 64 14 36;
    "110107" "石景山区" "Shijingshan" None, 77 620 6 9 9 149 0 8 14;
    "110108" "海淀区" "Haidian" None, 86 3300 75 29 22 570 84 48 72;
    "110109" "门头沟区" "Mentougou" None, 52 290 3 13 4 124 175 0 6;
    "110111" "房山区" "Fangshan" None, 58 950 18 28 8 145 461 0 16;
    "110112" "通州区" "Tongzhou" None, 63 1200 35 15 4 117 470 3 22;
    "110113" "顺义区" "Shunyi" None, 74 880 25 25 6 119 426 0 20;
    "110114" "昌平区" "Changping" None, 65 1660 60 22 8 220 301 0 26;
    "110115" "大兴区" "Daxing" None, 66 1370 35 22 8 202 527 3 24;
    "110116" "怀柔区" "Huairou" None, 62 370 3 16 2 35 284 0 8;
    "110117" "平谷区" "Pinggu" None, 56 415 2 18 2 38 271 0 8;
    "110118" "密云区" "Miyun" Some(("110228", "密云县")), 54 470 3 20 2 96 334 0 8;
    "110119" "延庆区" "Yanqing" Some(("110229", "延庆县")), 40 316 1 18 3 46 376 0 6;
};

/// Districts that were merged in July 2010: code, name, English name, index of the district they became part of.
pub const MERGED: [(&str, &str, &str, usize); 2] = [
    ("110103", "崇文区", "Chongwen", 0),
    ("110104", "宣武区", "Xuanwu", 1),
];

impl District {
    /// Code and name of a year.
    pub fn known_as(&self, year: i32) -> (&'static str, &'static str) {
        match self.former {
            Some(former) if year < END - 1 => former,
            _ => (self.code, self.name),
        }
    }
}

impl City {
    pub fn found() -> City {
        let streets = below_districts('S', |d| d.townships, &Names::new(&["街道"]));
        let streets: Vec<Unit> = streets.into_iter().map(town).collect();
        let within = |units: Vec<Unit>, rural: bool| -> Vec<Unit> {
            let count = |at: usize| units.iter().filter(|unit| unit.district == at).count();
            let counts: Vec<usize> = (0..DISTRICTS.len()).map(count).collect();
            let parent = |unit: Unit| settle(unit, &streets, &counts, rural);
            units.into_iter().map(parent).collect()
        };
        let names = Names::new(&["里", "苑", "园", "街", "巷", "坊", "路", "湾"]);
        let communities = below_districts('C', |d| d.communities, &names);
        let names = Names::new(&["庄", "营", "屯", "峪", "堡", "店", "沟", "台"]);
        let villages = below_districts('V', |d| d.villages, &names);
        let (communities, villages) = (within(communities, false), within(villages, true));
        let mut buildings =
            below_districts('B', |d| d.buildings, &Names::new(&["大厦", "中心", "广场"]));
        for building in &mut buildings {
            if pick(&building.code, "new", 0, 100) < 18 {
                building.from = Some(FIRST + 1 + pick(&building.code, "from", 0, 5) as i32);
            }
        }
        let names = Names::new(&["商贸", "科技", "餐饮", "建材", "物流"]);
        let enterprises = below_districts('E', |d| d.enterprises, &names);
        City {
            streets,
            communities,
            villages,
            buildings,
            enterprises,
            hubs: hubs(),
        }
    }
}

/// Names of two syllables and an ending, each used once.
struct Names {
    endings: &'static [&'static str],
}

const FIRST_SYLLABLES: &str = "和安永新华长东西南北金玉青清福兴德广天景文明春百双";
const SECOND_SYLLABLES: &str = "平宁定华顺源泉光和乐阳河桥山林台园康庆泰居海云门旺";

impl Names {
    fn new(endings: &'static [&'static str]) -> Names {
        Names { endings }
    }

    fn name(&self, at: usize) -> String {
        let syllable = |of: &str, at: usize| of.chars().nth(at % 25).unwrap_or('和');
        let all = 625 * self.endings.len();
        // A stride without a factor in common with the number of names visits each of them once.
        let at = at * 1_009 % all;
        let ending = self.endings[at / 625];
        format!(
            "{}{}{ending}",
            syllable(FIRST_SYLLABLES, at % 25),
            syllable(SECOND_SYLLABLES, at / 25)
        )
    }
}

fn below_districts(letter: char, count: fn(&District) -> i64, names: &Names) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (at, district) in DISTRICTS.iter().enumerate() {
        for number in 1..=count(district) {
            units.push(Unit {
                code: format!("{}{letter}{number:03}", district.code),
                name: names.name(units.len()),
                parent: district.code.to_owned(),
                district: at,
                from: None,
                until: None,
                rural: false,
            });
        }
    }
    units
}

/// A street, or a town where the district has no more streets.
fn town(mut unit: Unit) -> Unit {
    let number: i64 = unit.code[7..].parse().unwrap_or(0);
    unit.rural = number > DISTRICTS[unit.district].streets;
    if unit.rural {
        let stem = unit.name.trim_end_matches("街道");
        let town = if number % 4 == 3 { "乡" } else { "镇" };
        unit.name = format!("{stem}{town}");
    }
    unit
}

/// Puts a community into a street, a village into a town, evenly.
fn settle(mut unit: Unit, streets: &[Unit], counts: &[usize], rural: bool) -> Unit {
    let number: usize = unit.code[7..].parse().unwrap_or(1);
    let here: Vec<&Unit> = streets
        .iter()
        .filter(|street| street.district == unit.district && (street.rural || !rural))
        .collect();
    let at = (number - 1) * here.len() / counts[unit.district];
    unit.parent.clone_from(&here[at].code);
    unit.name.push_str(if rural { "村" } else { "社区" });
    unit
}

/// Hub organisations belong to the city; they were recognised over the years, and one gave up.
fn hubs() -> Vec<Unit> {
    let recognised = [
        (22, None),
        (2, Some(2011)),
        (2, Some(2012)),
        (3, Some(2013)),
        (2, Some(2014)),
    ];
    let mut hubs = Vec::new();
    for (count, from) in recognised {
        for _ in 0..count {
            let number = hubs.len() + 1;
            hubs.push(Unit {
                code: format!("H{number:02}"),
                name: format!("示例枢纽{number:02}"),
                parent: CITY.to_owned(),
                district: 0,
                from,
                until: (number == 19).then_some(END - 2),
                rural: false,
            });
        }
    }
    hubs
}
