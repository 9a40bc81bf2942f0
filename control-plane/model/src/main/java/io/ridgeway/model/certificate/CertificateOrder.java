package io.ridgeway.model.certificate;

import io.ridgeway.model.Ids;
import io.ridgeway.model.KeyId;
import java.time.Duration;
import java.util.List;

/**
 * What a certificate shall say. Its subject and hosts are the orderer's, who has checked them; of a
 * request from outside nothing but the key is taken.
 *
 * @param name what it is called among its authority's certificates, a DNS label: {@code peer0},
 *     {@code peer0-tls}
 * @param hosts DNS names and IP addresses that it is good for; see {@link Hosts}
 * @param lifetime from a second to 100 years; it ends with its issuer's at the latest
 */
public record CertificateOrder(
    String name,
    Subject subject,
    CertificateUse use,
    List<String> hosts,
    Duration lifetime,
    Holder holder) {
  private static final Duration LONGEST = Duration.ofDays(36_525);

  public CertificateOrder {
    Ids.label("a certificate's name", name, 63);
    hosts = Hosts.checked(hosts);
    checkLifetime(lifetime);
  }

  /** Who has the private key. */
  public sealed interface Holder {
    /** Custody, under that id. */
    record Custody(KeyId key) implements Holder {}

    /**
     * Somebody outside, who proves it by this request.
     *
     * @param request PKCS#10, in PEM
     */
    record Outside(String request) implements Holder {}
  }

  static void checkLifetime(Duration lifetime) {
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a certificate lives for a second to 100 years");
    }
  }
}
