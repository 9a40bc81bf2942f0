package io.ridgeway.gateway;

import io.ridgeway.model.NetworkId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the gateway learns its routes: loaded once, then told of each change. Never asked during a
 * call.
 */
public interface RouteSource {
  /**
   * Every network that serves, or could. Throws while the database is away; the gateway tries
   * again.
   */
  Map<NetworkId, NetworkRoute> all();

  /** One network; empty if it is deleted. */
  Optional<NetworkRoute> one(NetworkId network);

  /**
   * Calls {@code changed} after each change of a network, its keys or credentials, and for all
   * after a break.
   */
  AutoCloseable listen(Consumer<NetworkId> changed);
}
