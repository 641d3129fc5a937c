#![no_main]

#[path = "../entry_points.rs"]
mod entry_points;

libfuzzer_sys::fuzz_target!(
    init: entry_points::allow_panics_of_libraries(),
    |bytes: &[u8]| entry_points::file(bytes)
);
