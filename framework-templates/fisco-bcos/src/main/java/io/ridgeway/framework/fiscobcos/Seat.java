package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.SecretFile.Format;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One node as its files need it.
 *
 * @param peers where all nodes are reached from here, this one among them, in the plan's order
 */
record Seat(
    PlannedNode node, Cryptography cryptography, Identities identities, List<String> peers) {
  static final String DATA = "data";

  Seat {
    peers = List.copyOf(peers);
  }

  /** What templates see as {@code $node}. */
  Map<String, Object> values() {
    return Map.of(
        "name", node.name().value(),
        "p2pPort", port("p2p"),
        "rpcPort", port("rpc"),
        "peers", peers);
  }

  /** Certificates and ids, under the names that the official tool gives them. */
  List<ConfigFile> certificates() {
    NodeName name = node.name();
    String door = FiscoIdentities.doorAuthority(cryptography);
    List<ConfigFile> files = new ArrayList<>();
    files.add(new ConfigFile("node.nodeid", FiscoIdentities.id(name, identities) + "\n"));
    files.add(new ConfigFile("ca.crt", identities.root(door).pem()));
    files.add(certificate("ssl.crt", door, FiscoIdentities.tls(name)));
    switch (cryptography) {
      case STANDARD -> files.add(peerId("ssl.nodeid", FiscoIdentities.tls(name)));
      case GUOMI -> {
        String chain = FiscoIdentities.CHAIN_AUTHORITY;
        files.add(new ConfigFile("sm_ca.crt", identities.root(chain).pem()));
        files.add(certificate("sm_ssl.crt", chain, FiscoIdentities.signing(name)));
        files.add(certificate("sm_enssl.crt", chain, FiscoIdentities.encipherment(name)));
        files.add(peerId("sm_ssl.nodeid", FiscoIdentities.signing(name)));
      }
    }
    return files;
  }

  List<SecretFile> secrets() {
    NodeName name = node.name();
    SecretFile door = secret("ssl.key", FiscoIdentities.tls(name), Format.RSA_PEM);
    return switch (cryptography) {
      case STANDARD -> List.of(secret("node.pem", name.value(), Format.SECP256K1_PEM), door);
      case GUOMI ->
          List.of(
              secret("node.pem", name.value(), Format.SM2_PEM),
              door,
              secret("sm_ssl.key", FiscoIdentities.signing(name), Format.SM2_PEM),
              secret("sm_enssl.key", FiscoIdentities.encipherment(name), Format.SM2_PEM));
    };
  }

  private ConfigFile certificate(String file, String authority, String name) {
    return new ConfigFile(file, identities.certificate(authority, name).pem());
  }

  private SecretFile secret(String file, String key, Format format) {
    return new SecretFile(file, identities.key(key).id(), format);
  }

  /**
   * What peers know the holder by, as the official tool writes it: the modulus of an RSA key, the
   * point of an SM2 key; both are what custody calls the public key.
   */
  private ConfigFile peerId(String file, String key) {
    return new ConfigFile(file, identities.key(key).publicKey() + "\n");
  }

  private int port(String name) {
    return node.ports().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no port " + name))
        .number();
  }
}
