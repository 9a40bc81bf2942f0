package io.ridgeway.engine.freeze;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.List;
import java.util.Optional;

/** Keeps the records of what was frozen and let go, for good. */
public interface Freezes {
  /** Called with the network locked. */
  void insert(Freeze freeze);

  void update(Freeze freeze);

  Optional<Freeze> find(FreezeId id);

  /** The one that the operation carries out, if it carries out one. */
  Optional<Freeze> of(OperationId operation);

  /** Those of its address that began before it did, newest first, 100 at most. */
  List<Freeze> before(Freeze freeze);

  /** The newest of that address, if there is one. */
  Optional<Freeze> newest(NetworkId network, Kind kind, String address);

  /** The network's, newest first. */
  Page<Freeze> list(NetworkId network, Page.Request page);
}
