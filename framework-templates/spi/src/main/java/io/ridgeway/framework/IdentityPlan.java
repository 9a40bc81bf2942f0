package io.ridgeway.framework;

import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The keys and certificates that a network needs, before it has any of them. Custody makes them:
 * the keys and the authorities first, the certificates once every address is known.
 *
 * @param keys names are unique in the network
 * @param authorities names are unique in the network
 * @param certificates names are unique within their authority
 */
public record IdentityPlan(
    List<PlannedKey> keys,
    List<PlannedAuthority> authorities,
    List<PlannedCertificate> certificates) {
  public IdentityPlan {
    keys = List.copyOf(keys);
    authorities = List.copyOf(authorities);
    certificates = List.copyOf(certificates);
  }

  /** No identity at all: of nodes that know each other by address only. */
  public static IdentityPlan none() {
    return new IdentityPlan(List.of(), List.of(), List.of());
  }

  /** One key of that kind for each node, with the node's name, and no certificate. */
  public static IdentityPlan nodeKeys(Curve curve, List<NodeName> nodes) {
    return new IdentityPlan(
        nodes.stream().map(node -> new PlannedKey(node.value(), curve, Purpose.NODE)).toList(),
        List.of(),
        List.of());
  }

  /**
   * A key.
   *
   * @param name a DNS label: {@code peer-1}, {@code peer-1-tls}, {@code alpha-admin}
   * @param purpose {@code NODE} and {@code TLS} are handed to nodes; {@code TRANSACTION} signs in
   *     custody, for administrators and applications
   */
  public record PlannedKey(String name, Curve curve, Purpose purpose) {}

  /**
   * An authority of the network: its key, which never leaves custody, and its own certificate. Or
   * an organisation's own, which is elsewhere: then what it certifies is asked of it.
   *
   * @param name a DNS label: {@code alpha-ca}, {@code alpha-tlsca}
   * @param subject of its own certificate
   * @param lifetime of its own certificate
   * @param root its own certificate, in PEM, if it is elsewhere; empty if it is in custody
   */
  public record PlannedAuthority(
      String name, Curve curve, Subject subject, Duration lifetime, Optional<String> root) {
    /** In custody. */
    public PlannedAuthority(String name, Curve curve, Subject subject, Duration lifetime) {
      this(name, curve, subject, lifetime, Optional.empty());
    }
  }

  /**
   * A certificate.
   *
   * @param authority who issues it
   * @param name a DNS label
   * @param key the {@link PlannedKey} that it certifies; of a key that is elsewhere its name
   * @param reachedAt the node whose every address it is good for; none for an identity that is
   *     never called
   * @param request PKCS#10, in PEM, of a key that isn't in custody; empty for one that is
   */
  public record PlannedCertificate(
      String authority,
      String name,
      String key,
      Subject subject,
      CertificateUse use,
      Optional<NodeName> reachedAt,
      Duration lifetime,
      Optional<String> request) {

    /** Of a key in custody. */
    public PlannedCertificate(
        String authority,
        String name,
        String key,
        Subject subject,
        CertificateUse use,
        Optional<NodeName> reachedAt,
        Duration lifetime) {
      this(authority, name, key, subject, use, reachedAt, lifetime, Optional.empty());
    }

    /**
     * The hosts that it must name: every address of the node, from wherever it is looked at, and
     * this machine's, where a tunnel to the node ends; none for an identity that is never called.
     */
    public List<String> hosts(Addresses addresses) {
      if (reachedAt.isEmpty()) {
        return List.of();
      }
      TreeSet<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1"));
      for (Address address : addresses.all()) {
        if (address.node().equals(reachedAt.get())) {
          address.from().values().stream()
              .map(there -> there.host().toLowerCase(Locale.ROOT))
              .forEach(hosts::add);
        }
      }
      return List.copyOf(hosts);
    }
  }
}
