package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.network.NodeName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is who in one chain: all that is made by custody before a chain can be rendered. Public
 * halves and the names of keys only; a private key is never here.
 *
 * @param authority the certificate of the chain's own authority, PEM
 * @param governor the account that governs the chain: {@code 0x} and 40 hex digits
 * @param nodes each node's keys and certificates
 */
public record ChainIdentities(
    String authority, String governor, Map<NodeName, NodeIdentity> nodes) {
  public ChainIdentities {
    if (!governor.matches("0x[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("the governor is an account: 0x and 40 hex digits");
    }
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
  }

  /** The node's identity. */
  NodeIdentity of(NodeName node) {
    NodeIdentity identity = nodes.get(node);
    if (identity == null) {
      throw new IllegalArgumentException(node + " has no identity");
    }
    return identity;
  }

  /**
   * One node's.
   *
   * @param id its public key
   * @param key the key in custody that becomes {@code node.pem}
   * @param tls how it proves itself to other nodes and to applications
   */
  public record NodeIdentity(NodeId id, KeyId key, Tls tls) {}

  /** What a node shows in a TLS handshake. */
  public sealed interface Tls {}

  /** One RSA certificate, as the standard suite has it. */
  public record RsaTls(Credential credential) implements Tls {}

  /** Two SM2 certificates, as Guomi has them. */
  public record DualTls(Credential signing, Credential encipherment) implements Tls {}

  /**
   * A certificate and the key in custody that belongs to it.
   *
   * @param certificate PEM
   */
  public record Credential(KeyId key, String certificate) {}
}
