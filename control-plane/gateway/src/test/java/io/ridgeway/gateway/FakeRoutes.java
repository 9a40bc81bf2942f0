package io.ridgeway.gateway;

import io.ridgeway.model.NetworkId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A route source in memory that can be away. */
final class FakeRoutes implements RouteSource {
  private final Map<NetworkId, NetworkRoute> routes = new HashMap<>();
  private final List<Consumer<NetworkId>> listeners = new CopyOnWriteArrayList<>();
  private boolean away;

  @Override
  public synchronized Map<NetworkId, NetworkRoute> all() {
    check();
    return Map.copyOf(routes);
  }

  @Override
  public synchronized Optional<NetworkRoute> one(NetworkId network) {
    check();
    return Optional.ofNullable(routes.get(network));
  }

  @Override
  public synchronized AutoCloseable listen(Consumer<NetworkId> changed) {
    check();
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }

  private void check() {
    if (away) {
      throw new IllegalStateException("the database is away");
    }
  }

  void put(NetworkId network, NetworkRoute route) {
    synchronized (this) {
      routes.put(network, route);
    }
    listeners.forEach(listener -> listener.accept(network));
  }

  void remove(NetworkId network) {
    synchronized (this) {
      routes.remove(network);
    }
    listeners.forEach(listener -> listener.accept(network));
  }

  synchronized void away(boolean is) {
    away = is;
  }

  int listeners() {
    return listeners.size();
  }
}
