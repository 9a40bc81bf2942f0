# Sourced by ./ridgeway: what a machine must have, and a clear word about what it has not.
# shellcheck shell=bash

needs_tools() {
  local missing=()
  [[ "$(uname -sm)" == "Linux x86_64" ]] || die "the embedded run needs Linux on x86-64; this is $(uname -sm)"
  needs_jdk || missing+=("a JDK 17 or newer (openjdk-17-jdk-headless), with JAVA_HOME naming it if it is not on the PATH")
  have go && at_least 1.21 "$(go env GOVERSION 2>/dev/null | sed 's/^go//')" || missing+=("Go 1.21 or newer (golang-go, or https://go.dev/dl)")
  have node && have npm && at_least 20 "$(node --version | sed 's/^v//')" || missing+=("Node 20 or newer with npm (nodejs npm, or https://nodejs.org)")
  have cc || missing+=("a C compiler (gcc libc6-dev)")
  local tool
  for tool in flock setsid unshare sha256sum tar sed find; do
    have "$tool" || missing+=("$tool (util-linux, coreutils, tar, sed, findutils)")
  done
  ((${#missing[@]} == 0)) && return
  say "Ridgeway needs, and this machine lacks:"
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# A compiler, not only a runtime: the application is built here.
needs_jdk() {
  local java major
  java="$(java_command)" || return 1
  major="$(java_major "$java")"
  ((${major:-0} >= 17)) || return 1
  if [[ -n "${JAVA_HOME:-}" ]]; then [[ -x "$JAVA_HOME/bin/javac" ]]; else have javac; fi
}

# at_least WANTED FOUND: compares versions.
at_least() { [[ -n "$2" && "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" == "$1" ]]; }

# The browser that the tests drive: RIDGEWAY_CHROMIUM, or the first that runs.
browser() {
  local candidate
  for candidate in "${RIDGEWAY_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's package of that name is a script that asks for a snap: it is there and does not run.
    if [[ -n "$candidate" ]] && have "$candidate" && "$candidate" --version >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

chinese_font() { compgen -G '/usr/share/fonts/*/*/*CJK*' >/dev/null || { have fc-list && [[ -n "$(fc-list :lang=zh)" ]]; }; }

# Only the tests need these. As root on Debian or Ubuntu they are installed; elsewhere the line to run is printed.
needs_system_packages() {
  local packages=()
  browser >/dev/null || packages+=(chromium)
  chinese_font || packages+=(fonts-noto-cjk)
  have openssl || packages+=(openssl)
  have softhsm2-util || packages+=(softhsm2)
  have python3 || packages+=(python3)
  installed "${packages[@]}"
  browser >/dev/null || die "no Chromium that runs: Ubuntu has it as a snap only (snap install chromium), or set RIDGEWAY_CHROMIUM to one"
  chinese_font || die "no Chinese font: apt-get install fonts-noto-cjk"
  # Who isn't root can run all other tests; those with pods fail and say what to run.
  if ((EUID == 0)); then needs_pods; fi
}

# What a cluster with pods is made of, and root to make it.
needs_pods() {
  local packages=() started=""
  ((EUID == 0)) || die "a cluster with pods needs root; run this: sudo ./ridgeway verify (or name another cluster in KUBECONFIG)"
  have containerd || packages+=(containerd)
  have runc || packages+=(runc)
  [[ -x /usr/lib/cni/bridge ]] || packages+=(containernetworking-plugins)
  have nft || packages+=(nftables)
  have ip || packages+=(iproute2)
  ((${#packages[@]})) || return 0
  [[ " ${packages[*]} " != *" containerd "* ]] || started=containerd
  installed "${packages[@]}"
  # Its package starts a service. Ours are started by hand, each in its box.
  if [[ -n "$started" && -d /run/systemd/system ]]; then systemctl disable --quiet --now containerd >&2; fi
}

# installed PACKAGE…: installs them, or says how.
installed() {
  local line="apt-get install -y --no-install-recommends $*"
  (($#)) || return 0
  if ! have apt-get || ((EUID != 0)); then
    die "the tests need $*; run this and come back: sudo $line"
  fi
  say "Installing $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >&2
  $line >&2 || die "could not install $*; the lines above say why"
}
