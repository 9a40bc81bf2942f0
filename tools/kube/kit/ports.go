package main

import (
	"fmt"
	"math/rand"
	"net"
	"strconv"
)

// ports prints free ports of 127.0.0.1 below the range from which the kernel takes ports for outgoing connections, so that none of
// them is taken between now and its use.
func ports(arguments []string) error {
	if err := wants(arguments, 1, "ports COUNT"); err != nil {
		return err
	}
	count, err := strconv.Atoi(arguments[0])
	if err != nil {
		return err
	}
	var held []net.Listener // until all are found, or one would be found twice
	for tries := 0; len(held) < count; tries++ {
		if tries == 1000 {
			return fmt.Errorf("no %d free ports between 20000 and 30000", count)
		}
		listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", 20000+rand.Intn(10000)))
		if err == nil {
			held = append(held, listener)
		}
	}
	for _, listener := range held {
		fmt.Println(listener.Addr().(*net.TCPAddr).Port)
		listener.Close()
	}
	return nil
}
