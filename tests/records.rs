//! Records read in pieces of any size are the same records, on the same lines and columns.

use kaoping::internals::table::csv::{Dialect, Reader};
use kaoping::internals::table::{Control, ReadError, ReadEvent, Table};
use proptest::prelude::*;

/// A record as a test sees it: its fields with line and column, or why it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Fields(Vec<(String, u64, u32)>),
    Bad(&'static str, u64, u32),
}

fn read(text: &[u8], chunk: usize) -> Vec<Seen> {
    let input = Box::new(std::io::Cursor::new(text.to_vec()));
    let dialect = Dialect {
        separator: b',',
        quote: Some(Dialect::QUOTE),
        encoding: None,
    };
    let mut seen = Vec::new();
    Reader::new("t.csv".into(), input, dialect, chunk).read(|event| {
        seen.push(match event {
            ReadEvent::Comment(_) => return Control::Next,
            ReadEvent::Record(record) => Seen::Fields(
                (0..record.len())
                    .map(|at| {
                        let place = record.place(&"t.csv".into(), at);
                        assert_eq!(place.line(), record.field_line(at));
                        assert_eq!(place.column(), record.field_column(at));
                        (record.get(at).to_owned(), place.line(), place.column())
                    })
                    .collect(),
            ),
            ReadEvent::Error(ReadError::UnclosedQuote(place)) => {
                Seen::Bad("quote", place.line(), place.column())
            }
            ReadEvent::Error(ReadError::LineTooLong(place)) => {
                Seen::Bad("long", place.line(), place.column())
            }
            ReadEvent::Error(ReadError::Encoding(place)) => {
                Seen::Bad("encoding", place.line(), place.column())
            }
            ReadEvent::Error(ReadError::Unreadable(error)) => panic!("{error}"),
        });
        Control::Next
    });
    seen
}

/// Lines as an editor counts them: ended by LF, CR LF or CR. From 1; columns in characters from 1.
fn naive_place(text: &str, offset: usize) -> (u64, u32) {
    let before = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
    let line = before.matches('\n').count() as u64 + 1;
    let last = before.rsplit('\n').next().unwrap_or("");
    (line, last.chars().count() as u32 + 1)
}

/// What a made-up file is put together from.
#[derive(Clone, Debug)]
enum Part {
    Blank,
    Comment(String),
    Row(Vec<(String, bool)>),
}

fn part() -> impl Strategy<Value = Part> {
    let plain = "[a0中é ]{0,4}".prop_map(|text| (text, false));
    let quoted = "[a中,\n\r\"# ]{0,6}".prop_map(|text| (text, true));
    prop_oneof![
        1 => Just(Part::Blank),
        1 => "[a中,\" ]{0,6}".prop_map(Part::Comment),
        6 => prop::collection::vec(prop_oneof![3 => plain, 1 => quoted], 1..5).prop_map(Part::Row),
    ]
}

proptest! {
    #[test]
    fn fields_lines_and_columns(
        parts in prop::collection::vec(part(), 0..12),
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        last_end in any::<bool>(),
        mark in any::<bool>(),
        chunk in 1usize..20,
    ) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for part in &parts {
            match part {
                Part::Blank => {}
                Part::Comment(words) => {
                    text.push('#');
                    text.push_str(words);
                }
                // A lone empty field is a blank line.
                Part::Row(fields) if fields.len() == 1 && fields[0].0.is_empty() => {}
                Part::Row(fields) => {
                    let mut record = Vec::new();
                    for (at, (field, quoted)) in fields.iter().enumerate() {
                        if at > 0 {
                            text.push(',');
                        }
                        record.push((field.clone(), text.len()));
                        if *quoted {
                            text.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
                        } else {
                            text.push_str(field);
                        }
                    }
                    expected.push(record);
                }
            }
            text.push_str(end);
        }
        if !last_end && text.ends_with(end) {
            text.truncate(text.len() - end.len());
        }
        let expected: Vec<Seen> = expected
            .into_iter()
            .map(|record| {
                let places = record.into_iter().map(|(field, offset)| {
                    let (line, column) = naive_place(&text, offset);
                    (field, line, column)
                });
                Seen::Fields(places.collect())
            })
            .collect();
        let bytes = if mark { format!("\u{feff}{text}") } else { text.clone() };
        prop_assert_eq!(read(bytes.as_bytes(), chunk), expected);
    }

    #[test]
    fn any_bytes_in_any_pieces(
        bytes in prop::collection::vec(
            prop_oneof![
                Just(b'a'), Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b'#'),
                Just(0xe4), Just(0xb8), Just(0xad), Just(0xef), Just(0xbb), Just(0xbf),
            ],
            0..60,
        ),
        chunk in 1usize..9,
    ) {
        prop_assume!(!bytes.starts_with(b"\xef\xbb\xbf\xef\xbb\xbf"));
        prop_assert_eq!(read(&bytes, chunk), read(&bytes, 1 << 20));
    }
}

#[test]
fn an_unclosed_quote_costs_one_line() {
    let seen = read("a,b\n1,\"2\n3,4\n".as_bytes(), 1 << 20);
    assert_eq!(
        seen,
        [
            Seen::Fields(vec![("a".into(), 1, 1), ("b".into(), 1, 3)]),
            Seen::Bad("quote", 2, 3),
            Seen::Fields(vec![("3".into(), 3, 1), ("4".into(), 3, 3)]),
        ]
    );
}
