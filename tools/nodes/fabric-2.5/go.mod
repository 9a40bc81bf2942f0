module io.ridgeway/tools/nodes/fabric-2.5

go 1.24

require github.com/hyperledger/fabric v1.4.0-rc1.0.20240618194258-7c3876255bf0
