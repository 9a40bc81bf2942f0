package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.KeyExport;
import io.ridgeway.engine.gateway.KeyExportDesk;
import java.time.Instant;
import java.util.Optional;

/**
 * A wish to have a key out of custody.
 *
 * @param recipient the SHA-256 of the key to which it is sealed (DER), in hex
 * @param expiresAt until when it can be answered, or fetched
 */
public record KeyExportView(
    String id,
    String key,
    String reason,
    String recipient,
    KeyExport.State state,
    String askedBy,
    Instant askedAt,
    Optional<String> answeredBy,
    Instant expiresAt,
    Optional<Instant> fetchedAt) {
  public static KeyExportView of(KeyExportDesk.Standing s) {
    KeyExport e = s.export();
    return new KeyExportView(
        e.id().value(),
        e.key().value(),
        e.reason(),
        s.recipient(),
        s.state(),
        e.asker().name(),
        e.askedAt(),
        e.answer().map(a -> a.by().name()),
        e.expiresAt(),
        e.fetchedAt());
  }
}
