//! Templates, and what every page has: head, switches, mark of synthetic data, style and script with their hashes.

use super::words::{Words, html};
use crate::render::batch::BatchFile;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;
use std::sync::OnceLock;

const STYLE: &str = include_str!("templates/style.css");
const SCRIPT: &str = include_str!("templates/script.js");

/// Every template: what pages share, then one for each kind of page.
const TEMPLATES: [(&str, &str); 10] = [
    ("layout.html", include_str!("templates/layout.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("evidence.html", include_str!("templates/evidence.html")),
    ("unit.html", include_str!("templates/unit.html")),
    ("year.html", include_str!("templates/year.html")),
    ("heat.html", include_str!("templates/heat.html")),
    ("index.html", include_str!("templates/index.html")),
    ("findings.html", include_str!("templates/findings.html")),
    ("missing.html", include_str!("templates/missing.html")),
    ("method.html", include_str!("templates/method.html")),
];

/// What every page states.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// The title of the window.
    pub title: Words,
    /// The plan and its years.
    pub plan: Words,
    /// The title of the data.
    pub data: Words,
    /// Whether the figures are made up.
    pub synthetic: bool,
    /// The way to the folder of the batch: empty, or `../`.
    pub root: &'static str,
    /// The program and its version.
    pub tool: String,
    /// Links beside those to the pages of the batch: path and words.
    pub links: Vec<(String, Words)>,
}

/// A page of the batch, at `path`.
pub fn page(
    template: &str,
    path: String,
    shell: &Shell,
    content: impl Serialize,
) -> io::Result<BatchFile> {
    let foot = foot(shell);
    let context = Page {
        shell,
        page: content,
        foot_hash: hash(&foot),
        foot: Value::from_safe_string(foot),
    };
    let template = environment().and_then(|all| all.get_template(template));
    let text = template.and_then(|template| template.render(Serde(context)));
    let bytes = text.map_err(io::Error::other)?.into_bytes();
    Ok(BatchFile { path, bytes })
}

#[derive(Serialize)]
struct Page<'a, T> {
    shell: &'a Shell,
    page: T,
    foot: Value,
    foot_hash: Value,
}

/// The style of the foot of printed pages: what the page is about, and that the data is made up.
fn foot(shell: &Shell) -> String {
    let mut text = shell.title.plain();
    if shell.synthetic {
        text += " · 合成数据 SYNTHETIC";
    }
    format!(
        "@media print{{@page{{@bottom-left{{content:\"{}\";font-size:8pt}}}}}}",
        css_string(&text)
    )
}

/// Text within the quotes of a style: whatever is no letter, digit or space is written by its code, so that it ends neither
/// the string nor the style.
fn css_string(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            _ if c == ' ' || c.is_alphanumeric() => safe.push(c),
            other => safe += &format!("\\{:x} ", u32::from(other)),
        }
    }
    safe
}

/// The templates; fails if one of them is wrong.
fn environment() -> Result<&'static Environment<'static>, Error> {
    static ENVIRONMENT: OnceLock<Result<Environment<'static>, String>> = OnceLock::new();
    let environment = ENVIRONMENT.get_or_init(|| build().map_err(|error| format!("{error:#}")));
    (environment.as_ref())
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.as_str().to_owned()))
}

fn build() -> Result<Environment<'static>, Error> {
    let mut all = Environment::new();
    all.set_auto_escape_callback(|_| AutoEscape::Html);
    all.set_formatter(escaped);
    let mut syntax = SyntaxConfig::builder();
    all.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build()?);
    all.add_filter("t", in_both);
    all.add_filter("plain", |words: &Value| {
        words_of(words).map(|words| words.plain())
    });
    all.add_function("w", |zh: &str, en: &str| {
        Value::from_safe_string(Words::pair(zh, en).html())
    });
    for (name, text) in [("style", STYLE), ("script", SCRIPT)] {
        let text = compact(text);
        all.add_global(format!("{name}_hash"), hash(&text));
        all.add_global(name, Value::from_safe_string(text));
    }
    for (name, text) in TEMPLATES {
        all.add_template(name, text)?;
    }
    Ok(all)
}

/// The lines without what they are indented by; empty ones and whole lines of comment are left out.
fn compact(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lines = lines.filter(|line| !(line.starts_with("/*") && line.ends_with("*/")));
    lines.collect::<Vec<_>>().join("\n")
}

/// The source expression of a policy that admits exactly this text.
fn hash(text: &str) -> Value {
    let digest = STANDARD.encode(Sha256::digest(text.as_bytes()));
    Value::from_safe_string(format!("'sha256-{digest}'"))
}

/// SHA-256 of a text in hexadecimal.
pub fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Escapes whatever is not markup made here.
fn escaped(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    let written = match (value.is_safe(), value.as_str()) {
        _ if value.is_undefined() || value.is_none() => Ok(()),
        (true, Some(text)) => out.write_str(text),
        (false, Some(text)) => out.write_str(&html(text)),
        (_, None) => out.write_str(&html(&value.to_string())),
    };
    written.map_err(Error::from)
}

fn words_of(value: &Value) -> Result<Words, Error> {
    let text = |lang: &str| {
        let text = value.get_attr(lang)?;
        Ok::<String, Error>(text.as_str().unwrap_or_default().to_owned())
    };
    let (zh, en) = (text("zh")?, text("en")?);
    Ok(Words::of(|lang| lang.pick(&zh, &en).to_owned()))
}

/// A text of both languages, as markup.
fn in_both(value: &Value) -> Result<Value, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(Value::from(""));
    }
    Ok(Value::from_safe_string(words_of(value)?.html()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_neither_a_string_nor_a_style() {
        assert_eq!(
            css_string("朝阳区\"}</style>"),
            "朝阳区\\22 \\7d \\3c \\2f style\\3e "
        );
    }
}
