package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.model.key.Curve;
import java.time.Instant;

/** A managed key's public side. */
public record KeyView(
    String id, String name, Curve curve, String publicKey, String account, Instant createdAt) {
  public static KeyView of(KeyDesk.Account a) {
    return new KeyView(
        a.key().id().value(),
        a.key().name(),
        a.key().curve(),
        a.key().publicKey(),
        a.account(),
        a.key().createdAt());
  }
}
