#!/usr/bin/env bash
# Every test: the library, the command line, the protocol, and the real editors, which are installed where missing.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo test --locked
cargo build --locked --release
tests/editors/run.sh
