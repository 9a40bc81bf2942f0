# Sourced by up: etcd, API server and controller manager, which every cluster has.
# shellcheck shell=bash disable=SC2154

# start_etcd_and_apiserver HOST API_PORT ETCD_PORT ETCD_PEER_PORT FLAG…: the flags are the API server's.
start_etcd_and_apiserver() {
  local host="$1" port="$2" etcd="http://127.0.0.1:$3" peer="http://127.0.0.1:$4"
  shift 4
  # A test's data need not survive the machine, only its processes.
  start etcd "$kube/kube" etcd --name "$name" --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "$name=$peer"
  # Logs and exec go to the node by its address; its name is known to nobody.
  start apiserver "$kube/kube" apiserver --etcd-servers="$etcd" --bind-address="$host" --secure-port="$port" \
    --advertise-address="$host" --service-cluster-ip-range=10.96.0.0/16 --allow-privileged=true \
    --tls-cert-file="$state/keys/apiserver.crt" --tls-private-key-file="$state/keys/apiserver.key" \
    --client-ca-file="$state/keys/ca.crt" --token-auth-file="$state/keys/tokens.csv" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$state/keys/service-accounts.pub" \
    --service-account-signing-key-file="$state/keys/service-accounts.key" \
    --kubelet-client-certificate="$state/keys/kubelet-client.crt" --kubelet-client-key="$state/keys/kubelet-client.key" \
    --kubelet-preferred-address-types=InternalIP \
    --requestheader-client-ca-file="$state/keys/ca.crt" --requestheader-allowed-names=front-proxy \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$state/keys/front-proxy.crt" --proxy-client-key-file="$state/keys/front-proxy.key" "$@"
}

# start_manager PORT FLAG…: with the default of 20 requests a second it takes 4 s to make its controllers' accounts.
start_manager() {
  local port="$1"
  shift
  start controller-manager "$kube/kube" controller-manager --bind-address=127.0.0.1 --secure-port="$port" --leader-elect=false \
    --kubeconfig="$state/keys/controller-manager.kubeconfig" \
    --authentication-kubeconfig="$state/keys/controller-manager.kubeconfig" \
    --authorization-kubeconfig="$state/keys/controller-manager.kubeconfig" \
    --use-service-account-credentials --service-account-private-key-file="$state/keys/service-accounts.key" \
    --root-ca-file="$state/keys/ca.crt" --cluster-signing-cert-file="$state/keys/ca.crt" \
    --cluster-signing-key-file="$state/keys/ca.key" --cert-dir="$state/controller-manager" \
    --kube-api-qps=200 --kube-api-burst=400 "$@"
}

kubectl() { "$kube/kube" kubectl --kubeconfig="$directory/kubeconfig" --cache-dir="$directory/kubectl" "$@"; }
