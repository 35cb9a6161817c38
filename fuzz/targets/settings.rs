//! Any text as nigao.toml.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::settings(data));
