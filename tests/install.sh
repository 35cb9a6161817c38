# Installing what tests need besides Rust, Node and Python; to be sourced from the root of the project.

export DEBIAN_FRONTEND=noninteractive

say() { echo "setup: $*"; }

debian() {
  local missing=() package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "apt-get install ${missing[*]}"
  local root=() log=target/apt.log
  mkdir -p target
  ((EUID == 0)) || root=(sudo -n --preserve-env=DEBIAN_FRONTEND)
  "${root[@]}" apt-get update -qq
  "${root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}" >"$log" || {
    tail -n 20 "$log" >&2
    return 1
  }
}
