package io.ridgeway.portal.view;

import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.ApplicationId;
import java.time.Instant;
import java.util.Optional;

/**
 * An order to tell a ledger's events to a URL.
 *
 * @param kind {@code WEBHOOK}; or {@code BSN_CONTRACT} or {@code BSN_BLOCK}, of an application that
 *     orders it by BSN's protocol
 * @param application whose it is, of those
 * @param contract whose events; empty for blocks
 * @param event those of that name only; empty for all
 * @param key which managed key asks the ledger; empty for the usual
 * @param secret with which it is signed; only in the answer that made it
 * @param from the first block to look at, while no event is done with
 * @param after the last event that is done with
 * @param attempts how often the next event was sent in vain
 * @param disabled why nothing is sent any more
 * @param note what is in its way now
 * @param nextAt when it goes on, if something is
 */
public record WebhookView(
    String id,
    String network,
    String kind,
    String name,
    Optional<String> application,
    String url,
    String contract,
    String event,
    String key,
    Optional<String> secret,
    Optional<Long> from,
    Optional<String> after,
    int attempts,
    Optional<String> disabled,
    Optional<String> note,
    Optional<Instant> nextAt,
    Instant createdAt) {
  /** With its secret. */
  public static WebhookView of(WebhookDesk.Issued issued) {
    return of(issued.webhook(), Optional.of(issued.secret()));
  }

  public static WebhookView of(Webhook webhook) {
    return of(webhook, Optional.empty());
  }

  private static WebhookView of(Webhook w, Optional<String> secret) {
    Webhook.Standing standing = w.standing();
    return new WebhookView(
        w.id().value(),
        w.network().value(),
        w.kind().name(),
        w.name(),
        w.application().map(ApplicationId::value),
        w.told().url(),
        w.told().contract(),
        w.told().event(),
        w.told().key(),
        secret,
        standing.from().isPresent() ? Optional.of(standing.from().getAsLong()) : Optional.empty(),
        standing.after(),
        standing.attempts(),
        standing.disabled(),
        standing.note(),
        standing.note().map(note -> standing.nextAt()),
        w.createdAt());
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
