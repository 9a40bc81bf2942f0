package io.ridgeway.model.certificate;

import io.ridgeway.model.Ids;
import java.util.List;

/**
 * A certificate that is asked of an authority elsewhere, which an organisation brought.
 *
 * @param authority its name in the network
 * @param name what the certificate is called among that authority's
 * @param subject whom it must name
 * @param use what it must be good for
 * @param hosts what it must be good for at the least, if it is called at all
 * @param request PKCS#10, in PEM: the key that it must certify
 */
public record CertificateRequest(
    String authority,
    String name,
    Subject subject,
    CertificateUse use,
    List<String> hosts,
    String request) {
  public CertificateRequest {
    Ids.label("a certificate's name", name, 63);
    hosts = List.copyOf(hosts);
  }

  /** Whether another one is for the same certificate, whatever it says of it. */
  public boolean isForSame(CertificateRequest other) {
    return authority.equals(other.authority) && name.equals(other.name);
  }
}
