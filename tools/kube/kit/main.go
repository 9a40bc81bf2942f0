// Command kit does for the scripts beside it what a shell can't do well: keys, images, free ports, and waiting for a cluster.
// It needs nothing but Go's own library.
package main

import (
	"fmt"
	"os"
)

var commands = map[string]func(arguments []string) error{
	"image": image, // OUT NAME FILE:PATH… -- ENTRYPOINT…   a docker-archive
	"keys":  keys,  // DIRECTORY CLUSTER NODE HOST:PORT       certificates, tokens and kubeconfigs
	"ports": ports, // COUNT                                  free ports of 127.0.0.1, a line each
	"await": await, // path|node|dns …                        until it answers
	"open":  open,  // DIRECTORY                              keeps its subdirectories writable for all
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: kit image|keys|ports|await|open ARGUMENT…")
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintf(os.Stderr, "kit %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}

func wants(arguments []string, count int, usage string) error {
	if len(arguments) < count {
		return fmt.Errorf("usage: %s", usage)
	}
	return nil
}
