package io.ridgeway.engine.takedown;

import io.ridgeway.engine.Page;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TakedownId;
import java.util.Optional;

/** Keeps the records of erased private data, for good. */
public interface Takedowns {
  /** Called with the network locked. */
  void insert(Takedown takedown);

  void update(Takedown takedown);

  Optional<Takedown> find(TakedownId id);

  /** The one that the operation carries out, if it carries out one. */
  Optional<Takedown> of(OperationId operation);

  /** The network's, newest first. */
  Page<Takedown> list(NetworkId network, Page.Request page);
}
