//! What a client may send.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| nigao_fuzz::lsp(data));
