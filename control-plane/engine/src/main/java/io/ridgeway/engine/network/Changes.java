package io.ridgeway.engine.network;

import io.ridgeway.model.NetworkId;
import java.util.function.Consumer;

/**
 * Tells of networks whose row, operation, keys or credentials changed, in whatever process the
 * change was made.
 */
public interface Changes {
  /**
   * Calls {@code listener} after each change is committed, on some thread, until it is closed.
   * After a break of the connection it is called for every network that it may have missed.
   */
  Listening listen(Consumer<NetworkId> listener);

  /** Ends it. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
