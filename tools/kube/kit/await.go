package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// await asks until the answer is yes, or the seconds have passed.
func await(arguments []string) error {
	const usage = "await SECONDS path KUBECONFIG PATH | node KUBECONFIG NODE SINCE | dns SERVER NAME"
	if err := wants(arguments, 4, usage); err != nil {
		return err
	}
	seconds, err := strconv.Atoi(arguments[0])
	if err != nil {
		return err
	}
	question, err := ask(arguments[1], arguments[2:])
	if err != nil {
		return err
	}
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	for {
		answer := question()
		if answer == nil {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s: not after %d s: %w", arguments[3], seconds, answer)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func ask(kind string, arguments []string) (func() error, error) {
	switch kind {
	case "path":
		server, err := newServer(arguments[0])
		return func() error { _, err := server.get(arguments[1]); return err }, err
	case "node":
		if err := wants(arguments, 3, "await SECONDS node KUBECONFIG NODE SINCE"); err != nil {
			return nil, err
		}
		since, err := strconv.ParseInt(arguments[2], 10, 64)
		if err != nil {
			return nil, err
		}
		server, err := newServer(arguments[0])
		return func() error { return nodeReady(server, arguments[1], since) }, err
	case "dns":
		return func() error { return resolves(arguments[0], arguments[1]) }, nil
	}
	return nil, fmt.Errorf("can't await a %q", kind)
}

// nodeReady doesn't take what was written before the kubelet was started: a killed one leaves its node Ready for a while.
func nodeReady(server *server, name string, since int64) error {
	body, err := server.get("/api/v1/nodes/" + name)
	if err != nil {
		return err
	}
	var node struct {
		Status struct {
			Conditions []struct {
				Type, Status      string
				LastHeartbeatTime time.Time
			}
		}
	}
	if err := json.Unmarshal(body, &node); err != nil {
		return err
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == "Ready" && condition.Status == "True" && condition.LastHeartbeatTime.Unix() >= since {
			return nil
		}
	}
	return errors.New("the node is not ready")
}

func resolves(server, name string) error {
	resolver := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: time.Second}).DialContext(ctx, network, net.JoinHostPort(server, "53"))
	}}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_, err := resolver.LookupHost(ctx, name)
	return err
}

type server struct {
	url, token string
	client     http.Client
}

// newServer reads a kubeconfig that keys wrote.
func newServer(path string) (*server, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var config kubeconfig
	if err := json.Unmarshal(data, &config); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(config.Clusters[0].Cluster.CA) {
		return nil, fmt.Errorf("%s: no certificate", path)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	return &server{
		url: config.Clusters[0].Cluster.Server, token: config.Users[0].User.Token,
		client: http.Client{Timeout: 5 * time.Second, Transport: transport},
	}, nil
}

func (s *server) get(path string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, s.url+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = errors.New(response.Status)
	}
	return body, err
}
