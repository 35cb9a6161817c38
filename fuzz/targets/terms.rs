//! Any text as a file of terms in TOML.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::terms(data));
