# The first process of a box: makes its mounts, then only buries the dead. Killed, it takes all of the box with it.
# shellcheck shell=bash
set -euo pipefail
mount --make-rshared / # within this namespace, so that a pod can share mounts with the kubelet
mkdir -p "$DIRECTORY/sysctl" "$DIRECTORY/node"
for path in "$@"; do
  mkdir -p "$DIRECTORY/dirs$path"
  mount --bind "$DIRECTORY/dirs$path" "$path"
done
mount --bind "$DIRECTORY" "$PLACE"
chmod 1777 /tmp/hostpath_pv
cp "$NODE"/* "$PLACE/node/"
: >"$PLACE/node/resolv.conf" # pods ask the cluster's DNS; that asks nobody
# The kubelet finds what it wants, and leaves this machine's own as they are.
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
  kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
  file="$PLACE/sysctl/$(basename "${setting%=*}")"
  printf '%s\n' "${setting#*=}" >"$file"
  mount --bind "$file" "/proc/sys/${setting%=*}"
done
echo 1 >/proc/sys/net/ipv4/ip_forward # of this network namespace
nft -f "$PLACE/node/cloud.nft"
hostname "$NAME"
rm -f "$PLACE/never"
mkfifo "$PLACE/never"
exec 3<>"$PLACE/never"
touch "$PLACE/box.ready"
while :; do read -r -u 3 _ || true; done
