# Sourced by the scripts under tools/ that build a command from a pinned Go module.
# shellcheck shell=bash

# GOFLAGS of the person at the keyboard must not turn the checks off.
go_in() { (cd "$1" && shift && GOFLAGS='' GOWORK=off CGO_ENABLED=0 go "$@"); }

# go_tool NAME MODULE PACKAGE [LINKER_FLAGS]: builds PACKAGE as the go.mod and go.sum in the directory MODULE pin it, once, and prints the
# binary's path. It is kept under $RIDGEWAY_CACHE/tools/<name>-<key>/, where the key is a digest of the module files, the recipe and
# the Go version. Checksums bind: the build is -mod=readonly against the committed go.sum.
go_tool() {
  local name="$1" module="$2" package="$3" flags="${4:-}" key directory temp
  have go || die "Go 1.24 or newer is needed to build $name: see https://go.dev/dl"
  local recipe=(-mod=readonly -trimpath -buildvcs=false "-ldflags=-s -w $flags")
  key="$({ cat "$module/go.mod" "$module/go.sum"; printf '%s\n' "$package" "${recipe[@]}"; go version; } | digest)"
  directory="$RIDGEWAY_CACHE/tools/$name-$key"
  if [[ ! -x "$directory/$name" ]]; then
    private_dir "$RIDGEWAY_HOME" "$RIDGEWAY_CACHE/tools"
    # Whoever waits here finds the work done.
    exec 9>"$RIDGEWAY_CACHE/tools/.lock"
    flock -n 9 || { say "Another run is building a tool; waiting for it"; flock 9; }
    if [[ ! -x "$directory/$name" ]]; then
      temp="$(mktemp -d "$RIDGEWAY_CACHE/tools/.building.XXXXXX")"
      say "Building $name: once"
      ticking "compiling $name" "$temp/log" go_in "$module" build "${recipe[@]}" -o "$temp/$name" "$package" \
        || { cat "$temp/log" >&2; rm -rf "$temp"; die "building $name failed; the lines above say why"; }
      rm -f "$temp/log"
      mv -T "$temp" "$directory"
    fi
    exec 9>&-
  fi
  printf '%s\n' "$directory/$name"
}
