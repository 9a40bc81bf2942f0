package io.ridgeway.billing;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * An offer made to a tenant, which it may accept until a moment.
 *
 * @param survivesSiteLoss whether the network outlives the loss of any one city node, as the city
 *     nodes were when it was made; if not, the order must accept that
 * @param changes what it changes into {@code spec}; empty for a new network
 * @param createdAt when it was made
 * @param validUntil when it can no longer be accepted (exclusive end)
 */
public record Quote(
    QuoteId id,
    TenantId tenant,
    NetworkSpec spec,
    Offer offer,
    boolean survivesSiteLoss,
    Optional<Changed> changes,
    Instant createdAt,
    Instant validUntil) {
  public Quote {
    if (!createdAt.isBefore(validUntil)) {
      throw new IllegalArgumentException("a quote is valid for some time");
    }
  }

  /**
   * A network whose order is to change.
   *
   * @param from what it is, as far as the quote knows
   */
  public record Changed(NetworkId network, NetworkSpec from) {}

  public boolean isExpired(Instant now) {
    return !now.isBefore(validUntil);
  }

  /** Does nothing while it can be accepted; then refuses with {@code QUOTE_EXPIRED}. */
  public void requireValid(Instant now) {
    if (isExpired(now)) {
      throw new Refusal(
          ProblemType.QUOTE_EXPIRED,
          "Quote " + id + " could be accepted until " + validUntil + ": ask for a new one.");
    }
  }
}
