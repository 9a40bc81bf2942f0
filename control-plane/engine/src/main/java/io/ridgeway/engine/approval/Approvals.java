package io.ridgeway.engine.approval;

import io.ridgeway.engine.Page;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.List;
import java.util.Optional;

/** Keeps what members are asked to sign, and their answers. */
public interface Approvals {
  void insert(Approval approval);

  /** Keeps its state and its answer; nothing else of it changes. */
  void update(Approval approval);

  Optional<Approval> find(ApprovalId id);

  /** What was asked in the network, newest first. */
  Page<Approval> list(NetworkId network, Page.Request page);

  /** Whether anything was ever asked in the network. */
  boolean any(NetworkId network);

  /**
   * Of each certificate that was asked for in the network the newest of each state, so that it
   * doesn't grow with the years.
   */
  List<Approval> certificates(NetworkId network);

  /** All that was asked for the operation, in the order of their organisations. */
  List<Approval> of(OperationId operation);
}
