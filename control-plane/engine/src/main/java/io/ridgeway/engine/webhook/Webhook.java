package io.ridgeway.engine.webhook;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An order to tell a ledger's events to a URL.
 *
 * @param name the tenant's name for it, 1 to 64 characters
 * @param application whose it is, of those in BSN's words
 * @param told what is told, and where
 * @param secrets with which it is signed, the newest first; none in BSN's words
 * @param standing how far it is
 */
public record Webhook(
    WebhookId id,
    TenantId tenant,
    NetworkId network,
    CallbackKind kind,
    String name,
    Optional<ApplicationId> application,
    Told told,
    List<Secret> secrets,
    Instant createdAt,
    Standing standing) {
  public Webhook {
    secrets = List.copyOf(secrets);
    if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a webhook's name has 1 to 64 printable characters");
    }
  }

  /**
   * What is told, and where.
   *
   * @param contract whose events; empty for blocks
   * @param event those of that name only; empty for all
   * @param attachment what the application wants to be told with each; empty for nothing
   * @param key which managed key asks a ledger that tells its members only; empty for the usual
   */
  public record Told(String url, String contract, String event, String attachment, String key) {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_ATTACHMENT = 4_096;

    public Told {
      check("contract", contract, LONGEST_NAME);
      check("event", event, LONGEST_NAME);
      check("key", key, LONGEST_NAME);
      check("attachment", attachment, LONGEST_ATTACHMENT);
    }

    private static void check(String what, String value, int longest) {
      if (value.length() > longest || value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(what + " has at most " + longest + " characters");
      }
    }
  }

  /**
   * A secret that sender and receiver share.
   *
   * @param sealed by custody
   * @param until when it is used no more; empty for the newest
   */
  public record Secret(String sealed, Optional<Instant> until) {}

  /**
   * How far it is.
   *
   * @param from the first block to look at, while nothing was told yet
   * @param after the last event that is done with, as {@code block:transaction:index}
   * @param attempts how often the next event was sent already, in vain
   * @param disabled why nothing is sent any more
   * @param note what is in its way now
   * @param nextAt when it is looked at next, if nobody does now
   */
  public record Standing(
      OptionalLong from,
      Optional<String> after,
      int attempts,
      Optional<String> disabled,
      Optional<String> note,
      Instant nextAt) {}

  /** Told something else, or elsewhere. */
  public Webhook with(String newName, Told newTold) {
    return new Webhook(
        id, tenant, network, kind, newName, application, newTold, secrets, createdAt, standing);
  }

  /** Signed with those from now on. */
  public Webhook with(List<Secret> those) {
    return new Webhook(
        id, tenant, network, kind, name, application, told, those, createdAt, standing);
  }
}
