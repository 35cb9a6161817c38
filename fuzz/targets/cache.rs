//! Damage to a corpus that was kept.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::cache(data));
