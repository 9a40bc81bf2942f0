package io.ridgeway.gateway;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders of one application in memory, the oldest first. */
final class FakeCallbacks implements Callbacks {
  private final Map<String, Standing> orders = new TreeMap<>();
  private int next;

  @Override
  public synchronized String register(ApplicationId application, Wanted wanted) {
    String id = "e" + next++;
    orders.put(id, new Standing(id, wanted, Instant.EPOCH));
    return id;
  }

  @Override
  public synchronized List<Standing> list(ApplicationId application) {
    return List.copyOf(orders.values());
  }

  @Override
  public synchronized void remove(ApplicationId application, String id) {
    if (orders.remove(id) == null) {
      throw Refusal.notFound("event", id);
    }
  }
}
