//! Any text as a file of terms in TBX.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::tbx(data));
