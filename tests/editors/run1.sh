#!/usr/bin/env bash
# Runs the tests in real editors. Usage: tests/editors/run.sh [nvim|vscode|emacs]...   (all three by default)
#   NIGAO_BIN         the binary under test, by default target/release/nigao
#   NIGAO_SCREENSHOT  where to copy the picture of VS Code with a draft (a .png), by default nowhere
set -uo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/editors
NIGAO_BIN=$(realpath "${NIGAO_BIN:-target/release/nigao}")
export NIGAO_BIN
[[ -x $NIGAO_BIN ]] || {
  echo "no server at $NIGAO_BIN: cargo build --release" >&2
  exit 1
}
(($#)) || set -- nvim vscode emacs

tests/editors/setup.sh "$@" || exit 1

# Editors look the server up in PATH; VS Code, which brings its own, must not find one there.
mkdir -p "$out/bin"
ln -sf "$NIGAO_BIN" "$out/bin/nigao"

nvim() {
  PATH=$out/bin:$PATH "$out/nvim/bin/nvim" --clean --headless -l tests/editors/nvim.lua
}

vscode() {
  local PATH=$out/node/node_modules/.bin:$PATH
  (
    cd editors/vscode
    [[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --no-audit --no-fund || exit
    VSIX=$out/nigao.vsix npm run package
  ) >"$out/vsix.log" 2>&1 </dev/null || {
    tail -n 40 "$out/vsix.log" >&2
    return 1
  }
  node --test --test-name-pattern='missing|stops with|installed|picture' --test-reporter=spec tests/editors/vscode.test.mjs
}

emacs() {
  PATH=$out/bin:$PATH command emacs -q --batch -l tests/editors/emacs.el -f ert-run-tests-batch-and-exit
}

failed=()
for editor in "$@"; do
  SECONDS=0
  "$editor" || failed+=("$editor")
  echo "$editor: ${SECONDS} s"
done
((${#failed[@]} == 0)) || {
  echo "failed: ${failed[*]}"
  exit 1
}
