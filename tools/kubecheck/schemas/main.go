// Makes JSON schemas, one file per kind as kubeconform looks for them, from the OpenAPI document in the pinned Kubernetes module and
// from the custom resource definitions in the pinned Prometheus operator module. Strict: a field that a kind doesn't have is an error.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

type object = map[string]any

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: schemas DIRECTORY")
	}
	target := os.Args[1]
	kubernetes(module("k8s.io/kubernetes"), target)
	operator := module("github.com/prometheus-operator/prometheus-operator")
	for _, kind := range []string{"servicemonitors", "prometheusrules"} {
		customResource(filepath.Join(operator, "jsonnet/prometheus-operator", kind+"-crd.json"), target)
	}
}

// module has the Go command fetch the module, checked against go.sum, and says where it lies.
func module(path string) string {
	pins, err := os.ReadFile("go.mod")
	must(err)
	version := regexp.MustCompile(regexp.QuoteMeta(path) + ` (v\S+)`).FindSubmatch(pins)
	if version == nil {
		log.Fatalf("go.mod doesn't name %s", path)
	}
	fetch := exec.Command("go", "mod", "download", "-json", path+"@"+string(version[1]))
	fetch.Stderr = os.Stderr
	answer, err := fetch.Output()
	var found struct{ Dir, Error string }
	must(json.Unmarshal(answer, &found))
	if found.Error != "" {
		log.Fatal(found.Error)
	}
	must(err)
	return found.Dir
}

// kubernetes writes all definitions into one file, and for each kind a file that refers to its own.
func kubernetes(directory, target string) {
	definitions := read(filepath.Join(directory, "api/openapi-spec/swagger.json"))["definitions"].(object)
	for name, definition := range definitions {
		schema := definition.(object)
		strict(schema)
		if kinds, ok := schema["x-kubernetes-group-version-kind"].([]any); ok {
			for _, kind := range kinds {
				of := kind.(object)
				write(target, file(of["group"].(string), of["version"].(string), of["kind"].(string)),
					object{"$ref": "_definitions.json#/definitions/" + name})
			}
		}
	}
	// Text or number, which OpenAPI v2 has no word for.
	either := object{"type": []string{"string", "number"}}
	definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = either
	definitions["io.k8s.apimachinery.pkg.api.resource.Quantity"] = either
	write(target, "_definitions.json", object{"definitions": definitions})
}

func customResource(path, target string) {
	spec := read(path)["spec"].(object)
	names := spec["names"].(object)
	for _, each := range spec["versions"].([]any) {
		version := each.(object)
		schema := version["schema"].(object)["openAPIV3Schema"].(object)
		strict(schema)
		write(target, file(spec["group"].(string), version["name"].(string), names["kind"].(string)), schema)
	}
}

// strict closes every object whose properties are named.
func strict(schema object) {
	properties, named := schema["properties"].(object)
	_, open := schema["additionalProperties"]
	if named && !open && schema["x-kubernetes-preserve-unknown-fields"] != true {
		schema["additionalProperties"] = false
	}
	for _, property := range properties {
		strict(property.(object))
	}
	for _, key := range []string{"items", "additionalProperties"} {
		if inner, ok := schema[key].(object); ok {
			strict(inner)
		}
	}
}

// file is the name that kubeconform's {{.ResourceKind}}{{.KindSuffix}}.json gives.
func file(group, version, kind string) string {
	parts := []string{strings.ToLower(kind)}
	if group != "" {
		parts = append(parts, strings.ToLower(strings.Split(group, ".")[0]))
	}
	return strings.Join(append(parts, strings.ToLower(version)), "-") + ".json"
}

func read(path string) object {
	text, err := os.ReadFile(path)
	must(err)
	var all object
	must(json.Unmarshal(text, &all))
	return all
}

func write(target, name string, schema object) {
	text, err := json.Marshal(schema)
	must(err)
	must(os.WriteFile(filepath.Join(target, name), text, 0o644))
}

func must(err error) {
	if err != nil {
		log.Fatal(fmt.Errorf("schemas: %w", err))
	}
}
