package io.ridgeway.engine;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * Durable work that is done later. What is scheduled becomes real with the transaction that
 * schedules it, and only then.
 */
public interface Schedule {
  /**
   * Has the network reconciled as soon as may be. Its trigger counter is raised, so that the wish
   * isn't lost if the network is being reconciled right now.
   */
  void reconcile(NetworkId network);

  /** Has the subscription's due invoices issued at {@code at} or soon after. */
  void invoice(SubscriptionId subscription, Instant at);

  /** Has the tenant's organisation and members made known to the identity provider. */
  void organisation(TenantId tenant);
}
