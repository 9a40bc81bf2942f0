# Sourced by the scripts that build Go modules.
# shellcheck shell=bash

# progress TOTAL LOG: counts the packages that `go build -v` names; a line when a tenth is done keeps a log readable.
progress() {
  local total="$1" log="$2" done=0 shown=0 line
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ "$line" == *[[:space:]]* ]] && continue
    done=$((done + 1))
    if ((done * 10 / total > shown)); then
      shown=$((done * 10 / total))
      say "  compiling: $done of $total packages"
    fi
  done
}
