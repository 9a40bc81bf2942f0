module io.ridgeway/tools/kube/kit

go 1.21
