package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Who signs in, and as whom Kubernetes knows them. There is no admission but by these tokens.
type account struct{ part, user, group, token string }

// keys makes all that a cluster's parts know each other by, whole or not at all; what is there already stays.
func keys(arguments []string) error {
	if err := wants(arguments, 4, "keys DIRECTORY CLUSTER NODE HOST:PORT"); err != nil {
		return err
	}
	directory, clusterName, node, address := arguments[0], arguments[1], arguments[2], arguments[3]
	if _, err := os.Stat(directory); err == nil {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	temporary := directory + ".new"
	if err := os.RemoveAll(temporary); err != nil {
		return err
	}
	if err := os.MkdirAll(temporary, 0o700); err != nil {
		return err
	}
	ca, err := certificates(temporary, clusterName, host)
	if err != nil {
		return err
	}
	if err := accounts(temporary, clusterName, node, "https://"+address, ca); err != nil {
		return err
	}
	return os.Rename(temporary, directory)
}

func accounts(directory, clusterName, node, server string, ca []byte) error {
	var tokens strings.Builder
	for _, account := range []account{
		{part: "admin", user: "admin", group: "system:masters"},
		{part: "controller-manager", user: "system:kube-controller-manager", group: "system:authenticated"},
		{part: "scheduler", user: "system:kube-scheduler", group: "system:authenticated"},
		{part: "kubelet", user: "system:node:" + node, group: "system:nodes"},
		{part: "proxy", user: "system:kube-proxy", group: "system:authenticated"},
	} {
		random := make([]byte, 24)
		if _, err := rand.Read(random); err != nil {
			return err
		}
		account.token = hex.EncodeToString(random)
		fmt.Fprintf(&tokens, "%s,%s,%s,%q\n", account.token, account.user, account.part, account.group)
		if err := writeKubeconfig(directory, clusterName, server, ca, account); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(directory, "tokens.csv"), []byte(tokens.String()), 0o600)
}

// certificates writes the cluster's authority, what it signs, and the pair that signs service accounts' tokens; it returns the
// authority's certificate.
func certificates(directory, clusterName, host string) ([]byte, error) {
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	authority := template(clusterName+"-ca", "")
	authority.IsCA, authority.BasicConstraintsValid = true, true
	authority.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature
	ca, err := write(directory, "ca", authority, authority, signer, signer)
	if err != nil {
		return nil, err
	}
	server := template("kube-apiserver", "")
	server.DNSNames = []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
		"kubernetes.default.svc.cluster.local"}
	server.IPAddresses = []net.IP{net.ParseIP(host), net.IPv4(127, 0, 0, 1), net.IPv4(10, 96, 0, 1)}
	for name, leaf := range map[string]*x509.Certificate{
		"apiserver":      server,
		"kubelet-client": template("apiserver", "system:masters"),
		"front-proxy":    template("front-proxy", ""),
	} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		leaf.KeyUsage = x509.KeyUsageDigitalSignature
		leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
		if _, err := write(directory, name, leaf, authority, key, signer); err != nil {
			return nil, err
		}
	}
	return ca, serviceAccountKeys(directory)
}

func serviceAccountKeys(directory string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	if err := writeKey(filepath.Join(directory, "service-accounts.key"), key); err != nil {
		return err
	}
	return writePEM(filepath.Join(directory, "service-accounts.pub"), "PUBLIC KEY", public)
}

func template(name, organisation string) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		panic(err) // the machine has no randomness: nothing here can go on
	}
	subject := pkix.Name{CommonName: name}
	if organisation != "" {
		subject.Organization = []string{organisation}
	}
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(10, 0, 0),
	}
}

func write(directory, name string, leaf, parent *x509.Certificate, key crypto.Signer, signer crypto.Signer) ([]byte, error) {
	der, err := x509.CreateCertificate(rand.Reader, leaf, parent, key.Public(), signer)
	if err != nil {
		return nil, err
	}
	if err := writeKey(filepath.Join(directory, name+".key"), key); err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(directory, name+".crt"), "CERTIFICATE", der); err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

func writeKey(path string, key crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "PRIVATE KEY", der)
}

func writePEM(path, kind string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
