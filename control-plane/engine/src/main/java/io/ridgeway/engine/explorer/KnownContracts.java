package io.ridgeway.engine.explorer;

import io.ridgeway.model.NetworkId;
import java.util.List;
import java.util.Optional;

/** Keeps the interfaces that tenants brought for contracts of their networks. */
public interface KnownContracts {
  /** Keeps one, in the place of one that is there for the address. With the network locked. */
  void keep(KnownContract contract);

  /** The network's, by their names. */
  List<KnownContract> of(NetworkId network);

  Optional<KnownContract> find(NetworkId network, String address);

  /** Whether there was one. */
  boolean remove(NetworkId network, String address);
}
