//! How units answer flags and items: begun, done, sometimes lost again.

use super::chance::{once_in, pick, sway};
use super::{END, FIRST};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    No,
    UnderWay,
    Yes,
}

/// What is asked for anew in every year: whoever is strong never fails, others do now and then.
const EACH_YEAR: &[&str] = &[
    "temples",
    "budget",
    "audit",
    "annual-report",
    "lawful-administration",
    "annual-plan",
    "project-areas",
];

/// What comes easier, or harder, than the rest.
const EASE: &[(&str, i64)] = &[
    ("mediation-network-in-community", 260),
    ("mediation-network-in-village", 280),
    ("street-work-committee", 240),
    ("leading-group", 420),
    ("hub-network", 210),
    ("science-room", -260),
    ("science-shelf", -160),
    ("talk-room-in-village", -320),
    ("petition-worker", -40),
    ("five-stations", -80),
    ("station-duties", -120),
    ("incubation-base", -60),
    ("crisis-intervention", -150),
    ("posted-workers", -120),
];

/// What is lost again here and there.
const LOST: &[&str] = &[
    "science-room",
    "science-shelf",
    "petition-worker",
    "talk-room-in-community",
    "street-hub-network",
    "regional-platform",
    "crisis-intervention",
    "incubation-base",
];

/// How far the city as a whole is in a year.
const PROGRESS: [i64; (END - FIRST) as usize] = [0, 150, 330, 520, 715, 895];

/// The answer of a unit in a year.
pub fn answer(unit: &str, strength: i64, variable: &str, year: i32) -> Answer {
    let topic = variable.split_once('/').map_or(variable, |(list, _)| list);
    if EACH_YEAR.contains(&topic) {
        let fails = (88 - strength) * 4 - i64::from(year - FIRST) * 12;
        return match year > FIRST && !once_in(unit, variable, year, fails.max(0)) {
            true => Answer::Yes,
            false => Answer::No,
        };
    }
    let ease = EASE.iter().find(|(id, _)| *id == topic);
    let ease = ease.map_or_else(|| pick("", topic, 0, 250) - 110, |(_, ease)| *ease);
    let reached = ease + strength * 6 - 350 + PROGRESS[(year - FIRST) as usize];
    let lost = LOST.contains(&topic) && year >= END - 2 && once_in(unit, "lost", 0, 22);
    match pick(unit, variable, 0, 1000) {
        _ if lost => Answer::No,
        hurdle if hurdle < reached => Answer::Yes,
        hurdle if hurdle < reached + 130 => Answer::UnderWay,
        _ => Answer::No,
    }
}

/// The grade of one of the 46 items of a community, of 2.
pub fn grade(community: &str, strength: i64, item: &str, year: i32) -> u8 {
    let must = matches!(item, "08" | "27");
    let ease = if must { 190 } else { sway("", item, 0, 70) };
    let spirit = sway(community, "spirit", 0, 130);
    let met = 480 + strength * 24 / 10 + i64::from(year - END + 4) * 45 + ease + spirit;
    match pick(community, item, 0, 1000) {
        hurdle if hurdle < met => 2,
        hurdle if hurdle < met + 90 => 1,
        _ => 0,
    }
}
