package io.ridgeway.framework.fabric.client;

import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Block;

/** A channel's blocks as a peer sends them. */
final class FabricBlocks implements Blocks {
  private final CloseableIterator<Block> blocks;
  private final BooleanSupplier over;
  private volatile boolean closed;

  /**
   * Over what a peer sends.
   *
   * @param over whether the connection was closed from here
   */
  FabricBlocks(CloseableIterator<Block> blocks, BooleanSupplier over) {
    this.blocks = blocks;
    this.over = over;
  }

  @Override
  public Optional<LedgerBlock> next() {
    try {
      boolean more = blocks.hasNext();
      // What had come before it was closed is nobody's any more.
      if (isOver()) {
        return Optional.empty();
      }
      if (more) {
        return Optional.of(BlockReader.block(blocks.next()));
      }
    } catch (GatewayRuntimeException e) {
      if (isOver()) {
        return Optional.empty();
      }
      throw Failures.exception(e.getStatus(), e.getDetails());
    }
    throw new LedgerException.Unreachable("The peer sends no more blocks.");
  }

  private boolean isOver() {
    return closed || over.getAsBoolean();
  }

  @Override
  public void close() {
    closed = true;
    blocks.close();
  }
}
