package io.ridgeway.framework.fabric.client;

import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventPosition;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;

/** A contract's events as a peer sends them: a transaction has one at most. */
final class FabricEvents implements Events {
  private final CloseableIterator<ChaincodeEvent> events;
  private final BooleanSupplier over;
  private volatile boolean closed;

  /**
   * Over what a peer sends.
   *
   * @param over whether the connection was closed from here
   */
  FabricEvents(CloseableIterator<ChaincodeEvent> events, BooleanSupplier over) {
    this.events = events;
    this.over = over;
  }

  @Override
  public Optional<LedgerEvent> next() {
    try {
      boolean more = events.hasNext();
      // What had come before it was closed is nobody's any more.
      if (isOver()) {
        return Optional.empty();
      }
      if (more) {
        return Optional.of(event(events.next()));
      }
    } catch (GatewayRuntimeException e) {
      if (isOver()) {
        return Optional.empty();
      }
      throw Failures.exception(e.getStatus(), e.getDetails());
    }
    throw new LedgerException.Unreachable("The peer sends no more events.");
  }

  private boolean isOver() {
    return closed || over.getAsBoolean();
  }

  private static LedgerEvent event(ChaincodeEvent event) {
    return new LedgerEvent(
        new EventPosition(event.getBlockNumber(), event.getTransactionId(), 0),
        event.getChaincodeName(),
        event.getEventName(),
        Content.of(event.getPayload()));
  }

  @Override
  public void close() {
    closed = true;
    events.close();
  }
}
