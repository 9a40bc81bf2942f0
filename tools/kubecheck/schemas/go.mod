module io.ridgeway/tools/kubecheck/schemas

go 1.24.0

// Not for their code: for the files that describe their resources.
require (
	github.com/prometheus-operator/prometheus-operator v0.83.0
	k8s.io/kubernetes v1.36.3
)
