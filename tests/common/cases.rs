//! How many random inputs are tried.

/// `KAOPING_CASES`, or as many as are usual.
pub fn cases(usual: u32) -> u32 {
    let asked = std::env::var("KAOPING_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}
