//! Pages of a batch refer to files of the batch only, by relative links.

use super::{Tree, done, project, report, tree};

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    let parts = page.split(&*begin).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// What a relative link in a page leads to: the path of a file.
fn target(page: &str, link: &str) -> String {
    let link = link.split(['#', '?']).next().unwrap();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leaves the folder"),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn check(files: &Tree) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        for attribute in ["href", "src", "action", "poster", "data"] {
            for link in values(&page, attribute)
                .into_iter()
                .filter(|link| !link.starts_with('#'))
            {
                assert!(
                    !link.contains(':') && !link.starts_with('/'),
                    "{path}: {link}"
                );
                let target = target(path, link);
                assert!(files.contains_key(&target), "{path}: {link}");
            }
        }
        for word in ["@import", "url(http", "//cdn", "fetch("] {
            assert!(!page.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn links_are_relative_and_lead_to_files_of_the_batch() {
    let project = project();
    done(&mut report(project.path(), "out", &[]));
    check(&tree(&project.path().join("out")));
    let one = ["--units", "0102", "--years", "2022,2023"];
    done(&mut report(project.path(), "one", &one));
    check(&tree(&project.path().join("one")));
}
