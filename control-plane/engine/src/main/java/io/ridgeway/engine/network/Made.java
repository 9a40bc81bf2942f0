package io.ridgeway.engine.network;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.util.Map;
import java.util.Optional;

/**
 * What the reconciler has settled of a network, each once: it is kept and never computed again.
 *
 * @param placement which node runs where
 * @param software what its nodes run
 * @param addresses where they are reached
 * @param birth the birth record: what the genesis is made of
 */
public record Made(
    Optional<Placement> placement,
    Optional<Software> software,
    Optional<Addresses> addresses,
    Optional<Map<String, String>> birth) {
  public static final Made NOTHING =
      new Made(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Made placed(Placement where, Software what) {
    return new Made(Optional.of(where), Optional.of(what), addresses, birth);
  }

  public Made addressed(Addresses where) {
    return new Made(placement, software, Optional.of(where), birth);
  }

  public Made born(Map<String, String> record) {
    return new Made(placement, software, addresses, Optional.of(Map.copyOf(record)));
  }
}
