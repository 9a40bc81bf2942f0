package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when until when, in whole seconds, both included. */
record Validity(Instant notBefore, Instant notAfter) {
  /** How far another machine's clock may be behind. */
  private static final Duration BACK = Duration.ofMinutes(5);

  static Validity of(Instant now, Duration lifetime) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return new Validity(second.minus(BACK), second.plus(lifetime).truncatedTo(ChronoUnit.SECONDS));
  }

  /** As much of it as the issuer's own lets. */
  Validity within(Certificate issuer) {
    return new Validity(
        notBefore.isBefore(issuer.notBefore()) ? issuer.notBefore() : notBefore,
        notAfter.isAfter(issuer.notAfter()) ? issuer.notAfter() : notAfter);
  }
}
