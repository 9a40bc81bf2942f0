package io.ridgeway.model.deploy;

/**
 * The network's token: raised at each takeover and each change of desire. A target that has seen a
 * higher one refuses the write, so that a stalled worker can do no harm.
 */
public record Fence(long token) {
  public Fence {
    if (token < 1) {
      throw new IllegalArgumentException("a fence token is 1 or more");
    }
  }
}
