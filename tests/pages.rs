//! The pages of a batch: whole, well-formed, in both languages, and with the same results as the JSON beside them.

#[path = "pages/dom.rs"]
mod dom;
#[path = "common/program.rs"]
mod program;

use dom::{Element, Page};
use program::kaoping;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

/// Every file of a batch of three units of the sample and two years, with pages and JSON, by its path: written once.
fn batch() -> &'static BTreeMap<String, String> {
    static BATCH: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    BATCH.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let written = kaoping(env!("CARGO_MANIFEST_DIR"))
            .args(["--lang", "zh", "report", "--data", "builtin:sample"])
            .args(["--years", "2012-2013", "--units", "110000,110105,110119"])
            .args(["--formats", "html,json", "--out"])
            .arg(folder.path())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&written.stderr);
        assert!(written.status.success(), "{said}");
        let of_folder = |within: &str| {
            let entries = fs::read_dir(folder.path().join(within)).expect("a folder of the batch");
            let files = entries.map(|entry| entry.expect("an entry").path());
            let files = files.filter(|path| path.is_file()).map(|path| {
                let name = path.strip_prefix(folder.path()).expect("within");
                let text = fs::read_to_string(&path).expect("UTF-8");
                (name.display().to_string(), text)
            });
            files.collect::<Vec<_>>()
        };
        ["", "2012", "2013"]
            .into_iter()
            .flat_map(of_folder)
            .collect()
    })
}

/// Every page: its path within the batch and its text.
fn pages() -> Vec<(String, String)> {
    let pages = batch().iter().filter(|(name, _)| name.ends_with(".html"));
    let pages: Vec<_> = pages
        .map(|(name, text)| (name.clone(), text.clone()))
        .collect();
    assert_eq!(pages.len(), 4 + 2 + 6, "{pages:?}", pages = names(&pages));
    pages
}

fn names(pages: &[(String, String)]) -> Vec<&str> {
    pages.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn every_page_is_whole_and_marked() {
    for (name, page) in pages() {
        assert!(
            page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"),
            "{name}"
        );
        assert!(page.contains("合成数据 SYNTHETIC"), "{name} is not marked");
        assert!(!page.contains(">None"), "{name}");
        let parsed = Page::of(&page);
        assert!(parsed.errors.is_empty(), "{name}: {:?}", parsed.errors);
        let metas = parsed.all("meta").into_iter();
        let policy = metas.filter(|meta| meta.attr("http-equiv").is_some());
        let policy = policy
            .filter_map(|meta| meta.attr("content"))
            .next()
            .expect("a policy");
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe"),
            "{name}"
        );
        for element in parsed.elements() {
            let tag = element.tag();
            for (attribute, value) in element.attrs() {
                assert!(!attribute.starts_with("on"), "{name}: a handler in <{tag}>");
                assert_ne!(
                    attribute, "style",
                    "{name}: a style in <{tag}>, which the policy refuses"
                );
                let outside = value.starts_with("http:") || value.starts_with("https:");
                assert!(!outside && attribute != "src", "{name}: {value}");
            }
        }
        for tag in ["script", "main", "h1"] {
            assert_eq!(parsed.all(tag).len(), 1, "{name}: <{tag}>");
        }
    }
}

#[test]
fn pages_are_small() {
    for (name, page) in pages() {
        let most = if name == "index.html" {
            1_000_000
        } else {
            300_000
        };
        assert!(page.len() <= most, "{name} has {} bytes", page.len());
    }
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let pages = pages();
    let mut ids: BTreeSet<(String, String)> = BTreeSet::new();
    let parsed: Vec<(&str, Page)> = pages
        .iter()
        .map(|(name, page)| (name.as_str(), Page::of(page)))
        .collect();
    for (name, page) in &parsed {
        for id in page
            .elements()
            .iter()
            .filter_map(|element| element.attr("id"))
        {
            assert!(
                ids.insert((String::from(*name), id.clone())),
                "{name}: two elements #{id}"
            );
        }
    }
    for (name, page) in &parsed {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in page
            .all("a")
            .iter()
            .filter_map(|element| element.attr("href"))
        {
            let (path, id) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => String::from(*name),
                path if path.starts_with("../") => path[3..].to_owned(),
                path if folder.is_empty() => path.to_owned(),
                path => format!("{folder}/{path}"),
            };
            assert!(
                batch().contains_key(&target),
                "{name}: {link} leads nowhere"
            );
            let known = id.is_empty() || ids.contains(&(target, id.to_owned()));
            assert!(known, "{name}: {link} leads to nothing on its page");
        }
    }
}

