package io.ridgeway.model.certificate;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * A certificate that was issued. It is public; the books keep every one.
 *
 * @param authority the issuer's name
 * @param name as it was ordered; the authority's own certificate has the authority's name
 * @param generation 1 for the first of that name, one more for each that took its place
 * @param serial 32 hex digits, in lower case
 * @param notBefore in whole seconds, as the certificate says
 * @param notAfter in whole seconds; the last moment in which it is good
 * @param pem the certificate alone, without its chain; ends with a line end. Of an authority that
 *     an organisation brought, its root and after it its intermediates
 */
public record Certificate(
    TenantId tenant,
    NetworkId network,
    String authority,
    String name,
    int generation,
    String serial,
    Instant notBefore,
    Instant notAfter,
    String pem) {
  public Certificate {
    if (generation < 1 || notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException("a certificate counts from 1 and ends after it begins");
    }
  }

  /** Whether it is good at that time. */
  public boolean holdsAt(Instant now) {
    return !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }

  /** Whether it is its authority's own. */
  public boolean isRoot() {
    return name.equals(authority);
  }
}
