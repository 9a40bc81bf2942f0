package io.ridgeway.gateway;

import io.ridgeway.framework.LedgerBlock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What people look at of one network: its turns apart from those of applications, and the blocks
 * that were just read. Blocks are final on every ledger here, so none is read twice for a list.
 * Thread-safe.
 */
final class Views {
  private static final int BLOCKS = 256;

  /** How many passes may be looked at at once: strangers hold up this network's readers alone. */
  private static final int MOST_PASSES = 4;

  private final Desk desk;
  private final Semaphore passes = new Semaphore(MOST_PASSES);
  private final Map<Long, Summary> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Summary> eldest) {
          return size() > BLOCKS;
        }
      };

  /** A block in a list. */
  record Summary(long number, String hash, Optional<Instant> at, int transactions) {
    static Summary of(LedgerBlock block) {
      return new Summary(block.number(), block.hash(), block.at(), block.transactions().size());
    }
  }

  Views(Desk desk) {
    this.desk = desk;
  }

  Desk desk() {
    return desk;
  }

  /** Whether one more pass may be looked at now; {@link #seen} when it was. */
  boolean look() {
    return passes.tryAcquire();
  }

  /** One of the passes was looked at. */
  void seen() {
    passes.release();
  }

  synchronized Optional<Summary> known(long number) {
    return Optional.ofNullable(blocks.get(number));
  }

  synchronized void learn(Summary block) {
    blocks.put(block.number(), block);
  }
}
