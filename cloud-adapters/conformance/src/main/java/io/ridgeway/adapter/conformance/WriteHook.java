package io.ridgeway.adapter.conformance;

import io.ridgeway.model.NetworkId;

/**
 * Is called around each external write of a {@link FakeCityNode}; what it throws, the adapter's
 * caller gets. So a test can fail, stall or die at each point in turn.
 */
public interface WriteHook {
  /** Does nothing. */
  WriteHook NONE = new WriteHook() {};

  /** The calls that write. */
  enum Write {
    RESERVE,
    APPLY,
    REMOVE,
    /** Of a volume's files. */
    FILE
  }

  /** Nothing of the write has been done. */
  default void before(Write write, NetworkId network) {}

  /** All of the write has been done, but its caller doesn't know. */
  default void after(Write write, NetworkId network) {}
}
