package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// The user that images run as unless a pod says another: not root, and a number, so that runAsNonRoot can be checked.
const nobody = "65532:65532"

type file struct {
	path string // in the image, without the leading slash
	data []byte
}

// image writes a docker-archive of one layer: the same files give the same bytes.
func image(arguments []string) error {
	files, entrypoint, err := split(arguments)
	if err != nil {
		return err
	}
	out, name := arguments[0], arguments[1]
	layer, err := layer(files)
	if err != nil {
		return err
	}
	config, err := json.Marshal(map[string]any{
		"architecture": "amd64",
		"os":           "linux",
		"config": map[string]any{
			"Entrypoint": entrypoint,
			"Env":        []string{"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp"},
			"User":       nobody,
			"WorkingDir": "/",
		},
		"rootfs":  map[string]any{"type": "layers", "diff_ids": []string{"sha256:" + digest(layer)}},
		"history": []any{map[string]any{"created_by": "tools/kube/build"}},
	})
	if err != nil {
		return err
	}
	configName := digest(config) + ".json"
	manifest, err := json.Marshal([]any{map[string]any{
		"Config": configName, "RepoTags": []string{name}, "Layers": []string{"layer.tar"},
	}})
	if err != nil {
		return err
	}
	archive, err := os.Create(out)
	if err != nil {
		return err
	}
	defer archive.Close()
	return archived(archive, nil, []file{{configName, config}, {"layer.tar", layer}, {"manifest.json", manifest}}, 0o644)
}

func split(arguments []string) (files []file, entrypoint []string, err error) {
	const usage = "image OUT NAME FILE:PATH… -- ENTRYPOINT…"
	if err := wants(arguments, 5, usage); err != nil {
		return nil, nil, err
	}
	for i, argument := range arguments[2:] {
		if argument == "--" {
			return files, arguments[2+i+1:], nil
		}
		source, target, found := strings.Cut(argument, ":")
		if !found {
			return nil, nil, fmt.Errorf("%q is not FILE:PATH", argument)
		}
		data, err := os.ReadFile(source)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, file{strings.TrimPrefix(path.Clean(target), "/"), data})
	}
	return nil, nil, fmt.Errorf("no entrypoint; usage: %s", usage)
}

func layer(files []file) ([]byte, error) {
	var buffer bytes.Buffer
	passwd := "root:x:0:0::/:/none\nnonroot:x:65532:65532::/tmp:/none\n"
	all := append([]file{{"etc/passwd", []byte(passwd)}}, files...)
	// /tmp so that a mount has a place; the root is read-only where pods are restricted.
	err := archived(&buffer, []string{"tmp/", "etc/"}, all, 0o755)
	return buffer.Bytes(), err
}

func archived(out io.Writer, directories []string, files []file, mode int64) error {
	archive := tar.NewWriter(out)
	for _, directory := range directories {
		if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: directory, Mode: 0o755}); err != nil {
			return err
		}
	}
	for _, file := range files {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: file.path, Mode: mode, Size: int64(len(file.data))}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(file.data); err != nil {
			return err
		}
	}
	return archive.Close()
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
