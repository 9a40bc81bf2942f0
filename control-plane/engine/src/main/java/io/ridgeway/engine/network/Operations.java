package io.ridgeway.engine.network;

import io.ridgeway.engine.Page;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.Operation;
import java.util.List;
import java.util.Optional;

/** Keeps operations. */
public interface Operations {
  void insert(Operation operation);

  void update(Operation operation);

  Optional<Operation> find(OperationId id);

  /** The network's operations, newest first. */
  List<Operation> of(NetworkId network);

  /** The network's operation that is under way, if any; there is at most one. */
  Optional<Operation> running(NetworkId network);

  /**
   * The network's operations that aren't over, newest first: the one that is under way, and those
   * that stand aside for it.
   */
  List<Operation> open(NetworkId network);

  /** Newest first; within a tenant's scope only that tenant's. */
  Page<Operation> list(Page.Request page);
}
