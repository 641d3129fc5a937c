//! Dates in ISO form, which compare as text: `2014`, `2014-05`, `2014-05-31`.

use std::borrow::Cow;

/// A written date in ISO form, borrowed where it is written so; `None` if it is not a date.
pub fn iso(written: &str) -> Option<Cow<'_, str>> {
    let written = written.trim();
    if is_iso(written.as_bytes()) {
        return is_real(written).then_some(Cow::Borrowed(written));
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
        if at > 1 || value > 99 {
            return None;
        }
        date.push_str(&format!("-{value:02}"));
    }
    is_real(&date).then_some(Cow::Owned(date))
}

/// Whether a date in ISO form exists in the calendar.
fn is_real(iso: &str) -> bool {
    let part = |from: usize, to: usize| iso.get(from..to).and_then(|part| part.parse().ok());
    let year: u32 = part(0, 4).unwrap_or(0);
    let (month, day): (u32, u32) = (part(5, 7).unwrap_or(1), part(8, 10).unwrap_or(1));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    year > 0 && (1..=12).contains(&month) && (1..=days).contains(&day)
}

fn is_iso(bytes: &[u8]) -> bool {
    matches!(bytes.len(), 4 | 7 | 10)
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
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
            ("2014年末", Some("2014")),
            ("2012-02-29", Some("2012-02-29")),
            ("2014-02-29", None),
            ("2014-02-31", None),
            ("2014年4月31日", None),
            ("2014-00", None),
            ("0000", None),
            ("9999-99", None),
            ("2014-13", None),
            ("14-5-3", None),
            ("2014-5-3-1", None),
            ("May 2014", None),
        ] {
            assert_eq!(iso(written).as_deref(), says, "{written}");
        }
    }
}
