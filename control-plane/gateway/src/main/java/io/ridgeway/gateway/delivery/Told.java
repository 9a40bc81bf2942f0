package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEvent;
import java.util.Optional;
import java.util.OptionalLong;

/** One thing that is told. */
sealed interface Told {
  /** An id, the same whoever tells it and however often. */
  String id();

  /** Where it stands, if that is within a block. */
  Optional<EventPosition> at();

  /** The block to go on with, if it is a block by itself. */
  OptionalLong next();

  /** A contract's event. */
  record OfContract(LedgerEvent event) implements Told {
    @Override
    public String id() {
      return Positions.text(event.at());
    }

    @Override
    public Optional<EventPosition> at() {
      return Optional.of(event.at());
    }

    @Override
    public OptionalLong next() {
      return OptionalLong.empty();
    }
  }

  /** A new block. */
  record OfBlock(LedgerBlock block) implements Told {
    @Override
    public String id() {
      return Long.toString(block.number());
    }

    @Override
    public Optional<EventPosition> at() {
      return Optional.empty();
    }

    @Override
    public OptionalLong next() {
      return OptionalLong.of(block.number() + 1);
    }
  }
}
