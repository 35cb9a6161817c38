#!/usr/bin/env bash
# Runs the program under strace, in a network without interfaces: it opens no socket, starts no other
# program, and a folder that is opened has nothing read outside it.
#   NIGAO_BIN  the binary under test, by default target/release/nigao
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/install.sh
command -v strace >/dev/null || debian strace
command -v python3 >/dev/null || debian python3
exec python3 tests/traced.py "$(realpath "${NIGAO_BIN:-target/release/nigao}")"
