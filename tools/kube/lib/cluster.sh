# Sourced by the scripts of this directory's parent: which cluster is meant, and what of it runs.
# shellcheck shell=bash disable=SC2034,SC2154 # the scripts that source this use what it sets
#
# A cluster is a name and a directory that holds everything it has:
#   keys/  log/  etcd/  kubeconfig      the same at both levels
#   run/PART                            a running part: its process id and when that started, so that a number given anew isn't taken for it
#   ports                               of a cluster without pods: those of 127.0.0.1 that it uses
#   level                               what kind it is; empty when it was wiped. Where there is none, it isn't a cluster's directory
#   for                                 the process with which it ends
#   box                                 of a cluster with pods: the number of its box (box.sh)
# shellcheck source=tools/lib/common.sh
source "$here/../lib/common.sh"
PATH="$PATH:/usr/sbin:/sbin" # where Debian keeps ip, nft and modprobe, and not everyone looks

# which_cluster ARGUMENT…: sets name, directory, for_whom, and flags: what of the arguments is neither.
which_cluster() {
  name="" directory="" for_whom="" flags=()
  while (($#)); do
    case "$1" in
      --dir) directory="${2:?--dir wants a directory}"; shift ;;
      --for | --of) for_whom="${2:?$1 wants a process id}"; shift ;;
      --*) flags+=("$1") ;;
      *) if [[ -z "$name" ]]; then name="$1"; else flags+=("$1"); fi ;;
    esac
    shift
  done
  [[ "$name" =~ ^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?$ ]] \
    || die "a cluster's name is lower case letters, digits and dashes, 42 at most; not '$name'"
  [[ -n "$directory" ]] || directory="$RIDGEWAY_HOME/kube/$name"
  directory="$(realpath -m "$directory")"
}

# Whether the directory is a cluster's, or was one's.
is_cluster() { [[ -f "$directory/level" ]]; }

# Dies unless the directory is a cluster's or there is nothing in it: what is somebody else's must be neither written to nor wiped.
need_own_directory() {
  is_cluster || [[ ! -e "$directory" ]] && return
  local others=(-mindepth 1 -maxdepth 1 ! -name lock)
  # Beside an empty lock, logs may be those of one that was wiped before levels outlived that. They stay.
  if [[ -f "$directory/lock" && ! -s "$directory/lock" ]]; then others+=(! -name log); fi
  [[ -d "$directory" && ! -s "$directory/lock" && -z "$(find "$directory" "${others[@]}" -print -quit)" ]] \
    || die "$directory holds other things than a cluster: name a directory that is empty, or not there yet"
}

# One script at a time for one cluster. What is started must close 8, or it holds the lock.
lock_cluster() { exec 8>"$directory/lock"; flock 8; }

is_for() { [[ "$(cat "$directory/for" 2>/dev/null)" == "$1" ]]; }

has_flag() { local flag; for flag in "${flags[@]}"; do [[ "$flag" == "$1" ]] && return; done; return 1; }

# started_at PROC PID: when it started, in ticks since the machine did; fails if there is no such process.
started_at() {
  local stat
  { stat="$(<"$1/$2/stat")"; } 2>/dev/null || return 1
  read -ra stat <<<"${stat##*) }" # the command's name before it may hold anything
  [[ "${stat[0]}" != Z ]] && printf '%s' "${stat[19]}"
}

# is_that PROC FILE: whether the process recorded in FILE as "PID START" still runs.
is_that() {
  local pid start
  [[ -s "$2" ]] && read -r pid start <"$2" && [[ "$(started_at "$1" "$pid")" == "$start" ]]
}
