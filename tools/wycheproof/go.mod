module io.ridgeway/tools/wycheproof

go 1.21

require github.com/google/wycheproof v0.0.0-20191219022705-2196000605e4
