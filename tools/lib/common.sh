# Sourced by ./ridgeway and by the scripts under tools/. Sets where data live and how to talk to the person at the terminal.
# Nothing is written into the clone but build output; everything else is under RIDGEWAY_HOME.

RIDGEWAY_HOME="${RIDGEWAY_HOME:-$HOME/.ridgeway}"
# A second home (a demo, a test) can share what is dear to build.
RIDGEWAY_CACHE="${RIDGEWAY_CACHE:-$RIDGEWAY_HOME/cache}"
export RIDGEWAY_HOME RIDGEWAY_CACHE

# All talk goes to standard error, so that a script's answer can be read from its standard output.
say() { printf '%s\n' "$*" >&2; }
die() { printf 'ridgeway: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# private_dir DIR…: makes each directory, readable by its owner only.
private_dir() { (umask 077 && mkdir -p "$@"); }

# digest: the first 16 hex digits of the SHA-256 of standard input; names a cache entry.
digest() { local sum; sum="$(sha256sum)"; printf '%s' "${sum:0:16}"; }

# java_major JAVA: the major version of a java executable, or nothing when it does not run.
java_major() { "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1; }

# The java that runs things here: JAVA_HOME's if that is set, else the first on the PATH.
java_command() { if [[ -n "${JAVA_HOME:-}" ]]; then printf '%s' "$JAVA_HOME/bin/java"; else command -v java; fi; }

# ticking LABEL LOG COMMAND…: runs the command with its output in LOG, and says every ten seconds that it is still at it.
ticking() {
  local label="$1" log="$2" started=$SECONDS pid passed last=0
  shift 2
  "$@" >"$log" 2>&1 9>&- &
  pid=$!
  # A command started with & ignores Ctrl-C, and a TERM reaches this script alone: neither may leave the command behind.
  trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    passed=$((SECONDS - started))
    if ((passed >= last + 10)); then
      last=$passed
      say "  $label: $passed s"
    fi
  done
  trap - INT TERM
  wait "$pid"
}
