package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fiscobcos.ChainIdentities.Credential;
import io.ridgeway.framework.fiscobcos.ChainIdentities.DualTls;
import io.ridgeway.framework.fiscobcos.ChainIdentities.NodeIdentity;
import io.ridgeway.framework.fiscobcos.ChainIdentities.RsaTls;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.SecretFile.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One node as its files need it.
 *
 * @param peers where all nodes are reached from here, this one among them, in the plan's order
 */
record Seat(PlannedNode node, NodeIdentity identity, String authority, List<String> peers) {
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
    List<ConfigFile> files = new ArrayList<>();
    files.add(new ConfigFile("node.nodeid", identity.id() + "\n"));
    if (identity.tls() instanceof RsaTls rsa) {
      files.add(new ConfigFile("ca.crt", authority));
      files.add(new ConfigFile("ssl.crt", rsa.credential().certificate()));
      files.add(new ConfigFile("ssl.nodeid", peerId(rsa.credential())));
    } else if (identity.tls() instanceof DualTls dual) {
      files.add(new ConfigFile("sm_ca.crt", authority));
      files.add(new ConfigFile("sm_ssl.crt", dual.signing().certificate()));
      files.add(new ConfigFile("sm_enssl.crt", dual.encipherment().certificate()));
      files.add(new ConfigFile("sm_ssl.nodeid", peerId(dual.signing())));
    }
    return files;
  }

  List<SecretFile> secrets() {
    if (identity.tls() instanceof DualTls dual) {
      return List.of(
          new SecretFile("node.pem", identity.key(), Format.SM2_PEM),
          new SecretFile("sm_ssl.key", dual.signing().key(), Format.SM2_PEM),
          new SecretFile("sm_enssl.key", dual.encipherment().key(), Format.SM2_PEM));
    }
    RsaTls rsa = (RsaTls) identity.tls();
    return List.of(
        new SecretFile("node.pem", identity.key(), Format.SECP256K1_PEM),
        new SecretFile("ssl.key", rsa.credential().key(), Format.RSA_PEM));
  }

  private static String peerId(Credential credential) {
    return Certificate.parse(credential.certificate())
            .orElseThrow(() -> new IllegalArgumentException("no certificate in PEM"))
            .peerId()
        + "\n";
  }

  private int port(String name) {
    return node.ports().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no port " + name))
        .number();
  }
}
