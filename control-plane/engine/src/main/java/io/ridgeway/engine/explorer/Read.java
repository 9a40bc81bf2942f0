package io.ridgeway.engine.explorer;

import io.ridgeway.engine.explorer.Interface.Decoded;
import java.util.List;
import java.util.Optional;

/**
 * A transaction as people read it.
 *
 * @param name what the tenant calls the contract; empty if its interface isn't known
 * @param call decoded, as far as the interface is known and fits
 * @param events in the ledger's order
 */
public record Read(
    Seen.Transaction transaction, String name, Optional<Decoded> call, List<ReadEvent> events) {
  public Read {
    events = List.copyOf(events);
  }

  /** An event as people read it. */
  public record ReadEvent(Seen.Event event, String name, Optional<Decoded> decoded) {}
}
