#!/usr/bin/env bash
# Every test: the library, the command line, the protocol, what the program asks of the system, what takes
# minutes without optimisation, and the real editors. What is missing for them is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo test --locked
cargo build --locked --release
export NIGAO_BIN=$PWD/target/release/nigao
cargo test --locked --test unbreakable -- --ignored --nocapture --test-threads 1
cargo test --locked --test lsp -- --ignored sweep::
tests/traced.sh
tests/editors/run.sh
