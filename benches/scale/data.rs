//! The data: made up, and the same in every run. What has to come out of it is worked out on the way, by other means than
//! the program's own.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub const YEARS: std::ops::RangeInclusive<u32> = 2011..=2015;
pub const VARIABLES: [&str; 4] = ["volunteers", "activities", "disputes", "staff"];
const ITEMS: usize = 46;
/// Items 08 to 12 have a floor of 60 per cent; 08 and 27 must be met.
const SAFE: std::ops::Range<usize> = 7..12;
const MUST: [usize; 2] = [7, 26];

/// A country: communities in districts.
#[derive(Clone, Copy)]
pub struct Country {
    pub districts: u32,
    pub communities: u32,
}

impl Country {
    fn district_of(self, community: u32) -> u32 {
        (u64::from(community) * u64::from(self.districts) / u64::from(self.communities)) as u32
    }

    /// How many communities each district has.
    fn counts(self) -> Vec<u32> {
        let mut counts = vec![0; self.districts as usize];
        for community in 0..self.communities {
            counts[self.district_of(community) as usize] += 1;
        }
        counts
    }

    /// Every community: its place, its district's code, and its own.
    fn all(self) -> impl Iterator<Item = (u32, u32, u64)> {
        (0..self.communities).map(move |community| {
            let district = district_code(self.district_of(community));
            // Numbered from 1: twelve digits that end with six zeros are the code of the district itself.
            let code = u64::from(district) * 1_000_000 + u64::from(community) + 1;
            (community, district, code)
        })
    }
}

fn district_code(district: u32) -> u32 {
    200_001 + district
}

/// A data set: its folder, and a table of what has to come out of it.
pub struct DataSet {
    pub folder: PathBuf,
    pub expected: PathBuf,
}

/// Writes a data set, unless it is there.
pub fn data_set(
    root: &Path,
    name: &str,
    country: Country,
    write: fn(&Path, Country) -> io::Result<String>,
) -> io::Result<DataSet> {
    let Country {
        districts,
        communities,
    } = country;
    let folder = root.join(format!("{name}-{communities}-{districts}-v2"));
    let expected = folder.join("expected.txt");
    if !expected.exists() {
        eprintln!("writing {}", folder.display());
        fs::create_dir_all(&folder)?;
        roster(&folder, country)?;
        let lines = write(&folder, country)?;
        fs::write(&expected, lines)?;
    }
    Ok(DataSet { folder, expected })
}

/// A plan: a country's levels, and what is asked of its communities.
pub fn plan(root: &Path, targets: &str) -> io::Result<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let targets = home.join(targets);
    let folder = root
        .join("plan")
        .join(targets.file_stem().unwrap_or_default());
    fs::create_dir_all(&folder)?;
    fs::copy(
        home.join("benches/plan/plan.toml"),
        folder.join("plan.toml"),
    )?;
    fs::copy(&targets, folder.join("targets.toml"))?;
    Ok(folder)
}

fn create(path: PathBuf) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(path)?))
}

/// The districts, and how many communities each of them has.
fn roster(folder: &Path, country: Country) -> io::Result<()> {
    let mut units = create(folder.join("units.csv"))?;
    let mut register = create(folder.join("register.csv"))?;
    writeln!(units, "code,name,level,parent\n100000,全国,city,")?;
    writeln!(register, "code,year,communities")?;
    for (district, count) in (0..).zip(country.counts()) {
        let code = district_code(district);
        writeln!(units, "{code},第{district}区,district,100000")?;
        for year in YEARS {
            writeln!(register, "{code},{year},{count}")?;
        }
    }
    units.flush()?;
    register.flush()
}

/// A wide file a year: a row a community with 46 answers. A few communities send nothing, some leave answers blank.
pub fn items(folder: &Path, country: Country) -> io::Result<String> {
    let mut manifest = "title = \"scale\"\nsynthetic = true\nplan = \"bench\"\n".to_owned();
    let mut expected = String::new();
    let counts = country.counts();
    for year in YEARS {
        let name = format!("items-{year}.csv");
        manifest +=
            &format!("\n[[file]]\npath = \"{name}\"\nchecklist = \"harmonious-community\"\n");
        let mut file = create(folder.join(name))?;
        write!(file, "code,name,parent,year")?;
        (1..=ITEMS).try_for_each(|item| write!(file, ",{item:02}"))?;
        writeln!(file)?;
        let mut chance = Chance(u64::from(year));
        let mut outcomes: Vec<[u32; 3]> = counts.iter().map(|&count| [0, 0, count]).collect();
        for (community, district, code) in country.all() {
            if chance.below(1000) < 3 {
                continue;
            }
            let answers = answers(&mut chance);
            write!(file, "{code},和谐里第{community:06}社区,{district},{year}")?;
            for answer in answers {
                file.write_all(&[b',', answer][..if answer == b' ' { 1 } else { 2 }])?;
            }
            writeln!(file)?;
            let outcomes = &mut outcomes[country.district_of(community) as usize];
            match outcome(&answers) {
                Some(true) => outcomes[0] += 1,
                Some(false) => outcomes[1] += 1,
                None => continue,
            }
            outcomes[2] -= 1;
        }
        file.flush()?;
        for (district, [holds, fails, undecided]) in (0..).zip(outcomes) {
            let code = district_code(district);
            expected += &format!("{code},{year},{holds},{fails},{undecided}\n");
        }
    }
    fs::write(folder.join("data.toml"), manifest)?;
    Ok(expected)
}

