package io.ridgeway.adapter;

import io.ridgeway.model.place.Address;
import java.util.List;

/** The answer to {@link CloudAdapter#reserve}. */
public sealed interface Reservation {
  /** Settled: one address for each port that was asked for. */
  record Settled(List<Address> addresses) implements Reservation {
    public Settled {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Not yet.
   *
   * @param message what it waits for
   */
  record Pending(String message) implements Reservation {}
}
