# Sourced by the scripts that deal with clusters that run pods: boxes.
# shellcheck shell=bash disable=SC2034,SC2154
#
# A box is a network, mount, process and host name namespace with one address, 10.201.0.N, on a bridge of this machine, and cgroups of
# its own: as good as a machine for a kubelet, and gone when its first process is killed. $boxes/N/ says what is known of box N:
#   cluster  the directory of the cluster that lives in it
#   init     its first process, as "PID START"
# and $boxes/instances how many inotify instances this machine allowed before there were boxes.
# shellcheck source=tools/kube/lib/cluster.sh
source "$here/lib/cluster.sh"

boxes=/run/ridgeway-kube
bridge=rwkube
net="${RIDGEWAY_KUBE_NET:-10.201.0}" # where another network of this machine has these addresses
place="$boxes/place" # in a box, the cluster's directory; short, because sockets lie in it
instances=/proc/sys/fs/inotify/max_user_instances
# What a kubelet, containerd or a CNI plugin keeps at a fixed path: each box has its own.
fixed_paths=(/run/netns /run/containerd /var/lib/kubelet /var/lib/cni /var/log/containers /tmp/hostpath_pv)

namespace() { printf 'ridgeway-kube-%s' "$1"; }
lock_boxes() { exec 7>"$boxes.lock"; flock 7; }
unlock_boxes() { exec 7>&-; }
init_of() { local pid _; read -r pid _ <"$boxes/$1/init" && printf '%s' "$pid"; }
box_lives() { is_that /proc "$boxes/$1/init"; }
enter_box() { enter=(nsenter --target "$(init_of "$1")" --mount --net --pid --uts --); }

# this_box: the number of this cluster's box; fails if it has none. After a reboot the number may be another's.
this_box() {
  local number
  [[ -s "$directory/box" ]] && number="$(<"$directory/box")" \
    && [[ "$(cat "$boxes/$number/cluster" 2>/dev/null)" == "$directory" ]] && printf '%s' "$number"
}

# Fixed, or the others would send to the former address for half a minute after a restart.
mac() { printf '02:00:0a:c9:00:%02x' "$1"; }

# The top of each hierarchy: one with cgroup v2, one for each controller with v1.
cgroup_tops() {
  local top
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then printf '/sys/fs/cgroup\n'; return; fi
  for top in /sys/fs/cgroup/*; do [[ ! -e "$top/cgroup.procs" ]] || printf '%s\n' "$top"; done
}

kill_box() {
  local pid
  if box_lives "$1"; then
    pid="$(init_of "$1")"
    kill -KILL "$pid" # the kernel kills what else is in the box, and drops its mounts
    while [[ -d "/proc/$pid" ]]; do sleep 0.05; done
  fi
  # Of a box whose making was cut short, its first process is recorded nowhere.
  while IFS= read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done \
    < <(ip netns pids "$(namespace "$1")" 2>/dev/null)
}

# drop_box NUMBER: leaves nothing of it but the cluster's directory. The boxes are locked.
drop_box() {
  local number="$1" top tries
  kill_box "$number"
  ! [[ -e "/run/netns/$(namespace "$number")" ]] || ip netns del "$(namespace "$number")"
  ! [[ -e "/sys/class/net/$bridge.$number" ]] || ip link del "$bridge.$number" 2>/dev/null || true # it goes with the namespace, soon
  while IFS= read -r top; do
    # The kernel lets a cgroup go a moment after the last process in it.
    for ((tries = 0; tries < 50; tries++)); do
      [[ -d "$top/$(namespace "$number")" ]] || break
      find "$top/$(namespace "$number")" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done
  done < <(cgroup_tops)
  rm -rf "${boxes:?}/$number"
  [[ -n "$(compgen -G "$boxes/[0-9]*")" ]] || drop_boxes
}

# After the last one. While a box lives, removing a path that is mounted in it would unmount it there.
drop_boxes() {
  local path
  ! [[ -e "/sys/class/net/$bridge" ]] || ip link del "$bridge"
  if [[ -e "$boxes/made" ]]; then
    tac "$boxes/made" | while IFS= read -r path; do rmdir "$path" 2>/dev/null || true; done
  fi
  if [[ -s "$boxes/instances" ]]; then cat "$boxes/instances" >"$instances"; fi
  rm -f "$boxes/made" "$boxes/instances"
  rmdir "$place" "$boxes" 2>/dev/null || true
}
