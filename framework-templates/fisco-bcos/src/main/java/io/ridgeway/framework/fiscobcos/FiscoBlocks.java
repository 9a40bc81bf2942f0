package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.LedgerBlock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A chain's blocks, asked for one after the other. For one reader. */
final class FiscoBlocks implements Blocks {
  private static final long BEAT_MILLIS = 500;

  private final FiscoClient client;
  private final Consumer<FiscoBlocks> closed;
  private final CountDownLatch end = new CountDownLatch(1);
  private long next;

  FiscoBlocks(FiscoClient client, long from, Consumer<FiscoBlocks> closed) {
    this.client = client;
    this.next = from;
    this.closed = closed;
  }

  @Override
  public Optional<LedgerBlock> next() {
    while (end.getCount() > 0) {
      Optional<LedgerBlock> block = client.block(OptionalLong.of(next), Optional.empty());
      if (end.getCount() == 0) {
        break;
      }
      if (block.isPresent()) {
        next++;
        return block;
      }
      if (waited()) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Whether it was closed meanwhile. */
  private boolean waited() {
    try {
      return end.await(BEAT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      return true;
    }
  }

  @Override
  public void close() {
    end.countDown();
    closed.accept(this);
  }
}
