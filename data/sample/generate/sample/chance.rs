//! Chance without a state: a number drawn by name (SplitMix64 over a hash), so that one draw more changes no other.

const SEED: u64 = 20_111_215;

/// A number drawn for a unit, a topic and a year.
pub fn draw(unit: &str, topic: &str, year: i32) -> u64 {
    let mut hash = SEED ^ 0xcbf2_9ce4_8422_2325;
    for byte in unit.bytes().chain([0xff]).chain(topic.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mix(hash ^ (year as u64) << 40)
}

/// From 0 to `below` − 1.
pub fn pick(unit: &str, topic: &str, year: i32, below: i64) -> i64 {
    (draw(unit, topic, year) % below as u64) as i64
}

/// From −`width` to `width`.
pub fn sway(unit: &str, topic: &str, year: i32, width: i64) -> i64 {
    pick(unit, topic, year, 2 * width + 1) - width
}

/// True so many times of a thousand.
pub fn once_in(unit: &str, topic: &str, year: i32, permille: i64) -> bool {
    pick(unit, topic, year, 1000) < permille
}

fn mix(hash: u64) -> u64 {
    let mut z = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
