//! The numbers of districts: each a formula of size, strength and year, with some chance in it. Parts stay below their wholes.

use super::chance::{once_in, pick, sway};
use super::places::{City, DISTRICTS, District, Unit};
use super::{END, FIRST};

/// A district in a year.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    pub city: &'a City,
    /// Index of the district.
    pub at: usize,
    pub year: i32,
}

impl Moment<'_> {
    fn district(&self) -> &'static District {
        &DISTRICTS[self.at]
    }

    /// Years since the baseline.
    fn t(&self) -> i64 {
        i64::from(self.year - FIRST)
    }

    fn sway(&self, id: &str, width: i64) -> i64 {
        sway(self.district().code, id, self.year, width)
    }

    fn count(&self, units: &[Unit]) -> i64 {
        let here = |unit: &&Unit| unit.district == self.at && unit.exists(self.year);
        units.iter().filter(here).count() as i64
    }

    /// A share of another figure, in a thousand.
    fn share(&self, id: &str, whole: &str, permille: i64) -> i64 {
        self.figure(whole) * (permille + self.sway(id, 6)).clamp(0, 1000) / 1000
    }

    /// So many for each thousand residents, growing by `growth` per mille a year.
    fn per_thousand(&self, id: &str, permille: i64, growth: i64) -> i64 {
        let size = self.district().thousands * permille / 1000;
        let size = size * (1000 + sway(self.district().code, id, 0, 150)) / 1000;
        size * (1000 + growth * self.t() + self.sway(id, 35)) / 1000
    }

    /// The figure of a variable, without its decimal point.
    pub fn figure(&self, id: &str) -> i64 {
        let (d, t, s) = (self.district(), self.t(), self.district().strength);
        match id {
            "residents" => (d.thousands + d.growth * t + self.sway(id, 2)) * 1000,
            "township-units" => self.count(&self.city.streets),
            "urban-communities-count" => self.count(&self.city.communities),
            "villages-count" => self.count(&self.city.villages),
            "office-buildings-count" => self.count(&self.city.buildings),
            "non-public-enterprises-count" => self.count(&self.city.enterprises),

            "social-organisations" => self.per_thousand(id, 420, 55),
            "organisations-under-hubs" => {
                self.share(id, "social-organisations", 215 + s * 42 / 10 + 88 * t)
            }
            "filed-organisations" => self.per_thousand(id, 900, 62),
            "unapproved-new-posts" => {
                let slip = once_in(d.code, id, self.year, (78 - s).max(0) * 7);
                if slip {
                    1 + pick(d.code, "posts", self.year, 3)
                } else {
                    0
                }
            }
            "part-time-posts" => {
                let stock = 24 + pick(d.code, id, 0, 60);
                let left = 1000 - (110 + s) * t + self.sway(id, 55) * t.min(1);
                stock * left.max(0) / 1000
            }
            "social-organisation-funding" => self.per_thousand(id, 95_000, 68),
            "special-fund" => self.per_thousand(id, 150_000, 64),

            "enterprises-with-party" => {
                self.share(id, "non-public-enterprises-count", 220 + s * 4 + 55 * t)
            }
            "enterprises-with-mass" => {
                self.share(id, "non-public-enterprises-count", 300 + s * 4 + 60 * t)
            }
            "employers" => self.per_thousand(id, 16_000, 40),
            "employers-with-contracts" => self.share(id, "employers", 860 + s / 2 + 12 * t),

            "community-workers" => self.per_thousand(id, 1_450, 30),
            "social-workers-with-degree" => {
                self.share(id, "community-workers", 470 + s * 3 + 42 * t)
            }
            "worker-mean-age" => 4_460 - s * 3 - 32 * t + self.sway(id, 18),

            "volunteers-active" => self.share(id, "residents", 18 + s * 12 / 10 + 22 * t),
            "registered-volunteers" => self.share(id, "residents", 24 + s * 4 / 10 + 11 * t),
            "volunteer-hours" => {
                let hours = 360 + s * 18 / 10 + 14 * t + self.sway(id, 30);
                self.figure("registered-volunteers") * hours * 10
            }
            "volunteer-hours-recorded" => {
                self.figure("registered-volunteers") * (40 + 9 * t + self.sway(id, 4))
            }
            "registered-volunteers-share" => self.rounded(
                self.figure("registered-volunteers"),
                self.figure("residents"),
            ),

            "sectors" => 10 + pick(d.code, id, 0, 8),
            "sectors-with-platform" => {
                let permille = (s * 6 - 120 + 150 * t).clamp(0, 1000);
                self.figure("sectors") * permille / 1000
            }
            "major-matters" => 8 + pick(d.code, id, self.year, 22),
            "matters-assessed" => {
                let slips = once_in(d.code, id, self.year, ((90 - s) * 22 - 40 * t).max(0));
                let missed = if slips {
                    1 + pick(d.code, "missed", self.year, 3)
                } else {
                    0
                };
                self.figure("major-matters") - missed
            }
            "model-families" => self.per_thousand(id, 105, 25),
            "green-families" => self.per_thousand(id, 84, 18),
            "party-members" => self.per_thousand(id, 88_000, 18),
            "members-pledged" => {
                let permille = 590 + s * 38 / 10 + 40 * t;
                match permille {
                    1000.. => self.figure("party-members"),
                    _ => self.share(id, "party-members", permille.min(990)),
                }
            }
            "service-circle-communities" => {
                self.share(id, "urban-communities-count", 60 + s * 4 + 90 * t)
            }
            "service-circle-coverage" => self.rounded(
                self.figure("service-circle-communities"),
                self.figure("urban-communities-count"),
            ),
            "regular-communities" => {
                self.share(id, "urban-communities-count", 420 + s * 2 + 85 * t)
            }
            "worker-degree-share" => self.rounded(
                self.figure("social-workers-with-degree"),
                self.figure("community-workers"),
            ),
            "volunteering-rate-published" => {
                self.rounded(self.figure("volunteers-active"), self.figure("residents"))
            }
            _ => panic!("the sample has no figures for {id}: add a formula"),
        }
    }

    /// A ratio as a percentage with two decimals.
    fn rounded(&self, part: i64, whole: i64) -> i64 {
        (part * 20_000 / whole + 1) / 2
    }
}

