package main

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// A kubeconfig as JSON, which is YAML too: one cluster, one user with a token, the CA pinned, and no plugin to run.
type kubeconfig struct {
	APIVersion     string         `json:"apiVersion"`
	Kind           string         `json:"kind"`
	CurrentContext string         `json:"current-context"`
	Clusters       []namedCluster `json:"clusters"`
	Users          []namedUser    `json:"users"`
	Contexts       []namedContext `json:"contexts"`
}

type namedCluster struct {
	Name    string  `json:"name"`
	Cluster cluster `json:"cluster"`
}

type cluster struct {
	Server string `json:"server"`
	CA     []byte `json:"certificate-authority-data"` // []byte is base64 in JSON, as kubeconfig wants it
}

type namedUser struct {
	Name string `json:"name"`
	User struct {
		Token string `json:"token"`
	} `json:"user"`
}

type namedContext struct {
	Name    string `json:"name"`
	Context struct {
		Cluster string `json:"cluster"`
		User    string `json:"user"`
	} `json:"context"`
}

func writeKubeconfig(directory, clusterName, server string, ca []byte, account account) error {
	config := kubeconfig{APIVersion: "v1", Kind: "Config", CurrentContext: clusterName}
	config.Clusters = []namedCluster{{clusterName, cluster{server, ca}}}
	user := namedUser{Name: account.part}
	user.User.Token = account.token
	config.Users = []namedUser{user}
	context := namedContext{Name: clusterName}
	context.Context.Cluster, context.Context.User = clusterName, account.part
	config.Contexts = []namedContext{context}
	data, err := json.MarshalIndent(config, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(directory, account.part+".kubeconfig"), append(data, '\n'), 0o600)
}
