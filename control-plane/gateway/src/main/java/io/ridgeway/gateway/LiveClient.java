package io.ridgeway.gateway;

import io.ridgeway.model.certificate.Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * An application that keeps its key, and its network.
 *
 * @param fingerprint of its certificate, as {@link NetworkRoute#clients} has it
 */
record LiveClient(LiveNetwork network, String fingerprint) {
  /** Its certificate; empty if that was revoked, has ended or hasn't begun. */
  Optional<Certificate> at(Instant now) {
    return Optional.ofNullable(network.route().clients().get(fingerprint))
        .filter(certificate -> certificate.holdsAt(now));
  }
}