/// A figure of the whole city: the sum of its districts.
pub fn total(city: &City, id: &str, year: i32) -> i64 {
    let districts = 0..DISTRICTS.len();
    let figure = |at| Moment { city, at, year }.figure(id);
    districts.map(figure).sum()
}

/// Figures that only the city has, as they are written; empty where there is none.
pub fn city_only(city: &City, id: &str, year: i32) -> String {
    let by_year = |words: [&str; (END - FIRST) as usize]| words[(year - FIRST) as usize].to_owned();
    match id {
        "hub-organisations" => {
            let hubs = city.hubs.iter().filter(|hub| hub.exists(year));
            hubs.count().to_string()
        }
        "purchased-projects" => by_year(["近300", "338", "316", "297", "512", "480以上"]),
        "purchase-funds" => by_year(["4000以上", "5060", "5210.5", "4980", "7905.25", "8120"]),
        "safe-families" => by_year(["80", "100", "124", "110", "98", "130"]),
        "hundred-thousand-projects" => by_year(["0", "1", "2", "2", "3", "3"]),
        "urban-communities" => city.communities.len().to_string(),
        "harmonious-families-named" => by_year(["", "200", "200", "", "210", ""]),
        // What the city spends itself; the districts' money comes on top.
        "social-organisation-funding" => {
            by_year(["8200", "9150", "9900", "10640.5", "11800", "12650"])
        }
        "special-fund" => by_year(["16000", "18500", "20100", "19800", "22400", "24000"]),
        "sectors" => "18".to_owned(),
        "sectors-with-platform" => by_year(["3", "6", "9", "13", "16", "17"]),
        _ => panic!("the sample has no figures for {id}: add a row"),
    }
}
