package io.ridgeway.engine.backup;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * How many archives a process hands out at a time, as each holds a thread until who fetches it has
 * all of it. Nobody waits for a place: who finds none is refused, and asks again. Safe for threads.
 */
final class Fetches {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Semaphore places;
  private final int mostOfTenant;
  private final Map<TenantId, Integer> held = new HashMap<>();

  /**
   * So many.
   *
   * @param most of all tenants together
   * @param mostOfTenant of one tenant, so that none keeps the others from theirs
   */
  Fetches(int most, int mostOfTenant) {
    this.places = new Semaphore(most);
    this.mostOfTenant = mostOfTenant;
  }

  /**
   * A place, which is free again once it is closed.
   *
   * @throws Refusal {@code TOO_MANY_REQUESTS} where the tenant has as many as it may; {@code
   *     UNAVAILABLE} where all together do
   */
  synchronized Place take(TenantId tenant) {
    int own = held.getOrDefault(tenant, 0);
    if (own >= mostOfTenant) {
      throw Refusal.passing(
          ProblemType.TOO_MANY_REQUESTS,
          "The organisation fetches " + own + " archives already; ask again once one is through.",
          AGAIN);
    }
    if (!places.tryAcquire()) {
      throw new Refusal(
          ProblemType.UNAVAILABLE,
          "As many archives are being fetched as may be at a time; ask again in a moment.");
    }
    held.put(tenant, own + 1);
    return new Place(tenant);
  }

  private synchronized void free(Place place) {
    if (place.isFree) {
      return;
    }
    place.isFree = true;
    places.release();
    int left = held.getOrDefault(place.tenant, 1) - 1;
    if (left == 0) {
      held.remove(place.tenant);
    } else {
      held.put(place.tenant, left);
    }
  }

  /** One of them. */
  final class Place implements AutoCloseable {
    private final TenantId tenant;
    private boolean isFree;

    private Place(TenantId tenant) {
      this.tenant = tenant;
    }

    /** Frees it, once. */
    @Override
    public void close() {
      free(this);
    }
  }
}
