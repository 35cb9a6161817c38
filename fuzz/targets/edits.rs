//! A draft and edits to it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::edits(data));
