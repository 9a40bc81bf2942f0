package io.ridgeway.framework.fabric.client;

import io.ridgeway.framework.EventPosition;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperledger.fabric.client.Checkpoint;

/** The event after which a peer goes on, as it takes it. */
record Position(EventPosition at) implements Checkpoint {
  @Override
  public OptionalLong getBlockNumber() {
    return OptionalLong.of(at.block());
  }

  @Override
  public Optional<String> getTransactionId() {
    return Optional.of(at.transaction());
  }
}
