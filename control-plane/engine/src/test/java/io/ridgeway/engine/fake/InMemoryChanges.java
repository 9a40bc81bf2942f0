package io.ridgeway.engine.fake;

import io.ridgeway.engine.network.Changes;
import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** {@link Changes} in memory: listeners are called on the thread that committed. */
public final class InMemoryChanges implements Changes {
  private final List<Consumer<NetworkId>> listeners = new CopyOnWriteArrayList<>();

  InMemoryChanges() {}

  @Override
  public Listening listen(Consumer<NetworkId> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(NetworkId network) {
    listeners.forEach(l -> l.accept(network));
  }
}