/// Good communities, middling and poor ones; one in eight leaves some answers blank.
fn answers(chance: &mut Chance) -> [u8; ITEMS] {
    let met = [97, 92, 84, 78][chance.below(4) as usize];
    let blank = if chance.below(8) == 0 { 6 } else { 0 };
    [(); ITEMS].map(|()| match (chance.below(100), chance.below(100)) {
        (at, _) if at < blank => b' ',
        (_, at) if at < met => b'1',
        _ => b'0',
    })
}

/// Whether a community passes; none where its blanks leave that open. Every item is a point.
fn outcome(answers: &[u8; ITEMS]) -> Option<bool> {
    let passes = |blank: u8| {
        let met = |at: usize| answers[at] == b'1' || answers[at] == b' ' && blank == b'1';
        let count = |items: std::ops::Range<usize>| items.filter(|&at| met(at)).count();
        count(0..ITEMS) * 100 >= 80 * ITEMS
            && count(SAFE) * 100 >= 60 * SAFE.len()
            && MUST.iter().all(|&at| met(at))
    };
    let (worst, best) = (passes(b'0'), passes(b'1'));
    (worst == best).then_some(worst)
}

/// One long file: a row a figure, to be added up by district.
pub fn figures(folder: &Path, country: Country) -> io::Result<String> {
    let manifest = "title = \"scale\"\nsynthetic = true\nplan = \"bench\"\n\n\
                    [[file]]\npath = \"figures.csv\"\nlevel = \"urban-community\"\n";
    fs::write(folder.join("data.toml"), manifest)?;
    let mut file = create(folder.join("figures.csv"))?;
    writeln!(file, "unit,parent,period,variable,value")?;
    let mut chance = Chance(7);
    let mut sums = vec![[[0u64; VARIABLES.len()]; 5]; country.districts as usize];
    for (community, district, code) in country.all() {
        for (at, year) in YEARS.enumerate() {
            for (variable, name) in VARIABLES.iter().enumerate() {
                let value = chance.below(2000);
                writeln!(file, "{code},{district},{year},{name},{value}")?;
                sums[country.district_of(community) as usize][at][variable] += value;
            }
        }
    }
    file.flush()?;
    let mut expected = String::new();
    for (district, years) in (0..).zip(sums) {
        for (year, sums) in YEARS.zip(years) {
            let sums = sums.map(|sum| sum.to_string()).join(",");
            expected += &format!("{},{year},{sums}\n", district_code(district));
        }
    }
    Ok(expected)
}

/// One wide file: a row a community and year with two figures that say something only together.
fn together(
    folder: &Path,
    country: Country,
    [first, second]: [&str; 2],
    draw: fn(&mut Chance) -> (u64, String, u64, u64),
) -> io::Result<String> {
    let manifest = "title = \"scale\"\nsynthetic = true\nplan = \"bench\"\n\n\
                    [[file]]\npath = \"figures.csv\"\nlevel = \"urban-community\"\n";
    fs::write(folder.join("data.toml"), manifest)?;
    let mut file = create(folder.join("figures.csv"))?;
    writeln!(file, "code,name,parent,year,{first},{second}")?;
    let mut chance = Chance(11);
    let mut sums = vec![[(0u64, 0u64); 5]; country.districts as usize];
    for (community, district, code) in country.all() {
        for (at, year) in YEARS.enumerate() {
            let (one, other, above, below) = draw(&mut chance);
            let name = format!("和谐里第{community:06}社区");
            writeln!(file, "{code},{name},{district},{year},{one},{other}")?;
            let sums = &mut sums[country.district_of(community) as usize][at];
            *sums = (sums.0 + above, sums.1 + below);
        }
    }
    file.flush()?;
    let mut expected = String::new();
    for (district, years) in (0..).zip(sums) {
        for (year, (above, below)) in YEARS.zip(years) {
            expected += &format!("{},{year},{above},{below}\n", district_code(district));
        }
    }
    Ok(expected)
}

/// Residents, and how many of them have work.
pub fn pairs(folder: &Path, country: Country) -> io::Result<String> {
    together(folder, country, ["residents", "employed"], |chance| {
        let residents = 100 + chance.below(3900);
        let employed = chance.below(residents + 1);
        (residents, employed.to_string(), 100 * employed, residents)
    })
}

/// Workers, and their mean age.
pub fn means(folder: &Path, country: Country) -> io::Result<String> {
    together(folder, country, ["workers", "age"], |chance| {
        let (workers, age) = (1 + chance.below(400), 200 + chance.below(400));
        let text = format!("{}.{}", age / 10, age % 10);
        (workers, text, workers * age, 10 * workers)
    })
}

/// SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 32) * limit) >> 32
    }
}
