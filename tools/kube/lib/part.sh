# Sourced by up: starts a cluster's parts and waits for them. The caller sets, for the place where they run:
#   enter   the command that goes there; nothing for this machine itself
#   proc    its /proc, as seen from here
#   state   the cluster's directory, as seen from there
#   group   a file to be written into by a process that joins the cluster's cgroup; /dev/null for none
# shellcheck shell=bash disable=SC2154

# start PART COMMAND…: unless it runs.
start() {
  local part="$1" pid
  shift
  is_that "$proc" "$directory/run/$part" && return
  # shellcheck disable=SC2016 # expanded there
  pid="$("${enter[@]}" sh -c 'echo 0 >"$1"; log="$2"; shift 2; setsid nohup "$@" >>"$log" 2>&1 </dev/null 8>&- & echo $!' \
    - "$group" "$state/log/$part.log" "$@")"
  printf '%s %s\n' "$pid" "$(started_at "$proc" "$pid")" >"$directory/run/$part"
}

# await PART SECONDS QUESTION…: until kit's question is answered, or the part has ended.
await() {
  local part="$1" seconds="$2" problem
  shift 2
  problem="$("${enter[@]}" "$kube/kit" await "$seconds" "$@" 2>&1)" && return
  tail -n 5 "$directory/log/$part.log" >&2 || true
  die "$name: $problem; the lines above are from $directory/log/$part.log"
}
