//! What is wrong with the encoding of a text file, and which one it is likely to be.

use crate::finding::{Finding, Place, codes};
use crate::i18n::Text;
use crate::source::{Folder, SourceError};
use crate::table::csv::{TextEncoding, encoding, undecodable};
use crate::text;
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The finding about a file that no encoding was declared for, and that is likely to be written in `likely`.
pub fn undeclared(likely: &'static Encoding) -> Finding {
    let name = likely.name();
    // The encodings of European languages are hard to tell from each other in a few letters.
    let (zh, en) = match likely.is_single_byte() {
        true if name != "windows-1252" => (
            "，或 windows-1252 等相近编码",
            ", or in a related one such as windows-1252",
        ),
        _ => ("", ""),
    };
    let message = text!(
        "文件不是 UTF-8，也不像 GB18030；编码很可能是 {name}{zh}",
        "the file is not UTF-8 and is not likely GB18030; it is probably written in {name}{en}"
    );
    Finding::new(codes::BAD_ENCODING, message).help(text!(
        "请在 data.toml 中写 `encoding = \"{name}\"`，或另存为 UTF-8；该文件未读取",
        "declare `encoding = \"{name}\"` in data.toml, or save it as UTF-8; the file is not read"
    ))
}

/// The finding about a file that is not written in the encoding `declared` for it; `None` where nothing shows that. `known`
/// counts the titles that mean something if the file is read in an encoding, or in that which the file decides.
pub fn misfit(
    folder: &Folder,
    name: &str,
    declared: &'static Encoding,
    known: impl Fn(Option<&'static Encoding>) -> usize,
) -> Result<Option<Finding>, SourceError> {
    let bad = undecodable(folder, name, declared)?;
    let likely = match encoding(folder, name, true)? {
        TextEncoding::Unicode => UTF_8,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Likely(likely) => likely,
    };
    let word = declared.name();
    let (place, message) = match bad {
        Some(place) => (
            place,
            text!(
                "这些字节不是有效的 {word}，即所声明的编码",
                "these bytes are not valid {word}, the declared encoding"
            ),
        ),
        // Most bytes mean something in many encodings: the titles show which of them was meant.
        None if likely != declared && known(Some(likely)) > known(Some(declared)).max(1) => {
            let likely = likely.name();
            (
                Place::file(folder.shown_path(name)),
                text!(
                    "按所声明的编码 {word} 读不出列名，按 {likely} 则可读出",
                    "the titles can't be read in {word}, the declared encoding, but in {likely}"
                ),
            )
        }
        None => return Ok(None),
    };
    let finding = Finding::new(codes::BAD_ENCODING, message).at(place);
    Ok(Some(finding.help(advice(declared, likely))))
}

fn advice(declared: &'static Encoding, likely: &'static Encoding) -> Text {
    let name = likely.name();
    match likely == declared {
        true => text!(
            "请核对编码，或另存为 UTF-8；该文件未读取",
            "check the encoding, or save the file as UTF-8; the file is not read"
        ),
        false => text!(
            "编码很可能是 {name}：请改为 `encoding = \"{name}\"`，或另存为 UTF-8；该文件未读取",
            "it is probably written in {name}: declare `encoding = \"{name}\"`, or save it as UTF-8; the file is not read"
        ),
    }
}
