//! Dates as they are written, and as they are compared: `2014`, `2014-05`, `2014-05-31`.

use std::borrow::Cow;

/// A date in ISO form; borrowed where it is written so.
pub fn iso(written: &str) -> Option<Cow<'_, str>> {
    let written = written.trim();
    if is_iso(written.as_bytes()) {
        return Some(Cow::Borrowed(written));
    }
    let bare = written.trim_end_matches(['日', '号', '月', '年', '末', '底']);
    let mut parts = bare.split(['年', '月', '-', '/', '.']);
    let year = parts.next()?.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year) {
        return None;
    }
    let mut date = year.to_owned();
    for (at, part) in parts.enumerate() {
        let part = part.trim();
        let value: u32 = part.parse().ok().filter(|_| digits(part))?;
        let most = [12, 31].get(at)?;
        if value == 0 || value > *most {
            return None;
        }
        date.push_str(&format!("-{value:02}"));
    }
    Some(Cow::Owned(date))
}

fn is_iso(bytes: &[u8]) -> bool {
    let shape = matches!(bytes.len(), 4 | 7 | 10)
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let two = |at: usize| (bytes[at] - b'0') * 10 + bytes[at + 1] - b'0';
    shape
        && (bytes.len() < 7 || (1..=12).contains(&two(5)))
        && (bytes.len() < 10 || (1..=31).contains(&two(8)))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_as_they_are_written() {
        for (written, says) in [
            ("2014", Some("2014")),
            ("2014-05", Some("2014-05")),
            (" 2014-05-31", Some("2014-05-31")),
            ("2014/5/3", Some("2014-05-03")),
            ("2014.5", Some("2014-05")),
            ("2014年5月3日", Some("2014-05-03")),
            ("2014年", Some("2014")),
            ("2014-13", None),
            ("14-5-3", None),
            ("2014-5-3-1", None),
            ("May 2014", None),
        ] {
            assert_eq!(iso(written).as_deref(), says, "{written}");
        }
    }
}
