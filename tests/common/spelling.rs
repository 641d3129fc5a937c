//! How people and spreadsheets write numbers, codes, names and fields.

/// Codes and names of three districts.
pub const UNITS: [(&str, &str); 3] = [
    ("110101", "东城区"),
    ("110105", "朝阳区"),
    ("110106", "丰台区"),
];

/// A whole number in groups of three digits.
pub fn grouped(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number of residents as people write it.
pub fn number(n: u64, style: u8) -> String {
    match style {
        0 => grouped(n, ','),
        1 => grouped(n, ' '),
        2 => grouped(n, '.'),
        3 => grouped(n, '\''),
        4 => format!("{n}人"),
        5 => format!("{}.{:04}万", n / 10_000, n % 10_000),
        6 => format!("{}.{:04}万人", n / 10_000, n % 10_000),
        7 => n
            .to_string()
            .chars()
            .map(|c| char::from_u32(c as u32 - 0x30 + 0xff10).unwrap())
            .collect(),
        8 => format!("{n}.000"),
        9 => format!("{n}.0"),
        10 => format!("\u{a0}{n} "),
        _ => n.to_string(),
    }
}

/// A code as people and spreadsheets write it.
pub fn code(code: &str, style: u8) -> String {
    match style {
        0 => format!("{code}000000"),
        1 => format!("{code}.0"),
        2 => format!("1.{}E+05", &code[1..]),
        3 => grouped(code.parse().unwrap(), ','),
        4 => code
            .chars()
            .map(|c| char::from_u32(c as u32 - 0x30 + 0xff10).unwrap())
            .collect(),
        5 => String::new(),
        6 => format!(" {code}\u{3000}"),
        _ => code.to_owned(),
    }
}

/// A name as people write it; 6 is another unit's.
pub fn name(unit: usize, style: u8) -> String {
    let name = UNITS[unit].1;
    let spaced = |space: &str| {
        name.chars()
            .map(String::from)
            .collect::<Vec<_>>()
            .join(space)
    };
    match style {
        0 => name.trim_end_matches('区').to_owned(),
        1 => format!("北京市{name}"),
        2 => spaced(" "),
        3 => spaced("\u{3000}"),
        4 => format!("北京{}", name.trim_end_matches('区')),
        5 => String::new(),
        6 => UNITS[(unit + 1) % 3].1.to_owned(),
        7 => format!("长春市{name}"),
        8 => format!("{name}（不含开发区）"),
        _ => name.to_owned(),
    }
}

/// A text file of some lines: 0 is UTF-8 with a mark, 1 GB18030, 2 UTF-16, any other UTF-8.
pub fn file(
    lines: &[Vec<String>],
    (delimiter, quoted): (char, bool),
    end: &str,
    encoding: u8,
) -> Vec<u8> {
    let line = |cells: &Vec<String>| {
        let fields = cells.iter().map(|cell| field(cell, delimiter, quoted));
        fields.collect::<Vec<_>>().join(&delimiter.to_string()) + end
    };
    let text: String = lines.iter().map(line).collect();
    match encoding {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        2 => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xff, 0xfe].into_iter().chain(units).collect()
        }
        _ => text.into_bytes(),
    }
}

/// A field of a text file.
pub fn field(text: &str, delimiter: char, quoted: bool) -> String {
    match quoted || text.contains([delimiter, '"']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
