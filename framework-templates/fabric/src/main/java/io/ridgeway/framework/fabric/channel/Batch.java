package io.ridgeway.framework.fabric.channel;

import java.time.Duration;

/**
 * When an orderer closes a block.
 *
 * @param maxMessages at so many transactions
 * @param absoluteMaxBytes no block is larger; a larger transaction is refused
 * @param preferredMaxBytes at so many bytes
 * @param timeout so long after its first transaction
 */
public record Batch(
    int maxMessages, int absoluteMaxBytes, int preferredMaxBytes, Duration timeout) {
  private static final int MIB = 1024 * 1024;

  /** A caller waits half a second at most for a block of its own. */
  public static final Batch USUAL = new Batch(500, 10 * MIB, 2 * MIB, Duration.ofMillis(500));

  public Batch {
    if (maxMessages < 1 || preferredMaxBytes < 1 || absoluteMaxBytes < preferredMaxBytes) {
      throw new IllegalArgumentException(
          "a batch has a transaction, and its preferred size is within its largest");
    }
  }
}
