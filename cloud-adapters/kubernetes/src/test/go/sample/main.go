// The program that tests run in pods: small, static, and it does what it is told.
//
//	serve HOST PORT[/udp]…   listens until it is stopped; SIGUSR1 makes it crash
//	die                      makes the program of its container, process 1, crash
//	dial HOST PORT           ends with 0 if something listens there
//	fail                     ends with 1 at once
//	note FILE LINE ENDING    appends the line to the file, writes it, and ends as it is told: SUCCESS, SUCCESS_LATER,
//	                         FAILURE, NEVER
//	lines FILE               writes what is in the file, if there is one
package main

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		fail("say what to do")
	}
	switch os.Args[1] {
	case "serve":
		serve(os.Args[2], os.Args[3:])
	case "die":
		check(syscall.Kill(1, syscall.SIGUSR1))
	case "dial":
		connection, err := net.DialTimeout("tcp", net.JoinHostPort(os.Args[2], os.Args[3]), time.Second)
		check(err)
		check(connection.Close())
	case "note":
		note(os.Args[2], os.Args[3], os.Args[4])
	case "lines":
		content, err := os.ReadFile(os.Args[2])
		if !os.IsNotExist(err) {
			check(err)
		}
		fmt.Print(string(content))
	default:
		fail("as asked")
	}
}

func serve(host string, ports []string) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGUSR1)
	for _, port := range ports {
		number, udp := strings.CutSuffix(port, "/udp")
		address := net.JoinHostPort(host, number)
		listener, err := net.Listen("tcp", address)
		check(err)
		go accept(listener)
		if udp {
			_, err := net.ListenPacket("udp", address)
			check(err)
		}
	}
	fmt.Println("listening on", host, ports)
	if <-signals == syscall.SIGUSR1 {
		fail("crashed as asked")
	}
}

func note(file, line, ending string) {
	fmt.Println(line)
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	check(err)
	_, err = fmt.Fprintln(out, line)
	check(err)
	check(out.Close())
	switch ending {
	case "SUCCESS_LATER":
		time.Sleep(2 * time.Second)
	case "NEVER":
		time.Sleep(time.Hour)
	case "FAILURE":
		os.Exit(3)
	}
}

func accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		connection.Close()
	}
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
