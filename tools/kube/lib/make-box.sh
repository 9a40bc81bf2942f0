# Sourced by up: makes the box of a cluster that runs pods.
# shellcheck shell=bash disable=SC2154,SC2034
# shellcheck source=tools/kube/lib/box.sh
source "$here/lib/box.sh"

# make_box: this cluster's box, new or the one that it has; sets number, address and where parts run.
make_box() {
  lock_boxes
  drop_forgotten
  number="$(this_box)" || number="$(free_number)"
  address="$net.$number"
  mkdir -p "$boxes/$number" "$place"
  allow_instances
  printf '%s' "$directory" >"$boxes/$number/cluster"
  printf '%s' "$number" >"$directory/box"
  connect "$number"
  if ! box_lives "$number"; then
    rm -rf "$directory/run"
    mkdir -p "$directory/run"
    cgroups "$number"
    start_init "$number"
  fi
  unlock_boxes
  enter_box "$number"
  proc="/proc/$(init_of "$number")/root/proc"
  state="$place"
  group=/sys/fs/cgroup/memory
  [[ -d "$group" ]] || group=/sys/fs/cgroup
  group="$group/$(namespace "$number")/system/cgroup.procs"
}

# A cloud's parts take some twenty inotify instances, and many machines allow 128 in all: a kubelet that gets none ends. The last box's
# end takes it back.
allow_instances() {
  local now
  now="$(<"$instances")"
  if ((now < 1024)) && printf 1024 2>/dev/null >"$instances"; then printf '%s' "$now" >"$boxes/instances"; fi
}

# Boxes whose cluster's directory was deleted under them.
drop_forgotten() {
  local box
  for box in "$boxes"/[0-9]*; do
    if [[ -e "$box" && ! -e "$(cat "$box/cluster" 2>/dev/null)/box" ]]; then drop_box "$(basename "$box")"; fi
  done
}

# The one it had last, if nobody has it now: its keys are for that address.
free_number() {
  local number
  if [[ -s "$directory/box" && ! -e "$boxes/$(<"$directory/box")" ]]; then cat "$directory/box"; return; fi
  if [[ -s "$directory/box" ]]; then rm -rf "$directory/keys"; fi
  for ((number = 11; number < 250; number++)); do
    if [[ ! -e "$boxes/$number" ]]; then printf '%s' "$number"; return; fi
  done
  die "there are too many clusters: see $boxes"
}

connect() {
  local number="$1" space
  space="$(namespace "$number")"
  if [[ ! -e "/sys/class/net/$bridge" ]]; then
    ip link add "$bridge" address "$(mac 1)" type bridge
    ip addr add "$net.1/24" dev "$bridge"
    ip link set "$bridge" up
  fi
  if [[ ! -e "/run/netns/$space" ]]; then
    ip netns add "$space"
    ip link add "$bridge.$number" type veth peer name eth0 address "$(mac "$number")" netns "$space"
    ip -n "$space" link set lo up
    ip -n "$space" addr add "$net.$number/24" dev eth0
    ip -n "$space" link set eth0 up
    ip -n "$space" route add default via "$net.1"
    ip link set "$bridge.$number" master "$bridge" up
  fi
}

# One for the pods, which the kubelet divides, and in it one for the parts, so that they are measured together.
cgroups() {
  local top space file
  space="$(namespace "$1")"
  while IFS= read -r top; do
    mkdir -p "$top/$space"
    if [[ -e "$top/cgroup.controllers" && "$top" == /sys/fs/cgroup ]]; then
      printf '+cpu +cpuset +memory +pids' | tee "$top/cgroup.subtree_control" >"$top/$space/cgroup.subtree_control"
    fi
    mkdir -p "$top/$space/system"
    for file in cpuset.cpus cpuset.mems; do # empty in a new one of v1, and then nothing can join it
      [[ "$top" == /sys/fs/cgroup || ! -e "$top/$file" ]] || cat "$top/$file" >"$top/$space/$file"
    done
  done < <(cgroup_tops)
}

start_init() {
  local number="$1" outer init path made tries
  for path in "${fixed_paths[@]}"; do
    # Said, so that the last box's end removes what was not here before.
    while IFS= read -r made; do printf '%s\n' "$made" >>"$boxes/made"; done < <(mkdir -pv "$path" | sed -n "s/.*directory '\(.*\)'$/\1/p")
  done
  rm -f "$directory/box.ready"
  # Not by `ip netns exec`: that mounts a /sys of its own, without the cgroups.
  NAME="$name" DIRECTORY="$directory" PLACE="$place" NODE="$here/node" setsid nohup \
    nsenter --net="/run/netns/$(namespace "$number")" unshare --mount --propagation private --uts --pid --fork --mount-proc \
    bash "$here/lib/init.sh" "${fixed_paths[@]}" >"$directory/log/box.log" 2>&1 </dev/null 7>&- 8>&- &
  outer=$!
  for ((tries = 0; tries < 100; tries++)); do
    [[ ! -e "$directory/box.ready" ]] || break
    sleep 0.05
  done
  [[ -e "$directory/box.ready" ]] || { cat "$directory/log/box.log" >&2; die "the box of $name did not start; the lines above say why"; }
  init="$(<"/proc/$outer/task/$outer/children")"
  init="${init% }"
  printf '%s %s\n' "$init" "$(started_at /proc "$init")" >"$boxes/$number/init"
}