#[test]
fn tables_have_captions_and_heads() {
    for (name, page) in pages() {
        for table in Page::of(&page).all("table") {
            assert_eq!(table.all("caption").len(), 1, "{name}");
            let heads = table.all("th");
            assert!(!heads.is_empty(), "{name}");
            assert!(
                heads.iter().all(|head| head.attr("scope").is_some()),
                "{name}"
            );
        }
    }
}

/// Whether a number of the document is shown in a cell: its digits, as far as the cell has any.
fn shows(cell: &str, number: &str) -> bool {
    let shown: String = cell
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let (whole, _) = number.split_once('.').unwrap_or((number, ""));
    let rounded = number
        .parse::<f64>()
        .map(|n| n.round().to_string())
        .unwrap_or_default();
    shown.starts_with(whole.trim_start_matches('-')) || shown.starts_with(&rounded)
}

#[test]
fn every_result_is_shown_as_the_json_states_it() {
    for (year, unit) in [("2013", "110000"), ("2013", "110105"), ("2012", "110119")] {
        let json = &batch()[&format!("{year}/{unit}.json")];
        let json: Value = serde_json::from_str(json).expect("JSON");
        let page = &batch()[&format!("{year}/{unit}.html")];
        let page = Page::of(page);
        let results = json["results"].as_array().expect("results");
        let entries = page.all("tbody").into_iter();
        let entries: Vec<Element> = entries
            .filter(|entry| entry.attr("data-entry").is_some())
            .collect();
        assert_eq!(entries.len(), results.len());
        for result in results {
            let id = result["indicator"].as_str().expect("an id");
            let entry = page.by_id(id);
            let row = entry.all("tr").swap_remove(0).children();
            let cells: Vec<String> = row.iter().map(|cell| cell.text("zh")).collect();
            assert_eq!(
                entry.attr("data-entry").as_deref(),
                result["verdict"].as_str(),
                "{id}"
            );
            assert!(
                !cells[0].is_empty() && !row[0].text("en").is_empty(),
                "{id}"
            );
            assert_eq!(cells[1], result["name"].as_str().expect("a name"), "{id}");
            let number = result["display"].is_null();
            if let (Some(value), true) = (result["value"].as_str(), number) {
                assert!(shows(&cells[2], value), "{id}: {} for {value}", cells[2]);
            }
            if let Some(attainment) = result["attainment"].as_str() {
                let capped = attainment
                    .parse::<f64>()
                    .expect("a number")
                    .clamp(0.0, 100.0);
                let shown: f64 = cells[5].trim_matches(['≈', '%']).parse().expect("per cent");
                assert!(
                    (shown - capped).abs() <= 1.0,
                    "{id}: {shown} for {attainment}"
                );
            }
            let evidence = entry.all("details").swap_remove(0);
            let phrase = result["clause"]["phrase"].as_str().expect("a phrase");
            assert!(
                evidence.text("zh").contains(phrase),
                "{id} lacks its clause"
            );
            assert!(
                evidence
                    .text("en")
                    .contains(&format!("kaoping explain {id}")),
                "{id}"
            );
        }
    }
}

#[test]
fn evidence_names_the_cells() {
    let page = &batch()["2013/110105.html"];
    let page = Page::of(page);
    let entry = page.by_id("volunteering-rate");
    let zh = entry.text("zh");
    let parts = [
        "districts-2013.csv:5:62",
        "districts-2013.csv:5:141",
        "689972 ÷ 3812000 × 100 = 18.1",
        "基期 2010年",
    ];
    for part in parts {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    let drawn = entry
        .all("path")
        .into_iter()
        .filter_map(|path| path.attr("class"));
    let drawn: Vec<String> = drawn.collect();
    assert!(
        ["p", "t", "j", "l k"]
            .iter()
            .all(|class| drawn.iter().any(|one| one == class)),
        "{drawn:?}"
    );
}

#[test]
fn the_items_of_the_standard_are_listed_by_objective() {
    let page = &batch()["2013/110105.html"];
    let page = Page::of(page);
    let section = page.by_id("standard");
    let captions: Vec<String> = section
        .all("caption")
        .iter()
        .map(|one| one.text("zh"))
        .collect();
    assert!(
        captions.iter().any(|caption| caption == "安全稳定"),
        "{captions:?}"
    );
    let ids = section
        .all("tr")
        .into_iter()
        .map(|row| row.children()[0].text("zh"));
    let ids = ids.filter(|id| id.len() == 2 && id.parse::<u32>().is_ok());
    assert_eq!(ids.count(), 46);
}
