package io.ridgeway.engine.order;

import io.ridgeway.billing.Subscription;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The terms that networks are paid for. */
@Singleton
public final class Terms {
  private final Orders orders;
  private final Clock clock;

  public Terms(Orders orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * The subscription of a network whose term runs. Called within a transaction.
   *
   * @throws Refusal {@code ILLEGAL_TRANSITION} if it is over: there is nothing that a change could
   *     be added to
   */
  Subscription running(NetworkId network) {
    Subscription subscription =
        orders.subscriptionOf(network).orElseThrow(() -> Refusal.notFound("network", network));
    if (subscription.state() != Subscription.State.ACTIVE
        || !clock.instant().isBefore(subscription.to())) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The term of network "
              + network
              + " ended at "
              + subscription.to()
              + ", so its order can't be changed any more.");
    }
    return subscription;
  }
}
