package io.ridgeway.portal.view;

import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.model.certificate.RenewalCalendar;
import java.time.Instant;

/**
 * An application that keeps its own key, by its newest certificate.
 *
 * @param certificate in PEM
 * @param certifiedBy the authority that issued it: the organisation's name, and {@code -ca}
 * @param renewFrom since when a new one is given for the same key
 * @param expiresAt the last moment in which it is good
 * @param state where that is now
 * @param revoked whether it was taken back: the ledger's nodes take it for good no more
 */
public record ClientView(
    String name,
    String certificate,
    String certifiedBy,
    String serial,
    Instant notBefore,
    Instant renewFrom,
    Instant expiresAt,
    RenewalCalendar.State state,
    boolean revoked) {
  public static ClientView of(ClientDesk.Client client) {
    return new ClientView(
        client.name(),
        client.certificate().pem(),
        client.certificate().authority(),
        client.certificate().serial(),
        client.certificate().notBefore(),
        client.renewal().from(),
        client.renewal().expires(),
        client.state(),
        client.revoked());
  }
}
