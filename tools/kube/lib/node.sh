# Sourced by up: what makes a box a Kubernetes node.
# shellcheck shell=bash disable=SC2154

start_containerd() {
  mkdir -p "$directory/cni"
  cp "$here/node/pods.conflist" "$directory/cni/pods.conflist"
  start containerd containerd --config "$state/node/containerd.toml"
}

ctr() { "${enter[@]}" ctr --address "$place/containerd.sock" --namespace k8s.io "$@"; }

# import_images TAR…: those that are not in yet, or are newer.
import_images() {
  local archive mark tries
  mkdir -p "$directory/images"
  for ((tries = 0; tries < 100; tries++)); do
    ! ctr version >/dev/null 2>&1 || break
    sleep 0.1
  done
  for archive in "$@"; do
    mark="$directory/images/$(basename "$archive")"
    if [[ ! -e "$mark" || "$archive" -nt "$mark" || "$(<"$mark")" != "$archive" ]]; then
      ctr images import "$archive" >/dev/null || die "$name: could not import $archive; see $directory/log/containerd.log"
      printf '%s' "$archive" >"$mark"
    fi
  done
}

start_node() {
  local since
  since="$(date +%s)"
  # Its volumes are for pods that are not root.
  start volumes "$kube/kit" open /tmp/hostpath_pv
  start kubelet "$kube/kube" kubelet --config="$state/node/kubelet.yaml" --kubeconfig="$state/keys/kubelet.kubeconfig" \
    --hostname-override="$name" --node-ip="$address" --cgroup-root="/$(namespace "$number")" --cert-dir="$state/kubelet-pki" \
    --node-labels="topology.kubernetes.io/region=$name,topology.kubernetes.io/zone=$name-1"
  start proxy "$kube/kube" proxy --config="$state/node/proxy.yaml" --hostname-override="$name"
  start scheduler "$kube/kube" scheduler --bind-address=127.0.0.1 --leader-elect=false \
    --kubeconfig="$state/keys/scheduler.kubeconfig" --authentication-kubeconfig="$state/keys/scheduler.kubeconfig" \
    --authorization-kubeconfig="$state/keys/scheduler.kubeconfig"
  # A running kubelet writes its heartbeat every five minutes if nothing changes.
  if [[ -e "$directory/run/node.ready" ]]; then since=0; fi
  await kubelet 90 node "$state/keys/admin.kubeconfig" "$name" "$since"
  touch "$directory/run/node.ready"
  await kubelet 90 dns 10.96.0.10 kubernetes.default.svc.cluster.local
}
