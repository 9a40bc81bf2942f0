package io.ridgeway.model.certificate;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.Set;

/**
 * Which certificates of an authority aren't good any more, as it has signed that. The books keep
 * every one.
 *
 * @param number 1 for the first, one more for each that took its place
 * @param issuedAt in whole seconds, as the list says
 * @param serials of the certificates, as {@link Certificate#serial} writes them
 * @param pem the list (X.509); ends with a line end
 */
public record RevocationList(
    TenantId tenant,
    NetworkId network,
    String authority,
    int number,
    Instant issuedAt,
    Set<String> serials,
    String pem) {
  public RevocationList {
    serials = Set.copyOf(serials);
    if (number < 1) {
      throw new IllegalArgumentException("lists count from 1");
    }
  }

  /** Whether that certificate is on it. */
  public boolean holds(Certificate certificate) {
    return certificate.authority().equals(authority) && serials.contains(certificate.serial());
  }
}
