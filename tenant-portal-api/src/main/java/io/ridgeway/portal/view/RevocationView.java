package io.ridgeway.portal.view;

import io.ridgeway.model.certificate.RevocationList;
import java.time.Instant;
import java.util.List;

/**
 * Which certificates of an authority aren't good any more.
 *
 * @param authority the organisation's name, and {@code -ca}
 * @param number 1 for the first list, one more for each that took its place
 * @param serials of the certificates, hex, sorted
 * @param list as the authority signed it (X.509), in PEM
 */
public record RevocationView(
    String authority, int number, Instant issuedAt, List<String> serials, String list) {
  public static RevocationView of(RevocationList list) {
    return new RevocationView(
        list.authority(),
        list.number(),
        list.issuedAt(),
        list.serials().stream().sorted().toList(),
        list.pem());
  }
}
