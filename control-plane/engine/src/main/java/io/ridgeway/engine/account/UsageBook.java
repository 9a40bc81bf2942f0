package io.ridgeway.engine.account;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps usage records. */
public interface UsageBook {
  /**
   * Writes records; one whose identity (source, network, meter, from) is there replaces it, so that
   * what is counted again isn't counted twice.
   */
  void put(List<UsageRecord> records);

  /** The latest end of the network's records from that source; empty if there are none. */
  Optional<Instant> countedTo(NetworkId network, String source);

  /** The network's records that begin within [from, to), oldest first. */
  List<UsageRecord> of(NetworkId network, Instant from, Instant to);
}
