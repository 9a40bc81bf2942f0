// Calls one function of a contract, and prints its answer.
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-gateway/pkg/hash"
	"github.com/hyperledger/fabric-gateway/pkg/identity"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"
)

const usage = "usage: client PROFILE CERTIFICATE KEY submit|evaluate CONTRACT FUNCTION [ARGUMENT...]"

// What is read of a connection profile.
type profile struct {
	Client        struct{ Organization string }
	Channels      map[string]any
	Organizations map[string]struct {
		MspID string
		Peers []string
	}
	Peers map[string]struct {
		URL        string
		TLSCACerts struct{ Pem string }
	}
}

func main() {
	if len(os.Args) < 7 || (os.Args[4] != "submit" && os.Args[4] != "evaluate") {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		for _, detail := range status.Convert(err).Details() {
			if said, ok := detail.(*gateway.ErrorDetail); ok {
				fmt.Fprintf(os.Stderr, "  %s: %s\n", said.GetMspId(), said.GetMessage())
			}
		}
		os.Exit(1)
	}
}

func run(args []string) error {
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var to profile
	if err := json.Unmarshal(text, &to); err != nil {
		return err
	}
	organisation := to.Organizations[to.Client.Organization]
	if len(organisation.Peers) == 0 {
		return errors.New("the profile has no peer of " + to.Client.Organization)
	}
	id, sign, err := own(organisation.MspID, args[1], args[2])
	if err != nil {
		return err
	}
	// One peer of our own organisation; it finds the others and the orderers itself.
	peer := to.Peers[organisation.Peers[0]]
	connection, err := connect(peer.URL, peer.TLSCACerts.Pem)
	if err != nil {
		return err
	}
	defer connection.Close()
	connected, err := client.Connect(id, client.WithSign(sign), client.WithHash(hash.SHA256), client.WithClientConnection(connection))
	if err != nil {
		return err
	}
	defer connected.Close()
	channel := ""
	for name := range to.Channels {
		channel = name
	}
	contract := connected.GetNetwork(channel).GetContract(args[4])
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	call := contract.EvaluateWithContext
	if args[3] == "submit" {
		call = contract.SubmitWithContext
	}
	answer, err := call(ctx, args[5], client.WithArguments(args[6:]...))
	if err != nil {
		return err
	}
	fmt.Println(string(answer))
	return nil
}

// Who we are, and how we sign.
func own(mspID, certificateFile, keyFile string) (*identity.X509Identity, identity.Sign, error) {
	certificatePEM, err := os.ReadFile(certificateFile)
	if err != nil {
		return nil, nil, err
	}
	certificate, err := identity.CertificateFromPEM(certificatePEM)
	if err != nil {
		return nil, nil, err
	}
	id, err := identity.NewX509Identity(mspID, certificate)
	if err != nil {
		return nil, nil, err
	}
	keyPEM, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, nil, err
	}
	key, err := identity.PrivateKeyFromPEM(keyPEM)
	if err != nil {
		return nil, nil, err
	}
	sign, err := identity.NewPrivateKeySign(key)
	return id, sign, err
}

func connect(address, root string) (*grpc.ClientConn, error) {
	at, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(root)) {
		return nil, errors.New("the profile has no root of TLS")
	}
	return grpc.NewClient("dns:///"+at.Host, grpc.WithTransportCredentials(credentials.NewClientTLSFromCert(roots, "")))
}
