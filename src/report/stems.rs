//! Names of files for units: safe on every system, whatever the code of a unit is.

use sha2::{Digest, Sha256};

/// The longest code that is taken as it is.
const LONGEST: usize = 40;

/// The most that is kept of a code that is not taken as it is.
const KEPT: usize = 24;

/// Names that Windows keeps for devices, and those of files that are no unit's.
const RESERVED: [&str; 11] = [
    "con", "prn", "aux", "nul", "com", "lpt", "index", "rank", "findings", "missing", "method",
];

/// A name for each code, in their order: lower-case ASCII letters, digits, `-` and `_`, distinct also where case is ignored. A
/// code that is such a name is its own; of others a digest makes the name distinct. Codes have to be distinct.
pub fn stems(codes: &[&str]) -> Vec<String> {
    let mut taken: Vec<String> = (codes.iter())
        .filter(|code| is_plain(code))
        .map(|code| (*code).to_owned())
        .collect();
    let stem = |code: &&str| match is_plain(code) {
        true => (*code).to_owned(),
        false => {
            let stem = digested(code, &taken);
            taken.push(stem.clone());
            stem
        }
    };
    codes.iter().map(stem).collect()
}

/// Whether a code is a safe name as it stands.
fn is_plain(code: &str) -> bool {
    let letter = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
    let bytes = code.as_bytes();
    let device = code.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=LONGEST).contains(&bytes.len())
        && letter(bytes[0])
        && bytes
            .iter()
            .all(|&byte| letter(byte) || matches!(byte, b'-' | b'_'))
        && (!RESERVED.contains(&device) || device.is_empty())
}

/// The letters and digits of a code, and as much of its digest as makes it differ from names that are taken.
fn digested(code: &str, taken: &[String]) -> String {
    let mut name = String::new();
    for c in code.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() == KEPT {
            break;
        }
    }
    let name = match name.trim_end_matches('-') {
        "" => "unit",
        name => name,
    };
    let digest = Sha256::digest(code.as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let lengths = (8..=digest.len()).step_by(8);
    let mut names = lengths.map(|length| format!("{name}-{}", &digest[..length]));
    names
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| format!("{name}-{digest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_that_are_safe_are_names() {
        let names = stems(&["110105", "east", "a-b_c"]);
        assert_eq!(names, ["110105", "east", "a-b_c"]);
    }

    #[test]
    fn what_a_system_refuses_gets_a_digest() {
        let hostile = [
            "con",
            "COM1",
            "nul.txt",
            "..",
            "/etc/passwd",
            "",
            " ",
            "index",
            "a/b",
            "a\\b",
            "朝阳区",
            "\u{202e}fdp",
            "-rf",
            "EAST",
            "East",
            "east.",
            "a:b",
            "com1",
            "lpt9",
        ];
        for name in stems(&hostile) {
            assert!(is_plain(&name) || name.len() > LONGEST, "{name}");
            assert!(name.contains('-'), "{name}");
        }
    }

    proptest! {
        #[test]
        fn names_are_distinct_and_safe(codes in prop::collection::btree_set("(\\PC|[a-zA-Z0-9./\\\\-]){0,60}", 1..40)) {
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            let names = stems(&codes);
            let distinct: BTreeSet<&String> = names.iter().collect();
            prop_assert_eq!(distinct.len(), codes.len());
            for name in &names {
                let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
                prop_assert!(name.chars().all(safe), "{}", name);
                prop_assert!((1..=100).contains(&name.len()));
                let device = name.trim_end_matches(|c: char| c.is_ascii_digit());
                prop_assert!(!RESERVED.contains(&device), "{}", name);
            }
        }
    }
}
