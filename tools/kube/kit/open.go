package main

import (
	"os"
	"path/filepath"
	"syscall"
)

// open makes each subdirectory writable for all as soon as it is there, until it is killed. The host-path provisioner makes volumes
// that only root can write (0750), and the kubelet applies no fsGroup to them, so a pod that isn't root could not use its own volume.
func open(arguments []string) error {
	if err := wants(arguments, 1, "open DIRECTORY"); err != nil {
		return err
	}
	directory := arguments[0]
	watch, err := syscall.InotifyInit1(syscall.IN_CLOEXEC)
	if err != nil {
		return os.NewSyscallError("inotify_init1", err)
	}
	if _, err := syscall.InotifyAddWatch(watch, directory, syscall.IN_CREATE|syscall.IN_ONLYDIR); err != nil {
		return os.NewSyscallError("inotify_add_watch", err)
	}
	buffer := make([]byte, 16384)
	for {
		// Which one is new doesn't matter: all of them are few, and one from before this started is among them.
		if err := openAll(directory); err != nil {
			return err
		}
		if _, err := syscall.Read(watch, buffer); err != nil && err != syscall.EINTR {
			return os.NewSyscallError("read", err)
		}
	}
}

func openAll(directory string) error {
	entries, err := os.ReadDir(directory)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		if err := os.Chmod(filepath.Join(directory, entry.Name()), 0o777); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
